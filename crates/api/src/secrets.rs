//! How are client secrets made, kept and checked?
//!
//! Made from 32 random bytes, kept as argon2id hashes, checked in constant work: an unknown client
//! costs as much as a wrong secret. Checking costs some 20 MB and milliseconds, so few are checked
//! at once, and a secret found right is remembered for minutes by its digest – so that a client
//! that asks for many tokens does not slow the others.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

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
}

impl Default for Secrets {
    fn default() -> Self {
        Self {
            remembered: Mutex::default(),
            checks: Semaphore::new(MAX_CHECKS),
        }
    }
}

impl Secrets {
    /// Whether this secret was found right for this hash a moment ago.
    #[must_use]
    pub fn remembers(&self, secret: &str, hash: &str, now: Timestamp) -> bool {
        let remembered = self
            .remembered
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        remembered
            .get(&digest(secret, hash))
            .is_some_and(|until| *until > now)
    }

    /// Whether the secret is right; `None` as hash for an unknown client costs the same.
    pub async fn check(&self, secret: &str, hash: Option<&str>, now: Timestamp) -> bool {
        let Ok(_permit) = self.checks.acquire().await else {
            return false;
        };
        let (given, stored) = (secret.to_owned(), hash.map(str::to_owned));
        let right = tokio::task::spawn_blocking(move || is_right(&given, stored.as_deref()))
            .await
            .unwrap_or(false);
        if let (true, Some(hash)) = (right, hash) {
            self.remember(digest(secret, hash), now);
        }
        right
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

fn is_right(secret: &str, hash: Option<&str>) -> bool {
    static NOBODY: LazyLock<String> = LazyLock::new(|| hash_secret("nobody"));
    let known = hash.is_some();
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(&NOBODY)) else {
        return false;
    };
    Argon2::default()
        .verify_password(secret.as_bytes(), &parsed)
        .is_ok()
        && known
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{Secrets, equal_secrets, hash_secret, new_secret};

    #[tokio::test]
    async fn only_the_right_secret_is_right_and_remembered() {
        let (secrets, now) = (Secrets::default(), Timestamp::UNIX_EPOCH);
        let hash = hash_secret("right");
        assert!(!secrets.check("wrong", Some(&hash), now).await);
        assert!(!secrets.check("nobody", None, now).await);
        assert!(!secrets.remembers("right", &hash, now));
        assert!(secrets.check("right", Some(&hash), now).await);
        assert!(secrets.remembers("right", &hash, now));
        assert!(!secrets.remembers("wrong", &hash, now));
        assert!(
            !secrets.remembers("right", &hash_secret("right"), now),
            "a new hash forgets"
        );
        assert!(!secrets.remembers("right", &hash, now + super::REMEMBERED));
    }

    #[test]
    fn secrets_differ_and_compare() {
        let (one, two) = (new_secret(), new_secret());
        assert_eq!(one.len(), 43);
        assert!(equal_secrets(&one, &one) && !equal_secrets(&one, &two));
    }
}
