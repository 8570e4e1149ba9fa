use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// An authorisation that is asked for by the declaration itself (00100) goes with a statement of how
    /// the goods are dealt with (ABDIN, ABDOU), in a standard declaration (A, D).
    ///
    /// Source: press on CDS release 5.2.0.
    V0864: "Incomplete authorisation by declaration", Error, ["import", "export"]
        { systems: ["uk_cds"] } from "2026-07-04" certain B, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    if !document.states("00100") {
        return;
    }
    if !document.states("ABDIN") && !document.states("ABDOU") {
        report.find(
            path!("additionalInformations"),
            "Give ABDIN, ABDOU or both.",
        );
    }
    if given(&document.add_decl_type1).is_some_and(|it| !["A", "D"].contains(&it)) {
        report.find(path!("addDeclType1"), "Give A or D.");
    }
}
