//! What a connection would say that the message itself does not: harmless, and never sent.

use cas_model::document::SingleAdministrativeDocument;
use serde_json::{Value, json};

/// A system, what its connections must say at least, and the jurisdiction that holds where the
/// declaration names none.
struct Defaults {
    system: &'static str,
    settings: fn(&SingleAdministrativeDocument) -> Value,
    jurisdiction: &'static str,
}

const DEFAULTS: &[Defaults] = &[
    Defaults {
        system: "ncts",
        settings: |_| commission("NTA.EU", "P5"),
        jurisdiction: "EU",
    },
    Defaults {
        system: "aes",
        settings: |_| commission("NECA.EU", "P1"),
        jurisdiction: "EU",
    },
    Defaults {
        system: "uk_cds",
        settings: |document| {
            let declarant = document.declarant.as_deref();
            let number = declarant.and_then(|party| party.eori());
            let is_plain = |text: &&str| {
                text.len() <= 17 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
            };
            json!({"submitter": number.filter(is_plain).unwrap_or("GB000000000000")})
        },
        jurisdiction: "GB",
    },
    Defaults {
        system: "emcs",
        settings: |_| {
            json!({
                "messageSender": "NDEA.EU", "messageRecipient": "NDEA.EU",
                "exciseNumbers": ["EU00000000000"],
            })
        },
        jurisdiction: "EU",
    },
    Defaults {
        system: "dk_dms",
        settings: |_| json!({"submitter": "00000000", "invalidationReason": "123"}),
        jurisdiction: "DK",
    },
];

fn commission(recipient: &str, phase: &str) -> Value {
    json!({"messageSender": "REHEARSAL", "messageRecipient": recipient, "phase": phase})
}

/// The settings that a message gives, completed.
pub(super) fn complete(
    system: &str,
    given: &Value,
    document: &SingleAdministrativeDocument,
) -> Value {
    let known = DEFAULTS.iter().find(|default| default.system == system);
    let mut settings = known.map_or_else(|| json!({}), |default| (default.settings)(document));
    for (name, value) in given.as_object().into_iter().flatten() {
        if !value.is_null() {
            settings[name] = value.clone();
        }
    }
    settings
}

/// Whose customs gets a declaration that does not say so.
pub(super) fn jurisdiction(system: &str) -> &'static str {
    let known = DEFAULTS.iter().find(|default| default.system == system);
    known.map_or("EU", |default| default.jurisdiction)
}
