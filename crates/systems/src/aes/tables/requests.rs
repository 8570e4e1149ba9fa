//! What does a trader say of an export after its declaration? The rows of each such message.

use super::cc515c::{self, EXPORT_OFFICE, PRESENTATION_OFFICE};
use super::parties::{DECLARANT, EXPORTER};
use super::transport::{MORE_PRESENTED_TRANSPORT_MEANS, PRESENTED_TRANSPORT_MEANS};
use crate::commission::rows::parties::REPRESENTATIVE;
use crate::commission::rows::transport::{
    CONTAINER_INDICATOR, INLAND_MODE, LOCATION_OF_GOODS, TRANSPORT_EQUIPMENT,
};
use crate::commission::rows::{LRN, LRN_BEFORE_ACCEPTANCE, MRN_ONCE_ACCEPTED};
use crate::table::Format::Text;
use crate::table::{Row, Source, must, part};

/// CC511C: pre-lodged goods are presented. It repeats the transport data, which may have been
/// unknown when the declaration was lodged.
pub(super) const CC511C_ROWS: &[Row] = &[
    part("ExportOperation", "", &[LRN]).required(),
    PRESENTATION_OFFICE,
    EXPORT_OFFICE,
    DECLARANT,
    REPRESENTATIVE,
    part("GoodsShipment", "", GOODS_SHIPMENT)
        .about("goodsShipment")
        .required(),
];

const GOODS_SHIPMENT: &[Row] = &[part("Consignment", "", CONSIGNMENT)
    .about("goodsShipment.consignment")
    .required()];

const CONSIGNMENT: &[Row] = &[
    CONTAINER_INDICATOR,
    INLAND_MODE,
    TRANSPORT_EQUIPMENT,
    LOCATION_OF_GOODS.required(),
    PRESENTED_TRANSPORT_MEANS,
    MORE_PRESENTED_TRANSPORT_MEANS,
];

/// CC513C: the amendment. It repeats the whole declaration as it is to be, so all rows but those of
/// the operation are the declaration's: the operation may be named by its MRN.
pub(super) const CC513C_ROWS: [Row; 12] = {
    let mut rows = cc515c::ROWS;
    rows[0] = part("ExportOperation", "", &CC513C_OPERATION).required();
    rows
};

const CC513C_OPERATION: [Row; 9] = {
    let declared = cc515c::OPERATION;
    let mut rows = [LRN_BEFORE_ACCEPTANCE; 9];
    rows[1] = MRN_ONCE_ACCEPTED;
    let mut at = 1;
    while at < declared.len() {
        rows[at + 1] = declared[at];
        at += 1;
    }
    rows
};

/// CC514C: the request for invalidation. Customs asks for the MRN once the declaration is
/// accepted, and for the LRN before (C0467); the encoder gives the one that applies.
pub(super) const CC514C_ROWS: &[Row] = &[
    part("ExportOperation", "", CC514C_OPERATION).required(),
    EXPORT_OFFICE,
    EXPORTER,
    DECLARANT,
    REPRESENTATIVE,
];

const CC514C_OPERATION: &[Row] = &[
    LRN_BEFORE_ACCEPTANCE,
    MRN_ONCE_ACCEPTED,
    must("invalidationRequestDateAndTime", "", Text(19)).from(Source::Given("now", "")),
    must("invalidationReason", "", Text(512)).from(Source::Given("reason", "")),
];
