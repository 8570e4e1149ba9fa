use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The security indicator is one of code list CL217: `0` none, `1` entry, `2` exit, `3` both.
    ///
    /// Source: code list CL217.
    V0013: "Invalid security indicator", Error, ["transit"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    if let Some(code) = given(&document.security)
        && context.refuses("CL217", code)
    {
        report.find(
            path!("security"),
            format!("{code} is not in code list CL217; give 0, 1, 2 or 3."),
        );
    }
}
