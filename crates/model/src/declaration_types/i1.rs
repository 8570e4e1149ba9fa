//! What does a simplified import declaration ask for?
//!
//! What is needed to let the goods go; the supplementary declaration (`h1`) says the rest.

use super::{Category, DeclarationType, conditional, forbidden, item, optional, place, required};

pub(super) const TYPE: DeclarationType = DeclarationType {
    code: "I1",
    name: "Simplified import declaration",
    category: Category::Import,
    header_types: &["IM", "CO"],
    additional_types: &["B", "C", "E", "F"],
    procedures: &[
        "01", "07", "40", "42", "43", "44", "45", "46", "48", "51", "53", "61", "63", "68", "95",
        "96",
    ],
    marks: &[],
    source: "Annex B to Delegated Regulation (EU) 2015/2446, column I1",
    fields: &[
        required("11 01", "declType"),
        required("11 02", "addDeclType1"),
        required("11 09", "governmentProcedure.proc").of_items(),
        required("11 09", "governmentProcedure.prevProc").of_items(),
        required("11 10", "governmentProcedure.procNat1").of_items(),
        conditional("12 01", "goodsShipment.previousDocuments")
            .or(&[place("previousDocuments"), item("previousDocuments")]),
        optional("12 02", "goodsShipment.additionalInformations").or(&[
            place("additionalInformations"),
            item("additionalInformations"),
        ]),
        conditional("12 03", "goodsShipment.additionalDocuments")
            .or(&[place("additionalDocuments"), item("additionalDocuments")]),
        conditional("12 12", "authorisations"),
        conditional("13 01", "goodsShipment.exporter"),
        required("13 04", "importer"),
        required("13 05", "declarant"),
        conditional("13 06", "agent"),
        conditional("13 06", "agentStatus"),
        conditional("14 05", "invoiceCurrency"),
        conditional("14 08", "commodity.invoiceLine.itemAmount").of_items(),
        forbidden("14 10", "goodsShipment.customsValuation.valuationMethod")
            .or(&[item("customsValuation.valuationMethod")])
            .in_union(),
        conditional("14 11", "dutyTaxFees.preference1")
            .of_items()
            .or(&[item("commodity.dutyTaxFees.preference1")]),
        conditional("14 17", "dutyTaxFees.quotaId")
            .of_items()
            .or(&[item("commodity.dutyTaxFees.quotaId")]),
        conditional("16 06", "goodsShipment.exportCountry").or(&[item("exportCountry")]),
        conditional("16 08", "origin.country").of_items(),
        required("16 15", "goodsShipment.consignment.goodsLocation"),
        conditional("17 09", "supervisingOfficeCode"),
        optional("17 10", "presentationOfficeCode"),
        conditional("18 01", "goodsMeasure.nmass").of_items(),
        conditional("18 02", "goodsMeasure.supQty").of_items(),
        conditional("18 04", "goodsShipment.consignment.gmass").or(&[item("goodsMeasure.gmass")]),
        required("18 05", "commodity.description").of_items(),
        required("18 06", "packagings").of_items(),
        required("18 09", "commodity.classifications").of_items(),
        conditional("19 07", "goodsShipment.consignment.transportEquipments")
            .or(&[item("containerIdentification")]),
        forbidden("99 06", "statValue").of_items().in_union(),
    ],
};
