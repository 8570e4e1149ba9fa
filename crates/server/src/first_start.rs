//! The first start: a tenant, a person who administers it, and two clients, so that someone can come
//! in.

use cas_api::clients::{Credentials, NewClient, make_client};
use cas_api::people::accounts::{NewMember, Rights, add_member};
use cas_api::people::audit::Doer;
use cas_api::people::{SecondFactor, make_link};
use cas_engine::Engine;
use cas_model::ids::TenantId;
use cas_model::role::Role;
use cas_model::scope::Scope;
use cas_store::TenantRow;

/// What a first start made.
pub struct FirstStart {
    /// The tenant that was made.
    pub tenant: TenantId,
    /// May do everything, configuration too.
    pub administrator: Credentials,
    /// For a source system: everything but configuration, people and access codes.
    pub client: Credentials,
    /// What the first person signs in with.
    pub person: &'static str,
    /// What stands behind `#` in the link with which the person chooses a password.
    pub link_secret: String,
}

/// What the first person signs in with.
const FIRST_PERSON: &str = "admin";

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
    let for_few = [
        Scope::AdminConfiguration,
        Scope::ReadAccessCodes,
        Scope::AdminUsers,
        Scope::ActForPersons,
    ];
    let for_source_systems: Vec<Scope> = all
        .iter()
        .copied()
        .filter(|scope| !for_few.contains(scope))
        .collect();
    let client = |name, scopes| NewClient {
        description: None,
        expires_at: None,
        tenant,
        name,
        scopes,
        by: Doer {
            actor: "first start",
            address: None,
        },
    };
    let administrator = make_client(engine, client("administrator", &all)).await?;
    let erp = make_client(engine, client("erp", &for_source_systems)).await?;
    let clients = [administrator.client.clone(), erp.client.clone()];
    // Another node that starts at the same time may have been the first.
    let is_first = engine.store().insert_first_tenant(&row, &clients).await?;
    if !is_first {
        return Ok(None);
    }
    Ok(Some(FirstStart {
        tenant,
        administrator,
        client: erp,
        person: FIRST_PERSON,
        link_secret: invite(engine, tenant).await?,
    }))
}

/// Makes the first person an administrator, who chooses a password with a link.
async fn invite(engine: &Engine, tenant: TenantId) -> anyhow::Result<String> {
    let doer = Doer {
        actor: "first start",
        address: None,
    };
    let new = NewMember {
        tenant,
        name: FIRST_PERSON,
        display_name: "Administrator",
        rights: Rights {
            roles: vec![Role::Administrator],
            visible: None,
        },
    };
    let user = add_member(engine, new, doer).await?;
    Ok(make_link(engine, &user, SecondFactor::Stays, doer)
        .await?
        .secret)
}
