//! CC015C: the declaration.
//!
//! Documents, references and statements of the header and of the goods shipment stand together at
//! consignment level, the header's first. All goods are in one house consignment, whose gross
//! mass is the sum of its items. Where customs' conditions (C…) forbid an element, it is left out
//! although the document has it: shipments carry more than one procedure needs.

use super::documents::{
    INFORMATION, PREVIOUS, PREVIOUS_OF_ITEM, SEQUENCE_NUMBER, TRANSPORT, additional_references,
    supporting_documents,
};
use super::parties::{
    CARRIER, HOLDER, PARTY, PARTY_WITH_CONTACT, REPRESENTATIVE, SUPPLY_CHAIN_ACTOR,
};
use super::transport::{
    ACTIVE_BORDER_TRANSPORT_MEANS, CONTAINER_INDICATOR, DEPARTURE_TRANSPORT_MEANS, INLAND_MODE,
    LOCATION_OF_GOODS, MODE_AT_THE_BORDER, MORE_DEPARTURE_TRANSPORT_MEANS, PLACE_OF_LOADING,
    PLACE_OF_UNLOADING, TRANSPORT_EQUIPMENT,
};
use crate::ncts::codes::{BULK_PACKAGES, GUARANTEES_WITH_GRN, GUARANTEES_WITH_REFERENCE};
use crate::ncts::phase::{P5, P6};
use crate::table::Format::{Date, DateTime, Decimal, Flag, Integer, Part, Positive, Text};
use crate::table::{Need, Row, Source, Test, list, may, must, part};

const ITEMS: &str = "goodsShipment.governmentAgencyGoodsItems";
const ITEMS_GROSS_MASS: Source = Source::Total(ITEMS, "goodsMeasure.gmass");

pub(super) const ROWS: [Row; 10] = [
    part("TransitOperation", "", &OPERATION).required(),
    list("Authorisation", "authorisations", 9, AUTHORISATION),
    part("CustomsOfficeOfDeparture", "", DEPARTURE_OFFICE)
        .about("declarationOfficeCode")
        .required(),
    part("CustomsOfficeOfDestinationDeclared", "", DESTINATION_OFFICE)
        .about("goodsShipment.destinationOffice")
        .required(),
    // C0030: not for TIR and San Marino.
    list(
        "CustomsOfficeOfTransitDeclared",
        "goodsShipment.transitOffices",
        9,
        TRANSIT_OFFICE,
    )
    .when(&[Test::IsNot("declType", &["TIR", "T2SM"])]),
    list(
        "CustomsOfficeOfExitForTransitDeclared",
        "goodsShipment.exitOfficesForTransit",
        9,
        EXIT_OFFICE,
    ),
    HOLDER,
    REPRESENTATIVE,
    list("Guarantee", "obligationGuarantees", 9, GUARANTEE).required(),
    part("Consignment", "", CONSIGNMENT)
        .about("goodsShipment.consignment")
        .required(),
];

pub(super) const OPERATION: [Row; 11] = [
    must("LRN", "", Text(22)).from(Source::Given("lrn", "functionRefNum")),
    must("declarationType", "declType", Text(5)),
    must("additionalDeclarationType", "addDeclType1", Text(1)),
    // C0411: of TIR operations only.
    may("TIRCarnetNumber", "tirCarnetNumber", Text(12)).when(&[Test::Is("declType", &["TIR"])]),
    may(
        "presentationOfTheGoodsDateAndTime",
        "presentationDateTime",
        DateTime,
    ),
    must("security", "security", Text(1)),
    // A flag that is not given is not set.
    must("reducedDatasetIndicator", "reducedDatasetIndicator", Flag).or(&[Source::Fixed("0")]),
    may(
        "specificCircumstanceIndicator",
        "specificCircumstanceIndicator",
        Text(3),
    ),
    may(
        "communicationLanguageAtDeparture",
        "communicationLanguage",
        Text(2),
    ),
    must("bindingItinerary", "bindingItinerary", Flag).or(&[Source::Fixed("0")]),
    may("limitDate", "limitDate", Date),
];

const AUTHORISATION: &[Row] = &[
    SEQUENCE_NUMBER,
    must("type", "type", Text(4)),
    must("referenceNumber", "refNum", Text(35)),
];

