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
//! B00 is 20 % of value and duty. The value of an item is its customs value, else its statistical
//! value, else the price of its invoice line; a price in a foreign currency is divided by the rate
//! of the declaration, if it tells one, and taken as pounds otherwise.

use rust_decimal::Decimal;

use crate::xml::Element;

/// One duty of one item.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Duty {
    pub(super) tax: &'static str,
    pub(super) base: Decimal,
    pub(super) rate: Decimal,
    pub(super) amount: Decimal,
}

/// The duties of an item.
pub(super) fn duties(declaration: &Element<'_>, item: &Element<'_>) -> [Duty; 2] {
    let value = value(declaration, item);
    let customs = duty("A00", value, rate(item));
    let vat = duty("B00", value + customs.amount, Decimal::from(20));
    [customs, vat]
}

/// The preference that an item claims; 100 is none.
pub(super) fn preference<'a>(item: &'a Element<'_>) -> &'a str {
    let claimed = item.text_at("Commodity/DutyTaxFee/DutyRegimeCode");
    claimed.map_or("100", str::trim)
}

/// All that is to be paid for a declaration.
pub(super) fn total(declaration: &Element<'_>) -> Decimal {
    let shipment = declaration.child("GoodsShipment");
    let items = shipment
        .into_iter()
        .flat_map(|shipment| shipment.all("GovernmentAgencyGoodsItem"));
    let duties = items.flat_map(|item| duties(declaration, item));
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

fn value(declaration: &Element<'_>, item: &Element<'_>) -> Decimal {
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
        .is_some_and(|code| code != "GBP");
    let rate = declaration.text_at("CurrencyExchange/RateNumeric");
    let rate = rate.and_then(|text| text.trim().parse::<Decimal>().ok());
    match rate {
        Some(rate) if is_foreign && rate > Decimal::ZERO => number / rate,
        Some(_) | None => number,
    }
}
