//! Means of transport, equipment and places.

use super::documents::TRANSPORT_DOCUMENTS;
use super::editions::{B1, H1, H7, STANDARD};
use super::parties::CONTACT_OF_THE_LOCATION;
use crate::table::Format::{Decimal, Flag, Integer, Sized, Text};
use crate::table::{Format, Need, Row, Source, Test, list, may, must, part};
use crate::wco::rows::{EORI, OFFICE_NUMBER, SEQUENCE};

/// Countries have two letters, modes of transport one figure.
const COUNTRY_CODE: Format = Sized(2, 2);
const MODE: Format = Sized(1, 1);
/// What a means of transport is identified by, in two figures for exports.
const IDENTIFIED_BY: Format = Sized(2, 2);

const CARRIER: &[Row] = &[must("ID", EORI, Text(17)).tag("R012")];
const COUNTRY: &[Row] = &[
    SEQUENCE,
    must("RoutingCountryCode", "country", COUNTRY_CODE).tag("064"),
];
const CARRIAGE: &[Row] = &[
    part("Carrier", "carrier", CARRIER).tag("18A"),
    list(
        "Itinerary",
        "goodsShipment.consignment.itinerary",
        99,
        COUNTRY,
    )
    .tag("81A"),
];
/// What of the transport stands at the declaration: for safety and security of exports.
pub(super) const CARRIAGE_OF_THE_DECLARATION: Row = part("Consignment", "", CARRIAGE)
    .about("carrier")
    .only_in(B1)
    .tag("28A");

const BORDER: &[Row] = &[
    may("ID", "identification", Text(35))
        .only_in(B1)
        .tag("T006"),
    may(
        "IdentificationTypeCode",
        "identificationType",
        IDENTIFIED_BY,
    )
    .only_in(B1)
    .tag("T018"),
    may("RegistrationNationalityCode", "country", COUNTRY_CODE).tag("T014"),
    must("ModeCode", "mode", MODE).tag("T022"),
];

/// The mode inland is that on arrival for an import, that at departure for an export.
const ARRIVAL: &[Row] = &[
    must("ID", "identification", Text(35)).tag("T002"),
    must("IdentificationTypeCode", "identificationType", Text(17)).tag("T034"),
    must("ModeCode", "mode", MODE)
        .or(&[Source::Field("/goodsShipment.consignment.inlandMode")])
        .tag("T020"),
];
const DEPARTURE: &[Row] = &[
    SEQUENCE,
    may("ID", "identification", Text(35)).tag("T004"),
    may(
        "IdentificationTypeCode",
        "identificationType",
        IDENTIFIED_BY,
    )
    .tag("T029"),
    may("ModeCode", "mode", MODE)
        .or(&[Source::Field("/goodsShipment.consignment.inlandMode")])
        .tag("T021"),
    may("RegistrationNationalityCode", "country", COUNTRY_CODE),
];
const MORE_DEPARTURE: &[Row] = &[
    SEQUENCE,
    may("ID", "identification", Text(35)).tag("T004"),
    may(
        "IdentificationTypeCode",
        "identificationType",
        IDENTIFIED_BY,
    )
    .tag("T029"),
    may("RegistrationNationalityCode", "country", COUNTRY_CODE),
];

/// The address of a location. Goods that are presented, or of low value, are at a full address.
const FULL_ADDRESS: &str = "H7 PN";
const NO_EXPORT: &str = "H1 H7 I1 I2 PN";
const PLACE: &[Row] = &[
    may("CityName", "city", Text(35))
        .needed(Need::RequiredIn(FULL_ADDRESS))
        .tag("241"),
    must("CountryCode", "country", COUNTRY_CODE).tag("242"),
    may("Line", "street", Text(70))
        .needed(Need::RequiredIn(FULL_ADDRESS))
        .tag("239"),
    may("PostcodeID", "postcode", Text(17))
        .needed(Need::RequiredIn(NO_EXPORT))
        .tag("245"),
    may(
        "streetNumber",
        "/goodsShipment.consignment.goodsLocation.houseNumber",
        Text(35),
    )
    .only_in("H1 I1 I2 B1"),
];
const OFFICE: &[Row] = &[must("identification", "office", OFFICE_NUMBER)];
const OPERATOR: &[Row] = &[must("identification", "economicOperator", Text(17))];
const IN_WORDS: &[Test] = &[Test::Is("qualifier", &["T", "Z"])];
const LOCATION: &[Row] = &[
    may("Name", "unLocode", Text(256))
        .differing(B1, Text(17))
        .when(&[Test::Is("qualifier", &["U"])])
        .tag("L016"),
    may("ID", "additionalIdentifier", Text(17))
        .differing(B1, Text(4))
        .tag("L017"),
    must("TypeCode", "type", Sized(1, 1)).tag("L110"),
    must("IdentificationType", "qualifier", Sized(1, 1)),
    part("Address", "address", PLACE).when(IN_WORDS).tag("04A"),
    may(
        "authorisationReferenceNumber",
        "authorisationNumber",
        Text(35),
    )
    .when(&[Test::Is("qualifier", &["Y"])]),
    part("CustomsOffice", "", OFFICE)
        .about("office")
        .when(&[Test::Is("qualifier", &["V"]), Test::Has("office")]),
    may("latitude", "latitude", Text(17)).when(&[Test::Is("qualifier", &["W"])]),
    may("longitude", "longitude", Text(17)).when(&[Test::Is("qualifier", &["W"])]),
    part("EconomicOperator", "", OPERATOR)
        .about("economicOperator")
        .when(&[Test::Is("qualifier", &["X"]), Test::Has("economicOperator")]),
    part("Contact", "contact", CONTACT_OF_THE_LOCATION)
        .when(&[Test::Has("contact.name"), Test::Has("contact.phone")])
        .only_in(B1)
        .tag("34A"),
];
/// Where the goods are, in every type of declaration.
const GOODS_LOCATION: Row = part("GoodsLocation", "goodsLocation", LOCATION)
    .needed(Need::RequiredIn("H1 I1 I2"))
    .tag("64A");

