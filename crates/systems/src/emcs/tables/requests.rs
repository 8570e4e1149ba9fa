//! What is said of a movement that customs has: each begins with its number and is about a document
//! and what is said of it, or about nothing but values given with the request.

use super::goods::{PART_ITEM, words};
use super::movement::{transport_units, transport_units_of_part};
use super::traders::{LANGUAGE, consignee, consignor, guarantor, place_of_delivery, transporter};
use crate::table::Format::{Date, Flag, Integer, Positive, Text};
use crate::table::{Need, Row, Source, list, may, must, part};

const fn given(element: &'static str, name: &'static [Source; 1]) -> Row {
    must(element, "", Text(350)).from(name[0])
}

const ARC: Row = given("AdministrativeReferenceCode", &[Source::Given("arc", "")]);

const NUMBERS: &[Row] = &[
    ARC,
    given("SequenceNumber", &[Source::Given("sequence", "")]),
];

const MOVEMENT: Row = part("ExciseMovement", "", NUMBERS).required();

/// The schema wants the element, and only customs has something to say in it.
const ATTRIBUTES: Row = part("Attributes", "", &[]).needed(Need::Always);

const CONSIGNEE: Row = consignee("ConsigneeTrader", "goodsShipment.consignee");

const DESTINATION_OFFICE_NUMBER: &[Row] =
    &[must("ReferenceNumber", "said.destinationOffice", Text(8))
        .or(&[Source::Given("office", "said.destinationOffice")])];

const DESTINATION_OFFICE: Row =
    part("DestinationOffice", "", DESTINATION_OFFICE_NUMBER).about("said.destinationOffice");

/// When customs validated it, which copies of what was sent have.
const VALIDATED: &[Row] = &[may("DateAndTimeOfValidationOfCancellation", "", Text(35))
    .from(Source::Given("validated", ""))
    .only_read()];

const CANCELLED: &[Row] = &[ARC];

const CANCELLATION: &[Row] = &[
    given("CancellationReasonCode", &[Source::Given("reasonCode", "")]),
    may("ComplementaryInformation", "", Text(350))
        .from(Source::Given("reason", ""))
        .with("language", LANGUAGE),
];

/// The rows of IE810, the cancellation of a movement.
pub(super) const IE810: &[Row] = &[
    part("Attributes", "", VALIDATED).needed(Need::Always),
    part("ExciseMovementEad", "", CANCELLED).required(),
    part("Cancellation", "", CANCELLATION).required(),
];

const REPORT: &[Row] = &[
    must("DateOfArrivalOfExciseProducts", "said.dateOfArrival", Date),
    must("GlobalConclusionOfReceipt", "said.conclusion", Text(2)),
    words("ComplementaryInformation", "said.information"),
];

const UNSATISFACTORY: &[Row] = &[
    must("UnsatisfactoryReasonCode", "code", Text(2)),
    words("ComplementaryInformation", "information"),
];

const RECEIVED_ITEM: &[Row] = &[
    must("BodyRecordUniqueReference", "seqNum", Integer),
    may("IndicatorOfShortageOrExcess", "shortageOrExcess", Text(1)),
    may("ObservedShortageOrExcess", "observed", Positive(15, 3)),
    must("ExciseProductCode", "exciseProductCode", Text(4)),
    may("RefusedQuantity", "refusedQuantity", Positive(15, 3)),
    list("UnsatisfactoryReason", "reasons", 9, UNSATISFACTORY),
];

/// IE818, the report of receipt.
pub(super) const IE818: &[Row] = &[
    ATTRIBUTES,
    CONSIGNEE.required(),
    MOVEMENT,
    place_of_delivery("exciseMovement.deliveryPlace"),
    DESTINATION_OFFICE,
    part("ReportOfReceiptExport", "", REPORT).required(),
    list(
        "BodyReportOfReceiptExport",
        "said.items",
        999,
        RECEIVED_ITEM,
    ),
];

const ALERT: &[Row] = &[
    must("DateOfAlertOrRejection", "said.date", Date).or(&[Source::Given("today", "said.date")]),
    must("EadEsadRejectedFlag", "said.rejected", Flag).or(&[Source::Fixed("0")]),
];

const ALERT_REASON: &[Row] = &[
    must("AlertOrRejectionOfMovementReasonCode", "code", Text(2)),
    words("ComplementaryInformation", "information"),
];

/// IE819, the alert or rejection.
pub(super) const IE819: &[Row] = &[
    ATTRIBUTES,
    CONSIGNEE,
    MOVEMENT,
    DESTINATION_OFFICE.required(),
    part("AlertOrRejection", "", ALERT).needed(Need::Always),
    list(
        "AlertOrRejectionOfEadEsadReason",
        "said.reasons",
        9,
        ALERT_REASON,
    ),
];

const DELAY: &[Row] = &[
    given("SubmitterIdentification", &[Source::Given("submitter", "")]),
    given("SubmitterType", &[Source::Given("side", "")]),
    must("ExplanationCode", "said.code", Text(2)),
    words("ComplementaryInformation", "said.information"),
    must("MessageRole", "said.messageRole", Text(1)).or(&[Source::Fixed("1")]),
];

/// IE837, the explanation of a delay.
pub(super) const IE837: &[Row] = &[part("Attributes", "", DELAY).required(), MOVEMENT];

const SUBMITTER: &[Row] = &[given("SubmitterType", &[Source::Given("side", "")])];

