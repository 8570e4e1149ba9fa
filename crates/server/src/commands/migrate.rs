//! `cas migrate`: brings the database to this version, or only looks at it.

use std::process::ExitCode;

use cas_store::{Inspection, Store};

use super::counted;
use crate::config::ConfigArguments;
use crate::terminal::say;

/// Bring the database to this version and say what was done.
#[derive(Debug, clap::Args)]
pub struct Migrate {
    /// Change nothing: say whether migrations are pending, whether an embedded database is damaged, and
    /// whether declarations are counted right. Exit code 0: all is well, 1: it is not.
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    config: ConfigArguments,
}

impl Migrate {
    /// Brings the database to the shape of this version, or says whether it has it.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let config = self.config.load()?;
        if self.check {
            let found = Store::inspect(&config.existing_store()?).await?;
            return Ok(report(&found));
        }
        let applied = Store::migrate(&config.store()?).await?;
        match applied {
            0 => say("the database is up to date"),
            count => say(format_args!("{} applied", counted(count, "migration"))),
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn report(found: &Inspection) -> ExitCode {
    for fault in &found.damage {
        say(format_args!("damaged: {fault}"));
    }
    for cell in &found.miscounted {
        say(format_args!("miscounted: {cell}"));
    }
    match found.pending.len() {
        0 => say("the database is up to date"),
        count => say(format_args!(
            "{} pending: {}",
            counted(count, "migration"),
            found.pending.join(", ")
        )),
    }
    let is_well = found.damage.is_empty() && found.miscounted.is_empty();
    match is_well && found.pending.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
