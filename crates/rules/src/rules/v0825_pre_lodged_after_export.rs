use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A transit that follows from an export declaration (N830) is not lodged before its goods are
    /// presented.
    ///
    /// Source: HMRC, transit technical interface: export followed by transit.
    V0825: "Transit of an export before its goods are there", Error, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    if document.is_pre_lodged() && document.follows_export() {
        let advice = "Give A, or leave out the export declaration (N830).";
        report.find(path!("addDeclType1"), advice);
    }
}
