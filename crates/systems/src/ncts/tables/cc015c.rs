//! CC015C: the declaration.
//!
//! Documents, references and statements of the header and of the goods shipment stand together at
//! consignment level, the header's first. Goods stand in the house consignments that they name; a
//! document that has none is one house, whose gross mass is the sum of its items. Where customs'
//! conditions (C…) forbid an element, it is left out although the document has it: shipments carry
//! more than one procedure needs.

use super::documents::{PREVIOUS, PREVIOUS_OF_ITEM, supporting_documents, transport_documents};
use super::houses::{HOUSE_KEY, HOUSES, ITEMS_OF_HOUSE};
use super::parties::{CARRIER, HOLDER};
use super::transport::{
    ACTIVE_BORDER_TRANSPORT_MEANS, DEPARTURE_TRANSPORT_MEANS, DEPARTURE_TRANSPORT_MEANS_OF_HOUSE,
    MORE_DEPARTURE_TRANSPORT_MEANS, PLACE_OF_LOADING, PLACE_OF_UNLOADING,
};
use crate::commission::rows::documents::{
    TRANSPORT_DOCUMENTS, additional_information, additional_references,
};
use crate::commission::rows::goods::{
    COMMODITY_CODE, DANGEROUS_GOODS, ITEMS, ITEMS_GROSS_MASS, PACKAGING,
};
use crate::commission::rows::parties::{
    PARTY, PARTY_WITH_CONTACT, REPRESENTATIVE, supply_chain_actors,
};
use crate::commission::rows::transport::{
    CONTAINER_INDICATOR, COUNTRIES_OF_ROUTING, INLAND_MODE, LOCATION_OF_GOODS, MODE_AT_THE_BORDER,
    TRANSPORT_CHARGES, TRANSPORT_CHARGES_HERE, TRANSPORT_EQUIPMENT,
};
use crate::commission::rows::{DECLARATION_OFFICE, LRN, SEQUENCE_NUMBER};
use crate::ncts::codes::{GUARANTEES_WITH_GRN, GUARANTEES_WITH_REFERENCE};
use crate::ncts::phase::{P5, P6};
use crate::table::Format::{Date, DateTime, Decimal, Flag, Integer, Positive, Text};
use crate::table::{Need, Row, Source, Test, list, may, must, part};

pub(super) const ROWS: [Row; 10] = [
    part("TransitOperation", "", &OPERATION).required(),
    list("Authorisation", "authorisations", 9, AUTHORISATION),
    part("CustomsOfficeOfDeparture", "", DECLARATION_OFFICE)
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
    LRN,
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
    supply_chain_actors("goodsShipment.supplyChainActors"),
    TRANSPORT_EQUIPMENT,
    LOCATION_OF_GOODS,
    DEPARTURE_TRANSPORT_MEANS,
    MORE_DEPARTURE_TRANSPORT_MEANS,
    COUNTRIES_OF_ROUTING,
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
    TRANSPORT_DOCUMENTS,
    additional_references("additionalDocuments"),
    additional_references("goodsShipment.additionalDocuments"),
    additional_information("additionalInformations"),
    additional_information("goodsShipment.additionalInformations"),
    TRANSPORT_CHARGES,
    list("HouseConsignment", HOUSES, 1_999, HOUSE_CONSIGNMENT)
        .keyed(HOUSE_KEY)
        .about(ITEMS)
        .needed(Need::AtLeastOnce),
];

/// The sum of the gross masses of a house's items.
const GROSS_MASS_OF_HOUSE: Source = Source::Total(ITEMS_OF_HOUSE, "goodsMeasure.gmass");

const HOUSE_CONSIGNMENT: &[Row] = &[
    SEQUENCE_NUMBER,
    may("countryOfDispatch", "exportCountry", Text(2)),
    may("countryOfDestination", "destination", Text(2)),
    must("grossMass", "gmass", Positive(16, 6)).or(&[GROSS_MASS_OF_HOUSE]),
    may("referenceNumberUCR", "ucr.traderReference", Text(35)),
    part("Consignor", "consignor", PARTY_WITH_CONTACT),
    part("Consignee", "consignee", PARTY),
    supply_chain_actors("supplyChainActors"),
    DEPARTURE_TRANSPORT_MEANS_OF_HOUSE,
    list("PreviousDocument", "previousDocuments", 99, PREVIOUS),
    supporting_documents("additionalDocuments"),
    transport_documents("transportContractDocuments"),
    additional_references("additionalDocuments"),
    additional_information("additionalInformations"),
    TRANSPORT_CHARGES_HERE,
    list("ConsignmentItem", ITEMS_OF_HOUSE, 999, ITEM).required(),
];

const ITEM: &[Row] = &[
    must("goodsItemNumber", "", Integer).from(Source::Number),
    must("declarationGoodsItemNumber", "seqNum", Integer).or(&[Source::Place]),
    // C0045: where items differ only.
    may("declarationType", "declType", Text(5)).when(&[Test::Is("/declType", &["T"])]),
    may("countryOfDispatch", "exportCountry", Text(2)),
    may("countryOfDestination", "destination", Text(2)),
    may("referenceNumberUCR", "ucr.traderReference", Text(35)),
    part("Consignee", "consignee", PARTY).only_in(P5),
    supply_chain_actors("supplyChainActors"),
    part("Commodity", "", COMMODITY)
        .about("commodity")
        .required(),
    PACKAGING.required(),
    list(
        "PreviousDocument",
        "previousDocuments",
        99,
        PREVIOUS_OF_ITEM,
    ),
    supporting_documents("additionalDocuments"),
    transport_documents("transportContractDocuments").only_in(P5),
    additional_references("additionalDocuments"),
    additional_information("additionalInformations"),
    TRANSPORT_CHARGES_HERE.only_in(P5),
];

const COMMODITY: &[Row] = &[
    must("descriptionOfGoods", "commodity.description", Text(512)),
    may("cusCode", "commodity.cusCode", Text(9)),
    part("CommodityCode", "", &COMMODITY_CODE).about("commodity.classifications"),
    DANGEROUS_GOODS,
    part("GoodsMeasure", "goodsMeasure", GOODS_MEASURE).needed(Need::RequiredIn(P6)),
];

const GOODS_MEASURE: &[Row] = &[
    may("grossMass", "gmass", Decimal(16, 6)).needed(Need::RequiredIn(P6)),
    // C0837: not with the reduced dataset.
    may("netMass", "nmass", Positive(16, 6))
        .when(&[Test::IsNot("/reducedDatasetIndicator", &["true"])]),
    may("supplementaryUnits", "supQty", Positive(16, 6)),
];
