//! Are items counted from one, and is no net mass above its gross mass?

use rust_decimal::Decimal;

use super::items;
use super::problem;
use crate::answer::Problem;
use crate::dk_dms::declared::Declared;
use crate::xml::Element;

pub(super) fn check(declaration: &Element<'_>, _declared: &Declared, problems: &mut Vec<Problem>) {
    for (number, (place, item)) in (1_usize..).zip(items(declaration)) {
        let stated = item.text_at("SequenceNumeric").unwrap_or_default().trim();
        if !stated.is_empty() && stated.parse() != Ok(number) {
            let reason = "Items are not counted from 1";
            problems.push(problem(format!("{place}/SequenceNumeric"), "DK030", reason));
        }
        let gross = mass(item, "Commodity/GoodsMeasure/GrossMassMeasure");
        let net = mass(item, "Commodity/GoodsMeasure/NetNetWeightMeasure");
        if let (Some(gross), Some(net)) = (gross, net)
            && net > gross
        {
            let path = format!("{place}/Commodity/GoodsMeasure/NetNetWeightMeasure");
            problems.push(problem(path, "DK031", "It is above the gross mass"));
        }
    }
}

fn mass(item: &Element<'_>, path: &str) -> Option<Decimal> {
    item.text_at(path)?.trim().parse().ok()
}
