//! One item of goods.

use super::commodity::COMMODITY;
use super::documents::{
    AUTHORISATIONS_OF_AN_ITEM, DOCUMENTS_OF_AN_ITEM, PREVIOUS_DOCUMENTS_OF_AN_ITEM,
    STATEMENTS_OF_AN_ITEM, TRANSPORT_DOCUMENTS, UCR, references,
};
use super::editions::{B1, H1, IMPORTS_OF_VALUE, OF_VALUE, STANDARD};
use super::parties::{
    BUYER_OF_AN_ITEM, CONSIGNEE, CONSIGNOR, SELLER_OF_AN_ITEM, SUPPLY_CHAIN_ACTORS, duty_parties,
};
use super::transport::FREIGHT_OF_AN_ITEM;
use crate::table::Format::{Decimal, Sized, Text, Within};
use crate::table::{Format, Need, Row, Source, Test, list, may, must, part};
use crate::wco::rows::SEQUENCE;

pub(super) const CHARGE: &[Row] = &[
    SEQUENCE,
    must("ChargesTypeCode", "code", Sized(2, 2)).tag("371"),
    must("OtherChargeDeductionAmount", "amount", Decimal(16, 3))
        .with("currencyID", &[Source::Field("currency")])
        .tag("181"),
];
const VALUATION: &[Row] = &[
    must("MethodCode", "customsValuation.valuationMethod", Text(3))
        .or(&[Source::Field(
            "/goodsShipment.customsValuation.valuationMethod",
        )])
        .tag("122"),
    list("ChargeDeduction", "valuationAdjustments", 99, CHARGE)
        .only(Test::Has("amount"))
        .tag("58B"),
];
/// An adjustment without an amount is the valuation indicator.
const INDICATOR: &[Row] = &[may("AdditionCode", "code", Text(4)).tag("188")];

/// A procedure has two figures, an additional procedure three characters.
const PROCEDURE_CODE: Format = Sized(2, 3);
const PROCEDURE: &[Row] = &[
    SEQUENCE,
    must("CurrentCode", "governmentProcedure.proc", PROCEDURE_CODE).tag("166"),
    may("PreviousCode", "governmentProcedure.prevProc", Sized(2, 2)).tag("161"),
];
const FIRST_ADDITIONAL: &[Row] = &[
    SEQUENCE,
    may(
        "CurrentCode",
        "governmentProcedure.procNat1",
        PROCEDURE_CODE,
    )
    .tag("166"),
];
const SECOND_ADDITIONAL: &[Row] = &[
    SEQUENCE,
    may(
        "CurrentCode",
        "governmentProcedure.procNat2",
        PROCEDURE_CODE,
    )
    .tag("166"),
];
const MORE_ADDITIONAL: &[Row] = &[
    SEQUENCE,
    may("CurrentCode", "code", PROCEDURE_CODE).tag("166"),
];
/// The procedure, then the additional procedures, in elements of one name.
const fn procedure(rows: &'static [Row]) -> Row {
    part("GovernmentProcedure", "", rows)
        .about("governmentProcedure")
        .at_most(100)
        .tag("70A")
}

const ORIGIN: &[Row] = &[
    SEQUENCE,
    must("CountryCode", "country", Text(4))
        .differing(B1, Sized(2, 2))
        .tag("063"),
    may("TypeCode", "type", Text(3))
        .differing(B1, Sized(1, 1))
        .needed(Need::RequiredIn(IMPORTS_OF_VALUE))
        .tag("501"),
];
const PACKAGING: &[Row] = &[
    SEQUENCE,
    may("MarksNumbersID", "shippingMarks", Text(512))
        .needed(Need::RequiredIn(H1))
        .only_in(OF_VALUE)
        .tag("142"),
    may("QuantityQuantity", "quantity", Within(0, 99_999_999))
        .needed(Need::RequiredIn("H1 H7 I1 I2"))
        .tag("144"),
    may("TypeCode", "type", Text(2))
        .needed(Need::RequiredIn(SORTED))
        .only_in(SORTED)
        .tag("141"),
];
const SORTED: &str = "H1 I1 I2 B1";

pub(super) const DESTINATION: &[Row] = &[
    must("CountryCode", "destination", Sized(2, 2)).tag("465"),
    may("RegionID", "destinationRegion", Text(35))
        .only_in(H1)
        .tag("477"),
];
pub(super) const COUNTRY: &[Row] = &[must("ID", "exportCountry", Sized(2, 2)).tag("062")];

pub(super) const ROWS: &[Row] = &[
    SEQUENCE,
    may("StatisticalValueAmount", "statValue", Decimal(16, 3))
        .differing(B1, Decimal(16, 2))
        .needed(Need::RequiredIn(H1))
        .only_in(STANDARD)
        .tag("114"),
    may("TransactionNatureCode", "trxNatCode", Text(2))
        .only_in(STANDARD)
        .tag("103"),
    STATEMENTS_OF_AN_ITEM,
    SUPPLY_CHAIN_ACTORS,
    BUYER_OF_AN_ITEM,
    COMMODITY,
    CONSIGNEE,
    CONSIGNOR,
    part("CustomsValuation", "", VALUATION)
        .about("customsValuation")
        .needed(Need::RequiredIn(H1))
        .only_in(H1)
        .tag("41A"),
    part("Destination", "", DESTINATION)
        .about("destination")
        .when(&[Test::Has("destination")])
        .only_in(STANDARD)
        .tag("99B"),
    duty_parties(IMPORTS_OF_VALUE),
    part("ExportCountry", "", COUNTRY)
        .about("exportCountry")
        .when(&[Test::Has("exportCountry")])
        .only_in(B1)
        .tag("95B"),
    procedure(PROCEDURE).required(),
    procedure(FIRST_ADDITIONAL).needed(Need::RequiredIn(OF_VALUE)),
    procedure(SECOND_ADDITIONAL),
    list(
        "GovernmentProcedure",
        "governmentProcedure.additionalProcedures",
        100,
        MORE_ADDITIONAL,
    )
    .tag("70A"),
    part("Origin", "origin", ORIGIN)
        .only_in(OF_VALUE)
        .at_most(2)
        .tag("92A"),
    list("Packaging", "packagings", 99, PACKAGING)
        .required()
        .tag("93A"),
    PREVIOUS_DOCUMENTS_OF_AN_ITEM,
    SELLER_OF_AN_ITEM,
    UCR,
    list("ValuationAdjustment", "valuationAdjustments", 1, INDICATOR)
        .only(Test::Lacks("amount"))
        .only_in(H1)
        .tag("39B"),
    part("DispatchCountry", "", COUNTRY)
        .about("exportCountry")
        .when(&[Test::Has("exportCountry")])
        .only_in(IMPORTS_OF_VALUE),
    DOCUMENTS_OF_AN_ITEM,
    references("additionalDocuments"),
    AUTHORISATIONS_OF_AN_ITEM[0],
    AUTHORISATIONS_OF_AN_ITEM[1],
    FREIGHT_OF_AN_ITEM,
    TRANSPORT_DOCUMENTS,
];
