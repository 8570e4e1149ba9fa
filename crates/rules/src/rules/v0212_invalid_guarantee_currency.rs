use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The currency of a guarantee is one of code list CL048.
    ///
    /// Source: code list CL048.
    V0212: "Invalid guarantee currency", Error, ["transit"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (index, guarantee) in document.obligation_guarantees.iter().enumerate() {
        if let Some(code) = given(&guarantee.currency)
            && context.refuses("CL048", code)
        {
            let advice = format!("{code} is not in code list CL048; give EUR, CHF, …");
            report.find(
                path!("obligationGuarantees[].currency").at(&[index]),
                advice,
            );
        }
    }
}
