//! Does an item still claim the relief of low value, which has ended?

use jiff::civil::{Date, date};

use super::{items, problem};
use crate::answer::Problem;
use crate::dk_dms::declared::Declared;
use crate::wco::tariff;
use crate::xml::Element;

/// Regulation (EU) 2026/382, Article 2.
const ENDED: Date = date(2026, 7, 1);

/// Goods of low value (H7) and distance sales are not relieved from the day on which it ended.
pub(super) fn check(
    declaration: &Element<'_>,
    declared: &Declared,
    day: Date,
    problems: &mut Vec<Problem>,
) {
    if day < ENDED {
        return;
    }
    for (place, item) in items(declaration) {
        if declared.is_dutiable() && !tariff::is_distance_sale(item) {
            continue;
        }
        let procedures = (1..).zip(item.all("GovernmentProcedure"));
        for (number, procedure) in procedures {
            if procedure.text_at("CurrentCode").map(str::trim) == Some("C07") {
                let pointer = format!("{place}/GovernmentProcedure[{number}]/CurrentCode");
                let reason = "The relief of low value has ended on 1 July 2026";
                problems.push(problem(pointer, "DK032", reason));
            }
        }
    }
}
