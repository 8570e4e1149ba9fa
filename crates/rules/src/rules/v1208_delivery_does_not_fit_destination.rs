use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// There is a place of delivery for tax warehouses (1), direct delivery (4) and certified
    /// consignees (9, 10); there is none for exports (6) and unknown destinations (8). Exports
    /// have the customs office of export instead, and only they.
    ///
    /// Source: EMCS condition C013.
    V1208: "Place of delivery does not fit the destination", Error, ["excise"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let movement = document.movement();
    let Some(record) = movement.record() else {
        return;
    };
    let (place, office) = match movement.destination() {
        "1" | "4" | "9" | "10" => (Some(true), false),
        "2" | "3" | "5" => (None, false),
        "6" => (Some(false), true),
        "8" | "11" => (Some(false), false),
        _ => return,
    };
    let has_office = given(&record.delivery_office).is_some();
    for (field, is_there, needed) in [
        (
            path!("exciseMovement.deliveryPlace"),
            record.delivery_place.is_some(),
            place,
        ),
        (
            path!("exciseMovement.deliveryOffice"),
            has_office,
            Some(office),
        ),
    ] {
        let advice = match (is_there, needed) {
            (false, Some(true)) => "Give it: this kind of destination has one.",
            (true, Some(false)) => "Remove it: this kind of destination has none.",
            (true | false, Some(_) | None) => continue,
        };
        report.find(field, advice);
    }
}
