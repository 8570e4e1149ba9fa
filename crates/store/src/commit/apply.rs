//! In which order are the changes of a group written?
//!
//! Parents first; the counters of event logs last, because their rows stay locked until commit.

use std::collections::BTreeMap;

use cas_model::ids::{SubscriptionId, TenantId};

use super::summaries::{self, ReadDocuments};
use super::write::Set::{Given, IfGiven};
use super::write::{Failure, Update, all, expect_all, insert, insert_or, insertion, update, waves};
use super::{
    audit, bulk, circuits, collaboration, configuration, declared_masses, master_data, operators,
    people, table_hits,
};
use crate::changes::{Changes, Deferred, FreedLane};
use crate::db::{Column as _, Query, Record, Row, Transaction, Value, batches};
use crate::rows::{
    AlertRecord, DeclarationRecord, NotificationRecord, ShipmentRecord, SubscriptionRecord,
    TaskLease,
};

const INGESTION_RESULT: Update = Update {
    set: &[("state", Given), ("errors", Given), ("finished_at", Given)],
    guard: "",
};

const SHIPMENT: Update = Update {
    set: &[
        ("flow", Given),
        ("flow_version", Given),
        ("run", Given),
        ("started_steps", Given),
        ("document", Given),
        ("input_changes", Given),
        ("version", Given),
        ("updated_at", Given),
    ],
    guard: " AND stored.version = {version} - 1",
};

/// All but its ids, its shipment's identity and when it was created.
const DECLARATION: Update = Update {
    set: &[
        ("flow", Given),
        ("flow_version", Given),
        ("step", Given),
        ("instance_count", Given),
        ("instance_seq", Given),
        ("family", Given),
        ("system", Given),
        ("declaration_type", Given),
        ("jurisdiction", Given),
        ("lrn", Given),
        ("mrn", Given),
        ("arc", Given),
        ("side", Given),
        ("number_copy", Given),
        ("consignment", Given),
        ("ucr", Given),
        ("ship_from", Given),
        ("ship_to", Given),
        ("company", Given),
        ("plant", Given),
        ("storage_location", Given),
        ("declaration_date", Given),
        ("status", Given),
        ("covered", Given),
        ("facts", Given),
        ("findings", Given),
        ("revision", Given),
        ("last_revision", Given),
        ("lodged_revision", Given),
        ("sent_revision", Given),
        ("group_keys", Given),
        ("formed_digest", Given),
        ("due_at", Given),
        ("covered_due_at", Given),
        ("history_length", Given),
        ("version", Given),
        ("updated_at", Given),
    ],
    guard: " AND stored.version = {version} - 1",
};

const MESSAGE_RESULT: Update = Update {
    set: &[
        ("state", Given),
        ("declaration_id", IfGiven),
        ("message_type", IfGiven),
        ("identifier", IfGiven),
        ("conversation", IfGiven),
        ("note", IfGiven),
        ("processed_at", Given),
        ("attempts", IfGiven),
        ("next_attempt_at", Given),
    ],
    guard: "",
};

const DELIVERY_RESULT: Update = Update {
    set: &[
        ("state", Given),
        ("attempts", Given),
        ("last_answer", Given),
        ("attempted_at", Given),
        ("next_at", Given),
    ],
    guard: "",
};

const REVISION: &str = "(declaration_id, number) DO UPDATE SET document = excluded.document, \
    origins = excluded.origins, edits = excluded.edits, \
    deduced_on = excluded.deduced_on, sealed_at = excluded.sealed_at \
    WHERE revision.sealed_at IS NULL AND revision.tenant_id = excluded.tenant_id";

const ACTION: &str = "(id) DO UPDATE SET successful = excluded.successful, \
    finished_at = excluded.finished_at, errors = excluded.errors \
    WHERE action_request.finished_at IS NULL \
    AND action_request.tenant_id = excluded.tenant_id";

const COUNTER: &str = " ON CONFLICT (tenant_id) \
    DO UPDATE SET last = notification_counter.last + excluded.last RETURNING tenant_id, last";

/// Writes all changes of a group into the transaction.
pub(crate) async fn apply(
    transaction: &mut Transaction,
    group: &[&Changes],
    documents: &[&ReadDocuments],
) -> Result<(), Failure> {
    tasks(transaction, group).await?;
    insert(transaction, &all(group, |changes| &changes.ingestions)).await?;
    for wave in waves(&all(group, |changes| &changes.ingestion_results), |row| {
        row.id
    }) {
        update(transaction, &wave, &INGESTION_RESULT).await?;
    }
    configuration::apply(transaction, group).await?;
    shipments(transaction, group).await?;
    declarations(transaction, group).await?;
    messages(transaction, group).await?;
    insert(transaction, &all(group, |changes| &changes.alerts)).await?;
    raise_once(transaction, &all(group, |changes| &changes.alerts_once)).await?;
    circuits::apply(transaction, group).await?;
    operators::apply(transaction, group).await?;
    collaboration::apply(transaction, group).await?;
    let work = all(group, |changes| &changes.collaboration.declaration_work);
    summaries::show_work(transaction, &work).await?;
    bulk::apply(transaction, group).await?;
    master_data::apply(transaction, group).await?;
    table_hits::end(transaction, group).await?;
    people::apply(transaction, group).await?;
    declared_masses::apply(transaction, group).await?;
    // What counts is locked until commit, as the counters of event logs are.
    summaries::apply(transaction, group, documents).await?;
    notifications(transaction, group).await?;
    table_hits::count(transaction, group).await?;
    // The heads of audit trails are locked until commit too.
    audit::append(transaction, group).await
}

