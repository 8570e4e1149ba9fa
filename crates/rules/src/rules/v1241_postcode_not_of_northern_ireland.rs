use cas_model::document::Party;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Traders and warehouses with an excise number of Northern Ireland (XI) have a postcode that
    /// begins with BT.
    ///
    /// Source: EMCS rule R270.
    V1241: "Postcode is not one of Northern Ireland", Warning, ["excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, party) in document.parties().chain(document.movement().parties()) {
        let number = party.identifier("Excise").unwrap_or("");
        let postcode = party.address.as_deref().and_then(|it| given(&it.postcode));
        if number.starts_with("XI") && postcode.is_some_and(|code| !code.starts_with("BT")) {
            let advice = "Give a postcode that begins with BT, or the right excise number.";
            report.find(place.field(path!(Party: "address.postcode")), advice);
        }
    }
}
