use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The modes of transport, inland and at the border, are of code list CL218. The United Kingdom
    /// adds 6, roll-on roll-off.
    ///
    /// Source: code list CL218; CDS declaration completion guide, 7/4.
    V0403: "Invalid mode of transport", Error, ["transit", "import", "export"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let Some(consignment) = document.consignment() else {
        return;
    };
    let border = consignment.border_transport_means.as_deref();
    for (field, mode) in [
        (
            path!("goodsShipment.consignment.inlandMode"),
            given(&consignment.inland_mode),
        ),
        (
            path!("goodsShipment.consignment.borderTransportMeans.mode"),
            border.and_then(|means| given(&means.mode)),
        ),
    ] {
        if let Some(code) = mode
            && context.refuses("CL218", code)
        {
            let advice = format!("{code} is not in code list CL218; give 1 sea, 3 road, …");
            report.find(field, advice);
        }
    }
}
