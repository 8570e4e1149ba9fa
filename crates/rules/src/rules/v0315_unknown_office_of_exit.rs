use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// In the United Kingdom the office of exit is one of the published list, where that is
    /// loaded.
    ///
    /// Source: The published list officeOfExits of CDS; declaration completion guide, 5/12.
    V0315: "Unknown office of exit", Error, ["export"] { territories: ["UK"] }, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let office = document.shipment().map(|shipment| &shipment.exit_office);
    if let Some(code) = office.and_then(given)
        && context.refuses("officeOfExits", code)
    {
        let advice = format!("{code} is not in the list; give the office where goods leave.");
        report.find(path!("goodsShipment.exitOffice"), advice);
    }
}
