//! Carrying out a requested action, and telling the customer how it ended.

use anyhow::Context as _;
use cas_gateway::AskedDeclaration;
use cas_model::ids::ActionId;
use cas_model::lifecycle::Action;
use cas_model::message::MessageDirection;
use cas_process::actions::{carry_out, finish_action};
use cas_process::declaration::DeclarationState;
use cas_store::{ActionRecord, Changes, MessageRecord, Task};

use crate::commit::{changes_of, commit_each};
use crate::load::{inputs_of, load_declaration};
use crate::{Engine, Interrupted};

/// Carries out requested actions, each in a commit of its own.
pub(super) async fn run(engine: &Engine, tasks: Vec<Task>) -> Result<(), Interrupted> {
    commit_each(engine, tasks, act).await
}

async fn act(engine: &Engine, task: &Task) -> anyhow::Result<Changes> {
    let actions = engine.store().actions(&[ActionId(task.subject)]).await?;
    let Some(request) = actions.into_iter().find(|row| row.finished_at.is_none()) else {
        return Ok(Changes::default());
    };
    decide(engine, request).await
}

/// Decides what an action comes to; nothing is committed.
pub(crate) async fn decide(engine: &Engine, request: ActionRecord) -> anyhow::Result<Changes> {
    let mut state = load_declaration(engine, request.tenant_id, request.declaration_id)
        .await?
        .context("an action on a declaration that is gone")?;
    let inputs = inputs_of(engine, &state).await?;
    let last_sent = match request.action == Action::Resend {
        true => last_sent(engine, &state).await?,
        false => None,
    };
    let mut unit = engine.unit_of_work(&inputs.watch);
    let system = engine.registry().get(&state.row.system);
    let grant = match system {
        Some(system) => system.capabilities().grant(
            request.action,
            &AskedDeclaration {
                standing: state.standing(),
                declaration_type: &state.row.declaration_type,
                facts: &state.facts,
            },
        ),
        None => state.row.family.grant(request.action, state.standing()),
    };
    let successful = match grant {
        Some(grant) => {
            let event = grant.event;
            carry_out(&mut unit, &mut state, &inputs, &request, event, last_sent)?
        }
        None => false,
    };
    finish_action(&mut unit, &state, request, successful)?;
    unit.save(state)?;
    changes_of(unit.effects)
}

/// The message of ours about a declaration that was sent last.
async fn last_sent(
    engine: &Engine,
    state: &DeclarationState,
) -> anyhow::Result<Option<MessageRecord>> {
    let (tenant, declaration) = (state.row.tenant_id, state.row.id);
    let messages = engine.store().messages_of(tenant, declaration).await?;
    let ours = messages.into_iter();
    Ok(ours
        .filter(|message| message.direction == MessageDirection::Outbound)
        .max_by_key(|message| (message.created_at, message.id)))
}
