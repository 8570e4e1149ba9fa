use cas_model::document::AdditionalDocument;
use cas_model::path;

use crate::reading::{Reading, is_of_type};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Since 30 June 2027 micro and small operators owe due diligence as others do; Y141 has ended.
    ///
    /// Source: Article 38(3) of Regulation (EU) 2023/1115 as amended by Regulation (EU) 2025/2650.
    V0841: "Exemption of small operators ended", Error, ["import", "export"]
        { territories: ["Union"] } from "2027-06-30" certain B, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, paper) in document.additional_documents() {
        if is_of_type(&paper.category, &paper.r#type, "Y141") {
            let field = place.field(path!(AdditionalDocument: "type"));
            report.find(field, "Give C716 with the statement.");
        }
    }
}
