//! Which secrets does a document mean that was read with masks and is sent back?
//!
//! Those that are kept under its name: in the draft, else in the newest published version.

use cas_model::secret_fields::{NOTHING_KEPT, masks, restore};
use serde_json::Value;

use super::refusals::{self, Problems};
use super::snapshot::Snapshot;
use super::{ConfigurationName, Undecided};
use crate::ConfigurationProblem;

/// Puts the secrets that are kept in the place of masks.
///
/// # Errors
/// When nothing is kept in the place of a mask.
pub fn restore_secrets(
    snapshot: &Snapshot,
    sent: &mut [(ConfigurationName, Value)],
) -> Result<(), Undecided> {
    let mut problems = Problems::new();
    for (name, raw) in sent {
        if masks(raw).is_empty() {
            continue;
        }
        let kept = [snapshot.draft(name), snapshot.published(name)];
        for row in kept.into_iter().flatten() {
            restore(raw, &row.document.get().map_err(anyhow::Error::from)?);
        }
        let at = |path: String| ConfigurationProblem::at(path, NOTHING_KEPT);
        let left = masks(raw).into_iter().map(at);
        problems.extend(left.map(|problem| (Some(name.clone()), problem)));
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(refusals::invalid(problems).into()),
    }
}
