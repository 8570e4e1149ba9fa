//! `cas codelists`: loads customs' lists of codes from files.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use cas_engine::{Clock, Engine};
use cas_gateway::Registry;
use cas_model::ids::TenantId;
use cas_process::sheet::{Sheet, SheetFormat};
use cas_store::Store;

use super::counted;
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
        let files = files(&self.folder)?;
        let store = Store::open(&config.existing_store()?).await?;
        let tenant = tenant(&store, self.tenant.as_deref()).await?;
        let registry = Registry::new(cas_systems::all());
        let settings = config.engine(config.listen);
        let engine = Engine::new(store, registry, settings, Clock::System)?;
        let mut failed = 0;
        for file in &files {
            match load(&engine, tenant, file).await {
                Ok(line) => say(line),
                Err(error) => {
                    failed += 1;
                    say(format_args!("{:<10} not loaded: {error:#}", file.list));
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

/// The file of a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListFile {
    /// The name of the list.
    pub list: String,
    /// How it is written.
    pub format: SheetFormat,
    /// The file that it is read from.
    pub path: PathBuf,
}

async fn load(engine: &Engine, tenant: TenantId, file: &ListFile) -> anyhow::Result<String> {
    let ListFile { list, format, path } = file;
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

/// The lists of a folder by name, with their files.
///
/// # Errors
/// When it cannot be read, or there are none.
pub fn files(folder: &Path) -> anyhow::Result<Vec<ListFile>> {
    let paths: Vec<PathBuf> = if folder.is_file() {
        vec![folder.to_owned()]
    } else {
        let entries = std::fs::read_dir(folder)
            .with_context(|| format!("{} cannot be read", folder.display()))?;
        let paths: Result<Vec<PathBuf>, _> = entries
            .map(|entry| entry.map(|entry| entry.path()))
            .collect();
        paths?
    };
    let mut files: Vec<_> = paths
        .into_iter()
        .filter_map(|path| {
            let format = match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
                "csv" => SheetFormat::Csv,
                "xlsx" => SheetFormat::Xlsx,
                "json" => SheetFormat::Json,
                _ => return None,
            };
            let list = path.file_stem()?.to_str()?.to_owned();
            Some(ListFile { list, format, path })
        })
        .collect();
    files.sort();
    anyhow::ensure!(
        !files.is_empty(),
        "{} holds no .csv, .xlsx or .json file",
        folder.display()
    );
    Ok(files)
}

/// The tenant that is named, or the only one.
async fn tenant(store: &Store, named: Option<&str>) -> anyhow::Result<TenantId> {
    let tenants = store.tenants().await?;
    let found = match named {
        Some(named) => tenants
            .iter()
            .find(|tenant| tenant.id.to_string() == named || tenant.name == named)
            .with_context(|| format!("there is no tenant {named}"))?,
        None => match tenants.as_slice() {
            [only] => only,
            [] => anyhow::bail!("there is no tenant yet: start the server once"),
            [_, ..] => anyhow::bail!("there are several tenants; say which with --tenant"),
        },
    };
    Ok(found.id)
}
