//! Writing the trader's messages: which table for which intent, and what is said beside the
//! document.

use cas_gateway::{EncodeError, Examined, Intent, Outbound, Request};
use cas_model::access::Node;

use super::tables::TELLS;
use super::{DOMAIN, settings, tables};
use crate::commission;
use crate::commission::encode::{Envelope, customs_time, reference};
use crate::commission::levels::settle;
use crate::table::{Context, Pair, Table};
use crate::tells::{told, where_said};

/// Writes the message for an intent.
///
/// # Errors
/// When the settings or the document lack what the message must have, or an export has no message
/// for it.
pub fn encode(request: &Request<'_>) -> Result<Outbound, EncodeError> {
    let settings = settings::read(request.settings)
        .map_err(|errors| EncodeError::Settings(errors.join("; ")))?;
    let now = customs_time(request.now);
    let document = settle(request.document);
    let envelope = Envelope {
        sender: settings.message_sender,
        recipient: settings.message_recipient,
        phase_id: settings.phase_id,
        identifier: request.message_identifier,
        now: &now,
    };
    let write = |table: &Table, document: &dyn Node, given: &[(&'static str, &str)]| {
        let context = Context {
            document,
            edition: Some(settings.phase),
            given,
        };
        DOMAIN.write(&envelope, table, &context)
    };
    let lrn = [("lrn", request.lrn)];
    match &request.intent {
        Intent::Declare => write(&tables::CC515C, &*document, &lrn),
        Intent::PresentGoods => write(&tables::CC511C, &*document, &lrn),
        Intent::Amend { .. } => write(&tables::CC513C, &*document, &[reference(request)]),
        Intent::Invalidate { reason, .. } => {
            let given = [reference(request), ("now", &now), ("reason", reason)];
            write(&tables::CC514C, &*document, &given)
        }
        Intent::Tell(content) => {
            let (table, content) = told(TELLS, content, request)?;
            let mrn = request.facts.mrn.as_deref().map(|mrn| ("mrn", mrn));
            let given: Vec<_> = mrn.into_iter().chain([("now", &*now)]).collect();
            let pair = Pair::new(&document, content.node(), table.shape);
            write(table, &pair, &given).map_err(where_said)
        }
    }
}

/// What the declaration would not carry of the document. Without settings that can be read, it is
/// examined for any phase.
#[must_use]
pub fn examine(request: &Request<'_>) -> Vec<Examined> {
    let phase = settings::read(request.settings).map_or("", |settings| settings.phase);
    commission::examine::examine(request, &tables::CC515C, Some(phase), settle)
}
