//! Going on with a shipment's flow when one of its declarations has moved.

use cas_model::ids::ShipmentId;
use cas_process::run::{self, Trigger};
use cas_store::{Changes, Task};

use super::ingest::LOOK_AGAIN;
use crate::commit::{changes_of, commit_each, put_off_waiting};
use crate::load::load_run;
use crate::{Engine, Interrupted};

/// Goes on with runs whose declarations have reached something.
pub(super) async fn run(engine: &Engine, tasks: Vec<Task>) -> Result<(), Interrupted> {
    commit_each(engine, tasks, go_on).await
}

async fn go_on(engine: &Engine, task: &Task) -> anyhow::Result<Changes> {
    let id = ShipmentId(task.subject);
    let Some(shipment) = engine.store().shipment(task.tenant_id, id).await? else {
        return Ok(Changes::default());
    };
    let (loaded, inputs) = load_run(engine, &shipment).await?;
    let mut unit = engine.unit_of_work(&inputs.watch);
    let started = run::go_on(&mut unit, shipment, loaded, &inputs, &Trigger::State)?;
    // What was decided for a run that waits is thrown away.
    let Some(why) = started.waits else {
        return changes_of(unit.effects);
    };
    Ok(Changes {
        deferred: vec![put_off_waiting(task, why, unit.now + LOOK_AGAIN)],
        ..Changes::default()
    })
}
