//! Clients, and the keys that sign tokens.

use cas_model::ids::TenantId;
use cas_model::record::Json;
use cas_model::visibility::VisibleParts;
use jiff::Timestamp;

/// A tenant: whoever has its own shipments, configuration and clients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TenantRow {
    /// The id, part of the key of all that it owns.
    pub id: TenantId,
    /// The name that operators gave it.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A client of the API: a source system, or an administrator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientRow {
    /// Its `client_id`, unique over all tenants.
    pub id: String,
    /// The tenant that it acts for.
    pub tenant_id: TenantId,
    /// The source system's reference.
    pub source_system: String,
    /// Argon2 hash of its secret.
    pub secret_hash: String,
    /// Its scopes, separated by spaces.
    pub scopes: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was switched off.
    pub disabled_at: Option<Timestamp>,
    /// Argon2 hash of the secret before, which is taken for a while.
    pub former_secret_hash: Option<String>,
    /// Until when the secret before is taken.
    pub former_secret_until: Option<Timestamp>,
    /// When its secret or its state was last changed.
    pub changed_at: Option<Timestamp>,
    /// Who changed it last: a client, or the person behind a command.
    pub changed_by: Option<String>,
    /// What people say that it is for.
    pub description: Option<String>,
    /// The parts of the organisation that it may see; all where it is absent.
    pub visible: Option<Json<VisibleParts>>,
    /// From when on it is not let in.
    pub expires_at: Option<Timestamp>,
    /// When it last got a token, to some minutes.
    pub last_used_at: Option<Timestamp>,
}

impl ClientRow {
    /// Whether it is let in at a time.
    #[must_use]
    pub fn is_let_in(&self, now: Timestamp) -> bool {
        self.disabled_at.is_none() && self.expires_at.is_none_or(|end| end > now)
    }

    /// The hashes of the secrets that it may sign in with.
    pub fn secret_hashes(&self, now: Timestamp) -> impl Iterator<Item = &str> {
        let is_taken = self.former_secret_until.is_some_and(|until| until > now);
        let former = self.former_secret_hash.as_deref().filter(|_| is_taken);
        [self.secret_hash.as_str()].into_iter().chain(former)
    }
}

/// A key that signs tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningKeyRow {
    /// Its id, `kid` in tokens.
    pub id: String,
    /// The key that signs tokens, in base64.
    pub secret: String,
    /// When it was made; the newest signs.
    pub created_at: Timestamp,
    /// After this it no longer verifies.
    pub expires_at: Option<Timestamp>,
    /// The person behind the command that made it; none where the server did.
    pub created_by: Option<String>,
}
