use std::collections::BTreeSet;

use cas_model::document::PreviousDocument;
use cas_model::path;

use crate::reading::{Level, Reading, is_of_type};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A house consignment follows from one export declaration (N830) at most.
    ///
    /// Source: HMRC, transit technical interface: export followed by transit.
    V0824: "Several exports in a house consignment", Error, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let mut seen = BTreeSet::new();
    for (place, previous) in document.previous_documents() {
        let Level::House(consignment) = place.level() else {
            continue;
        };
        let is_export = is_of_type(&previous.category, &previous.r#type, "N830");
        if is_export && !seen.insert(consignment) {
            let field = place.field(path!(PreviousDocument: "type"));
            report.find(
                field,
                "Put the goods of the other export into a house of their own.",
            );
        }
    }
}
