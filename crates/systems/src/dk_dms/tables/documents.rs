//! Documents, references and statements, of the shipment and of its items.

use super::editions::{B1, FULL, H7, IMPORTS, IMPORTS_OF_VALUE, OF_VALUE};
use crate::table::Format::{After, Decimal, Sized, Text, WholeType, Within};
use crate::table::{Need, Row, Source, Test, list, may, must, part};
use crate::wco::rows::{SEQUENCE, TRADERS_REFERENCE, day};

/// Our one list of documents is two groups of customs': those of category Y are references.
const IS_REFERENCE: Test = Test::Is("category", &["Y"]);
const IS_DOCUMENT: Test = Test::IsNot("category", &["Y"]);

const EXPIRY: &[Row] = &[day("validTo")];
const fn expiry() -> Row {
    part("ExpirationDateTime", "", EXPIRY)
        .about("validTo")
        .only_in(OF_VALUE)
        .tag("276")
}
const AUTHORITY: Row = may("IssuingAuthorityName", "issuingAuthority", Text(70)).only_in(OF_VALUE);
const LINE: Row = may("LineNumeric", "lineNum", Within(0, 99_999)).only_in(OF_VALUE);
const IDENTIFIER: Row = must("ID", "refNum", Text(70)).tag("D005");
const KIND: Row = must("TypeCode", "type", After("category", 4))
    .differing(B1, WholeType("category"))
    .made_of(&["category"])
    .tag("D006");

const DOCUMENT: &[Row] = &[SEQUENCE, expiry(), IDENTIFIER, KIND, AUTHORITY, LINE];
/// What is written off a document, in exports to two decimals.
const WRITE_OFF: &[Row] = &[
    crate::wco::rows::WRITE_OFF[0],
    crate::wco::rows::WRITE_OFF[1].differing(B1, Decimal(16, 2)),
];
const DOCUMENT_OF_AN_ITEM: &[Row] = &[
    SEQUENCE,
    expiry(),
    IDENTIFIER,
    KIND,
    AUTHORITY,
    LINE,
    part("WriteOff", "writeOff", WRITE_OFF)
        .only_in(OF_VALUE)
        .tag("22C"),
];
/// Supporting documents of the shipment.
pub(super) const fn documents(from: &'static str) -> Row {
    list("SupportingDocument", from, 99, DOCUMENT)
        .only(IS_DOCUMENT)
        .only_in(FULL)
        .tag("02A")
}
/// Supporting documents of an item.
pub(super) const DOCUMENTS_OF_AN_ITEM: Row = list(
    "SupportingDocument",
    "additionalDocuments",
    99,
    DOCUMENT_OF_AN_ITEM,
)
.only(IS_DOCUMENT)
.only_in(FULL)
.tag("02A");

const REFERENCE: &[Row] = &[
    SEQUENCE,
    may("ID", "refNum", Text(70))
        .needed(Need::RequiredIn(IMPORTS))
        .tag("D005"),
    KIND,
];
/// References to other papers, from a collection of ours.
pub(super) const fn references(from: &'static str) -> Row {
    list("AdditionalReference", from, 99, REFERENCE)
        .only(IS_REFERENCE)
        .only_in(FULL)
}

/// A statement; its text must be there in the editions that are named.
const fn statement(with_text: &'static str) -> [Row; 3] {
    [
        SEQUENCE,
        must("StatementCode", "code", Text(17))
            .differing(B1, Sized(5, 5))
            .tag("226"),
        may("StatementDescription", "text", Text(512))
            .needed(Need::RequiredIn(with_text))
            .tag("225"),
    ]
}
const STATEMENT: &[Row] = &statement(IMPORTS_OF_VALUE);
const STATEMENT_OF_AN_ITEM: &[Row] = &statement(IMPORTS);
/// Statements on the shipment.
pub(super) const fn statements(from: &'static str) -> Row {
    list("AdditionalInformation", from, 99, STATEMENT)
        .only_in(FULL)
        .tag("03A")
}
/// Statements on an item.
pub(super) const STATEMENTS_OF_AN_ITEM: Row = list(
    "AdditionalInformation",
    "additionalInformations",
    99,
    STATEMENT_OF_AN_ITEM,
)
.only_in(FULL)
.tag("03A");

