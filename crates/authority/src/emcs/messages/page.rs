//! What do several messages write alike? Numbers of the movement, times, traders, and what a
//! trader said, as customs took it.

use crate::answer::{Page, clipped};
use crate::emcs::door;
use crate::emcs::movement::{Traders, document_of, trimmed};
use crate::xml::{Element, Writer};

/// Whether it answers the trader whom it is for.
pub(super) fn is_reply(page: &Page<'_>) -> bool {
    let draft = page.draft;
    let submitter = match draft.origin.sender.as_str() {
        "" => {
            basis(page)
                .map(Traders::named_by)
                .unwrap_or_default()
                .consignor
        }
        sender => sender.to_owned(),
    };
    draft.answer.kind.is_reply && draft.recipient == submitter
}

/// The movement that the answer is about.
pub(super) fn basis<'a>(page: &'a Page<'_>) -> Option<&'a Element<'a>> {
    door::container(page.basis)
}

/// When it is written.
pub(super) fn moment(page: &Page<'_>) -> String {
    page.draft.moment.strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

/// The day it is written.
pub(super) fn today(page: &Page<'_>) -> String {
    page.draft.moment.date().to_string()
}

/// The ARC; that of the message where the movement is not known, if it has the form of one.
pub(super) fn arc<'a>(page: &'a Page<'_>) -> Option<&'a str> {
    let facts = &page.draft.facts;
    let arc = facts.mrn.as_deref().or(page.draft.origin.mrn.as_deref());
    arc.filter(|arc| cas_model::formats::is_arc(arc))
}

/// The numbers of the movement.
pub(super) fn numbers(page: &Page<'_>, writer: &mut Writer) {
    writer.optional("AdministrativeReferenceCode", arc(page));
    writer.leaf("SequenceNumber", &page.draft.facts.version.to_string());
}

/// The numbers of the movement, in a group.
pub(super) fn movement(page: &Page<'_>, writer: &mut Writer) {
    writer.group("ExciseMovement", |writer| numbers(page, writer));
}

/// Free text, in English.
pub(super) fn words(name: &str, text: &str, writer: &mut Writer) {
    writer.leaf_with(name, &[("language", "en")], text);
}

/// A group of the movement, if it is there.
pub(super) fn copied(page: &Page<'_>, name: &str, writer: &mut Writer) {
    for group in basis(page).into_iter().flat_map(|own| own.all(name)) {
        writer.copy_with_attributes(group);
    }
}

/// The office of dispatch, or the other office that the movement names.
pub(super) fn office<'a>(page: &'a Page<'_>, group: &str) -> &'a str {
    let own = basis(page);
    let office = own.and_then(|own| own.text_at(&format!("{group}/ReferenceNumber")));
    let dispatch =
        own.and_then(|own| own.text_at("CompetentAuthorityDispatchOffice/ReferenceNumber"));
    let known = office.or(dispatch).map(str::trim);
    known
        .filter(|text| cas_model::formats::is_customs_office(text))
        .unwrap_or("XX000000")
}

/// What a trader said, with the time when customs took it; `false` if he said nothing of the kind.
pub(super) fn repeated(page: &Page<'_>, time: &str, order: &[&str], writer: &mut Writer) -> bool {
    let draft = page.draft;
    if draft.origin.message != draft.answer.kind.code {
        return false;
    }
    let read = document_of(&draft.origin);
    let Some(said) = read.as_ref().and_then(door::container) else {
        return false;
    };
    writer.group(said.name, |writer| {
        writer.group("Attributes", |writer| {
            let attributes = said.child("Attributes").into_iter();
            let own = attributes.flat_map(|attributes| &attributes.children);
            own.filter(|child| child.name != time)
                .for_each(|child| writer.copy_with_attributes(child));
            writer.leaf(time, &moment(page));
        });
        let rest = said
            .children
            .iter()
            .filter(|child| child.name != "Attributes");
        rest.for_each(|child| match order.contains(&child.name) {
            true => numbered(page, child, writer),
            false => writer.copy_with_attributes(child),
        });
    });
    true
}

/// A group that gets the sequence number of the movement, which the trader leaves out.
fn numbered(page: &Page<'_>, group: &Element<'_>, writer: &mut Writer) {
    writer.group(group.name, |writer| {
        let before = |name: &str| BEFORE_NUMBER.contains(&name);
        let own = group
            .children
            .iter()
            .filter(|child| child.name != "SequenceNumber");
        let (first, rest): (Vec<_>, Vec<_>) = own.partition(|child| before(child.name));
        first
            .into_iter()
            .for_each(|child| writer.copy_with_attributes(child));
        writer.leaf("SequenceNumber", &page.draft.facts.version.to_string());
        rest.into_iter()
            .for_each(|child| writer.copy_with_attributes(child));
    });
}

/// What stands before the sequence number in a change of destination.
const BEFORE_NUMBER: [&str; 3] = [
    "AdministrativeReferenceCode",
    "JourneyTime",
    "ChangedTransportArrangement",
];

/// The first item of the movement: its number, its product and its quantity.
pub(super) fn first_item<'a>(page: &'a Page<'_>) -> Option<(&'a str, &'a str, &'a str)> {
    let item = basis(page)?.child("BodyEadEsad")?;
    Some((
        trimmed(item, "BodyRecordUniqueReference"),
        trimmed(item, "ExciseProductCode"),
        trimmed(item, "Quantity"),
    ))
}

/// A text that fits a field.
pub(super) fn fitting(text: &str) -> &str {
    clipped(text, 350)
}
