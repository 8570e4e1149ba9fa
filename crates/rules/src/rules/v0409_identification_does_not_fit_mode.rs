use cas_model::document::BorderTransportMeans;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The type of identification at departure begins with the inland mode: 3 for road, so 30 or
    /// 31.
    ///
    /// Source: rule R0472.
    V0409: "Type of identification does not fit the inland mode", Error, ["transit"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let mode = document
        .consignment()
        .and_then(|consignment| given(&consignment.inland_mode));
    let Some(mode) = mode.filter(|mode| ["1", "2", "3", "4", "8"].contains(mode)) else {
        return;
    };
    for means in document
        .transport_means()
        .filter(|means| means.office.is_none())
    {
        if let Some(code) = given(means.identification_type)
            && context.holds("CL750", code)
            && !code.starts_with(mode)
        {
            let advice = format!("Give a type that begins with {mode}, or correct inlandMode.");
            report.find(
                means
                    .place
                    .field(path!(BorderTransportMeans: "identificationType")),
                advice,
            );
        }
    }
}
