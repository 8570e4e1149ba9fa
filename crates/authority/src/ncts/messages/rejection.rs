//! What sends a declaration back: rejected, to be amended, or with a guarantee that does not hold?

use super::page;
use crate::answer::{MessageBehaviour, Page};
use crate::commission::messages::errors::{write_error, write_errors, write_rejection};
use crate::status::Status;
use crate::xml::Writer;

/// CC056C: the message is rejected, for these errors in these places.
pub(crate) const CC056C: MessageBehaviour = MessageBehaviour {
    is_refusal: true,
    is_decision: true,
    ..super::brief("CC056C", write_cc056c)
};

fn write_cc056c(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| write_rejection(page, writer));
    page::office_and_holder(page, writer);
    write_errors(page.draft.answer.detail.problems(), writer);
}

/// CC022C: customs asks for an amendment, for these errors in these places.
pub(crate) const CC022C: MessageBehaviour = MessageBehaviour {
    is_reply: false,
    ..super::moving("CC022C", Status::AmendmentRequested, write_cc022c)
};

fn write_cc022c(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page::mrn(page, writer);
        writer.leaf("amendmentNotificationDateAndTime", &page::moment(page));
    });
    page::office_and_holder(page, writer);
    let problems = page.draft.answer.detail.problems();
    for (number, problem) in (1..).zip(problems) {
        writer.group("FunctionalError", |writer: &mut Writer| {
            writer.leaf("sequenceNumber", &format!("{number}"));
            write_error(problem, writer);
        });
    }
}

/// CC055C: the guarantee is not valid.
pub(crate) const CC055C: MessageBehaviour =
    super::moving("CC055C", Status::GuaranteeNotValid, write_cc055c);

/// Stands for the reference of a guarantee that is declared without one.
const NO_GUARANTEE: &str = "00XX0000000000000";

fn write_cc055c(writer: &mut Writer, page: &Page<'_>) {
    writer.group("TransitOperation", |writer| {
        page::mrn(page, writer);
        writer.leaf("declarationAcceptanceDate", &page::acceptance_date(page));
    });
    page::office_as(page, "CustomsOfficeOfDeparture", writer);
    page::holder(page, &[("identificationNumber", 17), ("name", 70)], writer);
    writer.group("GuaranteeReference", |writer| {
        writer.leaf("sequenceNumber", "1");
        writer.leaf("GRN", page::guarantees(page).next().unwrap_or(NO_GUARANTEE));
        writer.group("InvalidGuaranteeReason", |writer| {
            writer.leaf("sequenceNumber", "1");
            writer.leaf("code", "G03");
            writer.leaf("text", "Access code not valid");
        });
    });
}
