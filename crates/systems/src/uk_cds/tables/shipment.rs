//! The goods shipment: trade and transport data common to all items.

use super::commodity::POUND;
use super::documents::{UCR, UCR_OF_THE_DECLARATION, previous_documents};
use super::item::{self, DESTINATION, EXPORT_COUNTRY};
use super::parties::{
    BUYER, CONSIGNEE, CONSIGNOR, DUTY_PARTIES, IMPORTER, PAYER, SELLER, SUPPLY_CHAIN_ACTORS, SURETY,
};
use super::transport::CONSIGNMENT;
use crate::table::Format::{After, Decimal, Text};
use crate::table::{Need, Row, Source, Test, list, may, part};

const VALUATION: &[Row] = &[
    may(
        "FreightChargeAmount",
        "customsValuation.freightCharges",
        Decimal(16, 3),
    )
    .with(
        "currencyID",
        &[Source::Field("customsValuation.currency"), POUND],
    )
    .tag("117"),
    list("ChargeDeduction", "valuationAdjustments", 99, item::CHARGE).tag("58B"),
];

/// DE 4/1: a place without a country is a UN/LOCODE where it is a code; others are names.
const TERMS: &[Row] = &[
    may("ConditionCode", "termsCode", Text(3)).tag("090"),
    may("LocationID", "place", Text(17))
        .when(&[Test::Lacks("country"), Test::IsCode("place")])
        .tag("L002"),
    may("LocationName", "place", Text(256))
        .when(&[Test::Has("country")])
        .tag("L001"),
    may("LocationName", "place", Text(256))
        .when(&[Test::Lacks("country"), Test::IsWords("place")])
        .tag("L001"),
];
/// An amendment may be sent of what it changes alone.
const WHOLE: Need = Need::RequiredIn(super::WHOLE);
const WAREHOUSE: &[Row] = &[
    may("ID", "identifier", Text(35)).tag("L019"),
    may("TypeCode", "type", Text(3)).tag("L112"),
];

const ROWS: &[Row] = &[
    may("TransactionNatureCode", "trxNatCode", Text(2))
        .when(&[Test::Has("trxNatCode")])
        .tag("103"),
    may("TransactionNatureCode", "/trxNatCode1", Text(2))
        .when(&[Test::Lacks("trxNatCode"), Test::Lacks("/trxNatCode2")])
        .tag("103"),
    may(
        "TransactionNatureCode",
        "/trxNatCode2",
        After("/trxNatCode1", 2),
    )
    .when(&[Test::Lacks("trxNatCode"), Test::Has("/trxNatCode2")])
    .made_of(&["/trxNatCode1"])
    .tag("103"),
    SUPPLY_CHAIN_ACTORS,
    part("Buyer", "buyer", BUYER).tag("16A"),
    part("Consignee", "consignee", CONSIGNEE).tag("27A"),
    CONSIGNMENT,
    part("Consignor", "consignor", CONSIGNOR).tag("30A"),
    part("CustomsValuation", "", VALUATION)
        .about("customsValuation")
        .tag("41A"),
    part("Destination", "", DESTINATION)
        .about("destination")
        .tag("99B"),
    DUTY_PARTIES,
    part("ExportCountry", "", EXPORT_COUNTRY)
        .about("exportCountry")
        .tag("95B"),
    list(
        "GovernmentAgencyGoodsItem",
        "governmentAgencyGoodsItems",
        999,
        item::ROWS,
    )
    .needed(WHOLE)
    .tag("68A"),
    part("Importer", "/importer", IMPORTER).tag("74A"),
    part("Payer", "payer", PAYER).tag("56B"),
    previous_documents("previousDocuments"),
    previous_documents("/previousDocuments"),
    part("Seller", "seller", SELLER).tag("09B"),
    part("Surety", "/guarantor", SURETY).tag("19B"),
    part("TradeTerms", "tradeTerms", TERMS).tag("22B"),
    UCR,
    UCR_OF_THE_DECLARATION,
    part("Warehouse", "warehouse", WAREHOUSE).tag("43B"),
];
pub(super) const GOODS_SHIPMENT: Row = part("GoodsShipment", "goodsShipment", ROWS)
    .needed(WHOLE)
    .tag("67A");
