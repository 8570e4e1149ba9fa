//! What must a tenant say about a connection to one of the Commission's systems?

use cas_gateway::{Need, Setting, SettingShape, setting, wrong_settings};
use serde_json::Value;

/// How long a sender or recipient may be.
const PARTNER: std::ops::RangeInclusive<usize> = 1..=35;

/// `messageSender`, as every one of these systems has it.
pub const MESSAGE_SENDER: Setting = Setting {
    name: "messageSender",
    shape: SettingShape::Text(PARTNER),
    need: Need::Required,
    meaning: "who you are, as agreed with customs: mostly your EORI",
    example: "DE100000000000001",
};

/// `messageRecipient`, with the example of a system.
#[must_use]
pub const fn message_recipient(example: &'static str) -> Setting {
    Setting {
        name: "messageRecipient",
        shape: SettingShape::Text(PARTNER),
        need: Need::Required,
        meaning: "the national customs: `NTA.` (NCTS) or `NECA.` (AES) and its country",
        example,
    }
}

/// `phase`, with those that a system speaks.
#[must_use]
pub const fn phase(known: &'static [&'static str], example: &'static str) -> Setting {
    Setting {
        name: "phase",
        shape: SettingShape::OneOf(known),
        need: Need::Required,
        meaning: "the phase of the system that the national customs is in: it says how messages are \
            written",
        example,
    }
}

/// What is wrong, in words.
///
/// # Errors
/// Every setting that is missing or wrong.
pub fn expect(table: &[Setting], settings: &Value) -> Result<(), Vec<String>> {
    let problems = wrong_settings(table, settings).into_iter();
    let problems: Vec<String> = problems.map(|problem| problem.message).collect();
    match problems.is_empty() {
        true => Ok(()),
        false => Err(problems),
    }
}

/// A setting that was checked and must be there.
#[must_use]
pub fn text_of<'a>(settings: &'a Value, name: &str) -> &'a str {
    setting(settings, name).unwrap_or_default()
}

/// The settings of a connection, checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings<'a> {
    /// `messageSender`: who we are, as agreed with customs.
    pub message_sender: &'a str,
    /// `messageRecipient`: the national customs: `NTA.`, `NECA.` or `NICA.` and its country.
    pub message_recipient: &'a str,
    /// `phase`: which edition of the messages the connection speaks.
    pub phase: &'a str,
    /// The `PhaseID` that goes with it.
    pub phase_id: &'a str,
}

impl<'a> Settings<'a> {
    /// Reads settings by the table of a system, whose phases each have their `PhaseID`.
    ///
    /// # Errors
    /// Every setting that is missing or wrong.
    pub fn read(
        settings: &'a Value,
        table: &[Setting],
        phases: &[(&'static str, &'static str)],
    ) -> Result<Self, Vec<String>> {
        expect(table, settings)?;
        let phase = text_of(settings, "phase");
        let known = phases.iter().find(|(name, _)| *name == phase);
        Ok(Self {
            message_sender: text_of(settings, "messageSender"),
            message_recipient: text_of(settings, "messageRecipient"),
            phase,
            phase_id: known.map_or("", |(_, id)| id),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const PHASES: &[(&str, &str)] = &[("P5", "NCTS5.1"), ("P6", "NCTS6")];
    const TABLE: &[Setting] = &[
        MESSAGE_SENDER,
        message_recipient("NTA.DE"),
        phase(&["P5", "P6"], "P5"),
    ];

    fn check(settings: Value, expected: &[&str]) {
        let errors = Settings::read(&settings, TABLE, PHASES)
            .err()
            .unwrap_or_default();
        let begins = |(error, start): (&String, &&str)| error.starts_with(*start);
        assert_eq!(errors.len(), expected.len(), "{errors:?}");
        assert!(errors.iter().zip(expected).all(begins), "{errors:?}");
    }

    #[test]
    fn every_wrong_setting_is_named() {
        let whole = json!({
            "messageSender": "DE1", "messageRecipient": "NTA.DE", "phase": "P6", "url": "x"
        });
        check(whole, &[]);
        check(
            json!({}),
            &["messageSender", "messageRecipient", "phase is missing"],
        );
        check(
            json!({"messageSender": " a", "messageRecipient": "x".repeat(36), "phase": "P4"}),
            &[
                "messageSender must",
                "messageRecipient must",
                "phase must be one of P5, P6",
            ],
        );
    }
}
