use cas_model::document::Party;
use cas_model::path;

use crate::reading::{Located, Reading, given};

use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Consignor, consignee and those who transport have a name, a street, a postcode and a city.
    ///
    /// Source: EMCS functional specification, IE815, 2, 5, 14 and 15.
    V1239: "Incomplete trader", Error, ["excise"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, party) in document.parties() {
        look_at(party, place, report);
    }
    let Some(movement) = document.movement().record() else {
        return;
    };
    for (name, party) in [
        (
            path!("exciseMovement.transportArranger"),
            movement.transport_arranger.as_deref(),
        ),
        (
            path!("exciseMovement.firstTransporter"),
            movement.first_transporter.as_deref(),
        ),
    ] {
        if let Some(party) = party {
            look_at(party, Located::named(name), report);
        }
    }
}

fn look_at(party: &Party, place: Located, report: &mut Report) {
    let address = party.address.as_deref();
    for (name, value) in [
        (path!(Party: "name"), given(&party.name)),
        (
            path!(Party: "address.street"),
            address.and_then(|it| given(&it.street)),
        ),
        (
            path!(Party: "address.postcode"),
            address.and_then(|it| given(&it.postcode)),
        ),
        (
            path!(Party: "address.city"),
            address.and_then(|it| given(&it.city)),
        ),
    ] {
        if value.is_none() {
            report.find(place.field(name), "Give it: a trader is named in full.");
        }
    }
}
