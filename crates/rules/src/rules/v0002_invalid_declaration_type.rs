use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The declaration type is one of code list CL231. For mixed consignments give `T` and a type
    /// for each item.
    ///
    /// Source: code list CL231.
    V0002: "Invalid declaration type", Error, ["transit"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    if let Some(code) = given(&document.decl_type)
        && context.refuses("CL231", code)
    {
        let advice = format!("{code} is not a type of transit; give one of code list CL231.");
        report.find(path!("declType"), advice);
    }
}
