//! Writing the trader's messages: which table for which intent.

use cas_gateway::{EncodeError, Examined, Intent, Outbound, Request};
use cas_model::access::Node;
use cas_model::declaration::CustomsFacts;
use cas_model::{FieldPath, path};

use super::holder::by_number_alone;
use super::{DOMAIN, settings, tables};
use crate::commission;
use crate::commission::encode::{Envelope, customs_time, reference};
use crate::commission::house_levels::settle;
use crate::table::{Context, Table};

/// Writes the message for an intent.
///
/// # Errors
/// When the settings or the document lack what the message must have, and for what exports only
/// have.
pub fn encode(request: &Request<'_>) -> Result<Outbound, EncodeError> {
    let settings = settings::read(request.settings)
        .map_err(|errors| EncodeError::Settings(errors.join("; ")))?;
    let table: &Table = match request.intent {
        Intent::Declare => &tables::CC015C,
        Intent::PresentGoods => &tables::CC170C,
        Intent::Amend { .. } => &tables::CC013C,
        Intent::Invalidate { .. } => &tables::CC014C,
        Intent::Tell(_) => return Err(EncodeError::Unsupported),
    };
    let document = by_number_alone(settle(request.document), request.now);
    let now = customs_time(request.now);
    let context = Context {
        document: &*document as &dyn Node,
        edition: Some(settings.phase),
        given: &given(request, &now),
    };
    let envelope = Envelope {
        sender: settings.message_sender,
        recipient: settings.message_recipient,
        phase_id: settings.phase_id,
        identifier: request.message_identifier,
        now: &now,
    };
    DOMAIN.write(&envelope, table, &context)
}

/// What the declaration would not carry of the document. Without settings that can be read, it is
/// examined for any phase.
#[must_use]
pub fn examine(request: &Request<'_>) -> Vec<Examined> {
    let phase = settings::read(request.settings).map_or("", |settings| settings.phase);
    commission::examine::examine(request, &tables::CC015C, Some(phase), settle)
}

/// The values that come with the request and not from the document.
fn given<'a>(request: &'a Request<'_>, now: &'a str) -> Vec<(&'static str, &'a str)> {
    let mrn = request.facts.mrn.as_deref().map(|mrn| ("mrn", mrn));
    let lrn = ("lrn", request.lrn);
    match &request.intent {
        Intent::PresentGoods => std::iter::once(lrn).chain(mrn).collect(),
        Intent::Amend { changes, .. } => {
            let flag = amendment_type(request.facts, changes);
            vec![reference(request), ("amendmentTypeFlag", flag)]
        }
        Intent::Invalidate { reason, .. } => {
            vec![reference(request), ("now", now), ("reason", reason)]
        }
        Intent::Declare | Intent::Tell(_) => vec![lrn],
    }
}

/// R0520: 1 answers customs' refusal of a guarantee, and may change nothing but guarantees. One
/// that is changed without having been refused is an amendment like any other.
fn amendment_type(facts: &CustomsFacts, changes: &[FieldPath]) -> &'static str {
    let guarantees = FieldPath::from(path!("obligationGuarantees"));
    let only_guarantees = changes.iter().all(|path| path.is_within(&guarantees));
    if only_guarantees && !facts.invalid_guarantees.is_empty() {
        return "1";
    }
    "0"
}
