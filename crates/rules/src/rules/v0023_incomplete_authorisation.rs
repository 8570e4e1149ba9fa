use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// An authorisation has a type and a reference number. In the United Kingdom it has a type
    /// and its holder instead.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 12 12; CDS
    /// declaration completion guide, 3/39.
    V0023: "Incomplete authorisation", Error, ["import", "export"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (index, authorisation) in document.authorisations.iter().enumerate() {
        let (name, value) = match context.jurisdiction {
            "GB" | "XI" => (
                path!("authorisations[].holder"),
                given(&authorisation.holder),
            ),
            _ => (
                path!("authorisations[].refNum"),
                given(&authorisation.ref_num),
            ),
        };
        for (name, value) in [
            (path!("authorisations[].type"), given(&authorisation.r#type)),
            (name, value),
        ] {
            if value.is_none() {
                let advice = "Give it, or take the authorisation out.";
                report.find(name.at(&[index]), advice);
            }
        }
    }
}
