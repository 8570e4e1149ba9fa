//! The request for invalidation: which declaration, who asks and why.

use super::declaration::{AMENDMENT, FUNCTION, MRN};
use super::parties::SUBMITTER;
use crate::table::Format::Text;
use crate::table::{Row, Source, must};

pub(super) const ROWS: &[Row] = &[
    FUNCTION[0],
    FUNCTION[1],
    FUNCTION[2],
    MRN,
    must("TypeCode", "", Text(3)).from(Source::Fixed("INV")),
    SUBMITTER,
    AMENDMENT.required(),
];
