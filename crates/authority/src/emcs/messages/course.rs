//! What does the authority itself say on the way: reminders, events, its state, a stop, its end?

use jiff::ToSpan as _;

use super::page;
use crate::answer::{MessageBehaviour, Page};
use crate::emcs::movement::last_message;
use crate::seed;
use crate::xml::Writer;

/// IE802: a reminder; of what, says its code (TC48): a change of destination, a report of receipt.
pub(crate) const IE802: MessageBehaviour = MessageBehaviour {
    is_reply: false,
    ..MessageBehaviour::new("IE802", write_ie802)
};

fn write_ie802(writer: &mut Writer, page: &Page<'_>) {
    writer.group("ReminderMessageForExciseMovement", |writer| {
        writer.group("Attributes", |writer| {
            writer.leaf("DateAndTimeOfIssuanceOfReminder", &page::moment(page));
            let limit = page.draft.moment.saturating_add(7.days());
            let limit = limit.strftime("%Y-%m-%dT%H:%M:%S").to_string();
            writer.leaf("LimitDateAndTime", &limit);
            let code = page.draft.answer.detail.code().unwrap_or("2");
            writer.leaf("ReminderMessageType", code);
        });
        page::movement(page, writer);
    });
}

/// IE840: an officer reports what happened on the way.
pub(crate) const IE840: MessageBehaviour = MessageBehaviour {
    is_reply: false,
    ..MessageBehaviour::new("IE840", write_ie840)
};

fn write_ie840(writer: &mut Writer, page: &Page<'_>) {
    let office = page::office(page, "CompetentAuthorityDispatchOffice");
    let country = office.get(..2).unwrap_or("XX");
    writer.group("EventReportEnvelope", |writer| {
        writer.group("Attributes", |writer| {
            // A validated document (TC85).
            writer.leaf("EventReportMessageType", "3");
            let moment = page::moment(page);
            writer.leaf("DateAndTimeOfValidationOfEventReport", &moment);
        });
        writer.group("HeaderEventReport", |writer| {
            writer.leaf("EventReportNumber", &report_number(page, country));
            writer.leaf("ReferenceNumberOfExciseOffice", office);
            writer.leaf("MemberStateOfEvent", country);
        });
        page::movement(page, writer);
        writer.group("EventReport", |writer| {
            writer.leaf("DateOfEvent", &page::today(page));
            page::words("PlaceOfEvent", "On the road", writer);
            writer.leaf("SubmittingPerson", "Officer 1");
            // An excise officer (BC34).
            writer.leaf("SubmittingPersonCode", "4");
            page::words("Comments", "The seals were renewed", writer);
        });
        writer.group("BodyEventReport", |writer| {
            writer.leaf("EventTypeCode", "0");
            page::words("AssociatedInformation", "Seals renewed", writer);
        });
    });
}

/// The number of the report: a country, thirteen characters and a check digit (R071).
fn report_number(page: &Page<'_>, country: &str) -> String {
    let draft = page.draft;
    let serial = seed::serial(draft.seed, &[&draft.identification, "report"], 13);
    let without = format!("{country}{serial}");
    let digit = cas_model::formats::check_digit(&without).unwrap_or('0');
    format!("{without}{digit}")
}

/// IE905: where the movement stands (TC50), and what was told of it last.
pub(crate) const IE905: MessageBehaviour = MessageBehaviour::new("IE905", write_ie905);

fn write_ie905(writer: &mut Writer, page: &Page<'_>) {
    let standing = page.draft.facts.standing;
    writer.group("StatusResponse", |writer| {
        writer.group("Attributes", |writer| {
            page::numbers(page, writer);
            writer.leaf("Status", standing);
            writer.leaf("LastReceivedMessageType", last_message(standing));
        });
    });
}

/// IE807: the movement is stopped.
pub(crate) const IE807: MessageBehaviour = MessageBehaviour {
    is_reply: false,
    ..MessageBehaviour::new("IE807", write_ie807)
};

fn write_ie807(writer: &mut Writer, page: &Page<'_>) {
    writer.group("InterruptionOfMovement", |writer| {
        writer.group("Attributes", |writer| {
            writer.optional("AdministrativeReferenceCode", page::arc(page));
            writer.leaf("DateAndTimeOfIssuance", &page::moment(page));
            // Goods lost or stolen (BC26).
            writer.leaf("ReasonForInterruptionCode", "3");
            let office = page::office(page, "CompetentAuthorityDispatchOffice");
            writer.leaf("ReferenceNumberOfExciseOffice", office);
        });
    });
}

/// IE881: the authority closes the movement.
pub(crate) const IE881: MessageBehaviour = MessageBehaviour {
    is_reply: false,
    ..MessageBehaviour::new("IE881", write_ie881)
};

fn write_ie881(writer: &mut Writer, page: &Page<'_>) {
    writer.group("ManualClosureResponse", |writer| {
        writer.group("Attributes", |writer| {
            page::numbers(page, writer);
            writer.leaf("ManualClosureRequestReasonCode", "0");
            page::words(
                "ManualClosureRequestReasonCodeComplement",
                "Closed on request",
                writer,
            );
            writer.leaf("ManualClosureRequestAccepted", "1");
        });
    });
}
