//! `cas nomenclature`: what does a new edition of the nomenclature change in what a tenant has?

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use cas_engine::Engine;
use cas_engine::nomenclature::TouchedTable;
use cas_model::ids::TenantId;
use cas_process::code_lists::read_list;
use cas_process::configuration::Editor;
use cas_process::nomenclature::{CodeChange, Correlation, Fate, NomenclatureChange, RowChange};
use cas_process::sheet::Sheet;
use cas_store::{DeclarationSearch, MasterDataSearch};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::acting::ActingPerson;
use super::counted;
use super::sheet_files::sheet_files;
use super::store::{choose_tenant, open_engine};
use crate::config::ConfigArguments;
use crate::terminal::say;

/// So many articles and declarations are read at once.
const PAGE: u32 = 100;

/// Compare editions of the nomenclature.
#[derive(Debug, clap::Args)]
pub struct Nomenclature {
    #[command(subcommand)]
    command: NomenclatureCommand,
}

#[derive(Debug, clap::Subcommand)]
enum NomenclatureCommand {
    Change(Box<Change>),
}

/// Name the rows of tables, articles and open declarations whose codes end or split, and propose
/// what takes their place. Nothing is changed without --apply.
#[derive(Debug, clap::Args)]
struct Change {
    /// The codes until the day: a CSV, XLSX or JSON file with a column `code`.
    old: PathBuf,
    /// The codes from the day on, likewise.
    new: PathBuf,
    /// Which code became which: a file with the columns `old` and `new`.
    #[arg(long, value_name = "FILE")]
    correlation: Option<PathBuf>,
    /// The first day of the new edition.
    #[arg(long, value_name = "DAY")]
    day: Date,
    /// Prints one JSON object in each line, with the proposals whole.
    #[arg(long)]
    json: bool,
    /// Saves what is proposed for decision tables as their drafts.
    #[arg(long)]
    apply: bool,
    /// The tenant whose tables and articles are looked at; needed only where there are several.
    #[arg(long)]
    tenant: Option<String>,
    #[command(flatten)]
    acting: ActingPerson,
    #[command(flatten)]
    config: ConfigArguments,
}

impl Nomenclature {
    /// Runs the subcommand that was named.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            NomenclatureCommand::Change(change) => change.run().await,
        }
    }
}

impl Change {
    async fn run(self) -> anyhow::Result<ExitCode> {
        let change = self.read()?;
        let engine = open_engine(&self.config.load()?).await?;
        let tenant = choose_tenant(engine.store(), self.tenant.as_deref()).await?;
        self.tell_codes(&change);
        let touched = engine.touched_tables(tenant.id, &change).await?;
        self.tell_tables(&touched);
        self.tell_articles(&engine, tenant.id, &change).await?;
        self.tell_declarations(&engine, tenant.id, &change).await?;
        if self.apply {
            let editor = Editor::command(tenant.id, self.acting.name());
            let drafts = engine.draft_proposals(&editor, touched).await;
            let drafts = drafts.map_err(|refusal| anyhow::anyhow!(refusal.detail))?;
            for draft in drafts {
                match draft.draft {
                    Ok(version) => say(format_args!("draft {version} of {} saved", draft.table)),
                    Err(why) => say(format_args!("no draft of {}: {why}", draft.table)),
                }
            }
        }
        engine.store().close().await;
        Ok(ExitCode::SUCCESS)
    }

    fn read(&self) -> anyhow::Result<NomenclatureChange> {
        let (old, new) = (codes_of(&self.old)?, codes_of(&self.new)?);
        let correlation = match &self.correlation {
            None => Vec::new(),
            Some(file) => {
                let read = Correlation::read(&read_sheet(file)?).map_err(anyhow::Error::msg);
                read.with_context(|| file.display().to_string())?
            }
        };
        let (old, new) = (old.iter(), new.iter());
        let (old, new) = (old.map(String::as_str), new.map(String::as_str));
        Ok(NomenclatureChange::between(self.day, old, new, correlation))
    }

    fn tell_codes(&self, change: &NomenclatureChange) {
        let counts = [Fate::Ended, Fate::Renamed, Fate::Split].map(|fate| change.count(fate));
        let ([ended, renamed, split], added) = (counts, change.added());
        self.tell_one(
            &json!({"ended": ended, "renamed": renamed, "split": split, "added": added}),
            format_args!(
                "{}: {ended} codes end, {renamed} are renamed, {split} split, {added} are new",
                self.day
            ),
        );
        for line in &change.unknown {
            self.tell_one(
                &json!({"unknown": [line.old, line.new]}),
                format_args!(
                    "correlation {} is {}: the lists do not have both",
                    line.old, line.new
                ),
            );
        }
    }

