//! What does a request for clearance of goods from an inventory (C21) ask for on import?
//!
//! It releases goods for which no import declaration is due, or, with a procedure of an import
//! declaration, presents what was entered in the declarant's records. So nearly nothing is asked
//! of the goods. Only the United Kingdom has it.

use super::{Category, DeclarationType, conditional, item, optional, place, required};

pub(super) const TYPE: DeclarationType = DeclarationType {
    code: "C21i",
    name: "Customs clearance request (import)",
    category: Category::Import,
    header_types: &["IM", "CO"],
    additional_types: &["J", "K"],
    procedures: &[
        "00", "01", "07", "40", "42", "43", "44", "45", "46", "48", "51", "53", "61", "63", "68",
        "71", "78", "95", "96",
    ],
    marks: &[],
    source: "CDS volume 3, appendix 23A: declaration category data sets C21i",
    fields: &[
        required("11 01", "declType"),
        required("11 02", "addDeclType1"),
        required("11 09", "governmentProcedure.proc").of_items(),
        required("11 09", "governmentProcedure.prevProc").of_items(),
        required("11 10", "governmentProcedure.procNat1").of_items(),
        required("12 01", "goodsShipment.previousDocuments")
            .or(&[place("previousDocuments"), item("previousDocuments")]),
        optional("12 02", "goodsShipment.additionalInformations").or(&[
            place("additionalInformations"),
            item("additionalInformations"),
        ]),
        conditional("12 03", "goodsShipment.additionalDocuments")
            .or(&[place("additionalDocuments"), item("additionalDocuments")]),
        conditional("12 12", "authorisations"),
        conditional("12 10", "deferredPayments"),
        conditional("13 01", "goodsShipment.exporter"),
        conditional("13 04", "importer"),
        conditional("13 05", "declarant"),
        conditional("13 06", "agent"),
        conditional("13 06", "agentStatus"),
        conditional("16 06", "goodsShipment.exportCountry").or(&[item("exportCountry")]),
        required("16 15", "goodsShipment.consignment.goodsLocation"),
        conditional("17 09", "supervisingOfficeCode"),
        conditional("18 01", "goodsMeasure.nmass").of_items(),
        conditional("18 04", "goodsShipment.consignment.gmass").or(&[item("goodsMeasure.gmass")]),
        conditional("18 05", "commodity.description").of_items(),
        required("18 06", "packagings").of_items(),
        conditional("18 09", "commodity.classifications").of_items(),
        conditional("19 01", "goodsShipment.consignment.containerIndicator"),
        conditional(
            "19 03",
            "goodsShipment.consignment.borderTransportMeans.mode",
        ),
        conditional("12 11", "goodsShipment.warehouse"),
    ],
};
