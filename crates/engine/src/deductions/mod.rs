//! Deductions: what fills the fields that nobody gave.
//!
//! A deduction fills what is empty, or what a deduction filled before; never what the shipment, a
//! person or customs gave. So a run first takes back everything that was deduced, then fills
//! again: the result is a function of what was given, the configuration and the master data.
//! Each deduction is one file and one line in [`DEDUCTIONS`]; they run in this order.

mod articles;
mod authorisations;
mod business_partners;
pub mod calculations;
mod configuration;
mod fill;
mod guarantees;
mod local_reference;
mod locations;
mod master_data;
mod tables;
mod take_back;
mod take_over;

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use cas_gateway::CalculatedOnly;
use cas_model::document::{CustomsShipment, SingleAdministrativeDocument};
use cas_model::finding::Finding;
use cas_model::flow::{Flow, Step};
use cas_model::origin::Origins;
use jiff::civil::Date;

use crate::configuration::StepTables;

pub use master_data::{MasterData, Versioned, currencies, master_data_codes};
pub(crate) use tables::read_field;
pub use tables::{Asked, AskedInputs, Given, Probe, ask};
pub use take_back::take_back;
pub use take_over::Earlier;
pub(crate) use take_over::is_fact;

/// What deductions draw from.
pub struct Sources<'a> {
    /// The flow.
    pub flow: &'a Flow,
    /// Its step.
    pub step: &'a Step,
    /// The tables that the step asks.
    pub tables: &'a StepTables,
    /// The records that the document refers to.
    pub master_data: &'a MasterData,
    /// Code lists and sets that tables name.
    pub sets: &'a dyn cas_decision::Sets,
    /// The head of the shipment.
    pub shipment: &'a CustomsShipment,
    /// Declarations of earlier steps that this one takes over from.
    pub earlier: &'a [Earlier],
    /// Our number of the declaration.
    pub lrn: &'a str,
    /// The day as of which everything is looked up.
    pub day: Date,
    /// What the system's declarations leave out, though it could be calculated.
    pub calculated_only: &'a [CalculatedOnly],
}

impl<'a> Sources<'a> {
    /// Whether a calculation runs in a declaration of this additional type.
    fn calculates(&self, calculation: &str, additional_type: Option<&str>) -> bool {
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
        Self {
            flow,
            step: &flow.steps[0],
            tables: &TABLES,
            master_data,
            sets: &cas_decision::NoSets,
            shipment: &SHIPMENT,
            earlier: &[],
            lrn: "LRN",
            day,
            calculated_only: &[],
        }
    }
}

/// A declaration's document while deductions work on it.
pub struct Draft<'a> {
    /// The document.
    pub document: &'a mut SingleAdministrativeDocument,
    /// Where its values came from.
    pub origins: &'a mut Origins,
    /// What could not be deduced, and why.
    pub findings: Vec<Finding>,
    /// What was given, for outputs that override.
    given: Given,
    /// Who wants to know what a table is asked.
    probe: Option<&'a mut Probe>,
}

impl Draft<'_> {
    /// Notes what a table is asked for an item, if somebody wants to know.
    fn probe(&mut self, table: &str, item: usize, asked: impl FnOnce() -> AskedInputs) {
        if let Some(probe) = self.probe.as_deref_mut()
            && probe.table == table
        {
            probe.asked.push((item, asked()));
        }
    }
}

type Deduction = fn(&mut Draft<'_>, &Sources<'_>);

/// All deductions, in the order they run.
const DEDUCTIONS: &[Deduction] = &[
    local_reference::deduce,
    configuration::deduce,
    take_over::deduce,
    business_partners::deduce,
    authorisations::deduce,
    guarantees::deduce,
    locations::deduce,
    articles::deduce,
    tables::before_calculations,
    calculations::deduce,
    tables::after_calculations,
];

/// Runs all deductions on a document.
pub fn deduce(
    document: &mut SingleAdministrativeDocument,
    origins: &mut Origins,
    sources: &Sources<'_>,
) -> Vec<Finding> {
    run(document, origins, sources, None)
}

/// Runs all deductions, and notes what a table is asked on the way.
pub fn deduce_probing(
    document: &mut SingleAdministrativeDocument,
    origins: &mut Origins,
    sources: &Sources<'_>,
    probe: &mut Probe,
) -> Vec<Finding> {
    run(document, origins, sources, Some(probe))
}

fn run(
    document: &mut SingleAdministrativeDocument,
    origins: &mut Origins,
    sources: &Sources<'_>,
    probe: Option<&mut Probe>,
) -> Vec<Finding> {
    take_back(document, origins);
    let given = Given::of(document, sources.tables);
    let mut draft = Draft {
        document,
        origins,
        findings: Vec::new(),
        given,
        probe,
    };
    for deduction in DEDUCTIONS {
        deduction(&mut draft, sources);
    }
    draft.findings
}
