//! How does the demo tenant speak to each customs system?

use anyhow::Context as _;
use cas_model::ids::SystemCode;
use cas_model::record::Json;
use cas_process::connection::Connection;
use cas_store::ConnectionRecord;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::seed::{Seed, TENANT};
use crate::stories::{excise, export, low_value, uk_import};

/// Every connection.
///
/// # Errors
/// When one is not as connections must be.
pub(crate) fn rows(seed: &Seed<'_>, now: Timestamp) -> anyhow::Result<Vec<ConnectionRecord>> {
    let rows = connections(seed).into_iter();
    rows.map(|(system, path, settings)| {
        let document = json!({
            "endpoint": format!("{}{path}", seed.authority),
            "secret": seed.secret,
            "callbackSecret": seed.callback_secret,
            "settings": settings,
        });
        serde_json::from_value::<Connection>(document.clone())?;
        Ok(ConnectionRecord {
            tenant_id: TENANT,
            system: SystemCode::parse(system).context("a system code")?,
            document: Json::from(&document),
            version: 1,
            updated_at: now,
        })
    })
    .collect()
}

/// The system, where below the authority it takes messages, and what it must know of the tenant.
fn connections(seed: &Seed<'_>) -> Vec<(&'static str, &'static str, Value)> {
    let commission = |recipient: &str, phase: &str| {
        json!({
            "messageSender": "DE100000000000001",
            "messageRecipient": recipient,
            "phase": phase,
        })
    };
    vec![
        ("ncts", "/ncts/messages", commission("NTA.DE", seed.phase)),
        ("aes", "/aes/messages", export::settings()),
        ("uk_cds", "/uk_cds/declarations", uk_import::settings()),
        ("emcs", "/emcs/messages", excise::settings()),
        ("dk_dms", "/dk_dms", low_value::settings()),
    ]
}
