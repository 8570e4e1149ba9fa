use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A place of loading or unloading has a UN/LOCODE, or a country and a name.
    ///
    /// Source: condition C0387.
    V0507: "Incomplete place", Error, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let Some(consignment) = document.consignment() else {
        return;
    };
    for (field, place) in [
        (
            path!("goodsShipment.consignment.loadingLocation"),
            &consignment.loading_location,
        ),
        (
            path!("goodsShipment.consignment.unloadingLocation"),
            &consignment.unloading_location,
        ),
    ] {
        let Some(place) = place.as_deref() else {
            continue;
        };
        let named = given(&place.country).is_some() && given(&place.location).is_some();
        if given(&place.un_locode).is_none() && !named {
            report.find(field, "Give a UN/LOCODE, or country and name of the place.");
        }
    }
}
