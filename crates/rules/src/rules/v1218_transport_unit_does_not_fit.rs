use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A transport unit is of list BC35: container (1), vehicle (2), trailer (3), tractor (4) or
    /// fixed installation (5). It has an identification, but a fixed installation has none.
    ///
    /// Source: EMCS condition C156; reference data BC35.
    V1218: "Transport unit does not fit", Error, ["excise"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let movement = document.movement().record();
    let units = movement.map_or(&[][..], |movement| &movement.transport_units);
    for (index, unit) in units.iter().enumerate() {
        let code = given(&unit.r#type);
        if code.is_none_or(|code| context.refuses("BC35", code)) {
            report.find(
                path!("exciseMovement.transportUnits[].type").at(&[index]),
                "Give 1 container, 2 vehicle, 3 trailer, …",
            );
            continue;
        }
        let advice = match (code, given(&unit.identification)) {
            (Some("5"), Some(_)) => "Remove it: fixed installations have none.",
            (Some("5"), None) | (_, Some(_)) => continue,
            (_, None) => "Give the registration or the number of the container.",
        };
        report.find(
            path!("exciseMovement.transportUnits[].identification").at(&[index]),
            advice,
        );
    }
}
