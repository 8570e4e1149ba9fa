//! What does the movement of excise goods ask for?
//!
//! The electronic administrative document of EMCS (IE815): quantities, masses and the excise
//! product code of every item, and who sends.

use super::field_use::{FieldUse, conditional, item, optional, place, required};

pub(super) const FIELDS: &[FieldUse] = &[
    required("1a", place("exciseMovement.destinationType")),
    required("1b", place("exciseMovement.journeyTime")),
    required("1c", place("exciseMovement.transportArrangement")),
    required("2", place("goodsShipment.consignor")),
    conditional("3", place("exciseMovement.placeOfDispatch")),
    conditional("4", place("exciseMovement.dispatchImportOffice")),
    conditional("5", place("goodsShipment.consignee")),
    conditional("6a", place("exciseMovement.consigneeMemberState")),
    optional("6b", place("exciseMovement.exemptionCertificate")),
    conditional("7", place("exciseMovement.deliveryPlace")),
    conditional("8", place("exciseMovement.deliveryOffice")),
    optional("9a", place("functionRefNum")),
    required("9b", place("exciseMovement.invoiceNumber")),
    optional("9c", place("exciseMovement.invoiceDate")),
    required("9d", place("exciseMovement.originType")),
    required("9e", place("exciseMovement.dispatchDate")),
    optional("9f", place("exciseMovement.dispatchTime")),
    conditional("9.1", place("previousDocuments")),
    required("10", place("declarationOfficeCode")),
    required("11a", place("exciseMovement.guarantorType")),
    conditional("12", place("guarantor")),
    conditional("12", place("exciseMovement.secondGuarantor")),
    required("13a", place("goodsShipment.consignment.inlandMode")).or(&[place(
        "goodsShipment.consignment.departureTransportMeans.mode",
    )]),
    conditional("13b", place("exciseMovement.transportModeInformation")),
    conditional("14", place("exciseMovement.transportArranger")),
    optional("15", place("exciseMovement.firstTransporter")),
    required("16", place("exciseMovement.transportUnits")),
    required("17b", item("commodity.classifications")),
    required("17d", item("goodsMeasure.qty")),
    required("17e", item("goodsMeasure.gmass")),
    required("17f", item("goodsMeasure.nmass")),
    conditional("17g", item("exciseProduct.alcoholicStrength")),
    conditional("17h", item("exciseProduct.degreePlato")),
    optional("17i", item("exciseProduct.fiscalMark")),
    optional("17l", item("exciseProduct.designationOfOrigin")),
    optional("17n", item("exciseProduct.sizeOfProducer")),
    conditional("17o", item("exciseProduct.density")),
    optional("17p", item("commodity.description")),
    optional("17q", item("exciseProduct.brandName")),
    required("17.1", item("packagings")),
    conditional("17.2", item("exciseProduct.wine")),
    optional("18", place("additionalDocuments")),
];
