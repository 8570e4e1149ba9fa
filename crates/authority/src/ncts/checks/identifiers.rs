//! Do the numbers have their formats: LRN, MRN, offices, EORI, GRN? A check digit is not looked
//! at: numbers with wrong ones are in use.

use cas_model::formats::{is_customs_office, is_eori, is_grn, is_lrn, is_mrn};

use super::Inspected;
use crate::answer::Problem;
use crate::xml::Element;

/// One number by its name, wherever it stands.
struct Format {
    parent: &'static str,
    name: &'static str,
    is_valid: fn(&str) -> bool,
    reason: &'static str,
}

const fn format(
    parent: &'static str,
    name: &'static str,
    is_valid: fn(&str) -> bool,
    reason: &'static str,
) -> Format {
    Format {
        parent,
        name,
        is_valid,
        reason,
    }
}

/// The numbers: the group they stand in, their name, their format.
const FORMATS: &[Format] = &[
    format("TransitOperation", "LRN", is_lrn, "LRN"),
    format("TransitOperation", "MRN", has_mrn_format, "MRN"),
    format(
        "CustomsOfficeOfDeparture",
        "referenceNumber",
        is_customs_office,
        "CL171",
    ),
    format(
        "CustomsOfficeOfDestinationDeclared",
        "referenceNumber",
        is_customs_office,
        "CL172",
    ),
    format(
        "CustomsOfficeOfTransitDeclared",
        "referenceNumber",
        is_customs_office,
        "CL173",
    ),
    format(
        "HolderOfTheTransitProcedure",
        "identificationNumber",
        is_eori,
        "R0850",
    ),
    format("Representative", "identificationNumber", is_eori, "R0850"),
    format("Carrier", "identificationNumber", is_eori, "R0850"),
    format("Consignor", "identificationNumber", is_eori, "R0850"),
    format("Consignee", "identificationNumber", is_eori, "R0850"),
    format("GuaranteeReference", "GRN", is_grn, "GRN"),
];

/// Groups that may be repeated, whose place a pointer must tell.
const REPEATED: [&str; 5] = [
    "CustomsOfficeOfTransitDeclared",
    "Guarantee",
    "GuaranteeReference",
    "HouseConsignment",
    "ConsignmentItem",
];

fn has_mrn_format(text: &str) -> bool {
    is_mrn(text).is_some()
}

pub(super) fn check(inspected: &Inspected<'_>, problems: &mut Vec<Problem>) {
    check_below(inspected, inspected.root, "", problems);
}

fn check_below(
    inspected: &Inspected<'_>,
    element: &Element<'_>,
    path: &str,
    problems: &mut Vec<Problem>,
) {
    for format in FORMATS
        .iter()
        .filter(|format| format.parent == element.name)
    {
        let value = element.text_at(format.name);
        if let Some(value) = value.filter(|value| !(format.is_valid)(value)) {
            problems.push(Problem {
                value: Some(value.to_owned()),
                ..inspected.problem(&format!("{path}/{}", format.name), "12", format.reason)
            });
        }
    }
    let mut counted = [0usize; REPEATED.len()];
    for child in element
        .children
        .iter()
        .filter(|child| !child.children.is_empty())
    {
        let below = match REPEATED.iter().position(|name| *name == child.name) {
            Some(place) => {
                counted[place] += 1;
                format!("{}[{}]", child.name, counted[place])
            }
            None => child.name.to_owned(),
        };
        let path = if path.is_empty() {
            below
        } else {
            format!("{path}/{below}")
        };
        check_below(inspected, child, &path, problems);
    }
}
