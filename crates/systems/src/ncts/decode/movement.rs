//! What is told of a movement after its release: incidents, discrepancies, recovery, its end?

use cas_gateway::Inbound;
use cas_model::declaration::Notice;
use cas_model::lifecycle::Event;

use crate::answer::AnswerKind;
use crate::reading::{date, decimal, notice, optional, required, secondary, with_words};
use crate::xml::Element;

/// What customs reports on the way and after: CC019C discrepancies, CC035C recovery, CC182C an
/// incident. None of them moves the declaration.
pub(super) const CC019C: AnswerKind = AnswerKind {
    name: "CC019C",
    read: read_discrepancies,
    event: |_, _| Event::NoticeReceived,
};

pub(super) const CC035C: AnswerKind = AnswerKind {
    name: "CC035C",
    read: read_recovery,
    event: |_, _| Event::NoticeReceived,
};

pub(super) const CC182C: AnswerKind = AnswerKind {
    name: "CC182C",
    read: read_incidents,
    event: |_, _| Event::NoticeReceived,
};

fn read_discrepancies(root: &Element, message: &mut Inbound) -> Result<(), String> {
    let date = root.text_at("TransitOperation/discrepanciesNotificationDate");
    let what = match date {
        Some(date) => format!("Discrepancies found on {date}"),
        None => "Discrepancies found".to_owned(),
    };
    let text = optional(root, "TransitOperation/discrepanciesNotificationText");
    let text = with_words(&what, text.as_deref());
    message.facts.notices.push(notice(root.name, text));
    Ok(())
}

fn read_recovery(root: &Element, message: &mut Inbound) -> Result<(), String> {
    let claimed = decimal(root, "RecoveryNotification/amountClaimed");
    let text = optional(root, "RecoveryNotification/recoveryNotificationText");
    let notice = Notice {
        amount: secondary(claimed, message).flatten(),
        currency: optional(root, "RecoveryNotification/currency"),
        ..notice(
            root.name,
            with_words("Recovery of the customs debt begins", text.as_deref()),
        )
    };
    message.facts.notices.push(notice);
    Ok(())
}

fn read_incidents(root: &Element, message: &mut Inbound) -> Result<(), String> {
    let office = root.text_at("CustomsOfficeOfIncidentRegistration/referenceNumber");
    let consignment = root.child("Consignment").ok_or("Consignment is missing")?;
    for incident in consignment.children_named("Incident") {
        let kind = incident
            .text_at("code")
            .map(|code| format!(" of kind {code}"));
        let place = office.map(|office| format!(", registered at {office}"));
        let [kind, place] = [kind, place].map(Option::unwrap_or_default);
        let what = format!("Incident{kind}{place}");
        let text = with_words(&what, incident.text_at("text"));
        message.facts.notices.push(notice(root.name, text));
    }
    if message.facts.notices.is_empty() {
        return Err("Consignment/Incident is missing".to_owned());
    }
    Ok(())
}

/// CC045C: the transit has ended well, and the guarantee is released.
pub(super) const CC045C: AnswerKind = AnswerKind {
    name: "CC045C",
    read,
    event: |_, _| Event::Discharged,
};

fn read(root: &Element, message: &mut Inbound) -> Result<(), String> {
    required(root, "TransitOperation/MRN")?;
    let written_off = date(root, "TransitOperation/writeOffDate");
    message.facts.write_off_date = secondary(written_off, message);
    Ok(())
}
