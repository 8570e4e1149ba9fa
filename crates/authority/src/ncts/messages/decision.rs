//! What decides on a transit before its release? A control, no release, and invalidation.

use super::page;
use crate::answer::{Decision, MessageBehaviour, Page};
use crate::status::Status;
use crate::xml::Writer;

/// CC060C: a control is decided, or documents are requested.
pub(crate) const CC060C: MessageBehaviour =
    super::moving("CC060C", Status::UnderControl, write_cc060c);

fn write_cc060c(writer: &mut Writer, page: &Page<'_>) {
    let wants_documents = page.draft.answer.detail.wants_documents();
    writer.group("TransitOperation", |writer| {
        page::lrn(page, writer);
        page::mrn(page, writer);
        writer.leaf("controlNotificationDateAndTime", &page::moment(page));
        writer.leaf("notificationType", if wants_documents { "1" } else { "0" });
    });
    page::office_and_holder(page, writer);
    // Conditions C0454 and C0455: a decision to control names the control, a request the documents.
    if wants_documents {
        writer.group("RequestedDocument", |writer| {
            writer.leaf("sequenceNumber", "1");
            writer.leaf("documentType", "N380");
            writer.leaf("description", "Commercial invoice");
        });
    } else {
        writer.group("TypeOfControls", |writer| {
            writer.leaf("sequenceNumber", "1");
            writer.leaf("type", "40");
            writer.leaf("text", "Physical control of the first item");
        });
    }
}

/// CC051C: release is refused.
pub(crate) const CC051C: MessageBehaviour =
    super::moving("CC051C", Status::NotReleased, write_cc051c);

fn write_cc051c(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page::mrn(page, writer);
        writer.leaf("declarationSubmissionDateAndTime", &page::lodged_at(page));
        writer.leaf("noReleaseMotivationCode", "B1");
        writer.leaf(
            "noReleaseMotivationText",
            "The control result is not satisfactory",
        );
    });
    page::office_and_holder(page, writer);
}

/// CC009C: the decision on invalidation, asked for by the trader or made by customs.
pub(crate) const CC009C: MessageBehaviour = MessageBehaviour {
    is_decision: true,
    ..super::moving("CC009C", Status::Invalidated, write_cc009c)
};

fn write_cc009c(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page::lrn(page, writer);
        page::mrn(page, writer);
    });
    let is_refused = page.draft.answer.detail.decision() == Some(Decision::Refused);
    let is_by_customs = !page::is_reply(page);
    writer.group("Invalidation", |writer| {
        if !is_by_customs {
            writer.leaf("requestDateAndTime", &page::asked_at(page));
        }
        writer.leaf("decisionDateAndTime", &page::moment(page));
        writer.leaf("decision", if is_refused { "0" } else { "1" });
        writer.leaf("initiatedByCustoms", if is_by_customs { "1" } else { "0" });
        if is_by_customs {
            writer.leaf("justification", "The goods were not presented as declared");
        }
    });
    page::office_and_holder(page, writer);
}
