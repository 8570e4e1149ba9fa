//! What does a trader say after the declaration? That goods are there, that it is to be cancelled.

use crate::table::Format::Text;
use crate::table::{Need, Row, Source, may, must, part};

/// The notification that pre-lodged goods are presented: which declaration, and who says so.
///
/// As HMRC publishes it: the declaration is named by its number, and nothing of it is repeated.
pub(super) const ARRIVAL_ROWS: &[Row] = &[
    FUNCTION,
    REFERENCE,
    MRN,
    fixed("TypeCode", &[Source::Fixed("GPR")]),
    part("Submitter", "", SUBMITTER).about("submitter"),
];

/// The schema wants the reason linked to the amendment it is for, the only one there is.
const fn to_section(section: &'static [Row]) -> Row {
    part("Pointer", "", section).at_most(2).needed(Need::Always)
}

const fn fixed(element: &'static str, text: &'static [Source; 1]) -> Row {
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
const FUNCTION: Row = fixed("FunctionCode", &[Source::Fixed("13")]);

const REFERENCE: Row = may("FunctionalReferenceID", "functionRefNum", Text(35))
    .from(Source::Given("reference", "functionRefNum"));

const MRN: Row = must("ID", "docRefNum", Text(70)).from(Source::Given("mrn", "docRefNum"));

const SUBMITTER: &[Row] = &[must("ID", "", Text(17)).from(Source::Given("submitter", ""))];

const REASON: &[Row] = &[
    must("StatementDescription", "", Text(512)).from(Source::Given("reason", "")),
    fixed("StatementTypeCode", &[Source::Fixed("AES")]),
    to_section(DECLARATION),
    to_section(AMENDMENT),
];

const CHANGE: &[Row] =
    &[must("ChangeReasonCode", "", Text(3)).from(Source::Given("reasonCode", ""))];

/// The request for cancellation: which declaration, who asks and why.
pub(super) const CANCELLATION_ROWS: &[Row] = &[
    FUNCTION,
    REFERENCE,
    MRN,
    fixed("TypeCode", &[Source::Fixed("INV")]),
    part("Submitter", "", SUBMITTER).about("submitter"),
    part("AdditionalInformation", "", REASON).required(),
    part("Amendment", "", CHANGE).required(),
];
