//! Who is let in of those whom the identity provider vouches for, and with which rights?
//!
//! A person is known again by issuer and subject, which never change. Before the first time, the
//! name decides, which the provider tells: of an account that waits for its person, or of one that
//! is made now. An account that has a password is never handed to whom the provider gives its name.
//! In the tenants that grants name, the claims of each sign-in say what the person may do.

use std::collections::BTreeMap;
use std::net::IpAddr;

use cas_engine::Engine;
use cas_model::actor::is_name;
use cas_model::ids::TenantId;
use cas_store::{AuditRecord, MembershipRecord, PeopleChanges, TenantRow, UserRecord};

use super::grants::{granted, values_of};
use super::{Admitted, Claims, SignOnSettings};
use crate::people::accounts::{Rights, administered_alone, name_fault, new_account, sign_in_name};
use crate::people::audit::{AuditEvent, Doer, Entry};
use crate::people::changes::{AccountError, commit, tenants_of};

/// What comes of a sign-in by single sign-on.
pub(crate) enum Admission {
    /// The person comes in; what changes with it is to be committed with the session.
    Person(Box<UserRecord>, Box<PeopleChanges>),
    /// Nobody comes in, and why.
    Refused(&'static str),
}

/// The name of those who come in by single sign-on, as makers of accounts and rights.
const SINGLE_SIGN_ON: &str = "single sign-on";

/// Lets in whom the provider vouches for, or not.
///
/// # Errors
/// When the store fails.
pub(crate) async fn admit(
    engine: &Engine,
    settings: &SignOnSettings,
    claims: &Claims,
    address: Option<IpAddr>,
) -> Result<Admission, AccountError> {
    let store = engine.store();
    let known = store.user_of_subject(&settings.issuer, &claims.subject);
    let tenants = store.tenants().await?;
    let granted = by_tenant(&granted(&settings.grants, &claims.all), &tenants);
    let refused = Refused {
        engine,
        address,
        granted: granted.keys().copied().collect(),
        name: name_of(settings, claims),
    };
    let (user, is_new) = match known.await? {
        Some(user) => (user, false),
        None => match first_time(engine, settings, claims, &granted).await? {
            Ok(user) => (user, true),
            Err(why) => return refused.because(why, None).await,
        },
    };
    if user.disabled_at.is_some() {
        return refused.because("the account is off", Some(&user)).await;
    }
    let mut changes = PeopleChanges::default();
    let memberships = store.memberships_of(user.id).await?;
    let managed: Vec<TenantId> = tenants
        .iter()
        .filter(|row| {
            settings
                .grants
                .iter()
                .any(|grant| is_tenant(row, &grant.tenant))
        })
        .map(|row| row.id)
        .collect();
    let doer = Doer {
        actor: SINGLE_SIGN_ON,
        address,
    };
    let change = RightsChange {
        engine,
        user: &user,
        memberships: &memberships,
        doer,
    };
    let mut members: Vec<TenantId> = memberships.iter().map(|of| of.tenant_id).collect();
    for tenant in managed {
        match granted.get(&tenant) {
            Some(rights) => {
                change.give(tenant, rights, &mut changes)?;
                members.push(tenant);
            }
            None if change.take(tenant, &mut changes).await? => {
                members.retain(|member| *member != tenant);
            }
            None => {}
        }
    }
    members.sort_unstable();
    members.dedup();
    if members.is_empty() && is_new {
        return refused
            .because("no claim gives a role in a tenant", None)
            .await;
    }
    let actor = user.actor();
    let signed_in = Entry {
        event: AuditEvent::SignedIn,
        user: user.id,
        doer: Doer {
            actor: &actor,
            address,
        },
        detail: Some(SINGLE_SIGN_ON.to_owned()),
    };
    changes.audit.extend(signed_in.rows(engine, &members));
    if is_new {
        changes.users.push(user.clone());
    }
    Ok(Admission::Person(Box::new(user), Box::new(changes)))
}

/// What the provider says that somebody signs in with, where it can be a name.
fn name_of(settings: &SignOnSettings, claims: &Claims) -> Option<String> {
    let name = values_of(&claims.all, &settings.name_claim)
        .into_iter()
        .next();
    let name = name.map(|name| sign_in_name(&name));
    name.filter(|name| name_fault(name).is_none())
}

/// Somebody who may not be let in.
struct Refused<'a> {
    engine: &'a Engine,
    address: Option<IpAddr>,
    /// Tenants in which the claims give a role.
    granted: Vec<TenantId>,
    /// What the provider says that he signs in with.
    name: Option<String>,
}

impl Refused<'_> {
    /// Refuses him, and tells the tenants of his account, or those in which claims give a role.
    async fn because(
        &self,
        why: &'static str,
        user: Option<&UserRecord>,
    ) -> Result<Admission, AccountError> {
        let tenants = match user {
            Some(user) => tenants_of(self.engine, user).await?,
            None => self.granted.clone(),
        };
        let name = self.name.as_deref().unwrap_or("somebody");
        let row = |tenant| AuditRecord {
            tenant_id: tenant,
            event: AuditEvent::SignInRefused,
            actor: SINGLE_SIGN_ON.to_owned(),
            user_id: user.map(|user| user.id),
            subject: None,
            detail: Some(format!("{name}: {why}")),
            address: self.address.map(|address| address.to_string()),
            recorded_at: self.engine.now(),
        };
        let changes = PeopleChanges {
            audit: tenants.into_iter().map(row).collect(),
            ..PeopleChanges::default()
        };
        commit(self.engine, changes).await?;
        Ok(Admission::Refused(why))
    }
}

