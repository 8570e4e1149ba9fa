//! What rejects a declaration or a message, or invalidates a declaration?

use cas_gateway::Inbound;
use cas_model::declaration::InvalidationDecision;
use cas_model::lifecycle::Event;

use super::ResponseKind;
use super::envelope::{declaration, errors, moment, words};
use crate::uk_cds::codes::{GOODS_DID_NOT_ARRIVE, OF_ARRIVALS};
use crate::xml::Element;

/// DMSREJ: customs rejects a declaration or a request. With nothing but the passed time for the
/// goods to arrive, the declaration has expired; without any error, customs or the trader has
/// withdrawn it. Some errors are of notifications of arrival only.
pub(super) const DMSREJ: ResponseKind = ResponseKind {
    code: "03",
    name: "DMSREJ",
    read: read_rejection,
    event: |message, _| {
        if message.errors.is_empty() {
            Event::Invalidated
        } else if codes_of(message).all(|code| code == GOODS_DID_NOT_ARRIVE) {
            Event::Expired
        } else if codes_of(message).any(|code| OF_ARRIVALS.contains(&code)) {
            Event::PresentationRejected
        } else {
            Event::DeclarationRejected
        }
    },
};

fn codes_of(message: &Inbound) -> impl Iterator<Item = &str> {
    message.errors.iter().map(|error| error.code.as_str())
}

fn read_rejection(response: &Element, message: &mut Inbound) -> Result<(), String> {
    message.errors = errors(response, &mut message.unread);
    // The number of a rejected declaration is none that the next one could have.
    message.facts.mrn = None;
    if message.errors.is_empty() {
        message.facts.invalidation = Some(InvalidationDecision {
            invalidated: true,
            initiated_by_customs: true,
            decided_at: moment(declaration(response)?, "RejectionDateTime").map(str::to_owned),
            justification: words(response),
        });
    }
    Ok(())
}

/// DMSINV: customs has invalidated the declaration.
pub(super) const DMSINV: ResponseKind = ResponseKind {
    code: "10",
    name: "DMSINV",
    read: read_invalidation,
    event: |_, _| Event::Invalidated,
};

fn read_invalidation(response: &Element, message: &mut Inbound) -> Result<(), String> {
    message.facts.invalidation = Some(InvalidationDecision {
        invalidated: true,
        // Customs does not say so; our history knows whether we asked for it.
        initiated_by_customs: false,
        decided_at: moment(declaration(response)?, "CancellationDateTime").map(str::to_owned),
        justification: words(response),
    });
    Ok(())
}
