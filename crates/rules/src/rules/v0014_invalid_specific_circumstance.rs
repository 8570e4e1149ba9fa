use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The specific circumstance is one of code list CL296.
    ///
    /// Source: code list CL296.
    V0014: "Invalid specific circumstance", Error, ["transit"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    if let Some(code) = given(&document.specific_circumstance_indicator)
        && context.refuses("CL296", code)
    {
        let advice = format!("{code} is not in code list CL296; correct it or leave it empty.");
        report.find(path!("specificCircumstanceIndicator"), advice);
    }
}
