//! `cas keys`: the keys that sign access tokens.

use std::process::ExitCode;

use cas_api::{FormerKeys, rotate_signing_keys};

use super::acting::ActingPerson;
use super::store::open_engine;
use crate::config::ConfigArguments;
use crate::terminal::say;

/// Change the keys that sign access tokens.
#[derive(Debug, clap::Args)]
pub struct Keys {
    #[command(subcommand)]
    command: Subcommand,
}

#[derive(Debug, clap::Subcommand)]
enum Subcommand {
    /// Make a new key. Tokens of the old ones are taken until they run out, within about an hour.
    Rotate(Rotate),
}

#[derive(Debug, clap::Args)]
struct Rotate {
    /// End the old keys now: every client needs a new token, within a minute on all nodes.
    #[arg(long)]
    now: bool,
    #[command(flatten)]
    person: ActingPerson,
    #[command(flatten)]
    config: ConfigArguments,
}

impl Keys {
    /// Runs the subcommand that was named.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let Subcommand::Rotate(rotate) = self.command;
        let engine = open_engine(&rotate.config.load()?).await?;
        let former = match rotate.now {
            true => FormerKeys::EndNow,
            false => FormerKeys::EndWithTheirTokens,
        };
        let (by, now) = (rotate.person.name(), engine.now());
        let rotated = rotate_signing_keys(engine.store(), former, &by, now).await?;
        let key = &rotated.key;
        say(format_args!(
            "key {key} signs within a minute; made by {by}"
        ));
        say(format_args!(
            "{} of before; none verifies after {:.0}",
            super::counted(usize::try_from(rotated.former)?, "key"),
            rotated.former_until
        ));
        Ok(ExitCode::SUCCESS)
    }
}
