//! People: their accounts, what they may do in each tenant, their sessions and the audit trail.

use jiff::Timestamp;

use super::Json;
use crate::actor::{Actor, Person};
use crate::audit::AuditEvent;
use crate::ids::{AuditId, TenantId, UserId};
use crate::role::{self, Role};
use crate::visibility::VisibleParts;

/// A person's account, which is of the installation: memberships say what it may do where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserRecord {
    /// The id, which histories name.
    pub id: UserId,
    /// What the person signs in with, in small letters; unique in the installation.
    pub name: String,
    /// What others know the person by.
    pub display_name: String,
    /// Argon2 hash of the password; none before one was chosen, or with single sign-on.
    pub password_hash: Option<String>,
    /// The key of the second factor (TOTP) in base32, once it was confirmed.
    pub totp_key: Option<String>,
    /// A key of a second factor that is not confirmed yet.
    pub totp_offered: Option<String>,
    /// The step of the last code that was taken: each is good once.
    pub totp_step: Option<i64>,
    /// SHA-256 of the recovery codes that are left.
    pub recovery_hashes: Json<Vec<String>>,
    /// Who vouches for the person in single sign-on (`iss`).
    pub issuer: Option<String>,
    /// Who the person is there (`sub`).
    pub subject: Option<String>,
    /// When the account was made.
    pub created_at: Timestamp,
    /// Who made the account.
    pub created_by: String,
    /// When it was switched off.
    pub disabled_at: Option<Timestamp>,
    /// Counts its changes, from 1.
    pub version: u32,
}

impl UserRecord {
    /// The person as histories name her.
    #[must_use]
    pub fn actor(&self) -> String {
        let person = Person {
            name: self.display_name.clone(),
            id: Some(self.id.to_string()),
        };
        let client = None;
        Actor::Person { person, client }.to_string()
    }

    /// Whether there is a way in: a password, or single sign-on, and the account is on.
    #[must_use]
    pub fn can_sign_in(&self) -> bool {
        let has_way = self.password_hash.is_some() || self.subject.is_some();
        has_way && self.disabled_at.is_none()
    }
}

/// What a person may do in a tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MembershipRecord {
    /// The tenant that it is about.
    pub tenant_id: TenantId,
    /// The person who is a member.
    pub user_id: UserId,
    /// The names of roles, separated by spaces.
    pub roles: String,
    /// The parts of the organisation that the person may see; all where it is absent.
    pub visible: Option<Json<VisibleParts>>,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// Who changed it last.
    pub changed_by: String,
}

impl MembershipRecord {
    /// The roles that the person has.
    #[must_use]
    pub fn roles(&self) -> Vec<Role> {
        role::read(&self.roles)
    }
}

/// A person's session: from signing in to signing out, or to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRecord {
    /// SHA-256 of the token that the person's browser has.
    pub token_hash: String,
    /// The person who signed in.
    pub user_id: UserId,
    /// When the person signed in.
    pub created_at: Timestamp,
    /// When it was last used, to a minute.
    pub seen_at: Timestamp,
    /// When it ends, however much it is used.
    pub ends_at: Timestamp,
    /// Where the person signed in, where the server knew it.
    pub address: Option<String>,
}

/// A link that lets a person choose a password, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRecord {
    /// SHA-256 of what the link holds.
    pub token_hash: String,
    /// The person it is for.
    pub user_id: UserId,
    /// Whether its use also takes the second factor away.
    pub resets_second_factor: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it can be used.
    pub expires_at: Timestamp,
}

/// Something that somebody did, or tried in vain, before it has its place in the audit trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRecord {
    /// The tenant whose administrators may read it.
    pub tenant_id: TenantId,
    /// What happened, by which the entry has its kind.
    pub event: AuditEvent,
    /// Who did it, as histories name him.
    pub actor: String,
    /// The account that it is about.
    pub user_id: Option<UserId>,
    /// What else it is about: the id of a declaration, the kind and name of a record.
    pub subject: Option<String>,
    /// What exactly, in words; never a secret.
    pub detail: Option<String>,
    /// Where it came from, where the server knew it.
    pub address: Option<String>,
    /// When it happened, by our clock.
    pub recorded_at: Timestamp,
}

/// An entry of a tenant's audit trail, in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// The tenant whose administrators may read it.
    pub tenant_id: TenantId,
    /// Its place: from 1 without gaps; below that what was there before entries were chained.
    pub sequence: i64,
    /// The id, made of its hash.
    pub id: AuditId,
    /// What it belongs to, as a code of [`AuditKind`](crate::audit::AuditKind).
    pub kind: String,
    /// What happened, as a code of [`AuditEvent`].
    pub event: String,
    /// Who did it, as histories name him.
    pub actor: String,
    /// The person's id in `actor`.
    pub person_id: Option<String>,
    /// The client's id in `actor`.
    pub client_id: Option<String>,
    /// The account that it is about.
    pub user_id: Option<UserId>,
    /// What else it is about.
    pub subject: Option<String>,
    /// What exactly, in words.
    pub detail: Option<String>,
    /// Whether somebody did not get what he wanted.
    pub is_refusal: bool,
    /// Where it came from.
    pub address: Option<String>,
    /// When it happened, by our clock.
    pub recorded_at: Timestamp,
    /// The hash of the entry before; none of what is not chained.
    pub previous_hash: Option<String>,
    /// SHA-256 over all of it and the hash of the entry before, as 64 hexadecimal digits.
    pub hash: Option<String>,
}
