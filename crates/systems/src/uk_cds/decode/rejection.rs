//! DMSREJ: customs rejects a declaration or a request. With nothing but the passed time for the
//! goods to arrive, the declaration has expired; without any error, customs or the trader has
//! withdrawn it. Some errors are of notifications of arrival only.

use cas_gateway::Inbound;
use cas_model::declaration::InvalidationDecision;
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{declaration, errors, moment, words};
use crate::uk_cds::codes::{GOODS_DID_NOT_ARRIVE, OF_ARRIVALS};
use crate::xml::Element;

pub(super) const DMSREJ: Kind = Kind {
    code: "03",
    name: "DMSREJ",
    read,
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

fn read(response: &Element, message: &mut Inbound) -> Result<(), String> {
    message.errors = errors(response)?;
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
