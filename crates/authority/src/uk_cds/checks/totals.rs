//! Do the totals fit the items, the numbers their order, and the masses one another?

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::items;
use super::problem;
use crate::answer::Problem;
use crate::xml::Element;

pub(super) fn check(declaration: &Element<'_>, problems: &mut Vec<Problem>) {
    let count = items(declaration).count();
    let declared = number(declaration, "GoodsItemQuantity");
    if declared.is_some_and(|declared| declared != Decimal::from(count)) {
        problems.push(problem("42A:228", "CDS11003"));
    }
    check_gross_mass(declaration, problems);
    let mut numbers = HashSet::new();
    for (place, item) in items(declaration) {
        let sequence = item.text_at("SequenceNumeric").unwrap_or_default().trim();
        if sequence.parse::<usize>().is_ok_and(|number| number > count) {
            problems.push(problem(&format!("{place}:006"), "CDS12022"));
        }
        if !numbers.insert(sequence) {
            problems.push(problem(&format!("{place}:006"), "CDS12024"));
        }
        let gross = number(item, "Commodity/GoodsMeasure/GrossMassMeasure");
        let net = number(item, "Commodity/GoodsMeasure/NetNetWeightMeasure");
        if let (Some(gross), Some(net)) = (gross, net)
            && net > gross
        {
            problems.push(problem(&format!("{place} 23A 65A:128"), "CDS11006"));
        }
    }
}

/// The total, where it is declared, is that of the items.
fn check_gross_mass(declaration: &Element<'_>, problems: &mut Vec<Problem>) {
    const MASS: &str = "Commodity/GoodsMeasure/GrossMassMeasure";
    let masses: Option<Vec<_>> = items(declaration)
        .map(|(_, item)| number(item, MASS))
        .collect();
    let total = number(declaration, "TotalGrossMassMeasure");
    if let (Some(total), Some(masses)) = (total, masses)
        && total != masses.iter().sum::<Decimal>()
    {
        problems.push(problem("42A:131", "CDS10020"));
    }
}

fn number(element: &Element<'_>, path: &str) -> Option<Decimal> {
    element.text_at(path)?.trim().parse().ok()
}
