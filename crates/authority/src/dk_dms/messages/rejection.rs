//! What rejects a message, and what decides on a request?

use super::page;
use crate::answer::{Decision, MessageBehaviour, Page};
use crate::status::Status;
use crate::xml::Writer;

/// CWMREJ: the message is rejected, for these errors in these places. Without errors, customs has
/// cancelled an import, or does not release exported goods.
pub(crate) const CWMREJ: MessageBehaviour = MessageBehaviour {
    is_decision: true,
    is_refusal: true,
    tells_mrn: true,
    ..MessageBehaviour::new("CWMREJ", write_rejection)
};

/// Customs cancels the declaration.
pub(crate) const CANCELLED: MessageBehaviour =
    MessageBehaviour::moving("CWMREJ", Status::Invalidated, write_cancelled);

/// Goods are not released.
pub(crate) const NOT_RELEASED: MessageBehaviour =
    MessageBehaviour::moving("CWMREJ", Status::NotReleased, |writer, page| {
        page::with_statement("The goods are not released", page, writer);
    });

fn write_rejection(writer: &mut Writer, page: &Page<'_>) {
    page::declaration(page, writer, |writer| {
        page::time("RejectionDateTime", page.draft.moment, writer);
    });
    for problem in page.draft.answer.detail.problems() {
        writer.group("Error", |writer| {
            page::pointers(&problem.pointer, page, writer);
            writer.leaf("ValidationCode", problem.code);
            writer.leaf("ValidationText", problem.reason);
        });
    }
    page::issued(page, writer);
}

fn write_cancelled(writer: &mut Writer, page: &Page<'_>) {
    page::declaration(page, writer, |writer| {
        page::time("CancellationDateTime", page.draft.moment, writer);
    });
    page::statement("The goods may not be imported", writer);
    page::issued(page, writer);
}

/// CWMREQ: the decision on a request for amendment or invalidation. CWMINV: the declaration is
/// invalidated, upon request or by customs.
pub(crate) const CWMREQ: MessageBehaviour = MessageBehaviour {
    is_decision: true,
    ..MessageBehaviour::new("CWMREQ", write_decision)
};

pub(crate) const CWMINV: MessageBehaviour = MessageBehaviour {
    is_decision: true,
    ..MessageBehaviour::moving("CWMINV", Status::Invalidated, write_invalidation)
};

fn write_decision(writer: &mut Writer, page: &Page<'_>) {
    page::declaration(page, writer, |_| {});
    let is_refused = page.draft.answer.detail.decision() == Some(Decision::Refused);
    writer.group("CustomsPosition", |writer| {
        writer.leaf("Type", if is_refused { "DENIED" } else { "GRANTED" });
        let reason = "The request is not justified";
        writer.optional("Reason", Some(reason).filter(|_| is_refused));
    });
    page::issued(page, writer);
}

fn write_invalidation(writer: &mut Writer, page: &Page<'_>) {
    let is_by_customs = page.draft.answer.detail.decision() == Some(Decision::ByCustoms);
    page::declaration(page, writer, |writer| {
        page::time("CancellationDateTime", page.draft.moment, writer);
    });
    page::statement(
        if is_by_customs {
            "Invalidated by customs"
        } else {
            "Invalidated upon request"
        },
        writer,
    );
    page::issued(page, writer);
}
