//! `cas clients`: who may use the API.

use std::process::ExitCode;

use anyhow::{Context as _, bail};
use cas_api::clients::{self, Credentials, NewClient};
use cas_api::people::audit::Doer;
use cas_engine::Engine;
use cas_model::scope::Scope;
use cas_store::{ClientRow, TenantRow};
use jiff::{SignedDuration, Timestamp};

use super::acting::ActingPerson;
use super::store::{choose_tenant, open_engine};
use crate::config::ConfigArguments;
use crate::terminal::say;

/// Make, list, switch off and on the clients of the API, and give them new secrets.
#[derive(Debug, clap::Args)]
pub struct Clients {
    #[command(subcommand)]
    command: Subcommand,
}

#[derive(Debug, clap::Subcommand)]
enum Subcommand {
    /// Make a client and print its secret, which is shown only now.
    Add(Add),
    /// List the clients of a tenant with their state and scopes.
    List(Place),
    /// Switch a client off: it gets no token any more, and those it has end within seconds.
    Disable(Named),
    /// Switch a client on again, with the secrets it had.
    Enable(Named),
    /// Give a client a new secret, which is shown only now. The old one is taken for a while.
    Rotate(Rotate),
}

/// The store and the tenant that a command is about.
#[derive(Debug, clap::Args)]
struct Place {
    /// The tenant, by id or name; may be left out where there is only one.
    #[arg(long)]
    tenant: Option<String>,
    #[command(flatten)]
    config: ConfigArguments,
}

#[derive(Debug, clap::Args)]
struct Add {
    /// The source system it stands for; its `client_id` begins so.
    #[arg(default_value = "client")]
    name: String,
    /// What it may do: scopes separated by spaces or commas, or `all`.
    #[arg(long)]
    scopes: String,
    #[command(flatten)]
    person: ActingPerson,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, clap::Args)]
struct Named {
    /// The `client_id` that it signs in with.
    client: String,
    #[command(flatten)]
    person: ActingPerson,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, clap::Args)]
struct Rotate {
    #[command(flatten)]
    client: Named,
    /// How many hours the old secret is taken; 0 ends it at once.
    #[arg(long, default_value_t = clients::USUAL_OVERLAP.as_hours())]
    keep_old_hours: i64,
}

impl Clients {
    /// Runs the subcommand that was named.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            Subcommand::Add(add) => add.run().await?,
            Subcommand::List(place) => list(&place).await?,
            Subcommand::Disable(named) => {
                let (engine, client) = named.find().await?;
                let done =
                    clients::disable_client(&engine, &client, doer(&named.person.name())).await?;
                say_state(&done.with_context(changed_meanwhile)?, engine.now());
            }
            Subcommand::Enable(named) => {
                let (engine, client) = named.find().await?;
                let done =
                    clients::enable_client(&engine, &client, doer(&named.person.name())).await?;
                say_state(&done.with_context(changed_meanwhile)?, engine.now());
            }
            Subcommand::Rotate(rotate) => rotate.run().await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Who does it, for the audit trail.
fn doer(name: &str) -> Doer<'_> {
    Doer {
        actor: name,
        address: None,
    }
}

fn changed_meanwhile() -> &'static str {
    "someone else changed the client meanwhile; nothing was changed: look at it and try again"
}

impl Place {
    async fn open(&self) -> anyhow::Result<(Engine, TenantRow)> {
        let engine = open_engine(&self.config.load()?).await?;
        let tenant = choose_tenant(engine.store(), self.tenant.as_deref()).await?;
        Ok((engine, tenant))
    }
}

impl Named {
    async fn find(&self) -> anyhow::Result<(Engine, ClientRow)> {
        let (engine, tenant) = self.place.open().await?;
        let client = engine.store().client(&self.client).await?;
        let client = client.filter(|client| client.tenant_id == tenant.id);
        let client = client.with_context(|| {
            let (client, tenant) = (&self.client, &tenant.name);
            format!("tenant {tenant} has no client {client}; `cas clients list` shows those it has")
        })?;
        Ok((engine, client))
    }
}

impl Add {
    async fn run(self) -> anyhow::Result<()> {
        let scopes = scopes(&self.scopes)?;
        if !clients::is_client_name(&self.name) {
            bail!("the name of a client {}", clients::NO_CLIENT_NAME);
        }
        let (engine, tenant) = self.place.open().await?;
        let by = self.person.name();
        let new = NewClient {
            description: None,
            expires_at: None,
            tenant: tenant.id,
            name: &self.name,
            scopes: &scopes,
            by: doer(&by),
        };
        let made = clients::add_client(&engine, new).await?;
        say(format_args!("tenant {} ({})", tenant.name, tenant.id));
        say_secret(&made);
        Ok(())
    }
}

impl Rotate {
    async fn run(self) -> anyhow::Result<()> {
        let overlap = SignedDuration::from_hours(self.keep_old_hours.clamp(-1, 10_000));
        if !(SignedDuration::ZERO..=clients::LONGEST_OVERLAP).contains(&overlap) {
            let most = clients::LONGEST_OVERLAP.as_hours();
            bail!("--keep-old-hours must be 0 to {most}");
        }
        let (engine, client) = self.client.find().await?;
        let by = self.client.person.name();
        let done = clients::rotate_secret(&engine, &client, overlap, doer(&by)).await?;
        let done = done.with_context(changed_meanwhile)?;
        say_state(&done.client, engine.now());
        say_secret(&done);
        Ok(())
    }
}

async fn list(place: &Place) -> anyhow::Result<()> {
    let (engine, tenant) = place.open().await?;
    for client in engine.store().clients(tenant.id).await? {
        say_state(&client, engine.now());
    }
    Ok(())
}

/// A client in one line, without its secret.
fn say_state(client: &ClientRow, now: Timestamp) {
    let state = match client.disabled_at {
        None => "on ".to_owned(),
        Some(at) => format!("off since {at:.0}"),
    };
    let former = match client.former_secret_until {
        Some(until) if until > now => format!("  old secret until {until:.0}"),
        Some(_) | None => String::new(),
    };
    let by = client.changed_by.as_deref().unwrap_or("-");
    let (id, scopes) = (&client.id, &client.scopes);
    say(format_args!(
        "{id}  {state}  changed by {by}{former}  {scopes}"
    ));
}

fn say_secret(made: &Credentials) {
    say("The secret is shown once; keep it:");
    say(format_args!(
        "client_id={}  client_secret={}",
        made.client.id, made.secret
    ));
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
