//! DMSCTL: customs controls the goods. DMSDOC: customs asks for documents, by a day. DMSDET:
//! customs detains the goods.

use cas_gateway::Inbound;
use cas_model::declaration::Control;
use cas_model::lifecycle::Event;

use super::ResponseKind;
use super::envelope::{date, moment, note, secondary, statements};
use crate::xml::Element;

pub(super) const DMSCTL: ResponseKind = ResponseKind {
    code: "05",
    name: "DMSCTL",
    read: |response, message| {
        message.facts.control = Some(Control {
            types: statements(response),
            ..announced(response, message)
        });
        Ok(())
    },
    event: |_, _| Event::ControlAnnounced,
};

pub(super) const DMSDOC: ResponseKind = ResponseKind {
    code: "06",
    name: "DMSDOC",
    read: read_documents,
    event: |_, _| Event::DocumentsRequested,
};

pub(super) const DMSDET: ResponseKind = ResponseKind {
    code: "52",
    name: "DMSDET",
    read: |response, message| {
        note(response, "Customs detains the goods", message);
        Ok(())
    },
    event: |_, _| Event::GoodsDetained,
};

fn announced(response: &Element, message: &Inbound) -> Control {
    Control {
        notified_at: moment(response, "IssueDateTime").map(str::to_owned),
        notification_type: Some(message.message_type.clone()),
        ..Control::default()
    }
}

fn read_documents(response: &Element, message: &mut Inbound) -> Result<(), String> {
    message.facts.control = Some(Control {
        requested_documents: statements(response),
        ..announced(response, message)
    });
    read_limit(response, message);
    Ok(())
}

/// By when customs wants an answer: the first day of several, for what is late for that is late.
pub(super) fn read_limit(response: &Element, message: &mut Inbound) {
    for statement in response.children_named("AdditionalInformation") {
        let day = secondary(date(statement, "LimitDateTime"), message).flatten();
        let earlier = message.facts.due_date.min(day);
        message.facts.due_date = earlier.or(message.facts.due_date).or(day);
    }
}
