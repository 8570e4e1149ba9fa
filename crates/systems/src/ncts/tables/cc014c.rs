//! CC014C: the request for invalidation. Customs asks for the MRN once the declaration is
//! accepted, and for the LRN before (C0467); the encoder gives the one that applies.

use super::parties::HOLDER;
use crate::commission::rows::{DECLARATION_OFFICE, LRN_BEFORE_ACCEPTANCE, MRN_ONCE_ACCEPTED};
use crate::table::Format::{Integer, Text};
use crate::table::{Row, Source, must, part};

pub(super) const ROWS: &[Row] = &[
    part("TransitOperation", "", OPERATION).required(),
    part("Invalidation", "", INVALIDATION).required(),
    part("CustomsOfficeOfDeparture", "", DECLARATION_OFFICE)
        .about("declarationOfficeCode")
        .required(),
    HOLDER,
];

const OPERATION: &[Row] = &[LRN_BEFORE_ACCEPTANCE, MRN_ONCE_ACCEPTED];

const INVALIDATION: &[Row] = &[
    must("requestDateAndTime", "", Text(19)).from(Source::Given("now", "")),
    must("initiatedByCustoms", "", Integer).from(Source::Fixed("0")),
    must("justification", "", Text(512)).from(Source::Given("reason", "")),
];