const DEPARTURE_OFFICE: &[Row] = &[must("referenceNumber", "declarationOfficeCode", Text(8))];
const DESTINATION_OFFICE: &[Row] = &[must(
    "referenceNumber",
    "goodsShipment.destinationOffice",
    Text(8),
)];
const TRANSIT_OFFICE: &[Row] = &[
    SEQUENCE_NUMBER,
    must("referenceNumber", "office", Text(8)),
    may("arrivalDateAndTimeEstimated", "estimatedArrival", DateTime),
];
const EXIT_OFFICE: &[Row] = &[SEQUENCE_NUMBER, must("referenceNumber", "office", Text(8))];

/// Each of our guarantees is one guarantee with one reference.
const GUARANTEE: &[Row] = &[
    SEQUENCE_NUMBER,
    must("guaranteeType", "type", Text(1)),
    // C0130
    may("otherGuaranteeReference", "otherRefNum", Text(35)).when(&[Test::Is("type", &["3", "8"])]),
    // C0085
    part("GuaranteeReference", "", GUARANTEE_REFERENCE)
        .about("refNum")
        .at_most(99)
        .when(&[Test::Is("type", GUARANTEES_WITH_REFERENCE)]),
];
const GUARANTEE_REFERENCE: &[Row] = &[
    SEQUENCE_NUMBER,
    // C0086
    may("GRN", "refNum", Text(24)).when(&[Test::Is("type", GUARANTEES_WITH_GRN)]),
    may("accessCode", "accessCode", Text(4)).when(&[Test::Is("type", GUARANTEES_WITH_GRN)]),
    may("amountToBeCovered", "amount", Decimal(16, 2)).needed(Need::RequiredIn(P6)),
    may("currency", "currency", Text(3)).needed(Need::RequiredIn(P6)),
];

const CONSIGNMENT: &[Row] = &[
    may("countryOfDispatch", "goodsShipment.exportCountry", Text(2)),
    may("countryOfDestination", "goodsShipment.destination", Text(2)),
    CONTAINER_INDICATOR,
    INLAND_MODE,
    MODE_AT_THE_BORDER,
    must(
        "grossMass",
        "goodsShipment.consignment.gmass",
        Positive(16, 6),
    )
    .or(&[ITEMS_GROSS_MASS]),
    may(
        "referenceNumberUCR",
        "goodsShipment.ucr.traderReference",
        Text(35),
    )
    .or(&[Source::Field("ucr.traderReference")]),
    part("Carrier", "carrier", CARRIER),
    // C0542: not with the reduced dataset and without safety and security data.
    part("Consignor", "goodsShipment.consignor", PARTY_WITH_CONTACT)
        .when(&[Test::IsNot("security", &["0"])]),
    part("Consignor", "goodsShipment.consignor", PARTY_WITH_CONTACT).when(&[
        Test::Is("security", &["0"]),
        Test::IsNot("reducedDatasetIndicator", &["true"]),
    ]),
    part("Consignee", "goodsShipment.consignee", PARTY),
    list(
        "AdditionalSupplyChainActor",
        "goodsShipment.supplyChainActors",
        99,
        SUPPLY_CHAIN_ACTOR,
    ),
    TRANSPORT_EQUIPMENT,
    LOCATION_OF_GOODS,
    DEPARTURE_TRANSPORT_MEANS,
    MORE_DEPARTURE_TRANSPORT_MEANS,
    list(
        "CountryOfRoutingOfConsignment",
        "goodsShipment.consignment.itinerary",
        99,
        COUNTRY_OF_ROUTING,
    ),
    ACTIVE_BORDER_TRANSPORT_MEANS,
    PLACE_OF_LOADING,
    PLACE_OF_UNLOADING,
    list("PreviousDocument", "previousDocuments", 9_999, PREVIOUS),
    list(
        "PreviousDocument",
        "goodsShipment.previousDocuments",
        9_999,
        PREVIOUS,
    ),
    supporting_documents("additionalDocuments"),
    supporting_documents("goodsShipment.additionalDocuments"),
    list(
        "TransportDocument",
        "goodsShipment.consignment.transportContractDocuments",
        99,
        TRANSPORT,
    ),
    additional_references("additionalDocuments"),
    additional_references("goodsShipment.additionalDocuments"),
    list(
        "AdditionalInformation",
        "additionalInformations",
        99,
        INFORMATION,
    ),
    list(
        "AdditionalInformation",
        "goodsShipment.additionalInformations",
        99,
        INFORMATION,
    ),
    // C0186: not without safety and security data.
    part("TransportCharges", "", TRANSPORT_CHARGES)
        .about("goodsShipment.consignment.transportChargesMethod")
        .when(&[Test::IsNot("security", &["0"])]),
    part("HouseConsignment", "", HOUSE_CONSIGNMENT)
        .about(ITEMS)
        .at_most(1_999)
        .required(),
];

