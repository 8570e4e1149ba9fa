//! The first start: a tenant, an administrator and a client, so that someone can come in.

use cas_api::clients::{Credentials, NewClient, make_client};
use cas_engine::Engine;
use cas_model::ids::TenantId;
use cas_model::scope::Scope;
use cas_store::TenantRow;

/// What a first start made.
pub struct FirstStart {
    /// The tenant that was made.
    pub tenant: TenantId,
    /// May do everything, configuration too.
    pub administrator: Credentials,
    /// For a source system: everything but configuration and access codes.
    pub client: Credentials,
}

/// Makes tenant, administrator and client in an empty store; nothing in one that has a tenant.
pub async fn ensure(engine: &Engine) -> anyhow::Result<Option<FirstStart>> {
    if !engine.store().tenants().await?.is_empty() {
        return Ok(None);
    }
    let tenant = TenantId(engine.ids().next());
    let row = TenantRow {
        id: tenant,
        name: "default".to_owned(),
        created_at: engine.now(),
    };
    let all: Vec<Scope> = Scope::ALL.to_vec();
    let is_for_few =
        |scope: &Scope| matches!(scope, Scope::AdminConfiguration | Scope::ReadAccessCodes);
    let for_source_systems: Vec<Scope> = all
        .iter()
        .copied()
        .filter(|scope| !is_for_few(scope))
        .collect();
    let client = |name, scopes| NewClient {
        tenant,
        name,
        scopes,
        by: "first start",
    };
    let administrator = make_client(engine, client("administrator", &all)).await?;
    let erp = make_client(engine, client("erp", &for_source_systems)).await?;
    let clients = [administrator.client.clone(), erp.client.clone()];
    // Another node that starts at the same time may have been the first.
    let is_first = engine.store().insert_first_tenant(&row, &clients).await?;
    Ok(is_first.then_some(FirstStart {
        tenant,
        administrator,
        client: erp,
    }))
}
