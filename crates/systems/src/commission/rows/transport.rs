//! Means of transport, equipment, places.

use super::SEQUENCE_NUMBER;
use super::parties::{ADDRESS, CONTACT};
use crate::table::Format::{Flag, Integer, Text};
use crate::table::{Row, Source, Test, list, may, must, part};

pub(crate) const CONTAINER_INDICATOR: Row = may(
    "containerIndicator",
    "goodsShipment.consignment.containerIndicator",
    Flag,
);
pub(crate) const INLAND_MODE: Row = may(
    "inlandModeOfTransport",
    "goodsShipment.consignment.inlandMode",
    Text(1),
);
pub(crate) const MODE_AT_THE_BORDER: Row = may(
    "modeOfTransportAtTheBorder",
    "goodsShipment.consignment.borderTransportMeans.mode",
    Text(1),
);

const SEAL: &[Row] = &[SEQUENCE_NUMBER, must("identifier", "identifier", Text(20))];
const GOODS_REFERENCE: &[Row] = &[
    SEQUENCE_NUMBER,
    must("declarationGoodsItemNumber", "seqNum", Integer),
];
const EQUIPMENT: &[Row] = &[
    SEQUENCE_NUMBER,
    // C0055: no container number where the goods are not in containers.
    may(
        "containerIdentificationNumber",
        "containerIdentification",
        Text(17),
    )
    .when(&[Test::IsNot(
        "/goodsShipment.consignment.containerIndicator",
        &["false"],
    )]),
    must("numberOfSeals", "", Integer).from(Source::Count("seals")),
    list("Seal", "seals", 99, SEAL),
    list("GoodsReference", "goodsReferences", 9_999, GOODS_REFERENCE),
];
pub(crate) const TRANSPORT_EQUIPMENT: Row = list(
    "TransportEquipment",
    "goodsShipment.consignment.transportEquipments",
    9_999,
    EQUIPMENT,
);

/// Which parts of a location are written depends on its qualifier (C0394, C0671).
pub(crate) const LOCATION: [Row; 11] = [
    must("typeOfLocation", "type", Text(1)),
    must("qualifierOfIdentification", "qualifier", Text(1)),
    may("authorisationNumber", "authorisationNumber", Text(35))
        .when(&[Test::Is("qualifier", &["Y"])]),
    may("additionalIdentifier", "additionalIdentifier", Text(4))
        .when(&[Test::Is("qualifier", &["X", "Y"])]),
    may("UNLocode", "unLocode", Text(17)).when(&[Test::Is("qualifier", &["U"])]),
    part(
        "CustomsOffice",
        "",
        &[must("referenceNumber", "office", Text(8))],
    )
    .about("office")
    .when(&[Test::Is("qualifier", &["V"])]),
    part("GNSS", "", GNSS)
        .about("latitude")
        .when(&[Test::Is("qualifier", &["W"])]),
    part("EconomicOperator", "", OPERATOR)
        .about("economicOperator")
        .when(&[Test::Is("qualifier", &["X"])]),
    part("Address", "address", ADDRESS).when(&[Test::Is("qualifier", &["Z"])]),
    part("PostcodeAddress", "", POSTCODE_ADDRESS)
        .about("address")
        .when(&[Test::Is("qualifier", &["T"])]),
    CONTACT,
];
const GNSS: &[Row] = &[
    must("latitude", "latitude", Text(17)),
    must("longitude", "longitude", Text(17)),
];
const OPERATOR: &[Row] = &[must("identificationNumber", "economicOperator", Text(17))];
const POSTCODE_ADDRESS: &[Row] = &[
    may("houseNumber", "houseNumber", Text(17)),
    must("postcode", "address.postcode", Text(17)),
    must("country", "address.country", Text(2)),
];
pub(crate) const GOODS_LOCATION: &str = "goodsShipment.consignment.goodsLocation";
pub(crate) const LOCATION_OF_GOODS: Row = part("LocationOfGoods", GOODS_LOCATION, &LOCATION);

/// C0826: fixed installations of mail and the like (mode 5) have no means of transport.
pub(crate) const NOT_MAIL_INLAND: &[Test] =
    &[Test::IsNot("/goodsShipment.consignment.inlandMode", &["5"])];
/// The same at the border.
pub(crate) const NOT_MAIL_AT_THE_BORDER: &[Test] = &[Test::IsNot(
    "/goodsShipment.consignment.borderTransportMeans.mode",
    &["5"],
)];

/// The means of transport at departure: the first, then the others. They share one numbering.
pub(crate) const fn departure_transport_means(rows: &'static [Row]) -> [Row; 2] {
    [
        list(
            "DepartureTransportMeans",
            "goodsShipment.consignment.departureTransportMeans",
            999,
            rows,
        )
        .when(NOT_MAIL_INLAND),
        list(
            "DepartureTransportMeans",
            "goodsShipment.consignment.additionalDepartureTransportMeans",
            999,
            rows,
        )
        .when(NOT_MAIL_INLAND),
    ]
}

const COUNTRY: &[Row] = &[SEQUENCE_NUMBER, must("country", "country", Text(2))];
pub(crate) const COUNTRIES_OF_ROUTING: Row = list(
    "CountryOfRoutingOfConsignment",
    "goodsShipment.consignment.itinerary",
    99,
    COUNTRY,
);

const CHARGES: &[Row] = &[must(
    "methodOfPayment",
    "goodsShipment.consignment.transportChargesMethod",
    Text(1),
)];
const CHARGES_HERE: &[Row] = &[must("methodOfPayment", "transportChargesMethod", Text(1))];
/// Transport charges of the record we are in: a house or an item.
pub(crate) const TRANSPORT_CHARGES_HERE: Row = part("TransportCharges", "", CHARGES_HERE)
    .about("transportChargesMethod")
    .when(&[Test::IsNot("/security", &["0"])]);

/// C0186: not without safety and security data.
pub(crate) const TRANSPORT_CHARGES: Row = part("TransportCharges", "", CHARGES)
    .about("goodsShipment.consignment.transportChargesMethod")
    .when(&[Test::IsNot("/security", &["0"])]);
