use cas_model::document::Party;
use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A representative or carrier is named by its EORI; customs takes no name for them.
    ///
    /// Source: CC015C, representative and carrier: identification number is required.
    V0107: "Missing EORI", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, party) in document.identified_parties() {
        if party.eori().is_none_or(|eori| eori.trim().is_empty()) {
            let advice = "Give the EORI, or leave the party out.";
            report.find(
                place.field(path!(Party: "businessPartnerReference")),
                advice,
            );
        }
    }
}
