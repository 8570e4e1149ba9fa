//! CC060C: customs announces a control, or asks for documents.

use cas_gateway::Inbound;
use cas_model::declaration::{CodeText, Control};
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{optional, required};
use crate::xml::Element;

pub(super) const CC060C: Kind = Kind {
    name: "CC060C",
    read,
    event: |message, _| {
        let control = message.facts.control.as_ref();
        if control.is_some_and(|control| !control.requested_documents.is_empty()) {
            Event::DocumentsRequested
        } else {
            Event::ControlAnnounced
        }
    },
};

fn read(root: &Element, message: &mut Inbound) -> Result<(), String> {
    let operation = |name: &str| required(root, &format!("TransitOperation/{name}"));
    message.facts.control = Some(Control {
        notified_at: Some(operation("controlNotificationDateAndTime")?.to_owned()),
        notification_type: Some(operation("notificationType")?.to_owned()),
        types: coded(root, "TypeOfControls", "type", "text")?,
        requested_documents: coded(root, "RequestedDocument", "documentType", "description")?,
    });
    Ok(())
}

fn coded(root: &Element, group: &str, code: &str, text: &str) -> Result<Vec<CodeText>, String> {
    root.children_named(group)
        .map(|element| {
            Ok(CodeText {
                code: required(element, code)?.to_owned(),
                text: optional(element, text),
            })
        })
        .collect()
}
