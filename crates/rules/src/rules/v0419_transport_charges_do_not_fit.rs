use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// How the transport is paid is of code list CL116, and only given with safety and security
    /// data.
    ///
    /// Source: condition C0186; code list CL116.
    V0419: "Payment of transport charges does not fit", Error, ["transit"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let method = document
        .consignment()
        .and_then(|consignment| given(&consignment.transport_charges_method));
    let Some(code) = method else {
        return;
    };
    let advice = if given(&document.security) == Some("0") {
        "Remove it; without security data customs does not take it.".to_owned()
    } else if context.refuses("CL116", code) {
        format!("{code} is not in code list CL116; give A cash, B credit card, …")
    } else {
        return;
    };
    report.find(
        path!("goodsShipment.consignment.transportChargesMethod"),
        advice,
    );
}
