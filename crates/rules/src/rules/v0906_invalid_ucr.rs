use cas_model::formats::is_ucr;

use crate::rule::{Context, Document, Report, rule};
use crate::walk::each_field;

rule! {
    /// A unique consignment reference has 1 to 35 printable characters and no space at either
    /// end.
    ///
    /// Source: CC015C, pattern of the reference number UCR.
    V0906: "Invalid UCR", Error, ["transit", "import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    each_field(document, &mut |visit| {
        if visit.record == "Ucr"
            && let Some(text) = visit.text()
            && !is_ucr(text)
        {
            report.find(
                visit.at.to_string(),
                "Give 1 to 35 letters, digits and signs.",
            );
        }
    });
}
