//! What a tenant must say about its connection.
//!
//! `messageSender`, `messageRecipient` and `phase` as for every system of the Commission. `phaseId`
//! is the `PhaseID` that the national customs wants in each message: the official type has `AES1.0`,
//! which is written where it is not set, and `AES1.1`.

use serde_json::Value;

pub use crate::commission::settings::Settings;

/// Every phase with the `PhaseID` its messages carry.
pub const PHASES: &[(&str, &str)] = &[("P1", "AES1.0")];
/// Longest `PhaseID`, in characters of the schema.
const MAX_PHASE_ID: usize = 35;

/// Reads and checks the settings.
///
/// # Errors
/// Every setting that is missing or wrong.
pub fn read(settings: &Value) -> Result<Settings<'_>, Vec<String>> {
    match (Settings::read(settings, PHASES), phase_id(settings)) {
        (Ok(read), Ok(phase_id)) => Ok(Settings {
            phase_id: phase_id.unwrap_or(read.phase_id),
            ..read
        }),
        (read, phase_id) => {
            let mut errors = read.err().unwrap_or_default();
            errors.extend(phase_id.err());
            Err(errors)
        }
    }
}

fn phase_id(settings: &Value) -> Result<Option<&str>, String> {
    let Some(value) = settings.get("phaseId").filter(|value| !value.is_null()) else {
        return Ok(None);
    };
    let is_token = |text: &&str| {
        (1..=MAX_PHASE_ID).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
    };
    match value.as_str().filter(is_token) {
        Some(text) => Ok(Some(text)),
        None => Err(format!(
            "phaseId must be 1 to {MAX_PHASE_ID} characters without spaces"
        )),
    }
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
