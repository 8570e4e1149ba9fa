//! What customs reports on the way and after: CC019C discrepancies, CC035C recovery, CC182C an
//! incident. None of them moves the declaration.

use cas_gateway::Inbound;
use cas_model::declaration::Notice;
use cas_model::lifecycle::Event;
use rust_decimal::Decimal;

use super::Kind;
use super::envelope::{optional, required};
use crate::xml::Element;

pub(super) const CC019C: Kind = Kind {
    name: "CC019C",
    read: read_discrepancies,
    event: |_, _| Event::NoticeReceived,
};

pub(super) const CC035C: Kind = Kind {
    name: "CC035C",
    read: read_recovery,
    event: |_, _| Event::NoticeReceived,
};

pub(super) const CC182C: Kind = Kind {
    name: "CC182C",
    read: read_incidents,
    event: |_, _| Event::NoticeReceived,
};

fn read_discrepancies(root: &Element, message: &mut Inbound) -> Result<(), String> {
    let date = required(root, "TransitOperation/discrepanciesNotificationDate")?;
    let text = optional(root, "TransitOperation/discrepanciesNotificationText");
    let text = said(&format!("Discrepancies found on {date}"), text.as_deref());
    message.facts.notices.push(notice(root, text));
    Ok(())
}

fn read_recovery(root: &Element, message: &mut Inbound) -> Result<(), String> {
    let amount = required(root, "RecoveryNotification/amountClaimed")?;
    let amount = Decimal::from_str_exact(amount)
        .map_err(|_| format!("RecoveryNotification/amountClaimed is no amount: {amount}"))?;
    let text = optional(root, "RecoveryNotification/recoveryNotificationText");
    message.facts.notices.push(Notice {
        amount: Some(amount),
        currency: Some(required(root, "RecoveryNotification/currency")?.to_owned()),
        ..notice(
            root,
            said("Recovery of the customs debt begins", text.as_deref()),
        )
    });
    Ok(())
}

fn read_incidents(root: &Element, message: &mut Inbound) -> Result<(), String> {
    let office = required(root, "CustomsOfficeOfIncidentRegistration/referenceNumber")?;
    let consignment = root.child("Consignment").ok_or("Consignment is missing")?;
    for incident in consignment.children_named("Incident") {
        let code = required(incident, "code")?;
        let what = format!("Incident of kind {code}, registered at {office}");
        let text = said(&what, incident.text_at("text"));
        message.facts.notices.push(notice(root, text));
    }
    if message.facts.notices.is_empty() {
        return Err("Consignment/Incident is missing".to_owned());
    }
    Ok(())
}

/// What a message says, as a notice without an amount.
pub(super) fn notice(root: &Element, text: String) -> Notice {
    Notice {
        message_type: root.name.to_owned(),
        text,
        amount: None,
        currency: None,
    }
}

fn said(what: &str, text: Option<&str>) -> String {
    text.map_or_else(|| what.to_owned(), |text| format!("{what}: {text}"))
}
