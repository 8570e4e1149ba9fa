//! Configuration that is in force, without the way through drafts.

use cas_demo::tenant::TENANT;
use cas_model::configuration::{ConfigurationKind, ConfigurationState};
use cas_model::record::Json;
use cas_store::{Changes, ConfigurationRecord};
use serde_json::Value;

use crate::TestApp;

/// Publishes versions of the demo tenant's flows, tables and settings.
///
/// # Panics
/// When the store refuses them.
pub async fn publish(app: &TestApp, versions: &[(ConfigurationKind, u32, Value)]) {
    let now = app.clock.now();
    let row = |(kind, version, document): &(ConfigurationKind, u32, Value)| {
        let name = document["name"].as_str();
        let name = name.or(document["table"]["name"].as_str());
        ConfigurationRecord {
            tenant_id: TENANT,
            kind: *kind,
            name: name.unwrap_or("settings").to_owned(),
            version: *version,
            state: ConfigurationState::Published,
            document: Json::from(document),
            valid_from: None,
            valid_to: None,
            edition: 1,
            created_at: now,
            updated_at: now,
            updated_by: "test".to_owned(),
            published_at: Some(now),
            published_by: Some("test".to_owned()),
            note: None,
            review: None,
        }
    };
    let changes = Changes {
        configurations: versions.iter().map(row).collect(),
        configuration_touched: vec![TENANT],
        ..Changes::default()
    };
    app.engine.store().commit(changes).await.expect("published");
}
