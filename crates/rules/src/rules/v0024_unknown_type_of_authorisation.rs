use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// In the United Kingdom the type of an authorisation is one of the published list of holders
    /// of authorisations, where that is loaded. The list is that of exports; imports have more (UKIM
    /// in published scenario TT_IM137a), so of them only an own list (UK-authorisations) is asked.
    ///
    /// Source: The published list holder-of-authorisation-codes of CDS; declaration completion
    /// guide, 3/39.
    V0024: "Unknown type of authorisation", Error,
        ["import", "export"] { territories: ["UK"] }, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let is_own = context.code_lists.is_loaded("UK-authorisations");
    for (index, authorisation) in document.authorisations.iter().enumerate() {
        if let Some(code) = given(&authorisation.r#type)
            && (context.is("export") || is_own)
            && context.refuses("holder-of-authorisation-codes", code)
        {
            let advice = format!("{code} is not in the list; give DPO, CSE, …");
            report.find(path!("authorisations[].type").at(&[index]), advice);
        }
    }
}
