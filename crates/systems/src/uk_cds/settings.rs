//! What a tenant must say about its connection.

use cas_gateway::{Need, Setting, SettingShape, Signs, setting};
use serde_json::Value;

use crate::commission::settings::{expect, text_of};

/// Why a declaration is cancelled, where the settings do not say: at the trader's request.
const CANCELLATION: &str = "1";

/// Every setting of a connection to the system.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "submitter",
        shape: SettingShape::Code("", Signs::Alphanumeric, 1..=17),
        need: Need::Required,
        meaning: "the EORI of who sends and who asks for cancellations",
        example: "GB123456789000",
    },
    Setting {
        name: "cancellationReason",
        shape: SettingShape::Code("", Signs::Alphanumeric, 1..=3),
        need: Need::Default(CANCELLATION),
        meaning: "customs' code of the reason of cancellations; 1 is: at the trader's request",
        example: CANCELLATION,
    },
    Setting {
        name: "amendmentReason",
        shape: SettingShape::Code("", Signs::Alphanumeric, 1..=3),
        need: Need::Optional,
        meaning: "customs' code of the reason of amendments; left out, it is chosen by what changed",
        example: "32",
    },
    Setting {
        name: "badge",
        shape: SettingShape::Code("", Signs::Alphanumeric, 6..=12),
        need: Need::Optional,
        meaning: "the badge of the community system that messages go through, sent as \
            `X-Badge-Identifier`",
        example: "BADGE1",
    },
];

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
    /// Reads and checks the settings.
    ///
    /// # Errors
    /// Every setting that is missing or wrong.
    pub fn read(settings: &'a Value) -> Result<Self, Vec<String>> {
        expect(SETTINGS, settings)?;
        Ok(Self {
            submitter: text_of(settings, "submitter"),
            cancellation_reason: setting(settings, "cancellationReason").unwrap_or(CANCELLATION),
            amendment_reason: setting(settings, "amendmentReason"),
            badge: setting(settings, "badge"),
        })
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
