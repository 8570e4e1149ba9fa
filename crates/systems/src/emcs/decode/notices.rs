//! What moves nothing: IE802 a reminder, IE837 and IE871 explanations of a trader as customs took
//! them, IE717 a control report, IE840 an event report, IE861 a basis for the recovery of duties.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::AnswerKind;
use super::envelope::{day, movement, note, optional, secondary, with_words};
use crate::emcs::codes;
use crate::xml::Element;

type Read = fn(&Element, Inbound) -> Result<Vec<Inbound>, String>;

const fn notice(name: &'static str, read: Read) -> AnswerKind {
    AnswerKind {
        name,
        read,
        event: |_| Event::NoticeReceived,
    }
}

pub(super) const IE802: AnswerKind = notice("IE802", read_reminder);
pub(super) const IE837: AnswerKind = notice("IE837", read_delay);
pub(super) const IE871: AnswerKind = notice("IE871", read_shortage);
pub(super) const IE840: AnswerKind = notice("IE840", read_event);
pub(super) const IE717: AnswerKind = notice("IE717", |container, message| {
    let office = optional(
        container,
        "HeaderControlReport/ControlOffice/ReferenceNumberOfControlOffice",
    );
    let number = optional(container, "HeaderControlReport/ControlReportReference");
    let number = number.unwrap_or_else(|| "without a number".to_owned());
    told(
        container,
        message,
        &with_words(&format!("Control report {number}"), office.as_deref()),
    )
});
pub(super) const IE861: AnswerKind = notice("IE861", |container, message| {
    let date = container.text_at("Analysis/DateOfAnalysis");
    let date = date.map(|date| format!(", analysed on {date}"));
    let date = date.unwrap_or_default();
    told(
        container,
        message,
        &format!("Basis for the recovery of duties{date}"),
    )
});

/// One notice of the movement; a report may speak of none that EMCS knows.
fn told(container: &Element, message: Inbound, text: &str) -> Result<Vec<Inbound>, String> {
    let mut message = match container.child("ExciseMovement") {
        Some(_) => movement(container, "ExciseMovement", message)?,
        None => message,
    };
    note(&mut message, text.to_owned());
    Ok(vec![message])
}

fn read_reminder(container: &Element, mut message: Inbound) -> Result<Vec<Inbound>, String> {
    let code = container.text_at("Attributes/ReminderMessageType");
    let code = code.unwrap_or("?");
    let limit = day(container, "Attributes/LimitDateAndTime");
    message.facts.due_date = secondary(limit, &mut message);
    let words = container.text_at("Attributes/ReminderInformation");
    let limit = message.facts.due_date;
    let limit = limit
        .map(|limit| format!(" on {limit}"))
        .unwrap_or_default();
    let what = codes::reminder(code).map_or_else(
        || format!("Reminder of kind {code}"),
        |what| format!("{what}{limit}"),
    );
    told(container, message, &with_words(&what, words))
}

fn read_delay(container: &Element, message: Inbound) -> Result<Vec<Inbound>, String> {
    let code = container
        .text_at("Attributes/ExplanationCode")
        .unwrap_or("?");
    let who = submitter(container);
    let words = container.text_at("Attributes/ComplementaryInformation");
    let what = format!("The {who} explains a delay with reason {code}");
    told(container, message, &with_words(&what, words))
}

fn read_shortage(container: &Element, message: Inbound) -> Result<Vec<Inbound>, String> {
    let who = submitter(container);
    let items = container.children_named("BodyAnalysis");
    let items = items.map(|item| {
        let number = item.text_at("BodyRecordUniqueReference").unwrap_or("?");
        with_words(&format!("item {number}"), item.text_at("Explanation"))
    });
    let global = optional(container, "Analysis/GlobalExplanation");
    let words: Vec<String> = global.into_iter().chain(items).collect();
    let words = Some(words.join("; ")).filter(|words| !words.is_empty());
    let what = format!("The {who} explains a shortage or an excess");
    told(container, message, &with_words(&what, words.as_deref()))
}

fn submitter(container: &Element) -> &'static str {
    match container.text_at("Attributes/SubmitterType") {
        Some("1") => "consignor",
        Some("2") => "consignee",
        Some(_) | None => "trader",
    }
}

fn read_event(container: &Element, message: Inbound) -> Result<Vec<Inbound>, String> {
    let date = container.text_at("EventReport/DateOfEvent");
    let date = date.map(|date| format!(" of {date}")).unwrap_or_default();
    let place = container.text_at("EventReport/PlaceOfEvent");
    let place = place
        .map(|place| format!(" at {place}"))
        .unwrap_or_default();
    let words = container.text_at("EventReport/Comments");
    told(
        container,
        message,
        &with_words(&format!("Event{date}{place}"), words),
    )
}
