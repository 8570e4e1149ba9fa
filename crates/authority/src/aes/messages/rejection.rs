//! What rejects a message, at the office of export and at that of exit?

use super::page;
use crate::answer::{MessageBehaviour, Page};
use crate::commission::messages::errors::{write_errors, write_rejection};
use crate::xml::Writer;

/// CC556C: the office of export rejects the message, for these errors in these places.
pub(crate) const CC556C: MessageBehaviour = MessageBehaviour {
    is_refusal: true,
    is_decision: true,
    ..super::brief("CC556C", write_cc556c)
};

fn write_cc556c(writer: &mut Writer, page: &Page<'_>) {
    writer.group("ExportOperation", |writer| write_rejection(page, writer));
    page::export_office(page, writer);
    page::declarant(page, writer);
    write_errors(page.draft.answer.detail.problems(), writer);
}

/// CC557C: the office of exit rejects the message, for these errors in these places.
pub(crate) const CC557C: MessageBehaviour = MessageBehaviour {
    is_refusal: true,
    is_decision: true,
    ..MessageBehaviour::new("CC557C", write_cc557c)
};

fn write_cc557c(writer: &mut Writer, page: &Page<'_>) {
    writer.group("ExportOperation", |writer| write_rejection(page, writer));
    page::exit_office(page, writer);
    page::declarant(page, writer);
    page::exit_carrier(page, writer);
    write_errors(page.draft.answer.detail.problems(), writer);
}
