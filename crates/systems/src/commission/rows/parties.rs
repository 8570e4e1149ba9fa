//! Parties, their addresses and contacts.

use super::SEQUENCE_NUMBER;
use crate::table::Format::Text;
use crate::table::{Row, Test, list, may, must, part};

pub(crate) const EORI: &str = "businessPartnerReference[type=Eori].code";
/// Name and address are for those without a registered identifier (C0250).
pub(crate) const UNIDENTIFIED: &[Test] = &[Test::Lacks(EORI)];

pub(crate) const ADDRESS: &[Row] = &[
    must("streetAndNumber", "street", Text(70)),
    may("postcode", "postcode", Text(17)),
    must("city", "city", Text(35)),
    must("country", "country", Text(2)),
];

const CONTACT_ROWS: &[Row] = &[
    must("name", "name", Text(70)),
    must("phoneNumber", "phone", Text(35)),
    may("eMailAddress", "email", Text(256)),
];
pub(crate) const CONTACT: Row = part("ContactPerson", "contact", CONTACT_ROWS);

pub(crate) const IDENTIFIER: Row = may("identificationNumber", EORI, Text(17));
pub(crate) const NAME: Row = may("name", "name", Text(70)).when(UNIDENTIFIED);
pub(crate) const PARTY_ADDRESS: Row = part("Address", "address", ADDRESS).when(UNIDENTIFIED);

/// A party that may have no registered identifier.
pub(crate) const PARTY: &[Row] = &[IDENTIFIER, NAME, PARTY_ADDRESS];
/// The same with a contact person.
pub(crate) const PARTY_WITH_CONTACT: &[Row] = &[IDENTIFIER, NAME, PARTY_ADDRESS, CONTACT];

const REPRESENTATIVE_ROWS: &[Row] = &[
    IDENTIFIER.required(),
    must("status", "/agentStatus", Text(1)),
    CONTACT,
];
pub(crate) const REPRESENTATIVE: Row = part("Representative", "agent", REPRESENTATIVE_ROWS);

const ACTOR: &[Row] = &[
    SEQUENCE_NUMBER,
    must("role", "role", Text(3)),
    must("identificationNumber", "identifier", Text(17)),
];
/// The other actors of the supply chain, of the shipment or of an item.
pub(crate) const fn supply_chain_actors(from: &'static str) -> Row {
    list("AdditionalSupplyChainActor", from, 99, ACTOR)
}
