//! How does a receiver know that a webhook is from us and of now?
//!
//! By the three headers of Standard Webhooks: the id (the same on every attempt, so that what
//! comes twice can be told), the time of the attempt, and an HMAC-SHA256 over both and the body.
//! While a secret is being exchanged for another, both sign: secrets stand separated by spaces,
//! and the receiver accepts when one signature fits.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use standardwebhooks::{
    HEADER_WEBHOOK_ID, HEADER_WEBHOOK_SIGNATURE, HEADER_WEBHOOK_TIMESTAMP, Webhook, WebhookError,
};

const PREFIX: &str = "whsec_";

/// How many bytes of key a secret may hold; source: Standard Webhooks.
const KEY_BYTES: std::ops::RangeInclusive<usize> = 24..=64;

/// Why something could not be signed. Shows nothing of the secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The subscription has no secret, or an empty one.
    #[error("a webhook secret is needed")]
    NoSecret,
    /// A secret that is none.
    #[error("a webhook secret is whsec_ and the Base64 of 24 to 64 random bytes")]
    InvalidSecret,
    /// A body that is not UTF-8.
    #[error("the body of a webhook must be UTF-8 text")]
    InvalidBody,
}

/// The secret of a key of random bytes.
#[must_use]
pub fn secret_from(key: &[u8; 32]) -> String {
    format!("{PREFIX}{}", STANDARD.encode(key))
}

/// Whether one or more secrets, separated by spaces, can sign.
///
/// # Errors
/// What is wrong with them.
pub fn check_secret(secrets: &str) -> Result<(), SignatureError> {
    keys(secrets).map(drop)
}

/// The headers that sign a body; every secret signs.
///
/// # Errors
/// When a secret or the body is wrong.
pub fn signature_headers(
    secrets: &str,
    id: &str,
    timestamp: Timestamp,
    body: &[u8],
) -> Result<Vec<(&'static str, String)>, SignatureError> {
    let seconds = timestamp.as_second();
    let mut signatures = Vec::new();
    for key in keys(secrets)? {
        let webhook = Webhook::from_bytes(key).map_err(explain)?;
        signatures.push(webhook.sign(id, seconds, body).map_err(explain)?);
    }
    Ok(vec![
        (HEADER_WEBHOOK_ID, id.to_owned()),
        (HEADER_WEBHOOK_TIMESTAMP, seconds.to_string()),
        (HEADER_WEBHOOK_SIGNATURE, signatures.join(" ")),
    ])
}

fn keys(secrets: &str) -> Result<Vec<Vec<u8>>, SignatureError> {
    let keys = secrets
        .split_whitespace()
        .map(key)
        .collect::<Result<Vec<_>, _>>()?;
    if keys.is_empty() {
        Err(SignatureError::NoSecret)
    } else {
        Ok(keys)
    }
}

fn key(secret: &str) -> Result<Vec<u8>, SignatureError> {
    let encoded = secret
        .strip_prefix(PREFIX)
        .ok_or(SignatureError::InvalidSecret)?;
    let key = STANDARD
        .decode(encoded)
        .map_err(|_| SignatureError::InvalidSecret)?;
    if KEY_BYTES.contains(&key.len()) {
        Ok(key)
    } else {
        Err(SignatureError::InvalidSecret)
    }
}

/// Signing fails on the body alone; the rest concerns reading of signatures.
fn explain(error: WebhookError) -> SignatureError {
    match error {
        WebhookError::InvalidPayload => SignatureError::InvalidBody,
        _ => SignatureError::InvalidSecret,
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

    use super::*;

    const OLD: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    fn header_map(headers: &[(&'static str, String)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, String)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_str(value).unwrap(),
            )
        };
        headers.iter().map(pair).collect()
    }

    #[test]
    fn every_active_secret_verifies() {
        let new = secret_from(&[7; 32]);
        let stranger = secret_from(&[8; 32]);
        let body = "{\"id\":\"é\"}".as_bytes();
        let both = format!("{OLD} {new}");
        // The verifier has its own clock.
        let now = Timestamp::now();
        for (secrets, verifying, expected) in [
            (OLD, OLD, true),
            (&both, OLD, true),
            (&both, &new, true),
            (&both, &stranger, false),
            (OLD, &new, false),
        ] {
            let headers = header_map(&signature_headers(secrets, "7", now, body).unwrap());
            let webhook = Webhook::new(verifying).unwrap();
            assert_eq!(webhook.verify(body, &headers).is_ok(), expected);
            assert!(webhook.verify(b"another body", &headers).is_err());
        }
    }

    #[test]
    fn signs_as_others_do() {
        // The worked example of the specification's own libraries.
        let time = Timestamp::from_second(1_614_265_330).unwrap();
        let body = br#"{"test": 2432232314}"#;
        let headers = signature_headers(OLD, "msg_p5jXN8AQM9LWM0D4loKWxJek", time, body).unwrap();
        assert_eq!(headers[1], ("webhook-timestamp", "1614265330".to_owned()));
        let expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(headers[2], ("webhook-signature", expected.to_owned()));
    }

    #[test]
    fn secrets_are_checked() {
        use SignatureError::{InvalidSecret, NoSecret};
        let long = format!("whsec_{}", STANDARD.encode([1; 65]));
        for (secrets, expected) in [
            (OLD, Ok(())),
            (&secret_from(&[0; 32]), Ok(())),
            (&format!("  {OLD}  {OLD} "), Ok(())),
            ("", Err(NoSecret)),
            ("  ", Err(NoSecret)),
            ("hunter2", Err(InvalidSecret)),
            ("whsec_", Err(InvalidSecret)),
            ("whsec_c2hvcnQ=", Err(InvalidSecret)),
            ("whsec_***", Err(InvalidSecret)),
            (&long, Err(InvalidSecret)),
            (&format!("{OLD} oops"), Err(InvalidSecret)),
        ] {
            assert_eq!(check_secret(secrets), expected, "{secrets}");
        }
    }

    #[test]
    fn a_body_that_is_no_text_is_refused() {
        let error = signature_headers(OLD, "7", Timestamp::UNIX_EPOCH, b"\xff").unwrap_err();
        assert_eq!(error, SignatureError::InvalidBody);
    }
}
