//! `cas users`: the people who sign in.

use std::process::ExitCode;

use anyhow::{Context as _, bail};
use cas_api::people::accounts::{
    AccountState, NewMember, Rights, add_member, sign_in_name, switch_account,
};
use cas_api::people::audit::Doer;
use cas_api::people::{LINK_HOURS, SecondFactor, link_address, make_link};
use cas_engine::Engine;
use cas_model::role::Role;
use cas_model::visibility::VisibleParts;
use cas_store::{MembershipRecord, UserRecord};

use super::acting::ActingPerson;
use super::store::{choose_tenant, open_engine};
use crate::config::{Config, ConfigArguments};
use crate::terminal::say;

/// Make and list people, give them links with which they choose a password, and switch accounts off.
#[derive(Debug, clap::Args)]
pub struct Users {
    #[command(subcommand)]
    command: Subcommand,
}

#[derive(Debug, clap::Subcommand)]
enum Subcommand {
    /// List the members of a tenant with their roles.
    List(List),
    /// Make somebody a member of a tenant, and print a link to choose a password where he has none.
    Add(Add),
    /// Print a link with which somebody chooses a password, once: an invitation, or a new password
    /// for one that was forgotten.
    Link(Link),
    /// Switch an account off: its sessions end, and nobody signs in to it.
    Disable(Named),
    /// Switch an account on again.
    Enable(Named),
}

#[derive(Debug, clap::Args)]
struct List {
    /// The tenant, by id or name; may be left out where there is only one.
    #[arg(long)]
    tenant: Option<String>,
    #[command(flatten)]
    config: ConfigArguments,
}

#[derive(Debug, clap::Args)]
struct Add {
    /// What the person signs in with, such as anna@acme.example.
    name: String,
    /// What others know the person by; the name to sign in with where it is left out.
    #[arg(long)]
    display_name: Option<String>,
    /// Roles, separated by commas: viewer, declarant, configurator, administrator.
    #[arg(long, value_delimiter = ',', required = true)]
    roles: Vec<String>,
    /// Companies that the person may see, separated by commas; all where neither is given.
    #[arg(long, value_delimiter = ',')]
    companies: Vec<String>,
    /// Plants that the person may see, separated by commas.
    #[arg(long, value_delimiter = ',')]
    plants: Vec<String>,
    /// The tenant, by id or name; may be left out where there is only one.
    #[arg(long)]
    tenant: Option<String>,
    #[command(flatten)]
    person: ActingPerson,
    #[command(flatten)]
    config: ConfigArguments,
}

#[derive(Debug, clap::Args)]
struct Named {
    /// What the person signs in with.
    name: String,
    #[command(flatten)]
    person: ActingPerson,
    #[command(flatten)]
    config: ConfigArguments,
}

#[derive(Debug, clap::Args)]
struct Link {
    #[command(flatten)]
    user: Named,
    /// Its use also takes the second factor away: for who lost it.
    #[arg(long)]
    reset_second_factor: bool,
}

