//! CC583C: the answer to customs' question whether the goods have left, and what proves it.

use super::cc515c::EXPORT_OFFICE;
use super::parties::{DECLARANT, EXIT_CARRIER};
use crate::commission::rows::SEQUENCE_NUMBER;
use crate::commission::rows::documents::TRANSPORT;
use crate::commission::rows::parties::REPRESENTATIVE;
use crate::table::Format::{Date, Text};
use crate::table::{Row, Source, list, may, must, part};

pub(super) const ROWS: &[Row] = &[
    part("ExportOperation", "", OPERATION).required(),
    EXPORT_OFFICE,
    part("CustomsOfficeOfExitActual", "", EXIT_OFFICE),
    DECLARANT,
    REPRESENTATIVE,
    EXIT_CARRIER,
    list("AlternativeEvidence", "said.evidence", 9, EVIDENCE),
];

const OPERATION: &[Row] = &[
    must("MRN", "", Text(18)).from(Source::Given("mrn", "docRefNum")),
    may("exitDate", "said.exitDate", Date),
    must("enquiryInformationCode", "said.informationCode", Text(1)),
];
const EXIT_OFFICE: &[Row] = &[must("referenceNumber", "said.exitOffice", Text(8))];
const EVIDENCE: &[Row] = &[
    SEQUENCE_NUMBER,
    must("type", "type", Text(2)),
    list("TransportDocument", "transportDocuments", 99, TRANSPORT),
];
