//! `cas clients`: further clients of the API.

use std::process::ExitCode;

use anyhow::{Context as _, bail};
use cas_model::scope::Scope;

use super::store::{choose_tenant, open_engine};
use crate::config::ConfigArguments;
use crate::first_start::make_client;
use crate::terminal::say;

/// Make clients of the API.
#[derive(Debug, clap::Args)]
pub struct Clients {
    #[command(subcommand)]
    command: Subcommand,
}

#[derive(Debug, clap::Subcommand)]
enum Subcommand {
    /// Make a client and print its secret, which is shown only now.
    Add(Add),
}

#[derive(Debug, clap::Args)]
struct Add {
    /// The source system it stands for; its `client_id` begins so.
    #[arg(default_value = "client")]
    name: String,
    /// The tenant, by id or name; may be left out where there is only one.
    #[arg(long)]
    tenant: Option<String>,
    /// What it may do: scopes separated by spaces or commas, or `all`.
    #[arg(long)]
    scopes: String,
    #[command(flatten)]
    config: ConfigArguments,
}

impl Clients {
    /// Runs the subcommand that was named.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            Subcommand::Add(add) => add.run().await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Add {
    async fn run(self) -> anyhow::Result<()> {
        let scopes = scopes(&self.scopes)?;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if self.name.is_empty() || !self.name.bytes().all(is_plain) {
            bail!("the name of a client has letters, digits, - and _ only");
        }
        let engine = open_engine(&self.config.load()?).await?;
        let tenant = choose_tenant(engine.store(), self.tenant.as_deref()).await?;
        let client = make_client(&engine, tenant.id, &self.name, &scopes).await?;
        say(format_args!("tenant {} ({})", tenant.name, tenant.id));
        say("The secret is shown once; keep it:");
        say(format_args!(
            "client_id={}  client_secret={}",
            client.id, client.secret
        ));
        Ok(())
    }
}

fn scopes(text: &str) -> anyhow::Result<Vec<Scope>> {
    if text == "all" {
        return Ok(Scope::ALL.to_vec());
    }
    let words = text.split([' ', ',']).filter(|word| !word.is_empty());
    let scopes: Vec<Scope> = words
        .map(|word| {
            let known: Vec<&str> = Scope::ALL.iter().map(|scope| scope.name()).collect();
            Scope::parse(word).with_context(|| {
                format!("there is no scope {word}; there are: {}", known.join(", "))
            })
        })
        .collect::<anyhow::Result<_>>()?;
    if scopes.is_empty() {
        bail!("name at least one scope, or all");
    }
    Ok(scopes)
}
