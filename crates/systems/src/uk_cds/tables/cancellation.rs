//! The request for cancellation: which declaration, who asks and why.

use crate::table::Format::Text;
use crate::table::{Need, Row, Source, may, must, part};

/// The schema wants the reason linked to the amendment it is for, the only one there is.
const fn to_section(section: &'static [Row]) -> Row {
    part("Pointer", "", section).at_most(2).needed(Need::Always)
}

pub(super) const fn fixed(element: &'static str, text: &'static [Source; 1]) -> Row {
    must(element, "", Text(17)).from(text[0])
}

const DECLARATION: &[Row] = &[
    fixed("SequenceNumeric", &[Source::Fixed("1")]),
    fixed("DocumentSectionCode", &[Source::Fixed("42A")]),
];
const AMENDMENT: &[Row] = &[
    fixed("SequenceNumeric", &[Source::Fixed("1")]),
    fixed("DocumentSectionCode", &[Source::Fixed("06A")]),
];

/// A message about a declaration that customs has.
pub(super) const FUNCTION: Row = fixed("FunctionCode", &[Source::Fixed("13")]);
pub(super) const REFERENCE: Row = may("FunctionalReferenceID", "functionRefNum", Text(35))
    .from(Source::Given("reference", "functionRefNum"));
pub(super) const MRN: Row =
    must("ID", "docRefNum", Text(70)).from(Source::Given("mrn", "docRefNum"));
pub(super) const SUBMITTER: &[Row] =
    &[must("ID", "", Text(17)).from(Source::Given("submitter", ""))];
const REASON: &[Row] = &[
    must("StatementDescription", "", Text(512)).from(Source::Given("reason", "")),
    fixed("StatementTypeCode", &[Source::Fixed("AES")]),
    to_section(DECLARATION),
    to_section(AMENDMENT),
];
const CHANGE: &[Row] =
    &[must("ChangeReasonCode", "", Text(3)).from(Source::Given("reasonCode", ""))];

pub(super) const ROWS: &[Row] = &[
    FUNCTION,
    REFERENCE,
    MRN,
    fixed("TypeCode", &[Source::Fixed("INV")]),
    part("Submitter", "", SUBMITTER).about("submitter"),
    part("AdditionalInformation", "", REASON).required(),
    part("Amendment", "", CHANGE).required(),
];
