use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// ABDIN and ABDOU belong to an authorisation that is asked for by the declaration itself (00100).
    ///
    /// Source: inferred from CDS release 5.2.0.
    V0865: "Statement without authorisation by declaration", Warning, ["import", "export"]
        { systems: ["uk_cds"] } from "2026-07-04" certain D, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let is_stated = document.states("ABDIN") || document.states("ABDOU");
    if is_stated && !document.states("00100") {
        report.find(path!("additionalInformations"), "Give 00100 too.");
    }
}
