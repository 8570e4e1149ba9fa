use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The guarantee types that are possible depend on the declaration and on where it departs:
    /// `B` for TIR; from the Union, Andorra and San Marino code list CL230; from elsewhere CL229.
    ///
    /// Source: rule R0900.
    V0203: "Guarantee type does not fit the transit", Error, ["transit"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let country = document.departure_country();
    let union = ["AD", "SM"].contains(&country) || context.holds("CL010", country);
    for (index, guarantee) in document.obligation_guarantees.iter().enumerate() {
        let Some(code) = given(&guarantee.r#type) else {
            continue;
        };
        // A code that exists nowhere has its own rule.
        let known = context.holds("CL251", code);
        let advice = if document.declares(&["TIR"]) {
            (code != "B").then_some("Give type B for TIR.")
        } else if union {
            let advice = "Give a type of code list CL230, for departure in the Union.";
            context.refuses("CL230", code).then_some(advice)
        } else {
            let advice = "Give a type of code list CL229, for departure outside the Union.";
            (!country.is_empty() && context.refuses("CL229", code)).then_some(advice)
        };
        if let Some(advice) = advice.filter(|_| known) {
            report.find(path!("obligationGuarantees[].type").at(&[index]), advice);
        }
    }
}
