//! How do accounts and memberships come, change and go?
//!
//! By command and by the API alike. An administrator decides what somebody may do in a tenant; what
//! is of the account itself (its name, whether it is on, a link to a new password) is only for who
//! administers all tenants of which the person is a member: else whoever administers one could take
//! over an account that reaches another. A tenant that has an administrator keeps one.

use std::collections::BTreeSet;

use anyhow::Result;
use cas_engine::Engine;
use cas_model::actor::is_name;
use cas_model::ids::{TenantId, UserId};
use cas_model::role::{self, Reach, Role};
use cas_model::visibility::VisibleParts;
use cas_store::{Json, MembershipRecord, PeopleChanges, UserRecord};

use super::audit::{AuditEvent, Doer, Entry};
use super::changes::{AccountError, commit, tenants_of};
use crate::problem::FieldProblem;

/// The most characters of what somebody signs in with.
const LONGEST_NAME: usize = 100;
/// The most companies, and the most plants, that somebody is restricted to.
const MOST_PARTS: usize = 200;

/// What somebody is to be allowed in a tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rights {
    /// The roles, at least one.
    pub roles: Vec<Role>,
    /// The parts of the organisation that the person may see; all where it is absent.
    pub visible: Option<VisibleParts>,
}

impl Rights {
    /// What is wrong with them.
    fn faults(&self) -> Vec<FieldProblem> {
        let mut faults = Vec::new();
        if self.roles.is_empty() {
            faults.push(FieldProblem::new("roles", "must name at least one role"));
        }
        let Some(visible) = &self.visible else {
            return faults;
        };
        let whole = self
            .roles
            .iter()
            .find(|role| role.reach() == Reach::WholeTenant);
        if let Some(role) = whole {
            let message = format!(
                "must be left out for the role {}, which decides for the whole tenant",
                role.name()
            );
            faults.push(FieldProblem::new("visible", message));
        }
        if visible.companies.is_empty() && visible.plants.is_empty() {
            let message = "must name a company or a plant; null is for who may see all";
            faults.push(FieldProblem::new("visible", message));
        }
        for (path, codes) in [
            ("visible.companies", &visible.companies),
            ("visible.plants", &visible.plants),
        ] {
            if codes.len() > MOST_PARTS || codes.iter().any(|code| code.trim().is_empty()) {
                let message = format!("must be at most {MOST_PARTS} codes, none of them empty");
                faults.push(FieldProblem::new(path, message));
            }
        }
        faults
    }

    pub(super) fn record(
        &self,
        engine: &Engine,
        tenant: TenantId,
        user: UserId,
        by: &str,
    ) -> Result<MembershipRecord> {
        let visible = self.visible.as_ref().map(Json::encode).transpose()?;
        Ok(MembershipRecord {
            tenant_id: tenant,
            user_id: user,
            roles: role::written(&self.roles),
            visible,
            changed_at: engine.now(),
            changed_by: by.to_owned(),
        })
    }

    /// In words, for the audit trail.
    pub(super) fn words(&self) -> String {
        let roles = role::written(&self.roles);
        let Some(visible) = &self.visible else {
            return roles;
        };
        let list = |codes: &BTreeSet<String>| codes.iter().cloned().collect::<Vec<_>>().join(" ");
        let (companies, plants) = (list(&visible.companies), list(&visible.plants));
        format!("{roles}; companies: {companies}; plants: {plants}")
    }
}

/// Somebody who is to become a member of a tenant.
pub struct NewMember<'a> {
    /// The tenant that the person joins.
    pub tenant: TenantId,
    /// What the person signs in with; an account that has this name becomes a member.
    pub name: &'a str,
    /// What others know a new account by; an account that is there keeps what it has.
    pub display_name: &'a str,
    /// What the person may do.
    pub rights: Rights,
}

/// A name as it is signed in with: in small letters.
#[must_use]
pub fn sign_in_name(text: &str) -> String {
    text.trim().to_lowercase()
}

pub(super) fn name_fault(name: &str) -> Option<FieldProblem> {
    let is_taken = |byte: u8| byte.is_ascii_alphanumeric() || b".-_@+".contains(&byte);
    let fits = (1..=LONGEST_NAME).contains(&name.len()) && name.bytes().all(is_taken);
    let message = format!("must be 1 to {LONGEST_NAME} letters, digits and . - _ @ +");
    (!fits).then(|| FieldProblem::new("name", message))
}

fn display_name_fault(name: &str) -> Option<FieldProblem> {
    let message = "must be 1 to 100 characters, without < and > and without spaces at its ends";
    (!is_name(name)).then(|| FieldProblem::new("displayName", message))
}

