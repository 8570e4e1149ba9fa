use cas_model::{KnownPath, path};

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Under suspension the place of dispatch is a tax warehouse, known by its excise number;
    /// duty-paid goods leave another place, with name and address.
    ///
    /// Source: EMCS conditions C207 and C208.
    V1232: "Tax warehouse of dispatch does not fit the submission", Error,
        ["excise"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    const PLACE: KnownPath = path!("exciseMovement.placeOfDispatch");
    let movement = document.movement();
    let place = movement
        .record()
        .and_then(|record| record.place_of_dispatch.as_deref());
    let Some(place) = place else {
        return;
    };
    let advice = match (
        movement.is_duty_paid(),
        place.identifier("Excise").is_some(),
    ) {
        (false, false) => "Give the tax warehouse as reference of type Excise.",
        (true, true) => "Remove it: duty-paid goods leave no tax warehouse.",
        (false, true) => return,
        (true, false) => {
            let has_address = place.address.as_deref().is_some_and(|address| {
                let lines = [&address.street, &address.postcode, &address.city];
                lines.iter().all(|line| given(line).is_some())
            });
            if given(&place.name).is_none() || !has_address {
                report.find(PLACE, "Give name, street, postcode and city.");
            }
            return;
        }
    };
    report.find(
        path!("exciseMovement.placeOfDispatch.businessPartnerReference"),
        advice,
    );
}
