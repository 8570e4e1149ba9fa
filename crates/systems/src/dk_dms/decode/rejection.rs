//! What rejects a declaration or a message about it, refuses its release, or invalidates it?

use cas_gateway::Inbound;
use cas_model::declaration::InvalidationDecision;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::lifecycle::Event;

use super::AnswerKind;
use super::envelope::{all_words, errors, moment, note};
use crate::dk_dms::codes::{AMENDMENT, DECLARATION, INVALIDATION, PRESENTATION};
use crate::reading::{notice, with_words};
use crate::xml::Element;

/// CWMREJ: customs rejects a declaration or a message about it, with errors. Without any, it has
/// cancelled the declaration, or does not release exported goods.
///
/// What it rejects it names by the number of the additional message; where it names none, it is the
/// message of ours that it answers, as far as that is known, else the declaration.
pub(super) const CWMREJ: AnswerKind = AnswerKind {
    name: "CWMREJ",
    read,
    event,
};

const CANCELLED: &str = "Declaration/CancellationDateTime";

fn event(message: &Inbound, document: &SingleAdministrativeDocument) -> Event {
    let is_cancelled = message.facts.invalidation.is_some();
    match message.rejected_type.as_deref() {
        Some(PRESENTATION) => Event::PresentationRejected,
        Some(AMENDMENT) => Event::AmendmentRejected,
        Some(INVALIDATION) => Event::InvalidationRefused,
        // A message that we do not write: another software's, or a person's.
        Some(other) if other != DECLARATION => Event::NoticeReceived,
        Some(_) | None => match (message.errors.is_empty(), is_cancelled) {
            (false, _) => Event::DeclarationRejected,
            (true, false) if document.is_export() => Event::ReleaseRefused,
            (true, _) => Event::Invalidated,
        },
    }
}

fn read(notification: &Element, message: &mut Inbound) -> Result<(), String> {
    message.errors = errors(notification, &message.message_type);
    if let Some(named) = message.rejected_type.clone() {
        // The declaration is what it was, and has its number.
        note_unknown(&named, message);
        return Ok(());
    }
    // The number of a rejected declaration is none that the next one could have.
    message.facts.mrn = None;
    if !message.errors.is_empty() {
        return Ok(());
    }
    let words = all_words(notification);
    match moment(notification, CANCELLED) {
        Some(time) => {
            message.facts.invalidation = Some(InvalidationDecision {
                invalidated: true,
                initiated_by_customs: true,
                decided_at: Some(time.to_owned()),
                justification: words,
            });
        }
        None => message.facts.no_release_reason = words,
    }
    Ok(())
}

/// Tells of the rejection of a message that is none of ours, with its errors.
fn note_unknown(named: &str, message: &mut Inbound) {
    if [PRESENTATION, AMENDMENT, INVALIDATION, DECLARATION].contains(&named) {
        return;
    }
    let words: Vec<&str> = message
        .errors
        .iter()
        .map(|error| error.reason.as_str())
        .collect();
    let words = Some(words.join("; ")).filter(|words| !words.is_empty());
    let what = format!("Customs rejected a message of type {named}");
    let told = notice(&message.message_type, with_words(&what, words.as_deref()));
    message.facts.notices.push(told);
    message.errors.clear();
}

/// CWMWTR: an officer of customs does not release the goods.
pub(super) const CWMWTR: AnswerKind = AnswerKind {
    name: "CWMWTR",
    read: |notification, message| {
        note(notification, "Customs does not release the goods", message);
        message.facts.no_release_reason = all_words(notification);
        Ok(())
    },
    event: |_, _| Event::ReleaseRefused,
};

/// CWMINV: customs has invalidated the declaration.
pub(super) const CWMINV: AnswerKind = AnswerKind {
    name: "CWMINV",
    read: |notification, message| {
        let cancelled = moment(notification, "Declaration/CancellationDateTime");
        message.facts.invalidation = Some(InvalidationDecision {
            invalidated: true,
            // Customs does not say so; our history knows whether we asked for it.
            initiated_by_customs: false,
            decided_at: cancelled.map(str::to_owned),
            justification: all_words(notification),
        });
        Ok(())
    },
    event: |_, _| Event::Invalidated,
};
