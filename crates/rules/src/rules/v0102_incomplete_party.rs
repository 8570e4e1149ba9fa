use crate::reading::{Reading, is_known};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A consignor or consignee that is given has an EORI, or a name and an address.
    ///
    /// Source: condition C0250.
    V0102: "Incomplete party", Error, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    // The holder has its own rule.
    let holder = document.holder_of_the_transit_procedure.is_some();
    for (place, party) in document.parties().skip(usize::from(holder)) {
        if !is_known(party) {
            let advice = "Give the party's EORI, or its name and address.";
            report.find(place.to_string(), advice);
        }
    }
}