    fn tell_tables(&self, touched: &[TouchedTable]) {
        for touched in touched {
            let table = &touched.document.table.name;
            for row in &touched.rows {
                let codes: Vec<_> = row.cells.iter().flat_map(|cell| &cell.codes).collect();
                self.tell_one(
                    &json!({
                        "table": table, "row": row.row, "decided": row.is_decided,
                        "codes": codes.iter().map(|code| code_json(code)).collect::<Vec<_>>(),
                        "gained": row.cells.iter().flat_map(|it| &it.gained).collect::<Vec<_>>(),
                        "validTo": row.valid_to.map(|day| day.to_string()),
                        "proposal": row.proposal,
                    }),
                    format_args!(
                        "table {table:<20} row {:<10} {}  {}",
                        row.row,
                        in_words(codes.into_iter()),
                        proposal_in_words(row)
                    ),
                );
            }
        }
    }

    async fn tell_articles(
        &self,
        engine: &Engine,
        tenant: TenantId,
        change: &NomenclatureChange,
    ) -> anyhow::Result<()> {
        let mut after = None;
        loop {
            let search = MasterDataSearch {
                after,
                limit: PAGE,
                ..MasterDataSearch::default()
            };
            let (articles, last) = engine.touched_articles(tenant, change, search).await?;
            for article in articles {
                let codes = || article.codes.iter().map(|code| &code.change);
                let word = if article.proposal.is_some() {
                    ""
                } else {
                    "  to be decided"
                };
                self.tell_one(
                    &json!({
                        "article": article.article, "proposal": article.proposal,
                        "codes": codes().map(code_json).collect::<Vec<_>>(),
                    }),
                    format_args!(
                        "article {:<18} {}{word}",
                        article.article,
                        in_words(codes())
                    ),
                );
            }
            after = last;
            if after.is_none() {
                return Ok(());
            }
        }
    }

    async fn tell_declarations(
        &self,
        engine: &Engine,
        tenant: TenantId,
        change: &NomenclatureChange,
    ) -> anyhow::Result<()> {
        let mut after = None;
        loop {
            let search = DeclarationSearch {
                after,
                limit: PAGE,
                ..DeclarationSearch::default()
            };
            let found = engine.touched_declarations(tenant, change, search).await?;
            for (row, codes) in &found.declarations {
                let changes = || codes.iter().map(|(_, code)| code);
                let items: Vec<usize> = codes.iter().map(|(item, _)| *item).collect();
                let (reference, status) = (&row.external_reference, row.status);
                self.tell_one(
                    &json!({
                        "declaration": row.id.to_string(), "externalReference": reference,
                        "status": status.to_string(), "items": items,
                        "codes": changes().map(code_json).collect::<Vec<_>>(),
                    }),
                    format_args!(
                        "declaration {reference:<14} {status}  {}",
                        in_words(changes())
                    ),
                );
            }
            let Some(last) = found.last else {
                return Ok(());
            };
            after = Some((last.created_at, last.id));
        }
    }

    fn tell_one(&self, object: &Value, line: std::fmt::Arguments<'_>) {
        match self.json {
            true => say(object),
            false => say(line),
        }
    }
}

fn proposal_in_words(row: &RowChange) -> String {
    let undecided = if row.is_decided {
        ""
    } else {
        ", to be decided"
    };
    match (&row.proposal, row.valid_to) {
        (Some(next), Some(last)) => {
            format!("until {last}, then row {}{undecided}", next.id)
        }
        (None, Some(last)) => format!("until {last}{undecided}"),
        (_, None) => "to be decided".to_owned(),
    }
}

fn in_words<'a>(codes: impl Iterator<Item = &'a CodeChange>) -> String {
    let words = codes.map(|code| match code.to.as_slice() {
        [] => format!("{} ends", code.code),
        to => format!("{} is {}", code.code, to.join(" or ")),
    });
    words.collect::<Vec<_>>().join("; ")
}

fn code_json(code: &CodeChange) -> Value {
    json!({
        "code": code.code, "fate": code.fate.as_str(), "to": code.to, "decided": code.is_decided,
    })
}

fn codes_of(path: &Path) -> anyhow::Result<Vec<String>> {
    let entries = read_list(&read_sheet(path)?).map_err(anyhow::Error::msg);
    let entries = entries.with_context(|| path.display().to_string())?;
    anyhow::ensure!(
        !entries.is_empty(),
        "{}: there are no codes",
        path.display()
    );
    let mut codes: Vec<String> = entries.into_iter().map(|entry| entry.code).collect();
    codes.dedup();
    Ok(codes)
}

fn read_sheet(path: &Path) -> anyhow::Result<Sheet> {
    let files = sheet_files(path)?;
    let [file] = files.as_slice() else {
        anyhow::bail!(
            "{}: name one file, not {}",
            path.display(),
            counted(files.len(), "file")
        );
    };
    let bytes = std::fs::read(&file.path).with_context(|| file.path.display().to_string())?;
    Sheet::read(file.format, &bytes).with_context(|| file.path.display().to_string())
}
