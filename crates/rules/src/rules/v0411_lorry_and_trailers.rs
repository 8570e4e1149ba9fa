use cas_model::document::BorderTransportMeans;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// By road (inland mode 3) the first means of transport at departure is the vehicle (type 30)
    /// and the others are trailers (type 31).
    ///
    /// Source: rules R0474 and R0476.
    V0411: "Order of vehicle and trailers", Error, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let mode = document
        .consignment()
        .and_then(|consignment| given(&consignment.inland_mode));
    if mode != Some("3") {
        return;
    }
    let departure = document
        .transport_means()
        .filter(|means| means.office.is_none());
    for (index, means) in departure.enumerate() {
        let (expected, advice) = match index {
            0 => ("30", "Give the road vehicle (type 30) first."),
            _ => ("31", "Give trailers (type 31) after the vehicle."),
        };
        // A type of another mode has its own rule.
        let code = given(means.identification_type).filter(|code| code.starts_with('3'));
        if code.is_some_and(|code| code != expected) {
            report.find(
                means
                    .place
                    .field(path!(BorderTransportMeans: "identificationType")),
                advice,
            );
        }
    }
}
