//! How do circuits open and close, and what becomes of the tasks that waited?

use jiff::SignedDuration;

use super::write::{Failure, all, insert_or};
use crate::changes::Changes;
use crate::db::{Query, Transaction};
use crate::rows::{
    CircuitRecord, ClosedCircuit, ConnectionRecord, EndedAlerts, TaskKind, TaskQueue,
};

/// How long nodes believe a connection that they have read.
const KNOWN_AFTER: SignedDuration = SignedDuration::from_secs(2);

const FAILED_AGAIN: &str = "(queue) DO UPDATE SET failures = excluded.failures, \
    next_probe_at = excluded.next_probe_at, alert_id = excluded.alert_id, note = excluded.note";

/// Writes what a group says of circuits.
pub(super) async fn apply(
    transaction: &mut Transaction,
    group: &[&Changes],
) -> Result<(), Failure> {
    for circuit in all(group, |changes| &changes.opened_circuits) {
        open(transaction, circuit).await?;
    }
    for circuit in all(group, |changes| &changes.probed_circuits) {
        insert_or(transaction, &[circuit], FAILED_AGAIN).await?;
        note(transaction, circuit).await?;
    }
    for closed in all(group, |changes| &changes.closed_circuits) {
        close(transaction, closed).await?;
    }
    for ended in all(group, |changes| &changes.ended_alerts) {
        end_alerts(transaction, ended).await?;
    }
    Ok(())
}

/// One that is open already stays as it is: several tasks were under way when the first failed.
async fn open(transaction: &mut Transaction, circuit: &CircuitRecord) -> Result<(), Failure> {
    let query = super::write::insertion(&[circuit], "DO NOTHING");
    transaction.execute(query).await?;
    Ok(())
}

/// Says of messages that were never tried for what they wait; those that were tried say it already.
async fn note(transaction: &mut Transaction, circuit: &CircuitRecord) -> Result<(), Failure> {
    if circuit.queue.kind != TaskKind::Transmit {
        return Ok(());
    }
    let query = Query::new("UPDATE message SET note = ")
        .bind(&circuit.note)
        .sql(" WHERE state = 'stored' AND tenant_id = ")
        .bind(&circuit.tenant_id)
        .sql(" AND (note IS NULL OR note <> ")
        .bind(&circuit.note)
        .sql(") AND id IN (SELECT task.subject FROM task WHERE task.kind = ")
        .bind(&circuit.queue.kind)
        .sql(" AND task.queue = ")
        .bind(&circuit.queue)
        .sql(" AND task.due_at IS NOT NULL AND task.attempt = 0)");
    transaction.execute(query).await?;
    Ok(())
}

/// A connection that was changed is tried with what waits for it, once all nodes know it.
pub(super) async fn wake(
    transaction: &mut Transaction,
    connection: &ConnectionRecord,
) -> Result<(), Failure> {
    let queue = TaskQueue {
        tenant_id: connection.tenant_id,
        kind: TaskKind::Transmit,
        endpoint: connection.system.to_string(),
    };
    let at = connection.updated_at + KNOWN_AFTER;
    let due = Query::new("UPDATE task SET due_at = ")
        .bind(&at)
        .sql(" WHERE kind = ")
        .bind(&queue.kind)
        .sql(" AND queue = ")
        .bind(&queue)
        .sql(" AND due_at > ")
        .bind(&at)
        .sql(" AND lease_until IS NULL");
    transaction.execute(due).await?;
    let probed = Query::new("UPDATE circuit SET next_probe_at = ")
        .bind(&at)
        .sql(" WHERE tenant_id = ")
        .bind(&queue.tenant_id)
        .sql(" AND queue = ")
        .bind(&queue)
        .sql(" AND next_probe_at > ")
        .bind(&at);
    transaction.execute(probed).await?;
    Ok(())
}

/// Resolves the open alerts that are over.
async fn end_alerts(transaction: &mut Transaction, ended: &EndedAlerts) -> Result<(), Failure> {
    let query = Query::new("UPDATE alert SET resolved_at = ")
        .bind(&ended.at)
        .sql(" WHERE resolved_at IS NULL AND tenant_id = ")
        .bind(&ended.tenant_id)
        .sql(" AND kind = ")
        .bind(&ended.kind)
        .sql(" AND subject LIKE ")
        .bind(&format!("{}%", ended.subject_begins));
    transaction.execute(query).await?;
    Ok(())
}

/// What waits becomes due as it came, and the alert of the outage is resolved.
async fn close(transaction: &mut Transaction, closed: &ClosedCircuit) -> Result<(), Failure> {
    let ClosedCircuit { circuit, at } = closed;
    let ended = Query::new("DELETE FROM circuit WHERE tenant_id = ")
        .bind(&circuit.tenant_id)
        .sql(" AND queue = ")
        .bind(&circuit.queue);
    transaction.execute(ended).await?;
    let due = Query::new("UPDATE task SET due_at = created_at WHERE kind = ")
        .bind(&circuit.queue.kind)
        .sql(" AND queue = ")
        .bind(&circuit.queue)
        .sql(" AND due_at > ")
        .bind(at)
        .sql(" AND lease_until IS NULL");
    transaction.execute(due).await?;
    if let Some(alert) = &circuit.alert_id {
        let resolved = Query::new("UPDATE alert SET resolved_at = ")
            .bind(at)
            .sql(" WHERE resolved_at IS NULL AND tenant_id = ")
            .bind(&circuit.tenant_id)
            .sql(" AND id = ")
            .bind(alert);
        transaction.execute(resolved).await?;
    }
    Ok(())
}