const PREVIOUS: &[Row] = &[
    SEQUENCE,
    must("ID", "refNum", Text(70)).tag("D018"),
    must("TypeCode", "type", After("category", 4))
        .made_of(&["category"])
        .tag("D019"),
    may("LineNumeric", "lineNum", Within(0, 99_999))
        .only_in(H7)
        .tag("171"),
];
/// Previous documents of the shipment, in every type of declaration.
pub(super) const fn previous_documents(from: &'static str) -> Row {
    list("PreviousDocument", from, 99, PREVIOUS).tag("99A")
}
const PACKAGES_WRITTEN_OFF: &[Row] = &[
    may("QuantityQuantity", "packageQuantity", Within(0, 99_999_999))
        .differing(B1, Within(1, 99_999_999))
        .tag("144"),
    may("TypeCode", "packageType", Text(2)).tag("141"),
];
/// What an item writes off the document it follows from.
const WRITTEN_OFF: &[Row] = &[
    may("QuantityQuantity", "writeOff.quantity", Decimal(16, 6))
        .with("unitCode", &[Source::Field("writeOff.unit")])
        .tag("502"),
    part("Packaging", "", PACKAGES_WRITTEN_OFF)
        .about("packageQuantity")
        .tag("93A"),
];
const PREVIOUS_OF_AN_ITEM: &[Row] = &[
    SEQUENCE,
    part("WriteOff", "", WRITTEN_OFF)
        .about("writeOff")
        .only_in(HAVE_AUTHORISATIONS)
        .tag("22C"),
    must("ID", "refNum", Text(70)).tag("D018"),
    must("TypeCode", "type", After("category", 4))
        .made_of(&["category"])
        .tag("D019"),
    may("LineNumeric", "lineNum", Within(0, 99_999))
        .differing(B1, Within(1, 99_999))
        .tag("171"),
];
/// Previous documents of an item, in every type of declaration.
pub(super) const PREVIOUS_DOCUMENTS_OF_AN_ITEM: Row = list(
    "PreviousDocument",
    "previousDocuments",
    99,
    PREVIOUS_OF_AN_ITEM,
)
.tag("99A");

const TRANSPORT: &[Row] = &[
    SEQUENCE,
    must("ID", "refNum", Text(70)).tag("D005"),
    must("Type", "type", After("category", 4))
        .differing(B1, WholeType("category"))
        .made_of(&["category"])
        .tag("D006"),
];
/// Documents of the contract of transport.
pub(super) const TRANSPORT_DOCUMENTS: Row = list(
    "TransportContractDocument",
    "transportContractDocuments",
    99,
    TRANSPORT,
)
.only_in(FULL);

const AUTHORISATION: &[Row] = &[
    SEQUENCE,
    must("ID", "refNum", Text(35)).tag("D005"),
    must("Type", "type", Text(4)).tag("R145"),
    may("AuthorisationHolder", "holder", Text(35))
        .differing(B1, Text(17))
        .tag("R144"),
];
const AUTHORISATION_OF_AN_ITEM: &[Row] = &[
    SEQUENCE,
    must("ID", "refNum", Text(35)).tag("D005"),
    must("Type", "type", Text(4)).tag("R145"),
    may("AuthorisationHolder", "holder", Text(35))
        .differing(B1, Text(17))
        .needed(Need::RequiredIn(B1))
        .tag("R144"),
];
const HAVE_AUTHORISATIONS: &str = "H1 I1 I2 B1";
/// Exports take fewer of them.
const fn authorised(rows: &'static [Row]) -> [Row; 2] {
    [
        list("Authorisation", "authorisations", 99, rows)
            .only_in("H1 I1 I2")
            .tag("17C"),
        list("Authorisation", "authorisations", 9, rows)
            .only_in(B1)
            .tag("17C"),
    ]
}
/// Authorisations that the declaration relies on.
pub(super) const AUTHORISATIONS: [Row; 2] = authorised(AUTHORISATION);
/// Authorisations that an item relies on.
pub(super) const AUTHORISATIONS_OF_AN_ITEM: [Row; 2] = authorised(AUTHORISATION_OF_AN_ITEM);

/// The trader's reference of the item or of the shipment.
pub(super) const UCR: Row = part("UCR", "ucr", TRADERS_REFERENCE)
    .when(&[Test::Has("ucr.traderReference")])
    .only_in(FULL)
    .tag("35B");
/// The trader's reference of the declaration, where the shipment has none.
pub(super) const UCR_OF_THE_DECLARATION: Row = part("UCR", "/ucr", TRADERS_REFERENCE)
    .when(&[Test::Lacks("ucr.traderReference")])
    .only_in(FULL)
    .tag("35B");
