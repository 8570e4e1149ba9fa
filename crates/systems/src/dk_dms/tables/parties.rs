//! Parties: by their EORI, or by name and address where they have none.

use super::editions::{B1, FULL, H1, H7, IMPORTS, OF_VALUE, STANDARD};
use crate::table::Format::{Sized, Text};
use crate::table::{Need, Row, Source, Test, list, may, must, part};
use crate::wco::rows::{self, EORI, FISCAL_ROLES, SEQUENCE};

/// Who sends: the holder of the certificate, as the connection says.
const SENDER: &[Row] = &[
    must("Name", "", Text(70)).from(Source::Given("submitterName", "")),
    must("ID", "", Text(35))
        .from(Source::Given("submitter", ""))
        .differing(B1, Text(17)),
];
pub(super) const SUBMITTER: Row = part("Submitter", "", SENDER)
    .about("submitter")
    .required()
    .tag("17B");

/// Postcodes are not asked for in exports.
pub(super) const ADDRESS: &[Row] = &rows::address(Need::Required, Need::RequiredIn(IMPORTS), 17);

const fn party(name: &'static str, identifier: &'static str) -> [Row; 3] {
    rows::party(name, identifier, ADDRESS)
}

/// Numbers of two kinds: telephone and electronic mail.
const fn number(kind: &'static [Row]) -> Row {
    part("Communication", "", kind).at_most(2).tag("25A")
}
const TELEPHONE: &[Row] = &[
    SEQUENCE,
    may("ID", "phone", Text(256)).tag("240"),
    kind(&[Source::Fixed("TEL")]),
];
const MAIL: &[Row] = &[
    SEQUENCE,
    may("ID", "email", Text(256)).tag("240"),
    kind(&[Source::Fixed("EM")]),
];
const fn kind(of: &'static [Source; 1]) -> Row {
    must("TypeCode", "", Text(3)).from(of[0]).tag("253")
}

/// A contact person is somebody whose number is known; customs wants both numbers for low values.
const REACHABLE: &[Test] = &[Test::Has("contact.name"), Test::Has("contact.phone")];
const CONTACT: &[Row] = &[
    SEQUENCE,
    must("Name", "name", Text(70)).tag("246"),
    number(TELEPHONE),
    number(MAIL).needed(Need::RequiredIn(H7)),
];
/// The same, where customs writes the name small.
const AGENTS_CONTACT: &[Row] = &[
    SEQUENCE,
    must("name", "name", Text(70)).tag("246"),
    number(TELEPHONE),
    number(MAIL).needed(Need::RequiredIn(H7)),
];
/// The same at the location of goods, where there is one.
pub(super) const CONTACT_OF_THE_LOCATION: &[Row] = &[
    must("name", "name", Text(70)).tag("246"),
    number(TELEPHONE),
    number(MAIL),
];

const AGENT_EORI: &str = "businessPartnerReference[type=Eori].code";
const AGENT_ROWS: &[Row] = &[
    must("ID", AGENT_EORI, Text(17)).tag("R004"),
    must("FunctionCode", "/agentStatus", Text(1)).tag("102"),
    part("Contact", "contact", AGENTS_CONTACT)
        .when(REACHABLE)
        .only_in(FULL)
        .at_most(9)
        .tag("34A"),
];
pub(super) const AGENT: Row = part("Agent", "agent", AGENT_ROWS).tag("05A");

const DECLARANT_ROWS: &[Row] = &[
    must("ID", EORI, Text(17)).tag("R123"),
    part("Contact", "contact", CONTACT)
        .when(REACHABLE)
        .only_in(FULL)
        .at_most(9)
        .tag("34A"),
];
pub(super) const DECLARANT: Row = part("Declarant", "declarant", DECLARANT_ROWS)
    .required()
    .tag("57B");

const EXPORTER_ROWS: &[Row] = &[must("ID", EORI, Text(17)).tag("R032")];
pub(super) const EXPORTER: Row = part("Exporter", "goodsShipment.exporter", EXPORTER_ROWS)
    .needed(Need::RequiredIn(B1))
    .only_in(B1)
    .tag("57A");

/// Of goods of low value customs wants to know who gets them beside their number.
const IMPORTER_ROWS: &[Row] = &[
    may("Name", "name", Text(70)).only_in(H7).tag("R037"),
    must("ID", EORI, Text(17)).tag("R038"),
    part("Address", "address", ADDRESS).only_in(H7).tag("04A"),
];
pub(super) const IMPORTER: Row = part("Importer", "/importer", IMPORTER_ROWS)
    .needed(Need::RequiredIn(IMPORTS))
    .only_in(IMPORTS)
    .tag("74A");

