//! Taking a declaration as far as it goes without anyone's help: deductions, validations, and
//! submission where its step submits by itself.

use cas_model::ids::DeclarationId;
use cas_model::lifecycle::Status;
use cas_process::checking::check;
use cas_process::customs::submit_if_automatic;
use cas_store::{Changes, Task};

use crate::commit::{changes_of, commit_each};
use crate::load::{inputs_of, load_declaration};
use crate::{Engine, Interrupted};

/// Takes declarations as far as they go by themselves.
pub(super) async fn run(engine: &Engine, tasks: Vec<Task>) -> Result<(), Interrupted> {
    commit_each(engine, tasks, advance_task).await
}

async fn advance_task(engine: &Engine, task: &Task) -> anyhow::Result<Changes> {
    let declaration = DeclarationId(task.subject);
    let Some(mut state) = load_declaration(engine, task.tenant_id, declaration).await? else {
        return Ok(Changes::default());
    };
    let inputs = inputs_of(engine, &state).await?;
    let mut unit = engine.unit_of_work(&inputs.watch);
    if state.row.status == Status::New {
        check(&mut unit, &mut state, &inputs)?;
    }
    submit_if_automatic(&mut unit, &mut state, &inputs)?;
    unit.save(state)?;
    changes_of(unit.effects)
}
