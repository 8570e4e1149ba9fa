//! What rejects a message, and what decides on a request? With what a declaration is afterwards.

use super::page;
use crate::answer::{Decision, MessageBehaviour, Page};
use crate::status::Status;
use crate::xml::Writer;

/// DMSREJ: the message is rejected, for these errors in these places.
pub(crate) const DMSREJ: MessageBehaviour = MessageBehaviour {
    is_decision: true,
    is_refusal: true,
    tells_mrn: true,
    ..MessageBehaviour::new("DMSREJ", write_dmsrej)
};

fn write_dmsrej(writer: &mut Writer, page: &Page<'_>) {
    for problem in page.draft.answer.detail.problems() {
        writer.group("Error", |writer| {
            writer.leaf("ValidationCode", problem.code);
            page::pointers(&problem.pointer, writer);
        });
    }
    writer.group("Declaration", |writer| {
        page::own_references(page, writer);
        page::time("RejectionDateTime", page.draft.moment, writer);
        page::version(page, writer);
    });
}

/// DMSREQ: the decision on a request for amendment or cancellation.
pub(crate) const DMSREQ: MessageBehaviour = MessageBehaviour {
    is_decision: true,
    ..MessageBehaviour::new("DMSREQ", write_dmsreq)
};

const GRANTED: &str = "39";

const DENIED: &str = "41";

fn write_dmsreq(writer: &mut Writer, page: &Page<'_>) {
    page::statement(None, None, writer);
    let is_refused = page.draft.answer.detail.decision() == Some(Decision::Refused);
    writer.group("Status", |writer| {
        writer.leaf("NameCode", if is_refused { DENIED } else { GRANTED });
    });
    writer.group("Declaration", |writer| {
        page::own_references(page, writer);
        page::version(page, writer);
    });
}

/// DMSINV: the declaration is invalidated, upon request or by customs.
pub(crate) const DMSINV: MessageBehaviour = MessageBehaviour {
    is_decision: true,
    ..MessageBehaviour::moving("DMSINV", Status::Invalidated, write_dmsinv)
};

fn write_dmsinv(writer: &mut Writer, page: &Page<'_>) {
    let is_by_customs = page.draft.answer.detail.decision() == Some(Decision::ByCustoms);
    page::statement(Some("3").filter(|_| !is_by_customs), None, writer);
    writer.group("Declaration", |writer| {
        page::time("CancellationDateTime", page.draft.moment, writer);
        page::references(page, writer);
        page::version(page, writer);
    });
}
