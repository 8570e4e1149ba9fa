//! What do several notifications write alike? Times, references, statements, pointers.

use jiff::ToSpan as _;
use jiff::civil::DateTime;

use crate::answer::{Page, clipped};
use crate::wco::door;
use crate::xml::{Element, Writer};

const TIME: &str = "urn:wco:datamodel:WCO:Response_DS:DMS:2";

/// The name of the notification.
pub(super) fn identification(page: &Page<'_>) -> String {
    page.draft
        .identification
        .to_ascii_lowercase()
        .replace('-', "")
}

/// A time, to the second.
pub(super) fn time(name: &str, moment: DateTime, writer: &mut Writer) {
    writer.group(name, |writer| {
        let text = moment.strftime("%Y%m%d%H%M%SZ").to_string();
        let attributes = [("xmlns", TIME), ("formatCode", "304")];
        writer.leaf_with("DateTimeString", &attributes, &text);
    });
}

/// A time so many days after the notification.
pub(super) fn limit(page: &Page<'_>, name: &str, days: i64, writer: &mut Writer) {
    time(name, page.draft.moment.saturating_add(days.days()), writer);
}

/// A statement: code, words, type.
pub(super) fn statement(code: Option<&str>, words: Option<&str>, writer: &mut Writer) {
    writer.group("AdditionalInformation", |writer| {
        writer.optional("StatementCode", code);
        writer.optional("StatementDescription", words);
        writer.leaf("StatementTypeCode", "AFB");
    });
}

/// The declaration spoken of, with no more than its references.
pub(super) fn declaration(page: &Page<'_>, writer: &mut Writer) {
    declaration_with(page, writer, |_| {});
}

/// The declaration spoken of, with what follows its version.
pub(super) fn declaration_with(
    page: &Page<'_>,
    writer: &mut Writer,
    after: impl FnOnce(&mut Writer),
) {
    writer.group("Declaration", |writer| {
        references(page, writer);
        version(page, writer);
        after(writer);
    });
}

/// The references of the declaration.
pub(super) fn references(page: &Page<'_>, writer: &mut Writer) {
    let facts = &page.draft.facts;
    reference(&facts.lrn, facts.mrn.as_deref(), writer);
}

/// The reference of the message that is answered, and the MRN of its declaration.
pub(super) fn own_references(page: &Page<'_>, writer: &mut Writer) {
    let draft = page.draft;
    reference(&draft.origin.reference, draft.facts.mrn.as_deref(), writer);
}

fn reference(lrn: &str, mrn: Option<&str>, writer: &mut Writer) {
    let lrn = clipped(lrn, 35);
    writer.optional(
        "FunctionalReferenceID",
        Some(lrn).filter(|lrn| !lrn.is_empty()),
    );
    writer.optional("ID", mrn.map(|mrn| clipped(mrn, 70)));
}

/// The version of the declaration.
pub(super) fn version(page: &Page<'_>, writer: &mut Writer) {
    writer.leaf("VersionID", &page.draft.facts.version.to_string());
}

/// The bank that is to be paid.
pub(super) fn bank(writer: &mut Writer) {
    writer.group("Bank", |writer| {
        writer.leaf("ReferenceID", "BARCGB22");
        writer.leaf("ID", "GB16BARC20051723372545");
    });
}

/// An amount in pounds.
pub(super) fn amount(name: &str, amount: rust_decimal::Decimal, writer: &mut Writer) {
    writer.leaf_with(name, &[("currencyID", "GBP")], &format!("{amount:.2}"));
}

/// Pointers: sections, each with its number if it has one, and the tag after a colon.
pub(super) fn pointers(place: &str, writer: &mut Writer) {
    for section in place.split(' ') {
        let (section, tag) = match section.split_once(':') {
            Some((section, tag)) => (section, Some(tag)),
            None => (section, None),
        };
        let (section, number) = match section.split_once('[') {
            Some((section, number)) => (section, number.strip_suffix(']')),
            None => (section, None),
        };
        writer.group("Pointer", |writer| {
            writer.optional("SequenceNumeric", number);
            writer.leaf("DocumentSectionCode", section);
            writer.optional("TagID", tag);
        });
    }
}

/// The declaration that the answer is based on.
pub(super) fn basis<'a>(page: &'a Page<'_>) -> Option<&'a Element<'a>> {
    door::declaration(page.basis)
}
