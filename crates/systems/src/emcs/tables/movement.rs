//! The movement: as we submit it (IE815), and as customs sends it to both traders (IE801).

use super::goods::{ITEM, words};
use super::traders::{
    consignee, consignor, guarantor, place_of_delivery, place_of_dispatch, transporter,
};
use crate::table::Format::{After, Date, Flag, Text};
use crate::table::{Need, Row, Source, Test, list, may, must, part};

const CONSIGNEE: Row = consignee("ConsigneeTrader", "goodsShipment.consignee");
const CONSIGNOR: Row = consignor("goodsShipment.consignor").required();
const PLACE_OF_DISPATCH: Row = place_of_dispatch("exciseMovement.placeOfDispatch");
const PLACE_OF_DELIVERY: Row = place_of_delivery("exciseMovement.deliveryPlace");
const TRANSPORT_ARRANGER: Row = transporter(
    "TransportArrangerTrader",
    "exciseMovement.transportArranger",
);
const FIRST_TRANSPORTER: Row =
    transporter("FirstTransporterTrader", "exciseMovement.firstTransporter");

const IMPORT_OFFICE_NUMBER: &[Row] = &[must(
    "ReferenceNumber",
    "exciseMovement.dispatchImportOffice",
    Text(8),
)];
const IMPORT_OFFICE: Row = part("DispatchImportOffice", "", IMPORT_OFFICE_NUMBER)
    .about("exciseMovement.dispatchImportOffice");
const DELIVERY_OFFICE_NUMBER: &[Row] = &[must(
    "ReferenceNumber",
    "exciseMovement.deliveryOffice",
    Text(8),
)];
const DELIVERY_OFFICE: Row = part("DeliveryPlaceCustomsOffice", "", DELIVERY_OFFICE_NUMBER)
    .about("exciseMovement.deliveryOffice");
const DISPATCH_OFFICE_NUMBER: &[Row] = &[must("ReferenceNumber", "declarationOfficeCode", Text(8))];
const DISPATCH_OFFICE: Row = part(
    "CompetentAuthorityDispatchOffice",
    "",
    DISPATCH_OFFICE_NUMBER,
)
.about("declarationOfficeCode")
.required();

const COMPLEMENT: &[Row] = &[
    must(
        "MemberStateCode",
        "exciseMovement.consigneeMemberState",
        Text(2),
    ),
    may(
        "SerialNumberOfCertificateOfExemption",
        "exciseMovement.exemptionCertificate",
        Text(255),
    ),
];
const COMPLEMENT_CONSIGNEE: Row =
    part("ComplementConsigneeTrader", "", COMPLEMENT).about("exciseMovement.consigneeMemberState");

/// A document with its type has a reference; one without is described.
const TYPED: &[Test] = &[Test::Has("type")];
const DESCRIBED: &[Test] = &[Test::Lacks("type")];
const DOCUMENT: &[Row] = &[
    may("DocumentType", "type", After("category", 4)),
    may("DocumentReference", "refNum", Text(35)).when(TYPED),
    words("DocumentDescription", "complement").when(DESCRIBED),
    words("ReferenceOfDocument", "refNum").when(DESCRIBED),
];
const DOCUMENTS: Row = list("DocumentCertificate", "additionalDocuments", 9, DOCUMENT);

const DESTINATION_TYPE: Row = must(
    "DestinationTypeCode",
    "exciseMovement.destinationType",
    Text(2),
);
const JOURNEY_TIME: Row = must("JourneyTime", "exciseMovement.journeyTime", Text(3));
const TRANSPORT_ARRANGEMENT: Row = must(
    "TransportArrangement",
    "exciseMovement.transportArrangement",
    Text(1),
);
const HEADER: &[Row] = &[DESTINATION_TYPE, JOURNEY_TIME, TRANSPORT_ARRANGEMENT];

const MODE: &[Row] = &[
    must(
        "TransportModeCode",
        "goodsShipment.consignment.inlandMode",
        Text(2),
    )
    .or(&[Source::Field(
        "goodsShipment.consignment.departureTransportMeans.mode",
    )]),
    words(
        "ComplementaryInformation",
        "exciseMovement.transportModeInformation",
    ),
];
const TRANSPORT_MODE: Row = part("TransportMode", "", MODE)
    .about("goodsShipment.consignment.inlandMode")
    .required();

const GUARANTEE: &[Row] = &[
    must("GuarantorTypeCode", "exciseMovement.guarantorType", Text(4)),
    guarantor("guarantor"),
    guarantor("exciseMovement.secondGuarantor"),
];
const MOVEMENT_GUARANTEE: Row = part("MovementGuarantee", "", GUARANTEE)
    .about("exciseMovement.guarantorType")
    .required();

const ITEMS: Row = list(
    "BodyEadEsad",
    "goodsShipment.governmentAgencyGoodsItems",
    999,
    ITEM,
)
.required();

/// Goods that were imported are known by the numbers of their import declarations.
const IMPORTS: Row = list("ImportCustomsDeclaration", "previousDocuments", 9, IMPORT)
    .only(Test::Is("type", &["NMRN", "MRN"]));
