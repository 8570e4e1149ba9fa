//! What the goods are: codes, duties, masses, price.

use super::editions::{B1, FULL, H1, IMPORTS, IMPORTS_OF_VALUE, OF_VALUE, STANDARD};
use crate::table::Format::{Decimal, Part, Positive, Sized, Text};
use crate::table::{Need, Row, Source, Test, list, may, must, part};
use crate::wco::rows::{SEQUENCE, UN_NUMBER};

/// The most detailed classification that the item has: TARIC, else CN, else HS.
const TARIC: &str = "commodity.classifications[type=TARIC].code";

const OTHER_CODES: &[Source] = &[
    Source::Field("commodity.classifications[type=CN].code"),
    Source::Field("commodity.classifications[type=HS].code"),
];

/// Additional codes of the tariff and of the country, by customs' own types.
const ADDITIONAL_TYPES: &[&str] = &["TRA", "GN"];

const fn kind(code: &'static str) -> Row {
    must("IdentificationTypeCode", "", Text(3))
        .from(Source::Fixed(code))
        .tag("")
}

const HARMONIZED: &[Row] = &[
    SEQUENCE,
    must("ID", TARIC, Part(0, 6)).or(OTHER_CODES).tag("145"),
    kind("HS"),
];

/// The seventh and eighth digit.
const COMBINED: &[Row] = &[
    SEQUENCE,
    may("ID", TARIC, Part(6, 8)).or(OTHER_CODES).tag("145"),
    kind("CN"),
];

/// The ninth and tenth.
const TARIC_DIGITS: &[Row] = &[
    SEQUENCE,
    may("ID", TARIC, Part(8, 10)).tag("145"),
    kind("TRC"),
];

/// The number of the chemical substance.
const SUBSTANCE: &[Row] = &[
    SEQUENCE,
    may("ID", "commodity.cusCode", Text(18))
        .differing(B1, Text(9))
        .tag("145"),
    kind("CV"),
];

const ADDITIONAL: &[Row] = &[
    SEQUENCE,
    must("ID", "code", Text(18))
        .differing(B1, Text(9))
        .tag("145"),
    must("IdentificationTypeCode", "type", Text(3)).tag(""),
];

const fn classification(of: &'static str, rows: &'static [Row]) -> Row {
    part("Classification", "", rows)
        .about(of)
        .at_most(202)
        .tag("21A")
}

const DANGEROUS: &[Row] = &[SEQUENCE, UN_NUMBER];

/// What is to be paid is what was assessed, where the declarant says no more.
const PAYABLE: Row = may("PaymentAmount", "payable", Decimal(16, 3))
    .or(&[Source::Field("assessed")])
    .tag("378");

/// Imports are paid in the currency of what was assessed, and take it there only. An export may say
/// how it is paid and no amount.
const PAYMENT: &[Row] = &[
    may("MethodCode", "methodCode", Sized(1, 1)).tag("107"),
    may("TaxAssessedAmount", "assessed", Decimal(16, 3))
        .with("currencyID", &[Source::Field("currency")])
        .needed(Need::RequiredIn(H1))
        .tag("120"),
    PAYABLE.needed(Need::RequiredIn(H1)).only_in(H1),
    PAYABLE
        .differing(B1, Decimal(16, 2))
        .with("currencyID", &[Source::Field("currency")])
        .only_in(B1),
];

const DUTY: &[Row] = &[
    SEQUENCE,
    may("AdValoremTaxBaseAmount", "basisValue", Decimal(16, 3))
        .differing(B1, Decimal(16, 2))
        .with("currencyID", &[Source::Field("payment.currency")])
        .only_in(STANDARD)
        .tag("116"),
    may("DutyRegimeCode", "preference1", Text(3))
        .needed(Need::RequiredIn(IMPORTS_OF_VALUE))
        .only_in(IMPORTS_OF_VALUE)
        .tag("164"),
    may("SpecificTaxBaseQuantity", "basisQuantity", Decimal(16, 6))
        .with("unitCode", &[Source::Field("basisUnit")])
        .only_in(STANDARD)
        .tag("129"),
    may("TaxRateNumeric", "rate", Decimal(17, 3))
        .only_in(STANDARD)
        .tag("115"),
    may("TypeCode", "type", Text(3))
        .differing(B1, Sized(3, 3))
        .only_in(STANDARD)
        .tag("113"),
    may("QuotaOrderID", "quotaId", Text(17))
        .only_in(IMPORTS_OF_VALUE)
        .tag("401"),
    part("Payment", "payment", PAYMENT)
        .only_in(STANDARD)
        .tag("94A"),
];

