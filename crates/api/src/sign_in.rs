//! Who may sign in, and what is done about those who guess?
//!
//! Checking a secret costs, so each client has so many checks a second from each address. Whoever
//! sends more is still checked, one at a time and beside the others ([`Secrets::check_suspect`]):
//! so nobody who guesses keeps the client with the right secret out. Wrong secrets leave a line in
//! the log; many for one client are one alert for its tenant.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use anyhow::Result;
use cas_engine::{Clock, Engine};
use cas_model::ids::AlertId;
use cas_store::{AlertRecord, Changes, ClientRow, PeopleChanges};
use jiff::{SignedDuration, Timestamp};

use crate::people;
use crate::people::audit::{AuditEvent, Doer, of_client};
use crate::rate_limit::{Rate, RateLimits};
use crate::secrets::{Attempt, Secrets};

/// Secrets that are checked for a client from one address before it is suspected of guessing.
const SIGN_INS: Rate = Rate::per_second(5, 20);
/// So many wrong secrets for a client within [`WITHIN`] are told to operators.
const MANY: u32 = 20;
/// The time in which wrong secrets are counted.
const WITHIN: SignedDuration = SignedDuration::from_mins(10);
/// How long nothing more is told of a client.
const TOLD: SignedDuration = SignedDuration::from_hours(1);
/// Clients whose wrong secrets are counted at once.
const MAX_COUNTED: usize = 10_000;
/// Characters of a name that may be anything.
const MAX_NAME: usize = 100;

/// Who signed in how often, and how often wrong.
pub(crate) struct SignIns {
    limits: RateLimits,
    secrets: Secrets,
    wrong: Mutex<HashMap<String, Wrong>>,
}

/// The wrong secrets of a client.
#[derive(Clone, Copy)]
struct Wrong {
    since: Timestamp,
    count: u32,
    told_at: Option<Timestamp>,
}

/// Someone who says that he is a client.
pub(crate) struct Claimant<'a> {
    /// The client that he says he is.
    pub(crate) id: &'a str,
    /// What he gives as its secret.
    pub(crate) secret: &'a str,
    /// Where he is, where the server knows it.
    pub(crate) address: Option<IpAddr>,
}

impl Claimant<'_> {
    /// By what his sign-ins are counted: the client and where he is.
    fn key(&self) -> String {
        let name: String = self.id.chars().take(MAX_NAME).collect();
        match self.address {
            None => name,
            Some(address) => format!("{name} at {address}"),
        }
    }
}

/// What comes of a sign-in.
pub(crate) enum SignIn {
    /// The secret is right, and the client is switched on.
    Right(Box<ClientRow>),
    /// The client is unknown or switched off, or its secret is wrong.
    Wrong,
    /// Too many were wrong; after how many seconds to come back.
    TooMany(u64),
}

impl SignIns {
    /// No sign-in seen yet.
    pub(crate) fn new(clock: Clock) -> Self {
        Self {
            limits: RateLimits::new(SIGN_INS, clock),
            secrets: Secrets::default(),
            wrong: Mutex::default(),
        }
    }

    /// What comes of somebody's wish to sign in. An unknown client costs what a wrong secret costs.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn authenticate(
        &self,
        engine: &Engine,
        claimant: &Claimant<'_>,
    ) -> Result<SignIn> {
        let now = engine.now();
        let client = engine.store().client(claimant.id).await?;
        let client = client.filter(|client| client.is_let_in(now));
        let hashes = client.iter().flat_map(|client| client.secret_hashes(now));
        let hashes: Vec<String> = hashes.map(str::to_owned).collect();
        let attempt = Attempt {
            secret: claimant.secret,
            hashes: &hashes,
            now,
        };
        if self.secrets.remembers(&attempt) {
            return Ok(client.map_or(SignIn::Wrong, |client| SignIn::Right(Box::new(client))));
        }
        let within = self.limits.take(&claimant.key());
        let is_right = match within {
            Ok(()) => Some(self.secrets.check(&attempt).await),
            Err(_) => self.secrets.check_suspect(&attempt).await,
        };
        match (is_right, within, client) {
            (Some(true), _, Some(client)) => Ok(SignIn::Right(Box::new(client))),
            (Some(_), Ok(()), client) => {
                let (key, is_known) = (claimant.key(), client.is_some());
                tracing::warn!(from = ?key, is_known, "a sign-in was refused");
                self.note_wrong(engine, client.as_ref()).await?;
                note_refused(engine, client.as_ref(), claimant).await?;
                Ok(SignIn::Wrong)
            }
            (Some(_), Err(seconds), client) => {
                self.note_wrong(engine, client.as_ref()).await?;
                Ok(SignIn::TooMany(seconds))
            }
            (None, within, _) => Ok(SignIn::TooMany(within.err().unwrap_or(1))),
        }
    }

    /// Counts a wrong secret of a client that there is, and alerts its tenant when there are many.
    async fn note_wrong(&self, engine: &Engine, client: Option<&ClientRow>) -> Result<()> {
        let Some(client) = client else {
            return Ok(());
        };
        let now = engine.now();
        if !self.count(&client.id, now) {
            return Ok(());
        }
        tracing::warn!(client = client.id, "many sign-ins were refused");
        let alert = AlertRecord {
            tenant_id: client.tenant_id,
            id: AlertId(engine.ids().next()),
            kind: "sign-ins-refused".to_owned(),
            text: many_wrong(&client.id),
            message_id: None,
            declaration_id: None,
            subject: None,
            raised_at: now,
            resolved_at: None,
            resolved_by: None,
            resolution: None,
        };
        let changes = Changes {
            alerts: vec![alert],
            ..Changes::default()
        };
        engine.store().commit(changes).await.map_err(Into::into)
    }

    /// Counts a wrong secret; true when it is time to tell of them.
    fn count(&self, client: &str, now: Timestamp) -> bool {
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        let is_past = |since: Timestamp, long| now.duration_since(since).abs() >= long;
        if wrong.len() >= MAX_COUNTED {
            wrong.retain(|_, wrong| !is_past(wrong.since, TOLD));
        }
        if wrong.len() >= MAX_COUNTED && !wrong.contains_key(client) {
            return false;
        }
        let wrong = wrong.entry(client.to_owned()).or_insert(Wrong {
            since: now,
            count: 0,
            told_at: None,
        });
        if is_past(wrong.since, WITHIN) {
            (wrong.since, wrong.count) = (now, 0);
        }
        wrong.count += 1;
        let is_told = wrong.told_at.is_some_and(|at| !is_past(at, TOLD));
        let tells = wrong.count >= MANY && !is_told;
        if tells {
            wrong.told_at = Some(now);
        }
        tells
    }
}

/// Tells the tenant of a client that its secret was wrong, or that it is switched off.
async fn note_refused(
    engine: &Engine,
    client: Option<&ClientRow>,
    claimant: &Claimant<'_>,
) -> Result<()> {
    let Some(client) = client else {
        return Ok(());
    };
    let by = Doer {
        actor: &client.id,
        address: claimant.address,
    };
    let changes = PeopleChanges {
        audit: vec![of_client(engine, AuditEvent::TokenRefused, client, by)],
        ..PeopleChanges::default()
    };
    people::commit(engine, changes).await.map_err(Into::into)
}

fn many_wrong(client: &str) -> String {
    let minutes = WITHIN.as_mins();
    format!(
        "the client {client} was given {MANY} wrong secrets within {minutes} minutes; the log has \
         the addresses. If it is the client itself, give it its secret; `cas clients rotate` makes \
         a new one"
    )
}
