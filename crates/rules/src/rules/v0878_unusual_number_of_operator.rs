use cas_model::document::AdditionalDocument;
use cas_model::path;

use crate::reading::{Reading, given, is_of_type};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The number of an authorised economic operator (Y022, Y023, Y025, Y026, Y028) has AEOC or AEOS
    /// behind its country.
    ///
    /// Source: one service provider on Dutch NCTS, phase 6.
    V0878: "Unusual number of an authorised operator", Warning, ["transit"]
        { territories: ["NL"] } from "2026-05-16" certain C, check
}

const OPERATORS: &[&str] = &["Y022", "Y023", "Y025", "Y026", "Y028"];

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, paper) in document.additional_documents() {
        let mut types = OPERATORS.iter();
        let is_operator = types.any(|it| is_of_type(&paper.category, &paper.r#type, it));
        let is_usual = |number: &str| matches!(number.get(2..6), Some("AEOC" | "AEOS"));
        if is_operator && given(&paper.ref_num).is_some_and(|number| !is_usual(number)) {
            let field = place.field(path!(AdditionalDocument: "refNum"));
            report.find(field, "Give the number, such as NLAEOC….");
        }
    }
}
