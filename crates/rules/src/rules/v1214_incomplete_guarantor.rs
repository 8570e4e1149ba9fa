use cas_model::document::Party;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A guarantor has an excise number, or name, street, postcode and city.
    ///
    /// Source: EMCS condition C101.
    V1214: "Incomplete guarantor", Error, ["excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let second = document.movement().record();
    let second = second.and_then(|record| record.second_guarantor.as_deref());
    for (name, party) in [
        (path!("guarantor"), document.guarantor.as_deref()),
        (path!("exciseMovement.secondGuarantor"), second),
    ] {
        if party.is_some_and(|party| !is_complete(party)) {
            let advice = "Give the excise number, or name, street, postcode and city.";
            report.find(name, advice);
        }
    }
}

fn is_complete(party: &Party) -> bool {
    let has_address = party.address.as_deref().is_some_and(|address| {
        let lines = [&address.street, &address.postcode, &address.city];
        lines.iter().all(|line| given(line).is_some())
    });
    party.identifier("Excise").is_some() || (given(&party.name).is_some() && has_address)
}
