//! Means of transport, equipment and places.

use super::parties::{CARRIER, CONSIGNOR};
use crate::table::Format::{Flag, Integer, Text};
use crate::table::{Row, Source, Test, list, may, must, part};
use crate::wco::rows::{NUMBER, SEQUENCE};

const BORDER: &[Row] = &[
    may("ID", "identification", Text(35)).tag("T006"),
    may("IdentificationTypeCode", "identificationType", Text(17)).tag("T018"),
    may("RegistrationNationalityCode", "country", Text(2)).tag("T014"),
    may("ModeCode", "mode", Text(1)).tag("T022"),
];

pub(super) const BORDER_TRANSPORT_MEANS: Row = part(
    "BorderTransportMeans",
    "goodsShipment.consignment.borderTransportMeans",
    BORDER,
)
.tag("15A");

const FREIGHT: &[Row] = &[may(
    "PaymentMethodCode",
    "goodsShipment.consignment.transportChargesMethod",
    Text(3),
)
.tag("098")];

const COUNTRY: &[Row] = &[
    SEQUENCE,
    may("RoutingCountryCode", "country", Text(2)).tag("064"),
];

const CARRIAGE: &[Row] = &[
    part("Carrier", "carrier", CARRIER).tag("18A"),
    part(
        "Consignor",
        "goodsShipment.consignment.consignor",
        CONSIGNOR,
    )
    .tag("30A"),
    part("Freight", "", FREIGHT)
        .about("goodsShipment.consignment.transportChargesMethod")
        .tag("62A"),
    list(
        "Itinerary",
        "goodsShipment.consignment.itinerary",
        99,
        COUNTRY,
    )
    .tag("81A"),
];

/// What of the transport the schema keeps at the declaration: for safety and security.
pub(super) const CARRIAGE_OF_THE_DECLARATION: Row = part("Consignment", "", CARRIAGE)
    .about("carrier")
    .tag("28A");

const ARRIVAL: &[Row] = &[
    may("ID", "arrivalTransportMeans.identification", Text(35)).tag("T002"),
    may(
        "IdentificationTypeCode",
        "arrivalTransportMeans.identificationType",
        Text(17),
    )
    .tag("T034"),
    may("ModeCode", "arrivalTransportMeans.mode", Text(1))
        .when(&[Test::Has("arrivalTransportMeans.mode")])
        .tag("T020"),
    // DE 7/5: the mode inland is that on arrival for an import, that at departure for an export.
    may("ModeCode", "inlandMode", Text(1))
        .when(&[
            Test::Lacks("arrivalTransportMeans.mode"),
            Test::Is("/declType", &["IM"]),
        ])
        .tag("T020"),
];

const DEPARTURE: &[Row] = &[
    may("ID", "departureTransportMeans.identification", Text(35)).tag("T004"),
    may(
        "IdentificationTypeCode",
        "departureTransportMeans.identificationType",
        Text(17),
    )
    .tag("T029"),
    may("ModeCode", "departureTransportMeans.mode", Text(1))
        .when(&[Test::Has("departureTransportMeans.mode")])
        .tag("T021"),
    may("ModeCode", "inlandMode", Text(1))
        .when(&[
            Test::Lacks("departureTransportMeans.mode"),
            Test::IsNot("/declType", &["IM"]),
        ])
        .tag("T021"),
];

/// DE 5/23: the qualifier says which of the identifications is the location's.
const fn location(field: &'static str, qualifier: &'static [Test]) -> Row {
    may("Name", field, Text(256)).when(qualifier).tag("L016")
}

const PLACE_ADDRESS: &[Row] = &[
    may("TypeCode", "qualifier", Text(3)).tag("410"),
    may("CityName", "address.city", Text(35)).tag("241"),
    // Goods that customs can see are in the country, whatever the location says of it.
    may("CountryCode", "address.country", Text(2))
        .or(&[Source::Fixed("GB")])
        .tag("242"),
    may("Line", "address.street", Text(70)).tag("239"),
    may("PostcodeID", "address.postcode", Text(9)).tag("245"),
];

const LOCATION: &[Row] = &[
    location("unLocode", &[Test::Is("qualifier", &["U"])]),
    location("office", &[Test::Is("qualifier", &["V"])]),
    location("economicOperator", &[Test::Is("qualifier", &["X"])]),
    location("authorisationNumber", &[Test::Is("qualifier", &["Y"])]),
    may("ID", "additionalIdentifier", Text(17)).tag("L017"),
    may("TypeCode", "type", Text(3)).tag("L110"),
    part("Address", "", PLACE_ADDRESS)
        .about("address")
        .tag("04A"),
];

const GOODS_LOCATION: Row = part("GoodsLocation", "goodsLocation", LOCATION).tag("64A");

const LOADING: &[Row] = &[
    may("Name", "location", Text(256)).tag("L009"),
    may("ID", "unLocode", Text(17)).tag("L010"),
];

const SEAL: &[Row] = &[NUMBER, may("ID", "identifier", Text(35)).tag("165")];

const EQUIPMENT: &[Row] = &[
    NUMBER.when(&[Test::Has("containerIdentification")]),
    // HMRC: number 0 says that the goods are not in containers; seals only.
    must("SequenceNumeric", "seqNum", Integer)
        .or(&[Source::Fixed("0")])
        .when(&[Test::Lacks("containerIdentification")])
        .tag("006"),
    may("ID", "containerIdentification", Text(17)).tag("159"),
    list("Seal", "seals", 9_999, SEAL).tag("44B"),
];

const CONSIGNMENT_ROWS: &[Row] = &[
    may("ContainerCode", "containerIndicator", Flag).tag("096"),
    part("ArrivalTransportMeans", "", ARRIVAL)
        .about("arrivalTransportMeans")
        .tag("10A"),
    part("DepartureTransportMeans", "", DEPARTURE)
        .about("departureTransportMeans")
        .tag("46A"),
    GOODS_LOCATION,
    part("LoadingLocation", "loadingLocation", LOADING).tag("83A"),
    list(
        "TransportEquipment",
        "transportEquipments",
        9_999,
        EQUIPMENT,
    )
    .tag("31B"),
];

pub(super) const CONSIGNMENT: Row = part("Consignment", "consignment", CONSIGNMENT_ROWS).tag("28A");
