//! What a tenant must say about its connection.

use cas_gateway::{Need, Setting, SettingShape, Signs, setting};
use serde_json::Value;

use crate::commission::settings::{expect, text_of};

/// What a code of `cancellationReason` says unless it is set: other, which the reason in words
/// explains.
const CANCELLATION: &str = "0";
/// The language of free texts unless it is set.
const LANGUAGE: &str = "en";

/// What administrations' names begin with; a country follows.
const PREFIX: &str = "NDEA.";
const ADMINISTRATION: SettingShape = SettingShape::Code(PREFIX, Signs::Capitals, 2..=2);

/// Every setting of a connection to the system.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "messageSender",
        shape: ADMINISTRATION,
        need: Need::Required,
        meaning: "the administration that takes your messages: `NDEA.` and its country",
        example: "NDEA.DE",
    },
    Setting {
        name: "messageRecipient",
        shape: ADMINISTRATION,
        need: Need::Required,
        meaning: "the administration that they are for: `NDEA.` and its country",
        example: "NDEA.DE",
    },
    EXCISE_NUMBERS,
    Setting {
        name: "exciseOffice",
        shape: SettingShape::Code("", Signs::OfCountry, 8..=8),
        need: Need::Optional,
        meaning: "the office you report to, where a report names none",
        example: "DE002300",
    },
    Setting {
        name: "language",
        shape: SettingShape::Code("", Signs::Small, 2..=2),
        need: Need::Default(LANGUAGE),
        meaning: "the language of free texts, where the document says none",
        example: LANGUAGE,
    },
    Setting {
        name: "cancellationReason",
        shape: SettingShape::Code("", Signs::Digits, 1..=1),
        need: Need::Default(CANCELLATION),
        meaning: "customs' code (BC43) of the reason of cancellations; 0 is: other, which your \
            reason explains",
        example: CANCELLATION,
    },
];

/// Whose movements are ours.
const EXCISE_NUMBERS: Setting = Setting {
    name: "exciseNumbers",
    shape: SettingShape::Codes(Signs::OfCountry, 13..=13),
    need: Need::Required,
    meaning: "your excise numbers: they say on which side of a movement you are",
    example: "DE00000000101",
};

/// The settings of a connection, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings<'a> {
    /// `messageSender`: `NDEA.` and the country of the administration that takes our messages.
    pub sender: &'a str,
    /// `messageRecipient`: the same of the administration they are for.
    pub recipient: &'a str,
    /// `exciseNumbers`: our excise numbers; they say on which side of a movement we are.
    pub excise_numbers: Vec<&'a str>,
    /// `exciseOffice`: the office that we report to, where a report does not say another.
    pub office: Option<&'a str>,
    /// `language`: the language of free texts, where the document does not say another.
    pub language: &'a str,
    /// `cancellationReason`: customs' code (BC43) of why movements are cancelled.
    pub cancellation_reason: &'a str,
}

impl<'a> Settings<'a> {
    /// Reads and checks the settings.
    ///
    /// # Errors
    /// Every setting that is missing or wrong.
    pub fn read(settings: &'a Value) -> Result<Self, Vec<String>> {
        expect(SETTINGS, settings)?;
        Ok(Self {
            sender: text_of(settings, "messageSender"),
            recipient: text_of(settings, "messageRecipient"),
            excise_numbers: excise_numbers(settings)?,
            office: setting(settings, "exciseOffice"),
            language: setting(settings, "language").unwrap_or(LANGUAGE),
            cancellation_reason: setting(settings, "cancellationReason").unwrap_or(CANCELLATION),
        })
    }

    /// The country of the administration that our messages are for.
    #[must_use]
    pub fn member_state(&self) -> &'a str {
        self.recipient.trim_start_matches(PREFIX)
    }
}

/// The excise numbers of a connection's settings.
///
/// # Errors
/// When there are none, or something else stands there.
pub(super) fn excise_numbers(settings: &Value) -> Result<Vec<&str>, Vec<String>> {
    expect(&[EXCISE_NUMBERS], settings)?;
    let numbers = settings.get(EXCISE_NUMBERS.name).and_then(Value::as_array);
    let numbers = numbers.into_iter().flatten();
    Ok(numbers.filter_map(Value::as_str).collect())
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
        let whole = json!({
            "messageSender": "NDEA.XI", "messageRecipient": "NDEA.GB",
            "exciseNumbers": ["XIWK000000210"], "url": "x"
        });
        check(whole, &[]);
        check(
            json!({}),
            &[
                "messageSender is",
                "messageRecipient is",
                "exciseNumbers is",
            ],
        );
        check(
            json!({
                "messageSender": "XI", "messageRecipient": "NDEA.xi", "exciseNumbers": [],
                "exciseOffice": "XI1", "language": "EN", "cancellationReason": 1
            }),
            &[
                "messageSender must",
                "messageRecipient must",
                "exciseNumbers must",
                "exciseOffice must",
                "language must",
                "cancellationReason must",
            ],
        );
    }
}
