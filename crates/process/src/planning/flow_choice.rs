//! Which flow a shipment takes: the one it names, else the one the table of flow selection gives,
//! else the only one of its direction.

use std::sync::Arc;

use cas_decision::{Context, Value};
use cas_model::declaration::Direction;
use cas_model::document::{CustomsShipment, SingleAdministrativeDocument};
use cas_model::flow::Flow;
use jiff::tz::TimeZone;

use super::PlanRefusal;
use crate::codes::RefusalCode;
use crate::tables::{FiredRows, Roots, StepTables, ask};

/// What flows are chosen from.
#[derive(Clone, Copy)]
pub struct FlowChoice<'a> {
    /// The flows in force.
    pub flows: &'a [Arc<Flow>],
    /// The table of flow selection, where there is one; or why it cannot be asked.
    pub selection: Option<Result<&'a StepTables, &'a str>>,
    /// The day and the lists that the table may ask.
    pub context: Context<'a>,
    /// The tenant's zone, in which a time that the table asks as a day is one.
    pub zone: &'a TimeZone,
}

impl<'a> FlowChoice<'a> {
    /// Chooses the flow of a shipment, and notes the row that chose it.
    ///
    /// # Errors
    /// When none fits, or more than one.
    pub fn choose(
        &self,
        message: &CustomsShipment,
        fired: &mut FiredRows,
    ) -> Result<&'a Arc<Flow>, PlanRefusal> {
        let direction = message.direction();
        if let Some(name) = &message.customs_flow {
            return self.named(name, direction, "correct customsFlow");
        }
        match self.selection {
            Some(Ok(tables)) => {
                let name = self.select(message, tables, fired)?;
                self.named(&name, direction, "correct the table of flow selection")
            }
            Some(Err(why)) => Err(selection_failed(why)),
            None => self.only(direction),
        }
    }

    fn named(
        &self,
        name: &str,
        direction: Option<Direction>,
        remedy: &str,
    ) -> Result<&'a Arc<Flow>, PlanRefusal> {
        let fits = |flow: &&Arc<Flow>| flow.name == name && Some(flow.direction) == direction;
        self.flows.iter().find(fits).ok_or_else(|| {
            let direction = direction.map_or("no direction", Direction::as_str);
            let text = format!("there is no active flow {name} for {direction}; {remedy}");
            PlanRefusal::new(RefusalCode::FlowUnknown, text)
        })
    }

    fn select(
        &self,
        message: &CustomsShipment,
        tables: &StepTables,
        fired: &mut FiredRows,
    ) -> Result<String, PlanRefusal> {
        let nothing = SingleAdministrativeDocument::default();
        let document = message.single_administrative_document.as_deref();
        let document = document.unwrap_or(&nothing);
        let asked = match tables.before.first() {
            Some(one) => {
                let roots = Roots {
                    document,
                    shipment: message,
                    zone: self.zone,
                };
                ask(one, tables, roots, &self.context, fired)
            }
            None => Err("there is no table".to_owned()),
        };
        match asked.map_err(|why| selection_failed(&why))? {
            Some(Value::Text(name)) => Ok(name.into()),
            Some(other) => Err(selection_failed(&format!(
                "it answers {other}, no flow's name"
            ))),
            None => Err(PlanRefusal::new(
                RefusalCode::FlowUnknown,
                "no row of the table of flow selection fits the shipment; name a flow in \
                 customsFlow, or add a row",
            )),
        }
    }

    fn only(&self, direction: Option<Direction>) -> Result<&'a Arc<Flow>, PlanRefusal> {
        let fits = |flow: &&Arc<Flow>| Some(flow.direction) == direction;
        let fitting: Vec<&Arc<Flow>> = self.flows.iter().filter(fits).collect();
        match fitting.as_slice() {
            [flow] => Ok(flow),
            [] => {
                let direction = direction.map_or("no direction", Direction::as_str);
                Err(PlanRefusal::new(
                    RefusalCode::FlowUnknown,
                    format!(
                        "no active flow takes shipments of direction {direction}; configure one"
                    ),
                ))
            }
            several => {
                let names: Vec<&str> = several.iter().map(|flow| flow.name.as_str()).collect();
                Err(PlanRefusal::new(
                    RefusalCode::FlowAmbiguous,
                    format!(
                        "several flows fit ({}); name one in customsFlow",
                        names.join(", ")
                    ),
                ))
            }
        }
    }
}

fn selection_failed(why: &str) -> PlanRefusal {
    PlanRefusal::new(
        RefusalCode::FlowSelectionFailed,
        format!("the table of flow selection could not choose: {why}; name a flow in customsFlow"),
    )
}
