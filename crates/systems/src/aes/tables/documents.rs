//! Documents of an export: supporting ones say who issued them and until when they count, and on
//! items what of them is used.

use crate::commission::rows::SEQUENCE_NUMBER;
use crate::commission::rows::documents::{IS_DOCUMENT, WRITTEN_OFF};
use crate::table::Format::{After, Date, Integer, Positive, Text};
use crate::table::{Row, list, may, must};

const TYPE: Row = must("type", "type", After("category", 4));
const NUMBER: Row = must("referenceNumber", "refNum", Text(70));
const LINE: Row = may("documentLineItemNumber", "lineNum", Integer);
const ISSUER: Row = may("issuingAuthorityName", "issuingAuthority", Text(70));
const VALIDITY: Row = may("validityDate", "validTo", Date);

const SUPPORTING: &[Row] = &[SEQUENCE_NUMBER, TYPE, NUMBER, LINE, ISSUER, VALIDITY];
const SUPPORTING_OF_ITEM: &[Row] = &[
    SEQUENCE_NUMBER,
    TYPE,
    NUMBER,
    LINE,
    ISSUER,
    VALIDITY,
    may("measurementUnitAndQualifier", "writeOff.unit", Text(4)),
    may("quantity", "writeOff.quantity", Positive(16, 6)),
    may("currency", "writeOff.currency", Text(3)),
    may("amount", "writeOff.amount", Positive(16, 2)),
];
const PREVIOUS: &[Row] = &[SEQUENCE_NUMBER, TYPE, NUMBER];
const PREVIOUS_OF_ITEM: &[Row] = &[
    SEQUENCE_NUMBER,
    TYPE,
    NUMBER,
    may("goodsItemNumber", "lineNum", Integer),
    WRITTEN_OFF[0],
    WRITTEN_OFF[1],
    WRITTEN_OFF[2],
    WRITTEN_OFF[3],
];

/// The supporting documents of a list, for the whole shipment.
pub(super) const fn supporting_documents(from: &'static str) -> Row {
    list("SupportingDocument", from, 99, SUPPORTING).only(IS_DOCUMENT)
}

pub(super) const SUPPORTING_DOCUMENTS_OF_ITEM: Row = list(
    "SupportingDocument",
    "additionalDocuments",
    99,
    SUPPORTING_OF_ITEM,
)
.only(IS_DOCUMENT);

/// The previous documents of a list, of the whole shipment.
pub(super) const fn previous_documents(from: &'static str) -> Row {
    list("PreviousDocument", from, 99, PREVIOUS)
}

pub(super) const PREVIOUS_DOCUMENTS_OF_ITEM: Row = list(
    "PreviousDocument",
    "previousDocuments",
    99,
    PREVIOUS_OF_ITEM,
);
