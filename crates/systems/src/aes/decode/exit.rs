//! CC525C: the office of exit lets the goods leave. CC599C: they have left, or were stopped.
//! CC582C: customs asks whether they have left, and by when it wants an answer.

use cas_gateway::Inbound;
use cas_model::declaration::CodeText;
use cas_model::lifecycle::Event;

use crate::answer::Kind;
use crate::reading::{date, notice, optional_date, required};
use crate::xml::Element;

/// What may leave has not left: the exit is told by CC599C.
pub(super) const CC525C: Kind = Kind {
    name: "CC525C",
    read: read_release,
    event: |_, _| Event::NoticeReceived,
};

pub(super) const CC582C: Kind = Kind {
    name: "CC582C",
    read: read_enquiry,
    event: |_, _| Event::ExitAsked,
};

pub(super) const CC599C: Kind = Kind {
    name: "CC599C",
    read: read_result,
    event: |message, _| {
        if message.facts.exit_date.is_some() {
            Event::ExitConfirmed
        } else {
            Event::NoticeReceived
        }
    },
};

fn read_release(root: &Element, message: &mut Inbound) -> Result<(), String> {
    required(root, "ExportOperation/MRN")?;
    let day = date(root, "ExportOperation/releaseDate")?;
    let office = required(root, "CustomsOfficeOfExitActual/referenceNumber")?;
    let what = format!("Released for exit on {day} at {office}");
    message.facts.notices.push(notice(root.name, what));
    Ok(())
}

fn read_enquiry(root: &Element, message: &mut Inbound) -> Result<(), String> {
    required(root, "ExportOperation/MRN")?;
    let due = date(root, "ExportOperation/limitForResponseDate")?;
    message.facts.due_date = Some(due);
    let what = format!("Customs asks whether the goods have left, and wants an answer by {due}");
    message.facts.notices.push(notice(root.name, what));
    Ok(())
}

fn read_result(root: &Element, message: &mut Inbound) -> Result<(), String> {
    required(root, "ExportOperation/MRN")?;
    let code = required(root, "ExitControlResult/code")?;
    message.facts.control_result = Some(CodeText {
        code: code.to_owned(),
        text: None,
    });
    message.facts.exit_date = optional_date(root, "ExitControlResult/exitDate")?;
    let stopped = optional_date(root, "ExitControlResult/exitStoppedDate")?;
    let what = match (message.facts.exit_date, stopped) {
        (Some(day), _) => format!("The goods left on {day}, with control result {code}"),
        (None, Some(day)) => format!("The exit was stopped on {day}, with control result {code}"),
        (None, None) => {
            return Err("ExitControlResult has neither exitDate nor exitStoppedDate".to_owned());
        }
    };
    message.facts.notices.push(notice(root.name, what));
    Ok(())
}
