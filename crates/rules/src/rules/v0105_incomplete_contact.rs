use cas_model::document::Party;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A contact person has a name and a telephone number.
    ///
    /// Source: CC015C, contact person.
    V0105: "Incomplete contact person", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, party) in document.parties().chain(document.identified_parties()) {
        let Some(contact) = party.contact.as_deref() else {
            continue;
        };
        for (name, field, value) in [
            ("name", path!(Party: "contact.name"), &contact.name),
            ("phone", path!(Party: "contact.phone"), &contact.phone),
        ] {
            if given(value).is_none() {
                let advice = format!("Give the contact's {name}, or leave out the contact.");
                report.find(place.field(field), advice);
            }
        }
    }
}
