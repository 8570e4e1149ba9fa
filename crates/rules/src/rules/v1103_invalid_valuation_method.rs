use cas_model::document::CustomsValuation;
use cas_model::path;

use crate::reading::{Reading, given, item, item_field};

use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The customs value is found by one of six methods: 1 price paid, 2 identical goods, 3
    /// similar goods, 4 resale, 5 computed, 6 what is available.
    ///
    /// Source: Articles 70 and 74 of Regulation (EU) No 952/2013; Annex B, data element 14 10.
    V1103: "Invalid valuation method", Error, ["import"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    const ADVICE: &str = "Give a method from 1 to 6.";
    let is_wrong = |valuation: Option<&CustomsValuation>| {
        let method = valuation.and_then(|valuation| given(&valuation.valuation_method));
        method.is_some_and(|code| !["1", "2", "3", "4", "5", "6"].contains(&code))
    };
    let for_all = document
        .shipment()
        .and_then(|shipment| shipment.customs_valuation.as_deref());
    if is_wrong(for_all) {
        report.find(
            path!("goodsShipment.customsValuation.valuationMethod"),
            ADVICE,
        );
    }
    for (index, item) in document.items().iter().enumerate() {
        if is_wrong(item.customs_valuation.as_deref()) {
            report.find(
                item_field(index, item!("customsValuation.valuationMethod")),
                ADVICE,
            );
        }
    }
}
