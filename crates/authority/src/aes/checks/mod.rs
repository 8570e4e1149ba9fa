//! What does export check of a message's content, and which numbers and groups does it know? The
//! rules of export are not at hand by their numbers: where one is named, it is transit's, or none.

mod items;
mod required;

use cas_model::formats::{is_customs_office, is_eori, is_lrn};

use crate::commission::checks::identifiers::{self, has_mrn_format};
use crate::commission::checks::{Check, Format, format, sequence};

/// The checks of content.
pub(super) const CHECKS: &[Check] = &[
    required::check,
    identifiers::check,
    sequence::check,
    items::check,
];

/// The numbers: the group they stand in, their name, their format.
pub(super) const FORMATS: &[Format] = &[
    format("ExportOperation", "LRN", is_lrn, "LRN"),
    format("ExportOperation", "MRN", has_mrn_format, "MRN"),
    office("CustomsOfficeOfExport"),
    office("CustomsOfficeOfPresentation"),
    office("CustomsOfficeOfExitDeclared"),
    office("CustomsOfficeOfExitActual"),
    office("SupervisingCustomsOffice"),
    eori("Exporter"),
    eori("Declarant"),
    eori("Representative"),
    eori("Carrier"),
    eori("ExitCarrier"),
    eori("Consignor"),
    eori("Consignee"),
];

const fn office(name: &'static str) -> Format {
    format(name, "referenceNumber", is_customs_office, "CL171")
}

const fn eori(party: &'static str) -> Format {
    format(party, "identificationNumber", is_eori, "R0850")
}

/// Groups that may be repeated, whose place a pointer must tell.
pub(super) const REPEATED: &[&str] = &["GoodsItem"];

#[cfg(test)]
mod tests;
