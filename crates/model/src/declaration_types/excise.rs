//! What does the movement of excise goods ask for?
//!
//! The electronic administrative document of EMCS (IE815): quantities, masses and the excise
//! product code of every item, and who sends.

use super::{Category, DeclarationType, conditional, optional, required};

pub(super) const TYPE: DeclarationType = DeclarationType {
    code: "excise",
    name: "Movement of excise goods under suspension, or duty paid",
    category: Category::Excise,
    header_types: &[],
    additional_types: &[],
    procedures: &[],
    source: "EMCS functional specification 3.23, IE815",
    fields: &[
        required("2", "goodsShipment.consignor"),
        conditional("5", "goodsShipment.consignee"),
        required("17d", "goodsMeasure.qty").of_items(),
        required("17e", "goodsMeasure.gmass").of_items(),
        required("17f", "goodsMeasure.nmass").of_items(),
        required("17b", "commodity.classifications").of_items(),
        optional("17p", "commodity.description").of_items(),
        required("17.1", "packagings").of_items(),
    ],
};
