use crate::reading::{Located, given};
use crate::rule::{Context, Document, Report, rule};
use cas_model::document::ObligationGuarantee;
use cas_model::path;

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
            report.find(
                Located::named(path!("obligationGuarantees"))
                    .element(index)
                    .field(path!(ObligationGuarantee: "type")),
                advice,
            );
        }
    }
}
