//! `cas tenants`: further tenants.

use std::process::ExitCode;

use anyhow::bail;
use cas_model::ids::TenantId;
use cas_store::{Store, TenantRow};

use super::store::engine_on;
use crate::config::ConfigArguments;
use crate::terminal::say;

/// Make and list tenants.
#[derive(Debug, clap::Args)]
pub struct Tenants {
    #[command(subcommand)]
    command: Subcommand,
}

#[derive(Debug, clap::Subcommand)]
enum Subcommand {
    /// Make a tenant. Its clients are made by `cas clients add`.
    Add {
        /// Its name; another than those of other tenants.
        name: String,
        #[command(flatten)]
        config: ConfigArguments,
    },
    /// List the tenants that there are.
    List {
        #[command(flatten)]
        config: ConfigArguments,
    },
}

impl Tenants {
    /// Runs the subcommand that was named.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            Subcommand::Add { name, config } => add(&name, &config).await?,
            Subcommand::List { config } => list(&config).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn add(name: &str, config: &ConfigArguments) -> anyhow::Result<()> {
    let config = config.load()?;
    let engine = engine_on(Store::open(&config.store()?).await?, &config)?;
    if name.trim().is_empty() || name.trim() != name {
        bail!("a tenant needs a name without spaces at its ends");
    }
    let tenants = engine.store().tenants().await?;
    if tenants.iter().any(|tenant| tenant.name == name) {
        bail!("there is a tenant {name} already; choose another name");
    }
    let row = TenantRow {
        id: TenantId(engine.ids().next()),
        name: name.to_owned(),
        created_at: engine.now(),
    };
    engine.store().insert_tenant(&row).await?;
    say(format_args!("tenant {name} was made: {}", row.id));
    Ok(())
}

async fn list(config: &ConfigArguments) -> anyhow::Result<()> {
    let store = Store::open_to_read(&config.load()?.existing_store()?).await?;
    for tenant in store.tenants().await? {
        say(format_args!("{}  {}", tenant.id, tenant.name));
    }
    Ok(())
}
