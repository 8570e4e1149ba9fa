//! CC525C: the office of exit lets the goods leave. CC599C: they have left, or were stopped.
//! CC582C: customs asks whether they have left, and by when it wants an answer.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use crate::answer::AnswerKind;
use crate::reading::{date, notice, optional_date, required, secondary};
use crate::xml::Element;

/// What may leave has not left: the exit is told by CC599C.
pub(super) const CC525C: AnswerKind = AnswerKind {
    name: "CC525C",
    read: read_release,
    event: |_, _| Event::NoticeReceived,
};

pub(super) const CC582C: AnswerKind = AnswerKind {
    name: "CC582C",
    read: read_enquiry,
    event: |_, _| Event::ExitAsked,
};

pub(super) const CC599C: AnswerKind = AnswerKind {
    name: "CC599C",
    read: read_result,
    event: |message, _| {
        // A day of exit that cannot be read is one.
        let is_unread = message.unread.iter().any(|one| one.starts_with(EXIT_DATE));
        if message.facts.exit_date.is_some() || is_unread {
            Event::ExitConfirmed
        } else {
            Event::NoticeReceived
        }
    },
};

/// The day on which the goods left.
const EXIT_DATE: &str = "ExitControlResult/exitDate";

fn read_release(root: &Element, message: &mut Inbound) -> Result<(), String> {
    required(root, "ExportOperation/MRN")?;
    let day = secondary(date(root, "ExportOperation/releaseDate"), message);
    let day = day.map(|day| format!(" on {day}")).unwrap_or_default();
    let office = root.text_at("CustomsOfficeOfExitActual/referenceNumber");
    let office = office
        .map(|office| format!(" at {office}"))
        .unwrap_or_default();
    let what = format!("Released for exit{day}{office}");
    message.facts.notices.push(notice(root.name, what));
    Ok(())
}

fn read_enquiry(root: &Element, message: &mut Inbound) -> Result<(), String> {
    required(root, "ExportOperation/MRN")?;
    let due = date(root, "ExportOperation/limitForResponseDate");
    message.facts.due_date = secondary(due, message);
    let what = "Customs asks whether the goods have left";
    let what = match message.facts.due_date {
        Some(due) => format!("{what}, and wants an answer by {due}"),
        None => what.to_owned(),
    };
    message.facts.notices.push(notice(root.name, what));
    Ok(())
}

fn read_result(root: &Element, message: &mut Inbound) -> Result<(), String> {
    required(root, "ExportOperation/MRN")?;
    message.facts.exit_date = secondary(optional_date(root, EXIT_DATE), message).flatten();
    let stopped = "ExitControlResult/exitStoppedDate";
    let what = match (root.text_at(EXIT_DATE), root.text_at(stopped)) {
        (Some(day), _) => format!("The goods left on {day}"),
        (None, Some(day)) => format!("The exit was stopped on {day}"),
        (None, None) => {
            return Err("ExitControlResult has neither exitDate nor exitStoppedDate".to_owned());
        }
    };
    let code = root.text_at("ExitControlResult/code");
    let result = code.map(|code| format!(", with control result {code}"));
    let what = what + &result.unwrap_or_default();
    message.facts.notices.push(notice(root.name, what));
    Ok(())
}
