use cas_model::document::Party;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// An address has a street, a city and a country.
    ///
    /// Source: CC015C, address.
    V0103: "Incomplete address", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, party) in document.parties() {
        let Some(address) = party.address.as_deref() else {
            continue;
        };
        for (name, field, value) in [
            ("street", path!(Party: "address.street"), &address.street),
            ("city", path!(Party: "address.city"), &address.city),
            ("country", path!(Party: "address.country"), &address.country),
        ] {
            if given(value).is_none() {
                let advice = format!("Give the {name} of the address, or the party's EORI.");
                report.find(place.field(field), advice);
            }
        }
    }
}
