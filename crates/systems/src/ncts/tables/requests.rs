//! What does a trader say of a transit after its declaration? The rows of each such message.

use super::cc015c;
use super::houses::{HOUSE_KEY, HOUSES};
use super::parties::{HOLDER, HOLDER_ALONE};
use super::transport::{
    ACTIVE_BORDER_TRANSPORT_MEANS, DEPARTURE_TRANSPORT_MEANS, DEPARTURE_TRANSPORT_MEANS_OF_HOUSE,
    MORE_DEPARTURE_TRANSPORT_MEANS, PLACE_OF_LOADING,
};
use crate::commission::rows::parties::REPRESENTATIVE;
use crate::commission::rows::transport::{
    CONTAINER_INDICATOR, INLAND_MODE, LOCATION_OF_GOODS, MODE_AT_THE_BORDER, TRANSPORT_EQUIPMENT,
};
use crate::commission::rows::{
    DECLARATION_OFFICE, LRN, LRN_BEFORE_ACCEPTANCE, MRN_ONCE_ACCEPTED, SEQUENCE_NUMBER,
};
use crate::ncts::phase::P6;
use crate::table::Format::{Date, Flag, Integer, Text};
use crate::table::{Need, Row, Source, list, may, must, part};

/// CC170C: pre-lodged goods are presented. It repeats the transport data, which may have been
/// unknown when the declaration was lodged.
pub(super) const CC170C_ROWS: &[Row] = &[
    part("TransitOperation", "", CC170C_OPERATION).required(),
    part("CustomsOfficeOfDeparture", "", DECLARATION_OFFICE)
        .about("declarationOfficeCode")
        .required(),
    HOLDER_ALONE,
    REPRESENTATIVE,
    part("Consignment", "", CONSIGNMENT)
        .about("goodsShipment.consignment")
        .required(),
];

const CC170C_OPERATION: &[Row] = &[
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

/// CC013C: the amendment. It repeats the whole declaration as it is to be, so all rows but those of
/// the operation are the declaration's: the operation may be named by its MRN, and a flag says
/// whether the amendment answers customs' refusal of a guarantee.
pub(super) const CC013C_ROWS: [Row; 10] = {
    let mut rows = cc015c::ROWS;
    rows[0] = part("TransitOperation", "", &CC013C_OPERATION).required();
    rows
};

const CC013C_OPERATION: [Row; 13] = {
    let declared = cc015c::OPERATION;
    let last = declared.len() - 1;
    // Where nothing else is put, before the limit date, the flag stays.
    let mut rows = [AMENDMENT_TYPE_FLAG; 13];
    rows[0] = LRN_BEFORE_ACCEPTANCE;
    rows[1] = MRN_ONCE_ACCEPTED;
    let mut at = 1;
    while at < last {
        rows[at + 1] = declared[at];
        at += 1;
    }
    rows[last + 2] = declared[last];
    rows
};

const AMENDMENT_TYPE_FLAG: Row =
    must("amendmentTypeFlag", "", Flag).from(Source::Given("amendmentTypeFlag", ""));

/// CC014C: the request for invalidation. Customs asks for the MRN once the declaration is
/// accepted, and for the LRN before (C0467); the encoder gives the one that applies.
pub(super) const CC014C_ROWS: &[Row] = &[
    part("TransitOperation", "", CC014C_OPERATION).required(),
    part("Invalidation", "", INVALIDATION).required(),
    part("CustomsOfficeOfDeparture", "", DECLARATION_OFFICE)
        .about("declarationOfficeCode")
        .required(),
    HOLDER,
];

const CC014C_OPERATION: &[Row] = &[LRN_BEFORE_ACCEPTANCE, MRN_ONCE_ACCEPTED];

const INVALIDATION: &[Row] = &[
    must("requestDateAndTime", "", Text(19)).from(Source::Given("now", "")),
    must("initiatedByCustoms", "", Integer).from(Source::Fixed("0")),
    must("justification", "", Text(512)).from(Source::Given("reason", "")),
];
