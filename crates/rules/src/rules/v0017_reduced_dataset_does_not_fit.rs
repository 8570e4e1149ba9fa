use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The reduced dataset needs authorisation C524, and that authorisation is only declared with
    /// it. In the Netherlands V0026 takes its place with phase 6.
    ///
    /// Source: condition C0101, rules R0350 and R0859.
    V0017: "Reduced dataset and authorisation C524 do not fit", Error, ["transit"]
        always in "" until "2026-05-15" in "NL", check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let reduced = document.reduced_dataset_indicator == Some(true);
    let advice = match (reduced, document.has_authorisation("C524")) {
        (true, false) => "Add authorisation C524, or declare the full dataset.",
        (false, true) => "Remove authorisation C524, or declare the reduced dataset.",
        (true, true) | (false, false) => return,
    };
    let fields = ["reducedDatasetIndicator", "authorisations"];
    report.find_in(fields.map(Into::into).into(), advice);
}
