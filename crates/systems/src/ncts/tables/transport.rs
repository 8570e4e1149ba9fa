//! Means of transport, equipment, places: what the declaration and the presentation share.

use super::documents::SEQUENCE_NUMBER;
use super::parties::{ADDRESS, CONTACT};
use crate::ncts::phase::P6;
use crate::table::Format::{Flag, Integer, Text};
use crate::table::{Need, Row, Source, Test, list, may, must, part};

const IN_P6: Need = Need::RequiredIn(P6);

pub(super) const CONTAINER_INDICATOR: Row = may(
    "containerIndicator",
    "goodsShipment.consignment.containerIndicator",
    Flag,
);
pub(super) const INLAND_MODE: Row = may(
    "inlandModeOfTransport",
    "goodsShipment.consignment.inlandMode",
    Text(1),
);
pub(super) const MODE_AT_THE_BORDER: Row = may(
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
pub(super) const TRANSPORT_EQUIPMENT: Row = list(
    "TransportEquipment",
    "goodsShipment.consignment.transportEquipments",
    9_999,
    EQUIPMENT,
);

/// Which parts of a location are written depends on its qualifier (C0394, C0671).
const LOCATION: &[Row] = &[
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
    part("ContactPerson", "contact", CONTACT),
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
pub(super) const LOCATION_OF_GOODS: Row = part(
    "LocationOfGoods",
    "goodsShipment.consignment.goodsLocation",
    LOCATION,
);

/// C0826: fixed installations of mail and the like (mode 5) have no means of transport.
const NOT_MAIL_INLAND: &[Test] = &[Test::IsNot("/goodsShipment.consignment.inlandMode", &["5"])];
const NOT_MAIL_AT_THE_BORDER: &[Test] = &[Test::IsNot(
    "/goodsShipment.consignment.borderTransportMeans.mode",
    &["5"],
)];

const DEPARTURE: &[Row] = &[
    SEQUENCE_NUMBER,
    may("typeOfIdentification", "identificationType", Text(2)).needed(IN_P6),
    may("identificationNumber", "identification", Text(35)).needed(IN_P6),
    may("nationality", "country", Text(2)).needed(IN_P6),
];
pub(super) const DEPARTURE_TRANSPORT_MEANS: Row = list(
    "DepartureTransportMeans",
    "goodsShipment.consignment.departureTransportMeans",
    999,
    DEPARTURE,
)
.when(NOT_MAIL_INLAND);
pub(super) const MORE_DEPARTURE_TRANSPORT_MEANS: Row = list(
    "DepartureTransportMeans",
    "goodsShipment.consignment.additionalDepartureTransportMeans",
    999,
    DEPARTURE,
)
.when(NOT_MAIL_INLAND);

const BORDER: &[Row] = &[
    SEQUENCE_NUMBER,
    may("customsOfficeAtBorderReferenceNumber", "office", Text(8)).needed(IN_P6),
    may("typeOfIdentification", "identificationType", Text(2)).needed(IN_P6),
    may("identificationNumber", "identification", Text(35)).needed(IN_P6),
    may("nationality", "country", Text(2)).needed(IN_P6),
    may("conveyanceReferenceNumber", "conveyanceReference", Text(17)),
];
pub(super) const ACTIVE_BORDER_TRANSPORT_MEANS: Row = list(
    "ActiveBorderTransportMeans",
    "goodsShipment.consignment.borderTransportMeans",
    9,
    BORDER,
)
.when(NOT_MAIL_AT_THE_BORDER);

const PLACE: &[Row] = &[
    may("UNLocode", "unLocode", Text(17)),
    may("country", "country", Text(2)),
    may("location", "location", Text(35)),
];
pub(super) const PLACE_OF_LOADING: Row = part(
    "PlaceOfLoading",
    "goodsShipment.consignment.loadingLocation",
    PLACE,
);
/// C0191: not without safety and security data.
pub(super) const PLACE_OF_UNLOADING: Row = part(
    "PlaceOfUnloading",
    "goodsShipment.consignment.unloadingLocation",
    PLACE,
)
.when(&[Test::IsNot("/security", &["0"])]);
