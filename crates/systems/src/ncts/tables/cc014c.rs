//! CC014C: the request for invalidation. Customs asks for the MRN once the declaration is
//! accepted, and for the LRN before (C0467); the encoder gives the one that applies.

use super::parties::HOLDER;
use crate::table::Format::{Integer, Text};
use crate::table::{Row, Source, may, must, part};

pub(super) const ROWS: &[Row] = &[
    part("TransitOperation", "", OPERATION).required(),
    part("Invalidation", "", INVALIDATION).required(),
    part("CustomsOfficeOfDeparture", "", OFFICE)
        .about("declarationOfficeCode")
        .required(),
    HOLDER,
];

const OPERATION: &[Row] = &[LRN_BEFORE_ACCEPTANCE, MRN_ONCE_ACCEPTED];

/// C0467: how a declaration that is not yet accepted is named.
pub(super) const LRN_BEFORE_ACCEPTANCE: Row =
    may("LRN", "", Text(22)).from(Source::Given("lrn", "functionRefNum"));
/// C0467: how an accepted declaration is named.
pub(super) const MRN_ONCE_ACCEPTED: Row =
    may("MRN", "", Text(18)).from(Source::Given("mrn", "docRefNum"));

const INVALIDATION: &[Row] = &[
    must("requestDateAndTime", "", Text(19)).from(Source::Given("now", "")),
    must("initiatedByCustoms", "", Integer).from(Source::Fixed("0")),
    must("justification", "", Text(512)).from(Source::Given("reason", "")),
];

const OFFICE: &[Row] = &[must("referenceNumber", "declarationOfficeCode", Text(8))];
