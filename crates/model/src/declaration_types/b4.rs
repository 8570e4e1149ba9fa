//! What does the dispatch of goods to special fiscal territories ask for?
//!
//! The goods stay in the customs territory; what is asked of the transport is less.

use super::{Category, DeclarationType, FieldUse, Need, b1, but};

/// As of an export; less is asked of how the goods leave.
const FIELDS: &[FieldUse] = &but::<{ b1::TYPE.fields.len() }>(
    b1::TYPE.fields,
    &[
        ("goodsShipment.exitOffice", Need::Conditional),
        (
            "goodsShipment.consignment.containerIndicator",
            Need::Optional,
        ),
        (
            "goodsShipment.consignment.borderTransportMeans.mode",
            Need::Conditional,
        ),
    ],
);

pub(super) const TYPE: DeclarationType = DeclarationType {
    code: "B4",
    name: "Dispatch to special fiscal territories",
    category: Category::Export,
    header_types: &["CO"],
    additional_types: &["A", "D", "R", "U", "V", "X", "Y", "Z"],
    procedures: &["10"],
    marks: &["F75"],
    source: "Annex B to Delegated Regulation (EU) 2015/2446, column B4",
    fields: FIELDS,
};
