use cas_model::path;

use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A transit is covered by at least one guarantee, or by the reason why none is needed.
    ///
    /// Source: CC015C, guarantee is required.
    V0201: "Missing guarantee", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    if document.obligation_guarantees.is_empty() {
        report.find(
            path!("obligationGuarantees"),
            "Give a guarantee, such as type 1 with its GRN.",
        );
    }
}
