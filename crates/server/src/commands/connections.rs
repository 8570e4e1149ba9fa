//! `cas connections`: is a customs system there, and with which secrets?
//!
//! Secrets come from a file, a variable of the environment or the standard input; never from the
//! arguments, which every user of the machine can read.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail, ensure};
use cas_engine::Engine;
use cas_engine::connection_test::{ConnectionTest, TestOutcome};
use cas_model::ids::SystemCode;
use cas_process::configuration::{ConnectionSecret, Editor};

use super::acting::ActingPerson;
use super::config::refused;
use super::store::{choose_tenant, engine_on, open_engine};
use crate::config::ConfigArguments;
use crate::terminal::say;

/// Try connections to customs systems, and give them secrets.
#[derive(Debug, clap::Args)]
pub struct Connections {
    #[command(subcommand)]
    command: Subcommand,
}

#[derive(Debug, clap::Subcommand)]
enum Subcommand {
    /// Ask a customs system whether it is there and lets us in; nothing is declared. Exit code 0:
    /// it works, 1: it does not.
    Test(Place),
    /// Give a connection a secret, read from a file, a variable or the standard input.
    Secret(Secret),
}

#[derive(Debug, clap::Args)]
struct Place {
    /// The code of the customs system.
    system: String,
    /// The tenant, by id or name; may be left out where there is only one.
    #[arg(long)]
    tenant: Option<String>,
    #[command(flatten)]
    config: ConfigArguments,
}

#[derive(Debug, clap::Args)]
struct Secret {
    #[command(flatten)]
    place: Place,
    /// Which secret: the one that we show, the one that the system shows when it calls us, or the
    /// one that it showed before.
    #[arg(long, value_enum, default_value_t = Which::Secret)]
    which: Which,
    /// The file that holds it; line ends at its end do not belong to it.
    #[arg(long, conflicts_with = "from_variable")]
    from_file: Option<PathBuf>,
    /// The name of the variable of the environment that holds it.
    #[arg(long)]
    from_variable: Option<String>,
    #[command(flatten)]
    person: ActingPerson,
}

/// A secret, as it is called in the document of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Which {
    /// The one that we show to the customs system.
    Secret,
    /// The one that the customs system shows when it calls us.
    CallbackSecret,
    /// The one that it showed before, which is still taken.
    PreviousCallbackSecret,
}

impl Which {
    const fn of_connection(self) -> ConnectionSecret {
        match self {
            Self::Secret => ConnectionSecret::Shown,
            Self::CallbackSecret => ConnectionSecret::Callback,
            Self::PreviousCallbackSecret => ConnectionSecret::PreviousCallback,
        }
    }
}

impl Connections {
    /// Runs the subcommand that was named.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            Subcommand::Test(place) => place.test().await,
            Subcommand::Secret(secret) => secret.put().await,
        }
    }
}

impl Place {
    fn system(&self) -> anyhow::Result<SystemCode> {
        let system = SystemCode::parse(&self.system);
        system.with_context(|| format!("{} is no code of a customs system", self.system))
    }

    async fn editor(&self, engine: &Engine, name: String) -> anyhow::Result<Editor> {
        let tenant = choose_tenant(engine.store(), self.tenant.as_deref()).await?;
        Ok(Editor::command(tenant.id, name))
    }

    async fn test(&self) -> anyhow::Result<ExitCode> {
        let system = self.system()?;
        let config = self.config.load()?;
        let store = cas_store::Store::open_to_read(&config.existing_store()?).await?;
        let engine = engine_on(store, &config)?;
        let tenant = choose_tenant(engine.store(), self.tenant.as_deref()).await?;
        let test = engine.test_connection(tenant.id, &system).await;
        let test = test.map_err(|refusal| refused(&refusal))?;
        report(&test);
        Ok(match test.outcome {
            TestOutcome::Works => ExitCode::SUCCESS,
            _ => ExitCode::FAILURE,
        })
    }
}

fn report(test: &ConnectionTest) {
    let status = test.http_status.map(|status| format!("HTTP {status}"));
    let status = status.unwrap_or_else(|| "no answer".to_owned());
    say(format_args!("asked        GET {}", test.url));
    say(format_args!(
        "answer       {status} after {} ms",
        test.duration.as_millis()
    ));
    say(format_args!("tls          {}", test.tls.as_str()));
    say(format_args!("credentials  {}", test.credentials.as_str()));
    if let Some(said) = &test.said {
        say(format_args!("said         {said}"));
    }
    let outcome = test.outcome;
    say(format_args!("{}: {}", outcome.as_str(), outcome.hint()));
}

impl Secret {
    async fn put(self) -> anyhow::Result<ExitCode> {
        let system = self.place.system()?;
        let secret = self.read()?;
        let engine = open_engine(&self.place.config.load()?).await?;
        let editor = self.place.editor(&engine, self.person.name()).await?;
        let which = self.which.of_connection();
        let put = engine.put_connection_secret(&editor, &system, which, secret);
        let view = put.await.map_err(|refusal| refused(&refusal))?;
        say(format_args!(
            "{} of {system} is stored; the connection is at version {}",
            which.field(),
            view.version
        ));
        Ok(ExitCode::SUCCESS)
    }

    /// The secret, without the ends of lines behind it.
    fn read(&self) -> anyhow::Result<String> {
        let text = match (&self.from_file, &self.from_variable) {
            (Some(file), _) => read_file(file)?,
            (None, Some(name)) => std::env::var(name)
                .with_context(|| format!("the variable {name} of the environment"))?,
            (None, None) => {
                let mut text = String::new();
                let read = std::io::stdin().read_to_string(&mut text);
                read.context("the secret from the standard input")?;
                text
            }
        };
        let secret = text.trim_end_matches(['\r', '\n']);
        ensure!(!secret.is_empty(), "the secret is empty");
        if secret.contains(['\r', '\n']) {
            bail!("the secret has more than one line");
        }
        Ok(secret.to_owned())
    }
}

fn read_file(file: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("the file {}", file.display()))
}
