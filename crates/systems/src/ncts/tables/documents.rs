//! Documents, references and statements. The one list of documents of our model is two groups of
//! customs': category Y are references, all others supporting documents.

use crate::table::Format::{After, Integer, Text};
use crate::table::{Row, Source, Test, list, may, must};

pub(super) const SEQUENCE_NUMBER: Row = must("sequenceNumber", "", Integer).from(Source::Number);

const IS_REFERENCE: Test = Test::Is("category", &["Y"]);
const IS_DOCUMENT: Test = Test::IsNot("category", &["Y"]);

const SUPPORTING: &[Row] = &[
    SEQUENCE_NUMBER,
    must("type", "type", After("category")),
    must("referenceNumber", "refNum", Text(70)),
    may("documentLineItemNumber", "lineNum", Integer),
    may("complementOfInformation", "complement", Text(35)),
];

const REFERENCE: &[Row] = &[
    SEQUENCE_NUMBER,
    must("type", "type", After("category")),
    may("referenceNumber", "refNum", Text(70)),
];

/// A previous document of the consignment.
pub(super) const PREVIOUS: &[Row] = &[
    SEQUENCE_NUMBER,
    must("type", "type", After("category")),
    must("referenceNumber", "refNum", Text(70)),
    may("complementOfInformation", "complement", Text(35)),
];

/// A previous document of an item, which may point to an item of that document.
pub(super) const PREVIOUS_OF_ITEM: &[Row] = &[
    SEQUENCE_NUMBER,
    must("type", "type", After("category")),
    must("referenceNumber", "refNum", Text(70)),
    may("goodsItemNumber", "lineNum", Integer),
    may("complementOfInformation", "complement", Text(35)),
];

pub(super) const TRANSPORT: &[Row] = &[
    SEQUENCE_NUMBER,
    must("type", "type", After("category")),
    must("referenceNumber", "refNum", Text(70)),
];

pub(super) const INFORMATION: &[Row] = &[
    SEQUENCE_NUMBER,
    must("code", "code", Text(5)),
    may("text", "text", Text(512)),
];

/// The documents of a list that are supporting documents.
pub(super) const fn supporting_documents(from: &'static str) -> Row {
    list("SupportingDocument", from, 99, SUPPORTING).only(IS_DOCUMENT)
}

/// The documents of a list that are references.
pub(super) const fn additional_references(from: &'static str) -> Row {
    list("AdditionalReference", from, 99, REFERENCE).only(IS_REFERENCE)
}
