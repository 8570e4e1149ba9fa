//! What does a request for clearance of goods from an inventory (C21) ask for on export?
//!
//! It lets goods go for which no export declaration is due. Only the United Kingdom has it.

use super::{Category, DeclarationType, conditional, item, optional, place, required};

pub(super) const TYPE: DeclarationType = DeclarationType {
    code: "C21e",
    name: "Customs clearance request (export)",
    category: Category::Export,
    header_types: &["EX", "CO"],
    additional_types: &["J", "K"],
    procedures: &["00", "10", "11", "21", "22", "23", "31"],
    marks: &[],
    source: "CDS volume 3, appendix 24: declaration category data sets C21e",
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
        optional("12 08", "goodsShipment.ucr").or(&[place("ucr"), item("ucr")]),
        conditional("11 07", "security"),
        conditional("13 01", "goodsShipment.exporter"),
        conditional("13 03", "goodsShipment.consignee").or(&[item("consignee")]),
        required("13 05", "declarant"),
        conditional("13 06", "agent"),
        conditional("13 06", "agentStatus"),
        conditional("16 03", "goodsShipment.destination").or(&[item("destination")]),
        required("16 15", "goodsShipment.consignment.goodsLocation"),
        required("17 02", "goodsShipment.exitOffice"),
        conditional("18 01", "goodsMeasure.nmass").of_items(),
        conditional("18 04", "goodsShipment.consignment.gmass").or(&[item("goodsMeasure.gmass")]),
        required("18 05", "commodity.description").of_items(),
        required("18 06", "packagings").of_items(),
        conditional("18 09", "commodity.classifications").of_items(),
        conditional("19 01", "goodsShipment.consignment.containerIndicator"),
        conditional(
            "19 03",
            "goodsShipment.consignment.borderTransportMeans.mode",
        ),
    ],
};
