//! Rows that the declarations of several countries have in common, with the codes of the data model.
//!
//! A country puts them in its own order and says itself what must be there.

use crate::table::Format::{CompactDate, Decimal, Integer, Sized, Text};
use crate::table::{Format, Need, Row, Source, Test, may, must, part};

/// The identifier of a party.
pub(crate) const EORI: &str = "businessPartnerReference[type=Eori].code";
/// DE 3/1: name and address are for those without a registered identifier.
const UNIDENTIFIED: &[Test] = &[Test::Lacks(EORI)];
/// DE 3/40: the roles of those who owe the value added tax.
pub(crate) const FISCAL_ROLES: &[&str] = &["FR1", "FR2", "FR3", "FR4", "FR5", "FR7"];

/// The number of a customs office: two letters of its country and six characters.
pub(crate) const OFFICE_NUMBER: Format = Sized(8, 8);

/// The position among the elements of a name.
pub(crate) const SEQUENCE: Row = must("SequenceNumeric", "", Text(5))
    .from(Source::Number)
    .tag("006");

/// The number that a record says it has; its position where it says none.
pub(crate) const NUMBER: Row = must("SequenceNumeric", "seqNum", Integer)
    .or(&[Source::Number])
    .tag("006");

/// An address. All of it is as needed as is said first but the postcode, which is as needed and as
/// long as is said then.
pub(crate) const fn address(need: Need, postcode: Need, length: usize) -> [Row; 4] {
    [
        may("CityName", "city", Text(35)).needed(need).tag("241"),
        may("CountryCode", "country", Sized(2, 2))
            .needed(need)
            .tag("242"),
        may("Line", "street", Text(70)).needed(need).tag("239"),
        may("PostcodeID", "postcode", Text(length))
            .needed(postcode)
            .tag("245"),
    ]
}

/// A party: by its identifier, or by name and address where it has none. The codes of its name and
/// of its identifier differ from role to role.
pub(crate) const fn party(
    name: &'static str,
    identifier: &'static str,
    address: &'static [Row],
) -> [Row; 3] {
    [
        may("Name", "name", Text(70)).when(UNIDENTIFIED).tag(name),
        may("ID", EORI, Text(17)).tag(identifier),
        part("Address", "address", address)
            .when(UNIDENTIFIED)
            .tag("04A"),
    ]
}

/// Another actor of the supply chain: who, and in which role.
pub(crate) const fn actor(identifier: &'static str) -> [Row; 2] {
    [
        may("ID", "identifier", Text(17)).tag(identifier),
        may("RoleCode", "role", Text(3)).tag("R005"),
    ]
}

/// A day: dates stand in a namespace of their own, and a pointer at one ends at the group around it.
pub(crate) const fn day(field: &'static str) -> Row {
    must("ds:DateTimeString", field, CompactDate)
        .with("formatCode", &[Source::Fixed("102")])
        .tag("")
}

/// What is written off a document.
pub(crate) const WRITE_OFF: &[Row] = &[
    may("QuantityQuantity", "quantity", Decimal(16, 6))
        .with("unitCode", &[Source::Field("unit")])
        .tag("502"),
    may("AmountAmount", "amount", Decimal(16, 3))
        .with("currencyID", &[Source::Field("currency")])
        .tag("503"),
];

/// The reference that the trader gave the goods.
pub(crate) const TRADERS_REFERENCE: &[Row] =
    &[may("TraderAssignedReferenceID", "traderReference", Text(35)).tag("009")];

/// The number of a dangerous substance.
pub(crate) const UN_NUMBER: Row = may("UNDGID", "unNumber", Sized(4, 4)).tag("506");
