//! What the goods are: codes, duties, masses, price.

use super::editions::{B1, FULL, IMPORTS, IMPORTS_OF_VALUE, OF_VALUE, STANDARD};
use crate::table::Format::{Decimal, Part, Text};
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
    may("ID", "commodity.cusCode", Text(18)).tag("145"),
    kind("CV"),
];

const ADDITIONAL: &[Row] = &[
    SEQUENCE,
    must("ID", "code", Text(18)).tag("145"),
    must("IdentificationTypeCode", "type", Text(3)).tag(""),
];

const fn classification(of: &'static str, rows: &'static [Row]) -> Row {
    part("Classification", "", rows)
        .about(of)
        .at_most(202)
        .tag("21A")
}

const DANGEROUS: &[Row] = &[SEQUENCE, UN_NUMBER];

const PAYMENT: &[Row] = &[
    may("MethodCode", "methodCode", Text(1)).tag("107"),
    must("TaxAssessedAmount", "assessed", Decimal(16, 3))
        .with("currencyID", &[Source::Field("currency")])
        .tag("120"),
    must("PaymentAmount", "assessed", Decimal(16, 3))
        .with("currencyID", &[Source::Field("currency")])
        .tag("378"),
];

const DUTY: &[Row] = &[
    SEQUENCE,
    may("AdValoremTaxBaseAmount", "basisValue", Decimal(16, 3))
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
        .only_in(STANDARD)
        .tag("113"),
    may("QuotaOrderID", "quotaId", Text(17))
        .only_in(IMPORTS_OF_VALUE)
        .tag("401"),
    part("Payment", "payment", PAYMENT)
        .when(&[Test::Has("payment.assessed")])
        .only_in(STANDARD)
        .tag("94A"),
];

const fn duties(from: &'static str) -> Row {
    list("DutyTaxFee", from, 99, DUTY)
        .only_in(OF_VALUE)
        .tag("50A")
}

const MEASURE: &[Row] = &[
    may("GrossMassMeasure", "gmass", Decimal(16, 6))
        .needed(Need::RequiredIn("H7 I2"))
        .tag("126"),
    may("NetNetWeightMeasure", "nmass", Decimal(16, 6))
        .needed(Need::RequiredIn(OF_VALUE))
        .only_in(OF_VALUE)
        .tag("128"),
    may("TariffQuantity", "supQty", Decimal(16, 6))
        .only_in(FULL)
        .tag("130"),
];

const PRICE: &[Row] = &[must("ItemChargeAmount", "itemAmount", Decimal(16, 3))
    .with("currencyID", &[Source::Field("/invoiceCurrency")])
    .tag("112")];

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
    duties("commodity.dutyTaxFees"),
    duties("dutyTaxFees"),
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
