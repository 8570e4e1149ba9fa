//! What do goods ask for that a trusted trader moves from Great Britain to Northern Ireland?
//!
//! The simplified process for internal market movements: no valuation, preference or country of
//! dispatch, and packages are counted only. Additional procedures say that goods move so.

use super::{Category, DeclarationType, conditional, item, optional, place, required};

pub(super) const TYPE: DeclarationType = DeclarationType {
    code: "H8",
    name: "Internal market movement from Great Britain to Northern Ireland",
    category: Category::Import,
    header_types: &["IM"],
    additional_types: &["A", "D", "Y", "Z"],
    procedures: &["07", "40"],
    marks: &["1EL", "1EN", "1LG", "1SG", "1AG", "1RD"],
    source: "SPIMM: declaration category data set H8",
    fields: &[
        required("11 01", "declType"),
        required("11 02", "addDeclType1"),
        required("11 09", "governmentProcedure.proc").of_items(),
        required("11 09", "governmentProcedure.prevProc").of_items(),
        required("11 10", "governmentProcedure.procNat1").of_items(),
        required("12 01", "goodsShipment.previousDocuments")
            .or(&[place("previousDocuments"), item("previousDocuments")]),
        required("12 02", "goodsShipment.additionalInformations").or(&[
            place("additionalInformations"),
            item("additionalInformations"),
        ]),
        conditional("12 03", "goodsShipment.additionalDocuments")
            .or(&[place("additionalDocuments"), item("additionalDocuments")]),
        conditional("12 12", "authorisations"),
        conditional("12 10", "deferredPayments"),
        conditional("13 01", "goodsShipment.exporter"),
        required("13 04", "importer"),
        required("13 05", "declarant"),
        conditional("13 06", "agent"),
        conditional("13 06", "agentStatus"),
        conditional("14 05", "invoiceCurrency"),
        required("14 08", "commodity.invoiceLine.itemAmount").of_items(),
        conditional("16 03", "goodsShipment.destination").or(&[item("destination")]),
        optional("16 06", "goodsShipment.exportCountry").or(&[item("exportCountry")]),
        required("16 08", "origin.country").of_items(),
        required("16 15", "goodsShipment.consignment.goodsLocation"),
        conditional("17 09", "supervisingOfficeCode"),
        conditional("18 02", "goodsMeasure.supQty").of_items(),
        required("18 04", "goodsShipment.consignment.gmass").or(&[item("goodsMeasure.gmass")]),
        required("18 05", "commodity.description").of_items(),
        required("18 06", "packagings.quantity").of_items(),
        required("18 09", "commodity.classifications").of_items(),
        required(
            "19 03",
            "goodsShipment.consignment.borderTransportMeans.mode",
        ),
        conditional("19 07", "goodsShipment.consignment.transportEquipments")
            .or(&[item("containerIdentification")]),
        conditional("12 11", "goodsShipment.warehouse"),
        conditional("99 02", "obligationGuarantees"),
    ],
};
