//! Which flow a shipment takes: the one it names, else the only one of its direction.

use std::sync::Arc;

use cas_model::declaration::Direction;
use cas_model::document::CustomsShipment;
use cas_model::flow::Flow;

use super::{PlanRefusal, RefusalCode};

/// Chooses among the active flows of a tenant.
///
/// # Errors
/// When none fits, or more than one.
pub fn choose_flow<'a>(
    message: &CustomsShipment,
    flows: &'a [Arc<Flow>],
) -> Result<&'a Arc<Flow>, PlanRefusal> {
    let direction = message.direction.as_deref().and_then(Direction::parse);
    let fits = |flow: &&Arc<Flow>| Some(flow.direction) == direction;
    let direction = direction.map_or("no direction", Direction::as_str);
    if let Some(name) = &message.customs_flow {
        return flows
            .iter()
            .find(|flow| flow.name == *name && fits(flow))
            .ok_or_else(|| {
                let text =
                    format!("there is no active flow {name} for {direction}; correct customsFlow");
                PlanRefusal::new(RefusalCode::FlowUnknown, text)
            });
    }
    let fitting: Vec<&Arc<Flow>> = flows.iter().filter(fits).collect();
    match fitting.as_slice() {
        [flow] => Ok(flow),
        [] => Err(PlanRefusal::new(
            RefusalCode::FlowUnknown,
            format!("no active flow takes shipments of direction {direction}; configure one"),
        )),
        several => {
            let names: Vec<&str> = several.iter().map(|flow| flow.name.as_str()).collect();
            let names = names.join(", ");
            Err(PlanRefusal::new(
                RefusalCode::FlowAmbiguous,
                format!("several flows fit ({names}); name one in customsFlow"),
            ))
        }
    }
}
