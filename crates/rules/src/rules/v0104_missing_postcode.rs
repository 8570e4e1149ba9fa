use cas_model::document::Party;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// An address has a postcode, except in countries that have none (code list CL505).
    ///
    /// Source: condition C0505.
    V0104: "Missing postcode", Error, ["transit"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (place, party) in document.parties() {
        let Some(address) = party.address.as_deref() else {
            continue;
        };
        if given(&address.postcode).is_none()
            && let Some(country) = given(&address.country)
            && context.code_lists.contains("CL505", country, context.day) == Some(false)
        {
            let advice = format!("Addresses in {country} have a postcode; give it.");
            report.find(place.field(path!(Party: "address.postcode")), advice);
        }
    }
}