const BUYER_ROWS: &[Row] = &[
    must("Name", "name", Text(70)).tag("R009"),
    may("ID", EORI, Text(17)).tag("R010"),
    part("Address", "address", ADDRESS)
        .when(&[Test::Lacks(EORI)])
        .tag("04A"),
];
pub(super) const BUYER: Row = part("Buyer", "buyer", BUYER_ROWS).only_in(H1).tag("16A");
pub(super) const SELLER: Row = part("Seller", "seller", &party("R050", "R051"))
    .only_in(super::editions::IMPORTS_OF_VALUE)
    .tag("09B");
pub(super) const CONSIGNEE: Row = part("Consignee", "consignee", &party("R014", "R015"))
    .only_in(B1)
    .tag("27A");

/// Goods of low value come from somebody with a name and an address, whatever the number.
const CONSIGNOR_ROWS: &[Row] = &[
    may("Name", "name", Text(70))
        .needed(Need::RequiredIn(H7))
        .only_in(H7)
        .tag("R020"),
    IDENTIFIED_CONSIGNOR[0].only_in(OF_VALUE),
    IDENTIFIED_CONSIGNOR[1].only_in(OF_VALUE),
    part("Address", "address", ADDRESS)
        .needed(Need::RequiredIn(H7))
        .only_in(H7)
        .tag("04A"),
    IDENTIFIED_CONSIGNOR[2].only_in(OF_VALUE),
];
const IDENTIFIED_CONSIGNOR: [Row; 3] = party("R020", "R021");
pub(super) const CONSIGNOR: Row = part("Consignor", "consignor", CONSIGNOR_ROWS)
    .only_in(FULL)
    .tag("30A");

/// The buyer of an item.
pub(super) const BUYER_OF_AN_ITEM: Row = part("Buyer", "buyer", BUYER_ROWS)
    .only_in(super::editions::IMPORTS_OF_VALUE)
    .tag("16A");
/// The seller of an item.
pub(super) const SELLER_OF_AN_ITEM: Row = part("Seller", "seller", &party("R050", "R051"))
    .only_in(H1)
    .tag("09B");

const PAYER_ROWS: &[Row] = &[SEQUENCE, must("ID", EORI, Text(17)).tag("R121")];
pub(super) const PAYER: Row = part("Payer", "payer", PAYER_ROWS)
    .only_in(super::editions::IMPORTS_OF_VALUE)
    .tag("56B");

const SURETY_ROWS: &[Row] = &[SEQUENCE, must("ID", EORI, Text(17)).tag("R055")];
pub(super) const SURETY: Row = part("Surety", "/guarantor", SURETY_ROWS)
    .only_in(H1)
    .tag("19B");

const fn numbered(of: [Row; 2]) -> [Row; 3] {
    let [identifier, role] = of;
    [SEQUENCE, identifier.required(), role.required()]
}
const ACTOR: &[Row] = &numbered(rows::actor("R143"));
const DUTY_PARTY: &[Row] = &numbered(rows::actor("R119"));
pub(super) const SUPPLY_CHAIN_ACTORS: Row =
    list("AEOMutualRecognitionParty", "supplyChainActors", 99, ACTOR)
        .only(Test::IsNot("role", FISCAL_ROLES))
        .only_in(OF_VALUE)
        .tag("16C");
/// Those who owe the value added tax; of an item not where the goods are of low value.
pub(super) const fn duty_parties(editions: &'static str) -> Row {
    list("DomesticDutyTaxParty", "supplyChainActors", 99, DUTY_PARTY)
        .only(Test::Is("role", FISCAL_ROLES))
        .only_in(editions)
        .tag("55B")
}

const EXCHANGE: &[Row] = &[
    SEQUENCE,
    may("CurrencyTypeCode", "currencyTypeCode", Sized(3, 3))
        .needed(Need::RequiredIn(H1))
        .tag("135"),
    may(
        "RateNumeric",
        "rateNumeric",
        crate::table::Format::Decimal(12, 5),
    )
    .needed(Need::RequiredIn(H1))
    .tag("118"),
];
pub(super) const CURRENCY_EXCHANGE: Row = part("CurrencyExchange", "currencyExchange", EXCHANGE)
    .only_in(STANDARD)
    .tag("40A");
