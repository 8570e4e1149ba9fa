use cas_model::document::AdditionalDocument;
use cas_model::path;

use crate::reading::{Reading, given, is_of_type};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The number of an account is CBAM, the country, the year, three letters and eleven digits, with
    /// hyphens between.
    ///
    /// Source: an example of Belgian customs, from which the pattern is inferred.
    V0833: "Unusual account of the carbon border adjustment", Warning, ["import"]
        { territories: ["Union"] } from "2026-01-01" certain D, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, paper) in document.additional_documents() {
        let is_account = is_of_type(&paper.category, &paper.r#type, "Y128");
        if is_account && given(&paper.ref_num).is_some_and(|number| !is_usual(number)) {
            let field = place.field(path!(AdditionalDocument: "refNum"));
            report.find(field, "Compare it with CBAM-DK-2026-AAA12345678901.");
        }
    }
}

fn is_usual(number: &str) -> bool {
    let letters =
        |text: &str, count| text.len() == count && text.bytes().all(|b| b.is_ascii_uppercase());
    let digits =
        |text: &str, count| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = number.split('-').collect();
    let [word, country, year, account] = parts[..] else {
        return false;
    };
    let (series, rest) = account.split_at_checked(3).unwrap_or(("", ""));
    word == "CBAM"
        && letters(country, 2)
        && digits(year, 4)
        && letters(series, 3)
        && digits(rest, 11)
}
