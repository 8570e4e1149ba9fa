//! CC514C: the request for invalidation. Customs asks for the MRN once the declaration is
//! accepted, and for the LRN before (C0467); the encoder gives the one that applies.

use super::cc515c::EXPORT_OFFICE;
use super::parties::{DECLARANT, EXPORTER};
use crate::commission::rows::parties::REPRESENTATIVE;
use crate::commission::rows::{LRN_BEFORE_ACCEPTANCE, MRN_ONCE_ACCEPTED};
use crate::table::Format::Text;
use crate::table::{Row, Source, must, part};

pub(super) const ROWS: &[Row] = &[
    part("ExportOperation", "", OPERATION).required(),
    EXPORT_OFFICE,
    EXPORTER,
    DECLARANT,
    REPRESENTATIVE,
];

const OPERATION: &[Row] = &[
    LRN_BEFORE_ACCEPTANCE,
    MRN_ONCE_ACCEPTED,
    must("invalidationRequestDateAndTime", "", Text(19)).from(Source::Given("now", "")),
    must("invalidationReason", "", Text(512)).from(Source::Given("reason", "")),
];
