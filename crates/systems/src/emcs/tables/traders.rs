//! Traders: by their excise number or another that customs takes, with name and address.

use crate::table::Format::Text;
use crate::table::{Row, Source, may, must, part};

/// The language that the texts of an element are in.
pub(super) const LANGUAGE: &[Source] = &[Source::Given("language", "")];

const EXCISE: &str = "businessPartnerReference[type=Excise].code";
const VAT: &str = "businessPartnerReference[type=Vat].code";
const EORI: &str = "businessPartnerReference[type=Eori].code";

const NAME: Row = must("TraderName", "name", Text(182));
const STREET: Row = must("StreetName", "address.street", Text(65));
/// Where the street does not have it.
const NUMBER: Row = may("StreetNumber", "address.houseNumber", Text(11));
const POSTCODE: Row = must("Postcode", "address.postcode", Text(10));
const CITY: Row = must("City", "address.city", Text(50));
/// A place needs no address where its number says it.
const PLACE_NAME: Row = may("TraderName", "name", Text(182));
const PLACE_STREET: Row = may("StreetName", "address.street", Text(65));
const PLACE_POSTCODE: Row = may("Postcode", "address.postcode", Text(10));
const PLACE_CITY: Row = may("City", "address.city", Text(50));

const IDENTIFIER: Row = may("Traderid", EXCISE, Text(16)).or(&[Source::Field(VAT)]);

const CONSIGNEE: &[Row] = &[
    IDENTIFIER,
    NAME,
    STREET,
    NUMBER,
    POSTCODE,
    CITY,
    may("EoriNumber", EORI, Text(17)),
];
const CONSIGNOR: &[Row] = &[
    must("TraderExciseNumber", EXCISE, Text(13)),
    NAME,
    STREET,
    NUMBER,
    POSTCODE,
    CITY,
];
const PLACE_OF_DISPATCH: &[Row] = &[
    may("ReferenceOfTaxWarehouse", EXCISE, Text(13)),
    PLACE_NAME,
    PLACE_STREET,
    NUMBER,
    PLACE_POSTCODE,
    PLACE_CITY,
];
const PLACE_OF_DELIVERY: &[Row] = &[
    IDENTIFIER,
    PLACE_NAME,
    PLACE_STREET,
    NUMBER,
    PLACE_POSTCODE,
    PLACE_CITY,
];
const TRANSPORTER: &[Row] = &[
    may("VatNumber", VAT, Text(14)),
    NAME,
    STREET,
    NUMBER,
    POSTCODE,
    CITY,
];
const GUARANTOR: &[Row] = &[
    may("TraderExciseNumber", EXCISE, Text(13)),
    PLACE_NAME,
    PLACE_STREET,
    NUMBER,
    PLACE_CITY,
    PLACE_POSTCODE,
    may("VatNumber", VAT, Text(14)),
];

const fn trader(element: &'static str, from: &'static str, rows: &'static [Row]) -> Row {
    part(element, from, rows).with("language", LANGUAGE)
}

/// A consignee under one of its elements' names.
pub(super) const fn consignee(element: &'static str, from: &'static str) -> Row {
    trader(element, from, CONSIGNEE)
}

/// The rows of the consignor, from a party of ours.
pub(super) const fn consignor(from: &'static str) -> Row {
    trader("ConsignorTrader", from, CONSIGNOR)
}

/// Where the goods leave.
pub(super) const fn place_of_dispatch(from: &'static str) -> Row {
    trader("PlaceOfDispatchTrader", from, PLACE_OF_DISPATCH)
}

/// Where the goods go.
pub(super) const fn place_of_delivery(from: &'static str) -> Row {
    trader("DeliveryPlaceTrader", from, PLACE_OF_DELIVERY)
}

/// Who transports, or arranges it.
pub(super) const fn transporter(element: &'static str, from: &'static str) -> Row {
    trader(element, from, TRANSPORTER)
}

/// One of at most two guarantors.
pub(super) const fn guarantor(from: &'static str) -> Row {
    trader("GuarantorTrader", from, GUARANTOR).at_most(2)
}
