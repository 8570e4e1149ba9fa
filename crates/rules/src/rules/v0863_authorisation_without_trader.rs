use cas_model::document::Party;
use cas_model::path;

use crate::reading::{Reading, given, procedure};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Where the authorisation is asked for by the declaration itself (00100), who gets it is named by
    /// EORI: the importer for end use and inward processing (44, 51), the exporter for outward processing
    /// (21, 22).
    ///
    /// Source: press on CDS release 4.9.0.
    V0863: "Authorisation by declaration without its trader", Error, ["import", "export"]
        { systems: ["uk_cds"] } from "2025-09-27" certain B is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    if !document.states("00100") {
        return;
    }
    let asks = |codes: &[&str]| {
        let mut procedures = document.items().iter().filter_map(procedure);
        procedures.any(|it| codes.contains(&it.requested))
    };
    let is_named = |party: Option<&Party>| {
        party.is_some_and(|it| {
            it.eori().is_some_and(|eori| !eori.trim().is_empty()) || given(&it.code).is_some()
        })
    };
    if asks(&["44", "51"]) && !is_named(document.importer.as_deref()) {
        report.find(path!("importer"), "Give the importer with EORI.");
    }
    let exporter = document.shipment().and_then(|it| it.exporter.as_deref());
    if asks(&["21", "22"]) && !is_named(exporter) {
        report.find(
            path!("goodsShipment.exporter"),
            "Give the exporter with EORI.",
        );
    }
}
