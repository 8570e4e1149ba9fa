use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The Netherlands take the reduced dataset without authorisation C524 since phase 6; elsewhere
    /// V0017 asks for it.
    ///
    /// Source: one service provider on Dutch NCTS, phase 6.
    V0026: "Authorisation C524 with the reduced dataset", Warning, ["transit"]
        { territories: ["NL"] } from "2026-05-16" certain C, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let is_reduced = document.reduced_dataset_indicator == Some(true);
    if is_reduced && document.has_authorisation("C524") {
        let fields = ["reducedDatasetIndicator", "authorisations"];
        let advice = "Remove authorisation C524; the Netherlands are said to refuse it.";
        report.find_in(fields.map(Into::into).into(), advice);
    }
}
