//! `cas config`: a tenant's configuration as files, to be kept in git.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cas_decision::RowPart;
use cas_engine::{Engine, Refusal};
use cas_model::finding::{Finding, Severity};
use cas_process::ConfigurationProblem;
use cas_process::configuration::ConfigurationName;
use cas_process::configuration::{
    Bundle, Change, DocumentChange, Editor, ImportOptions, Imported, Publication,
};
use cas_store::Store;

use super::acting::ActingPerson;
use super::counted;
use super::store::{choose_tenant, engine_on, open_engine};
use crate::config::ConfigArguments;
use crate::configuration_files::{self, file_of};
use crate::terminal::{complain, say};

/// So many places of a changed document are shown.
const SHOWN: usize = 20;

/// The exit code of `diff` for trouble; 1 means that there are differences.
const TROUBLE: u8 = 2;

/// Who only reads: it stands in no history.
const READER: &str = "cas config";

/// Take flows, decision tables, settings and connections out as files, bring them in, or compare.
#[derive(Debug, clap::Args)]
pub struct ConfigCommand {
    #[command(subcommand)]
    command: Subcommand,
}

#[derive(Debug, clap::Subcommand)]
enum Subcommand {
    /// Write the published configuration into a folder, without secrets.
    Export(Export),
    /// Publish what a folder changes: all of it, or nothing when anything is wrong.
    Import(Import),
    /// Say what an import would change. Exit code 0: nothing, 1: something, 2: trouble.
    Diff(ConfigurationFolder),
}

#[derive(Debug, clap::Args)]
struct ConfigurationFolder {
    /// The folder: flows/, decision-tables/, settings.json, connections/.
    folder: PathBuf,
    /// The tenant, by id or name; may be left out where there is only one.
    #[arg(long)]
    tenant: Option<String>,
    #[command(flatten)]
    config: ConfigArguments,
}

#[derive(Debug, clap::Args)]
struct Export {
    #[command(flatten)]
    place: ConfigurationFolder,
    /// Write access codes of guarantees too, which are masked otherwise. An import keeps what is
    /// stored in the place of a mask.
    #[arg(long)]
    with_access_codes: bool,
}

#[derive(Debug, clap::Args)]
struct Import {
    #[command(flatten)]
    place: ConfigurationFolder,
    #[command(flatten)]
    person: ActingPerson,
    /// Only say what would change.
    #[arg(long)]
    dry_run: bool,
    /// Why; kept with each new version.
    #[arg(long)]
    note: Option<String>,
    /// Publish although tests of decision tables fail; needs a note.
    #[arg(long)]
    override_failing_tests: bool,
    /// Save what changes as drafts, to be reviewed and published by people.
    #[arg(long)]
    drafts: bool,
}

impl ConfigCommand {
    /// Runs the subcommand that was named.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            Subcommand::Export(export) => export.run().await,
            Subcommand::Import(import) => import.run().await,
            Subcommand::Diff(place) => Ok(place.diff().await.unwrap_or_else(|error| {
                complain(&error);
                ExitCode::from(TROUBLE)
            })),
        }
    }
}

impl ConfigurationFolder {
    /// Opens what is there for reading alone.
    async fn open_to_read(&self) -> anyhow::Result<(Engine, Editor)> {
        let config = self.config.load()?;
        let store = Store::open_to_read(&config.existing_store()?).await?;
        let engine = engine_on(store, &config)?;
        let editor = self.editor(&engine, READER.to_owned()).await?;
        Ok((engine, editor))
    }

    async fn editor(&self, engine: &Engine, name: String) -> anyhow::Result<Editor> {
        let tenant = choose_tenant(engine.store(), self.tenant.as_deref()).await?;
        Ok(Editor::command(tenant.id, name))
    }

