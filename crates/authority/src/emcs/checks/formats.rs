//! Do codes and numbers have their formats? Check digits are not looked at: ARCs with wrong ones
//! are in use.

use cas_model::formats::{is_arc, is_customs_office};

use super::Inspected;
use crate::answer::Problem;
use crate::emcs::problem::WRONG;
use crate::xml::Element;

/// A value by its name, wherever it stands, and what it must be.
type Format = (&'static str, fn(&str) -> bool, &'static str);

const FORMATS: &[Format] = &[
    ("AdministrativeReferenceCode", is_arc, "No ARC (R030)"),
    ("UpstreamArc", is_arc, "No ARC (R030)"),
    (
        "TraderExciseNumber",
        is_excise_number,
        "No excise number (R070)",
    ),
    ("ReferenceNumber", is_customs_office, "No office (R032)"),
    ("LocalReferenceNumber", is_reference, "No LRN"),
    (
        "DestinationTypeCode",
        is_destination,
        "No type of destination (TC32)",
    ),
    ("JourneyTime", is_journey, "No journey time (R054)"),
    (
        "TransportArrangement",
        is_arrangement,
        "No arrangement (TC70)",
    ),
    (
        "ChangedTransportArrangement",
        is_arrangement,
        "No arrangement (TC70)",
    ),
    ("OriginTypeCode", is_origin, "No type of origin (TC30)"),
    ("SubmitterType", is_side, "No submitter (TC61)"),
    ("MessageRole", is_side, "No role (TC73)"),
    ("EadEsadRejectedFlag", is_flag, "No flag (TC27)"),
    (
        "GlobalConclusionOfReceipt",
        is_conclusion,
        "No conclusion (TC16)",
    ),
    ("ExciseProductCode", is_product, "No product (BC36)"),
    ("CnCode", is_cn_code, "No CN code (BC37)"),
    ("DateOfDispatch", is_date, "No date"),
    ("DateOfArrivalOfExciseProducts", is_date, "No date"),
];

pub(super) fn check(inspected: &Inspected<'_>, problems: &mut Vec<Problem>) {
    below(inspected, inspected.container, "", problems);
}

fn below(inspected: &Inspected<'_>, group: &Element<'_>, path: &str, problems: &mut Vec<Problem>) {
    for (place, child) in group.children.iter().enumerate() {
        let before = group.children[..place].iter();
        let number = 1 + before.filter(|other| other.name == child.name).count();
        let path = match path {
            "" => format!("{}[{number}]", child.name),
            path => format!("{path}/{}[{number}]", child.name),
        };
        if !child.children.is_empty() {
            below(inspected, child, &path, problems);
            continue;
        }
        let format = FORMATS.iter().find(|format| format.0 == child.name);
        let text = child.text.trim();
        if let Some((_, is_right, reason)) = format
            && !is_right(text)
        {
            problems.push(Problem {
                value: Some(text.to_owned()),
                ..inspected.problem(&path, WRONG, reason)
            });
        }
    }
}

fn is_excise_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 13
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..].iter().all(u8::is_ascii_alphanumeric)
}

fn is_reference(text: &str) -> bool {
    (1..=22).contains(&text.chars().count())
}

fn is_destination(text: &str) -> bool {
    // 7 is reserved.
    matches!(
        text,
        "1" | "2" | "3" | "4" | "5" | "6" | "8" | "9" | "10" | "11"
    )
}

fn is_journey(text: &str) -> bool {
    let (unit, number) = (text.get(..1), text.get(1..));
    let number = number.filter(|number| number.len() == 2);
    let number = number.and_then(|number| number.parse::<u8>().ok());
    match (unit, number) {
        (Some("H"), Some(hours)) => hours <= 24,
        (Some("D"), Some(days)) => days <= 92,
        _ => false,
    }
}

fn is_arrangement(text: &str) -> bool {
    matches!(text, "1" | "2" | "3" | "4")
}

fn is_origin(text: &str) -> bool {
    matches!(text, "1" | "2" | "3")
}

fn is_side(text: &str) -> bool {
    matches!(text, "1" | "2")
}

fn is_flag(text: &str) -> bool {
    matches!(text, "0" | "1")
}

fn is_conclusion(text: &str) -> bool {
    matches!(text, "1" | "2" | "3" | "4" | "21" | "22" | "23")
}

fn is_product(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 4 && b"BEISTW".contains(&bytes[0])
}

fn is_cn_code(text: &str) -> bool {
    text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}