/// The leases come first: work whose lease is lost is not worth the rest.
async fn tasks(transaction: &mut Transaction, group: &[&Changes]) -> Result<(), Failure> {
    finish(transaction, &all(group, |changes| &changes.finished)).await?;
    defer(transaction, &all(group, |changes| &changes.deferred)).await?;
    free_lanes(transaction, &all(group, |changes| &changes.freed)).await?;
    insert(transaction, &all(group, |changes| &changes.tasks)).await
}

async fn shipments(transaction: &mut Transaction, group: &[&Changes]) -> Result<(), Failure> {
    let (new, changed): (Vec<&ShipmentRecord>, Vec<&ShipmentRecord>) =
        all(group, |changes| &changes.shipments)
            .into_iter()
            .partition(|row| row.version == 1);
    insert(transaction, &new).await?;
    for wave in waves(&changed, |row| row.id) {
        update(transaction, &wave, &SHIPMENT).await?;
    }
    Ok(())
}

async fn declarations(transaction: &mut Transaction, group: &[&Changes]) -> Result<(), Failure> {
    let (new, changed): (Vec<&DeclarationRecord>, Vec<&DeclarationRecord>) =
        all(group, |changes| &changes.declarations)
            .into_iter()
            .partition(|row| row.version == 1);
    insert(transaction, &new).await?;
    for wave in waves(&changed, |row| row.id) {
        update(transaction, &wave, &DECLARATION).await?;
    }
    for wave in waves(&all(group, |changes| &changes.revisions), |row| {
        (row.declaration_id, row.number)
    }) {
        insert_or(transaction, &wave, REVISION).await?;
    }
    insert(transaction, &all(group, |changes| &changes.history)).await?;
    for wave in waves(&all(group, |changes| &changes.actions), |row| row.id) {
        insert_or(transaction, &wave, ACTION).await?;
    }
    Ok(())
}

async fn messages(transaction: &mut Transaction, group: &[&Changes]) -> Result<(), Failure> {
    insert(transaction, &all(group, |changes| &changes.messages)).await?;
    for wave in waves(&all(group, |changes| &changes.message_results), |row| {
        row.id
    }) {
        update(transaction, &wave, &MESSAGE_RESULT).await?;
    }
    insert(transaction, &all(group, |changes| &changes.told)).await
}

/// Where one is open already, or is written beside, nothing is added.
async fn raise_once(transaction: &mut Transaction, alerts: &[&AlertRecord]) -> Result<(), Failure> {
    for batch in batches(alerts) {
        transaction.execute(insertion(batch, "DO NOTHING")).await?;
    }
    Ok(())
}

async fn notifications(transaction: &mut Transaction, group: &[&Changes]) -> Result<(), Failure> {
    insert(transaction, &all(group, |changes| &changes.subscriptions)).await?;
    for row in all(group, |changes| &changes.changed_subscriptions) {
        let changed = transaction.execute(subscription_change(row)).await?;
        expect_all(changed, 1, "a subscription")?;
    }
    end_subscriptions(
        transaction,
        &all(group, |changes| &changes.deleted_subscriptions),
    )
    .await?;
    insert(transaction, &all(group, |changes| &changes.deliveries)).await?;
    for wave in waves(&all(group, |changes| &changes.delivery_results), |row| {
        row.id
    }) {
        update(transaction, &wave, &DELIVERY_RESULT).await?;
    }
    let new = all(group, |changes| &changes.notifications);
    let numbered = number(transaction, new).await?;
    insert(transaction, &numbered.iter().collect::<Vec<_>>()).await
}

/// All of it, where it is at the version before.
fn subscription_change(row: &SubscriptionRecord) -> Query {
    let columns = SubscriptionRecord::COLUMNS.join(", ");
    Query::new(&format!("UPDATE subscription SET ({columns}) = "))
        .row(row)
        .sql(" WHERE tenant_id = ")
        .bind(&row.tenant_id)
        .sql(" AND id = ")
        .bind(&row.id)
        .sql(" AND version = ")
        .bind(&(row.version - 1))
}

async fn end_subscriptions(
    transaction: &mut Transaction,
    subscriptions: &[&(TenantId, SubscriptionId)],
) -> Result<(), Failure> {
    for batch in batches(subscriptions) {
        let query = Query::new("DELETE FROM subscription WHERE (tenant_id, id) IN (")
            .tuples(2, batch, |(tenant, id), into| {
                into.extend([tenant.write(), id.write()]);
            })
            .sql(")");
        let ended = transaction.execute(query).await?;
        expect_all(ended, batch.len(), "a subscription")?;
    }
    Ok(())
}

