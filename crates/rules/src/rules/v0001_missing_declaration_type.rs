use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A transit declaration names its type: `T`, `T1`, `T2`, `T2F`, `T2SM` or `TIR`.
    ///
    /// Source: CC015C, declaration type is required.
    V0001: "Missing declaration type", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    if given(&document.decl_type).is_none() {
        report.find(path!("declType"), "Give T, T1, T2, T2F, T2SM or TIR.");
    }
}
