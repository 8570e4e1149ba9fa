//! CWMCTL: customs controls the goods. CWMDOC: customs asks for documents, by a day.

use cas_gateway::Inbound;
use cas_model::declaration::{CodeText, Control};
use cas_model::lifecycle::Event;

use super::AnswerKind;
use super::envelope::all_words;
use super::limits;
use crate::reading::{coded, optional};
use crate::xml::Element;

pub(super) const CWMCTL: AnswerKind = AnswerKind {
    name: "CWMCTL",
    read: |notification, message| {
        message.facts.control = Some(announced(notification, message));
        limits::read(notification, message);
        Ok(())
    },
    event: |_, _| Event::ControlAnnounced,
};

pub(super) const CWMDOC: AnswerKind = AnswerKind {
    name: "CWMDOC",
    read: |notification, message| {
        message.facts.control = Some(Control {
            requested_documents: documents(notification),
            ..announced(notification, message)
        });
        limits::read(notification, message);
        Ok(())
    },
    event: |_, _| Event::DocumentsRequested,
};

fn announced(notification: &Element, message: &Inbound) -> Control {
    let controls = notification.children_named("Control");
    let types = controls.filter_map(|control| optional(control, "TypeCode"));
    let words = all_words(notification);
    Control {
        notified_at: message.customs_time.clone(),
        notification_type: Some(message.message_type.clone()),
        types: types
            .map(|code| CodeText {
                code,
                text: words.clone(),
            })
            .collect(),
        requested_documents: Vec::new(),
    }
}

/// The documents that are named; else what customs says that it wants.
fn documents(notification: &Element) -> Vec<CodeText> {
    let named = coded(notification, "AdditionalDocument", "Type", "Identifier");
    let words = all_words(notification);
    match (named.is_empty(), words) {
        (true, Some(words)) => vec![CodeText {
            code: String::new(),
            text: Some(words),
        }],
        (true, None) | (false, _) => named,
    }
}
