use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Every authorisation has a type of code list CL235 and a reference number.
    ///
    /// Source: CC015C, authorisation; code list CL235.
    V0022: "Invalid authorisation", Error, ["transit"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (index, authorisation) in document.authorisations.iter().enumerate() {
        let type_is_right =
            given(&authorisation.r#type).is_some_and(|code| !context.refuses("CL235", code));
        if !type_is_right {
            let advice = "Give a type of code list CL235, such as C521.";
            report.find(path!("authorisations[].type").at(&[index]), advice);
        }
        if given(&authorisation.ref_num).is_none() {
            let advice = "Give the reference number of the authorisation.";
            report.find(path!("authorisations[].refNum").at(&[index]), advice);
        }
    }
}
