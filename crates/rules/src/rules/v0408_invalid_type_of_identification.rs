use cas_model::document::BorderTransportMeans;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// What identifies a means of transport is of code list CL750 at departure and CL219 at the
    /// border: 30 road vehicle, 31 trailer, 10 IMO number, 40 flight, …
    ///
    /// Source: code lists CL750 and CL219.
    V0408: "Invalid type of identification of a means of transport", Error, ["transit"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for means in document.transport_means() {
        let list = match means.office {
            Some(_) => "CL219",
            None => "CL750",
        };
        if let Some(code) = given(means.identification_type)
            && context.refuses(list, code)
        {
            let advice = format!("{code} is not in code list {list}; give 30 road vehicle, …");
            report.find(
                means
                    .place
                    .field(path!(BorderTransportMeans: "identificationType")),
                advice,
            );
        }
    }
}
