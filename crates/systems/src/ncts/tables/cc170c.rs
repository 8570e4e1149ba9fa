//! CC170C: pre-lodged goods are presented. It repeats the transport data, which may have been
//! unknown when the declaration was lodged.

use super::houses::{HOUSE_KEY, HOUSES};
use super::parties::HOLDER_ALONE;
use super::transport::{
    ACTIVE_BORDER_TRANSPORT_MEANS, DEPARTURE_TRANSPORT_MEANS, DEPARTURE_TRANSPORT_MEANS_OF_HOUSE,
    MORE_DEPARTURE_TRANSPORT_MEANS, PLACE_OF_LOADING,
};
use crate::commission::rows::parties::REPRESENTATIVE;
use crate::commission::rows::transport::{
    CONTAINER_INDICATOR, INLAND_MODE, LOCATION_OF_GOODS, MODE_AT_THE_BORDER, TRANSPORT_EQUIPMENT,
};
use crate::commission::rows::{DECLARATION_OFFICE, LRN, MRN_ONCE_ACCEPTED, SEQUENCE_NUMBER};
use crate::ncts::phase::P6;
use crate::table::Format::Date;
use crate::table::{Need, Row, list, may, part};

pub(super) const ROWS: &[Row] = &[
    part("TransitOperation", "", OPERATION).required(),
    part("CustomsOfficeOfDeparture", "", DECLARATION_OFFICE)
        .about("declarationOfficeCode")
        .required(),
    HOLDER_ALONE,
    REPRESENTATIVE,
    part("Consignment", "", CONSIGNMENT)
        .about("goodsShipment.consignment")
        .required(),
];

const OPERATION: &[Row] = &[
    LRN,
    may("limitDate", "limitDate", Date),
    MRN_ONCE_ACCEPTED.only_in(P6),
];

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
    list("HouseConsignment", HOUSES, 1_999, HOUSE_CONSIGNMENT)
        .keyed(HOUSE_KEY)
        .needed(Need::AtLeastOnce),
];

const HOUSE_CONSIGNMENT: &[Row] = &[SEQUENCE_NUMBER, DEPARTURE_TRANSPORT_MEANS_OF_HOUSE];
