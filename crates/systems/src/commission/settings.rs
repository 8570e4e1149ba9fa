//! What must a tenant say about a connection to one of the Commission's systems?

use serde_json::Value;

/// Longest sender or recipient.
const MAX_PARTNER: usize = 35;

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
    /// Reads and checks the settings of a system with these phases, each with its `PhaseID`; other
    /// members are the transport's and ignored here.
    ///
    /// # Errors
    /// Every setting that is missing or wrong.
    pub fn read(
        settings: &'a Value,
        phases: &[(&'static str, &'static str)],
    ) -> Result<Self, Vec<String>> {
        let sender = partner(settings, "messageSender");
        let recipient = partner(settings, "messageRecipient");
        let phase = phase(settings, phases);
        match (sender, recipient, phase) {
            (Ok(message_sender), Ok(message_recipient), Ok((phase, phase_id))) => Ok(Self {
                message_sender,
                message_recipient,
                phase,
                phase_id,
            }),
            (sender, recipient, phase) => Err([sender.err(), recipient.err(), phase.err()]
                .into_iter()
                .flatten()
                .collect()),
        }
    }
}

fn setting<'a>(settings: &'a Value, name: &str) -> Result<&'a str, String> {
    settings
        .get(name)
        .and_then(Value::as_str)
        .ok_or_else(|| format!("{name} is missing; set it to text"))
}

fn partner<'a>(settings: &'a Value, name: &str) -> Result<&'a str, String> {
    let text = setting(settings, name)?;
    let wrong = text.is_empty()
        || text.trim() != text
        || text.chars().count() > MAX_PARTNER
        || text.chars().any(char::is_control);
    if wrong {
        return Err(format!(
            "{name} must be 1 to {MAX_PARTNER} characters without spaces around them"
        ));
    }
    Ok(text)
}

fn phase<'a>(
    settings: &'a Value,
    phases: &[(&'static str, &'static str)],
) -> Result<(&'a str, &'static str), String> {
    let phase = setting(settings, "phase")?;
    let known = phases.iter().find(|(name, _)| *name == phase);
    known.map(|(_, id)| (phase, *id)).ok_or_else(|| {
        let known: Vec<&str> = phases.iter().map(|(name, _)| *name).collect();
        format!("phase must be one of {}, not \"{phase}\"", known.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const PHASES: &[(&str, &str)] = &[("P5", "NCTS5.1"), ("P6", "NCTS6")];

    fn check(settings: Value, expected: &[&str]) {
        let errors = Settings::read(&settings, PHASES).err().unwrap_or_default();
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
