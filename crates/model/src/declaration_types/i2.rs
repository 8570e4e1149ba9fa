//! What does the presentation of goods ask for that are entered in the declarant's records?
//!
//! The entry itself stands in the records; customs only learns where the goods are. A
//! supplementary declaration (`h1`, additional type Z) follows.

use super::{Category, DeclarationType, conditional, forbidden, item, optional, place, required};

pub(super) const TYPE: DeclarationType = DeclarationType {
    code: "I2",
    name: "Presentation of goods with an entry in the declarant's records (import)",
    category: Category::Import,
    header_types: &[],
    additional_types: &[],
    procedures: &[
        "01", "07", "40", "42", "43", "44", "45", "46", "48", "51", "53", "61", "63", "68", "71",
        "95", "96",
    ],
    marks: &[],
    source: "Annex B to Delegated Regulation (EU) 2015/2446, column I2",
    fields: &[
        conditional("12 01", "goodsShipment.previousDocuments")
            .or(&[place("previousDocuments"), item("previousDocuments")]),
        required("12 12", "authorisations"),
        required("13 05", "declarant"),
        conditional("13 06", "agent"),
        conditional("13 06", "agentStatus"),
        required("11 09", "governmentProcedure.proc").of_items(),
        required("16 15", "goodsShipment.consignment.goodsLocation"),
        optional("17 10", "presentationOfficeCode"),
        conditional("18 04", "goodsShipment.consignment.gmass").or(&[item("goodsMeasure.gmass")]),
        required("18 05", "commodity.description").of_items(),
        required("18 06", "packagings").of_items(),
        conditional("19 07", "goodsShipment.consignment.transportEquipments")
            .or(&[item("containerIdentification")]),
        forbidden("14 08", "commodity.invoiceLine.itemAmount").of_items(),
        forbidden("14 11", "dutyTaxFees.preference1")
            .of_items()
            .or(&[item("commodity.dutyTaxFees.preference1")]),
        forbidden("99 06", "statValue").of_items(),
    ],
};
