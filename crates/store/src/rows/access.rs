//! Clients, and the keys that sign tokens.

use cas_model::ids::TenantId;
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
}