/// Makes somebody a member of a tenant, and the account where there is none of this name.
///
/// # Errors
/// When something of it is wrong, the person is a member already, or the store fails.
pub async fn add_member(
    engine: &Engine,
    new: NewMember<'_>,
    doer: Doer<'_>,
) -> Result<UserRecord, AccountError> {
    let name = sign_in_name(new.name);
    let known = engine.store().user_named(&name).await?;
    let mut faults = new.rights.faults();
    faults.extend(name_fault(&name));
    if known.is_none() {
        faults.extend(display_name_fault(new.display_name));
    }
    if !faults.is_empty() {
        return Err(AccountError::Invalid(faults));
    }
    let mut changes = PeopleChanges::default();
    let user = match known {
        Some(user) => user,
        None => {
            let user = new_account(engine, &name, new.display_name, doer.actor);
            changes.users.push(user.clone());
            let made = entry(AuditEvent::AccountMade, &user, doer, None);
            changes.audit.extend(made.rows(engine, &[new.tenant]));
            user
        }
    };
    if tenants_of(engine, &user).await?.contains(&new.tenant) {
        return Err(AccountError::MemberAlready);
    }
    let membership = new.rights.record(engine, new.tenant, user.id, doer.actor)?;
    changes.memberships.push(membership);
    let detail = Some(new.rights.words());
    let added = entry(AuditEvent::MemberAdded, &user, doer, detail);
    changes.audit.extend(added.rows(engine, &[new.tenant]));
    commit(engine, changes).await?;
    Ok(user)
}

/// An account that nobody can sign in to yet.
pub(crate) fn new_account(engine: &Engine, name: &str, display_name: &str, by: &str) -> UserRecord {
    UserRecord {
        id: UserId(engine.ids().next()),
        name: name.to_owned(),
        display_name: display_name.to_owned(),
        password_hash: None,
        totp_key: None,
        totp_offered: None,
        totp_step: None,
        recovery_hashes: Json::default(),
        issuer: None,
        subject: None,
        created_at: engine.now(),
        created_by: by.to_owned(),
        disabled_at: None,
        version: 1,
    }
}

fn entry<'a>(
    event: AuditEvent,
    user: &UserRecord,
    doer: Doer<'a>,
    detail: Option<String>,
) -> Entry<'a> {
    Entry {
        event,
        user: user.id,
        doer,
        detail,
    }
}

/// What is to be changed of a member.
#[derive(Clone, Debug, Default)]
pub struct MemberChange {
    /// The name that others know the person by from now on.
    pub display_name: Option<String>,
    /// What the person may do in the tenant from now on.
    pub rights: Option<Rights>,
}

/// Changes what a member of a tenant may do or see there, and the name that others know the person
/// by.
///
/// # Errors
/// When something of it is wrong, the tenant would lose its last administrator, or the store fails.
pub async fn change_member(
    engine: &Engine,
    user: &UserRecord,
    tenant: TenantId,
    change: &MemberChange,
    doer: Doer<'_>,
) -> Result<(), AccountError> {
    let MemberChange {
        display_name,
        rights,
    } = change;
    let mut faults = rights.as_ref().map(Rights::faults).unwrap_or_default();
    faults.extend(display_name.as_deref().and_then(display_name_fault));
    if !faults.is_empty() {
        return Err(AccountError::Invalid(faults));
    }
    let mut changes = PeopleChanges::default();
    if let Some(rights) = rights {
        let membership = rights.record(engine, tenant, user.id, doer.actor)?;
        changes.memberships.push(membership);
        if !rights.roles.contains(&Role::Administrator) {
            changes.keep_administrators = administered_alone(engine, user, &[tenant]).await?;
        }
        let changed = entry(AuditEvent::RolesChanged, user, doer, Some(rights.words()));
        changes.audit.extend(changed.rows(engine, &[tenant]));
    }
    if let Some(name) = display_name
        .as_ref()
        .filter(|name| **name != user.display_name)
    {
        changes.users.push(UserRecord {
            display_name: name.clone(),
            version: user.version + 1,
            ..user.clone()
        });
        let detail = format!("{} is now {name}", user.display_name);
        let renamed = entry(AuditEvent::AccountRenamed, user, doer, Some(detail));
        let tenants = tenants_of(engine, user).await?;
        changes.audit.extend(renamed.rows(engine, &tenants));
    }
    Ok(commit(engine, changes).await?)
}

