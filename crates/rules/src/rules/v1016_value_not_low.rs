use cas_model::path;
use rust_decimal::Decimal;

use crate::reading::{Reading, given, price};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The goods of a consignment of low value are worth 150 EUR at most; those from person to
    /// person (C08) 45 EUR. Other currencies than EUR are not looked at.
    ///
    /// Source: Articles 23 and 25 of Regulation (EC) No 1186/2009; Article 1(48) of Delegated
    /// Regulation (EU) 2015/2446.
    V1016: "Value is not low", Error, ["H7"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    if given(&document.invoice_currency) != Some("EUR") {
        return;
    }
    let mut procedures = document.procedures();
    let between_persons = procedures.any(|(_, procedure)| procedure.adds(&["C08"]));
    let most = Decimal::from(if between_persons { 45 } else { 150 });
    let mut prices = document.items().iter().filter_map(price);
    let sum = prices.try_fold(Decimal::ZERO, Decimal::checked_add);
    if sum.is_none_or(|sum| sum > most) {
        let advice = format!("The goods are worth more than {most} EUR; declare them in full.");
        report.find(path!("goodsShipment.governmentAgencyGoodsItems"), advice);
    }
}
