//! How do clients of the API come, change and go?
//!
//! By command and by the API alike. A secret is told once, when it is made; its hash is stored. A
//! secret that takes the place of another leaves the old one valid for a while, so that a client
//! can be given the new one without standing still. What a client may do is noticed by all nodes
//! within seconds ([`ClientStates`]): tokens of one that was switched off end then.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use anyhow::Result;
use cas_engine::Engine;
use cas_model::ids::TenantId;
use cas_model::scope::Scope;
use cas_store::{ClientRow, CommitError, PeopleChanges, Store};
use jiff::{SignedDuration, Timestamp};

use crate::people::audit::{AuditEvent, Doer, of_client};
use crate::people::commit;
use crate::secrets::{hashed, new_secret};

/// How long the state of a client is believed before it is read again.
const FRESH: SignedDuration = SignedDuration::from_secs(5);
/// Clients whose state is remembered at once.
const MAX_REMEMBERED: usize = 10_000;

/// The longest that an old secret may be taken beside a new one.
pub const LONGEST_OVERLAP: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How long an old secret is taken where nobody says how long.
pub const USUAL_OVERLAP: SignedDuration = SignedDuration::from_hours(24);

/// A client that is to be made.
pub struct NewClient<'a> {
    /// The tenant that it acts for.
    pub tenant: TenantId,
    /// The source system that it stands for; its id begins so.
    pub name: &'a str,
    /// What it may do.
    pub scopes: &'a [Scope],
    /// The client or the person who makes it.
    pub by: Doer<'a>,
}

/// A client and its secret, before it is forgotten.
pub struct Credentials {
    /// The client as it is stored.
    pub client: ClientRow,
    /// The `client_secret`, which is told only now.
    pub secret: String,
}

/// Whether a text can be the name of a client.
#[must_use]
pub fn is_client_name(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=60).contains(&name.len()) && name.bytes().all(is_plain)
}

/// What is wrong with a name that is none.
pub const NO_CLIENT_NAME: &str = "must be 1 to 60 letters, digits, - and _";

/// Adds a client with a random secret.
///
/// # Errors
/// When the store fails.
pub async fn add_client(engine: &Engine, new: NewClient<'_>) -> Result<Credentials> {
    let by = new.by;
    let made = make_client(engine, new).await?;
    let changes = PeopleChanges {
        new_clients: vec![made.client.clone()],
        audit: vec![of_client(engine, AuditEvent::ClientMade, &made.client, by)],
        ..PeopleChanges::default()
    };
    commit(engine, changes).await?;
    tracing::info!(client = made.client.id, by = by.actor, "a client was made");
    Ok(made)
}

/// A client with a random secret, to be stored. Its name is made unique by a random part.
///
/// # Errors
/// When the secret cannot be hashed.
pub async fn make_client(engine: &Engine, new: NewClient<'_>) -> Result<Credentials> {
    let suffix = engine.ids().next().simple().to_string();
    let secret = new_secret();
    let scopes: Vec<&str> = new.scopes.iter().map(|scope| scope.name()).collect();
    let now = engine.now();
    let client = ClientRow {
        id: format!("{}-{}", new.name, &suffix[suffix.len() - 8..]),
        tenant_id: new.tenant,
        source_system: new.name.to_owned(),
        secret_hash: hashed(&secret).await?,
        scopes: scopes.join(" "),
        created_at: now,
        disabled_at: None,
        former_secret_hash: None,
        former_secret_until: None,
        changed_at: Some(now),
        changed_by: Some(new.by.actor.to_owned()),
    };
    Ok(Credentials { client, secret })
}

/// Gives a client a new secret; the one it has is taken for `overlap` longer. One that is older
/// ends at once. `None` where someone else changed the client meanwhile.
///
/// # Errors
/// When the store fails.
pub async fn rotate_secret(
    engine: &Engine,
    client: &ClientRow,
    overlap: SignedDuration,
    by: Doer<'_>,
) -> Result<Option<Credentials>> {
    let (secret, now) = (new_secret(), engine.now());
    let is_taken = overlap > SignedDuration::ZERO;
    let after = ClientRow {
        secret_hash: hashed(&secret).await?,
        former_secret_hash: is_taken.then(|| client.secret_hash.clone()),
        former_secret_until: is_taken.then(|| now + overlap),
        ..changed(client, by, now)
    };
    let change = Change {
        event: AuditEvent::ClientSecretChanged,
        before: client,
        after,
    };
    let done = change.commit(engine, by).await?;
    Ok(done.map(|client| Credentials { client, secret }))
}

