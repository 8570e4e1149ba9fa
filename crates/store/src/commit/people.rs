//! How are accounts, memberships, sessions and the audit trail written?

use cas_model::ids::{TenantId, UserId};
use cas_model::role::Role;
use jiff::Timestamp;

use super::write::{Failure, all, expect_all, insert, insert_or};
use crate::changes::Changes;
use crate::db::{Query, Record, Transaction};
use crate::rows::{ClientRow, LinkRecord, SessionRecord, UserRecord};

const MEMBERSHIP: &str = "(tenant_id, user_id) DO UPDATE SET roles = excluded.roles, \
    visible = excluded.visible, changed_at = excluded.changed_at, \
    changed_by = excluded.changed_by";

/// Writes what a group says of people.
pub(super) async fn apply(
    transaction: &mut Transaction,
    group: &[&Changes],
) -> Result<(), Failure> {
    let tenants = all(group, |changes| &changes.people.keep_administrators);
    for tenant in &tenants {
        // Its row stays locked, so that two who leave cannot both be the last but one.
        let lock = Query::new("UPDATE tenant SET name = name WHERE id = ").bind(*tenant);
        transaction.execute(lock).await?;
    }
    users(transaction, group).await?;
    memberships(transaction, group).await?;
    sessions(transaction, group).await?;
    clients(transaction, group).await?;
    for tenant in tenants {
        has_administrator(transaction, *tenant).await?;
    }
    Ok(())
}

async fn users(transaction: &mut Transaction, group: &[&Changes]) -> Result<(), Failure> {
    for user in all(group, |changes| &changes.people.users) {
        match user.version {
            1 => insert(transaction, &[user]).await?,
            _ => expect_all(transaction.execute(update(user)).await?, 1, "an account")?,
        }
    }
    for user in all(group, |changes| &changes.people.deleted_users) {
        let query = Query::new("DELETE FROM person WHERE id = ").bind(user);
        expect_all(transaction.execute(query).await?, 1, "an account")?;
        delete_of::<SessionRecord>(transaction, user).await?;
        delete_of::<LinkRecord>(transaction, user).await?;
    }
    Ok(())
}

/// All of it but its id, where it is at the version before.
fn update(user: &UserRecord) -> Query {
    let columns = UserRecord::COLUMNS.join(", ");
    Query::new(&format!("UPDATE person SET ({columns}) = "))
        .row(user)
        .sql(" WHERE id = ")
        .bind(&user.id)
        .sql(" AND version = ")
        .bind(&(user.version - 1))
}

async fn memberships(transaction: &mut Transaction, group: &[&Changes]) -> Result<(), Failure> {
    for membership in all(group, |changes| &changes.people.memberships) {
        insert_or(transaction, &[membership], MEMBERSHIP).await?;
    }
    for (tenant, user) in all(group, |changes| &changes.people.ended_memberships) {
        let query = Query::new("DELETE FROM membership WHERE tenant_id = ")
            .bind(tenant)
            .sql(" AND user_id = ")
            .bind(user);
        expect_all(transaction.execute(query).await?, 1, "a membership")?;
    }
    Ok(())
}

async fn clients(transaction: &mut Transaction, group: &[&Changes]) -> Result<(), Failure> {
    insert(
        transaction,
        &all(group, |changes| &changes.people.new_clients),
    )
    .await?;
    for (before, after) in all(group, |changes| &changes.people.changed_clients) {
        let changed = transaction.execute(client_change(before, after)).await?;
        expect_all(changed, 1, "a client")?;
    }
    Ok(())
}

/// All that can change of a client, where its secret and state are as they were before.
fn client_change(before: &ClientRow, after: &ClientRow) -> Query {
    let query = Query::new("UPDATE client SET secret_hash = ")
        .bind(&after.secret_hash)
        .sql(", former_secret_hash = ")
        .bind(&after.former_secret_hash)
        .sql(", former_secret_until = ")
        .bind(&after.former_secret_until)
        .sql(", disabled_at = ")
        .bind(&after.disabled_at)
        .sql(", scopes = ")
        .bind(&after.scopes)
        .sql(", description = ")
        .bind(&after.description)
        .sql(", visible = ")
        .bind(&after.visible)
        .sql(", expires_at = ")
        .bind(&after.expires_at)
        .sql(", changed_at = ")
        .bind(&after.changed_at)
        .sql(", changed_by = ")
        .bind(&after.changed_by)
        .sql(" WHERE tenant_id = ")
        .bind(&before.tenant_id)
        .sql(" AND id = ")
        .bind(&before.id)
        .sql(" AND secret_hash = ")
        .bind(&before.secret_hash);
    let same = |query: Query, column: &str, at: &Option<Timestamp>| match at {
        None => query.sql(&format!(" AND {column} IS NULL")),
        Some(at) => query.sql(&format!(" AND {column} = ")).bind(at),
    };
    let query = same(query, "disabled_at", &before.disabled_at);
    same(query, "changed_at", &before.changed_at)
}

async fn sessions(transaction: &mut Transaction, group: &[&Changes]) -> Result<(), Failure> {
    for user in all(group, |changes| &changes.people.signed_out) {
        delete_of::<SessionRecord>(transaction, user).await?;
    }
    let begun = all(group, |changes| &changes.people.sessions);
    if let Some(now) = begun.iter().map(|session| session.created_at).max() {
        // Those whose time has run out: nobody signs out of them any more.
        let query = Query::new("DELETE FROM session WHERE ends_at <= ").bind(&now);
        transaction.execute(query).await?;
    }
    insert(transaction, &begun).await?;
    for link in all(group, |changes| &changes.people.used_links) {
        let query = Query::new("DELETE FROM sign_in_link WHERE token_hash = ").bind(link);
        expect_all(transaction.execute(query).await?, 1, "a link")?;
    }
    for link in all(group, |changes| &changes.people.links) {
        delete_of::<LinkRecord>(transaction, &link.user_id).await?;
        insert(transaction, &[link]).await?;
    }
    Ok(())
}

async fn delete_of<R: Record>(transaction: &mut Transaction, user: &UserId) -> Result<(), Failure> {
    let query = Query::new("DELETE FROM ")
        .sql(R::TABLE)
        .sql(" WHERE user_id = ")
        .bind(user);
    transaction.execute(query).await?;
    Ok(())
}

/// The people of a tenant who may sign in as administrators; conditions follow.
pub(crate) fn administrators(what: &str, tenant: TenantId) -> Query {
    let is_one = format!(
        " FROM membership JOIN person ON person.id = membership.user_id \
         WHERE ' ' || roles || ' ' LIKE '% {} %' AND disabled_at IS NULL \
         AND (password_hash IS NOT NULL OR subject IS NOT NULL) AND tenant_id = ",
        Role::Administrator.name()
    );
    Query::new("SELECT ").sql(what).sql(&is_one).bind(&tenant)
}

async fn has_administrator(transaction: &mut Transaction, tenant: TenantId) -> Result<(), Failure> {
    let rows = transaction.rows(administrators("COUNT(*)", tenant)).await?;
    let count = rows.first().and_then(|row| row.read::<(i64,)>().ok());
    match count {
        Some((count,)) if count > 0 => Ok(()),
        Some(_) | None => Err(Failure::Conflict("the last administrator".to_owned())),
    }
}
