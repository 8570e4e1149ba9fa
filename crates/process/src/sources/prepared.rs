//! What the deductions of a declaration draw from, put together.

use std::sync::Arc;

use cas_decision::Steps;
use cas_gateway::CalculatedOnly;
use cas_model::document::CustomsShipment;
use cas_model::flow::{Flow, Step};
use cas_model::record::DeclarationRecord;
use jiff::civil::Date;

use super::inputs::Inputs;
use crate::configuration::TenantConfiguration;
use crate::deductions::{EarlierDeclaration, Sources};
use crate::reference::AskableLists;
use crate::reference::MasterData;
use crate::tables::StepTables;

/// The sources of a step's declarations, as of a day.
pub struct Prepared<'i> {
    /// The flow, in the version that the declaration was made by.
    pub flow: &'i Arc<Flow>,
    /// The step of the flow that makes the declaration.
    pub step: &'i Step,
    /// The tenant's configuration, for what is in force on the day.
    pub configuration: &'i TenantConfiguration,
    /// The code lists, as tables ask them.
    pub lists: AskableLists<'i>,
    tables: Arc<StepTables>,
    master_data: &'i MasterData,
    head: CustomsShipment,
    earlier: &'i [EarlierDeclaration],
    day: Date,
    calculated_only: &'static [CalculatedOnly],
    steps: Steps,
}

static NO_MASTER_DATA: std::sync::LazyLock<MasterData> =
    std::sync::LazyLock::new(MasterData::default);

impl<'i> Prepared<'i> {
    /// For a declaration that is there.
    pub fn of_declaration(
        inputs: &'i Inputs,
        row: &DeclarationRecord,
        day: Date,
    ) -> anyhow::Result<Self> {
        let (flow, step) = inputs.step_of(row)?;
        let configuration = inputs.configuration(row.tenant_id)?;
        let head = CustomsShipment {
            customs_flow: row.flow.clone(),
            direction: Some(row.direction.as_str().to_owned()),
            external_reference: Some(row.external_reference.clone()),
            storage_location_reference: row.storage_location.clone(),
            company: row.company.clone(),
            plant: row.plant.clone(),
            ..CustomsShipment::default()
        };
        Ok(Self {
            flow,
            step,
            configuration,
            lists: AskableLists(inputs.lists(row.tenant_id)),
            tables: configuration.step_tables(flow, step, day),
            master_data: inputs.master_data(row.tenant_id).unwrap_or(&NO_MASTER_DATA),
            head,
            earlier: inputs.earlier(row.shipment_id),
            day,
            calculated_only: inputs.calculated_only(&step.system),
            steps: Steps::default(),
        })
    }

    /// The tables that the step asks.
    pub fn tables(&self) -> &StepTables {
        &self.tables
    }

    /// The head of the shipment.
    pub fn head(&self) -> &CustomsShipment {
        &self.head
    }

    /// What tables may ask beside their inputs.
    pub fn context(&self) -> cas_decision::Context<'_> {
        cas_decision::Context {
            as_of: self.day,
            sets: &self.lists,
            steps: Some(&self.steps),
        }
    }

    /// What deductions of a declaration of this number draw from; none where goods are looked at
    /// that no declaration has yet.
    pub fn sources<'a>(&'a self, lrn: Option<&'a str>) -> Sources<'a> {
        self.sources_with(lrn, &self.tables)
    }

    /// The same, with other tables.
    pub fn sources_with<'a>(&'a self, lrn: Option<&'a str>, tables: &'a StepTables) -> Sources<'a> {
        Sources {
            flow: self.flow,
            step: self.step,
            tables,
            master_data: self.master_data,
            sets: &self.lists,
            steps: &self.steps,
            shipment: &self.head,
            earlier: self.earlier,
            lrn,
            day: self.day,
            calculated_only: self.calculated_only,
        }
    }
}
