//! What a tenant must say about its connection.

use cas_gateway::Setting;
use serde_json::Value;

use super::phase::{P5, P6, PHASES};
pub use crate::commission::settings::Settings;
use crate::commission::settings::{MESSAGE_SENDER, message_recipient, phase};

/// Every setting of a connection to the system.
pub const SETTINGS: &[Setting] = &[
    MESSAGE_SENDER,
    message_recipient("NTA.DE"),
    phase(&[P5, P6], P6),
];

/// Reads and checks the settings.
///
/// # Errors
/// Every setting that is missing or wrong.
pub fn read(settings: &Value) -> Result<Settings<'_>, Vec<String>> {
    Settings::read(settings, SETTINGS, PHASES)
}

#[cfg(test)]
mod tests {
    use cas_gateway::SettingShape;

    use super::*;

    #[test]
    fn every_phase_may_be_set() {
        let named = SETTINGS.iter().find(|setting| setting.name == "phase");
        let SettingShape::OneOf(known) = named.expect("a phase").shape else {
            panic!("it is one of the phases");
        };
        assert!(
            known
                .iter()
                .copied()
                .eq(PHASES.iter().map(|(name, _)| *name))
        );
    }
}
