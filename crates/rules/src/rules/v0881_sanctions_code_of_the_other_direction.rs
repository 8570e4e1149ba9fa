use cas_model::document::AdditionalDocument;
use cas_model::path;

use crate::reading::{Reading, eu_type};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Codes of the sanctions are for one direction: the clause against re-export to Russia (Y227 to
    /// Y229) and Belarus (Y230 to Y232) and the authorisations to export (X803 and others) for exports,
    /// the origin of steel input and of crude oil (Y824, Y693 and others) for imports.
    ///
    /// Source: Articles 3g, 3ma and 12g of Regulation (EU) No 833/2014 and code lists of Danish customs;
    /// that a code says nothing in the other direction is inferred.
    V0881: "Code of the sanctions is for the other direction", Warning, ["import", "export"]
        { territories: ["Union"] } certain D, check
}

const OF_EXPORTS: &[&str] = &[
    "Y227", "Y228", "Y229", "Y230", "Y231", "Y232", "X803", "X804", "X817", "X819", "X823", "X830",
    "X834", "X985",
];
const OF_IMPORTS: &[&str] = &["Y824", "Y878", "Y859", "Y693", "Y694"];

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let (others, advice) = match context.is("import") {
        true => (OF_EXPORTS, "Remove it: it is for exports."),
        false => (OF_IMPORTS, "Remove it: it is for imports."),
    };
    for (place, paper) in document.additional_documents() {
        if others.contains(&eu_type(&paper.category, &paper.r#type).as_str()) {
            report.find(place.field(path!(AdditionalDocument: "type")), advice);
        }
    }
}
