//! What do several messages write alike? References, times, offices, parties: from the draft and from
//! the message that it is based on.

use cas_model::formats::{is_customs_office, is_mrn};

use crate::answer::{Decision, Page, clipped};
use crate::xml::{Element, Writer};

/// Stands for an office that the trader did not name properly; a rejection must name one.
const NO_OFFICE: &str = "XX000000";

/// Who answers: whom the trader wrote to.
pub(crate) fn sender<'a>(page: &'a Page<'_>) -> &'a str {
    let recipient = page.draft.origin.recipient.as_str();
    if recipient.is_empty() {
        "NTA.XX"
    } else {
        recipient
    }
}

/// Whether the answer names the message it answers.
pub(crate) fn is_reply(page: &Page<'_>) -> bool {
    let is_by_customs = page.draft.answer.detail.decision() == Some(Decision::ByCustoms);
    !is_by_customs && page.draft.answer.kind.is_reply
}

/// The time of the answer, without zone.
pub(crate) fn moment(page: &Page<'_>) -> String {
    page.draft.moment.strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

/// The time the message that is answered was prepared.
pub(crate) fn asked_at(page: &Page<'_>) -> String {
    page.draft
        .origin
        .prepared
        .strftime("%Y-%m-%dT%H:%M:%S")
        .to_string()
}

/// The time of lodging.
pub(crate) fn lodged_at(page: &Page<'_>) -> String {
    page.draft
        .facts
        .lodged
        .strftime("%Y-%m-%dT%H:%M:%S")
        .to_string()
}

/// The date of the answer.
pub(crate) fn date(page: &Page<'_>) -> String {
    page.draft.moment.date().to_string()
}

/// The date of acceptance, which counts from the day of lodging.
pub(crate) fn acceptance_date(page: &Page<'_>) -> String {
    page.draft.facts.lodged.date().to_string()
}

/// Writes the LRN of the declaration.
pub(crate) fn lrn(page: &Page<'_>, writer: &mut Writer) {
    let lrn = clipped(&page.draft.facts.lrn, 22);
    writer.optional("LRN", Some(lrn).filter(|lrn| !lrn.is_empty()));
}

/// The MRN, if it was allocated.
pub(crate) fn mrn(page: &Page<'_>, writer: &mut Writer) {
    let mrn = page.draft.facts.mrn.as_deref();
    writer.optional("MRN", mrn.filter(|mrn| is_mrn(mrn).is_some()));
}

/// The office that a path names, or the one that stands for none.
pub(crate) fn office<'a>(root: &'a Element<'_>, path: &str) -> &'a str {
    let named = root
        .text_at(path)
        .filter(|office| is_customs_office(office));
    named.unwrap_or(NO_OFFICE)
}

/// An element that names an office.
pub(crate) fn office_as(name: &str, office: &str, writer: &mut Writer) {
    writer.group(name, |writer| writer.leaf("referenceNumber", office));
}

/// A party of the declaration, with these of its texts, each cut to its greatest length, and its
/// address.
pub(crate) fn party(
    party: Option<&Element<'_>>,
    name: &str,
    texts: &[(&str, usize)],
    writer: &mut Writer,
) {
    writer.group(name, |writer| {
        let Some(party) = party else { return };
        for (name, length) in texts {
            let text = party.text_at(name).map(|text| clipped(text, *length));
            writer.optional(name, text.filter(|text| !text.is_empty()));
        }
        if let Some(address) = party.child("Address") {
            write_address(address, writer);
        }
    });
}

/// An address is repeated only if it is complete.
fn write_address(address: &Element<'_>, writer: &mut Writer) {
    const FIELDS: [(&str, usize); 4] = [
        ("streetAndNumber", 70),
        ("postcode", 17),
        ("city", 35),
        ("country", 2),
    ];
    let text = |name: &str| address.text_at(name).filter(|text| !text.is_empty());
    let is_complete = ["streetAndNumber", "city", "country"]
        .iter()
        .all(|name| text(name).is_some());
    if is_complete {
        writer.group("Address", |writer| {
            for (name, length) in FIELDS {
                writer.optional(name, text(name).map(|text| clipped(text, length)));
            }
        });
    }
}
