//! An action that a person asked for, carried out.

use anyhow::Context as _;
use cas_gateway::Intent;
use cas_model::ActionContent;
use cas_model::finding::Finding;
use cas_model::lifecycle::{Course, Event};
use cas_model::message::MessageState;
use cas_model::notification::{DeclarationActionFinished, Notice};
use cas_model::record::{ActionRecord, Json, MessageRecord, MessageResult};

use crate::checking::{check, new_since_sent};
use crate::customs::{Asking, amend, ask, lodge, submit_if_automatic};
use crate::declaration::{DeclarationState, FactNote};
use crate::lane;
use crate::sources::Inputs;
use crate::unit_of_work::{FreedLane, Next, Transmission, UnitOfWork};

/// Does what was asked; returns whether it could be done. If not, the declaration says why.
///
/// # Errors
/// When what is stored cannot be read.
pub fn carry_out(
    unit: &mut UnitOfWork<'_>,
    state: &mut DeclarationState,
    inputs: &Inputs,
    request: &ActionRecord,
    event: Event,
    last_sent: Option<MessageRecord>,
) -> anyhow::Result<bool> {
    let entry = FactNote {
        note: request.reason.clone(),
        ..FactNote::by(&request.actor)
    };
    let intent = match request.action.course() {
        Course::Submit if event == Event::AmendmentRequested => {
            return Ok(amend::send(unit, state, inputs, entry));
        }
        Course::Submit => return Ok(lodge(unit, state, inputs, entry)),
        Course::Resend => return Ok(resend(unit, state, last_sent, &request.actor)),
        Course::Validate => {
            check(unit, state, inputs)?;
            submit_if_automatic(unit, state, inputs)?;
            return Ok(true);
        }
        Course::Amend => {
            amend::open(unit, state, entry);
            return Ok(true);
        }
        Course::Record => {
            unit.record(state, event, entry);
            return Ok(true);
        }
        Course::Release => {
            unit.record(state, event, entry);
            check(unit, state, inputs)?;
            submit_if_automatic(unit, state, inputs)?;
            return Ok(true);
        }
        Course::Invalidate if event == Event::CancellationRequested => {
            unit.record(state, event, entry);
            return Ok(true);
        }
        Course::Invalidate => Intent::Invalidate {
            reason: request.reason.clone().unwrap_or_default(),
            ground: ground(request)?,
        },
        Course::Present => {
            if !may_present(unit, state, inputs) {
                return Ok(false);
            }
            Intent::PresentGoods
        }
        Course::Tell => {
            let content = request.content.as_ref();
            let content = content.context("an action says nothing")?;
            Intent::Tell(content.get()?)
        }
    };
    let asking = Asking {
        intent,
        event,
        entry,
    };
    Ok(ask(unit, state, inputs, asking))
}

/// Tells what the law of today finds in a declaration whose goods are presented; whether customs may
/// be told.
fn may_present(unit: &UnitOfWork<'_>, state: &mut DeclarationState, inputs: &Inputs) -> bool {
    let mut found = new_since_sent(unit, state, inputs);
    let stops = found.iter().any(Finding::is_error);
    found.retain(|finding| !state.findings.contains(finding));
    found
        .into_iter()
        .for_each(|finding| state.add_finding(finding));
    !stops
}

/// The legal ground of an invalidation, where it was named.
fn ground(request: &ActionRecord) -> anyhow::Result<Option<String>> {
    let content = request.content.as_ref().map(Json::get).transpose()?;
    Ok(match content {
        Some(ActionContent::InvalidationGround(ground)) => ground.code,
        Some(_) | None => None,
    })
}

/// Queues the last message again, the same bytes with the same identifier.
fn resend(
    unit: &mut UnitOfWork<'_>,
    state: &mut DeclarationState,
    last_sent: Option<MessageRecord>,
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
        processed_at: None,
        attempts: None,
        next_attempt_at: None,
    });
    let lane = lane::of_sending(state.row.id);
    // An attempt that waits for its time comes before this one: it is made now.
    unit.effects.freed.push(FreedLane {
        tenant_id: state.row.tenant_id,
        lane: lane.clone(),
        due_at: unit.now,
    });
    let transmission = Transmission {
        message: last.id,
        system: last.system,
        lane,
    };
    unit.follow_up(state.row.tenant_id, Next::Transmit(transmission));
    let entry = FactNote {
        message_id: Some(last.id),
        ..FactNote::by(actor)
    };
    unit.record(state, Event::ResendRequested, entry);
    true
}

/// Ends an action, and tells the customer how.
///
/// # Errors
/// When what is found cannot be written.
pub fn finish_action(
    unit: &mut UnitOfWork<'_>,
    state: &DeclarationState,
    request: ActionRecord,
    successful: bool,
) -> anyhow::Result<()> {
    let errors = if successful {
        Vec::new()
    } else {
        state.findings.clone()
    };
    let found = match successful {
        true => None,
        false => Some(Json::encode(&errors)?),
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
    unit.effects.actions.push(ActionRecord {
        successful: Some(successful),
        finished_at: Some(unit.now),
        errors: found,
        ..request
    });
    Ok(())
}
