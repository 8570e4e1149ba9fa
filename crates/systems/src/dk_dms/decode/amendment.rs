//! CWMRES: the declaration was changed, as we asked for, by customs, or in its state. Each change has
//! its reason; those that we did not ask for are kept as notices.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::AnswerKind;
use super::envelope::all_words;
use crate::dk_dms::codes::{AMENDMENT, CHANGED_BY_CUSTOMS};
use crate::reading::{notice, with_words};
use crate::xml::Element;

pub(super) const CWMRES: AnswerKind = AnswerKind {
    name: "CWMRES",
    read,
    event: |message, _| match message.rejected_type.as_deref() {
        Some(AMENDMENT) => Event::AmendmentAccepted,
        Some(_) | None => Event::NoticeReceived,
    },
};

/// Where customs' model says whether goods are declared before they are there. Their presentation
/// changes it.
const STATE: &str = "$.type";

fn read(notification: &Element, message: &mut Inbound) -> Result<(), String> {
    let is_ours = has_ours(notification);
    // What customs changed of its own accord is no answer, whatever message it came with.
    message.rejected_type = is_ours.then(|| AMENDMENT.to_owned());
    for change in changes(notification).filter(|change| !is_asked_for(change)) {
        let from = change.text_at("originalValue");
        let what = match (is_of_state(change), from) {
            (true, Some(from)) => {
                format!("The goods are presented: the additional type was {from}")
            }
            (true, None) => "The goods are presented: the additional type changed".to_owned(),
            (false, _) => format!(
                "Customs changed the declaration at {}",
                change
                    .text_at("pointer")
                    .unwrap_or("no place that it names")
            ),
        };
        let text = with_words(&what, change.text_at("value"));
        let notice = notice(&message.message_type, text);
        message.facts.notices.push(notice);
    }
    if let (Some(words), false) = (all_words(notification), message.facts.notices.is_empty()) {
        let notice = notice(&message.message_type, words);
        message.facts.notices.push(notice);
    }
    Ok(())
}

fn changes<'a>(notification: &'a Element<'a>) -> impl Iterator<Item = &'a Element<'a>> {
    let declaration = notification.child("Declaration").into_iter();
    declaration.flat_map(|declaration| declaration.children_named("amendment"))
}

/// Whether a change that is told of is one that we asked for.
pub(super) fn has_ours(notification: &Element) -> bool {
    changes(notification).any(is_asked_for)
}

fn is_asked_for(change: &Element) -> bool {
    let reason = change.text_at("amendmentReasonType");
    let is_customs = reason.is_some_and(|reason| CHANGED_BY_CUSTOMS.contains(&reason));
    !is_customs && !is_of_state(change)
}

fn is_of_state(change: &Element) -> bool {
    change.text_at("pointer").map(str::trim) == Some(STATE)
}
