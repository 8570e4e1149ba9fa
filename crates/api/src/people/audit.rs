//! What is written down of what people do about access?
//!
//! An entry for each tenant whose administrators are to know: those of whom the person is a member.
//! It stands in the same commit as what it tells of, and never holds a secret.

use std::net::IpAddr;

use cas_engine::Engine;
use cas_model::ids::{AuditId, TenantId, UserId};
use cas_store::{AuditRecord, ClientRow};

/// Declares what can be told, with its code, in one list.
macro_rules! events {
    ($($(#[doc = $doc:literal])* $event:ident = $code:literal,)*) => {
        /// What happened, as the audit trail tells it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum AuditEvent { $($(#[doc = $doc])* $event,)* }

        impl AuditEvent {
            /// Every event with its code and what it says, in the order of the list.
            pub const ALL: &[(Self, &str, &str)] =
                &[$((Self::$event, $code, concat!($($doc),*)),)*];

            /// The code in the audit trail.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$event => $code,)* }
            }
        }
    };
}

events! {
    /// Somebody signed in, and has a session.
    SignedIn = "signed-in",
    /// A sign-in was refused: a wrong password, a wrong code, or an account that is off.
    SignInRefused = "sign-in-refused",
    /// Somebody signed out of one session.
    SignedOut = "signed-out",
    /// All sessions of an account were ended.
    SignedOutEverywhere = "signed-out-everywhere",
    /// An account was made.
    AccountMade = "account-made",
    /// The name that others know somebody by was changed.
    AccountRenamed = "account-renamed",
    /// An account was switched off.
    AccountDisabled = "account-disabled",
    /// An account was switched on again.
    AccountEnabled = "account-enabled",
    /// Somebody became a member of the tenant.
    MemberAdded = "member-added",
    /// What a member may do or see was changed.
    RolesChanged = "roles-changed",
    /// Somebody is no member of the tenant any more.
    MemberRemoved = "member-removed",
    /// A link was made with which somebody chooses a password.
    LinkMade = "link-made",
    /// A password was chosen with a link.
    LinkUsed = "link-used",
    /// Somebody changed the own password.
    PasswordChanged = "password-changed",
    /// A second factor was set up.
    SecondFactorOn = "second-factor-on",
    /// A second factor was taken away.
    SecondFactorOff = "second-factor-off",
    /// A recovery code took the place of a second factor.
    RecoveryCodeUsed = "recovery-code-used",
    /// A client was made.
    ClientMade = "client-made",
    /// A client was switched off.
    ClientDisabled = "client-disabled",
    /// A client was switched on again.
    ClientEnabled = "client-enabled",
    /// What a client may do or see, its description or its end was changed.
    ClientChanged = "client-changed",
    /// A client got a new secret.
    ClientSecretChanged = "client-secret-changed",
}

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
            id: AuditId(engine.ids().next()),
            event: self.event.code().to_owned(),
            actor: self.doer.actor.to_owned(),
            user_id: Some(self.user),
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
        id: AuditId(engine.ids().next()),
        event: event.code().to_owned(),
        actor: doer.actor.to_owned(),
        user_id: None,
        detail: Some(client.id.clone()),
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
