//! Documents, references and statements. The one list of documents of our model is two groups of
//! customs': category Y are references, all others supporting documents.

use super::SEQUENCE_NUMBER;
use crate::table::Format::{After, Integer, Positive, Text};
use crate::table::{Row, Test, list, may, must};

pub(crate) const IS_REFERENCE: Test = Test::Is("category", &["Y"]);
pub(crate) const IS_DOCUMENT: Test = Test::IsNot("category", &["Y"]);

const REFERENCE: &[Row] = &[
    SEQUENCE_NUMBER,
    must("type", "type", After("category", 4)),
    may("referenceNumber", "refNum", Text(70)),
];

/// What an item writes off the previous document it follows from.
pub(crate) const WRITTEN_OFF: [Row; 4] = [
    may("typeOfPackages", "packageType", Text(2)),
    may("numberOfPackages", "packageQuantity", Integer),
    may("measurementUnitAndQualifier", "writeOff.unit", Text(4)),
    may("quantity", "writeOff.quantity", Positive(16, 6)),
];

/// A document of the contract of transport.
pub(crate) const TRANSPORT: &[Row] = &[
    SEQUENCE_NUMBER,
    must("type", "type", After("category", 4)),
    must("referenceNumber", "refNum", Text(70)),
];

/// A statement in code or text.
pub(crate) const INFORMATION: &[Row] = &[
    SEQUENCE_NUMBER,
    must("code", "code", Text(5)),
    may("text", "text", Text(512)),
];

/// The documents of a list that are references.
pub(crate) const fn additional_references(from: &'static str) -> Row {
    list("AdditionalReference", from, 99, REFERENCE).only(IS_REFERENCE)
}

/// The statements of a list.
pub(crate) const fn additional_information(from: &'static str) -> Row {
    list("AdditionalInformation", from, 99, INFORMATION)
}

/// The transport documents of the consignment.
pub(crate) const TRANSPORT_DOCUMENTS: Row = list(
    "TransportDocument",
    "goodsShipment.consignment.transportContractDocuments",
    99,
    TRANSPORT,
);
