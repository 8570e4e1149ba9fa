use cas_model::formats::is_lrn;
use cas_model::path;

use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The LRN has 1 to 22 printable characters and no space at either end. Leave it empty to get
    /// one.
    ///
    /// Source: CC015C, LRN an..22.
    V0011: "Invalid LRN", Error, ["transit", "import", "export", "excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    if let Some(lrn) = &document.function_ref_num
        && !is_lrn(lrn)
    {
        let advice = "Give 1 to 22 letters and digits, or leave it empty to get a new number.";
        report.find(path!("functionRefNum"), advice);
    }
}
