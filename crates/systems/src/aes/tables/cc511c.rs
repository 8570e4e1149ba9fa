//! CC511C: pre-lodged goods are presented. It repeats the transport data, which may have been
//! unknown when the declaration was lodged.

use super::cc515c::{EXPORT_OFFICE, PRESENTATION_OFFICE};
use super::parties::DECLARANT;
use super::transport::{MORE_PRESENTED_TRANSPORT_MEANS, PRESENTED_TRANSPORT_MEANS};
use crate::commission::rows::LRN;
use crate::commission::rows::parties::REPRESENTATIVE;
use crate::commission::rows::transport::{
    CONTAINER_INDICATOR, INLAND_MODE, LOCATION_OF_GOODS, TRANSPORT_EQUIPMENT,
};
use crate::table::{Row, part};

pub(super) const ROWS: &[Row] = &[
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
