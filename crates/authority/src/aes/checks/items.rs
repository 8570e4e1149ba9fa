//! Are goods items numbered 1, 2, 3, and do their masses fit: none is lighter packed than without,
//! and the consignment is not lighter than its items?

use rust_decimal::Decimal;

use crate::answer::Problem;
use crate::commission::checks::Inspected;
use crate::xml::Element;

const GROSS: &str = "Commodity/GoodsMeasure/grossMass";
const NET: &str = "Commodity/GoodsMeasure/netMass";
const WHOLE: &str = "GoodsShipment/Consignment/grossMass";

pub(super) fn check(inspected: &Inspected<'_>, problems: &mut Vec<Problem>) {
    let shipment = inspected.root.child("GoodsShipment");
    let Some(shipment) = shipment.filter(|_| inspected.repeats_declaration()) else {
        return;
    };
    let mut sum = Decimal::ZERO;
    for (number, item) in (1usize..).zip(shipment.all("GoodsItem")) {
        let place = format!("GoodsShipment/GoodsItem[{number}]");
        let own = item.text_at("declarationGoodsItemNumber");
        if own.is_some_and(|own| own.parse() != Ok(number)) {
            let path = format!("{place}/declarationGoodsItemNumber");
            problems.push(wrong(inspected, &path, own));
        }
        let gross = mass(item, GROSS);
        sum += gross.unwrap_or_default();
        // A gross mass of nothing belongs to goods that are packed with those of another item.
        let known = gross.filter(|gross| !gross.is_zero());
        if known
            .zip(mass(item, NET))
            .is_some_and(|(gross, net)| net > gross)
        {
            let path = format!("{place}/{NET}");
            problems.push(wrong(inspected, &path, item.text_at(NET)));
        }
    }
    let whole = inspected.root.text_at(WHOLE);
    let is_too_light = |text: &str| text.parse::<Decimal>().is_ok_and(|whole| whole < sum);
    if whole.is_some_and(is_too_light) {
        problems.push(wrong(inspected, WHOLE, whole));
    }
}

fn wrong(inspected: &Inspected<'_>, path: &str, value: Option<&str>) -> Problem {
    Problem {
        value: value.map(str::to_owned),
        ..inspected.problem(path, "14", "N/A")
    }
}

fn mass(item: &Element<'_>, path: &str) -> Option<Decimal> {
    item.text_at(path)?.parse().ok()
}
