//! The first start: a tenant, an administrator and a client, so that someone can come in.

use cas_engine::Engine;
use cas_model::ids::TenantId;
use cas_model::scope::Scope;
use cas_store::{ClientRow, TenantRow};

/// A client and its secret, before it is hashed.
pub struct Credentials {
    /// The `client_id` to sign in with.
    pub id: String,
    /// The `client_secret`, which is told only now.
    pub secret: String,
}

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
    let (administrator, administrator_row) = new_client(engine, tenant, "administrator", &all);
    let (client, client_row) = new_client(engine, tenant, "erp", &for_source_systems);
    let clients = [administrator_row, client_row];
    // Another node that starts at the same time may have been the first.
    let is_first = engine.store().insert_first_tenant(&row, &clients).await?;
    Ok(is_first.then_some(FirstStart {
        tenant,
        administrator,
        client,
    }))
}

/// Makes a client with a random secret. The name is made unique by a random part.
pub async fn make_client(
    engine: &Engine,
    tenant: TenantId,
    name: &str,
    scopes: &[Scope],
) -> anyhow::Result<Credentials> {
    let (credentials, row) = new_client(engine, tenant, name, scopes);
    engine.store().insert_client(&row).await?;
    Ok(credentials)
}

fn new_client(
    engine: &Engine,
    tenant: TenantId,
    name: &str,
    scopes: &[Scope],
) -> (Credentials, ClientRow) {
    let suffix = engine.ids().next().simple().to_string();
    let id = format!("{name}-{}", &suffix[suffix.len() - 8..]);
    let secret = cas_api::new_secret();
    let names: Vec<&str> = scopes.iter().map(|scope| scope.name()).collect();
    let row = ClientRow {
        id: id.clone(),
        tenant_id: tenant,
        source_system: name.to_owned(),
        secret_hash: cas_api::hash_secret(&secret),
        scopes: names.join(" "),
        created_at: engine.now(),
        disabled_at: None,
    };
    (Credentials { id, secret }, row)
}
