//! What of a commit stands in the audit trail by itself?
//!
//! What rows say of who did what. Nobody who writes such rows can forget to tell of it. What rows do
//! not say is told by whoever commits, in [`PeopleChanges::audit`](crate::PeopleChanges).

use std::collections::BTreeMap;

use cas_model::Event;
use cas_model::audit::AuditEvent;
use cas_model::ids::TenantId;
use jiff::Timestamp;

use crate::changes::Changes;
use crate::rows::{ActionRecord, AuditRecord, HistoryEntry, NewMasterData};

/// So many records of a kind at once are told one by one.
const TOLD_ONE_BY_ONE: usize = 20;

/// The entries of a commit: what its rows tell, and what is told with it.
pub(super) fn entries(changes: &Changes) -> Vec<AuditRecord> {
    let mut entries = changes.people.audit.clone();
    let edits = changes.history.iter();
    entries.extend(edits.filter(|entry| entry.event == Event::Edited).map(edit));
    entries.extend(changes.actions.iter().filter_map(action));
    records(&changes.master_data, &mut entries);
    for list in &changes.code_lists {
        entries.push(AuditRecord {
            subject: Some(format!("codeList {}", list.list)),
            detail: Some(format!("{} entries of {}", list.entries, list.source)),
            ..entry(
                list.tenant_id,
                AuditEvent::CodeListLoaded,
                &list.source,
                list.loaded_at,
            )
        });
    }
    for row in &changes.subscriptions {
        let event = AuditEvent::SubscriptionMade;
        entries.push(AuditRecord {
            subject: Some(format!("subscription {}", row.id)),
            detail: Some(row.url.clone()),
            ..entry(row.tenant_id, event, &row.client_id, row.created_at)
        });
    }
    for row in &changes.changed_subscriptions {
        let by = row.changed_by.as_deref().unwrap_or(&row.client_id);
        let at = row.changed_at.unwrap_or(row.created_at);
        entries.push(AuditRecord {
            subject: Some(format!("subscription {}", row.id)),
            detail: Some(format!("version {}", row.version)),
            ..entry(row.tenant_id, AuditEvent::SubscriptionChanged, by, at)
        });
    }
    for resolution in &changes.alert_resolutions {
        let (actor, event) = (&resolution.resolved_by, AuditEvent::AlertResolved);
        entries.push(AuditRecord {
            subject: Some(resolution.id.to_string()),
            detail: Some(resolution.resolution.clone()),
            ..entry(resolution.tenant_id, event, actor, resolution.resolved_at)
        });
    }
    for assignment in &changes.assignments {
        let (actor, at) = (&assignment.assigned_by, assignment.assigned_at);
        let event = AuditEvent::MessageAssigned;
        entries.push(AuditRecord {
            subject: Some(assignment.declaration_id.to_string()),
            detail: Some(format!(
                "message {}: {}",
                assignment.message_id, assignment.reason
            )),
            ..entry(assignment.tenant_id, event, actor, at)
        });
    }
    entries
}

/// An entry that says no more than who did what, and when.
fn entry(tenant: TenantId, event: AuditEvent, actor: &str, at: Timestamp) -> AuditRecord {
    AuditRecord {
        tenant_id: tenant,
        event,
        actor: actor.to_owned(),
        user_id: None,
        subject: None,
        detail: None,
        address: None,
        recorded_at: at,
    }
}

fn edit(row: &HistoryEntry) -> AuditRecord {
    let event = AuditEvent::Edited;
    AuditRecord {
        subject: Some(row.declaration_id.to_string()),
        detail: row.note.clone(),
        ..entry(row.tenant_id, event, &row.actor, row.recorded_at)
    }
}

/// What was asked for, and what was asked for in vain; what was done stands in the history.
fn action(row: &ActionRecord) -> Option<AuditRecord> {
    let (event, at) = match (row.finished_at, row.successful) {
        (None, _) => (AuditEvent::ActionRequested, row.requested_at),
        (Some(at), Some(false)) => (AuditEvent::ActionFailed, at),
        (Some(_), _) => return None,
    };
    let detail = match &row.reason {
        Some(reason) => format!("{}: {reason}", row.action.as_str()),
        None => row.action.as_str().to_owned(),
    };
    Some(AuditRecord {
        subject: Some(row.declaration_id.to_string()),
        detail: Some(detail),
        ..entry(row.tenant_id, event, &row.actor, at)
    })
}

/// Records that are written: each for itself, or of many how many.
fn records(new: &[NewMasterData], entries: &mut Vec<AuditRecord>) {
    let mut kinds: BTreeMap<_, Vec<&NewMasterData>> = BTreeMap::new();
    for new in new {
        let key = (new.row.tenant_id, &new.row.kind, &new.row.updated_by);
        kinds.entry(key).or_default().push(new);
    }
    for ((tenant, kind, by), rows) in kinds {
        let actor = by.as_deref().unwrap_or("cas");
        if rows.len() > TOLD_ONE_BY_ONE {
            let at = rows[0].row.updated_at;
            entries.push(AuditRecord {
                subject: Some(kind.clone()),
                detail: Some(format!("{} records", rows.len())),
                ..entry(tenant, AuditEvent::RecordsSaved, actor, at)
            });
            continue;
        }
        for NewMasterData { row, .. } in rows {
            entries.push(AuditRecord {
                subject: Some(format!("{kind} {}", row.code)),
                detail: Some(format!("version {}", row.version)),
                ..entry(tenant, AuditEvent::RecordSaved, actor, row.updated_at)
            });
        }
    }
}
