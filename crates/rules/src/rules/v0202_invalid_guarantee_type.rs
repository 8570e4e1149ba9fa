use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Every guarantee has a type of code list CL251.
    ///
    /// Source: code list CL251.
    V0202: "Invalid guarantee type", Error, ["transit"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (index, guarantee) in document.obligation_guarantees.iter().enumerate() {
        if given(&guarantee.r#type).is_none_or(|code| context.refuses("CL251", code)) {
            let advice = "Give a type of code list CL251: 0 waiver, 1 comprehensive, …";
            report.find(path!("obligationGuarantees[].type").at(&[index]), advice);
        }
    }
}
