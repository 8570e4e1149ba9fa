//! Parties: by their EORI, or by name and address where they have none.

use crate::table::Format::Text;
use crate::table::{Need, Row, Source, Test, may, part};
use crate::wco::rows::{self, FISCAL_ROLES};

const UNIDENTIFIED: &[Test] = &[Test::Lacks(AGENT_EORI)];
const ADDRESS: &[Row] = &rows::address(Need::Optional, Need::Optional, 9);

const fn party(name: &'static str, identifier: &'static str) -> [Row; 3] {
    rows::party(name, identifier, ADDRESS)
}

const CONTACT: &[Row] = &[may("Name", "contact.name", Text(70)).tag("246")];
/// Kinds of numbers, by the code list of the United Nations: telephone.
const TELEPHONE: &[Row] = &[
    may("ID", "contact.phone", Text(50)).tag("240"),
    may("TypeCode", "", Text(3))
        .from(Source::Fixed("TE"))
        .tag("253"),
];

/// The same, of a role whose contact person customs takes.
const fn party_with_contact(name: &'static str, identifier: &'static str) -> [Row; 5] {
    let [name, identifier, address] = party(name, identifier);
    [
        name,
        identifier,
        address,
        part("Contact", "", CONTACT)
            .about("contact.name")
            .tag("34A"),
        part("Communication", "", TELEPHONE)
            .about("contact.phone")
            .tag("25A"),
    ]
}

pub(super) const SUBMITTER: &[Row] = &party("R058", "R059");
pub(super) const CARRIER: &[Row] = &party("R011", "R012");
pub(super) const DECLARANT: &[Row] = &party_with_contact("R124", "R123");
pub(super) const EXPORTER: &[Row] = &party_with_contact("R031", "R032");
pub(super) const IMPORTER: &[Row] = &party_with_contact("R037", "R038");
pub(super) const BUYER: &[Row] = &party_with_contact("R009", "R010");
pub(super) const SELLER: &[Row] = &party_with_contact("R050", "R051");
pub(super) const CONSIGNEE: &[Row] = &party("R014", "R015");
pub(super) const CONSIGNOR: &[Row] = &party("R020", "R021");
pub(super) const PAYER: &[Row] = &party("R120", "R121");
pub(super) const SURETY: &[Row] = &party("R054", "R055");

const AGENT_EORI: &str = "agent.businessPartnerReference[type=Eori].code";
const AGENT_ROWS: &[Row] = &[
    may("Name", "agent.name", Text(70))
        .when(UNIDENTIFIED)
        .tag("R003"),
    may("ID", AGENT_EORI, Text(17)).tag("R004"),
    may("FunctionCode", "agentStatus", Text(3)).tag("102"),
    part("Address", "agent.address", ADDRESS)
        .when(UNIDENTIFIED)
        .tag("04A"),
];
/// DE 3/21: the status stands there even where the agent is the declarant, and not named again.
pub(super) const AGENT: Row = part("Agent", "", AGENT_ROWS).about("agent").tag("05A");

const ACTOR: &[Row] = &rows::actor("R143");
const DUTY_PARTY: &[Row] = &rows::actor("R119");
pub(super) const SUPPLY_CHAIN_ACTORS: Row =
    part("AEOMutualRecognitionParty", "supplyChainActors", ACTOR)
        .at_most(99)
        .only(Test::IsNot("role", FISCAL_ROLES))
        .tag("16C");
pub(super) const DUTY_PARTIES: Row = part("DomesticDutyTaxParty", "supplyChainActors", DUTY_PARTY)
    .at_most(99)
    .only(Test::Is("role", FISCAL_ROLES))
    .tag("55B");

const HOLDER: &[Row] = &[
    may("ID", "holder", Text(17)).tag("R144"),
    may("CategoryCode", "type", Text(4)).tag("R145"),
];
/// DE 3/39: whose authorisations; their numbers are documents of the items.
pub(super) const AUTHORISATION_HOLDERS: Row = part("AuthorisationHolder", "authorisations", HOLDER)
    .at_most(99)
    .tag("17C");
