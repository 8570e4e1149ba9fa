//! Is a paper of category Y a document or a reference?
//!
//! DMS takes codes of category Y as additional references (12 04), but the account of the authorised
//! declarant of the carbon border adjustment (Y128) as a supporting document (12 03). Messages are
//! written as customs takes them now, so this has no day; those of before are read either way.
//!
//! Source: Danish customs, release 2.2.7 of 12 September 2026.

use std::borrow::Cow;

use cas_model::document::{AdditionalDocument, SingleAdministrativeDocument};

/// The only ones of their category that are supporting documents.
const DOCUMENTS: &[&str] = &["128", "Y128"];
const CATEGORY: &str = "Y";

/// The document with these papers of no category and their whole code, as which the rows of the
/// tables take them for documents; the places of all papers stay.
#[must_use]
pub(super) fn settle(
    document: &SingleAdministrativeDocument,
) -> Cow<'_, SingleAdministrativeDocument> {
    if !papers(document).any(is_document) {
        return Cow::Borrowed(document);
    }
    let mut settled = document.clone();
    let shipment = settled.goods_shipment.as_deref_mut();
    let (of_shipment, items) = match shipment {
        Some(shipment) => (
            &mut shipment.additional_documents[..],
            &mut shipment.government_agency_goods_items[..],
        ),
        None => (&mut [][..], &mut [][..]),
    };
    let of_items = items.iter_mut().flat_map(|it| &mut it.additional_documents);
    let papers = settled.additional_documents.iter_mut();
    for paper in papers.chain(of_shipment).chain(of_items) {
        if is_document(paper) {
            paper.category = None;
            paper.r#type = Some(format!("{CATEGORY}128"));
        }
    }
    Cow::Owned(settled)
}

fn is_document(paper: &AdditionalDocument) -> bool {
    let text = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
    text(&paper.category) == CATEGORY && DOCUMENTS.contains(&text(&paper.r#type).as_str())
}

fn papers(document: &SingleAdministrativeDocument) -> impl Iterator<Item = &AdditionalDocument> {
    let shipment = document.goods_shipment.as_deref();
    let of_shipment = shipment.map_or(&[][..], |it| &it.additional_documents);
    let items = shipment.map_or(&[][..], |it| &it.government_agency_goods_items);
    let of_items = items.iter().flat_map(|item| &item.additional_documents);
    let papers = document.additional_documents.iter();
    papers.chain(of_shipment).chain(of_items)
}
