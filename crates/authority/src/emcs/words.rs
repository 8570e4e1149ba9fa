//! What can a script say about a movement, or somebody who tells the authority to say more? The
//! messages by their names, and what a consignee would do.

use super::movement::{Traders, stand};
use super::problem::example_problems;
use super::refusal::{refusal, to_submitter, xml_errors};
use super::{messages as m, movement as standing};
use crate::answer::{Act, Answer, Detail, MessageBehaviour};
use crate::conversation::Declaration;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::system::System;

/// What a consignee would do: a word, the message, the code in it, and where the movement stands
/// then.
type Deed = (
    &'static str,
    &'static MessageBehaviour,
    &'static str,
    &'static str,
);

const DEEDS: &[Deed] = &[
    ("alert", &m::receipt::IE819, "0", ""),
    ("rejected", &m::receipt::IE819, "1", standing::REJECTED),
    ("received", &m::receipt::IE818, "1", standing::DELIVERED),
    (
        "unsatisfactory",
        &m::receipt::IE818,
        "2",
        standing::DELIVERED,
    ),
    ("refused", &m::receipt::IE818, "3", standing::REFUSED),
    (
        "partly-refused",
        &m::receipt::IE818,
        "4",
        standing::PARTIALLY_REFUSED,
    ),
    ("exited", &m::receipt::IE818, "21", standing::DELIVERED),
];

/// The words beside the names of messages.
pub(super) const WORDS: &[&str] = &[
    "alert",
    "rejected",
    "received",
    "unsatisfactory",
    "refused",
    "partly-refused",
    "exited",
];

/// What a word comes to.
pub(super) fn acts(
    system: &dyn System,
    word: &str,
    markers: &Markers,
    origin: &Origin,
    movement: Option<&mut Declaration>,
) -> Option<Vec<Act>> {
    let movement = movement?;
    let word = match word {
        "IE818" => "received",
        "IE819" => "alert",
        word => word,
    };
    if let Some((_, kind, code, standing)) = DEEDS.iter().find(|deed| deed.0 == word) {
        movement.is_mrn_allocated = true;
        if !standing.is_empty() {
            stand(movement, standing);
        }
        let answer = Answer::detailed(kind, Detail::Code(code));
        return Some(both(movement, origin, &answer));
    }
    let mut kinds = system.kinds().iter();
    let kind = kinds.find(|kind| kind.code == word)?;
    move_by(movement, kind);
    let detail = match kind.code {
        "IE704" => return Some(say(refusal(origin, example_problems(origin)))),
        "IE917" => return Some(say(xml_errors(origin, vec![m::refusal::example()]))),
        "IE906" => {
            let detail = Detail::Problems(example_problems(origin));
            return Some(say(to_submitter(origin, Answer::detailed(kind, detail))));
        }
        "IE802" if markers.has(Marker::Amend) => Detail::Code("1"),
        "IE802" => Detail::Code("2"),
        _ => Detail::Plain,
    };
    movement.is_mrn_allocated = true;
    let answer = Answer::detailed(kind, detail);
    Some(match kind.code {
        "IE905" => say(answer),
        _ => both(movement, origin, &answer),
    })
}

/// Where a message moves the movement.
fn move_by(movement: &mut Declaration, kind: &MessageBehaviour) {
    let standing = match kind.code {
        "IE801" if movement.amendment.is_some() => standing::ACCEPTED,
        "IE803" => standing::DIVERTED,
        "IE807" => standing::STOPPED,
        "IE810" => standing::CANCELLED,
        "IE829" => standing::EXPORT_ACCEPTED,
        "IE836" => standing::ACCEPTED,
        "IE839" => standing::REJECTED,
        "IE881" => standing::CLOSED,
        _ => return,
    };
    stand(movement, standing);
}

fn say(answer: Answer) -> Vec<Act> {
    vec![Act::Say(answer)]
}

fn both(movement: &Declaration, origin: &Origin, answer: &Answer) -> Vec<Act> {
    let document = movement.document.as_deref().unwrap_or(origin);
    let traders = Traders::of_origin(document);
    traders.both(answer).into_iter().map(Act::Say).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_deed_is_a_word() {
        let deeds: Vec<_> = super::DEEDS.iter().map(|deed| deed.0).collect();
        assert_eq!(deeds, super::WORDS);
    }
}