/// Switches a client off: it gets no token any more, and those it has end within seconds. `None`
/// where someone else changed the client meanwhile.
///
/// # Errors
/// When the store fails.
pub async fn disable_client(
    engine: &Engine,
    client: &ClientRow,
    by: Doer<'_>,
) -> Result<Option<ClientRow>> {
    let now = engine.now();
    let after = ClientRow {
        disabled_at: client.disabled_at.or(Some(now)),
        ..changed(client, by, now)
    };
    let change = Change {
        event: AuditEvent::ClientDisabled,
        before: client,
        after,
    };
    change.commit(engine, by).await
}

/// Switches a client on again, with the secrets it had. `None` where someone else changed the
/// client meanwhile.
///
/// # Errors
/// When the store fails.
pub async fn enable_client(
    engine: &Engine,
    client: &ClientRow,
    by: Doer<'_>,
) -> Result<Option<ClientRow>> {
    let after = ClientRow {
        disabled_at: None,
        ..changed(client, by, engine.now())
    };
    let change = Change {
        event: AuditEvent::ClientEnabled,
        before: client,
        after,
    };
    change.commit(engine, by).await
}

/// A client before and after.
struct Change<'a> {
    event: AuditEvent,
    before: &'a ClientRow,
    after: ClientRow,
}

impl Change<'_> {
    /// Commits it with its line in the audit trail; `None` where someone else was faster.
    async fn commit(self, engine: &Engine, by: Doer<'_>) -> Result<Option<ClientRow>> {
        let Self {
            event,
            before,
            after,
        } = self;
        let changes = PeopleChanges {
            changed_clients: vec![(before.clone(), after.clone())],
            audit: vec![of_client(engine, event, before, by)],
            ..PeopleChanges::default()
        };
        match commit(engine, changes).await {
            Ok(()) => {}
            Err(CommitError::Conflict(_)) => return Ok(None),
            Err(CommitError::Database(error)) => return Err(error),
        }
        tracing::info!(
            client = before.id,
            by = by.actor,
            event = event.code(),
            "a client was changed"
        );
        Ok(Some(after))
    }
}

fn changed(client: &ClientRow, by: Doer<'_>, now: Timestamp) -> ClientRow {
    ClientRow {
        changed_at: Some(now),
        changed_by: Some(by.actor.to_owned()),
        ..client.clone()
    }
}

/// Which clients are switched on, as read some seconds ago at most.
#[derive(Default)]
pub(crate) struct ClientStates(Mutex<HashMap<String, ReadState>>);

#[derive(Clone, Copy)]
struct ReadState {
    at: Timestamp,
    tenant: Option<TenantId>,
}

impl ClientStates {
    /// Whether a tenant has this client, and it is switched on.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn is_enabled(
        &self,
        store: &Store,
        tenant: TenantId,
        client: &str,
        now: Timestamp,
    ) -> Result<bool> {
        let known = self.lock().get(client).copied();
        let is_fresh = |known: &ReadState| {
            let age = now.duration_since(known.at);
            (SignedDuration::ZERO..FRESH).contains(&age)
        };
        if let Some(known) = known.filter(is_fresh) {
            return Ok(known.tenant == Some(tenant));
        }
        let row = store.client(client).await?;
        let enabled = row.filter(|row| row.disabled_at.is_none());
        let read = ReadState {
            at: now,
            tenant: enabled.map(|row| row.tenant_id),
        };
        let mut states = self.lock();
        if states.len() >= MAX_REMEMBERED {
            states.retain(|_, state| is_fresh(state));
        }
        if states.len() < MAX_REMEMBERED {
            states.insert(client.to_owned(), read);
        }
        Ok(read.tenant == Some(tenant))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, ReadState>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
