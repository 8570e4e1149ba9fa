//! Parties, their addresses and contacts.

use crate::table::Format::Text;
use crate::table::{Row, Test, may, must, part};

const EORI: &str = "businessPartnerReference[type=Eori].code";
const TIR_HOLDER: &str = "businessPartnerReference[type=TirHolder].code";
/// Name and address are for those without a registered identifier (C0250).
const UNIDENTIFIED: &[Test] = &[Test::Lacks(EORI)];

pub(super) const ADDRESS: &[Row] = &[
    must("streetAndNumber", "street", Text(70)),
    may("postcode", "postcode", Text(17)),
    must("city", "city", Text(35)),
    must("country", "country", Text(2)),
];

pub(super) const CONTACT: &[Row] = &[
    must("name", "name", Text(70)),
    must("phoneNumber", "phone", Text(35)),
    may("eMailAddress", "email", Text(256)),
];

/// Consignor.
pub(super) const PARTY_WITH_CONTACT: &[Row] = &[
    may("identificationNumber", EORI, Text(17)),
    may("name", "name", Text(70)).when(UNIDENTIFIED),
    part("Address", "address", ADDRESS).when(UNIDENTIFIED),
    part("ContactPerson", "contact", CONTACT),
];

/// Consignee.
pub(super) const PARTY: &[Row] = &[
    may("identificationNumber", EORI, Text(17)),
    may("name", "name", Text(70)).when(UNIDENTIFIED),
    part("Address", "address", ADDRESS).when(UNIDENTIFIED),
];

pub(super) const CARRIER: &[Row] = &[
    must("identificationNumber", EORI, Text(17)),
    part("ContactPerson", "contact", CONTACT),
];

const HOLDER_ROWS: &[Row] = &[
    may("identificationNumber", EORI, Text(17)),
    // C0904: of TIR operations only.
    may("TIRHolderIdentificationNumber", TIR_HOLDER, Text(17))
        .when(&[Test::Is("/declType", &["TIR"])]),
    may("name", "name", Text(70)).when(UNIDENTIFIED),
    part("Address", "address", ADDRESS).when(UNIDENTIFIED),
    part("ContactPerson", "contact", CONTACT),
];

/// The holder, in messages that take a contact person with it.
pub(super) const HOLDER: Row = part(
    "HolderOfTheTransitProcedure",
    "holderOfTheTransitProcedure",
    HOLDER_ROWS,
)
.required();

/// The holder, in messages that take no contact person.
pub(super) const HOLDER_ALONE: Row = part(
    "HolderOfTheTransitProcedure",
    "holderOfTheTransitProcedure",
    HOLDER_ROWS.split_at(4).0,
)
.required();

const REPRESENTATIVE_ROWS: &[Row] = &[
    must("identificationNumber", EORI, Text(17)),
    must("status", "/agentStatus", Text(1)),
    part("ContactPerson", "contact", CONTACT),
];

pub(super) const REPRESENTATIVE: Row = part("Representative", "agent", REPRESENTATIVE_ROWS);

pub(super) const SUPPLY_CHAIN_ACTOR: &[Row] = &[
    super::documents::SEQUENCE_NUMBER,
    must("role", "role", Text(3)),
    must("identificationNumber", "identifier", Text(17)),
];
