//! Which keys sign and verify access tokens?
//!
//! Random HS256 keys in the database, shared by all nodes; the newest signs, every one that has not
//! expired verifies, so a new key can be put in before the old one goes. They are symmetric and
//! never leave the server: there is nothing to publish as a JWKS document.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cas_store::{SigningKeyRow, Store};
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{DecodingKey, EncodingKey};
use uuid::Uuid;

use crate::secrets::random_bytes;

/// How long a token lasts that a key signed.
pub const LIFETIME_SECONDS: i64 = 3_600;
/// How long keys are used before they are read again.
const FRESH: SignedDuration = SignedDuration::from_secs(60);
/// A token with an unknown key makes us read again, but not more often than this.
const PATIENCE: SignedDuration = SignedDuration::from_secs(5);

/// Makes the first signing key, if there is none that signs.
///
/// # Errors
/// When the store fails.
pub async fn ensure_signing_key(store: &Store, now: Timestamp) -> Result<()> {
    let signs = |key: &SigningKeyRow| key.expires_at.is_none_or(|end| end > now);
    if store.signing_keys().await?.iter().any(signs) {
        return Ok(());
    }
    let key = new_key(now, None);
    let inserted = store.insert_signing_key(&key).await;
    inserted.context("storing the first signing key")
}

fn new_key(now: Timestamp, created_by: Option<String>) -> SigningKeyRow {
    SigningKeyRow {
        id: Uuid::now_v7().to_string(),
        secret: STANDARD.encode(random_bytes::<64>()),
        created_at: now,
        expires_at: None,
        created_by,
    }
}

/// What becomes of the keys before, when a new one is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormerKeys {
    /// They verify until the last token that they signed has run out.
    EndWithTheirTokens,
    /// Their tokens are refused, by every node within a minute.
    EndNow,
}

/// What a rotation did.
#[derive(Debug)]
pub struct RotatedKeys {
    /// The id of the key that signs now.
    pub key: String,
    /// How many keys end.
    pub former: u64,
    /// When they end at the latest.
    pub former_until: Timestamp,
}

/// Makes a new signing key, which notes `by` whom it was made, and ends the others.
///
/// # Errors
/// When the store fails.
pub async fn rotate_signing_keys(
    store: &Store,
    former: FormerKeys,
    by: &str,
    now: Timestamp,
) -> Result<RotatedKeys> {
    let key = new_key(now, Some(by.to_owned()));
    store
        .insert_signing_key(&key)
        .await
        .context("storing the new signing key")?;
    let former_until = match former {
        // A node that has not read the new key yet signs with the old one for that long.
        FormerKeys::EndWithTheirTokens => {
            now + SignedDuration::from_secs(LIFETIME_SECONDS) + FRESH + FRESH
        }
        FormerKeys::EndNow => now,
    };
    let former = store.end_other_signing_keys(&key.id, former_until).await?;
    tracing::info!(key = key.id, by, former, %former_until, "there is a new signing key");
    Ok(RotatedKeys {
        key: key.id,
        former,
        former_until,
    })
}

/// A key, ready for use.
pub struct SigningKey {
    /// The `kid` in the head of its tokens.
    pub id: String,
    /// The half that signs new tokens.
    pub encoding: EncodingKey,
    /// The half that verifies tokens that come in.
    pub decoding: DecodingKey,
    created_at: Timestamp,
    expires_at: Option<Timestamp>,
}

/// The keys, as read last.
#[derive(Default)]
pub struct SigningKeys(Mutex<Option<Loaded>>);

#[derive(Clone)]
struct Loaded {
    at: Timestamp,
    keys: Arc<[SigningKey]>,
}

impl SigningKeys {
    /// The key that signs.
    ///
    /// # Errors
    /// When the store fails or holds no key.
    pub async fn newest<T>(
        &self,
        store: &Store,
        now: Timestamp,
        sign: impl FnOnce(&SigningKey) -> T,
    ) -> Result<T> {
        let keys = self.read(store, now, FRESH).await?;
        keys.iter()
            .filter(|key| key.is_valid(now))
            // Ids are in the order of time, too.
            .max_by(|one, other| (one.created_at, &one.id).cmp(&(other.created_at, &other.id)))
            .map(sign)
            .context("there is no signing key; the server makes one when it starts")
    }

    /// What `verify` makes of the key with this id; `None` when no valid key has it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn with_id<T>(
        &self,
        store: &Store,
        now: Timestamp,
        id: &str,
        verify: impl FnOnce(&SigningKey) -> T,
    ) -> Result<Option<T>> {
        let find = |keys: &[SigningKey]| keys.iter().position(|key| key.id == id);
        let mut keys = self.read(store, now, FRESH).await?;
        if find(&keys).is_none() {
            keys = self.read(store, now, PATIENCE).await?;
        }
        let found = find(&keys).map(|position| &keys[position]);
        Ok(found.filter(|key| key.is_valid(now)).map(verify))
    }

    async fn read(
        &self,
        store: &Store,
        now: Timestamp,
        fresh: SignedDuration,
    ) -> Result<Arc<[SigningKey]>> {
        let last = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some(loaded) = last
            && now.duration_since(loaded.at) < fresh
        {
            return Ok(loaded.keys);
        }
        let rows = store.signing_keys().await?;
        let keys: Arc<[SigningKey]> = rows.iter().map(SigningKey::new).collect::<Result<_>>()?;
        let loaded = Loaded {
            at: now,
            keys: keys.clone(),
        };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(loaded);
        Ok(keys)
    }
}

impl SigningKey {
    fn new(row: &SigningKeyRow) -> Result<Self> {
        let secret = STANDARD
            .decode(&row.secret)
            .with_context(|| format!("signing key {} is not base64", row.id))?;
        Ok(Self {
            id: row.id.clone(),
            encoding: EncodingKey::from_secret(&secret),
            decoding: DecodingKey::from_secret(&secret),
            created_at: row.created_at,
            expires_at: row.expires_at,
        })
    }

    fn is_valid(&self, now: Timestamp) -> bool {
        self.expires_at.is_none_or(|end| end > now)
    }
}
