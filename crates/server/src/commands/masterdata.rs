//! `cas masterdata`: brings records of master data in from files.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use cas_engine::Engine;
use cas_engine::master_data::ImportMode;
use cas_model::master_data::MasterDataKind;
use cas_process::configuration::Editor;
use cas_process::master_data::import::ImportReport;
use cas_process::sheet::Sheet;

use super::acting::ActingPerson;
use super::counted;
use super::sheet_files::{SheetFile, sheet_files};
use super::store::{choose_tenant, open_engine};
use crate::config::ConfigArguments;
use crate::terminal::say;

/// So many refused places of a file are shown.
const SHOWN: usize = 20;

/// Bring records of master data in from files.
#[derive(Debug, clap::Args)]
pub struct MasterData {
    #[command(subcommand)]
    command: MasterDataCommand,
}

#[derive(Debug, clap::Subcommand)]
enum MasterDataCommand {
    Import(Import),
}

/// Import every table of a folder: one file per kind, CSV, XLSX or JSON, named like the kind
/// (article.csv). Good rows land, bad ones are named with row and column.
#[derive(Debug, clap::Args)]
struct Import {
    /// The folder, or one file.
    folder: PathBuf,
    /// The tenant who gets them; needed only where there are several.
    #[arg(long)]
    tenant: Option<String>,
    /// Only say what would change.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    person: ActingPerson,
    #[command(flatten)]
    config: ConfigArguments,
}

impl MasterData {
    /// Runs the subcommand that was named.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            MasterDataCommand::Import(import) => import.run().await,
        }
    }
}

impl Import {
    /// Imports what can be imported; fails when a file or a row could not.
    async fn run(self) -> anyhow::Result<ExitCode> {
        let files = sheet_files(&self.folder)?;
        let engine = open_engine(&self.config.load()?).await?;
        let tenant = choose_tenant(engine.store(), self.tenant.as_deref()).await?;
        let mode = match self.dry_run {
            true => ImportMode::DryRun,
            false => ImportMode::Land,
        };
        let editor = Editor::command(tenant.id, self.person.name());
        let mut refused = 0;
        for file in &files {
            match import(&engine, &editor, file, mode).await {
                Ok(report) => {
                    refused += report.refused_rows;
                    say_report(file, &report);
                }
                Err(error) => {
                    refused += 1;
                    say(format_args!("{:<16} not imported: {error:#}", file.name));
                }
            }
        }
        engine.store().close().await;
        let stored = match mode {
            ImportMode::DryRun => " (nothing was stored)",
            ImportMode::Land => "",
        };
        say(format_args!("tenant {}{stored}", tenant.name));
        Ok(match refused {
            0 => ExitCode::SUCCESS,
            _ => ExitCode::FAILURE,
        })
    }
}

async fn import(
    engine: &Engine,
    editor: &Editor,
    file: &SheetFile,
    mode: ImportMode,
) -> anyhow::Result<ImportReport> {
    let kind = MasterDataKind::parse(&file.name).with_context(|| {
        let kinds: Vec<&str> = MasterDataKind::ALL
            .iter()
            .map(|kind| kind.as_str())
            .collect();
        format!("{} is no kind; there are {}", file.name, kinds.join(", "))
    })?;
    let path = &file.path;
    let bytes =
        std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let sheet = Sheet::read(file.format, &bytes)?;
    let report = engine.import_master_data(editor, kind, &sheet, mode).await;
    report.map_err(|refusal| {
        let places = refusal.problems.iter().map(|(_, problem)| &problem.message);
        let places: Vec<&str> = places.map(String::as_str).collect();
        anyhow::anyhow!("{}; {}", refusal.detail, places.join("; "))
    })
}

fn say_report(file: &SheetFile, report: &ImportReport) {
    let rows = counted(report.rows, "row");
    let ImportReport {
        created,
        changed,
        unchanged,
        refused_rows,
        ..
    } = report;
    say(format_args!(
        "{:<16} {rows}: {created} created, {changed} changed, {unchanged} unchanged, \
         {refused_rows} refused",
        file.name
    ));
    for cell in report.refused.iter().take(SHOWN) {
        say(format_args!(
            "                 row {}, column {}: {}",
            cell.row, cell.column, cell.message
        ));
    }
    if report.refused.len() > SHOWN {
        let more = counted(report.refused.len() - SHOWN, "more place");
        say(format_args!("                 and {more}"));
    }
}