const SEAL: &[Row] = &[SEQUENCE, must("ID", "identifier", Text(35)).tag("165")];
const EQUIPMENT: &[Row] = &[
    SEQUENCE,
    may("ID", "containerIdentification", Text(17))
        .needed(Need::RequiredIn("H1 I1 I2 PN"))
        .tag("159"),
    list("Seal", "seals", 99, SEAL).only_in(B1).tag("44B"),
    must("SealsAffixedQuantity", "", Integer)
        .from(Source::Count("seals"))
        .only_in(B1),
];
const TRANSPORT_EQUIPMENT: Row = list(
    "TransportEquipment",
    "transportEquipments",
    9_999,
    EQUIPMENT,
)
.only_in("H1 I1 I2 B1 PN")
.tag("31B");

const FREIGHT: &[Row] = &[
    may(
        "rate",
        "/goodsShipment.customsValuation.freightCharges",
        Decimal(16, 3),
    )
    .with(
        "currencyID",
        &[
            Source::Field("/goodsShipment.customsValuation.currency"),
            Source::Field("/invoiceCurrency"),
        ],
    )
    .only_in(H7),
    may("PaymentMethodCode", "transportChargesMethod", Sized(1, 1))
        .only_in(B1)
        .tag("098"),
];

const FREIGHT_HERE: &[Row] = &[
    may("rate", "customsValuation.freightCharges", Decimal(16, 3))
        .with(
            "currencyID",
            &[
                Source::Field("customsValuation.currency"),
                Source::Field("/invoiceCurrency"),
            ],
        )
        .only_in(H7),
    may("PaymentMethodCode", "transportChargesMethod", Sized(1, 1))
        .only_in(B1)
        .tag("098"),
];
/// What the carriage of an item costs (H7), or how it is paid (B1).
pub(super) const FREIGHT_OF_AN_ITEM: Row = part("Freight", "", FREIGHT_HERE)
    .about("transportChargesMethod")
    .only_in("H7 B1")
    .tag("62A");

const CONTAINERS: Row = may("ContainerCode", "containerIndicator", Flag).tag("096");
const DEPARTURE_MEANS: [Row; 2] = [
    list(
        "DepartureTransportMeans",
        "departureTransportMeans",
        999,
        DEPARTURE,
    )
    .only_in(B1)
    .tag("46A"),
    list(
        "DepartureTransportMeans",
        "additionalDepartureTransportMeans",
        999,
        MORE_DEPARTURE,
    )
    .only_in(B1)
    .tag("46A"),
];
const CONSIGNMENT_ROWS: &[Row] = &[
    part("BorderTransportMeans", "borderTransportMeans", BORDER)
        .needed(Need::RequiredIn(STANDARD))
        .only_in(STANDARD)
        .tag("15A"),
    CONTAINERS
        .needed(Need::RequiredIn(STANDARD))
        .only_in(STANDARD),
    part("ArrivalTransportMeans", "arrivalTransportMeans", ARRIVAL)
        .only_in(H1)
        .tag("10A"),
    DEPARTURE_MEANS[0],
    DEPARTURE_MEANS[1],
    GOODS_LOCATION,
    TRANSPORT_EQUIPMENT,
    TRANSPORT_DOCUMENTS,
    part("Freight", "", FREIGHT)
        .about("transportChargesMethod")
        .only_in("H7 B1")
        .tag("62A"),
];
pub(super) const CONSIGNMENT: Row = part("Consignment", "consignment", CONSIGNMENT_ROWS)
    .needed(Need::RequiredIn("H1 I1 I2 B1"))
    .tag("28A");

const PRESENTED: &[Row] = &[
    CONTAINERS.only_in(B1),
    DEPARTURE_MEANS[0],
    DEPARTURE_MEANS[1],
    GOODS_LOCATION.needed(Need::RequiredIn(B1)),
    TRANSPORT_EQUIPMENT,
];
/// What is said of the transport when goods are presented.
pub(super) const CONSIGNMENT_PRESENTED: Row = part("Consignment", "consignment", PRESENTED)
    .needed(Need::RequiredIn(B1))
    .tag("28A");
