//! Writing a message to customs, and what it means when it cannot be written.

use cas_gateway::{EncodeError, Intent, Request};
use cas_model::finding::Finding;
use cas_model::findings;
use cas_model::ids::MessageId;
use cas_model::lifecycle::Event;
use cas_model::message::{MessageDirection, MessageState};
use cas_model::record::{Json, MessageRecord};

use crate::connection::Connection;
use crate::declaration::DeclarationState;
use crate::lane;
use crate::unit_of_work::{Next, Transmission, UnitOfWork};

/// Writes the message for an intent and stores it with the task that sends it.
pub fn write_message(
    unit: &mut UnitOfWork<'_>,
    state: &DeclarationState,
    connection: Option<&Connection>,
    intent: Intent,
) -> Result<MessageId, EncodeError> {
    let code = &state.row.system;
    let missing = |what: &str| EncodeError::Settings(format!("{what} for {code}"));
    let system = unit
        .registry
        .get(code)
        .ok_or_else(|| missing("the customs system"))?;
    let connection = connection.ok_or_else(|| missing("a connection"))?;
    let id = MessageId(unit.ids.next());
    let identifier = id.0.simple().to_string();
    // What is asked about what customs has speaks of that, not of what is being changed.
    let (document, revision) = match &intent {
        Intent::Declare | Intent::Amend { .. } => (&state.document, state.row.revision),
        Intent::PresentGoods | Intent::Invalidate { .. } | Intent::Tell(_) => {
            let lodged = state.row.lodged_revision;
            (
                state.lodged_document(),
                lodged.unwrap_or(state.row.revision),
            )
        }
    };
    let outbound = system.encode(&Request {
        intent,
        document,
        declaration_type: Some(&state.row.declaration_type),
        side: state.row.side,
        lrn: &state.row.lrn,
        facts: &state.facts,
        settings: &connection.settings,
        message_identifier: &identifier,
        now: unit.now,
    })?;
    unit.effects.messages.push(MessageRecord {
        tenant_id: state.row.tenant_id,
        id,
        direction: MessageDirection::Outbound,
        system: code.clone(),
        declaration_id: Some(state.row.id),
        message_type: Some(outbound.message_type.to_owned()),
        identifier: Some(identifier),
        revision: Some(revision),
        state: MessageState::Stored,
        note: None,
        body: outbound.body,
        content_type: outbound.content_type.to_owned(),
        path: outbound.path.map(str::to_owned),
        headers: Json::from(outbound.headers.as_slice()),
        conversation: None,
        created_at: unit.now,
        processed_at: None,
        attempts: None,
    });
    let transmission = Transmission {
        message: id,
        system: state.row.system.clone(),
        lane: lane::of_sending(state.row.id),
    };
    unit.follow_up(state.row.tenant_id, Next::Transmit(transmission));
    Ok(id)
}

/// What it means when a message cannot be written.
pub fn unwritable(error: &EncodeError) -> (Event, Finding) {
    match error {
        EncodeError::Settings(_) | EncodeError::Unsupported => (
            Event::ConfigurationMissing,
            findings::configuration_missing(error),
        ),
        EncodeError::Document { path, .. } => (
            Event::ValidationFailed,
            findings::document_unwritable(error).at(vec![path.clone()]),
        ),
    }
}
