//! What moves nothing: IE802 a reminder, IE837 and IE871 explanations of a trader as customs took
//! them, IE717 a control report, IE840 an event report, IE861 a basis for the recovery of duties.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{day, movement, note, optional, required, with_words};
use crate::emcs::codes;
use crate::xml::Element;

type Read = fn(&Element, Inbound) -> Result<Vec<Inbound>, String>;

const fn notice(name: &'static str, read: Read) -> Kind {
    Kind {
        name,
        read,
        event: |_| Event::NoticeReceived,
    }
}

pub(super) const IE802: Kind = notice("IE802", read_reminder);
pub(super) const IE837: Kind = notice("IE837", read_delay);
pub(super) const IE871: Kind = notice("IE871", read_shortage);
pub(super) const IE840: Kind = notice("IE840", read_event);
pub(super) const IE717: Kind = notice("IE717", |container, message| {
    let office = optional(
        container,
        "HeaderControlReport/ControlOffice/ReferenceNumberOfControlOffice",
    );
    let number = required(container, "HeaderControlReport/ControlReportReference")?;
    told(
        container,
        message,
        &with_words(&format!("Control report {number}"), office.as_deref()),
    )
});
pub(super) const IE861: Kind = notice("IE861", |container, message| {
    let date = required(container, "Analysis/DateOfAnalysis")?;
    told(
        container,
        message,
        &format!("Basis for the recovery of duties, analysed on {date}"),
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
    let code = required(container, "Attributes/ReminderMessageType")?;
    let limit = day(container, "Attributes/LimitDateAndTime")?;
    message.facts.due_date = Some(limit);
    let words = container.text_at("Attributes/ReminderInformation");
    let what = codes::reminder(code).map_or_else(
        || format!("Reminder of kind {code}"),
        |what| format!("{what} on {limit}"),
    );
    told(container, message, &with_words(&what, words))
}

fn read_delay(container: &Element, message: Inbound) -> Result<Vec<Inbound>, String> {
    let code = required(container, "Attributes/ExplanationCode")?;
    let who = submitter(container)?;
    let words = container.text_at("Attributes/ComplementaryInformation");
    let what = format!("The {who} explains a delay with reason {code}");
    told(container, message, &with_words(&what, words))
}

fn read_shortage(container: &Element, message: Inbound) -> Result<Vec<Inbound>, String> {
    let who = submitter(container)?;
    let items = container.children_named("BodyAnalysis");
    let items = items.map(|item| {
        let number = required(item, "BodyRecordUniqueReference")?;
        let words = required(item, "Explanation")?;
        Ok(format!("item {number}: {words}"))
    });
    let items: Result<Vec<String>, String> = items.collect();
    let global = optional(container, "Analysis/GlobalExplanation");
    let words: Vec<String> = global.into_iter().chain(items?).collect();
    let words = Some(words.join("; ")).filter(|words| !words.is_empty());
    let what = format!("The {who} explains a shortage or an excess");
    told(container, message, &with_words(&what, words.as_deref()))
}

fn submitter(container: &Element) -> Result<&'static str, String> {
    match required(container, "Attributes/SubmitterType")? {
        "1" => Ok("consignor"),
        "2" => Ok("consignee"),
        other => Err(format!("SubmitterType is unknown: {other}")),
    }
}

fn read_event(container: &Element, message: Inbound) -> Result<Vec<Inbound>, String> {
    let date = required(container, "EventReport/DateOfEvent")?;
    let place = required(container, "EventReport/PlaceOfEvent")?;
    let words = container.text_at("EventReport/Comments");
    told(
        container,
        message,
        &with_words(&format!("Event of {date} at {place}"), words),
    )
}
