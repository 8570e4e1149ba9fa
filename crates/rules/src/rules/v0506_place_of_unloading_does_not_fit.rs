use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// With entry data (security 1 or 3) there is a place of unloading; without any security data
    /// (security 0) there is none.
    ///
    /// Source: condition C0191.
    V0506: "Place of unloading does not fit the security indicator", Error,
        ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let place = document
        .consignment()
        .is_some_and(|consignment| consignment.unloading_location.is_some());
    let advice = match (given(&document.security), place) {
        (Some("1" | "3"), false) => "Give a UN/LOCODE, or country and name of the place.",
        (Some("0"), true) => "Remove it; without security data customs does not take it.",
        (Some(_) | None, _) => return,
    };
    report.find(path!("goodsShipment.consignment.unloadingLocation"), advice);
}