fn is_tenant(row: &TenantRow, named: &str) -> bool {
    row.name == named || row.id.to_string() == named
}

/// Rights by the tenants that there are; a grant of another gives nothing.
fn by_tenant(
    granted: &BTreeMap<String, Rights>,
    tenants: &[TenantRow],
) -> BTreeMap<TenantId, Rights> {
    let found = granted.iter().filter_map(|(named, rights)| {
        let row = tenants.iter().find(|row| is_tenant(row, named));
        if row.is_none() {
            tracing::warn!(tenant = named, "a grant of single sign-on names no tenant");
        }
        Some((row?.id, rights.clone()))
    });
    found.collect()
}

/// The account of somebody who comes by single sign-on for the first time, as it is to be written.
async fn first_time(
    engine: &Engine,
    settings: &SignOnSettings,
    claims: &Claims,
    granted: &BTreeMap<TenantId, Rights>,
) -> Result<Result<UserRecord, &'static str>, AccountError> {
    let Some(name) = name_of(settings, claims) else {
        return Ok(Err("the claim of the name is missing or cannot be a name"));
    };
    let is_unverified = claims.all["email_verified"] == false;
    if settings.name_claim == "email" && is_unverified {
        return Ok(Err("the e-mail address is not verified"));
    }
    let known = engine.store().user_named(&name).await?;
    let user = match (known, settings.admitted) {
        (Some(user), _) if user.password_hash.is_none() && user.subject.is_none() => UserRecord {
            version: user.version + 1,
            ..user
        },
        (Some(_), _) => return Ok(Err("the name is that of another account")),
        (None, Admitted::Invited) => return Ok(Err("nobody invited the person")),
        (None, Admitted::AnyoneGranted) if granted.is_empty() => {
            return Ok(Err("no claim gives a role in a tenant"));
        }
        (None, Admitted::AnyoneGranted) => {
            let called = values_of(&claims.all, "name").into_iter().next();
            let called = called.filter(|called| is_name(called));
            let called = called.unwrap_or_else(|| name.clone());
            new_account(engine, &name, &called, SINGLE_SIGN_ON)
        }
    };
    Ok(Ok(UserRecord {
        issuer: Some(settings.issuer.clone()),
        subject: Some(claims.subject.clone()),
        ..user
    }))
}

/// What claims change of somebody's rights.
struct RightsChange<'a> {
    engine: &'a Engine,
    user: &'a UserRecord,
    memberships: &'a [MembershipRecord],
    doer: Doer<'a>,
}

impl RightsChange<'_> {
    fn entry(&self, event: AuditEvent, detail: Option<String>) -> Entry<'_> {
        Entry {
            event,
            user: self.user.id,
            doer: self.doer,
            detail,
        }
    }

    fn membership(&self, tenant: TenantId) -> Option<&MembershipRecord> {
        self.memberships.iter().find(|of| of.tenant_id == tenant)
    }

    /// Gives rights in a tenant, where they are other than those there.
    fn give(
        &self,
        tenant: TenantId,
        rights: &Rights,
        changes: &mut PeopleChanges,
    ) -> Result<(), AccountError> {
        let (engine, by) = (self.engine, self.doer.actor);
        let after = rights.record(engine, tenant, self.user.id, by)?;
        let before = self.membership(tenant);
        let is_same = |before: &MembershipRecord| {
            before.roles == after.roles && before.visible == after.visible
        };
        if before.is_some_and(is_same) {
            return Ok(());
        }
        let event = match before {
            None => AuditEvent::MemberAdded,
            Some(_) => AuditEvent::RolesChanged,
        };
        let entry = self.entry(event, Some(rights.words()));
        changes.audit.extend(entry.rows(engine, &[tenant]));
        changes.memberships.push(after);
        Ok(())
    }

    /// Ends the membership of a tenant in which no claim gives a role; false where there is none, or
    /// where the tenant would lose its last administrator, who stays.
    async fn take(
        &self,
        tenant: TenantId,
        changes: &mut PeopleChanges,
    ) -> Result<bool, AccountError> {
        if self.membership(tenant).is_none() {
            return Ok(false);
        }
        match administered_alone(self.engine, self.user, &[tenant]).await {
            Err(AccountError::LastAdministrator) => {
                let user = &self.user.name;
                tracing::warn!(user, "the last administrator has lost the claim, and stays");
                return Ok(false);
            }
            kept => changes.keep_administrators.extend(kept?),
        }
        changes.ended_memberships.push((tenant, self.user.id));
        let entry = self.entry(AuditEvent::MemberRemoved, Some(self.user.name.clone()));
        changes.audit.extend(entry.rows(self.engine, &[tenant]));
        Ok(true)
    }
}
