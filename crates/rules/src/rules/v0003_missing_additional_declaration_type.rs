use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The additional declaration type says whether the goods are presented now (`A`) or later
    /// (`D`).
    ///
    /// Source: CC015C, additional declaration type is required.
    V0003: "Missing additional declaration type", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    if given(&document.add_decl_type1).is_none() {
        report.find(
            path!("addDeclType1"),
            "Give A (standard) or D (pre-lodged).",
        );
    }
}