/// Ends a membership; an account without any is deleted, and all its sessions end.
///
/// # Errors
/// When the tenant would lose its last administrator, or the store fails.
pub async fn remove_member(
    engine: &Engine,
    user: &UserRecord,
    tenant: TenantId,
    doer: Doer<'_>,
) -> Result<(), AccountError> {
    let tenants = tenants_of(engine, user).await?;
    let is_last = tenants.iter().all(|other| *other == tenant);
    let removed = entry(
        AuditEvent::MemberRemoved,
        user,
        doer,
        Some(user.name.clone()),
    );
    let changes = PeopleChanges {
        ended_memberships: vec![(tenant, user.id)],
        deleted_users: is_last.then_some(user.id).into_iter().collect(),
        keep_administrators: administered_alone(engine, user, &[tenant]).await?,
        audit: removed.rows(engine, &[tenant]),
        ..PeopleChanges::default()
    };
    Ok(commit(engine, changes).await?)
}

/// Whether an account can be signed in to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// Its person may sign in.
    On,
    /// Nobody signs in to it, and its sessions end.
    Off,
}

/// Switches an account off or on.
///
/// # Errors
/// When a tenant would lose its last administrator, or the store fails.
pub async fn switch_account(
    engine: &Engine,
    user: &UserRecord,
    state: AccountState,
    doer: Doer<'_>,
) -> Result<UserRecord, AccountError> {
    let tenants = tenants_of(engine, user).await?;
    let mut changes = PeopleChanges::default();
    let (disabled_at, event) = match state {
        AccountState::On => (None, AuditEvent::AccountEnabled),
        AccountState::Off => {
            changes.keep_administrators = administered_alone(engine, user, &tenants).await?;
            changes.signed_out.push(user.id);
            let since = user.disabled_at.unwrap_or_else(|| engine.now());
            (Some(since), AuditEvent::AccountDisabled)
        }
    };
    let after = UserRecord {
        disabled_at,
        version: user.version + 1,
        ..user.clone()
    };
    changes.users.push(after.clone());
    changes.audit = entry(event, user, doer, None).rows(engine, &tenants);
    commit(engine, changes).await?;
    Ok(after)
}

/// Of these tenants, those that somebody administers: they must keep another administrator.
///
/// # Errors
/// When one has no other, or the store fails.
pub(super) async fn administered_alone(
    engine: &Engine,
    user: &UserRecord,
    tenants: &[TenantId],
) -> Result<Vec<TenantId>, AccountError> {
    let mut administered = Vec::new();
    for tenant in tenants {
        let administrators = engine.store().administrators(*tenant).await?;
        match &administrators[..] {
            [alone] if *alone == user.id => return Err(AccountError::LastAdministrator),
            several if several.contains(&user.id) => administered.push(*tenant),
            _ => {}
        }
    }
    Ok(administered)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn user(name: &str) -> UserRecord {
        UserRecord {
            id: UserId(uuid::Uuid::nil()),
            name: name.to_owned(),
            display_name: "Anna Keller".to_owned(),
            password_hash: None,
            totp_key: None,
            totp_offered: None,
            totp_step: None,
            recovery_hashes: Json::default(),
            issuer: None,
            subject: None,
            created_at: jiff::Timestamp::UNIX_EPOCH,
            created_by: "a test".to_owned(),
            disabled_at: None,
            version: 1,
        }
    }

    fn check(roles: &[Role], visible: Option<(&[&str], &[&str])>, expected: &[&str]) {
        let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        let visible = visible.map(|(companies, plants)| VisibleParts {
            companies: codes(companies),
            plants: codes(plants),
        });
        let roles = roles.to_vec();
        let faults = Rights { roles, visible }.faults();
        let places: Vec<&str> = faults.iter().map(|fault| fault.path.as_str()).collect();
        assert_eq!(places, expected);
    }

    #[test]
    fn rights_are_whole_and_who_decides_for_all_sees_all() {
        check(&[Role::Viewer], None, &[]);
        check(
            &[Role::Viewer, Role::Declarant],
            Some((&["ACME"], &[])),
            &[],
        );
        check(&[], None, &["roles"]);
        check(&[Role::Declarant], Some((&[], &[])), &["visible"]);
        check(&[Role::Declarant], Some((&[], &[" "])), &["visible.plants"]);
        for role in [Role::Configurator, Role::Administrator] {
            check(&[role, Role::Viewer], Some((&[], &["HAM1"])), &["visible"]);
        }
    }

    #[test]
    fn names_are_plain() {
        for (name, is_one) in [("anna@acme.example", true), ("", false), ("a b", false)] {
            assert_eq!(name_fault(name).is_none(), is_one, "{name:?}");
        }
        assert_eq!(sign_in_name(" Anna@ACME.example "), "anna@acme.example");
    }
}
