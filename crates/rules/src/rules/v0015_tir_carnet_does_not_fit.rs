use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A TIR transit has the number of its carnet, and no other transit has one.
    ///
    /// Source: condition C0411.
    V0015: "TIR carnet number does not fit the declaration type", Error,
        ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let advice = match (
        document.declares(&["TIR"]),
        given(&document.tir_carnet_number),
    ) {
        (true, None) => "Give the number of the TIR carnet.",
        (false, Some(_)) => "Only a TIR transit has a carnet; remove the number.",
        (true, Some(_)) | (false, None) => return,
    };
    report.find(path!("tirCarnetNumber"), advice);
}