const COUNTRY_OF_ROUTING: &[Row] = &[SEQUENCE_NUMBER, must("country", "country", Text(2))];
const TRANSPORT_CHARGES: &[Row] = &[must(
    "methodOfPayment",
    "goodsShipment.consignment.transportChargesMethod",
    Text(1),
)];

const HOUSE_CONSIGNMENT: &[Row] = &[
    SEQUENCE_NUMBER,
    must("grossMass", "", Positive(16, 6)).from(ITEMS_GROSS_MASS),
    list("ConsignmentItem", ITEMS, 999, ITEM).required(),
];

const ITEM: &[Row] = &[
    must("goodsItemNumber", "", Integer).from(Source::Number),
    must("declarationGoodsItemNumber", "seqNum", Integer).or(&[Source::Number]),
    // C0045: where items differ only.
    may("declarationType", "declType", Text(5)).when(&[Test::Is("/declType", &["T"])]),
    may("countryOfDispatch", "exportCountry", Text(2)),
    may("countryOfDestination", "destination", Text(2)),
    may("referenceNumberUCR", "ucr.traderReference", Text(35)),
    part("Consignee", "consignee", PARTY).only_in(P5),
    list(
        "AdditionalSupplyChainActor",
        "supplyChainActors",
        99,
        SUPPLY_CHAIN_ACTOR,
    ),
    part("Commodity", "", COMMODITY)
        .about("commodity")
        .required(),
    list("Packaging", "packagings", 99, PACKAGING).required(),
    list(
        "PreviousDocument",
        "previousDocuments",
        99,
        PREVIOUS_OF_ITEM,
    ),
    supporting_documents("additionalDocuments"),
    additional_references("additionalDocuments"),
    list(
        "AdditionalInformation",
        "additionalInformations",
        99,
        INFORMATION,
    ),
];

const COMMODITY: &[Row] = &[
    must("descriptionOfGoods", "commodity.description", Text(512)),
    may("cusCode", "commodity.cusCode", Text(9)),
    part("CommodityCode", "", COMMODITY_CODE).about("commodity.classifications"),
    list(
        "DangerousGoods",
        "commodity.dangerousGoods",
        99,
        DANGEROUS_GOODS,
    ),
    part("GoodsMeasure", "goodsMeasure", GOODS_MEASURE).needed(Need::RequiredIn(P6)),
];
/// The most detailed classification that the item has: TARIC, else CN, else HS.
const COMMODITY_CODE: &[Row] = &[
    must("harmonizedSystemSubHeadingCode", TARIC, Part(0, 6)).or(OTHER_CODES),
    may("combinedNomenclatureCode", TARIC, Part(6, 8)).or(OTHER_CODES),
];
const TARIC: &str = "commodity.classifications[type=TARIC].code";
const OTHER_CODES: &[Source] = &[
    Source::Field("commodity.classifications[type=CN].code"),
    Source::Field("commodity.classifications[type=HS].code"),
];
const DANGEROUS_GOODS: &[Row] = &[SEQUENCE_NUMBER, must("UNNumber", "unNumber", Text(4))];
const GOODS_MEASURE: &[Row] = &[
    may("grossMass", "gmass", Decimal(16, 6)).needed(Need::RequiredIn(P6)),
    // C0837: not with the reduced dataset.
    may("netMass", "nmass", Positive(16, 6))
        .when(&[Test::IsNot("/reducedDatasetIndicator", &["true"])]),
    may("supplementaryUnits", "supQty", Positive(16, 6)),
];
const PACKAGING: &[Row] = &[
    SEQUENCE_NUMBER,
    must("typeOfPackages", "type", Text(2)),
    // C0060: bulk is not counted.
    may("numberOfPackages", "quantity", Integer).when(&[Test::IsNot("type", BULK_PACKAGES)]),
    may("shippingMarks", "shippingMarks", Text(512)),
];
