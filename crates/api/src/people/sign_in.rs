//! Who may sign in with a password, and what is done about those who guess?
//!
//! Passwords are shorter than the secrets of clients, so they are guessed at, and every guess is
//! counted: by the address it comes from, and by the account it is for. Each has so many at once and
//! a few more with time, so that nobody is locked out for ever. Whoever guesses from elsewhere does
//! not lock out the person either: an address from which the account was signed in to in the last
//! weeks is counted by itself. An unknown account costs and is answered as a known one.

use std::net::IpAddr;
use std::time::Duration;

use anyhow::Result;
use cas_engine::{Clock, Engine};
use cas_model::ids::UserId;
use cas_store::{PeopleChanges, UserRecord};
use jiff::SignedDuration;
use uuid::Uuid;

use super::accounts::sign_in_name;
use super::audit::{AuditEvent, Doer, Entry};
use super::changes::{AccountError, commit, tenants_of};
use super::passwords::normalized;
use super::second_factor::{self, Taken};
use crate::rate_limit::{Rate, RateLimits};
use crate::secrets::{Attempt, Secrets};

/// Sign-ins from one address: a whole office may be behind it.
const FROM_ADDRESS: Rate = Rate {
    every: Duration::from_secs(1),
    burst: 60,
};
/// Sign-ins to one account.
const TO_ACCOUNT: Rate = Rate {
    every: Duration::from_secs(60),
    burst: 10,
};
/// How long an address is known from which an account was signed in to.
const KNOWN: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Characters of a name that may be anything.
const MAX_NAME: usize = 100;

/// Who signed in how often.
pub(crate) struct PeopleSignIns {
    from_address: RateLimits,
    to_account: RateLimits,
    secrets: Secrets,
}

/// Somebody who says that he is a person who has an account.
pub(crate) struct Claim<'a> {
    /// The account that he names.
    pub(crate) name: &'a str,
    /// What he gives as its password.
    pub(crate) password: &'a str,
    /// What he gives as a code of its second factor.
    pub(crate) code: Option<&'a str>,
    /// Where he is, where the server knows it.
    pub(crate) address: Option<IpAddr>,
}

/// What comes of a sign-in.
pub(crate) enum SignedInAs {
    /// It is the person; what changes of the account and is told is to be committed with the
    /// session.
    Person(Box<UserRecord>, Box<PeopleChanges>),
    /// The account is unknown or off, or the password or the code is wrong.
    Nobody,
    /// The password is right, and a code of the second factor is wanted.
    SecondFactorWanted,
    /// Too many tried; after how many seconds to come back.
    TooMany(u64),
}

impl PeopleSignIns {
    /// No sign-in seen yet.
    pub(crate) fn new(clock: &Clock) -> Self {
        Self {
            from_address: RateLimits::new(FROM_ADDRESS, clock.clone()),
            to_account: RateLimits::new(TO_ACCOUNT, clock.clone()),
            secrets: Secrets::default(),
        }
    }

