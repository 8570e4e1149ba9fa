//! A second tenant that does what the demo's does.

use cas_demo::tenant::TENANT;
use cas_model::ids::{SystemCode, TenantId};
use cas_model::master_data::MasterDataKind;
use cas_model::record::Json;
use cas_model::scope::Scope;
use cas_store::{
    Changes, ClientRow, ConfigurationRecord, ConnectionRecord, MasterDataRecord, NewMasterData,
    Store, TenantRow,
};
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

/// The id of the second tenant.
pub(super) const CROWD: TenantId =
    TenantId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_00c0_0001));
/// The client of the second tenant.
pub(super) const CLIENT_ID: &str = "crowd-erp";

/// Makes the tenant, with the configuration and the master data of the demo's.
pub(super) async fn plant(store: &Store, secret_hash: &str, now: Timestamp) -> anyhow::Result<()> {
    let row = TenantRow {
        id: CROWD,
        name: "crowd".to_owned(),
        created_at: now,
    };
    store.insert_tenant(&row).await?;
    let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.name()).collect();
    let client = ClientRow {
        id: CLIENT_ID.to_owned(),
        tenant_id: CROWD,
        source_system: "CROWD-ERP".to_owned(),
        secret_hash: secret_hash.to_owned(),
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
    };
    store.insert_client(&client).await?;
    let configurations = store.configurations(TENANT).await?.into_iter();
    let configurations = configurations.map(|row| ConfigurationRecord {
        tenant_id: CROWD,
        ..row
    });
    let mut master_data = Vec::new();
    for kind in MasterDataKind::ALL {
        let records = store.master_data_of_kind(&[TENANT], kind.as_str()).await?;
        master_data.extend(records.into_iter().map(|row| NewMasterData {
            row: MasterDataRecord {
                tenant_id: CROWD,
                version: 1,
                ..row
            },
            replaces: None,
        }));
    }
    let changes = Changes {
        configurations: configurations.collect(),
        master_data,
        configuration_touched: vec![CROWD],
        ..Changes::default()
    };
    Ok(store.commit(changes).await?)
}

/// Connects it to the customs system of transits at an address, with settings like the demo's.
pub(super) async fn connect(store: &Store, endpoint: &str, now: Timestamp) -> anyhow::Result<()> {
    let rows = store.connections_of(TENANT).await?;
    let ncts = SystemCode::parse("ncts");
    for row in rows
        .into_iter()
        .filter(|row| Some(&row.system) == ncts.as_ref())
    {
        let mut document: Value = row.document.get_as()?;
        document["endpoint"] = json!(endpoint);
        let connection = ConnectionRecord {
            tenant_id: CROWD,
            document: Json::from(&document),
            updated_at: now,
            ..row
        };
        store.put_connection(&connection).await?;
    }
    Ok(())
}
