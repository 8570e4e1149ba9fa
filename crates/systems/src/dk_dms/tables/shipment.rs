//! The goods shipment: trade and transport data common to all items.

use super::documents::{
    UCR, UCR_OF_THE_DECLARATION, documents, previous_documents, references, statements,
};
use super::editions::{B1, H1, IMPORTS, IMPORTS_OF_VALUE, STANDARD};
use super::item::{self, COUNTRY, DESTINATION};
use super::parties::{
    BUYER, CONSIGNEE, CONSIGNOR, IMPORTER, PAYER, SELLER, SUPPLY_CHAIN_ACTORS, SURETY, duty_parties,
};
use super::transport::CONSIGNMENT;
use crate::table::Format::{After, Decimal, Sized, Text};
use crate::table::{Need, Row, Source, Test, list, may, must, part};
use crate::wco::rows::SEQUENCE;

/// Transport to the border is an addition to the value.
const FREIGHT: &[Row] = &[
    SEQUENCE,
    must("ChargesTypeCode", "", Text(3))
        .from(Source::Fixed("AK"))
        .tag("371"),
    must(
        "OtherChargeDeductionAmount",
        "customsValuation.freightCharges",
        Decimal(16, 3),
    )
    .with(
        "currencyID",
        &[
            Source::Field("customsValuation.currency"),
            Source::Field("/invoiceCurrency"),
        ],
    )
    .tag("181"),
];
const VALUATION: &[Row] = &[
    part("ChargeDeduction", "", FREIGHT)
        .about("customsValuation.freightCharges")
        .when(&[Test::Has("customsValuation.freightCharges")])
        .at_most(99)
        .tag("58B"),
    list("ChargeDeduction", "valuationAdjustments", 99, item::CHARGE)
        .only(Test::Has("amount"))
        .tag("58B"),
];

const MASS: &[Row] = &[must("GrossMassMeasure", "consignment.gmass", Decimal(16, 6)).tag("131")];

/// A place without a country is a UN/LOCODE where it is a code; others are names.
const TERMS: &[Row] = &[
    must("ConditionCode", "termsCode", Sized(3, 3)).tag("090"),
    may("Description", "text", Text(70)).only_in(B1).tag("089"),
    may("LocationID", "place", Text(17))
        .when(&[Test::Lacks("country"), Test::IsCode("place")])
        .tag("L002"),
    may("LocationName", "place", Text(256))
        .differing(B1, Text(35))
        .when(&[Test::Has("country")])
        .tag("L001"),
    may("LocationName", "place", Text(256))
        .differing(B1, Text(35))
        .when(&[Test::Lacks("country"), Test::IsWords("place")])
        .tag("L001"),
    may("CountryCode", "country", Sized(2, 2)),
];
const WAREHOUSE: &[Row] = &[
    must("ID", "identifier", Text(35)).tag("L019"),
    must("TypeCode", "type", Text(3))
        .differing(B1, Sized(1, 1))
        .tag("L112"),
];

/// The nature of the transaction, in one figure or in two.
const NATURE: [Row; 3] = [
    may("TransactionNatureCode", "trxNatCode", Text(2))
        .when(&[Test::Has("trxNatCode")])
        .only_in(STANDARD)
        .tag("103"),
    may("TransactionNatureCode", "/trxNatCode1", Text(2))
        .when(&[Test::Lacks("trxNatCode"), Test::Lacks("/trxNatCode2")])
        .only_in(STANDARD)
        .tag("103"),
    may(
        "TransactionNatureCode",
        "/trxNatCode2",
        After("/trxNatCode1", 2),
    )
    .when(&[Test::Lacks("trxNatCode"), Test::Has("/trxNatCode2")])
    .made_of(&["/trxNatCode1"])
    .only_in(STANDARD)
    .tag("103"),
];

const ROWS: &[Row] = &[
    documents("/additionalDocuments"),
    documents("additionalDocuments"),
    references("/additionalDocuments"),
    references("additionalDocuments"),
    statements("/additionalInformations"),
    statements("additionalInformations"),
    NATURE[0],
    NATURE[1],
    NATURE[2],
    SUPPLY_CHAIN_ACTORS,
    BUYER,
    CONSIGNEE,
    CONSIGNMENT,
    CONSIGNOR,
    part("CustomsValuation", "", VALUATION)
        .about("customsValuation")
        .only_in(H1)
        .tag("41A"),
    part("Destination", "", DESTINATION)
        .about("destination")
        .when(&[Test::Has("destination")])
        .only_in(STANDARD)
        .tag("99B"),
    duty_parties(IMPORTS),
    part("ExportCountry", "", COUNTRY)
        .about("exportCountry")
        .when(&[Test::Has("exportCountry")])
        .only_in(B1)
        .tag("95B"),
    part("GoodsMeasure", "", MASS)
        .about("consignment.gmass")
        .when(&[Test::Has("consignment.gmass")])
        .tag("65A"),
    list(
        "GovernmentAgencyGoodsItem",
        "governmentAgencyGoodsItems",
        9_999,
        item::ROWS,
    )
    .required()
    .tag("68A"),
    IMPORTER,
    PAYER,
    previous_documents("/previousDocuments"),
    previous_documents("previousDocuments"),
    SELLER,
    SURETY,
    part("TradeTerms", "tradeTerms", TERMS)
        .needed(Need::RequiredIn(H1))
        .only_in(STANDARD)
        .tag("22B"),
    UCR,
    UCR_OF_THE_DECLARATION,
    part("Warehouse", "warehouse", WAREHOUSE)
        .only_in(STANDARD)
        .tag("43B"),
    part("DispatchCountry", "", COUNTRY)
        .about("exportCountry")
        .when(&[Test::Has("exportCountry")])
        .only_in(IMPORTS_OF_VALUE),
];
pub(super) const GOODS_SHIPMENT: Row = part("GoodsShipment", "goodsShipment", ROWS)
    .required()
    .tag("67A");
