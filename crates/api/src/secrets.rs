//! How are client secrets made, kept and checked?
//!
//! Made from 32 random bytes, kept as argon2id hashes, checked in constant work: an unknown client
//! costs as much as a wrong secret. Checking costs some 20 MB and milliseconds, so few are checked
//! at once, and fewer of those who were wrong too often, who wait in a queue of their own. A secret
//! found right is remembered for minutes by its digest – so that a client that asks for many tokens
//! does not slow the others.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use anyhow::Context as _;
use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

/// How long a secret found right is remembered.
const REMEMBERED: SignedDuration = SignedDuration::from_mins(5);
/// Secrets remembered at once.
const MAX_REMEMBERED: usize = 10_000;
/// Secrets checked at once.
const MAX_CHECKS: usize = 2;
/// How many of those who were wrong too often may wait at once for their one place.
const MAX_SUSPECTS: usize = 16;

/// A new secret: 32 random bytes, URL-safe.
#[must_use]
pub fn new_secret() -> String {
    URL_SAFE_NO_PAD.encode(random_bytes::<32>())
}

pub(crate) fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::fill(&mut bytes);
    bytes
}

/// The hash of a secret, as it is stored.
///
/// # Panics
/// When the operating system gives no randomness: nothing safe can be done then.
#[must_use]
pub fn hash_secret(secret: &str) -> String {
    Argon2::default()
        .hash_password(secret.as_bytes())
        .map(|hash| hash.to_string())
        .expect("the operating system gives randomness for a salt")
}

/// The hash of a secret, made on a thread that nobody waits for.
///
/// # Errors
/// When the server stops meanwhile.
pub(crate) async fn hashed(secret: &str) -> anyhow::Result<String> {
    let secret = secret.to_owned();
    let hash = tokio::task::spawn_blocking(move || hash_secret(&secret));
    hash.await.context("hashing a secret")
}

/// What is stored of a secret that is random and long: its SHA-256, in hexadecimal digits. A slow
/// hash would protect it no better, for nobody can try 256 bits.
#[must_use]
pub(crate) fn digest_of(secret: &str) -> String {
    Sha256::digest(secret)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Whether two secrets are equal, in time that does not tell where they differ.
#[must_use]
pub(crate) fn equal_secrets(given: &str, expected: &str) -> bool {
    let (given, expected) = (Sha256::digest(given), Sha256::digest(expected));
    let difference = given
        .iter()
        .zip(expected.iter())
        .fold(0, |all, (a, b)| all | (a ^ b));
    difference == 0
}

/// Checks secrets, and remembers those found right.
pub struct Secrets {
    remembered: Mutex<HashMap<[u8; 32], Timestamp>>,
    checks: Semaphore,
    suspects: Semaphore,
    suspects_waiting: Semaphore,
}

/// A secret that somebody gives for a client.
pub struct Attempt<'a> {
    /// What was given as the secret.
    pub secret: &'a str,
    /// The hashes of the client's secrets; none for an unknown client.
    pub hashes: &'a [String],
    /// When it was given.
    pub now: Timestamp,
}

impl Default for Secrets {
    fn default() -> Self {
        Self {
            remembered: Mutex::default(),
            checks: Semaphore::new(MAX_CHECKS),
            suspects: Semaphore::new(1),
            suspects_waiting: Semaphore::new(MAX_SUSPECTS),
        }
    }
}

impl Secrets {
    /// Whether this secret was found right a moment ago.
    #[must_use]
    pub fn remembers(&self, attempt: &Attempt<'_>) -> bool {
        let remembered = self
            .remembered
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        attempt.hashes.iter().any(|hash| {
            remembered
                .get(&digest(attempt.secret, hash))
                .is_some_and(|until| *until > attempt.now)
        })
    }

    /// Whether the secret is right; an unknown client costs the same.
    pub async fn check(&self, attempt: &Attempt<'_>) -> bool {
        match self.checks.acquire().await {
            Ok(_place) => self.is_right(attempt).await,
            Err(_) => false,
        }
    }

    /// Whether the secret is right, which is not remembered; an unknown account costs the same.
    pub async fn check_unremembered(&self, attempt: &Attempt<'_>) -> bool {
        let (given, hashes) = (attempt.secret.to_owned(), attempt.hashes.to_vec());
        let Ok(_place) = self.checks.acquire().await else {
            return false;
        };
        let right = tokio::task::spawn_blocking(move || right_hash(&given, &hashes));
        right.await.ok().flatten().is_some()
    }

