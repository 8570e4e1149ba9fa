//! The notification that pre-lodged goods have arrived: which declaration, and where the goods are.
//!
//! HMRC publishes that there is one, at which path, and that its type is `GPR`; no example of its
//! content. It is built from the schema of declarations, against which it is valid.

use super::transport::GOODS_LOCATION;
use crate::table::Format::Text;
use crate::table::{Row, Source, may, must, part};

const fn fixed(element: &'static str, text: &'static [Source; 1]) -> Row {
    must(element, "", Text(17)).from(text[0])
}

const CONSIGNMENT: &[Row] =
    &[part("Consignment", "consignment", &[GOODS_LOCATION]).about("consignment.goodsLocation")];

pub(super) const ROWS: &[Row] = &[
    fixed("FunctionCode", &[Source::Fixed("13")]),
    may("FunctionalReferenceID", "functionRefNum", Text(35))
        .from(Source::Given("reference", "functionRefNum")),
    must("ID", "docRefNum", Text(70)).from(Source::Given("mrn", "docRefNum")),
    fixed("TypeCode", &[Source::Fixed("GPR")]),
    part("GoodsShipment", "goodsShipment", CONSIGNMENT),
];
