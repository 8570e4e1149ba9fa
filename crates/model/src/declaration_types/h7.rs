//! What does the import of a consignment of low value ask for?
//!
//! The reduced data set for goods of 150 EUR at most: no classification below the heading, no
//! origin, no valuation, nothing of the transport. The United Kingdom calls it the super reduced
//! data set, marks it with the additional procedure 1H7 and takes the value as customs value.

use super::{Category, DeclarationType, conditional, forbidden, item, optional, place, required};

pub(super) const TYPE: DeclarationType = DeclarationType {
    code: "H7",
    name: "Low value consignments relieved of import duty",
    category: Category::Import,
    header_types: &[],
    additional_types: &["A", "D"],
    procedures: &["40"],
    marks: &["1H7"],
    source: "Annex B to Delegated Regulation (EU) 2015/2446, column H7",
    fields: &[
        required("11 02", "addDeclType1"),
        optional("11 09", "governmentProcedure.proc").of_items(),
        required("11 10", "governmentProcedure.procNat1").of_items(),
        conditional("12 01", "goodsShipment.previousDocuments")
            .or(&[place("previousDocuments"), item("previousDocuments")]),
        optional("12 02", "goodsShipment.additionalInformations").or(&[
            place("additionalInformations"),
            item("additionalInformations"),
        ]),
        conditional("12 03", "goodsShipment.additionalDocuments")
            .or(&[place("additionalDocuments"), item("additionalDocuments")]),
        conditional("13 01", "goodsShipment.exporter")
            .or(&[place("goodsShipment.consignor"), item("consignor")]),
        required("13 04", "importer"),
        required("13 05", "declarant"),
        conditional("13 06", "agent"),
        conditional("13 06", "agentStatus"),
        conditional("13 16", "goodsShipment.supplyChainActors").or(&[item("supplyChainActors")]),
        forbidden("14 01", "goodsShipment.tradeTerms"),
        forbidden("14 10", "goodsShipment.customsValuation.valuationMethod")
            .or(&[item("customsValuation.valuationMethod")]),
        forbidden("14 11", "dutyTaxFees.preference1")
            .of_items()
            .or(&[item("commodity.dutyTaxFees.preference1")]),
        required("14 14", "commodity.invoiceLine.itemAmount")
            .of_items()
            .or(&[item("customsValue")]),
        forbidden("14 17", "dutyTaxFees.quotaId")
            .of_items()
            .or(&[item("commodity.dutyTaxFees.quotaId")]),
        conditional("14 15", "goodsShipment.customsValuation.freightCharges"),
        conditional("16 15", "goodsShipment.consignment.goodsLocation"),
        forbidden("17 09", "supervisingOfficeCode"),
        conditional("18 02", "goodsMeasure.supQty").of_items(),
        required("18 04", "goodsShipment.consignment.gmass").or(&[item("goodsMeasure.gmass")]),
        required("18 05", "commodity.description").of_items(),
        required("18 06", "packagings.quantity")
            .of_items()
            .in_union(),
        required("18 09", "commodity.classifications").of_items(),
        forbidden("12 11", "goodsShipment.warehouse"),
        forbidden("99 02", "obligationGuarantees"),
        forbidden("99 06", "statValue").of_items(),
    ],
};
