//! What does the presentation of goods for export ask for that are entered in the records?
//!
//! The entry itself stands in the records; customs only learns where the goods are.

use super::{Category, DeclarationType, conditional, item, optional, place, required};

pub(super) const TYPE: DeclarationType = DeclarationType {
    code: "C2",
    name: "Presentation of goods with an entry in the declarant's records (export)",
    category: Category::Export,
    header_types: &[],
    additional_types: &[],
    procedures: &["10", "11", "23", "31"],
    marks: &[],
    source: "Annex B to Delegated Regulation (EU) 2015/2446, column C2",
    fields: &[
        conditional("12 01", "goodsShipment.previousDocuments")
            .or(&[place("previousDocuments"), item("previousDocuments")]),
        required("12 12", "authorisations"),
        required("13 05", "declarant"),
        conditional("13 06", "agent"),
        conditional("13 06", "agentStatus"),
        required("16 15", "goodsShipment.consignment.goodsLocation"),
        optional("17 10", "presentationOfficeCode"),
    ],
};
