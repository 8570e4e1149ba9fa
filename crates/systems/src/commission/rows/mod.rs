//! The parts of messages that are the same in each of the Commission's systems, as rows of tables.
//!
//! Rows that begin at the document can stand in any group that begins there too. Conditions
//! (C…, R…) are the Commission's, which numbers them across its systems.

pub mod documents;
pub mod goods;
pub mod parties;
pub mod transport;

use crate::table::Format::{Integer, Text};
use crate::table::{Row, Source, may, must};

/// R0987: groups that are repeated number themselves from 1.
pub(crate) const SEQUENCE_NUMBER: Row = must("sequenceNumber", "", Integer).from(Source::Number);

/// The local reference number (LRN), which we gave it.
pub(crate) const LRN: Row = must("LRN", "", Text(22)).from(Source::Given("lrn", "functionRefNum"));
/// C0467: how a declaration that is not yet accepted is named.
pub(crate) const LRN_BEFORE_ACCEPTANCE: Row =
    may("LRN", "", Text(22)).from(Source::Given("lrn", "functionRefNum"));
/// C0467: how an accepted declaration is named.
pub(crate) const MRN_ONCE_ACCEPTED: Row =
    may("MRN", "", Text(18)).from(Source::Given("mrn", "docRefNum"));

/// The customs office where the declaration is lodged: of departure, of export.
pub(crate) const DECLARATION_OFFICE: &[Row] =
    &[must("referenceNumber", "declarationOfficeCode", Text(8))];
