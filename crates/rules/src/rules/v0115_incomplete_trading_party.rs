use cas_model::document::Party;
use cas_model::{KnownPath, path};

use crate::reading::{Reading, given, is_known};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Declarant, importer, exporter, buyer and seller have an EORI, or a name and an address
    /// with street, city and country.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data elements 13 01 to 13 09.
    V0115: "Incomplete trading party", Error, ["import", "export"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, party) in document.trade_parties() {
        if *party == Party::default() {
            continue;
        }
        if !is_known(party) {
            let advice = "Give the party's EORI, or its name and address.";
            report.find(place.to_string(), advice);
        } else if party.eori().is_none() {
            for (name, field) in missing(party) {
                let advice = format!("Give the {name} of the address, or the party's EORI.");
                report.find(place.field(field), advice);
            }
        }
    }
}

fn missing(party: &Party) -> impl Iterator<Item = (&'static str, KnownPath)> {
    let lines = party.address.as_deref().map(|address| {
        [
            ("street", path!(Party: "address.street"), &address.street),
            ("city", path!(Party: "address.city"), &address.city),
            ("country", path!(Party: "address.country"), &address.country),
        ]
    });
    let lines = lines.into_iter().flatten();
    lines.filter_map(|(name, field, value)| given(value).is_none().then_some((name, field)))
}
