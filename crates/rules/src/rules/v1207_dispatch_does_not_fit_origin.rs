use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods from a tax warehouse (1) and duty-paid goods (3) have a place of dispatch and no
    /// office of import; goods from import (2) the office and no place.
    ///
    /// Source: EMCS condition C012.
    V1207: "Place of dispatch does not fit the origin", Error, ["excise"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let movement = document.movement();
    let Some(record) = movement.record() else {
        return;
    };
    let needs_place = match movement.origin() {
        "1" | "3" => true,
        "2" => false,
        _ => return,
    };
    for (field, is_there, is_needed) in [
        (
            path!("exciseMovement.placeOfDispatch"),
            record.place_of_dispatch.is_some(),
            needs_place,
        ),
        (
            path!("exciseMovement.dispatchImportOffice"),
            given(&record.dispatch_import_office).is_some(),
            !needs_place,
        ),
    ] {
        if is_there != is_needed {
            let advice = match is_needed {
                true => "Give it, or another kind of origin.",
                false => "Remove it, or give another kind of origin.",
            };
            report.find(field, advice);
        }
    }
}
