use cas_model::document::PreviousDocument;
use cas_model::path;

use crate::reading::{Reading, eu_type, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A previous document is given once at a level: the same type, number and items of it do not
    /// stand there twice.
    ///
    /// Source: CC015C, previous document; Annex B to Delegated Regulation (EU) 2015/2446, data
    /// element 12 01.
    V0821: "Repeated previous document", Warning, ["transit", "import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let mut of_level: Vec<&PreviousDocument> = Vec::new();
    let mut level = None;
    for (place, previous) in document.previous_documents() {
        let this = place.list();
        if level.replace(this) != Some(this) {
            of_level.clear();
        }
        if of_level.iter().any(|before| is_same(before, previous)) {
            report.find(
                place.field(path!(PreviousDocument: "refNum")),
                "Remove the repeated document.",
            );
        }
        of_level.push(previous);
    }
}

fn is_same(one: &PreviousDocument, other: &PreviousDocument) -> bool {
    let number = given(&one.ref_num);
    number.is_some()
        && number == given(&other.ref_num)
        && one.line_num == other.line_num
        && eu_type(&one.category, &one.r#type) == eu_type(&other.category, &other.r#type)
}