    async fn diff(&self) -> anyhow::Result<ExitCode> {
        let options = ImportOptions {
            dry_run: true,
            publication: Publication {
                note: Some("diff".to_owned()),
                override_failing_tests: true,
            },
            // Nothing is published, so nobody needs to have reviewed it.
            as_drafts: true,
        };
        let imported = self.import(options, READER.to_owned()).await?;
        report(&imported);
        let is_same = |change: Change| change == Change::Unchanged;
        let is_same = imported
            .documents
            .iter()
            .all(|document| is_same(document.change));
        Ok(if is_same {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }

    async fn import(&self, options: ImportOptions, by: String) -> anyhow::Result<Imported> {
        let bundle = read(&self.folder)?;
        let engine = open_engine(&self.config.load()?).await?;
        let editor = self.editor(&engine, by).await?;
        let imported = engine.import_configuration(&editor, bundle, options).await;
        imported.map_err(|refusal| refused(&refusal))
    }
}

impl Export {
    async fn run(self) -> anyhow::Result<ExitCode> {
        let (engine, editor) = self.place.open_to_read().await?;
        let mut bundle = engine.export_configuration(&editor).await?;
        if !self.with_access_codes {
            bundle.hide_secrets();
        }
        let done = configuration_files::write(&bundle, &self.place.folder)?;
        for path in &done.written {
            say(format_args!("written  {path}"));
        }
        for path in &done.removed {
            say(format_args!("removed  {path}"));
        }
        say(format_args!(
            "{} unchanged",
            counted(done.unchanged, "file")
        ));
        Ok(ExitCode::SUCCESS)
    }
}

impl Import {
    async fn run(self) -> anyhow::Result<ExitCode> {
        let options = ImportOptions {
            dry_run: self.dry_run,
            publication: Publication {
                note: self.note,
                override_failing_tests: self.override_failing_tests,
            },
            as_drafts: self.drafts,
        };
        let imported = self.place.import(options, self.person.name()).await?;
        report(&imported);
        Ok(ExitCode::SUCCESS)
    }
}

fn read(folder: &Path) -> anyhow::Result<Bundle> {
    configuration_files::read(folder)?.map_err(|broken| {
        let lines: Vec<String> = broken
            .iter()
            .map(|problem| format!("  {problem}"))
            .collect();
        anyhow::anyhow!("nothing was changed; correct:\n{}", lines.join("\n"))
    })
}

/// What became of each document, and where it differs.
fn report(imported: &Imported) {
    for document in &imported.documents {
        let change = match document.change {
            Change::Added => "added",
            Change::Changed => "changed",
            Change::Unchanged => continue,
            Change::OnlyHere => "only here",
        };
        let version = match (document.change, document.version) {
            (Change::Added | Change::Changed, Some(version)) => format!("  version {version}"),
            (_, _) => String::new(),
        };
        let (kind, name) = (document.kind, &document.name);
        say(format_args!("{change:<9}  {kind:<13}  {name}{version}"));
        let places = places(document);
        for place in places.iter().take(SHOWN) {
            say(format_args!("             {place}"));
        }
        if places.len() > SHOWN {
            let more = places.len() - SHOWN;
            say(format_args!(
                "             and {}",
                counted(more, "more place")
            ));
        }
    }
    report_warnings(imported);
    let count = |wanted: Change| {
        let documents = imported.documents.iter();
        documents
            .filter(|document| document.change == wanted)
            .count()
    };
    let (added, changed) = (count(Change::Added), count(Change::Changed));
    let (unchanged, only_here) = (count(Change::Unchanged), count(Change::OnlyHere));
    let stored = if imported.dry_run {
        " (nothing was stored)"
    } else {
        ""
    };
    say(format_args!(
        "{added} added, {changed} changed, {unchanged} unchanged, {only_here} only here{stored}"
    ));
}

/// Where a document differs; the rows of decision tables by row and cell.
fn places(document: &DocumentChange) -> Vec<String> {
    let Some(rows) = &document.rows else {
        return document.paths.clone();
    };
    let around = document.paths.iter();
    let around = around.filter(|path| !path.starts_with("table.rows"));
    let mut places: Vec<String> = around.cloned().collect();
    places.extend(rows.added.iter().map(|row| format!("row {} added", row.id)));
    places.extend(
        rows.removed
            .iter()
            .map(|row| format!("row {} removed", row.id)),
    );
    let moved = rows.moved.iter();
    places.extend(moved.map(|moved| {
        let (row, before, after) = (&moved.row, moved.before, moved.after);
        format!("row {row} moved from place {before} to {after}")
    }));
    for changed in &rows.changed {
        places.extend(changed.cells.iter().map(|cell| {
            let column = cell.column.as_deref();
            let what = column.map_or_else(
                || in_words(cell.part).to_owned(),
                |column| format!("{} {column}", in_words(cell.part)),
            );
            let or_nothing =
                |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".to_owned());
            let (before, after) = (or_nothing(&cell.before), or_nothing(&cell.after));
            format!("row {}, {what}: {before} is now {after}", changed.row)
        }));
    }
    places
}

/// What a cell is called at the head of its column in files.
fn in_words(part: RowPart) -> &'static str {
    match part {
        RowPart::Condition => "if",
        RowPart::Result => "then",
        RowPart::Enabled => "enabled",
        RowPart::ValidFrom => "valid from",
        RowPart::ValidTo => "valid to",
        RowPart::Note => "note",
    }
}

/// What is to be looked at in what was taken.
fn report_warnings(imported: &Imported) {
    let found = &imported.warnings;
    for warning in found.warnings.iter().take(SHOWN) {
        let severity = match warning.finding.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let row = warning.row.as_ref();
        let row = row.map_or_else(String::new, |row| format!(", row {row}"));
        let column = warning.column.as_ref();
        let column = column.map_or_else(String::new, |column| format!(", column {column}"));
        let (kind, name) = (warning.document, &warning.name);
        let Finding {
            code,
            message,
            description,
            ..
        } = &warning.finding;
        say(format_args!(
            "{severity:<9}  {kind:<13}  {name}{row}{column}: {code} {message}: {description}"
        ));
    }
    let more = found.warnings.len().saturating_sub(SHOWN) + found.more;
    if more > 0 {
        say(format_args!("           and {more} more"));
    }
    if found.unfinished {
        say(format_args!(
            "           the search was cut short; `analyse` of a table looks further"
        ));
    }
}

/// A refusal with its places by file.
pub fn refused(refusal: &Refusal) -> anyhow::Error {
    let mut text = format!("{}: {}", refusal.code.title, refusal.detail);
    for (name, problem) in &refusal.problems {
        text.push_str("\n  ");
        text.push_str(&location(name.as_ref(), problem));
    }
    anyhow::anyhow!(text)
}

fn location(name: Option<&ConfigurationName>, problem: &ConfigurationProblem) -> String {
    let (file, path) = file_of(name, problem);
    let mut parts: Vec<String> = file.into_iter().collect();
    let row = problem.row.as_ref().map(|row| format!("row {row}"));
    let column = problem
        .column
        .as_ref()
        .map(|column| format!("column {column}"));
    let characters = problem.characters;
    let characters = characters.map(|(first, last)| format!("characters {first} to {last}"));
    let cell: Vec<String> = [row, column, characters].into_iter().flatten().collect();
    match cell.is_empty() {
        true if path.is_empty() => {}
        true => parts.push(path),
        false => parts.push(cell.join(", ")),
    }
    parts.push(problem.message.clone());
    parts.join(": ")
}
