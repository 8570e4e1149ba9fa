//! `cas migrate`: brings the database to this version.

use std::process::ExitCode;

use cas_store::Store;

use super::counted;
use crate::config::ConfigArguments;
use crate::terminal::say;

/// Bring the database to this version and say what was done.
#[derive(Debug, clap::Args)]
pub struct Migrate {
    #[command(flatten)]
    config: ConfigArguments,
}

impl Migrate {
    /// Brings the database to the shape of this version.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let config = self.config.load()?;
        let applied = Store::migrate(&config.store()?).await?;
        match applied {
            0 => say("the database is up to date"),
            count => say(format_args!("{} applied", counted(count, "migration"))),
        }
        Ok(ExitCode::SUCCESS)
    }
}
