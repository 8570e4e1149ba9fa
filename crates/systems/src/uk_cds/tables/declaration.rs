//! The declaration's head, and its parts in the schema's order.
//!
//! What a new declaration and an amendment have otherwise than each other is given with the
//! request: the function, the type, the reference and customs' number.

use super::documents::{DEFERRED_PAYMENTS, statements};
use super::parties::{AGENT, AUTHORISATION_HOLDERS, DECLARANT, EXPORTER, SUBMITTER};
use super::shipment::GOODS_SHIPMENT;
use super::transport::{BORDER_TRANSPORT_MEANS, CARRIAGE_OF_THE_DECLARATION};
use crate::table::Format::{CompactMoment, Decimal, Integer, Text};
use crate::table::{Row, Source, list, may, must, part};

const GUARANTEE: &[Row] = &[
    may("AmountAmount", "amount", Decimal(16, 3))
        .with("currencyID", &[Source::Field("currency")])
        .tag("492"),
    may("ID", "refNum", Text(70)).tag("D014"),
    may("ReferenceID", "otherRefNum", Text(35)).tag("100"),
    may("SecurityDetailsCode", "type", Text(3)).tag("101"),
    may("AccessCode", "accessCode", Text(4)).tag("499"),
    part("GuaranteeOffice", "", GUARANTEE_OFFICE)
        .about("office")
        .tag("14C"),
];
const EXIT: &[Row] = &[may("ID", "goodsShipment.exitOffice", Text(17)).tag("G005")];
const PRESENTATION: &[Row] = &[may("ID", "presentationOfficeCode", Text(17)).tag("G015")];
const SUPERVISING: &[Row] = &[may("ID", "supervisingOfficeCode", Text(17)).tag("G012")];

/// Dates and times of the declarant's are in the time of the United Kingdom.
pub(crate) const COUNTRY: &str = "GB";
const ACCEPTANCE: &[Row] = &[time("acceptanceDateTime")];
const ISSUE: &[Row] = &[time("issueDateTime")];
const GUARANTEE_OFFICE: &[Row] = &[may("ID", "office", Text(17)).tag("G014")];

/// A time stands in a namespace of its own, and a pointer at it ends at the group around it.
const fn time(field: &'static str) -> Row {
    must("ds:DateTimeString", field, CompactMoment(COUNTRY))
        .with("formatCode", &[Source::Fixed("304")])
        .tag("")
}

pub(super) const ROWS: &[Row] = &[
    part("AcceptanceDateTime", "", ACCEPTANCE)
        .about("acceptanceDateTime")
        .tag("023"),
    must("FunctionCode", "", Text(2))
        .from(Source::Given("functionCode", ""))
        .tag("017"),
    may("FunctionalReferenceID", "functionRefNum", Text(35))
        .from(Source::Given("reference", "functionRefNum"))
        .tag("D026"),
    may("ID", "docRefNum", Text(70))
        .from(Source::Given("mrn", "docRefNum"))
        .tag("D014"),
    part("IssueDateTime", "", ISSUE)
        .about("issueDateTime")
        .tag("D011"),
    must("TypeCode", "addDeclType1", Text(3))
        .from(Source::Given("typeCode", "addDeclType1"))
        .made_of(&["declType"])
        .tag("D013"),
    may("GoodsItemQuantity", "goodsItemQuantity", Integer).tag("228"),
    may("DeclarationOfficeID", "declarationOfficeCode", Text(17)).tag("065"),
    may("InvoiceAmount", "totalInvoiceAmount", Decimal(16, 3))
        .with("currencyID", &[Source::Field("invoiceCurrency")])
        .tag("109"),
    may(
        "TotalGrossMassMeasure",
        "goodsShipment.consignment.gmass",
        Decimal(16, 6),
    )
    .tag("131"),
    may("TotalPackageQuantity", "totalPackageQuantity", Integer).tag("146"),
    may(
        "SpecificCircumstancesCodeCode",
        "specificCircumstanceIndicator",
        Text(3),
    )
    .tag("504"),
    part("Submitter", "submitter", SUBMITTER).tag("17B"),
    DEFERRED_PAYMENTS,
    statements("additionalInformations"),
    statements("goodsShipment.additionalInformations"),
    AGENT,
    AUTHORISATION_HOLDERS,
    BORDER_TRANSPORT_MEANS,
    CARRIAGE_OF_THE_DECLARATION,
    part("Declarant", "declarant", DECLARANT).tag("57B"),
    part("ExitOffice", "", EXIT)
        .about("goodsShipment.exitOffice")
        .tag("56A"),
    part("Exporter", "goodsShipment.exporter", EXPORTER).tag("57A"),
    GOODS_SHIPMENT,
    list("ObligationGuarantee", "obligationGuarantees", 99, GUARANTEE).tag("90A"),
    part("PresentationOffice", "", PRESENTATION)
        .about("presentationOfficeCode")
        .tag("15C"),
    part("SupervisingOffice", "", SUPERVISING)
        .about("supervisingOfficeCode")
        .tag("97B"),
];
