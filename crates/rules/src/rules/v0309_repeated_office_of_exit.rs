use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A customs office of exit for transit is neither an office of transit nor that of
    /// destination.
    ///
    /// Source: rule R0103.
    V0309: "Office of exit is also on the route", Error, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let Some(shipment) = document.shipment() else {
        return;
    };
    for (index, exit) in shipment.exit_offices_for_transit.iter().enumerate() {
        let repeated = exit.office == shipment.destination_office
            || shipment
                .transit_offices
                .iter()
                .any(|transit| transit.office == exit.office);
        if given(&exit.office).is_some() && repeated {
            let field = path!("goodsShipment.exitOfficesForTransit[].office").at(&[index]);
            report.find(field, "Give another office of exit, or remove this one.");
        }
    }
}
