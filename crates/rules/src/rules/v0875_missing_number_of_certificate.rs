use cas_model::document::AdditionalDocument;
use cas_model::path;

use crate::reading::{Reading, eu_type, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Certificates that customs looks up have their number, references (category Y) too. Which they are
    /// is code list `certificates-looked-up`.
    ///
    /// Source: Regulation (EU) 2022/2399 and Implementing Regulation (EU) 2024/2145; the list of Danish
    /// customs.
    V0875: "Missing number of a certificate", Error, ["import", "export"]
        { territories: ["DK"] } from "2025-03-03" certain B is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (place, paper) in document.additional_documents() {
        if given(&paper.category) != Some("Y") || given(&paper.ref_num).is_some() {
            continue;
        }
        let code = eu_type(&paper.category, &paper.r#type);
        if context.holds("certificates-looked-up", &code) {
            let field = place.field(path!(AdditionalDocument: "refNum"));
            report.find(field, format!("Give the number: customs looks {code} up."));
        }
    }
}
