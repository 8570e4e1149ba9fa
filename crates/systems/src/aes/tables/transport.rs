//! Means of transport of an export: one at the border, and its identification must be known.

use crate::commission::rows::SEQUENCE_NUMBER;
use crate::commission::rows::transport::{NOT_MAIL_AT_THE_BORDER, departure_transport_means};
use crate::table::Format::Text;
use crate::table::{Row, may, must, part};

const DEPARTURE: &[Row] = &[
    SEQUENCE_NUMBER,
    may("typeOfIdentification", "identificationType", Text(2)),
    must("identificationNumber", "identification", Text(35)),
    may("nationality", "country", Text(2)),
];
const AT_DEPARTURE: [Row; 2] = departure_transport_means(DEPARTURE);
pub(super) const DEPARTURE_TRANSPORT_MEANS: Row = AT_DEPARTURE[0];
pub(super) const MORE_DEPARTURE_TRANSPORT_MEANS: Row = AT_DEPARTURE[1];

const PRESENTED: &[Row] = &[
    SEQUENCE_NUMBER,
    must("typeOfIdentification", "identificationType", Text(2)),
    must("identificationNumber", "identification", Text(35)),
    must("nationality", "country", Text(2)),
];
const WHEN_PRESENTED: [Row; 2] = departure_transport_means(PRESENTED);
/// When the goods are presented, all of it must be known.
pub(super) const PRESENTED_TRANSPORT_MEANS: Row = WHEN_PRESENTED[0];
pub(super) const MORE_PRESENTED_TRANSPORT_MEANS: Row = WHEN_PRESENTED[1];

const BORDER_MEANS: &str = "goodsShipment.consignment.borderTransportMeans";
const BORDER: &[Row] = &[
    must("typeOfIdentification", "identificationType", Text(2)),
    must("identificationNumber", "identification", Text(35)),
    must("nationality", "country", Text(2)),
];
/// Only where it is known: the mode alone is said elsewhere.
pub(super) const ACTIVE_BORDER_TRANSPORT_MEANS: Row =
    part("ActiveBorderTransportMeans", BORDER_MEANS, BORDER).when(NOT_MAIL_AT_THE_BORDER);

const AT_EXIT: &[Row] = &[
    may("typeOfIdentification", "identificationType", Text(2)),
    may("identificationNumber", "identification", Text(35)),
    may("nationality", "country", Text(2)),
];
/// The means that takes the goods out.
pub(super) const BORDER_TRANSPORT_MEANS_AT_EXIT: Row =
    part("ActiveBorderTransportMeans", BORDER_MEANS, AT_EXIT).when(NOT_MAIL_AT_THE_BORDER);
