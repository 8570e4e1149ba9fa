use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A transit declaration says whether it carries safety and security data.
    ///
    /// Source: CC015C, security is required.
    V0012: "Missing security indicator", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    if given(&document.security).is_none() {
        report.find(
            path!("security"),
            "Give 0 (none), 1 (entry), 2 (exit) or 3 (both).",
        );
    }
}
