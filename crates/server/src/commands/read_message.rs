//! `cas read-message`: which shipment would make a message that was sent by other means?

use std::io::{self, Read as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use cas_engine::reading::ReadMessage;

use crate::systems::choose_systems;
use crate::terminal::say_json;

/// Read a message that was sent by other means as the shipment that would make it.
///
/// Prints what `POST /v1/systems/{system}/declarations/read` answers. The exit code is 0 when all
/// of it was read, 1 when a leaf was left or it could not be read at all.
#[derive(Debug, clap::Args)]
pub struct ReadMessageCommand {
    /// The message, a file; `-` reads it from the standard input.
    file: PathBuf,
    /// The customs system that it is for; found out without.
    #[arg(long)]
    system: Option<String>,
}

impl ReadMessageCommand {
    /// Reads the file and prints what it says.
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let name = self.file.display();
        let bytes = self.bytes();
        let bytes = bytes.with_context(|| format!("{name} cannot be read"))?;
        let systems = choose_systems(self.system.as_deref())?;
        let read = systems.read(&bytes);
        let (system, read) =
            read.with_context(|| format!("{name} cannot be read as a declaration"))?;
        let message = ReadMessage::from_declaration(system, read);
        say_json(&message)?;
        Ok(match message.unread.is_empty() {
            true => ExitCode::SUCCESS,
            false => ExitCode::FAILURE,
        })
    }

    fn bytes(&self) -> io::Result<Vec<u8>> {
        if self.file.as_os_str() != "-" {
            return std::fs::read(&self.file);
        }
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}
