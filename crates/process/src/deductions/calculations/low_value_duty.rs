//! The duty of low value: 3 EUR for each line of a distance sale, whatever it is worth.

use cas_model::declaration::Direction;
use cas_model::document::{DutyTaxFee, GovernmentAgencyGoodsItem, Payment};
use cas_model::path;
use cas_model::territory;
use cas_model::validity::Validity;
use rust_decimal::Decimal;

use super::worksheet::{Worksheet, item, item_field};
use super::{Calculation, TooLarge};

pub(super) const CALCULATION: Calculation = Calculation {
    name: "lowValueDuty",
    fills: path!("goodsShipment.governmentAgencyGoodsItems"),
    run,
};

/// When the duty is charged: Article 2 of Regulation (EU) 2026/382.
const DURING: Validity = Validity::from("2026-07-01").until("2028-06-30");

/// Euro for each line.
const PER_LINE: Decimal = Decimal::from_parts(3, 0, 0, false, 0);

fn run(sheet: &mut Worksheet<'_>) -> Result<(), TooLarge> {
    let is_charged = sheet.direction == Direction::In
        && sheet.declaration_type == "H7"
        && territory::is_in("Union", sheet.jurisdiction())
        && DURING.includes(sheet.day());
    if !is_charged {
        return Ok(());
    }
    let mut paths = Vec::new();
    for (index, item) in sheet.items_mut().iter_mut().enumerate() {
        if owes(item) {
            item.duty_tax_fees.push(DutyTaxFee {
                r#type: Some("A00".to_owned()),
                payment: Some(Box::new(Payment {
                    assessed: Some(PER_LINE),
                    currency: Some("EUR".to_owned()),
                    ..Payment::default()
                })),
                ..DutyTaxFee::default()
            });
            paths.push(item_field(index, item!("dutyTaxFees")).index(0));
        }
    }
    sheet.filled(paths, format!("{PER_LINE} EUR for the line"));
    Ok(())
}

/// Whether a line owes it: sold to a person abroad, without the relief that ended, and nothing said
/// of its duties.
fn owes(item: &GovernmentAgencyGoodsItem) -> bool {
    let of_commodity = item.commodity.as_deref();
    let has_duties = !item.duty_tax_fees.is_empty()
        || of_commodity.is_some_and(|it| !it.duty_tax_fees.is_empty());
    !has_duties && item.is_added_to(&["F48", "F49", "F53"]) && !item.is_added_to(&["C07"])
}
