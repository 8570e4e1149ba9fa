//! What a tenant must say about its connection.
//!
//! `messageSender`, `messageRecipient` and `phase` as for every system of the Commission. `phaseId`
//! is the `PhaseID` that the national customs wants in each message: the official type has `AES1.0`,
//! which is written where it is not set, and `AES1.1`.

use cas_gateway::{Need, Setting, SettingShape, Signs, setting};
use serde_json::Value;

pub use crate::commission::settings::Settings;
use crate::commission::settings::{MESSAGE_SENDER, message_recipient, phase};

/// Every phase with the `PhaseID` its messages carry.
pub const PHASES: &[(&str, &str)] = &[("P1", "AES1.0")];

/// Every setting of a connection to the system.
pub const SETTINGS: &[Setting] = &[
    MESSAGE_SENDER,
    message_recipient("NECA.DE"),
    phase(&["P1"], "P1"),
    Setting {
        name: "phaseId",
        shape: SettingShape::Code("", Signs::Printed, 1..=35),
        need: Need::Default("AES1.0"),
        meaning: "the `PhaseID` that the national customs wants in each message; the official type \
            has `AES1.0` and `AES1.1`",
        example: "AES1.0",
    },
];

/// Reads and checks the settings.
///
/// # Errors
/// Every setting that is missing or wrong.
pub fn read(settings: &Value) -> Result<Settings<'_>, Vec<String>> {
    let read = Settings::read(settings, SETTINGS, PHASES)?;
    Ok(Settings {
        phase_id: setting(settings, "phaseId").unwrap_or(read.phase_id),
        ..read
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(phase_id: Value, expected: Result<&str, &str>) {
        let settings = json!({
            "messageSender": "DE1", "messageRecipient": "NECA.DE", "phase": "P1",
            "phaseId": phase_id,
        });
        let read = read(&settings).map(|settings| settings.phase_id.to_owned());
        let read = read.map_err(|errors| errors.join("; "));
        let begins = read
            .as_ref()
            .is_err_and(|error| expected.is_err_and(|start| error.starts_with(start)));
        assert!(begins || read.as_deref().ok() == expected.ok(), "{read:?}");
    }

    #[test]
    fn the_phase_of_messages_may_be_said() {
        check(Value::Null, Ok("AES1.0"));
        check("AES1.1".into(), Ok("AES1.1"));
        check("AES 1".into(), Err("phaseId must"));
        check(1.into(), Err("phaseId must"));
    }
}