const ANALYSIS: &[Row] = &[
    must("DateOfAnalysis", "said.dateOfAnalysis", Date)
        .or(&[Source::Given("today", "said.dateOfAnalysis")]),
    words("GlobalExplanation", "said.explanation").required(),
];

const ANALYSED_ITEM: &[Row] = &[
    must("ExciseProductCode", "exciseProductCode", Text(4)),
    must("BodyRecordUniqueReference", "seqNum", Integer),
    words("Explanation", "explanation").required(),
    may("ActualQuantity", "actualQuantity", Positive(15, 3)),
];

/// Who explains is named, and only they.
pub(crate) const BY_CONSIGNOR: &str = "consignor";

/// The edition in which the consignee is named.
pub(crate) const BY_CONSIGNEE: &str = "consignee";

/// IE871, the explanation of a shortage.
pub(super) const IE871: &[Row] = &[
    part("Attributes", "", SUBMITTER).required(),
    CONSIGNEE.only_in(BY_CONSIGNEE),
    MOVEMENT,
    consignor("goodsShipment.consignor").only_in(BY_CONSIGNOR),
    part("Analysis", "", ANALYSIS)
        .about("said.explanation")
        .when(&[crate::table::Test::Has("said.explanation")]),
    list("BodyAnalysis", "said.items", 999, ANALYSED_ITEM),
];

const UPDATE: &[Row] = &[
    ARC,
    may("JourneyTime", "said.exciseMovement.journeyTime", Text(3)),
    may(
        "ChangedTransportArrangement",
        "said.exciseMovement.transportArrangement",
        Text(1),
    ),
    may("InvoiceDate", "said.exciseMovement.invoiceDate", Date),
    may(
        "InvoiceNumber",
        "said.exciseMovement.invoiceNumber",
        Text(35),
    ),
    may("TransportModeCode", "said.transportMode", Text(2)),
    words(
        "ComplementaryInformation",
        "said.exciseMovement.transportModeInformation",
    ),
];

const NEW_OFFICE: &[Row] = &[must(
    "ReferenceNumber",
    "said.exciseMovement.deliveryOffice",
    Text(8),
)];

const NEW_GUARANTEE: &[Row] = &[
    must(
        "GuarantorTypeCode",
        "said.exciseMovement.guarantorType",
        Text(4),
    ),
    guarantor("said.guarantor"),
    guarantor("said.exciseMovement.secondGuarantor"),
];

const DESTINATION: &[Row] = &[
    must(
        "DestinationTypeCode",
        "said.exciseMovement.destinationType",
        Text(2),
    ),
    consignee("NewConsigneeTrader", "said.consignee"),
    place_of_delivery("said.exciseMovement.deliveryPlace"),
    part("DeliveryPlaceCustomsOffice", "", NEW_OFFICE).about("said.exciseMovement.deliveryOffice"),
    part("MovementGuarantee", "", NEW_GUARANTEE).about("said.exciseMovement.guarantorType"),
];

/// IE813, the change of destination.
pub(super) const IE813: &[Row] = &[
    ATTRIBUTES,
    transporter(
        "NewTransportArrangerTrader",
        "said.exciseMovement.transportArranger",
    ),
    part("UpdateEadEsad", "", UPDATE).required(),
    part("DestinationChanged", "", DESTINATION)
        .about("said.exciseMovement.destinationType")
        .required(),
    transporter(
        "NewTransporterTrader",
        "said.exciseMovement.firstTransporter",
    ),
    transport_units("said.exciseMovement.transportUnits"),
];

const PART_DESTINATION: &[Row] = &[must(
    "DestinationTypeCode",
    "exciseMovement.destinationType",
    Text(2),
)];

const PART_OFFICE: &[Row] = &[must(
    "ReferenceNumber",
    "exciseMovement.deliveryOffice",
    Text(8),
)];

const MOVEMENT_PART: &[Row] = &[
    must("LocalReferenceNumber", "lrn", Text(22)),
    may("JourneyTime", "exciseMovement.journeyTime", Text(3)),
    may(
        "ChangedTransportArrangement",
        "exciseMovement.transportArrangement",
        Text(1),
    ),
    part("DestinationChanged", "", PART_DESTINATION)
        .about("exciseMovement.destinationType")
        .required(),
    consignee("NewConsigneeTrader", "consignee"),
    place_of_delivery("exciseMovement.deliveryPlace"),
    part("DeliveryPlaceCustomsOffice", "", PART_OFFICE).about("exciseMovement.deliveryOffice"),
    transporter(
        "NewTransportArrangerTrader",
        "exciseMovement.transportArranger",
    ),
    transporter("NewTransporterTrader", "exciseMovement.firstTransporter"),
    transport_units_of_part("exciseMovement.transportUnits"),
    list("BodyEad", "items", 999, PART_ITEM).required(),
];

const SPLIT: &[Row] = &[given("UpstreamArc", &[Source::Given("arc", "")])];

const SPLIT_IN: &[Row] = &[must("MemberStateCode", "said.memberState", Text(2))
    .or(&[Source::Given("memberState", "said.memberState")])];

/// The rows of IE825, the split of a movement.
pub(super) const IE825: &[Row] = &[
    part("SplittingEad", "", SPLIT).required(),
    list("SplitDetailsEad", "said.parts", 9, MOVEMENT_PART).required(),
    part("MsaOfSplitting", "", SPLIT_IN)
        .about("said.memberState")
        .required(),
];
