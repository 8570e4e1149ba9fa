//! Means of transport and places of transit: what the declaration and the presentation share.

use crate::commission::rows::SEQUENCE_NUMBER;
use crate::commission::rows::transport::{NOT_MAIL_AT_THE_BORDER, departure_transport_means};
use crate::ncts::phase::P6;
use crate::table::Format::Text;
use crate::table::{Need, Row, Test, list, may, must, part};

const IN_P6: Need = Need::RequiredIn(P6);

const DEPARTURE: &[Row] = &[
    SEQUENCE_NUMBER,
    may("typeOfIdentification", "identificationType", Text(2)).needed(IN_P6),
    may("identificationNumber", "identification", Text(35)).needed(IN_P6),
    may("nationality", "country", Text(2)).needed(IN_P6),
];
const AT_DEPARTURE: [Row; 2] = departure_transport_means(DEPARTURE);
pub(super) const DEPARTURE_TRANSPORT_MEANS: Row = AT_DEPARTURE[0];
pub(super) const MORE_DEPARTURE_TRANSPORT_MEANS: Row = AT_DEPARTURE[1];

const DEPARTURE_OF_HOUSE: &[Row] = &[
    SEQUENCE_NUMBER,
    must("typeOfIdentification", "identificationType", Text(2)),
    must("identificationNumber", "identification", Text(35)),
    must("nationality", "country", Text(2)),
];
/// The means of transport of a house consignment.
pub(super) const DEPARTURE_TRANSPORT_MEANS_OF_HOUSE: Row = list(
    "DepartureTransportMeans",
    "departureTransportMeans",
    999,
    DEPARTURE_OF_HOUSE,
);

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
