//! CC515C: the declaration.
//!
//! Documents, references and statements of the header and of the goods shipment stand together at
//! the goods shipment, the header's first. The gross mass is the sum of the items' where the
//! consignment does not say it.

use super::documents::{previous_documents, supporting_documents};
use super::item;
use super::parties::{CARRIER, DECLARANT, EXPORTER};
use super::transport::{
    ACTIVE_BORDER_TRANSPORT_MEANS, DEPARTURE_TRANSPORT_MEANS, MORE_DEPARTURE_TRANSPORT_MEANS,
};
use crate::commission::rows::documents::{
    TRANSPORT_DOCUMENTS, additional_information, additional_references,
};
use crate::commission::rows::goods::{ITEMS, ITEMS_GROSS_MASS};
use crate::commission::rows::parties::{PARTY, REPRESENTATIVE, supply_chain_actors};
use crate::commission::rows::transport::{
    CONTAINER_INDICATOR, COUNTRIES_OF_ROUTING, INLAND_MODE, LOCATION_OF_GOODS, MODE_AT_THE_BORDER,
    TRANSPORT_CHARGES, TRANSPORT_EQUIPMENT,
};
use crate::commission::rows::{DECLARATION_OFFICE, LRN, SEQUENCE_NUMBER};
use crate::table::Format::{After, DateTime, Decimal, Positive, Text};
use crate::table::{Row, Source, Test, list, may, must, part};

pub(super) const ROWS: [Row; 12] = [
    part("ExportOperation", "", &OPERATION).required(),
    list("Authorisation", "authorisations", 9, AUTHORISATION),
    PRESENTATION_OFFICE,
    EXPORT_OFFICE,
    part("CustomsOfficeOfExitDeclared", "", EXIT_OFFICE)
        .about("goodsShipment.exitOffice")
        .required(),
    part("SupervisingCustomsOffice", "", SUPERVISING_OFFICE).about("supervisingOfficeCode"),
    EXPORTER,
    DECLARANT,
    REPRESENTATIVE,
    part("CurrencyExchange", "currencyExchange", CURRENCY_EXCHANGE),
    list("DeferredPayment", "deferredPayments", 1, DEFERRED_PAYMENT),
    part("GoodsShipment", "", GOODS_SHIPMENT)
        .about("goodsShipment")
        .required(),
];

pub(super) const OPERATION: [Row; 8] = [
    LRN,
    must("declarationType", "declType", Text(5)),
    must("additionalDeclarationType", "addDeclType1", Text(1)),
    may(
        "presentationOfTheGoodsDateAndTime",
        "presentationDateTime",
        DateTime,
    ),
    may("security", "security", Text(1)),
    may(
        "specificCircumstanceIndicator",
        "specificCircumstanceIndicator",
        Text(3),
    ),
    may("totalAmountInvoiced", "totalInvoiceAmount", Decimal(16, 2)),
    may("invoiceCurrency", "invoiceCurrency", Text(3)),
];

const AUTHORISATION: &[Row] = &[
    SEQUENCE_NUMBER,
    must("type", "type", Text(4)),
    must("referenceNumber", "refNum", Text(35)),
    may("holderOfAuthorisation", "holder", Text(17)),
];

pub(super) const PRESENTATION_OFFICE: Row = part(
    "CustomsOfficeOfPresentation",
    "",
    &[must("referenceNumber", "presentationOfficeCode", Text(8))],
)
.about("presentationOfficeCode");
pub(super) const EXPORT_OFFICE: Row = part("CustomsOfficeOfExport", "", DECLARATION_OFFICE)
    .about("declarationOfficeCode")
    .required();
const EXIT_OFFICE: &[Row] = &[must("referenceNumber", "goodsShipment.exitOffice", Text(8))];
const SUPERVISING_OFFICE: &[Row] = &[must("referenceNumber", "supervisingOfficeCode", Text(8))];

const CURRENCY_EXCHANGE: &[Row] = &[
    may("internalCurrencyUnit", "currencyTypeCode", Text(3)),
    may("exchangeRate", "rateNumeric", Positive(12, 5)),
];
const DEFERRED_PAYMENT: &[Row] = &[must("deferredPayment", "refNum", Text(35))];

const GOODS_SHIPMENT: &[Row] = &[
    may("natureOfTransaction", "goodsShipment.trxNatCode", Text(2))
        .when(&[Test::Has("goodsShipment.trxNatCode")]),
    may("natureOfTransaction", "trxNatCode1", Text(2)).when(&[
        Test::Lacks("goodsShipment.trxNatCode"),
        Test::Lacks("trxNatCode2"),
    ]),
    may(
        "natureOfTransaction",
        "trxNatCode2",
        After("trxNatCode1", 2),
    )
    .when(&[
        Test::Lacks("goodsShipment.trxNatCode"),
        Test::Has("trxNatCode2"),
    ])
    .made_of(&["trxNatCode1"]),
    may("countryOfExport", "goodsShipment.exportCountry", Text(2)),
    may("countryOfDestination", "goodsShipment.destination", Text(2)),
    supply_chain_actors("goodsShipment.supplyChainActors"),
    part("DeliveryTerms", "goodsShipment.tradeTerms", DELIVERY_TERMS),
    part("Warehouse", "goodsShipment.warehouse", WAREHOUSE),
    previous_documents("previousDocuments"),
    previous_documents("goodsShipment.previousDocuments"),
    supporting_documents("additionalDocuments"),
    supporting_documents("goodsShipment.additionalDocuments"),
    additional_references("additionalDocuments"),
    additional_references("goodsShipment.additionalDocuments"),
    additional_information("additionalInformations"),
    additional_information("goodsShipment.additionalInformations"),
    part("Consignment", "", CONSIGNMENT)
        .about("goodsShipment.consignment")
        .required(),
    list("GoodsItem", ITEMS, 999, item::ROWS).required(),
];

/// A place without a country is a UN/LOCODE, one with a country is a name.
const DELIVERY_TERMS: &[Row] = &[
    must("incotermCode", "termsCode", Text(3)),
    may("UNLocode", "place", Text(17)).when(&[Test::Lacks("country")]),
    may("location", "place", Text(35)).when(&[Test::Has("country")]),
    may("country", "country", Text(2)),
    may("text", "text", Text(512)),
];
const WAREHOUSE: &[Row] = &[
    must("type", "type", Text(1)),
    must("identifier", "identifier", Text(35)),
];

const CONSIGNMENT: &[Row] = &[
    CONTAINER_INDICATOR,
    INLAND_MODE,
    MODE_AT_THE_BORDER,
    may(
        "grossMass",
        "goodsShipment.consignment.gmass",
        Positive(16, 6),
    )
    .or(&[ITEMS_GROSS_MASS]),
    UCR,
    CARRIER,
    part("Consignor", "goodsShipment.consignor", PARTY),
    part("Consignee", "goodsShipment.consignee", PARTY),
    TRANSPORT_EQUIPMENT,
    LOCATION_OF_GOODS,
    DEPARTURE_TRANSPORT_MEANS,
    MORE_DEPARTURE_TRANSPORT_MEANS,
    COUNTRIES_OF_ROUTING,
    ACTIVE_BORDER_TRANSPORT_MEANS,
    TRANSPORT_DOCUMENTS,
    TRANSPORT_CHARGES,
];
pub(super) const UCR: Row = may(
    "referenceNumberUCR",
    "goodsShipment.ucr.traderReference",
    Text(35),
)
.or(&[Source::Field("ucr.traderReference")]);
