//! What do commands share that work on the server's store without a server?

use anyhow::{Context as _, bail};
use cas_engine::{Clock, Engine};
use cas_gateway::Registry;
use cas_model::ids::TenantId;
use cas_store::{Store, TenantRow};

use crate::config::Config;

/// An engine on the configured store, which is there already. It does no work of its own.
pub async fn open_engine(config: &Config) -> anyhow::Result<Engine> {
    engine_on(Store::open(&config.existing_store()?).await?, config)
}

/// An engine on a store, for a command.
pub fn engine_on(store: Store, config: &Config) -> anyhow::Result<Engine> {
    let registry = Registry::new(cas_systems::all());
    Engine::new(store, registry, config.engine(config.listen), Clock::System)
}

/// The tenant that is named by its id or its name; without a name the only one there is.
pub async fn choose_tenant(store: &Store, wanted: Option<&str>) -> anyhow::Result<TenantRow> {
    let tenants = store.tenants().await?;
    let list = |tenants: &[TenantRow]| {
        let lines = tenants
            .iter()
            .map(|tenant| format!("  {}  {}", tenant.id, tenant.name));
        lines.collect::<Vec<_>>().join("\n")
    };
    let is_wanted = |tenant: &TenantRow| match wanted {
        Some(wanted) => tenant.name == wanted || TenantId::parse(wanted).ok() == Some(tenant.id),
        None => true,
    };
    let (mut found, others): (Vec<_>, Vec<_>) = tenants.into_iter().partition(is_wanted);
    match (found.len(), wanted) {
        (1, _) => found.pop().context("one tenant"),
        (0, None) => {
            bail!("there is no tenant yet; `cas serve` makes one, `cas tenants add` others")
        }
        (0, Some(wanted)) => bail!("there is no tenant {wanted}; there are:\n{}", list(&others)),
        (_, _) => bail!(
            "name one of these with --tenant, by its id or name:\n{}",
            list(&found)
        ),
    }
}
