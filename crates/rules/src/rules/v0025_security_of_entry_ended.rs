use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A transit declaration carries no entry summary any more: security `1` (entry) and `3` (entry
    /// and exit) have ended, and what enters is told to the import control system. Code list CL217
    /// still holds both. Where customs still takes declarations that are both, the settings switch
    /// this rule off for the country.
    ///
    /// Source: HMRC, transit technical interface (known-error list, UK rules); for Germany the
    /// notice on the end of the combined declaration.
    V0025: "Security of the entry has ended", Error, ["transit"]
        from "2025-09-01" from "2025-08-27" in "DE" from "2026-06-01" in "UK", check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let advice = match given(&document.security) {
        Some("1") => "Give 0, and tell the entry to the import control system.",
        Some("3") => "Give 2, and tell the entry to the import control system.",
        _ => return,
    };
    report.find(path!("security"), advice);
}
