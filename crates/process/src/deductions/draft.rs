//! What deductions draw from, and what they work on.

use std::sync::LazyLock;

use cas_gateway::CalculatedOnly;
use cas_model::declaration::CustomsFacts;
use cas_model::document::{CustomsShipment, SingleAdministrativeDocument};
use cas_model::finding::Finding;
use cas_model::flow::{Flow, Step};
use cas_model::ids::DeclarationId;
use cas_model::origin::Origins;
use jiff::civil::Date;

use crate::reference::MasterData;
use crate::tables::{AskedInputs, FiredRows, GivenValues, Probe, StepTables};

/// A declaration of an earlier step.
#[derive(Clone, Debug)]
pub struct EarlierDeclaration {
    /// The declaration that the origin of a value names.
    pub id: DeclarationId,
    /// The step that made it, by which rules name it.
    pub step: String,
    /// Our number, the LRN that customs got.
    pub lrn: String,
    /// What customs said of it.
    pub facts: CustomsFacts,
    /// Its document, as it was sent.
    pub document: SingleAdministrativeDocument,
}

/// What deductions draw from.
pub struct Sources<'a> {
    /// The flow that the declaration is made by; tables may ask for its name.
    pub flow: &'a Flow,
    /// The step of the flow, which says jurisdiction, calculations and defaults.
    pub step: &'a Step,
    /// The tables that the step asks.
    pub tables: &'a StepTables,
    /// The records that the document refers to.
    pub master_data: &'a MasterData,
    /// Code lists and sets that tables name.
    pub sets: &'a dyn cas_decision::Sets,
    /// What the tables may still take.
    pub steps: &'a cas_decision::Steps,
    /// The head of the shipment.
    pub shipment: &'a CustomsShipment,
    /// Declarations of earlier steps that this one takes over from.
    pub earlier: &'a [EarlierDeclaration],
    /// Our number of the declaration; none where goods are looked at before they have one.
    pub lrn: Option<&'a str>,
    /// The day as of which everything is looked up.
    pub day: Date,
    /// What the system's declarations leave out, though it could be calculated.
    pub calculated_only: &'a [CalculatedOnly],
}

impl<'a> Sources<'a> {
    /// Whether a calculation runs in a declaration of this additional type.
    pub(super) fn calculates(&self, calculation: &str, additional_type: Option<&str>) -> bool {
        let mut only = self.calculated_only.iter();
        let only = only.find(|only| only.calculation == calculation);
        let of_step = &self.step.declaration_type;
        let is_wanted = only.is_none_or(|only| only.runs(of_step, additional_type));
        self.step.calculations.runs(calculation, is_wanted)
    }

    /// The sources of the first step of a flow, when it asks no tables and follows no other step.
    #[must_use]
    pub fn of_first_step(flow: &'a Flow, master_data: &'a MasterData, day: Date) -> Self {
        static TABLES: LazyLock<StepTables> = LazyLock::new(StepTables::default);
        static SHIPMENT: LazyLock<CustomsShipment> = LazyLock::new(CustomsShipment::default);
        static STEPS: cas_decision::Steps = cas_decision::Steps::new(u64::MAX);
        Self {
            flow,
            step: &flow.steps[0],
            tables: &TABLES,
            master_data,
            sets: &cas_decision::NoSets,
            steps: &STEPS,
            shipment: &SHIPMENT,
            earlier: &[],
            lrn: Some("LRN"),
            day,
            calculated_only: &[],
        }
    }
}

/// A declaration's document while deductions work on it.
pub struct Draft<'a> {
    /// The document whose empty fields are filled.
    pub document: &'a mut SingleAdministrativeDocument,
    /// Where its values came from.
    pub origins: &'a mut Origins,
    /// What could not be deduced, and why.
    pub findings: Vec<Finding>,
    /// The rows of tables that fired.
    pub(super) fired: FiredRows,
    /// What was given, for outputs that override.
    pub(super) given: GivenValues,
    /// Who wants to know what a table is asked.
    pub(super) probe: Option<&'a mut Probe>,
}

impl Draft<'_> {
    /// Notes what a table is asked for an item, if somebody wants to know.
    pub(super) fn probe(&mut self, table: &str, item: usize, asked: impl FnOnce() -> AskedInputs) {
        if let Some(probe) = self.probe.as_deref_mut() {
            probe.note(table, item, asked);
        }
    }
}
