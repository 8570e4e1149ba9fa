use cas_model::path;

use crate::reading::{Reading, given, house, house_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// With the reduced dataset and without security data customs takes no consignor.
    ///
    /// Source: condition C0542.
    V0111: "Consignor with reduced dataset", Error, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let reduced = document.reduced_dataset_indicator == Some(true);
    if !reduced || given(&document.security) != Some("0") {
        return;
    }
    if document
        .shipment()
        .is_some_and(|shipment| shipment.consignor.is_some())
    {
        let advice = "Remove the consignor, or declare the full dataset.";
        report.find(path!("goodsShipment.consignor"), advice);
    }
    for (index, house) in document.houses().iter().enumerate() {
        if house.consignor.is_some() {
            let advice = "Remove the consignor, or declare the full dataset.";
            report.find(house_field(index, house!("consignor")), advice);
        }
    }
}
