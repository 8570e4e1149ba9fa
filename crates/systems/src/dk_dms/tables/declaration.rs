//! The declaration's head, and its parts in the order of the structures.
//!
//! What a new declaration and an amendment have otherwise than each other is given with the request:
//! the function, the type, customs' number, and why it is amended.

use super::documents::AUTHORISATIONS;
use super::editions::{B1, FULL, H1, OF_VALUE};
use super::parties::{AGENT, CURRENCY_EXCHANGE, DECLARANT, EXPORTER, SUBMITTER};
use super::shipment::GOODS_SHIPMENT;
use super::transport::CARRIAGE_OF_THE_DECLARATION;
use crate::table::Format::{CompactMoment, Decimal, Text};
use crate::table::{Need, Row, Source, list, may, must, part};
use crate::wco::rows::{OFFICE_NUMBER, SEQUENCE};

/// The function of the message, and what kind of declaration it is about.
pub(super) const FUNCTION: [Row; 3] = [
    must("FunctionCode", "", Text(2))
        .from(Source::Given("functionCode", ""))
        .tag("017"),
    must("ProcedureCategory", "", Text(7)).from(Source::Given("category", "")),
    must("FunctionalReferenceID", "functionRefNum", Text(35))
        .from(Source::Given("reference", "functionRefNum"))
        .differing(B1, Text(22))
        .tag("D026"),
];
/// The master reference number (MRN), which customs gave it.
pub(super) const MRN: Row = must("ID", "docRefNum", Text(70))
    .from(Source::Given("mrn", "docRefNum"))
    .tag("D014");

const CHANGE: &[Row] = &[
    must("SequenceNumeric", "", Text(5)).from(Source::Number),
    must("ChangeReasonCode", "", Text(3)).from(Source::Given("reasonCode", "")),
    must("ChangeReasonText", "", Text(512)).from(Source::Given("reason", "")),
];
/// Why a declaration is amended or invalidated; not there in a new one.
pub(super) const AMENDMENT: Row = part("Amendment", "", CHANGE).tag("06A");

const GUARANTEE: &[Row] = &[
    SEQUENCE,
    may("AmountAmount", "amount", Decimal(16, 3))
        .with("currencyID", &[Source::Field("currency")])
        .tag("492"),
    may("ID", "refNum", Text(70)).tag("D014"),
    may("ReferenceID", "otherRefNum", Text(35)).tag("100"),
    must("SecurityDetailsCode", "type", Text(3)).tag("101"),
    may("AccessCode", "accessCode", Text(4)).tag("499"),
    part("GuaranteeOffice", "", GUARANTEE_OFFICE)
        .about("office")
        .only_in(H1)
        .tag("14C"),
];
const GUARANTEE_OFFICE: &[Row] = &[may("ID", "office", OFFICE_NUMBER).tag("G014")];
const EXIT: &[Row] = &[must("ID", "goodsShipment.exitOffice", OFFICE_NUMBER).tag("G005")];
const PRESENTED_AT: &[Row] = &[may("ID", "presentationOfficeCode", OFFICE_NUMBER).tag("G015")];
const SUPERVISED_BY: &[Row] = &[may("ID", "supervisingOfficeCode", OFFICE_NUMBER).tag("G012")];
const EXPORTED_FROM: &[Row] = &[must(
    "identification",
    "declarationOfficeCode",
    OFFICE_NUMBER,
)];

/// The office that exported goods are declared at, once more.
pub(super) const EXPORT_OFFICE: Row = part("ExportOffice", "", EXPORTED_FROM)
    .about("declarationOfficeCode")
    .only_in(B1);
/// The office where goods are presented.
pub(super) const PRESENTATION_OFFICE: Row = part("PresentationOffice", "", PRESENTED_AT)
    .about("presentationOfficeCode")
    .tag("15C");
/// The office where it is declared.
pub(super) const OFFICE: Row = must(
    "DeclarationOfficeID",
    "declarationOfficeCode",
    OFFICE_NUMBER,
)
.tag("065");

/// Where the declarant says when it was accepted: by its records, or before it was lodged. In the
/// time of Denmark.
const ACCEPTANCE: &[Row] = &[must(
    "ds:DateTimeString",
    "acceptanceDateTime",
    CompactMoment("DK"),
)
.with("formatCode", &[Source::Fixed("304")])
.tag("")];

pub(super) const ROWS: &[Row] = &[
    part("AcceptanceDateTime", "", ACCEPTANCE)
        .about("acceptanceDateTime")
        .only_in(OF_VALUE)
        .tag("023"),
    FUNCTION[0],
    FUNCTION[1],
    FUNCTION[2],
    MRN.needed(Need::Optional),
    must("TypeCode", "addDeclType1", Text(3))
        .from(Source::Given("typeCode", "addDeclType1"))
        .made_of(&["declType"])
        .needed(Need::RequiredIn(FULL))
        .only_in(FULL)
        .tag("D013"),
    OFFICE,
    may("InvoiceAmount", "totalInvoiceAmount", Decimal(16, 3))
        .differing(B1, Decimal(16, 2))
        .with("currencyID", &[Source::Field("invoiceCurrency")])
        .needed(Need::RequiredIn(B1))
        .only_in(OF_VALUE)
        .tag("109"),
    may(
        "SpecificCircumstancesCodeCode",
        "specificCircumstanceIndicator",
        Text(3),
    )
    .only_in(B1)
    .tag("504"),
    SUBMITTER,
    AGENT,
    AUTHORISATIONS[0],
    AUTHORISATIONS[1],
    AMENDMENT,
    CARRIAGE_OF_THE_DECLARATION,
    CURRENCY_EXCHANGE,
    DECLARANT,
    part("ExitOffice", "", EXIT)
        .about("goodsShipment.exitOffice")
        .needed(Need::RequiredIn(B1))
        .only_in(B1)
        .tag("56A"),
    EXPORTER,
    GOODS_SHIPMENT,
    list("ObligationGuarantee", "obligationGuarantees", 99, GUARANTEE)
        .only_in(H1)
        .tag("90A"),
    PRESENTATION_OFFICE.only_in("H1 I1 I2 B1"),
    part("SupervisingOffice", "", SUPERVISED_BY)
        .about("supervisingOfficeCode")
        .only_in(OF_VALUE)
        .tag("97B"),
    EXPORT_OFFICE,
    may("SecurityCode", "security", Text(1))
        .needed(Need::RequiredIn(B1))
        .only_in(B1),
];
