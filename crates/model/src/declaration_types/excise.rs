//! What does the movement of excise goods ask for?
//!
//! The electronic administrative document of EMCS (IE815): quantities, masses and the excise
//! product code of every item, and who sends.

use super::field_use::{FieldUse, conditional, optional, place, required};

pub(super) const FIELDS: &[FieldUse] = &[
    required("1a", "exciseMovement.destinationType"),
    required("1b", "exciseMovement.journeyTime"),
    required("1c", "exciseMovement.transportArrangement"),
    required("2", "goodsShipment.consignor"),
    conditional("3", "exciseMovement.placeOfDispatch"),
    conditional("4", "exciseMovement.dispatchImportOffice"),
    conditional("5", "goodsShipment.consignee"),
    conditional("6a", "exciseMovement.consigneeMemberState"),
    optional("6b", "exciseMovement.exemptionCertificate"),
    conditional("7", "exciseMovement.deliveryPlace"),
    conditional("8", "exciseMovement.deliveryOffice"),
    optional("9a", "functionRefNum"),
    required("9b", "exciseMovement.invoiceNumber"),
    optional("9c", "exciseMovement.invoiceDate"),
    required("9d", "exciseMovement.originType"),
    required("9e", "exciseMovement.dispatchDate"),
    optional("9f", "exciseMovement.dispatchTime"),
    conditional("9.1", "previousDocuments"),
    required("10", "declarationOfficeCode"),
    required("11a", "exciseMovement.guarantorType"),
    conditional("12", "guarantor"),
    conditional("12", "exciseMovement.secondGuarantor"),
    required("13a", "goodsShipment.consignment.inlandMode").or(&[place(
        "goodsShipment.consignment.departureTransportMeans.mode",
    )]),
    conditional("13b", "exciseMovement.transportModeInformation"),
    conditional("14", "exciseMovement.transportArranger"),
    optional("15", "exciseMovement.firstTransporter"),
    required("16", "exciseMovement.transportUnits"),
    required("17b", "commodity.classifications").of_items(),
    required("17d", "goodsMeasure.qty").of_items(),
    required("17e", "goodsMeasure.gmass").of_items(),
    required("17f", "goodsMeasure.nmass").of_items(),
    conditional("17g", "exciseProduct.alcoholicStrength").of_items(),
    conditional("17h", "exciseProduct.degreePlato").of_items(),
    optional("17i", "exciseProduct.fiscalMark").of_items(),
    optional("17l", "exciseProduct.designationOfOrigin").of_items(),
    optional("17n", "exciseProduct.sizeOfProducer").of_items(),
    conditional("17o", "exciseProduct.density").of_items(),
    optional("17p", "commodity.description").of_items(),
    optional("17q", "exciseProduct.brandName").of_items(),
    required("17.1", "packagings").of_items(),
    conditional("17.2", "exciseProduct.wine").of_items(),
    optional("18", "additionalDocuments"),
];
