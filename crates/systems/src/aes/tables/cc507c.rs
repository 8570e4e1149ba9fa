//! CC507C: the goods have arrived at the customs office of exit.

use super::cc515c::UCR;
use super::parties::EXIT_CARRIER_WITH_CONTACT;
use super::transport::BORDER_TRANSPORT_MEANS_AT_EXIT;
use crate::commission::rows::SEQUENCE_NUMBER;
use crate::commission::rows::documents::TRANSPORT_DOCUMENTS;
use crate::commission::rows::transport::{
    GOODS_LOCATION, LOCATION, MODE_AT_THE_BORDER, TRANSPORT_EQUIPMENT,
};
use crate::table::Format::{Flag, Text};
use crate::table::{Row, Source, list, may, must, part};

pub(super) const ROWS: &[Row] = &[
    part("ExportOperation", "", OPERATION).required(),
    part("CustomsOfficeOfExitActual", "", EXIT_OFFICE)
        .about("goodsShipment.exitOffice")
        .required(),
    part("GoodsShipment", "", GOODS_SHIPMENT)
        .about("goodsShipment")
        .required(),
];

const OPERATION: &[Row] = &[
    must("MRN", "", Text(18)).from(Source::Given("mrn", "docRefNum")),
    must("arrivalNotificationDateAndTime", "", Text(19)).from(Source::Given("now", "")),
    may("arrivalNotificationPlace", "said.place", Text(35)),
    must("storingFlag", "said.stored", Flag).or(NOT_SAID),
    must("discrepanciesExist", "said.discrepancies", Flag).or(NOT_SAID),
];
const NOT_SAID: &[Source] = &[Source::Fixed("0")];
/// The office that was declared, where no other is said.
const EXIT_OFFICE: &[Row] = &[must("referenceNumber", "said.exitOffice", Text(8))
    .or(&[Source::Field("goodsShipment.exitOffice")])];

const GOODS_SHIPMENT: &[Row] = &[part("Consignment", "", CONSIGNMENT)
    .about("goodsShipment.consignment")
    .required()];

const CONSIGNMENT: &[Row] = &[
    MODE_AT_THE_BORDER,
    UCR,
    EXIT_CARRIER_WITH_CONTACT,
    TRANSPORT_EQUIPMENT,
    list("LocationOfGoods", GOODS_LOCATION, 9, &NUMBERED_LOCATION).required(),
    BORDER_TRANSPORT_MEANS_AT_EXIT,
    TRANSPORT_DOCUMENTS,
];

/// Here a location is one of several.
const NUMBERED_LOCATION: [Row; 12] = {
    let mut rows = [SEQUENCE_NUMBER; 12];
    let mut at = 0;
    while at < LOCATION.len() {
        rows[at + 1] = LOCATION[at];
        at += 1;
    }
    rows
};
