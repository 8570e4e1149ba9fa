//! What a tenant must say about its connection.

use serde_json::Value;

/// Longest identifier of a trader.
const MAX_EORI: usize = 17;

/// Shortest and longest badge.
const BADGE: std::ops::RangeInclusive<usize> = 6..=12;

/// Longest reason code, in characters that customs takes.
const MAX_REASON: usize = 3;

/// Why a declaration is cancelled, where the settings do not say: at the trader's request.
const CANCELLATION: &str = "1";

/// The settings of a connection, checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings<'a> {
    /// `submitter`: the EORI of who asks for a cancellation.
    pub submitter: &'a str,
    /// `cancellationReason`: the code of the reason of cancellations; 1 where it is not set.
    pub cancellation_reason: &'a str,
    /// `amendmentReason`: the code of the reason of amendments; chosen by what changed where it
    /// is not set.
    pub amendment_reason: Option<&'a str>,
    /// `badge`: the badge of the community system that messages go through; sent where it is set.
    pub badge: Option<&'a str>,
}

impl<'a> Settings<'a> {
    /// Reads and checks the settings; other members are the transport's and ignored here.
    ///
    /// # Errors
    /// Every setting that is missing or wrong.
    pub fn read(settings: &'a Value) -> Result<Self, Vec<String>> {
        let submitter = setting(settings, "submitter", 1..=MAX_EORI)
            .and_then(|text| text.ok_or_else(|| "submitter is missing; set it to an EORI".into()));
        let cancellation = setting(settings, "cancellationReason", 1..=MAX_REASON);
        let amendment = setting(settings, "amendmentReason", 1..=MAX_REASON);
        let badge = setting(settings, "badge", BADGE);
        match (submitter, cancellation, amendment, badge) {
            (Ok(submitter), Ok(cancellation), Ok(amendment_reason), Ok(badge)) => Ok(Self {
                submitter,
                cancellation_reason: cancellation.unwrap_or(CANCELLATION),
                amendment_reason,
                badge,
            }),
            (submitter, cancellation, amendment, badge) => {
                let others = [cancellation.err(), amendment.err(), badge.err()];
                Err(submitter
                    .err()
                    .into_iter()
                    .chain(others.into_iter().flatten())
                    .collect())
            }
        }
    }
}

/// A setting of so many letters and digits; `None` where it is not set.
fn setting<'a>(
    settings: &'a Value,
    name: &str,
    lengths: std::ops::RangeInclusive<usize>,
) -> Result<Option<&'a str>, String> {
    let Some(value) = settings.get(name).filter(|value| !value.is_null()) else {
        return Ok(None);
    };
    let is_code = |text: &&str| {
        lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    match value.as_str().filter(is_code) {
        Some(text) => Ok(Some(text)),
        None => {
            let (least, most) = lengths.into_inner();
            Err(format!(
                "{name} must be {least} to {most} letters and digits"
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(settings: Value, expected: &[&str]) {
        let errors = Settings::read(&settings).err().unwrap_or_default();
        let begins = |(error, start): (&String, &&str)| error.starts_with(*start);
        assert_eq!(errors.len(), expected.len(), "{errors:?}");
        assert!(errors.iter().zip(expected).all(begins), "{errors:?}");
    }

    #[test]
    fn every_wrong_setting_is_named() {
        check(
            json!({"submitter": "GB1", "badge": "BADGE1", "url": "x"}),
            &[],
        );
        check(json!({}), &["submitter is missing"]);
        check(
            json!({"submitter": "GB 1", "cancellationReason": "1234", "amendmentReason": 32,
                "badge": "short"}),
            &[
                "submitter must",
                "cancellationReason must",
                "amendmentReason must",
                "badge must",
            ],
        );
    }
}
