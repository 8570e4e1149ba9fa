//! What is written down of what people do about access?
//!
//! An entry for each tenant whose administrators are to know: those of whom the person is a member.
//! It stands in the same commit as what it tells of, and never holds a secret.

use std::net::IpAddr;

use cas_engine::Engine;
use cas_model::ids::{TenantId, UserId};
use cas_store::{AuditRecord, ClientRow};

pub use cas_model::audit::AuditEvent;

/// Who does something about access, and where.
#[derive(Clone, Copy, Debug)]
pub struct Doer<'a> {
    /// Who, as histories name him.
    pub actor: &'a str,
    /// Where, where the server knows it.
    pub address: Option<IpAddr>,
}

/// Something to be written down.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// What happened to the account.
    pub event: AuditEvent,
    /// The person it is about.
    pub user: UserId,
    /// Who did it, and where.
    pub doer: Doer<'a>,
    /// What exactly; never a secret.
    pub detail: Option<String>,
}

impl Entry<'_> {
    /// The rows of this entry, one for each tenant.
    #[must_use]
    pub fn rows(&self, engine: &Engine, tenants: &[TenantId]) -> Vec<AuditRecord> {
        let row = |tenant: &TenantId| AuditRecord {
            tenant_id: *tenant,
            event: self.event,
            actor: self.doer.actor.to_owned(),
            user_id: Some(self.user),
            subject: None,
            detail: self.detail.clone(),
            address: self.doer.address.map(|address| address.to_string()),
            recorded_at: engine.now(),
        };
        tenants.iter().map(row).collect()
    }
}

/// The row that tells of a change of a client.
#[must_use]
pub(crate) fn of_client(
    engine: &Engine,
    event: AuditEvent,
    client: &ClientRow,
    doer: Doer<'_>,
) -> AuditRecord {
    AuditRecord {
        tenant_id: client.tenant_id,
        event,
        actor: doer.actor.to_owned(),
        user_id: None,
        subject: Some(client.id.clone()),
        detail: None,
        address: doer.address.map(|address| address.to_string()),
        recorded_at: engine.now(),
    }
}

#[cfg(test)]
mod tests {
    use cas_model::role::Role;

    use super::AuditEvent;

    #[test]
    fn the_manual_names_every_event_and_role() {
        let manual = include_str!("../../../../docs/people.md");
        let events = AuditEvent::ALL.iter().map(|(_, code, _)| *code);
        let roles = Role::ALL.iter().map(|role| role.name());
        for name in events.chain(roles) {
            assert!(manual.contains(&format!("`{name}`")), "{name}");
        }
    }
}
