use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A guarantee with a reference (code list CL076) says what amount it covers, in which
    /// currency.
    ///
    /// Source: CC015C (phase 6), amount to be covered and currency are required; condition C0085.
    V0209: "Missing guarantee amount", Error, ["transit"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (index, guarantee) in document.obligation_guarantees.iter().enumerate() {
        if !given(&guarantee.r#type).is_some_and(|code| context.holds("CL076", code)) {
            continue;
        }
        if guarantee.amount.is_none() {
            let advice = "Give the amount of duties and taxes to be covered.";
            report.find(path!("obligationGuarantees[].amount").at(&[index]), advice);
        }
        if given(&guarantee.currency).is_none() {
            let advice = "Give the currency of the amount.";
            report.find(
                path!("obligationGuarantees[].currency").at(&[index]),
                advice,
            );
        }
    }
}
