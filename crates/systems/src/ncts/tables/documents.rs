//! Documents of transit: supporting documents carry a complement, previous ones too.

use crate::commission::rows::SEQUENCE_NUMBER;
use crate::commission::rows::documents::{IS_DOCUMENT, TRANSPORT, WRITTEN_OFF};
use crate::table::Format::{After, Integer, Text};
use crate::table::{Row, list, may, must};

const SUPPORTING: &[Row] = &[
    SEQUENCE_NUMBER,
    must("type", "type", After("category", 4)),
    must("referenceNumber", "refNum", Text(70)),
    may("documentLineItemNumber", "lineNum", Integer),
    may("complementOfInformation", "complement", Text(35)),
];

/// A previous document of the consignment.
pub(super) const PREVIOUS: &[Row] = &[
    SEQUENCE_NUMBER,
    must("type", "type", After("category", 4)),
    must("referenceNumber", "refNum", Text(70)),
    may("complementOfInformation", "complement", Text(35)),
];

/// A previous document of an item, which may point to an item of that document.
pub(super) const PREVIOUS_OF_ITEM: &[Row] = &[
    SEQUENCE_NUMBER,
    must("type", "type", After("category", 4)),
    must("referenceNumber", "refNum", Text(70)),
    may("goodsItemNumber", "lineNum", Integer),
    WRITTEN_OFF[0],
    WRITTEN_OFF[1],
    WRITTEN_OFF[2],
    WRITTEN_OFF[3],
    may("complementOfInformation", "complement", Text(35)),
];

/// The documents of a list that are supporting documents.
pub(super) const fn supporting_documents(from: &'static str) -> Row {
    list("SupportingDocument", from, 99, SUPPORTING).only(IS_DOCUMENT)
}

/// The transport documents of a house or an item.
pub(super) const fn transport_documents(from: &'static str) -> Row {
    list("TransportDocument", from, 99, TRANSPORT)
}
