//! How does somebody choose a password who has none, or forgot it?
//!
//! With a link that an administrator hands over: it holds 32 random bytes, of which the store keeps
//! the digest, is good once and for a day, and a newer one ends it. The secret stands behind `#`,
//! which browsers send to nobody, so that no log of any server has it.

use anyhow::Result;
use cas_engine::Engine;
use cas_store::{CommitError, LinkRecord, PeopleChanges, UserRecord};
use jiff::SignedDuration;

use super::audit::{AuditEvent, Doer, Entry};
use super::changes::{AccountError, commit, tenants_of};
use super::passwords::{check_password, set_password};
use crate::secrets::{digest_of, new_secret};

/// For how many hours a link is good.
pub const LINK_HOURS: i64 = 24;

/// Where a link leads, on a server that is reached at an address.
#[must_use]
pub fn link_address(public_url: &str, secret: &str) -> String {
    format!("{public_url}/password#{secret}")
}

/// What becomes of a second factor when a link is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondFactor {
    /// It is asked for as before.
    Stays,
    /// It is taken away: for who lost it.
    TakenAway,
}

/// A link that was made, before its secret is forgotten.
pub struct MadeLink {
    /// What stands behind `#` in the link.
    pub secret: String,
    /// What is stored of it.
    pub row: LinkRecord,
}

/// A link for an account, to be stored.
fn new_link(engine: &Engine, user: &UserRecord, second_factor: SecondFactor) -> MadeLink {
    let (secret, now) = (new_secret(), engine.now());
    let row = LinkRecord {
        token_hash: digest_of(&secret),
        user_id: user.id,
        resets_second_factor: second_factor == SecondFactor::TakenAway,
        created_at: now,
        expires_at: now + SignedDuration::from_hours(LINK_HOURS),
    };
    MadeLink { secret, row }
}

/// Makes a link for an account.
///
/// # Errors
/// When the store fails.
pub async fn make_link(
    engine: &Engine,
    user: &UserRecord,
    second_factor: SecondFactor,
    doer: Doer<'_>,
) -> Result<MadeLink> {
    let made = new_link(engine, user, second_factor);
    let resets = made.row.resets_second_factor;
    let detail = resets.then(|| "its use takes the second factor away".to_owned());
    let entry = Entry {
        event: AuditEvent::LinkMade,
        user: user.id,
        doer,
        detail,
    };
    let changes = PeopleChanges {
        links: vec![made.row.clone()],
        audit: entry.rows(engine, &tenants_of(engine, user).await?),
        ..PeopleChanges::default()
    };
    commit(engine, changes).await?;
    Ok(made)
}

/// What comes of the use of a link.
pub(crate) enum LinkUse {
    /// The password is chosen.
    Done,
    /// There is no such link, it was used, or its time has run out.
    Unknown,
    /// The password is not taken, and the link is as good as before.
    Refused(String),
}

/// Chooses a password with a link.
///
/// # Errors
/// When the store fails.
pub(crate) async fn use_link(
    engine: &Engine,
    secret: &str,
    password: &str,
    address: Option<std::net::IpAddr>,
) -> Result<LinkUse, AccountError> {
    let link = engine.store().sign_in_link(&digest_of(secret)).await?;
    let Some(link) = link.filter(|link| link.expires_at > engine.now()) else {
        return Ok(LinkUse::Unknown);
    };
    let user = engine.store().user(link.user_id).await?;
    let Some(mut user) = user.filter(|user| user.disabled_at.is_none()) else {
        return Ok(LinkUse::Unknown);
    };
    if let Some(fault) = check_password(password, &user) {
        return Ok(LinkUse::Refused(fault));
    }
    if link.resets_second_factor {
        (user.totp_key, user.totp_offered) = (None, None);
        user.recovery_hashes = cas_store::Json::default();
    }
    let actor = user.actor();
    let doer = Doer {
        actor: &actor,
        address,
    };
    let entry = Entry {
        event: AuditEvent::LinkUsed,
        user: user.id,
        doer,
        detail: None,
    };
    let tenants = tenants_of(engine, &user).await?;
    let changes = PeopleChanges {
        used_links: vec![link.token_hash],
        ..set_password(engine, &user, password, &entry, &tenants).await?
    };
    match commit(engine, changes).await {
        Ok(()) => Ok(LinkUse::Done),
        Err(CommitError::Conflict(_)) => Ok(LinkUse::Unknown),
        Err(error @ CommitError::Database(_)) => Err(AccountError::Store(error.into())),
    }
}
