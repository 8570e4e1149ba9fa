//! Carrying out a requested action, and telling the customer how it ended.

use anyhow::Context as _;
use cas_gateway::Intent;
use cas_model::ids::ActionId;
use cas_model::lifecycle::{Action, Event};
use cas_model::message::{MessageDirection, MessageState};
use cas_model::notification::{DeclarationActionFinished, Notice};
use cas_store::{ActionRow, Changes, MessageResult, Task, TaskKind};

use super::advance::{check, inputs_of, load, lodge, submit_if_automatic};
use super::amendment;
use super::asking::{Asking, ask};
use super::desk::Desk;
use super::finish::{self, Unit};
use super::inputs::Inputs;
use crate::state::{DeclarationState, Entry};
use crate::{Boundary, Engine, Interrupted};

/// Runs `act` tasks.
pub(super) async fn run(engine: &Engine, tasks: Vec<Task>) -> Result<(), Interrupted> {
    engine.pass(Boundary::Claimed)?;
    let mut units = Vec::with_capacity(tasks.len());
    for task in tasks {
        let result = act(engine, &task).await;
        units.push(Unit {
            tasks: vec![task],
            result,
        });
    }
    finish::commit(engine, units).await
}

async fn act(engine: &Engine, task: &Task) -> anyhow::Result<Changes> {
    let actions = engine.store().actions(&[ActionId(task.subject)]).await?;
    let Some(request) = actions.into_iter().find(|row| row.finished_at.is_none()) else {
        return Ok(Changes::default());
    };
    decide(engine, request).await
}

/// Decides what an action comes to; nothing is committed.
pub(crate) async fn decide(engine: &Engine, request: ActionRow) -> anyhow::Result<Changes> {
    let mut state = load(engine, request.tenant_id, request.declaration_id)
        .await?
        .context("an action on a declaration that is gone")?;
    let inputs = inputs_of(engine, &state).await?;
    let mut desk = Desk::notifying(engine, engine.now(), &inputs.surroundings);
    let grant = state.row.family.grant(request.action, state.standing());
    let successful = match grant {
        Some(grant) => carry_out(&mut desk, &mut state, &inputs, (&request, grant.event)).await?,
        None => false,
    };
    finish_action(&mut desk, &state, request, successful);
    state.save(desk.now, &mut desk.changes)?;
    Ok(desk.changes)
}

/// Does what was asked; returns whether it could be done. If not, the declaration says why.
async fn carry_out(
    desk: &mut Desk<'_>,
    state: &mut DeclarationState,
    inputs: &Inputs,
    (request, event): (&ActionRow, Event),
) -> anyhow::Result<bool> {
    let entry = Entry {
        note: request.reason.clone(),
        ..Entry::by(&request.actor)
    };
    match request.action {
        Action::Submit if event == Event::AmendmentRequested => {
            Ok(amendment::send(desk, state, inputs, &request.actor))
        }
        Action::Submit => Ok(lodge(desk, state, inputs, &request.actor)),
        Action::Validate => {
            check(desk, state, inputs)?;
            submit_if_automatic(desk, state, inputs)?;
            Ok(true)
        }
        Action::Resend => resend(desk, state, &request.actor).await,
        Action::GoodsArrived => {
            let intent = Intent::PresentGoods;
            Ok(ask(desk, state, inputs, asking(intent, event, entry)))
        }
        Action::Invalidate if event == Event::CancellationRequested => {
            desk.record(state, event, entry);
            Ok(true)
        }
        Action::Invalidate => {
            let reason = request.reason.clone().unwrap_or_default();
            let intent = Intent::Invalidate { reason };
            Ok(ask(desk, state, inputs, asking(intent, event, entry)))
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
            Ok(ask(desk, state, inputs, asking(intent, event, entry)))
        }
        Action::Amend => {
            amendment::open(desk, state, entry);
            Ok(true)
        }
        Action::CancelAmendment | Action::Hold => {
            desk.record(state, event, entry);
            Ok(true)
        }
        Action::ReleaseHold => {
            desk.record(state, event, entry);
            check(desk, state, inputs)?;
            submit_if_automatic(desk, state, inputs)?;
            Ok(true)
        }
    }
}

const fn asking(intent: Intent, event: Event, entry: Entry) -> Asking {
    Asking {
        intent,
        event,
        entry,
    }
}

/// Queues the last message again, the same bytes with the same identifier.
async fn resend(
    desk: &mut Desk<'_>,
    state: &mut DeclarationState,
    actor: &str,
) -> anyhow::Result<bool> {
    let messages = desk
        .engine
        .store()
        .messages_of(state.row.tenant_id, state.row.id)
        .await?;
    let last = messages
        .into_iter()
        .filter(|message| message.direction == MessageDirection::Outbound)
        .max_by_key(|message| (message.created_at, message.id));
    let Some(last) = last else { return Ok(false) };
    desk.changes.message_results.push(MessageResult {
        tenant_id: last.tenant_id,
        id: last.id,
        state: MessageState::Stored,
        declaration_id: None,
        message_type: None,
        identifier: None,
        conversation: None,
        note: Some("to be sent again".to_owned()),
        processed_at: desk.now,
    });
    let lane = Some(format!("send/{}", state.row.id));
    desk.task(state.row.tenant_id, TaskKind::Transmit, last.id.0, lane);
    let entry = Entry {
        message_id: Some(last.id),
        ..Entry::by(actor)
    };
    desk.record(state, Event::ResendRequested, entry);
    Ok(true)
}

fn finish_action(
    desk: &mut Desk<'_>,
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
        declaration: state.reference(&desk.engine.settings().public_url),
        arc: state.row.arc.clone(),
        sequence_number: state.facts.sequence_number,
        action: request.action,
        organisation: state.organisation(),
        successful,
        errors,
    });
    desk.notice(request.tenant_id, &notice);
    desk.changes.actions.push(ActionRow {
        successful: Some(successful),
        finished_at: Some(desk.now),
        ..request
    });
}
