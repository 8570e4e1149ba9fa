use cas_model::document::AdditionalDocument;
use cas_model::path;

use crate::reading::{Reading, given, is_of_type};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The reference of a due diligence statement begins with the year in two digits and the country,
    /// such as 24FRXVV3VOS885. How the verification number stands with it is not known.
    ///
    /// Source: the information system of Regulation (EU) 2023/1115; forms that were seen.
    V0843: "Unusual reference of a due diligence statement", Warning, ["import", "export"]
        { territories: ["Union"] } from "2026-12-30" certain B, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, paper) in document.additional_documents() {
        let is_statement = is_of_type(&paper.category, &paper.r#type, "C716");
        if is_statement && given(&paper.ref_num).is_some_and(|number| !is_usual(number)) {
            let field = place.field(path!(AdditionalDocument: "refNum"));
            report.find(field, "Compare it with 24FRXVV3VOS885.");
        }
    }
}

fn is_usual(number: &str) -> bool {
    let (year, rest) = number.split_at_checked(2).unwrap_or(("", ""));
    let country = rest.get(..2).unwrap_or("");
    year.bytes().all(|b| b.is_ascii_digit())
        && !country.is_empty()
        && country.bytes().all(|b| b.is_ascii_uppercase())
}
