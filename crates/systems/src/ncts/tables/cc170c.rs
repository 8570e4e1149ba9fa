//! CC170C: pre-lodged goods are presented. It repeats the transport data, which may have been
//! unknown when the declaration was lodged.

use super::documents::SEQUENCE_NUMBER;
use super::parties::{HOLDER_ALONE, REPRESENTATIVE};
use super::transport::{
    ACTIVE_BORDER_TRANSPORT_MEANS, CONTAINER_INDICATOR, DEPARTURE_TRANSPORT_MEANS, INLAND_MODE,
    LOCATION_OF_GOODS, MODE_AT_THE_BORDER, MORE_DEPARTURE_TRANSPORT_MEANS, PLACE_OF_LOADING,
    TRANSPORT_EQUIPMENT,
};
use crate::ncts::phase::P6;
use crate::table::Format::{Date, Text};
use crate::table::{Need, Row, Source, may, must, part};

pub(super) const ROWS: &[Row] = &[
    part("TransitOperation", "", OPERATION).required(),
    part("CustomsOfficeOfDeparture", "", OFFICE)
        .about("declarationOfficeCode")
        .required(),
    HOLDER_ALONE,
    REPRESENTATIVE,
    part("Consignment", "", CONSIGNMENT)
        .about("goodsShipment.consignment")
        .required(),
];

const OPERATION: &[Row] = &[
    must("LRN", "", Text(22)).from(Source::Given("lrn", "functionRefNum")),
    may("limitDate", "limitDate", Date),
    may("MRN", "", Text(18))
        .from(Source::Given("mrn", "docRefNum"))
        .only_in(P6),
];

const OFFICE: &[Row] = &[must("referenceNumber", "declarationOfficeCode", Text(8))];

const CONSIGNMENT: &[Row] = &[
    CONTAINER_INDICATOR,
    INLAND_MODE,
    MODE_AT_THE_BORDER,
    TRANSPORT_EQUIPMENT,
    LOCATION_OF_GOODS.required(),
    DEPARTURE_TRANSPORT_MEANS,
    MORE_DEPARTURE_TRANSPORT_MEANS,
    ACTIVE_BORDER_TRANSPORT_MEANS,
    PLACE_OF_LOADING,
    part("HouseConsignment", "", &[SEQUENCE_NUMBER])
        .about("goodsShipment")
        .at_most(1_999)
        .needed(Need::Always),
];