/// Exports number them with one digit.
const fn duties(from: &'static str) -> [Row; 2] {
    [
        list("DutyTaxFee", from, 99, DUTY)
            .only_in(IMPORTS_OF_VALUE)
            .tag("50A"),
        list("DutyTaxFee", from, 9, DUTY).only_in(B1).tag("50A"),
    ]
}
const DUTIES_OF_THE_COMMODITY: [Row; 2] = duties("commodity.dutyTaxFees");
const DUTIES_OF_THE_ITEM: [Row; 2] = duties("dutyTaxFees");

const MEASURE: &[Row] = &[
    may("GrossMassMeasure", "gmass", Decimal(16, 6))
        .needed(Need::RequiredIn("H7 I2"))
        .tag("126"),
    may("NetNetWeightMeasure", "nmass", Decimal(16, 6))
        .differing(B1, Positive(16, 6))
        .needed(Need::RequiredIn(OF_VALUE))
        .only_in(OF_VALUE)
        .tag("128"),
    may("TariffQuantity", "supQty", Decimal(16, 6))
        .only_in(FULL)
        .tag("130"),
];

const PRICE_ALONE: Row = must("ItemChargeAmount", "itemAmount", Decimal(16, 3)).tag("112");
/// A price is in the currency of the invoice, which a standard declaration says with its amount and
/// nowhere else (data element 14 08 001 000 without a currency in H1, not in H7 and I1).
const PRICE: &[Row] = &[
    PRICE_ALONE.only_in(H1),
    PRICE_ALONE
        .with("currencyID", &[Source::Field("/invoiceCurrency")])
        .only_in("H7 I1"),
];

const ROWS: &[Row] = &[
    must("Description", "commodity.description", Text(512)).tag("137"),
    classification("commodity.classifications", HARMONIZED)
        .needed(Need::RequiredIn(FULL))
        .only_in(FULL),
    classification("commodity.classifications", COMBINED)
        .needed(Need::RequiredIn(OF_VALUE))
        .only_in(OF_VALUE),
    classification("commodity.classifications", TARIC_DIGITS)
        .needed(Need::RequiredIn(IMPORTS_OF_VALUE))
        .only_in(IMPORTS_OF_VALUE),
    classification("commodity.cusCode", SUBSTANCE).only_in(OF_VALUE),
    list(
        "Classification",
        "commodity.classifications",
        202,
        ADDITIONAL,
    )
    .only(Test::Is("type", ADDITIONAL_TYPES))
    .only_in(OF_VALUE)
    .tag("21A"),
    list("DangerousGoods", "commodity.dangerousGoods", 99, DANGEROUS)
        .only_in(B1)
        .tag("12C"),
    DUTIES_OF_THE_COMMODITY[0],
    DUTIES_OF_THE_ITEM[0],
    DUTIES_OF_THE_COMMODITY[1],
    DUTIES_OF_THE_ITEM[1],
    part("GoodsMeasure", "goodsMeasure", MEASURE)
        .needed(Need::RequiredIn(OF_VALUE))
        .tag("65A"),
    part("InvoiceLine", "commodity.invoiceLine", PRICE)
        .needed(Need::RequiredIn(PRICED))
        .only_in(IMPORTS)
        .tag("79A"),
];

const PRICED: &str = "H1 H7";

pub(super) const COMMODITY: Row = part("Commodity", "", ROWS)
    .about("commodity")
    .required()
    .tag("23A");
