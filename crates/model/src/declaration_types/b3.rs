//! What does the warehousing of Union goods before their export ask for?
//!
//! The goods do not leave yet: the warehouse is asked for, the exit is not.

use super::{Category, DeclarationType, conditional, forbidden, item, optional, place, required};

pub(super) const TYPE: DeclarationType = DeclarationType {
    code: "B3",
    name: "Customs warehousing of Union goods",
    category: Category::Export,
    header_types: &["EX", "CO"],
    additional_types: &["A", "D", "R", "U", "V", "X", "Y", "Z"],
    procedures: &["76", "77"],
    marks: &[],
    source: "Annex B to Delegated Regulation (EU) 2015/2446, column B3",
    fields: &[
        required("11 01", "declType"),
        required("11 02", "addDeclType1"),
        required("11 09", "governmentProcedure.proc").of_items(),
        required("11 09", "governmentProcedure.prevProc").of_items(),
        conditional("11 10", "governmentProcedure.procNat1").of_items(),
        conditional("12 01", "goodsShipment.previousDocuments")
            .or(&[place("previousDocuments"), item("previousDocuments")]),
        optional("12 02", "goodsShipment.additionalInformations").or(&[
            place("additionalInformations"),
            item("additionalInformations"),
        ]),
        conditional("12 03", "goodsShipment.additionalDocuments")
            .or(&[place("additionalDocuments"), item("additionalDocuments")]),
        conditional("12 12", "authorisations"),
        required("13 01", "goodsShipment.exporter"),
        conditional("13 03", "goodsShipment.consignee").or(&[item("consignee")]),
        required("13 05", "declarant"),
        conditional("13 06", "agent"),
        conditional("13 06", "agentStatus"),
        optional("13 14", "goodsShipment.supplyChainActors").or(&[item("supplyChainActors")]),
        required("12 11", "goodsShipment.warehouse"),
        forbidden("14 10", "goodsShipment.customsValuation.valuationMethod")
            .or(&[item("customsValuation.valuationMethod")]),
        forbidden("14 11", "dutyTaxFees.preference1")
            .of_items()
            .or(&[item("commodity.dutyTaxFees.preference1")]),
        forbidden("14 17", "dutyTaxFees.quotaId")
            .of_items()
            .or(&[item("commodity.dutyTaxFees.quotaId")]),
        conditional("16 15", "goodsShipment.consignment.goodsLocation"),
        required("17 01", "declarationOfficeCode").in_union(),
        conditional("17 09", "supervisingOfficeCode"),
        conditional("18 01", "goodsMeasure.nmass").of_items(),
        required("18 04", "goodsShipment.consignment.gmass").or(&[item("goodsMeasure.gmass")]),
        required("18 05", "commodity.description").of_items(),
        required("18 06", "packagings").of_items(),
        required("18 09", "commodity.classifications").of_items(),
    ],
};
