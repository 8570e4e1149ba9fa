//! What may stand in a connection, described as data: what is shown and documented of it.

use cas_gateway::{CustomsSystem, Need, Setting, example_settings, settings_schema};
use serde_json::{Value, json};

/// A field of a connection.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionField {
    /// The name that it has in the document.
    pub name: &'static str,
    /// What may stand there, in words.
    pub kind: &'static str,
    /// Whether it must be there.
    pub is_required: bool,
    /// Whether it goes in and never comes out.
    pub is_secret: bool,
    /// What counts where it is left out, in words.
    pub default: &'static str,
    /// What it is for.
    pub meaning: &'static str,
}

const FIELD: ConnectionField = ConnectionField {
    name: "",
    kind: "text",
    is_required: false,
    is_secret: false,
    default: "",
    meaning: "",
};

/// Every field, in the order in which they are explained.
pub const CONNECTION_FIELDS: &[ConnectionField] = &[
    ConnectionField {
        name: "endpoint",
        kind: "http or https address",
        is_required: true,
        meaning: "where messages are posted; a private address needs the server's setting \
            `customs-to-private-addresses`",
        ..FIELD
    },
    ConnectionField {
        name: "secret",
        is_secret: true,
        default: "none is shown",
        meaning: "what we show: `Authorization: Bearer`",
        ..FIELD
    },
    ConnectionField {
        name: "callbackSecret",
        is_secret: true,
        default: "no message is taken",
        meaning: "what the system shows when it posts to `/v1/systems/{system}/messages`",
        ..FIELD
    },
    ConnectionField {
        name: "previousCallbackSecret",
        is_secret: true,
        default: "none",
        meaning: "the callback secret of before, taken too while it is changed",
        ..FIELD
    },
    ConnectionField {
        name: "clientCertificate",
        kind: "name of a PEM file",
        default: "none is shown",
        meaning: "certificate, chain and key in the tenant's folder below the server's \
            `certificates`",
        ..FIELD
    },
    ConnectionField {
        name: "timeoutSeconds",
        kind: "number from 1 to 600",
        default: "30",
        meaning: "how long an answer is waited for",
        ..FIELD
    },
    ConnectionField {
        name: "retry",
        kind: "object: `delaysSeconds`, `repeatSeconds`, `untilSeconds`",
        default: "customs' schedule, for a day",
        meaning: "when a message is sent again that could not be delivered",
        ..FIELD
    },
    ConnectionField {
        name: "pullSeconds",
        kind: "number from 1 to 86400",
        default: "nothing is fetched",
        meaning: "how often messages are fetched, where the system keeps them",
        ..FIELD
    },
    ConnectionField {
        name: "pullEndpoint",
        kind: "http or https address",
        default: "`endpoint`",
        meaning: "where messages are fetched, on the same host",
        ..FIELD
    },
    ConnectionField {
        name: "deadlines",
        kind: "object: minutes or `null` by deadline",
        default: "as [configuration.md](../configuration.md#connections) says",
        meaning: "after how long somebody is told that a declaration waits",
        ..FIELD
    },
    ConnectionField {
        name: "settings",
        kind: "object",
        is_required: true,
        meaning: "what the system itself must know, below",
        ..FIELD
    },
];

/// A customs system, by what a connection to it says.
#[derive(Clone, Debug, PartialEq)]
pub struct DescribedSystem {
    /// Its code, which connections and flows name.
    pub code: String,
    /// What stands in `settings`.
    pub settings: Vec<DescribedSetting>,
    /// The same as JSON Schema.
    pub schema: Value,
    /// A whole connection, as it is put.
    pub example: Value,
}

/// A setting of a customs system, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct DescribedSetting {
    /// The name that it has in the document.
    pub name: &'static str,
    /// What may stand there, in words.
    pub kind: String,
    /// Whether it must be there.
    pub is_required: bool,
    /// What counts where it is left out.
    pub default: Option<&'static str>,
    /// What it is for.
    pub meaning: &'static str,
    /// A value that could stand there.
    pub example: Value,
}

/// What a connection to a customs system says.
#[must_use]
pub fn describe(system: &dyn CustomsSystem) -> DescribedSystem {
    let settings = system.settings();
    let described = |setting: &Setting| DescribedSetting {
        name: setting.name,
        kind: setting.shape.words(),
        is_required: setting.need == Need::Required,
        default: match setting.need {
            Need::Default(default) => Some(default),
            Need::Required | Need::Optional => None,
        },
        meaning: setting.meaning,
        example: setting.example(),
    };
    DescribedSystem {
        code: system.code().to_string(),
        settings: settings.iter().map(described).collect(),
        schema: settings_schema(settings),
        example: example_connection(&example_settings(settings)),
    }
}

/// A whole connection with these settings.
fn example_connection(settings: &Value) -> Value {
    json!({
        "endpoint": "https://customs.example/messages",
        "secret": "what we show",
        "callbackSecret": "what customs shows",
        "timeoutSeconds": 30,
        "deadlines": { "release": 720 },
        "settings": settings,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::connection::Connection;

    #[test]
    fn every_field_is_described_and_no_other() {
        let mut whole = example_connection(&json!({}));
        let names: BTreeSet<&str> = CONNECTION_FIELDS.iter().map(|field| field.name).collect();
        for (name, value) in [
            ("previousCallbackSecret", json!("x")),
            ("clientCertificate", json!("x.pem")),
            ("pullSeconds", json!(60)),
            ("pullEndpoint", json!("https://customs.example/")),
        ] {
            whole[name] = value;
        }
        let connection: Connection = serde_json::from_value(whole).expect("a connection");
        let written = serde_json::to_value(connection).expect("JSON");
        let fields = written.as_object().expect("an object").keys();
        assert_eq!(fields.map(String::as_str).collect::<BTreeSet<_>>(), names);
    }
}
