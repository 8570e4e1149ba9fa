use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A place of delivery has a name, unless goods are delivered directly (4), and street,
    /// postcode and city, unless it is a tax warehouse (1).
    ///
    /// Source: EMCS conditions C078 and C079.
    V1210: "Incomplete place of delivery", Error, ["excise"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let movement = document.movement();
    let place = movement
        .record()
        .and_then(|record| record.delivery_place.as_deref());
    let Some(place) = place else {
        return;
    };
    let address = place.address.as_deref();
    let is_warehouse = movement.destination() == "1";
    let is_direct = movement.destination() == "4";
    for (field, value, is_optional) in [
        (
            path!("exciseMovement.deliveryPlace.name"),
            given(&place.name),
            is_direct,
        ),
        (
            path!("exciseMovement.deliveryPlace.address.street"),
            address.and_then(|it| given(&it.street)),
            is_warehouse,
        ),
        (
            path!("exciseMovement.deliveryPlace.address.postcode"),
            address.and_then(|it| given(&it.postcode)),
            is_warehouse,
        ),
        (
            path!("exciseMovement.deliveryPlace.address.city"),
            address.and_then(|it| given(&it.city)),
            is_warehouse,
        ),
    ] {
        if value.is_none() && !is_optional {
            let advice = "Give it: without it the place is not found.";
            report.find(field, advice);
        }
    }
}