const IMPORT: &[Row] = &[must("ImportCustomsDeclarationNumber", "refNum", Text(21))];

const INVOICE_NUMBER: Row = must("InvoiceNumber", "exciseMovement.invoiceNumber", Text(35));
const INVOICE_DATE: Row = may("InvoiceDate", "exciseMovement.invoiceDate", Date);
const ORIGIN_TYPE: Row = must("OriginTypeCode", "exciseMovement.originType", Text(1));
const DISPATCH_DATE: Row = must("DateOfDispatch", "exciseMovement.dispatchDate", Date);
const DISPATCH_TIME: Row = may("TimeOfDispatch", "exciseMovement.dispatchTime", Text(12));
const LRN: Row = must("LocalReferenceNumber", "functionRefNum", Text(22))
    .from(Source::Given("lrn", "functionRefNum"));

const DRAFT: &[Row] = &[
    LRN,
    INVOICE_NUMBER,
    INVOICE_DATE,
    ORIGIN_TYPE,
    DISPATCH_DATE,
    DISPATCH_TIME,
    IMPORTS,
];
const VALIDATED: &[Row] = &[
    LRN,
    INVOICE_NUMBER,
    INVOICE_DATE,
    ORIGIN_TYPE,
    DISPATCH_DATE,
    DISPATCH_TIME,
    may("UpstreamArc", "exciseMovement.upstreamArc", Text(21)),
    IMPORTS,
];

const UNIT_CODE: Row = must("TransportUnitCode", "type", Text(2));
const UNIT_IDENTITY: Row = may("IdentityOfTransportUnits", "identification", Text(35));
const UNIT_SEAL: Row = may("CommercialSealIdentification", "commercialSeal", Text(35));
const UNIT_INFORMATION: Row = words("ComplementaryInformation", "information");
const UNIT_SEAL_INFORMATION: Row = words("SealInformation", "sealInformation");
const TRANSPORT_UNIT: &[Row] = &[
    UNIT_CODE,
    UNIT_IDENTITY,
    UNIT_SEAL,
    UNIT_INFORMATION,
    UNIT_SEAL_INFORMATION,
];
/// In the parts of a split movement the two texts stand the other way round.
const TRANSPORT_UNIT_OF_PART: &[Row] = &[
    UNIT_CODE,
    UNIT_IDENTITY,
    UNIT_SEAL,
    UNIT_SEAL_INFORMATION,
    UNIT_INFORMATION,
];

/// The units that carry the goods.
pub(super) const fn transport_units(from: &'static str) -> Row {
    list("TransportDetails", from, 99, TRANSPORT_UNIT)
}

/// The units that carry a part of a split movement.
pub(super) const fn transport_units_of_part(from: &'static str) -> Row {
    list("TransportDetails", from, 99, TRANSPORT_UNIT_OF_PART)
}

const SUBMISSION: &[Row] = &[
    must(
        "SubmissionMessageType",
        "exciseMovement.submissionType",
        Text(1),
    )
    .or(&[Source::Fixed("1")]),
    may(
        "DeferredSubmissionFlag",
        "exciseMovement.deferredSubmission",
        Flag,
    ),
];
const ATTRIBUTES: Row = part("Attributes", "", SUBMISSION)
    .about("exciseMovement.submissionType")
    .needed(Need::Always);

/// The rows of IE815, the draft of a movement.
pub(super) const IE815: &[Row] = &[
    ATTRIBUTES,
    CONSIGNEE,
    CONSIGNOR,
    PLACE_OF_DISPATCH,
    IMPORT_OFFICE,
    COMPLEMENT_CONSIGNEE,
    PLACE_OF_DELIVERY,
    DELIVERY_OFFICE,
    DISPATCH_OFFICE,
    TRANSPORT_ARRANGER,
    FIRST_TRANSPORTER,
    DOCUMENTS,
    part("HeaderEadEsad", "", HEADER)
        .about("exciseMovement")
        .required(),
    TRANSPORT_MODE,
    MOVEMENT_GUARANTEE,
    ITEMS,
    part("EadEsadDraft", "", DRAFT)
        .about("exciseMovement")
        .required(),
    transport_units("exciseMovement.transportUnits").required(),
];

/// IE801, the validated document: read, and written to be compared.
pub(super) const IE801: &[Row] = &[
    CONSIGNEE,
    CONSIGNOR,
    PLACE_OF_DISPATCH,
    IMPORT_OFFICE,
    COMPLEMENT_CONSIGNEE,
    PLACE_OF_DELIVERY,
    DELIVERY_OFFICE,
    DISPATCH_OFFICE,
    TRANSPORT_ARRANGER,
    FIRST_TRANSPORTER,
    DOCUMENTS,
    part("EadEsad", "", VALIDATED).about("exciseMovement"),
    part("HeaderEadEsad", "", HEADER).about("exciseMovement"),
    TRANSPORT_MODE,
    MOVEMENT_GUARANTEE,
    ITEMS,
    transport_units("exciseMovement.transportUnits"),
];
