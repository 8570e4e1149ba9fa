//! Putting many records at once, as far as they are well.

use std::collections::HashMap;

use cas_model::Patch;
use cas_model::master_data;
use cas_model::structure::StructureError;
use cas_process::master_data::{Revision, revise};
use cas_store::{Changes, CommitError, MasterDataKey, MasterDataRow, Store};
use serde_json::Value;

/// What became of one update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PutOutcome {
    /// A record that was not there.
    Created,
    /// A new version of a record.
    Changed,
    /// The record says so already.
    Unchanged,
    /// It was not carried out; everything that is wrong with it.
    Refused(Vec<StructureError>),
}

/// How often records are read again because another changed them meanwhile.
const ATTEMPTS: usize = 5;

/// Puts records of a kind in one transaction, those that are well; what became of each.
///
/// # Errors
/// When the store fails, or others never stop changing the same records.
pub async fn put_master_data(
    store: &Store,
    revision: Revision,
    updates: &[Value],
) -> anyhow::Result<Vec<PutOutcome>> {
    for _ in 0..ATTEMPTS {
        let (changes, outcomes) = decide(store, revision, updates).await?;
        if changes.master_data.is_empty() {
            return Ok(outcomes);
        }
        match store.commit(changes).await {
            Ok(()) => return Ok(outcomes),
            Err(CommitError::Conflict(_)) => {}
            Err(CommitError::Database(error)) => return Err(error),
        }
    }
    anyhow::bail!("others keep changing the same records; try again")
}

async fn decide(
    store: &Store,
    revision: Revision,
    updates: &[Value],
) -> anyhow::Result<(Changes, Vec<PutOutcome>)> {
    let mut known = known(store, revision, updates).await?;
    let mut changes = Changes::default();
    let mut outcomes = Vec::with_capacity(updates.len());
    for update in updates {
        let code = master_data::code_of(revision.kind, update);
        let records = known.entry(code.unwrap_or_default()).or_default();
        let revised = match Patch::check(revision.kind.shape(), update.clone()) {
            Ok(update) => revise(revision, records, update)?,
            Err(errors) => Err(errors),
        };
        outcomes.push(match revised {
            Err(errors) => PutOutcome::Refused(errors),
            Ok(None) => PutOutcome::Unchanged,
            Ok(Some(new)) => {
                records.retain(|row| Some(row.version) != new.replaces);
                records.push(new.row.clone());
                let is_new = new.replaces.is_none();
                changes.master_data.push(new);
                if is_new {
                    PutOutcome::Created
                } else {
                    PutOutcome::Changed
                }
            }
        });
    }
    if !changes.master_data.is_empty() && revision.kind.is_kept_in_memory() {
        changes.configuration_touched.push(revision.tenant_id);
    }
    Ok((changes, outcomes))
}

/// The current records of the codes that updates name.
async fn known(
    store: &Store,
    revision: Revision,
    updates: &[Value],
) -> anyhow::Result<HashMap<String, Vec<MasterDataRow>>> {
    let keys: Vec<MasterDataKey> = updates
        .iter()
        .filter_map(|update| {
            let code = master_data::code_of(revision.kind, update).ok()?;
            Some(MasterDataKey {
                tenant_id: revision.tenant_id,
                kind: revision.kind.as_str(),
                code,
            })
        })
        .collect();
    let mut known: HashMap<String, Vec<MasterDataRow>> = HashMap::new();
    for row in store.master_data_records(&keys).await? {
        known.entry(row.code.clone()).or_default().push(row);
    }
    Ok(known)
}
