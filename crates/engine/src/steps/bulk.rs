//! Some declarations of a run, and the next step of it.
//!
//! What is asked of each declaration and that it was asked are one commit, so that however often a
//! step is begun each is asked once. A step has few of them: other work of the tenant takes turns.

use std::collections::BTreeMap;

use cas_model::bulk::{BulkOrder, BulkRowState};
use cas_model::ids::{BulkRunId, DeclarationId};
use cas_store::{BulkRowRecord, BulkRunRecord, Changes, DeclarationRecord, Task};

use crate::commit::commit_each;
use crate::requests::{Caller, RequestedAction, WorkEdit, refused};
use crate::{Engine, Interrupted};

/// Declarations of one step.
const ROWS: u32 = 50;

/// Takes runs a step further, each in a commit of its own.
pub(super) async fn run(engine: &Engine, tasks: Vec<Task>) -> Result<(), Interrupted> {
    commit_each(engine, tasks, take_further).await
}

async fn take_further(engine: &Engine, task: &Task) -> anyhow::Result<Changes> {
    let (tenant, id) = (task.tenant_id, BulkRunId(task.subject));
    let run = engine.store().bulk_run(tenant, id).await?;
    let Some(run) = run.filter(|run| run.finished_at.is_none()) else {
        return Ok(Changes::default());
    };
    let order: BulkOrder = run.bulk_order.get()?;
    let pending = engine.store().pending_bulk_rows(tenant, id, ROWS).await?;
    let is_last = pending.next_behind().is_none();
    let ids: Vec<DeclarationId> = pending.iter().map(|row| row.declaration_id).collect();
    let found = engine.store().declarations_of_tenant(tenant, &ids).await?;
    let found: BTreeMap<DeclarationId, DeclarationRecord> =
        found.into_iter().map(|row| (row.id, row)).collect();
    let caller = Caller {
        tenant_id: tenant,
        client_id: run.requested_by.clone(),
        source_system: String::new(),
        actor: run.actor.clone(),
        person: run.requested_by.clone(),
        person_since: None,
    };
    let mut changes = Changes::default();
    for row in pending {
        let declaration = found.get(&row.declaration_id);
        changes.append(carry_out(engine, &caller, &order, row, declaration).await?);
    }
    match is_last {
        true => changes.bulk.finished.push(BulkRunRecord {
            finished_at: Some(engine.now()),
            ..run
        }),
        false => changes.tasks.push(engine.bulk_task(tenant, id)),
    }
    Ok(changes)
}

/// What an order comes to on one declaration, with the row that says so.
async fn carry_out(
    engine: &Engine,
    caller: &Caller,
    order: &BulkOrder,
    row: BulkRowRecord,
    declaration: Option<&DeclarationRecord>,
) -> anyhow::Result<Changes> {
    let allowed = match declaration {
        Some(declaration) => engine
            .check_bulk_row(declaration, order)
            .map(|()| declaration),
        None => Err(cas_process::Refusal::not_found("declaration")),
    };
    let declaration = match allowed {
        Ok(declaration) => declaration,
        Err(refusal) => {
            return Ok(with_result(Changes::default(), refused(row, refusal)));
        }
    };
    let (changes, result) = match order {
        BulkOrder::Act { action, reason } => {
            let requested = RequestedAction {
                reason: reason.clone(),
                ..(*action).into()
            };
            let (id, changes) = engine.requested(caller, declaration.id, requested)?;
            let result = BulkRowRecord {
                state: BulkRowState::Requested,
                action_id: Some(id),
                ..row
            };
            (changes, result)
        }
        BulkOrder::Assign(person) => {
            let edit = WorkEdit::Assignee(person.clone());
            (work(engine, caller, declaration, &edit).await?, done(row))
        }
        BulkOrder::Flag(flag) => {
            let edit = WorkEdit::Flag(*flag);
            (work(engine, caller, declaration, &edit).await?, done(row))
        }
    };
    Ok(with_result(changes, result))
}

async fn work(
    engine: &Engine,
    caller: &Caller,
    declaration: &DeclarationRecord,
    edit: &WorkEdit,
) -> anyhow::Result<Changes> {
    let on = cas_process::collaboration::WorkedOn::Declaration(Box::new(declaration.clone()));
    let known = engine.declaration_work_of(caller, declaration.id).await?;
    let edited = engine.edited_work(caller, &on, known, edit).await?;
    Ok(edited.changes.unwrap_or_default())
}

fn done(row: BulkRowRecord) -> BulkRowRecord {
    BulkRowRecord {
        state: BulkRowState::Done,
        ..row
    }
}

fn with_result(mut changes: Changes, row: BulkRowRecord) -> Changes {
    changes.bulk.results.push(row);
    changes
}
