//! Documents and statements of the declaration, its shipment and its items.

use crate::table::Format::{Integer, Part, Text};
use crate::table::{Row, Source, Test, list, may, must, part};
use crate::wco::rows::{TRADERS_REFERENCE, WRITE_OFF, day};

/// A document whose category is not said apart has it as its type's first character.
const APART: &[Test] = &[Test::Has("category")];
const IN_TYPE: &[Test] = &[Test::Lacks("category")];
const CATEGORY: Row = may("CategoryCode", "category", Text(3))
    .when(APART)
    .tag("D031");
const CATEGORY_IN_TYPE: Row = must("CategoryCode", "type", Part(0, 1))
    .when(IN_TYPE)
    .tag("D031");
const fn kind(tag: &'static str) -> Row {
    must("TypeCode", "type", Text(3)).when(APART).tag(tag)
}
const fn kind_in_type(tag: &'static str) -> Row {
    must("TypeCode", "type", Part(1, 4)).when(IN_TYPE).tag(tag)
}

const ACCOUNT: &[Row] = &[
    may("CategoryCode", "type", Text(3)).tag("D031"),
    must("ID", "refNum", Text(70)).tag("D005"),
    must("TypeCode", "", Text(3))
        .from(Source::Fixed("DAN"))
        .tag("D006"),
];
/// DE 2/6: the accounts of deferred payment.
pub(super) const DEFERRED_PAYMENTS: Row =
    list("AdditionalDocument", "deferredPayments", 99, ACCOUNT).tag("02A");

const VALIDITY: &[Row] = &[day("validTo")];
const AUTHORITY: &[Row] = &[may("Name", "issuingAuthority", Text(70)).tag("R058")];
const DOCUMENT: &[Row] = &[
    CATEGORY,
    CATEGORY_IN_TYPE,
    part("EffectiveDateTime", "", VALIDITY)
        .about("validTo")
        .tag("276"),
    may("ID", "refNum", Text(70)).tag("D005"),
    may("Name", "statusReason", Text(35)).tag("D028"),
    kind("D006"),
    kind_in_type("D006"),
    may("LPCOExemptionCode", "statusCode", Text(3)).tag("360"),
    part("Submitter", "", AUTHORITY)
        .about("issuingAuthority")
        .tag("17B"),
    part("WriteOff", "writeOff", WRITE_OFF).tag("22C"),
];
/// DE 2/3: documents stand on items only; those of the whole declaration on each of them.
pub(super) const fn documents(from: &'static str) -> Row {
    list("AdditionalDocument", from, 99, DOCUMENT).tag("02A")
}

const STATEMENT: &[Row] = &[
    may("StatementCode", "code", Text(17)).tag("226"),
    may("StatementDescription", "text", Text(512)).tag("225"),
    may("StatementTypeCode", "type", Text(3)).tag("369"),
];
/// Data element 2/2: the statements, from a collection of ours.
pub(super) const fn statements(from: &'static str) -> Row {
    list("AdditionalInformation", from, 99, STATEMENT).tag("03A")
}

const PREVIOUS: &[Row] = &[
    CATEGORY,
    CATEGORY_IN_TYPE,
    may("ID", "refNum", Text(70)).tag("D018"),
    kind("D019"),
    kind_in_type("D019"),
    may("LineNumeric", "lineNum", Integer).tag("171"),
];
/// DE 2/1: previous documents.
pub(super) const fn previous_documents(from: &'static str) -> Row {
    list("PreviousDocument", from, 9_999, PREVIOUS).tag("99A")
}

/// DE 2/4: the trader's reference of the item or of the shipment.
pub(super) const UCR: Row = part("UCR", "ucr", TRADERS_REFERENCE)
    .when(&[Test::Has("ucr.traderReference")])
    .tag("35B");
/// DE 2/4: the trader's reference of the declaration, where the shipment has none.
pub(super) const UCR_OF_THE_DECLARATION: Row = part("UCR", "/ucr", TRADERS_REFERENCE)
    .when(&[Test::Lacks("ucr.traderReference")])
    .tag("35B");
