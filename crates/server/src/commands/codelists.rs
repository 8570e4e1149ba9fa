//! `cas codelists`: loads customs' lists of codes from files.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use cas_engine::Engine;
use cas_model::ids::TenantId;
use cas_process::sheet::Sheet;

use super::counted;
use super::sheet_files::{SheetFile, sheet_files};
use super::store::{choose_tenant, open_engine};
use crate::config::ConfigArguments;
use crate::terminal::say;

/// Load customs' lists of codes.
#[derive(Debug, clap::Args)]
pub struct CodeLists {
    #[command(subcommand)]
    command: CodeListsCommand,
}

#[derive(Debug, clap::Subcommand)]
enum CodeListsCommand {
    Load(Load),
}

/// Load every list of a folder: one file per list, CSV, XLSX or JSON, named like the list (CL008.csv).
#[derive(Debug, clap::Args)]
struct Load {
    /// The folder, or one file.
    folder: PathBuf,
    /// The tenant who gets them; needed only where there are several.
    #[arg(long)]
    tenant: Option<String>,
    #[command(flatten)]
    config: ConfigArguments,
}

impl CodeLists {
    /// Runs the subcommand that was named.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            CodeListsCommand::Load(load) => load.run().await,
        }
    }
}

impl Load {
    /// Loads what can be loaded; fails when a file could not.
    async fn run(self) -> anyhow::Result<ExitCode> {
        let config = self.config.load()?;
        let files = sheet_files(&self.folder)?;
        let engine = open_engine(&config).await?;
        let tenant = choose_tenant(engine.store(), self.tenant.as_deref())
            .await?
            .id;
        let mut failed = 0;
        for file in &files {
            match load(&engine, tenant, file).await {
                Ok(line) => say(line),
                Err(error) => {
                    failed += 1;
                    say(format_args!("{:<10} not loaded: {error:#}", file.name));
                }
            }
        }
        engine.store().close().await;
        let loaded = counted(files.len() - failed, "list");
        say(format_args!(
            "{loaded} loaded, {failed} refused, tenant {tenant}"
        ));
        Ok(match failed {
            0 => ExitCode::SUCCESS,
            _ => ExitCode::FAILURE,
        })
    }
}

async fn load(engine: &Engine, tenant: TenantId, file: &SheetFile) -> anyhow::Result<String> {
    let SheetFile {
        name: list,
        format,
        path,
    } = file;
    let bytes =
        std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let sheet = Sheet::read(*format, &bytes)?;
    let source = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let source = source.unwrap_or_default();
    let report = engine
        .import_code_list(tenant, list, &source, &sheet)
        .await?;
    Ok(format!(
        "{list:<10} {:>6} entries: {} new, {} changed, {} removed",
        report.entries, report.added, report.changed, report.removed
    ))
}
