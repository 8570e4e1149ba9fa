//! What a tenant must say about its connection.

use cas_gateway::{Need, Setting, SettingShape, Signs, setting};
use serde_json::Value;

use crate::commission::settings::{expect, text_of};

/// Why a declaration is amended, where the settings do not say: the declarant corrects it.
const CORRECTED: &str = "5";

/// Every setting of a connection to the system.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "submitter",
        shape: SettingShape::Code("", Signs::WithColons, 1..=35),
        need: Need::Required,
        meaning: "the number in the certificate that the gateway sends with: CVR, SE or EORI",
        example: "12345678",
    },
    Setting {
        name: "submitterName",
        shape: SettingShape::Text(1..=70),
        need: Need::Optional,
        meaning: "the same number: customs wants no name there; left out, it is `submitter`",
        example: "12345678",
    },
    Setting {
        name: "amendmentReason",
        shape: SettingShape::Code("", Signs::WithColons, 1..=3),
        need: Need::Default(CORRECTED),
        meaning: "customs' code of the reason of amendments; 5 is: corrected by the declarant",
        example: CORRECTED,
    },
    Setting {
        name: "invalidationReason",
        shape: SettingShape::Code("", Signs::WithColons, 1..=3),
        need: Need::Optional,
        meaning: "the legal ground of invalidations that name none; refused where it is not one for \
            what is declared",
        example: "123",
    },
];

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
    /// Reads and checks the settings.
    ///
    /// # Errors
    /// Every setting that is missing or wrong.
    pub fn read(settings: &'a Value) -> Result<Self, Vec<String>> {
        expect(SETTINGS, settings)?;
        let submitter = text_of(settings, "submitter");
        Ok(Self {
            submitter,
            submitter_name: setting(settings, "submitterName").unwrap_or(submitter),
            amendment_reason: setting(settings, "amendmentReason").unwrap_or(CORRECTED),
            invalidation_reason: setting(settings, "invalidationReason"),
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
