//! What says that customs has a declaration: received, accepted, and its amendment accepted?

use super::page;
use crate::answer::{MessageBehaviour, Page};
use crate::status::Status;
use crate::xml::Writer;

/// CC928C: the declaration was received.
pub(crate) const CC928C: MessageBehaviour =
    super::moving("CC928C", Status::Acknowledged, write_cc928c);

fn write_cc928c(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| page::lrn(page, writer));
    page::office_and_holder(page, writer);
}

/// CC028C: the declaration is accepted, and this is its MRN.
pub(crate) const CC028C: MessageBehaviour = MessageBehaviour {
    tells_mrn: true,
    ..super::moving("CC028C", Status::Accepted, write_cc028c)
};

fn write_cc028c(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page::lrn(page, writer);
        page::mrn(page, writer);
        writer.leaf("declarationAcceptanceDate", &page::acceptance_date(page));
    });
    page::office_and_holder(page, writer);
}

/// CC004C: the amendment is accepted, and is the declaration from now on.
pub(crate) const CC004C: MessageBehaviour = MessageBehaviour {
    accepts_amendment: true,
    is_decision: true,
    ..super::brief("CC004C", write_cc004c)
};

fn write_cc004c(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page::lrn(page, writer);
        page::mrn(page, writer);
        writer.leaf("amendmentSubmissionDateAndTime", &page::asked_at(page));
        writer.leaf("amendmentAcceptanceDateAndTime", &page::moment(page));
    });
    page::office_and_holder(page, writer);
}
