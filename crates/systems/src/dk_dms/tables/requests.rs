//! What does a trader say after the declaration? That goods are there, that it is to be invalidated.

use super::declaration::{AMENDMENT, EXPORT_OFFICE, FUNCTION, MRN, OFFICE, PRESENTATION_OFFICE};
use super::editions::B1;
use super::parties::{AGENT, DECLARANT, SUBMITTER};
use super::transport::CONSIGNMENT_PRESENTED;
use crate::table::Format::Text;
use crate::table::{Need, Row, Source, must, part};

const SHIPMENT: &[Row] = &[CONSIGNMENT_PRESENTED];

/// The notification that goods are presented: which declaration, who says so, where the goods are.
///
/// That of an export says more, as its structure does.
pub(super) const PRESENTATION_ROWS: &[Row] = &[
    FUNCTION[0],
    FUNCTION[1],
    FUNCTION[2],
    MRN,
    must("TypeCode", "", Text(3)).from(Source::Fixed("GPR")),
    OFFICE.only_in(B1),
    SUBMITTER,
    AGENT,
    DECLARANT,
    part("GoodsShipment", "goodsShipment", SHIPMENT)
        .needed(Need::RequiredIn(B1))
        .tag("67A"),
    PRESENTATION_OFFICE.only_in(B1),
    EXPORT_OFFICE,
];

/// The request for invalidation: which declaration, who asks and why.
pub(super) const INVALIDATION_ROWS: &[Row] = &[
    FUNCTION[0],
    FUNCTION[1],
    FUNCTION[2],
    MRN,
    must("TypeCode", "", Text(3)).from(Source::Fixed("INV")),
    SUBMITTER,
    AMENDMENT.required(),
];
