use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Guarantees with a GRN (code list CL286) have an access code of four characters.
    ///
    /// Source: condition C0086; CC015C, access code an4.
    V0207: "Missing or invalid access code", Error, ["transit"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (index, guarantee) in document.obligation_guarantees.iter().enumerate() {
        let needed = given(&guarantee.r#type).is_some_and(|code| context.holds("CL286", code));
        let fits = |code: &str| code.chars().count() == 4;
        if needed && !given(&guarantee.access_code).is_some_and(fits) {
            let advice = "Give the four characters of the guarantee's access code.";
            report.find(
                path!("obligationGuarantees[].accessCode").at(&[index]),
                advice,
            );
        }
    }
}
