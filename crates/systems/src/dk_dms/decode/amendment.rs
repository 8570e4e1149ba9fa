//! CWMRES: the declaration was changed, as we asked for or by customs. Each change has its reason;
//! those that are customs' own are kept as notices.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::all_words;
use crate::dk_dms::codes::CHANGED_BY_CUSTOMS;
use crate::reading::{notice, with_words};
use crate::xml::Element;

pub(super) const CWMRES: Kind = Kind {
    name: "CWMRES",
    read,
    event: |message, _| {
        // Only what is all customs' own is told in notices.
        if message.facts.notices.is_empty() {
            Event::AmendmentAccepted
        } else {
            Event::NoticeReceived
        }
    },
};

fn read(notification: &Element, message: &mut Inbound) -> Result<(), String> {
    if has_ours(notification) {
        return Ok(());
    }
    for change in changes(notification) {
        let what = format!(
            "Customs changed the declaration at {}",
            change
                .text_at("pointer")
                .unwrap_or("no place that it names")
        );
        let text = with_words(&what, change.text_at("value"));
        message
            .facts
            .notices
            .push(notice(&message.message_type, text));
    }
    if let (Some(words), false) = (all_words(notification), message.facts.notices.is_empty()) {
        message
            .facts
            .notices
            .push(notice(&message.message_type, words));
    }
    Ok(())
}

fn changes<'a>(notification: &'a Element<'a>) -> impl Iterator<Item = &'a Element<'a>> {
    let declaration = notification.child("Declaration").into_iter();
    declaration.flat_map(|declaration| declaration.children_named("amendment"))
}

/// Whether a change that is told of was not customs' own idea.
pub(super) fn has_ours(notification: &Element) -> bool {
    changes(notification).any(|change| {
        let reason = change.text_at("amendmentReasonType");
        reason.is_none_or(|reason| !CHANGED_BY_CUSTOMS.contains(&reason))
    })
}
