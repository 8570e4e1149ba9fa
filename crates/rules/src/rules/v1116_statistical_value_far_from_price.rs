use cas_model::territory;
use rust_decimal::Decimal;

use crate::reading::{Reading, given, item, item_field, price};

use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Where the invoice is in the currency of the statistics, an item's statistical value is
    /// between half and twice its price: what lies between them are costs of transport and
    /// insurance.
    ///
    /// Source: Our own check of likelihood; Annex B to Delegated Regulation (EU) 2015/2446, data
    /// element 99 06.
    V1116: "Statistical value is far from the price", Warning, ["import", "export"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let of_statistics = territory::currency_of(context.jurisdiction);
    if given(&document.invoice_currency) != Some(of_statistics) {
        return;
    }
    for (index, item) in document.items().iter().enumerate() {
        let (Some(price), Some(value)) = (price(item), item.stat_value) else {
            continue;
        };
        let is_far = |one: Decimal, other: Decimal| {
            let twice = one.checked_mul(Decimal::TWO);
            twice.is_none_or(|twice| twice < other)
        };
        if price > Decimal::ZERO && (is_far(price, value) || is_far(value, price)) {
            let advice = format!("The price is {price}; compare.");
            report.find(item_field(index, item!("statValue")), advice);
        }
    }
}
