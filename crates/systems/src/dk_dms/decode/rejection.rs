//! What rejects a declaration or a message, or invalidates a declaration?

use cas_gateway::Inbound;
use cas_model::declaration::InvalidationDecision;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{all_words, errors, moment};
use crate::xml::Element;

/// CWMREJ: customs rejects a declaration or a request, with errors. Without any, it has cancelled the
/// declaration, or does not release exported goods.
pub(super) const CWMREJ: Kind = Kind {
    name: "CWMREJ",
    read,
    event,
};

const CANCELLED: &str = "Declaration/CancellationDateTime";

fn event(message: &Inbound, document: &SingleAdministrativeDocument) -> Event {
    let is_cancelled = message.facts.invalidation.is_some();
    match (message.errors.is_empty(), is_cancelled) {
        (false, _) => Event::DeclarationRejected,
        (true, false) if document.is_export() => Event::ReleaseRefused,
        (true, _) => Event::Invalidated,
    }
}

fn read(notification: &Element, message: &mut Inbound) -> Result<(), String> {
    message.errors = errors(notification, &message.message_type);
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

/// CWMINV: customs has invalidated the declaration.
pub(super) const CWMINV: Kind = Kind {
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
