//! CC560C: customs announces a control, or asks for documents. CC561C: customs controls the goods
//! at the office of exit, which the export itself does not wait for.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::OPERATION;
use crate::answer::AnswerKind;
use crate::commission::decode::{control, control_event};
use crate::reading::{notice, optional, required, with_words};
use crate::xml::Element;

pub(super) const CC560C: AnswerKind = AnswerKind {
    name: "CC560C",
    read: read_control,
    event: |message, _| control_event(message),
};

pub(super) const CC561C: AnswerKind = AnswerKind {
    name: "CC561C",
    read: read_control_at_exit,
    event: |_, _| Event::NoticeReceived,
};

fn read_control(root: &Element, message: &mut Inbound) -> Result<(), String> {
    message.facts.control = Some(control(root, OPERATION));
    let text = root.text_at("ExportOperation/text");
    if let Some(day) = root.text_at("ExportOperation/anticipatedControlDate") {
        let what = with_words(&format!("The control is foreseen for {day}"), text);
        message.facts.notices.push(notice(root.name, what));
    } else if let Some(text) = text {
        message.facts.notices.push(notice(root.name, text));
    }
    Ok(())
}

fn read_control_at_exit(root: &Element, message: &mut Inbound) -> Result<(), String> {
    required(root, "ExportOperation/MRN")?;
    let office = optional(root, "CustomsOfficeOfExitActual/referenceNumber");
    let what = match office {
        Some(office) => format!("Customs controls the goods at the office of exit {office}"),
        None => "Customs controls the goods at the office of exit".to_owned(),
    };
    message.facts.notices.push(notice(root.name, what));
    Ok(())
}
