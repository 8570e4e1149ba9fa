//! `cas check-message`: is a customs message valid against the official schemas?

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;

use super::{counted, open_schemas};
use crate::terminal::say;

/// Check a customs message against the official schemas, and say what it is.
#[derive(Debug, clap::Args)]
pub struct CheckMessage {
    /// The message, an XML file.
    file: PathBuf,
    /// Folder that holds the official schemas, one subfolder per system (`ncts-p5/cc015c.xsd`).
    #[arg(long, env = "CAS_SCHEMAS")]
    schemas: PathBuf,
}

impl CheckMessage {
    /// Runs the check: success when valid, 1 when not.
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let bytes = std::fs::read(&self.file)
            .with_context(|| format!("{} cannot be read", self.file.display()))?;
        let schemas = open_schemas(&self.schemas)?;
        let violations = schemas.validate(&bytes)?;
        for violation in &violations {
            let place = (violation.line, violation.column);
            say(format_args!(
                "{}:{}:{}: {}",
                self.file.display(),
                place.0,
                place.1,
                violation.message
            ));
        }
        if violations.is_empty() {
            say(format_args!("{}: valid", self.file.display()));
            return Ok(ExitCode::SUCCESS);
        }
        say(format_args!(
            "{}: not valid, {}",
            self.file.display(),
            counted(violations.len(), "violation")
        ));
        Ok(ExitCode::FAILURE)
    }
}
