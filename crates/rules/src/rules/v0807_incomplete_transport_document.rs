use cas_model::document::TransportContractDocument;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A transport document has a type of four characters (category and type) and a reference
    /// number.
    ///
    /// Source: CC015C, transport document.
    V0807: "Incomplete transport document", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, transport) in document.transport_documents() {
        let (category, code) = (given(&transport.category), given(&transport.r#type));
        let length = |text: Option<&str>| text.map_or(0, |text| text.chars().count());
        if ![length(code), length(category) + length(code)].contains(&4) || code.is_none() {
            report.find(
                place.field(path!(TransportContractDocument: "type")),
                "Give category and type, such as N and 730.",
            );
        }
        if given(&transport.ref_num).is_none() {
            report.find(
                place.field(path!(TransportContractDocument: "refNum")),
                "Give the reference number.",
            );
        }
    }
}
