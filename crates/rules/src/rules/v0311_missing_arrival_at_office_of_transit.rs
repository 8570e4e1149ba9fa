use cas_model::path;

use crate::reading::{Reading, country_of, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// With entry data (security 1 or 3) every office of transit in the security area (code list
    /// CL147) has the time when the goods are expected there.
    ///
    /// Source: condition C0598.
    V0311: "Missing time of arrival at the office of transit", Error, ["transit"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    if !given(&document.security).is_some_and(|code| ["1", "3"].contains(&code)) {
        return;
    }
    for (index, office) in document.transit_offices().iter().enumerate() {
        if office.estimated_arrival.is_none() && context.holds("CL147", country_of(&office.office))
        {
            let field = path!("goodsShipment.transitOffices[].estimatedArrival").at(&[index]);
            report.find(field, "Give the time when the goods are expected there.");
        }
    }
}
