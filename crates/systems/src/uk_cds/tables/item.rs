//! One item of goods.

use super::commodity::{COMMODITY, POUND};
use super::documents::{UCR, documents, previous_documents, statements};
use super::parties::{BUYER, CONSIGNEE, CONSIGNOR, DUTY_PARTIES, SELLER, SUPPLY_CHAIN_ACTORS};
use crate::table::Format::{Decimal, Integer, Text};
use crate::table::{Row, Source, Test, list, may, must, part};
use crate::wco::rows::NUMBER;

pub(super) const CHARGE: &[Row] = &[
    may("ChargesTypeCode", "code", Text(3)).tag("371"),
    may("OtherChargeDeductionAmount", "amount", Decimal(16, 3))
        .with("currencyID", &[Source::Field("currency"), POUND])
        .tag("181"),
];
const VALUATION: &[Row] = &[
    may("MethodCode", "customsValuation.valuationMethod", Text(3))
        .or(&[Source::Field(
            "/goodsShipment.customsValuation.valuationMethod",
        )])
        .tag("122"),
    list("ChargeDeduction", "valuationAdjustments", 99, CHARGE)
        .only(Test::Has("amount"))
        .tag("58B"),
];
/// DE 4/13: an adjustment without an amount is the valuation indicator.
const INDICATOR: &[Row] = &[may("AdditionCode", "code", Text(4)).tag("188")];

const PROCEDURE: &[Row] = &[
    may("CurrentCode", "governmentProcedure.proc", Text(7)).tag("166"),
    may("PreviousCode", "governmentProcedure.prevProc", Text(7)).tag("161"),
];
const FIRST_ADDITIONAL: &[Row] =
    &[may("CurrentCode", "governmentProcedure.procNat1", Text(7)).tag("166")];
const SECOND_ADDITIONAL: &[Row] =
    &[may("CurrentCode", "governmentProcedure.procNat2", Text(7)).tag("166")];
const MORE_ADDITIONAL: &[Row] = &[may("CurrentCode", "code", Text(7)).tag("166")];
/// DE 1/10 and 1/11: the procedure, then the additional procedures, in elements of one name.
const fn procedure(rows: &'static [Row]) -> Row {
    part("GovernmentProcedure", "", rows)
        .about("governmentProcedure")
        .at_most(99)
        .tag("70A")
}

const ORIGIN: &[Row] = &[
    may("CountryCode", "country", Text(4)).tag("063"),
    may("RegionID", "region", Text(9)).tag("066"),
    may("TypeCode", "type", Text(3)).tag("501"),
];
/// DE 5/16: the country on which a preference rests.
const PREFERENTIAL_ORIGIN: &[Row] = &[
    may("CountryCode", "country", Text(4)).tag("063"),
    may("RegionID", "region", Text(9)).tag("066"),
    must("TypeCode", "", Text(3))
        .from(Source::Fixed("2"))
        .tag("501"),
];
const PACKAGING: &[Row] = &[
    NUMBER,
    may("MarksNumbersID", "shippingMarks", Text(512)).tag("142"),
    may("QuantityQuantity", "quantity", Integer).tag("144"),
    may("TypeCode", "type", Text(2)).tag("141"),
];

pub(super) const DESTINATION: &[Row] = &[
    may("CountryCode", "destination", Text(2)).tag("465"),
    may("RegionID", "destinationRegion", Text(9)).tag("477"),
];
pub(super) const EXPORT_COUNTRY: &[Row] = &[may("ID", "exportCountry", Text(2)).tag("062")];

pub(super) const ROWS: &[Row] = &[
    may("CustomsValueAmount", "customsValue", Decimal(16, 3))
        .with(
            "currencyID",
            &[Source::Field("customsValueCurrency"), POUND],
        )
        .tag("108"),
    NUMBER,
    may("StatisticalValueAmount", "statValue", Decimal(16, 3))
        .with("currencyID", &[Source::Field("statValueCurrency"), POUND])
        .tag("114"),
    may("TransactionNatureCode", "trxNatCode", Text(2)).tag("103"),
    documents("additionalDocuments"),
    documents("/additionalDocuments"),
    documents("/goodsShipment.additionalDocuments"),
    statements("additionalInformations"),
    SUPPLY_CHAIN_ACTORS,
    part("Buyer", "buyer", BUYER).tag("16A"),
    COMMODITY,
    part("Consignee", "consignee", CONSIGNEE).tag("27A"),
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
    procedure(PROCEDURE),
    procedure(FIRST_ADDITIONAL),
    procedure(SECOND_ADDITIONAL),
    list(
        "GovernmentProcedure",
        "governmentProcedure.additionalProcedures",
        99,
        MORE_ADDITIONAL,
    )
    .tag("70A"),
    part("Origin", "origin", ORIGIN).at_most(99).tag("92A"),
    part("Origin", "preferentialOrigin", PREFERENTIAL_ORIGIN)
        .at_most(99)
        .tag("92A"),
    list("Packaging", "packagings", 99, PACKAGING).tag("93A"),
    previous_documents("previousDocuments"),
    part("Seller", "seller", SELLER).tag("09B"),
    UCR,
    list("ValuationAdjustment", "valuationAdjustments", 1, INDICATOR)
        .only(Test::Lacks("amount"))
        .tag("39B"),
];
