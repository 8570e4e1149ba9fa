//! What does transit check of a message's content, and which numbers and groups does it know?

mod gross_mass;
mod numbers;
mod required;

use cas_model::formats::{is_customs_office, is_eori, is_grn, is_lrn};

use crate::commission::checks::identifiers::{self, has_mrn_format};
use crate::commission::checks::{Check, Format, format, sequence};

/// The checks of content.
pub(super) const CHECKS: &[Check] = &[
    required::check,
    identifiers::check,
    sequence::check,
    numbers::check,
    gross_mass::check,
];

/// The numbers: the group they stand in, their name, their format.
pub(super) const FORMATS: &[Format] = &[
    format("TransitOperation", "LRN", is_lrn, "LRN"),
    format("TransitOperation", "MRN", has_mrn_format, "MRN"),
    office("CustomsOfficeOfDeparture", "CL171"),
    office("CustomsOfficeOfDestinationDeclared", "CL172"),
    office("CustomsOfficeOfTransitDeclared", "CL173"),
    eori("HolderOfTheTransitProcedure"),
    eori("Representative"),
    eori("Carrier"),
    eori("Consignor"),
    eori("Consignee"),
    format("GuaranteeReference", "GRN", is_grn, "GRN"),
];

const fn office(name: &'static str, list: &'static str) -> Format {
    format(name, "referenceNumber", is_customs_office, list)
}

const fn eori(party: &'static str) -> Format {
    format(party, "identificationNumber", is_eori, "R0850")
}

/// Groups that may be repeated, whose place a pointer must tell.
pub(super) const REPEATED: &[&str] = &[
    "CustomsOfficeOfTransitDeclared",
    "Guarantee",
    "GuaranteeReference",
    "HouseConsignment",
    "ConsignmentItem",
];

#[cfg(test)]
mod tests;