/// Gives notifications their place in the log of their tenant.
async fn number(
    transaction: &mut Transaction,
    new: Vec<&NotificationRecord>,
) -> Result<Vec<NotificationRecord>, Failure> {
    let mut counts: BTreeMap<TenantId, i64> = BTreeMap::new();
    for row in &new {
        *counts.entry(row.tenant_id).or_default() += 1;
    }
    let mut last = counters(transaction, &counts).await?;
    let numbered = new.into_iter().map(|row| {
        let next = last.entry(row.tenant_id).or_default();
        *next += 1;
        NotificationRecord {
            seq: *next,
            ..row.clone()
        }
    });
    Ok(numbered.collect())
}

/// Moves the counters on, in the order of tenants so that two nodes cannot wait for each other;
/// returns where they stood.
async fn counters(
    transaction: &mut Transaction,
    counts: &BTreeMap<TenantId, i64>,
) -> Result<BTreeMap<TenantId, i64>, Failure> {
    let counts_of: Vec<(&TenantId, &i64)> = counts.iter().collect();
    let mut stood = BTreeMap::new();
    for batch in batches(&counts_of) {
        let query = Query::new("INSERT INTO notification_counter (tenant_id, last) ")
            .tuples(2, batch, |(tenant, count), into| {
                into.extend([tenant.write(), count.write()])
            })
            .sql(COUNTER);
        for row in transaction.rows(query).await? {
            let (tenant, last) = read_counter(&row)?;
            stood.insert(tenant, last - counts.get(&tenant).copied().unwrap_or(0));
        }
    }
    Ok(stood)
}

fn read_counter(row: &Row) -> Result<(TenantId, i64), Failure> {
    row.read()
        .map_err(|error| Failure::Database(sqlx::Error::Decode(error.into())))
}

/// Deletes tasks whose leases are still held. The condition on the row itself is what keeps a
/// zombie out: it is looked at again after waiting for a lock.
async fn finish(transaction: &mut Transaction, leases: &[&TaskLease]) -> Result<(), Failure> {
    for batch in batches(leases) {
        let ids: Vec<_> = batch.iter().map(|lease| lease.id).collect();
        let query = Query::new("DELETE FROM task WHERE id IN ")
            .list(&ids)
            .sql(" AND (id, owner, attempt) IN (")
            .tuples(3, batch, |lease, into| lease_values(lease, into))
            .sql(")");
        expect_all(
            transaction.execute(query).await?,
            batch.len(),
            "the lease of a task",
        )?;
    }
    Ok(())
}

async fn defer(transaction: &mut Transaction, deferred: &[&Deferred]) -> Result<(), Failure> {
    for batch in batches(deferred) {
        let query = Query::new(
            "UPDATE task SET due_at = given.column4, error = given.column5, \
             attempt = given.column6, owner = NULL, lease_until = NULL FROM (",
        )
        .tuples(6, batch, |deferred, into| {
            lease_values(&deferred.lease, into);
            into.extend([
                deferred.due_at.write(),
                deferred.error.write(),
                deferred.attempt.write(),
            ]);
        })
        .sql(
            ") AS given WHERE task.id = given.column1 AND task.owner = given.column2 \
             AND task.attempt = given.column3",
        );
        expect_all(
            transaction.execute(query).await?,
            batch.len(),
            "the lease of a task",
        )?;
    }
    Ok(())
}

/// Makes what waits in a lane due now.
async fn free_lanes(transaction: &mut Transaction, freed: &[&FreedLane]) -> Result<(), Failure> {
    for batch in batches(freed) {
        let query = Query::new("UPDATE task SET due_at = given.column3 FROM (")
            .tuples(3, batch, |freed, into| {
                into.extend([
                    freed.tenant_id.write(),
                    freed.lane.write(),
                    freed.due_at.write(),
                ]);
            })
            .sql(
                ") AS given WHERE task.tenant_id = given.column1 AND task.lane = given.column2 \
                 AND task.due_at > given.column3",
            );
        transaction.execute(query).await?;
    }
    Ok(())
}

fn lease_values(lease: &TaskLease, into: &mut Vec<Value>) {
    into.extend([lease.id.write(), lease.owner.write(), lease.attempt.write()]);
}

/// Checks that plans name columns that exist; a slip would show only at run time.
#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Record;
    use crate::rows::{DeliveryResult, IngestionResult, MessageResult};

    fn check<R: Record>(plan: &Update) {
        for (column, _) in plan.set {
            assert!(R::COLUMNS.contains(column), "{}.{column}", R::TABLE);
        }
    }

    #[test]
    fn updates_name_columns_that_exist() {
        check::<IngestionResult>(&INGESTION_RESULT);
        check::<ShipmentRecord>(&SHIPMENT);
        check::<DeclarationRecord>(&DECLARATION);
        check::<MessageResult>(&MESSAGE_RESULT);
        check::<DeliveryResult>(&DELIVERY_RESULT);
    }
}
