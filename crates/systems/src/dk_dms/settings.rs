//! What a tenant must say about its connection.

use std::ops::RangeInclusive;

use serde_json::Value;

/// Longest name and longest identifier of who sends.
const MAX_NAME: usize = 70;

const MAX_IDENTIFIER: usize = 35;

/// How long a reason code may be, in characters.
const REASON: RangeInclusive<usize> = 1..=3;

/// Why a declaration is amended, where the settings do not say: the declarant corrects it.
const CORRECTED: &str = "5";

/// The settings of a connection, checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings<'a> {
    /// `submitter`: the number in the certificate that messages are sent with (CVR, SE or EORI).
    pub submitter: &'a str,
    /// `submitterName`: customs wants the number here too, which it is where it is not set.
    pub submitter_name: &'a str,
    /// `amendmentReason`: the code of the reason of amendments; 5 where it is not set.
    pub amendment_reason: &'a str,
    /// `invalidationReason`: the code of the reason of invalidations, which has no default:
    /// customs' list says how the goods ended.
    pub invalidation_reason: Option<&'a str>,
}

impl<'a> Settings<'a> {
    /// Reads and checks the settings; other members are the transport's and ignored here.
    ///
    /// # Errors
    /// Every setting that is missing or wrong.
    pub fn read(settings: &'a Value) -> Result<Self, Vec<String>> {
        let submitter = code(settings, "submitter", 1..=MAX_IDENTIFIER).and_then(|text| {
            text.ok_or_else(|| "submitter is missing; set it to the certificate's number".into())
        });
        let name = name(settings, "submitterName");
        let amendment = code(settings, "amendmentReason", REASON);
        let invalidation = code(settings, "invalidationReason", REASON);
        match (submitter, name, amendment, invalidation) {
            (Ok(submitter), Ok(name), Ok(amendment), Ok(invalidation_reason)) => Ok(Self {
                submitter,
                submitter_name: name.unwrap_or(submitter),
                amendment_reason: amendment.unwrap_or(CORRECTED),
                invalidation_reason,
            }),
            (submitter, name, amendment, invalidation) => {
                let others = [name.err(), amendment.err(), invalidation.err()];
                let others = others.into_iter().flatten();
                Err(submitter.err().into_iter().chain(others).collect())
            }
        }
    }
}

fn setting<'a>(settings: &'a Value, name: &str) -> Option<&'a Value> {
    settings.get(name).filter(|value| !value.is_null())
}

/// A setting of so many letters and digits, parts divided by colons; `None` where it is not set.
fn code<'a>(
    settings: &'a Value,
    name: &str,
    lengths: RangeInclusive<usize>,
) -> Result<Option<&'a str>, String> {
    let Some(value) = setting(settings, name) else {
        return Ok(None);
    };
    let is_code = |text: &&str| {
        let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || byte == b':';
        lengths.contains(&text.len()) && text.bytes().all(is_sign)
    };
    value.as_str().filter(is_code).map(Some).ok_or_else(|| {
        let (least, most) = (lengths.start(), lengths.end());
        format!("{name} must be {least} to {most} letters, digits and colons")
    })
}

/// A setting in words; `None` where it is not set.
fn name<'a>(settings: &'a Value, name: &str) -> Result<Option<&'a str>, String> {
    let Some(value) = setting(settings, name) else {
        return Ok(None);
    };
    let is_name = |text: &&str| (1..=MAX_NAME).contains(&text.chars().count());
    let given = value.as_str().map(str::trim).filter(is_name);
    let refused = || format!("{name} must be 1 to {MAX_NAME} characters");
    given.map(Some).ok_or_else(refused)
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
        check(json!({"submitter": "12345678", "url": "x"}), &[]);
        check(json!({"submitter": "12345678:87654321"}), &[]);
        check(json!({"submitter": "12345678", "submitterName": null}), &[]);
        check(json!({}), &["submitter is missing"]);
        check(
            json!({"submitter": "DK 1", "submitterName": " ", "amendmentReason": 5,
                "invalidationReason": "1234"}),
            &[
                "submitter must",
                "submitterName must",
                "amendmentReason must",
                "invalidationReason must",
            ],
        );
    }
}
