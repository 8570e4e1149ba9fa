//! A tenant to show and to measure with: connection, flows, articles and business partners.

use cas_engine::master_data::put_master_data;
use cas_model::master_data::MasterDataKind;
use cas_model::scope::Scope;
use cas_process::master_data::Revision;
use cas_store::{Changes, ClientRow, ConfigurationRecord, Store, TenantRow};
use jiff::Timestamp;
use serde_json::{Value, json};

pub use crate::seed::{Seed, TENANT};
use crate::{configuration, connections};

/// The client of the tenant.
pub const CLIENT_ID: &str = "demo-erp";

/// Where an authority posts the answers of any system; it puts the system's code in.
#[must_use]
pub fn callback_url(server: &str) -> String {
    format!("{server}/v1/systems/{{system}}/messages?tenant={TENANT}")
}

/// Makes the tenant, or brings it to this state.
///
/// # Errors
/// When the store fails.
pub async fn plant(store: &Store, seed: &Seed<'_>, now: Timestamp) -> anyhow::Result<()> {
    if store.tenant(TENANT).await?.is_none() {
        let row = TenantRow {
            id: TENANT,
            name: "demo".to_owned(),
            created_at: now,
        };
        store.insert_tenant(&row).await?;
    }
    if store.client(CLIENT_ID).await?.is_none() {
        let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.name()).collect();
        store
            .insert_client(&ClientRow {
                id: CLIENT_ID.to_owned(),
                tenant_id: TENANT,
                source_system: "DEMO-ERP".to_owned(),
                secret_hash: seed.client_secret_hash.to_owned(),
                scopes: scopes.join(" "),
                created_at: now,
                disabled_at: None,
                former_secret_hash: None,
                former_secret_until: None,
                changed_at: None,
                changed_by: None,
                description: None,
                visible: None,
                expires_at: None,
                last_used_at: None,
            })
            .await?;
    }
    for connection in connections::rows(seed, now)? {
        store.put_connection(&connection).await?;
    }
    let known = store.configurations(TENANT).await?;
    let is_new = |row: &ConfigurationRecord| {
        let same = |known: &ConfigurationRecord| (known.kind, &known.name) == (row.kind, &row.name);
        !known.iter().any(same)
    };
    let configurations = configuration::rows(now)?
        .into_iter()
        .filter(is_new)
        .collect();
    store
        .commit(Changes {
            configurations,
            ..Changes::default()
        })
        .await?;
    for (kind, records) in master_data() {
        let revision = Revision {
            tenant_id: TENANT,
            kind,
            now,
        };
        put_master_data(store, revision, &records).await?;
    }
    Ok(())
}

/// Articles and business partners.
fn master_data() -> [(MasterDataKind, Vec<Value>); 2] {
    let article = |code: &str, text: &str, cn: &str, net: Value, gross: Value| {
        json!({
            "code": code,
            "descriptions": [{"casReference": "en", "language": "en", "text": text}],
            "classifications": [{"casReference": "cn", "code": cn, "type": "CN"}],
            "nmassPerUnit": net,
            "gmassPerUnit": gross,
            "uoM": "NAR",
            "originCountry": "DE",
        })
    };
    let partner = |code: &str, name: &str, eori: Option<&str>, city: &str, country: &str| {
        let identifiers: Vec<Value> = eori
            .map(|eori| json!({"casReference": "eori", "code": eori, "type": "Eori"}))
            .into_iter()
            .collect();
        json!({
            "code": code,
            "name": name,
            "identifiers": identifiers,
            "street": "Example Street 1",
            "postcode": "80331",
            "city": city,
            "country": country,
        })
    };
    let articles = vec![
        article(
            "BIKE",
            "Bicycles with electric motor",
            "87116010",
            json!(22.5),
            json!(25),
        ),
        article(
            "HELMET",
            "Cycle helmets",
            "65061080",
            json!(0.35),
            json!(0.5),
        ),
        article(
            "PUMP",
            "Hand pumps for bicycles",
            "84142020",
            json!(0.2),
            json!(0.25),
        ),
    ];
    let partners = vec![
        partner(
            "WE",
            "Velo Export GmbH",
            Some("DE100000000000001"),
            "Munich",
            "DE",
        ),
        partner(
            "LYON",
            "Cycles de Lyon SARL",
            Some("FR30000000300000"),
            "Lyon",
            "FR",
        ),
        partner("ROMA", "Biciclette Roma S.r.l.", None, "Roma", "IT"),
    ];
    [
        (MasterDataKind::Article, articles),
        (MasterDataKind::BusinessPartner, partners),
    ]
}
