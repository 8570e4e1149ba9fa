//! An action that a person asked for, carried out.

use anyhow::Context as _;
use cas_gateway::Intent;
use cas_model::lifecycle::{Action, Event};
use cas_model::message::MessageState;
use cas_model::notification::{DeclarationActionFinished, Notice};
use cas_model::record::{ActionRow, MessageResult, MessageRow};

use crate::checking::check;
use crate::customs::{Asking, amend, ask, lodge, submit_if_automatic};
use crate::declaration::{DeclarationState, FactNote};
use crate::lane;
use crate::sources::Inputs;
use crate::unit_of_work::{Next, UnitOfWork};

/// Does what was asked; returns whether it could be done. If not, the declaration says why.
///
/// # Errors
/// When what is stored cannot be read.
pub fn carry_out(
    unit: &mut UnitOfWork<'_>,
    state: &mut DeclarationState,
    inputs: &Inputs,
    request: &ActionRow,
    event: Event,
    last_sent: Option<MessageRow>,
) -> anyhow::Result<bool> {
    let entry = FactNote {
        note: request.reason.clone(),
        ..FactNote::by(&request.actor)
    };
    match request.action {
        Action::Submit if event == Event::AmendmentRequested => {
            Ok(amend::send(unit, state, inputs, &request.actor))
        }
        Action::Submit => Ok(lodge(unit, state, inputs, &request.actor)),
        Action::Validate => {
            check(unit, state, inputs)?;
            submit_if_automatic(unit, state, inputs)?;
            Ok(true)
        }
        Action::Resend => Ok(resend(unit, state, last_sent, &request.actor)),
        Action::GoodsArrived => {
            let intent = Intent::PresentGoods;
            Ok(ask(unit, state, inputs, asking(intent, event, entry)))
        }
        Action::Invalidate if event == Event::CancellationRequested => {
            unit.record(state, event, entry);
            Ok(true)
        }
        Action::Invalidate => {
            let reason = request.reason.clone().unwrap_or_default();
            let intent = Intent::Invalidate { reason };
            Ok(ask(unit, state, inputs, asking(intent, event, entry)))
        }
        Action::ReceiptReport
        | Action::ComplementaryExplanation
        | Action::ChangeDestination
        | Action::RejectOrAlertEad
        | Action::DelayForDelivery
        | Action::ExitEvidence
        | Action::ArrivalAtExit => {
            let content = request
                .content
                .as_deref()
                .context("an action says nothing")?;
            let intent = Intent::Tell(serde_json::from_str(content)?);
            Ok(ask(unit, state, inputs, asking(intent, event, entry)))
        }
        Action::Amend => {
            amend::open(unit, state, entry);
            Ok(true)
        }
        Action::CancelAmendment | Action::Hold => {
            unit.record(state, event, entry);
            Ok(true)
        }
        Action::ReleaseHold => {
            unit.record(state, event, entry);
            check(unit, state, inputs)?;
            submit_if_automatic(unit, state, inputs)?;
            Ok(true)
        }
    }
}

const fn asking(intent: Intent, event: Event, entry: FactNote) -> Asking {
    Asking {
        intent,
        event,
        entry,
    }
}

/// Queues the last message again, the same bytes with the same identifier.
fn resend(
    unit: &mut UnitOfWork<'_>,
    state: &mut DeclarationState,
    last_sent: Option<MessageRow>,
    actor: &str,
) -> bool {
    let Some(last) = last_sent else { return false };
    unit.effects.message_results.push(MessageResult {
        tenant_id: last.tenant_id,
        id: last.id,
        state: MessageState::Stored,
        declaration_id: None,
        message_type: None,
        identifier: None,
        conversation: None,
        note: Some("to be sent again".to_owned()),
        processed_at: unit.now,
    });
    let lane = lane::of_sending(state.row.id);
    unit.follow_up(state.row.tenant_id, Next::Transmit(last.id, lane));
    let entry = FactNote {
        message_id: Some(last.id),
        ..FactNote::by(actor)
    };
    unit.record(state, Event::ResendRequested, entry);
    true
}

/// Ends an action, and tells the customer how.
pub fn finish_action(
    unit: &mut UnitOfWork<'_>,
    state: &DeclarationState,
    request: ActionRow,
    successful: bool,
) {
    let errors = if successful {
        Vec::new()
    } else {
        state.findings.clone()
    };
    let notice = Notice::DeclarationActionFinished(DeclarationActionFinished {
        declaration: state.reference(unit.public_url),
        arc: state.row.arc.clone(),
        sequence_number: state.facts.sequence_number,
        action: request.action,
        organisation: state.organisation(),
        successful,
        errors,
    });
    unit.notice(request.tenant_id, notice);
    unit.effects.actions.push(ActionRow {
        successful: Some(successful),
        finished_at: Some(unit.now),
        ..request
    });
}
