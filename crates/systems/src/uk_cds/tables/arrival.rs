//! The notification that pre-lodged goods are presented: which declaration, and who says so.
//!
//! As HMRC publishes it: the declaration is named by its number, and nothing of it is repeated.

use super::cancellation::{FUNCTION, MRN, REFERENCE, SUBMITTER, fixed};
use crate::table::{Row, Source, part};

pub(super) const ROWS: &[Row] = &[
    FUNCTION,
    REFERENCE,
    MRN,
    fixed("TypeCode", &[Source::Fixed("GPR")]),
    part("Submitter", "", SUBMITTER).about("submitter"),
];
