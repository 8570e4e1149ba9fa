//! Which cell matches a region? What a person would write, ready to be put into a row.

use crate::region::{Cut, Region, Side, prefix_interval};
use crate::value::{Value, ValueType};

/// Most tests of a proposed cell.
const MOST_TESTS: usize = 100;

/// A cell that matches a region of values that are there; `None` where the language has none.
pub(super) fn cell(region: &Region, value_type: ValueType) -> Option<String> {
    let tests = match value_type {
        ValueType::Number | ValueType::Date => region.intervals.iter().map(interval_test).collect(),
        ValueType::Boolean => flags(region),
        ValueType::TariffCode => prefixes(region)?,
        ValueType::Text | ValueType::Code => return texts(region),
    };
    (!tests.is_empty()).then(|| tests.join(", "))
}

fn interval_test(interval: &(Cut, Cut)) -> String {
    match interval {
        (Cut::At(from, Side::Before), Cut::At(to, Side::After)) if from == to => from.to_string(),
        (Cut::At(from, side), Cut::At(to, other)) => {
            let open = if *side == Side::Before { '[' } else { '(' };
            let close = if *other == Side::Before { ')' } else { ']' };
            format!("{open}{from}..{to}{close}")
        }
        (Cut::At(from, Side::Before), _) => format!(">= {from}"),
        (Cut::At(from, Side::After), _) => format!("> {from}"),
        (_, Cut::At(to, Side::Before)) => format!("< {to}"),
        (_, Cut::At(to, Side::After)) => format!("<= {to}"),
        (_, _) => "not(null)".to_owned(),
    }
}

fn flags(region: &Region) -> Vec<String> {
    let held = [true, false].into_iter();
    let held = held.filter(|flag| region.holds(&Value::Boolean(*flag)));
    held.map(|flag| flag.to_string()).collect()
}

/// The shortest prefixes and codes that make up a region of tariff codes.
fn prefixes(region: &Region) -> Option<Vec<String>> {
    let mut tests = Vec::new();
    cover("", region, &mut tests);
    (tests.len() <= MOST_TESTS).then_some(tests)
}

fn cover(prefix: &str, region: &Region, tests: &mut Vec<String>) {
    if tests.len() > MOST_TESTS {
        return;
    }
    for digit in '0'..='9' {
        let longer = format!("{prefix}{digit}");
        let all = Region {
            missing: false,
            intervals: vec![prefix_interval(&longer)],
        };
        if region.covers(&all) {
            tests.push(format!("{longer}*"));
        } else if region.meets_a_day(&all) {
            if region.holds(&Value::Text(longer.as_str().into())) {
                tests.push(longer.clone());
            }
            cover(&longer, region, tests);
        }
    }
}

/// A list of texts and beginnings, or what is none of a list.
fn texts(region: &Region) -> Option<String> {
    if let Some(tests) = listed(region) {
        return Some(tests.join(", "));
    }
    let others = Region::everything().without(region);
    let tests = listed(&others)?;
    Some(format!("not({})", tests.join(", ")))
}

fn listed(region: &Region) -> Option<Vec<String>> {
    let tests: Option<Vec<String>> = region.intervals.iter().map(text_test).collect();
    tests.filter(|tests| !tests.is_empty() && tests.len() <= MOST_TESTS)
}

fn text_test(interval: &(Cut, Cut)) -> Option<String> {
    let Cut::At(Value::Text(from), Side::Before) = &interval.0 else {
        return None;
    };
    let value = Value::Text(from.clone());
    if interval.1 == Cut::At(value.clone(), Side::After) {
        return Some(value.to_string());
    }
    (*interval == prefix_interval(from)).then(|| format!("starts with(?, {value})"))
}
