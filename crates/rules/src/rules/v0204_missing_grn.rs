use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Guarantees of the types in code list CL286 (0, 1, 2, 4, 9) have a GRN.
    ///
    /// Source: condition C0086.
    V0204: "Missing GRN", Error, ["transit"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (index, guarantee) in document.obligation_guarantees.iter().enumerate() {
        if given(&guarantee.r#type).is_some_and(|code| context.holds("CL286", code))
            && given(&guarantee.ref_num).is_none()
        {
            let advice = "Give the guarantee reference number (GRN).";
            report.find(path!("obligationGuarantees[].refNum").at(&[index]), advice);
        }
    }
}