impl Users {
    /// Runs the subcommand that was named.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            Subcommand::List(list) => list.run().await?,
            Subcommand::Add(add) => add.run().await?,
            Subcommand::Link(link) => link.run().await?,
            Subcommand::Disable(named) => named.switch(AccountState::Off).await?,
            Subcommand::Enable(named) => named.switch(AccountState::On).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl List {
    async fn run(self) -> anyhow::Result<()> {
        let engine = open_engine(&self.config.load()?).await?;
        let store = engine.store();
        let tenant = choose_tenant(store, self.tenant.as_deref()).await?;
        for membership in store.members(tenant.id).await? {
            let user = store.user(membership.user_id).await?;
            say_member(&user.context("a member without an account")?, &membership)?;
        }
        Ok(())
    }
}

impl Add {
    async fn run(self) -> anyhow::Result<()> {
        let config = self.config.load()?;
        let engine = open_engine(&config).await?;
        let tenant = choose_tenant(engine.store(), self.tenant.as_deref()).await?;
        let is_restricted = !self.companies.is_empty() || !self.plants.is_empty();
        let rights = Rights {
            roles: roles(&self.roles)?,
            visible: is_restricted.then(|| VisibleParts {
                companies: self.companies.into_iter().collect(),
                plants: self.plants.into_iter().collect(),
            }),
        };
        let new = NewMember {
            tenant: tenant.id,
            name: &self.name,
            display_name: self.display_name.as_deref().unwrap_or(&self.name),
            rights,
        };
        let by = self.person.name();
        let user = add_member(&engine, new, by_command(&by)).await?;
        say(format_args!("{} is a member of {}", user.name, tenant.name));
        match user.can_sign_in() {
            true => Ok(()),
            false => say_link(&engine, &config, &user, &by, SecondFactor::Stays).await,
        }
    }
}

impl Link {
    async fn run(self) -> anyhow::Result<()> {
        let (config, engine, user) = self.user.find().await?;
        let by = self.user.person.name();
        let second_factor = match self.reset_second_factor {
            true => SecondFactor::TakenAway,
            false => SecondFactor::Stays,
        };
        say_link(&engine, &config, &user, &by, second_factor).await
    }
}

impl Named {
    async fn find(&self) -> anyhow::Result<(Config, Engine, UserRecord)> {
        let config = self.config.load()?;
        let engine = open_engine(&config).await?;
        let user = engine.store().user_named(&sign_in_name(&self.name)).await?;
        let user = user.with_context(|| {
            format!(
                "there is no account {}; `cas users list` shows the members",
                self.name
            )
        })?;
        Ok((config, engine, user))
    }

    async fn switch(self, state: AccountState) -> anyhow::Result<()> {
        let (_, engine, user) = self.find().await?;
        let by = self.person.name();
        let user = switch_account(&engine, &user, state, by_command(&by)).await?;
        say(format_args!("{}  {}", user.name, state_of(&user)));
        Ok(())
    }
}

/// Whoever runs a command is at no address.
fn by_command(by: &str) -> Doer<'_> {
    Doer {
        actor: by,
        address: None,
    }
}

async fn say_link(
    engine: &Engine,
    config: &Config,
    user: &UserRecord,
    by: &str,
    second_factor: SecondFactor,
) -> anyhow::Result<()> {
    let made = make_link(engine, user, second_factor, by_command(by)).await?;
    let link = link_address(&config.api(config.listen).issuer, &made.secret);
    say(format_args!(
        "{} chooses a password with this link, once and within {LINK_HOURS} hours:",
        user.name
    ));
    say(link);
    Ok(())
}

fn roles(names: &[String]) -> anyhow::Result<Vec<Role>> {
    let known = || Role::ALL.iter().map(|role| role.name()).collect::<Vec<_>>();
    let role = |name: &String| {
        let role = Role::parse(name.trim());
        role.with_context(|| format!("there is no role {name}; there are {}", known().join(", ")))
    };
    let roles: Vec<Role> = names.iter().map(role).collect::<anyhow::Result<_>>()?;
    if roles.is_empty() {
        bail!("name at least one role");
    }
    Ok(roles)
}

fn state_of(user: &UserRecord) -> String {
    match (user.disabled_at, user.can_sign_in()) {
        (Some(at), _) => format!("off since {at:.0}"),
        (None, true) => "on".to_owned(),
        (None, false) => "invited".to_owned(),
    }
}

/// A member in one line.
fn say_member(user: &UserRecord, membership: &MembershipRecord) -> anyhow::Result<()> {
    let visible = membership.visible.as_ref().map(|visible| visible.get());
    let restriction = match visible.transpose()? {
        None => String::new(),
        Some(VisibleParts { companies, plants }) => {
            let codes = companies.iter().chain(&plants).cloned();
            format!("  only {}", codes.collect::<Vec<_>>().join(" "))
        }
    };
    let (name, known_as) = (&user.name, &user.display_name);
    let (state, roles) = (state_of(user), &membership.roles);
    say(format_args!(
        "{name}  {known_as}  {state}  {roles}{restriction}"
    ));
    Ok(())
}
