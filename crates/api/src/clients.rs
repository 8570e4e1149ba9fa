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
use cas_model::record::Json;
use cas_model::role::{Reach, Role, scopes_of};
use cas_model::scope::Scope;
use cas_model::visibility::VisibleParts;
use cas_store::{ClientRow, CommitError, PeopleChanges, Store};
use jiff::{SignedDuration, Timestamp};

use crate::people::audit::{AuditEvent, Doer, of_client};
use crate::people::commit;
use crate::secrets::{hashed, new_secret};

/// How long the state of a client is believed before it is read again.
const FRESH: SignedDuration = SignedDuration::from_secs(5);
/// Clients whose state is remembered at once.
const MAX_REMEMBERED: usize = 10_000;

/// How often at most it is noted that a client got a token.
const USE_NOTED_EVERY: SignedDuration = SignedDuration::from_mins(5);

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
    /// What people say that it is for.
    pub description: Option<String>,
    /// From when on it is not let in; never where it is absent.
    pub expires_at: Option<Timestamp>,
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
        description: new.description,
        visible: None,
        expires_at: new.expires_at,
        last_used_at: None,
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

/// What is to be changed of a client; what is absent stays.
#[derive(Clone, Debug, Default)]
pub struct ClientEdit {
    /// What it may do.
    pub scopes: Option<Vec<Scope>>,
    /// What it is for; `Some(None)` takes the words away.
    pub description: Option<Option<String>>,
    /// The parts of the organisation that it may see; `Some(None)` for all.
    pub visible: Option<Option<VisibleParts>>,
    /// From when on it is not let in; `Some(None)` for never.
    pub expires_at: Option<Option<Timestamp>>,
}

/// Changes what a client may do and see, what it is for and when it ends. `None` where someone else
/// changed the client meanwhile.
///
/// # Errors
/// When the store fails.
pub async fn edit_client(
    engine: &Engine,
    client: &ClientRow,
    edit: ClientEdit,
    by: Doer<'_>,
) -> Result<Option<ClientRow>> {
    let mut after = changed(client, by, engine.now());
    if let Some(scopes) = edit.scopes {
        let names: Vec<&str> = scopes.iter().map(|scope| scope.name()).collect();
        after.scopes = names.join(" ");
    }
    if let Some(description) = edit.description {
        after.description = description;
    }
    if let Some(visible) = edit.visible {
        after.visible = visible.as_ref().map(Json::encode).transpose()?;
    }
    if let Some(expires_at) = edit.expires_at {
        after.expires_at = expires_at;
    }
    let change = Change {
        event: AuditEvent::ClientChanged,
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

/// Which clients are let in, and what they may do and see, as read some seconds ago at most.
#[derive(Default)]
pub(crate) struct ClientStates(Mutex<HashMap<String, ReadState>>);

#[derive(Clone)]
struct ReadState {
    at: Timestamp,
    /// What it is; none of one that is not let in.
    client: Option<KnownClient>,
}

/// A client that is let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownClient {
    /// The tenant that it acts for.
    tenant: TenantId,
    /// What it may do, as it stands now; its token may say more.
    pub(crate) scopes: Vec<Scope>,
    /// The parts of the organisation that it may see; all where it is absent.
    pub(crate) visible: Option<VisibleParts>,
}

impl KnownClient {
    fn new(row: &ClientRow) -> Result<Self> {
        let visible = row.visible.as_ref().map(Json::get).transpose()?;
        let mut scopes: Vec<Scope> = row
            .scopes
            .split_whitespace()
            .filter_map(Scope::parse)
            .collect();
        if visible.is_some() {
            let allowed = scopes_of_parts();
            scopes.retain(|scope| allowed.contains(scope));
        }
        Ok(Self {
            tenant: row.tenant_id,
            scopes,
            visible,
        })
    }
}

/// What whoever is restricted to parts of the organisation may do at most.
#[must_use]
pub fn scopes_of_parts() -> Vec<Scope> {
    let roles = Role::ALL.iter().copied();
    let of_parts: Vec<Role> = roles.filter(|role| role.reach() == Reach::Parts).collect();
    scopes_of(&of_parts)
}

impl ClientStates {
    /// The client of a tenant, where it is let in.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn let_in(
        &self,
        store: &Store,
        tenant: TenantId,
        client: &str,
        now: Timestamp,
    ) -> Result<Option<KnownClient>> {
        let own = |client: Option<KnownClient>| client.filter(|client| client.tenant == tenant);
        let known = self.lock().get(client).cloned();
        let is_fresh = |known: &ReadState| {
            let age = now.duration_since(known.at);
            (SignedDuration::ZERO..FRESH).contains(&age)
        };
        if let Some(known) = known.filter(is_fresh) {
            return Ok(own(known.client));
        }
        let row = store.client(client).await?.filter(|row| row.is_let_in(now));
        let read = ReadState {
            at: now,
            client: row.as_ref().map(KnownClient::new).transpose()?,
        };
        let mut states = self.lock();
        if states.len() >= MAX_REMEMBERED {
            states.retain(|_, state| is_fresh(state));
        }
        if states.len() < MAX_REMEMBERED {
            states.insert(client.to_owned(), read.clone());
        }
        Ok(own(read.client))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, ReadState>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Notes that a client got a token, now and then. Where that cannot be noted, it gets the token all
/// the same.
pub(crate) async fn note_use(store: &Store, client: &ClientRow, now: Timestamp) {
    let is_noted = |at: Timestamp| now.duration_since(at) < USE_NOTED_EVERY;
    if client.last_used_at.is_some_and(is_noted) {
        return;
    }
    if let Err(error) = store.client_used(&client.id, now).await {
        tracing::warn!(client = client.id, %error, "the use of a client was not noted");
    }
}