    /// Whether the secret is right that somebody gives who was wrong too often; `None` where too
    /// many of them wait.
    pub async fn check_suspect(&self, attempt: &Attempt<'_>) -> Option<bool> {
        let _waiting = self.suspects_waiting.try_acquire().ok()?;
        let _place = self.suspects.acquire().await.ok()?;
        Some(self.is_right(attempt).await)
    }

    async fn is_right(&self, attempt: &Attempt<'_>) -> bool {
        let (given, hashes) = (attempt.secret.to_owned(), attempt.hashes.to_vec());
        let right = tokio::task::spawn_blocking(move || right_hash(&given, &hashes));
        let Some(hash) = right.await.ok().flatten() else {
            return false;
        };
        self.remember(digest(attempt.secret, &hash), attempt.now);
        true
    }

    fn remember(&self, digest: [u8; 32], now: Timestamp) {
        let mut remembered = self
            .remembered
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if remembered.len() >= MAX_REMEMBERED {
            remembered.retain(|_, until| *until > now);
        }
        if remembered.len() < MAX_REMEMBERED {
            remembered.insert(digest, now + REMEMBERED);
        }
    }
}

/// With the hash in it, a changed secret is forgotten at once.
fn digest(secret: &str, hash: &str) -> [u8; 32] {
    Sha256::new()
        .chain_update(hash)
        .chain_update([0])
        .chain_update(secret)
        .finalize()
        .into()
}

/// The hash for which a secret is right.
fn right_hash(secret: &str, hashes: &[String]) -> Option<String> {
    static NOBODY: LazyLock<String> = LazyLock::new(|| hash_secret("nobody"));
    if hashes.is_empty() {
        // What comes of it does not matter, only what it costs.
        let _ = is_right(secret, &NOBODY);
    }
    hashes.iter().find(|hash| is_right(secret, hash)).cloned()
}

fn is_right(secret: &str, hash: &str) -> bool {
    let Ok(parsed) = PasswordHash::new(hash) else {
        return false;
    };
    let verified = Argon2::default().verify_password(secret.as_bytes(), &parsed);
    verified.is_ok()
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::{Attempt, Secrets, equal_secrets, hash_secret, new_secret};

    fn attempt<'a>(secret: &'a str, hashes: &'a [String], seconds: i64) -> Attempt<'a> {
        Attempt {
            secret,
            hashes,
            now: Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds),
        }
    }

    #[tokio::test]
    async fn only_the_right_secrets_are_right_and_remembered() {
        let secrets = Secrets::default();
        let hashes = [hash_secret("right"), hash_secret("former")];
        assert!(!secrets.check(&attempt("wrong", &hashes, 0)).await);
        assert!(!secrets.check(&attempt("nobody", &[], 0)).await);
        assert!(!secrets.remembers(&attempt("right", &hashes, 0)));
        for secret in ["right", "former"] {
            assert!(secrets.check(&attempt(secret, &hashes, 0)).await);
            assert!(secrets.remembers(&attempt(secret, &hashes, 0)));
        }
        assert!(!secrets.remembers(&attempt("wrong", &hashes, 0)));
        let new = [hash_secret("right")];
        assert!(
            !secrets.remembers(&attempt("right", &new, 0)),
            "a new hash forgets"
        );
        let later = super::REMEMBERED.as_secs();
        assert!(!secrets.remembers(&attempt("right", &hashes, later)));
    }

    #[tokio::test]
    async fn suspects_are_checked_unless_too_many_wait() {
        let secrets = Secrets::default();
        let hashes = [hash_secret("right")];
        assert_eq!(
            secrets.check_suspect(&attempt("wrong", &hashes, 0)).await,
            Some(false)
        );
        assert_eq!(
            secrets.check_suspect(&attempt("right", &hashes, 0)).await,
            Some(true)
        );
        let _all = secrets
            .suspects_waiting
            .try_acquire_many(super::MAX_SUSPECTS as u32);
        assert_eq!(
            secrets.check_suspect(&attempt("right", &hashes, 0)).await,
            None
        );
    }

    #[test]
    fn secrets_differ_and_compare() {
        let (one, two) = (new_secret(), new_secret());
        assert_eq!(one.len(), 43);
        assert!(equal_secrets(&one, &one) && !equal_secrets(&one, &two));
    }
}
