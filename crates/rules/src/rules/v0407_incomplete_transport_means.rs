use cas_model::document::BorderTransportMeans;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A means of transport has a type of identification, an identification and a nationality;
    /// one that crosses the border also has the customs office there.
    ///
    /// Source: CC015C (phase 6), departure and active border transport means.
    V0407: "Incomplete means of transport", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for means in document.transport_means() {
        for (name, value) in [
            (
                path!(BorderTransportMeans: "identificationType"),
                means.identification_type,
            ),
            (
                path!(BorderTransportMeans: "identification"),
                means.identification,
            ),
            (path!(BorderTransportMeans: "country"), means.country),
        ] {
            if given(value).is_none() {
                report.find(
                    means.place.field(name),
                    "Give it, for customs to find the vehicle.",
                );
            }
        }
        if means.office.is_some_and(|office| given(office).is_none()) {
            report.find(
                means.place.field(path!(BorderTransportMeans: "office")),
                "Give the customs office at the border.",
            );
        }
    }
}
