//! Who comes first in the lane of what is rehearsed?

use cas_store::NewTask;
use uuid::Uuid;

use crate::Engine;

/// Whether others come first in the lane of a task.
pub(super) async fn follows(
    engine: &Engine,
    tasks: &[NewTask],
    subject: Uuid,
) -> anyhow::Result<bool> {
    let Some(at) = tasks.iter().position(|task| task.subject == subject) else {
        return Ok(false);
    };
    let task = &tasks[at];
    let Some(lane) = &task.lane else {
        return Ok(false);
    };
    let is_before = |other: &NewTask| other.lane.as_ref() == Some(lane);
    if tasks[..at].iter().any(is_before) {
        return Ok(true);
    }
    engine.store().is_lane_busy(task.tenant_id, lane).await
}