    /// What comes of somebody's wish to sign in.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn authenticate(
        &self,
        engine: &Engine,
        claim: &Claim<'_>,
    ) -> Result<SignedInAs, AccountError> {
        let address = claim.address.map(|address| address.to_string());
        let address = address.unwrap_or_default();
        if let Err(seconds) = self.from_address.take(&address) {
            return Ok(SignedInAs::TooMany(seconds));
        }
        let name: String = sign_in_name(claim.name).chars().take(MAX_NAME).collect();
        let user = engine.store().user_named(&name).await?;
        let id = user.as_ref().map_or(UserId(Uuid::nil()), |user| user.id);
        let (event, since) = (AuditEvent::SignedIn.code(), engine.now() - KNOWN);
        let is_known = engine.store().did_from(id, event, &address, since).await?;
        let key = match is_known {
            true => format!("{name} at {address}"),
            false => name,
        };
        if let Err(seconds) = self.to_account.take(&key) {
            return Ok(SignedInAs::TooMany(seconds));
        }
        if !self.is_right(engine, user.as_ref(), claim.password).await {
            return Ok(refuse(engine, user, claim, "a wrong password"));
        }
        match user {
            Some(user) if user.disabled_at.is_none() => Self::proven(engine, user, claim).await,
            user => Ok(refuse(engine, user, claim, "the account is off")),
        }
    }

    /// Whether a password is that of an account; one that there is not costs the same.
    pub(crate) async fn is_right(
        &self,
        engine: &Engine,
        user: Option<&UserRecord>,
        password: &str,
    ) -> bool {
        let hash = user.and_then(|user| user.password_hash.clone());
        let hashes: Vec<String> = hash.into_iter().collect();
        let attempt = Attempt {
            secret: &normalized(password),
            hashes: &hashes,
            now: engine.now(),
        };
        self.secrets.check_unremembered(&attempt).await && !hashes.is_empty()
    }

    /// Counts a sign-in from an address that asks for no password here.
    ///
    /// # Errors
    /// After how many seconds to come back.
    pub(crate) fn count_from(&self, address: Option<IpAddr>) -> Result<(), u64> {
        let address = address.map(|address| address.to_string());
        self.from_address.take(&address.unwrap_or_default())
    }

    /// Counts a check of the password of somebody who is signed in.
    ///
    /// # Errors
    /// After how many seconds to come back.
    pub(crate) fn count(&self, user: &UserRecord) -> Result<(), u64> {
        self.to_account.take(&format!("{} signed in", user.name))
    }

    /// The person whose password is right, once the second factor is proven where there is one.
    async fn proven(
        engine: &Engine,
        user: UserRecord,
        claim: &Claim<'_>,
    ) -> Result<SignedInAs, AccountError> {
        let tenants = tenants_of(engine, &user).await?;
        let mut changes = PeopleChanges::default();
        let mut told = vec![AuditEvent::SignedIn];
        let after = match (&user.totp_key, claim.code) {
            (None, _) => None,
            (Some(_), None) => return Ok(SignedInAs::SecondFactorWanted),
            (Some(_), Some(code)) => match second_factor::take(&user, code, engine.now())? {
                None => {
                    note_refusal(engine, &user, claim, "a wrong code");
                    return Ok(SignedInAs::Nobody);
                }
                Some(Taken::Code(after)) => Some(*after),
                Some(Taken::Recovery(after)) => {
                    told.push(AuditEvent::RecoveryCodeUsed);
                    Some(*after)
                }
            },
        };
        let user = after.clone().unwrap_or(user);
        let actor = user.actor();
        for event in told {
            let entry = Entry {
                event,
                user: user.id,
                doer: Doer {
                    actor: &actor,
                    address: claim.address,
                },
                detail: None,
            };
            changes.audit.extend(entry.rows(engine, &tenants));
        }
        changes.users.extend(after);
        Ok(SignedInAs::Person(Box::new(user), Box::new(changes)))
    }
}

fn refuse(
    engine: &Engine,
    user: Option<UserRecord>,
    claim: &Claim<'_>,
    why: &'static str,
) -> SignedInAs {
    let is_known = user.is_some();
    // No name in the log: people type their password where the name belongs.
    tracing::warn!(from = ?claim.address, is_known, "a person's sign-in was refused");
    if let Some(user) = user {
        note_refusal(engine, &user, claim, why);
    }
    SignedInAs::Nobody
}

/// Writes a refusal down. Nobody waits for it: else the time of an answer would tell which accounts
/// there are.
fn note_refusal(engine: &Engine, user: &UserRecord, claim: &Claim<'_>, why: &'static str) {
    let (engine, user, address) = (engine.clone(), user.clone(), claim.address);
    tokio::spawn(async move {
        let noted = async {
            let tenants = tenants_of(&engine, &user).await?;
            let entry = Entry {
                event: AuditEvent::SignInRefused,
                user: user.id,
                doer: Doer {
                    actor: "somebody",
                    address,
                },
                detail: Some(why.to_owned()),
            };
            let changes = PeopleChanges {
                audit: entry.rows(&engine, &tenants),
                ..PeopleChanges::default()
            };
            Ok::<_, AccountError>(commit(&engine, changes).await?)
        };
        if let Err(error) = noted.await {
            tracing::warn!(%error, "a refused sign-in could not be written down");
        }
    });
}
