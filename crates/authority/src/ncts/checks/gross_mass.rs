//! Does the gross mass cover its parts? That of the consignment the house consignments (rule
//! R0994), that of each house consignment its items (R0983).

use rust_decimal::Decimal;

use crate::answer::Problem;
use crate::commission::checks::Inspected;
use crate::xml::Element;

pub(super) fn check(inspected: &Inspected<'_>, problems: &mut Vec<Problem>) {
    let Some(consignment) = inspected.root.child("Consignment") else {
        return;
    };
    if !inspected.repeats_declaration() {
        return;
    }
    let houses = || consignment.all("HouseConsignment");
    let of_houses = houses().filter_map(|house| mass(house, "grossMass")).sum();
    compare(
        inspected,
        consignment,
        "Consignment",
        of_houses,
        "R0994",
        problems,
    );
    for (h, house) in houses().enumerate() {
        let items = house.all("ConsignmentItem");
        let of_items = items.filter_map(|item| mass(item, "Commodity/GoodsMeasure/grossMass"));
        let path = format!("Consignment/HouseConsignment[{}]", h + 1);
        compare(inspected, house, &path, of_items.sum(), "R0983", problems);
    }
}

fn compare(
    inspected: &Inspected<'_>,
    group: &Element<'_>,
    path: &str,
    parts: Decimal,
    reason: &'static str,
    problems: &mut Vec<Problem>,
) {
    // A mass that is missing is found by another check.
    let Some(text) = group.text_at("grossMass") else {
        return;
    };
    if text.parse::<Decimal>().is_ok_and(|whole| whole >= parts) {
        return;
    }
    problems.push(Problem {
        value: Some(text.to_owned()),
        ..inspected.problem(&format!("{path}/grossMass"), "14", reason)
    });
}

fn mass(element: &Element<'_>, path: &str) -> Option<Decimal> {
    element.text_at(path)?.parse().ok()
}
