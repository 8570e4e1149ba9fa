//! Which documents, references and statements count for one of the goods: its own and those of the
//! whole.

use cas_model::document::{
    AdditionalDocument, AdditionalInformation, GovernmentAgencyGoodsItem as Item,
};

use super::{Reading, eu_type, given};
use crate::rule::Document;

/// The documents and references of an item and of the whole, with their EU types.
fn papers<'a>(
    document: &'a Document,
    item: &'a Item,
) -> impl Iterator<Item = (String, &'a AdditionalDocument)> {
    let of_shipment = document.shipment();
    let of_shipment = of_shipment.map_or(&[][..], |shipment| &shipment.additional_documents);
    let all = item
        .additional_documents
        .iter()
        .chain(of_shipment)
        .chain(&document.additional_documents);
    all.map(|paper| (eu_type(&paper.category, &paper.r#type), paper))
}

/// Whether a document or reference of one of these types counts for an item.
pub(crate) fn has_paper(document: &Document, item: &Item, types: &[&str]) -> bool {
    papers(document, item).any(|(code, _)| types.contains(&code.as_str()))
}

/// The codes of the statements of an item and of the whole.
pub(crate) fn statements<'a>(
    document: &'a Document,
    item: &'a Item,
) -> impl Iterator<Item = &'a str> {
    let of_shipment = document.shipment();
    let of_shipment = of_shipment.map_or(&[][..], |shipment| &shipment.additional_informations);
    let all = item
        .additional_informations
        .iter()
        .chain(of_shipment)
        .chain(&document.additional_informations);
    all.filter_map(|statement: &AdditionalInformation| given(&statement.code))
}

/// Whether an item is sold to a person abroad, by what its additional procedure says: import scheme
/// (F48), special arrangements (F49), standard value added tax (F53).
pub(crate) fn is_distance_sale(item: &Item) -> bool {
    item.is_added_to(&["F48", "F49", "F53"])
}
