use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The place of delivery is known by its excise number for tax warehouses (1), by any number
    /// for certified consignees (9, 10), and has none for direct delivery (4).
    ///
    /// Source: EMCS condition C074, rule R045.
    V1209: "Identifier of the place of delivery does not fit the destination", Error,
        ["excise"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let movement = document.movement();
    let place = movement
        .record()
        .and_then(|record| record.delivery_place.as_deref());
    let Some(place) = place else {
        return;
    };
    let is_given = |kind| {
        let number = place.identifier(kind);
        number.is_some_and(|number| !number.trim().is_empty())
    };
    let any = is_given("Excise") || is_given("Vat");
    let advice = match movement.destination() {
        "1" if !is_given("Excise") => "Give the tax warehouse as reference of type Excise.",
        "9" | "10" if !any => "Give a number as reference of type Excise or Vat.",
        "4" if any => "Remove it: a place of direct delivery has none.",
        _ => return,
    };
    report.find(
        path!("exciseMovement.deliveryPlace.businessPartnerReference"),
        advice,
    );
}
