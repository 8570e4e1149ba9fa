//! How is a second factor set up, and which codes are taken?
//!
//! A code of six digits that an application computes from a key and the time (TOTP, RFC 6238). Each
//! is good once, half a minute early or late. Who lost the application has recovery codes, each good
//! once, of which the store keeps digests.

use anyhow::{Context as _, Result};
use cas_store::{Json, UserRecord};
use jiff::Timestamp;
use totp_rs::{Builder, Secret, Totp};

use crate::secrets::{digest_of, random_bytes};

/// What applications show beside the code.
const ISSUER: &str = "CAS";
/// How many recovery codes there are.
const RECOVERY_CODES: usize = 10;
/// The letters of recovery codes: none that is read as another.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// A key that is offered to an application.
pub(crate) struct OfferedKey {
    /// The key in base32, for who types it.
    pub(crate) key: String,
    /// The same as an address, which is shown as a QR code.
    pub(crate) address: String,
}

/// A new key for an account.
///
/// # Errors
/// When it cannot be written as an address.
pub(crate) fn new_key(user: &UserRecord) -> Result<OfferedKey> {
    let secret = Secret::from(random_bytes::<20>().as_slice());
    let totp = Builder::new()
        .with_secret(secret)
        .with_account_name(user.name.as_str())
        .with_issuer(Some(ISSUER))
        .build()
        .context("a key of a second factor")?;
    Ok(OfferedKey {
        key: totp.secret().to_base32(),
        address: totp.to_url().context("the address of a second factor")?,
    })
}

fn totp(key: &str) -> Result<Totp> {
    let secret = Secret::try_from_base32(key).context("the key of a second factor")?;
    let totp = Builder::new().with_secret(secret).build();
    totp.context("the key of a second factor")
}

/// The step of a code that is right for a key now and was not used before.
///
/// # Errors
/// When the key cannot be read.
pub(crate) fn step_of(
    key: &str,
    code: &str,
    now: Timestamp,
    last: Option<i64>,
) -> Result<Option<i64>> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let seconds = u64::try_from(now.as_second()).context("a time before 1970")?;
    let step = totp(key)?.check(&code, seconds);
    let step = step.and_then(|step| i64::try_from(step).ok());
    Ok(step.filter(|step| last.is_none_or(|last| *step > last)))
}

/// What a code is for an account.
pub(crate) enum Taken {
    /// A code of the application; the account with the code used up.
    Code(Box<UserRecord>),
    /// A recovery code; the account without it.
    Recovery(Box<UserRecord>),
}

/// What a code is for an account with a second factor; `None` where it is wrong.
///
/// # Errors
/// When what is stored cannot be read.
pub(crate) fn take(user: &UserRecord, code: &str, now: Timestamp) -> Result<Option<Taken>> {
    let key = user.totp_key.as_deref().context("no second factor")?;
    if let Some(step) = step_of(key, code, now, user.totp_step)? {
        return Ok(Some(Taken::Code(Box::new(UserRecord {
            totp_step: Some(step),
            version: user.version + 1,
            ..user.clone()
        }))));
    }
    let mut left = user.recovery_hashes.get()?;
    let digest = digest_of(&plain(code));
    let Some(at) = left.iter().position(|hash| *hash == digest) else {
        return Ok(None);
    };
    left.remove(at);
    Ok(Some(Taken::Recovery(Box::new(UserRecord {
        recovery_hashes: Json::encode(&left)?,
        version: user.version + 1,
        ..user.clone()
    }))))
}

/// New recovery codes, as they are shown once, and the digests that are stored.
///
/// # Errors
/// When they cannot be written.
pub(crate) fn new_recovery_codes() -> Result<(Vec<String>, Json<Vec<String>>)> {
    let letter = |byte: u8| char::from(LETTERS[usize::from(byte) % LETTERS.len()]);
    let code = || {
        random_bytes::<16>()
            .map(letter)
            .into_iter()
            .collect::<String>()
    };
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| code()).collect();
    let hashes: Vec<String> = codes.iter().map(|code| digest_of(code)).collect();
    let groups = |code: &String| {
        let letters: Vec<char> = code.chars().collect();
        let groups = letters
            .chunks(4)
            .map(|four| four.iter().collect::<String>());
        groups.collect::<Vec<_>>().join("-")
    };
    Ok((codes.iter().map(groups).collect(), Json::encode(&hashes)?))
}

/// A recovery code without what is only for the eye.
fn plain(code: &str) -> String {
    let letters = code.chars().filter(char::is_ascii_alphanumeric);
    letters.collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::accounts::tests::user;

    /// The key of RFC 6238, appendix B.
    const KEY: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    #[test]
    fn codes_are_those_of_rfc_6238_and_good_once() {
        for (seconds, code, last, expected) in [
            (59, "287082", None, Some(1)),
            (59, "287 082", None, Some(1)),
            (89, "287082", None, Some(1)),
            (120, "287082", None, None),
            (59, "287082", Some(1), None),
            (59, "287083", None, None),
            (1_111_111_109, "081804", Some(1), Some(37_037_036)),
            (59, "", None, None),
        ] {
            let found = step_of(KEY, code, at(seconds), last).unwrap();
            assert_eq!(found, expected, "{code} at {seconds}");
        }
    }

    #[test]
    fn recovery_codes_are_good_once_each() {
        let (codes, hashes) = new_recovery_codes().unwrap();
        assert_eq!(codes.len(), RECOVERY_CODES);
        let mut anna = user("anna");
        (anna.totp_key, anna.recovery_hashes) = (Some(KEY.to_owned()), hashes);
        let shown = codes[3].to_uppercase();
        let Some(Taken::Recovery(after)) = take(&anna, &shown, at(59)).unwrap() else {
            panic!("not taken");
        };
        assert!(take(&after, &shown, at(59)).unwrap().is_none());
        assert!(take(&after, &codes[4], at(59)).unwrap().is_some());
        assert!(take(&after, "", at(59)).unwrap().is_none());
    }

    #[test]
    fn a_key_is_offered_as_applications_read_it() {
        let offered = new_key(&user("anna@acme.example")).unwrap();
        assert!(
            offered.address.starts_with("otpauth://totp/CAS:"),
            "{}",
            offered.address
        );
        assert!(offered.address.contains(&format!("secret={}", offered.key)));
        assert!(
            step_of(&offered.key, "000000", at(0), Some(i64::MAX))
                .unwrap()
                .is_none()
        );
    }
}
