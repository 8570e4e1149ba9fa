use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// There may be three means of transport at departure by road, any number by rail, and one in
    /// all other modes.
    ///
    /// Source: rule R0855.
    V0412: "Too many means of transport at departure", Error, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let count = document
        .transport_means()
        .filter(|means| means.office.is_none())
        .count();
    let mode = document
        .consignment()
        .and_then(|consignment| given(&consignment.inland_mode));
    let most = match mode {
        Some("3") => 3,
        Some("2") => 999,
        Some(_) | None => 1,
    };
    if count > most {
        let field = path!("goodsShipment.consignment.additionalDepartureTransportMeans");
        report.find(
            field,
            format!("Keep at most {most}, or correct inlandMode."),
        );
    }
}
