//! What does the movement of excise goods ask for?
//!
//! The electronic administrative document of EMCS (IE815): quantities, masses and the excise
//! product code of every item, and who sends.

use super::field_use::{FieldUse, conditional, declaration, item, optional, required};

pub(super) const FIELDS: &[FieldUse] = &[
    required("1a", declaration("exciseMovement.destinationType")),
    required("1b", declaration("exciseMovement.journeyTime")),
    required("1c", declaration("exciseMovement.transportArrangement")),
    required("2", declaration("goodsShipment.consignor")),
    conditional("3", declaration("exciseMovement.placeOfDispatch")),
    conditional("4", declaration("exciseMovement.dispatchImportOffice")),
    conditional("5", declaration("goodsShipment.consignee")),
    conditional("6a", declaration("exciseMovement.consigneeMemberState")),
    optional("6b", declaration("exciseMovement.exemptionCertificate")),
    conditional("7", declaration("exciseMovement.deliveryPlace")),
    conditional("8", declaration("exciseMovement.deliveryOffice")),
    optional("9a", declaration("functionRefNum")),
    required("9b", declaration("exciseMovement.invoiceNumber")),
    optional("9c", declaration("exciseMovement.invoiceDate")),
    required("9d", declaration("exciseMovement.originType")),
    required("9e", declaration("exciseMovement.dispatchDate")),
    optional("9f", declaration("exciseMovement.dispatchTime")),
    conditional("9.1", declaration("previousDocuments")),
    required("10", declaration("declarationOfficeCode")),
    required("11a", declaration("exciseMovement.guarantorType")),
    conditional("12", declaration("guarantor")),
    conditional("12", declaration("exciseMovement.secondGuarantor")),
    required("13a", declaration("goodsShipment.consignment.inlandMode")).or(&[declaration(
        "goodsShipment.consignment.departureTransportMeans.mode",
    )]),
    conditional(
        "13b",
        declaration("exciseMovement.transportModeInformation"),
    ),
    conditional("14", declaration("exciseMovement.transportArranger")),
    optional("15", declaration("exciseMovement.firstTransporter")),
    required("16", declaration("exciseMovement.transportUnits")),
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
    optional("18", declaration("additionalDocuments")),
];
