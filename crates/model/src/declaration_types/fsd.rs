//! What does a final supplementary declaration ask for?
//!
//! It tells customs how many supplementary declarations a period had, and declares no goods: its
//! one item carries the procedure 0090 and the statements. Only the United Kingdom has it.

use super::{Category, DeclarationType, conditional, item, optional, place, required};

pub(super) const TYPE: DeclarationType = DeclarationType {
    code: "FSD",
    name: "Final supplementary declaration",
    category: Category::Import,
    header_types: &["IM"],
    additional_types: &["Q"],
    procedures: &["00"],
    marks: &[],
    source: "CDS volume 3, completion guide for final supplementary declarations",
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
        optional("12 08", "goodsShipment.ucr").or(&[place("ucr"), item("ucr")]),
        conditional("13 04", "importer"),
        required("13 05", "declarant"),
        conditional("13 06", "agent"),
        conditional("13 06", "agentStatus"),
        conditional("15 09", "acceptanceDateTime"),
        conditional("16 15", "goodsShipment.consignment.goodsLocation"),
    ],
};
