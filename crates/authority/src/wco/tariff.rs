//! What does the authority charge? A small tariff of its own, so that duties can be foreseen:
//!
//! | Goods | A00 |
//! |---|---|
//! | chapters 01 to 24 | 10 % |
//! | chapters 25 to 49 | 4 % |
//! | chapters 50 to 67 | 12 % |
//! | chapters 68 to 83 | 3 % |
//! | chapters 84 to 97 | 2 % |
//! | with a preference (200 and above) | 0 % |
//!
//! B00 is a share of value and duty that each country has its own of. The value of an item is its
//! customs value, else its statistical value, else the price of its invoice line; a price in a
//! foreign currency is converted by the rate of the declaration, if it tells one, and taken as it is
//! otherwise.

use rust_decimal::Decimal;

use crate::xml::Element;

/// How a country charges.
#[derive(Clone, Copy)]
pub(crate) struct Charges {
    pub(crate) currency: &'static str,
    /// Value added tax in percent.
    pub(crate) vat: u32,
    pub(crate) quotation: Quotation,
    /// What customs duty an item of a declaration pays.
    pub(crate) customs_duty: fn(&Element<'_>, &Element<'_>) -> CustomsDuty,
}

/// What customs duty an item pays.
#[derive(Clone, Copy)]
pub(crate) enum CustomsDuty {
    /// That of the tariff.
    OfTariff,
    /// An amount for the line, in the country's currency, whatever the goods are worth.
    OfLine(Decimal),
    /// The goods are relieved of it.
    Nothing,
}

/// What a rate of exchange is.
#[derive(Clone, Copy)]
pub(crate) enum Quotation {
    /// So much foreign money for one of the country's.
    Foreign,
    /// So much of the country's money for one of the foreign.
    Own,
}

/// One duty of one item.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Duty {
    pub(crate) tax: &'static str,
    pub(crate) base: Decimal,
    pub(crate) rate: Decimal,
    pub(crate) amount: Decimal,
}

/// The duties of an item.
pub(crate) fn duties(
    charges: &Charges,
    declaration: &Element<'_>,
    item: &Element<'_>,
) -> Vec<Duty> {
    let value = value(charges, declaration, item);
    let customs = match (charges.customs_duty)(declaration, item) {
        CustomsDuty::OfTariff => Some(duty("A00", value, rate(item))),
        CustomsDuty::OfLine(amount) => Some(Duty {
            tax: "A00",
            base: Decimal::ONE,
            rate: amount,
            amount,
        }),
        CustomsDuty::Nothing => None,
    };
    let paid = customs.as_ref().map(|duty| duty.amount).unwrap_or_default();
    let was_paid_at_the_sale = adds(item, &["F48"]);
    let vat =
        (!was_paid_at_the_sale).then(|| duty("B00", value + paid, Decimal::from(charges.vat)));
    customs.into_iter().chain(vat).collect()
}

/// Whether an item has one of these additional procedures.
pub(crate) fn adds(item: &Element<'_>, codes: &[&str]) -> bool {
    let procedures = item.all("GovernmentProcedure");
    let current = procedures.filter_map(|it| it.text_at("CurrentCode"));
    current.into_iter().any(|code| codes.contains(&code.trim()))
}

/// Whether an item was sold at a distance: in the import scheme, by special arrangements or otherwise.
pub(crate) fn is_distance_sale(item: &Element<'_>) -> bool {
    adds(item, &["F48", "F49", "F53"])
}

/// The preference that an item claims; 100 is none.
pub(crate) fn preference<'a>(item: &'a Element<'_>) -> &'a str {
    let claimed = item.text_at("Commodity/DutyTaxFee/DutyRegimeCode");
    claimed.map_or("100", str::trim)
}

/// All that is to be paid for a declaration.
pub(crate) fn total(charges: &Charges, declaration: &Element<'_>) -> Decimal {
    let shipment = declaration.child("GoodsShipment");
    let items = shipment
        .into_iter()
        .flat_map(|shipment| shipment.all("GovernmentAgencyGoodsItem"));
    let duties = items.flat_map(|item| duties(charges, declaration, item));
    duties.map(|duty| duty.amount).sum()
}

fn duty(tax: &'static str, base: Decimal, rate: Decimal) -> Duty {
    let base = base.round_dp(2);
    Duty {
        tax,
        base,
        rate,
        amount: (base * rate / Decimal::ONE_HUNDRED).round_dp(2),
    }
}

fn rate(item: &Element<'_>) -> Decimal {
    if preference(item).starts_with(['2', '3', '4']) {
        return Decimal::ZERO;
    }
    let code = item
        .text_at("Commodity/Classification/ID")
        .unwrap_or_default();
    let chapter: u32 = code
        .trim()
        .get(..2)
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    Decimal::from(match chapter {
        0..=24 => 10,
        25..=49 => 4,
        50..=67 => 12,
        68..=83 => 3,
        _ => 2,
    })
}

fn value(charges: &Charges, declaration: &Element<'_>, item: &Element<'_>) -> Decimal {
    let amounts = [
        "CustomsValueAmount",
        "StatisticalValueAmount",
        "Commodity/InvoiceLine/ItemChargeAmount",
    ];
    let amount = amounts.iter().find_map(|path| item.at_path(path));
    let Some(amount) = amount else {
        return Decimal::ZERO;
    };
    let number = amount.text.trim().parse().unwrap_or(Decimal::ZERO);
    let is_foreign = amount
        .attribute("currencyID")
        .is_some_and(|code| code != charges.currency);
    let rate = declaration.text_at("CurrencyExchange/RateNumeric");
    let rate = rate.and_then(|text| text.trim().parse::<Decimal>().ok());
    match rate.filter(|rate| is_foreign && *rate > Decimal::ZERO) {
        Some(rate) => match charges.quotation {
            Quotation::Foreign => number / rate,
            Quotation::Own => number * rate,
        },
        None => number,
    }
}
