//! What the goods are: codes, duties, masses, price.

use crate::table::Format::{Begin, Decimal, Part, Text};
use crate::table::{Row, Source, Test, list, may, must, part};
use crate::wco::rows::{SEQUENCE, UN_NUMBER};

/// Values of the declaration are in the country's currency where they do not say theirs.
pub(super) const POUND: Source = Source::Fixed("GBP");

const TARIC: &str = "commodity.classifications[type=TARIC].code";

const CN: &str = "commodity.classifications[type=CN].code";

const HS: &str = "commodity.classifications[type=HS].code";

/// DE 6/16 and 6/17: additional codes of the tariff and of the country, by customs' own types; and
/// a commodity code that is to be sent as it is, undivided.
const ADDITIONAL_TYPES: &[&str] = &["TRA", "GN", "TSP"];

/// DE 6/14: the first eight digits of the commodity code; consignments of low value have six.
const COMBINED: &[Row] = &[
    may("ID", TARIC, Begin(6, 8))
        .or(&[Source::Field(CN), Source::Field(HS)])
        .tag("145"),
    kind("TSP"),
];

/// DE 6/15: its ninth and tenth digits.
const TARIC_DIGITS: &[Row] = &[may("ID", TARIC, Part(8, 10)).tag("145"), kind("TRC")];

/// DE 6/13: the number of the chemical substance.
const SUBSTANCE: &[Row] = &[
    may("ID", "commodity.cusCode", Text(18)).tag("145"),
    kind("CV"),
];

const ADDITIONAL: &[Row] = &[
    must("ID", "code", Text(18)).tag("145"),
    must("IdentificationTypeCode", "type", Text(3)).tag(""),
];

const fn kind(code: &'static str) -> Row {
    must("IdentificationTypeCode", "", Text(3))
        .from(Source::Fixed(code))
        .tag("")
}

const fn classification(of: &'static str, rows: &'static [Row]) -> Row {
    part("Classification", "", rows)
        .about(of)
        .at_most(99)
        .tag("21A")
}

const DANGEROUS: &[Row] = &[UN_NUMBER];

const PAYMENT: &[Row] = &[
    may("MethodCode", "methodCode", Text(1)).tag("107"),
    may("TaxAssessedAmount", "assessed", Decimal(16, 3))
        .with("currencyID", &[Source::Field("currency"), POUND])
        .tag("120"),
    may("PaymentAmount", "payable", Decimal(16, 3))
        .with("currencyID", &[Source::Field("currency"), POUND])
        .tag("378"),
];

const DUTY: &[Row] = &[
    may("AdValoremTaxBaseAmount", "basisValue", Decimal(16, 3))
        .with(
            "currencyID",
            &[
                Source::Field("basisCurrency"),
                Source::Field("payment.currency"),
                POUND,
            ],
        )
        .tag("116"),
    may("DutyRegimeCode", "preference1", Text(3)).tag("164"),
    may("SpecificTaxBaseQuantity", "basisQuantity", Decimal(16, 6))
        .with("unitCode", &[Source::Field("basisUnit")])
        .tag("129"),
    may("TaxRateNumeric", "rate", Decimal(17, 3)).tag("115"),
    may("TypeCode", "type", Text(3)).tag("113"),
    may("QuotaOrderID", "quotaId", Text(17)).tag("401"),
    part("Payment", "payment", PAYMENT).tag("94A"),
];

const fn duties(from: &'static str) -> Row {
    list("DutyTaxFee", from, 99, DUTY).tag("50A")
}

const MEASURE: &[Row] = &[
    may("GrossMassMeasure", "gmass", Decimal(16, 6)).tag("126"),
    may("NetNetWeightMeasure", "nmass", Decimal(16, 6)).tag("128"),
    may("TariffQuantity", "supQty", Decimal(16, 6)).tag("130"),
];

const PRICE: &[Row] = &[may("ItemChargeAmount", "itemAmount", Decimal(16, 3))
    .with("currencyID", &[Source::Field("/invoiceCurrency"), POUND])
    .tag("112")];

const CONTAINER: &[Row] = &[
    SEQUENCE,
    may("ID", "containerIdentification", Text(17)).tag("159"),
];

const ROWS: &[Row] = &[
    may("Description", "commodity.description", Text(512)).tag("137"),
    classification("commodity.classifications", COMBINED),
    classification("commodity.classifications", TARIC_DIGITS),
    classification("commodity.cusCode", SUBSTANCE),
    list(
        "Classification",
        "commodity.classifications",
        99,
        ADDITIONAL,
    )
    .only(Test::Is("type", ADDITIONAL_TYPES))
    .tag("21A"),
    list("DangerousGoods", "commodity.dangerousGoods", 99, DANGEROUS).tag("12C"),
    duties("commodity.dutyTaxFees"),
    duties("dutyTaxFees"),
    part("GoodsMeasure", "goodsMeasure", MEASURE).tag("65A"),
    part("InvoiceLine", "commodity.invoiceLine", PRICE).tag("79A"),
    part("TransportEquipment", "", CONTAINER)
        .about("containerIdentification")
        .at_most(99)
        .tag("31B"),
];

pub(super) const COMMODITY: Row = part("Commodity", "", ROWS).about("commodity").tag("23A");
