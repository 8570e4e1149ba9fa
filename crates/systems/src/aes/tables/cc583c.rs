//! CC583C: the answer to customs' question whether the goods have left. The evidence is given with
//! the request, and follows these rows.

use super::cc515c::EXPORT_OFFICE;
use super::parties::{DECLARANT, EXIT_CARRIER};
use crate::commission::rows::parties::REPRESENTATIVE;
use crate::table::Format::Text;
use crate::table::{Row, Source, may, must, part};

pub(super) const ROWS: &[Row] = &[
    part("ExportOperation", "", OPERATION).required(),
    EXPORT_OFFICE,
    part("CustomsOfficeOfExitActual", "", EXIT_OFFICE),
    DECLARANT,
    REPRESENTATIVE,
    EXIT_CARRIER,
];

const OPERATION: &[Row] = &[
    must("MRN", "", Text(18)).from(Source::Given("mrn", "docRefNum")),
    may("exitDate", "", Text(10)).from(Source::Given("exitDate", "")),
    must("enquiryInformationCode", "", Text(1)).from(Source::Given("informationCode", "")),
];
const EXIT_OFFICE: &[Row] =
    &[must("referenceNumber", "", Text(8)).from(Source::Given("exitOffice", ""))];
