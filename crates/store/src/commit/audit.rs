//! How do entries get their places, whoever writes at the same time?
//!
//! The last thing of a transaction: the heads of the tenants are moved on, which locks them until it
//! is durable, in the order of tenants so that two nodes cannot wait for each other. A group of commits
//! takes three statements for all its entries, and none where nobody did anything.

use std::collections::BTreeMap;

use cas_model::actor::Actor;
use cas_model::audit::AuditEvent;
use cas_model::ids::TenantId;

use super::audit_acts::entries;
use super::write::{Failure, insert};
use crate::audit_chain::{BEFORE_THE_FIRST, hash_of, id_of};
use crate::changes::Changes;
use crate::db::{Column as _, Query, Transaction, batches};
use crate::rows::{AuditEntry, AuditRecord};

/// The entry that begins a chain takes a place too.
const HEAD: &str = " ON CONFLICT (tenant_id) DO UPDATE \
    SET sequence = audit_head.sequence + excluded.sequence - 1 RETURNING tenant_id, sequence, hash";

/// The last place of a chain and its hash.
struct Head {
    sequence: i64,
    hash: String,
}

/// Adds what a group did to the audit trails of its tenants.
pub(super) async fn append(
    transaction: &mut Transaction,
    group: &[&Changes],
) -> Result<(), Failure> {
    let mut of_tenants: BTreeMap<TenantId, Vec<AuditRecord>> = BTreeMap::new();
    for record in group.iter().flat_map(|changes| entries(changes)) {
        of_tenants.entry(record.tenant_id).or_default().push(record);
    }
    let mut heads = move_on(transaction, &of_tenants).await?;
    let mut chain = Vec::new();
    for (tenant, records) in of_tenants {
        let missing = || Failure::Conflict("the head of an audit trail".to_owned());
        let head = heads.get_mut(&tenant).ok_or_else(missing)?;
        if head.hash == BEFORE_THE_FIRST {
            let begun = beginning(transaction, tenant, &records[0]).await?;
            chain.push(chained(head, begun));
        }
        chain.extend(records.into_iter().map(|record| chained(head, record)));
    }
    insert(transaction, &chain.iter().collect::<Vec<_>>()).await?;
    put_hashes(transaction, &heads).await
}

/// Moves the heads on; returns where they stood.
async fn move_on(
    transaction: &mut Transaction,
    of_tenants: &BTreeMap<TenantId, Vec<AuditRecord>>,
) -> Result<BTreeMap<TenantId, Head>, Failure> {
    let mut heads = BTreeMap::new();
    let count = |tenant: &TenantId| {
        let records = of_tenants.get(tenant).map_or(0, Vec::len);
        i64::try_from(records).unwrap_or(i64::MAX)
    };
    let tenants: Vec<&TenantId> = of_tenants.keys().collect();
    for batch in batches(&tenants) {
        let query = Query::new("INSERT INTO audit_head (tenant_id, sequence, hash) ")
            .tuples(3, batch, |tenant, into| {
                into.extend([
                    tenant.write(),
                    (count(tenant) + 1).write(),
                    BEFORE_THE_FIRST.to_owned().write(),
                ]);
            })
            .sql(HEAD);
        for row in transaction.rows(query).await? {
            let read: anyhow::Result<(TenantId, i64, String)> = row.read();
            let unread = |error: anyhow::Error| sqlx::Error::Decode(error.into());
            let (tenant, last, hash) = read.map_err(unread)?;
            let added = count(&tenant) + i64::from(hash == BEFORE_THE_FIRST);
            let sequence = last - added;
            heads.insert(tenant, Head { sequence, hash });
        }
    }
    Ok(heads)
}

/// What a chain begins with: how much there was before.
async fn beginning(
    transaction: &mut Transaction,
    tenant: TenantId,
    first: &AuditRecord,
) -> Result<AuditRecord, Failure> {
    let query = Query::new("SELECT COUNT(*) FROM audit WHERE tenant_id = ").bind(&tenant);
    let rows = transaction.rows(query).await?;
    let before = rows.first().and_then(|row| row.read::<(i64,)>().ok());
    let before = before.map_or(0, |(count,)| count);
    Ok(AuditRecord {
        event: AuditEvent::ChainBegun,
        actor: "cas".to_owned(),
        user_id: None,
        subject: None,
        detail: Some(format!("{before} entries of before are not chained")),
        address: None,
        ..first.clone()
    })
}

/// The entry in the next place; the head is then its own.
fn chained(head: &mut Head, record: AuditRecord) -> AuditEntry {
    let (person, client) = match Actor::parse(&record.actor) {
        Actor::Client(client) => (None, Some(client)),
        Actor::Person { person, client } => (Some(person), client),
    };
    let mut entry = AuditEntry {
        tenant_id: record.tenant_id,
        sequence: head.sequence + 1,
        id: id_of(BEFORE_THE_FIRST),
        kind: record.event.kind().code().to_owned(),
        event: record.event.code().to_owned(),
        actor: record.actor,
        person_id: person.map(|person| person.id.unwrap_or(person.name)),
        client_id: client,
        user_id: record.user_id,
        subject: record.subject,
        detail: record.detail,
        is_refusal: record.event.is_refusal(),
        address: record.address,
        recorded_at: record.recorded_at,
        previous_hash: Some(head.hash.clone()),
        hash: None,
    };
    let hash = hash_of(&entry);
    entry.id = id_of(&hash);
    entry.hash = Some(hash.clone());
    head.sequence = entry.sequence;
    head.hash = hash;
    entry
}

async fn put_hashes(
    transaction: &mut Transaction,
    heads: &BTreeMap<TenantId, Head>,
) -> Result<(), Failure> {
    let heads: Vec<(&TenantId, &Head)> = heads.iter().collect();
    for batch in batches(&heads) {
        let query = Query::new("UPDATE audit_head SET hash = given.column2 FROM (")
            .tuples(2, batch, |(tenant, head), into| {
                into.extend([tenant.write(), head.hash.write()]);
            })
            .sql(") AS given WHERE audit_head.tenant_id = given.column1");
        transaction.execute(query).await?;
    }
    Ok(())
}
