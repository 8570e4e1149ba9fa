//! What is asked beside what is built in: lists of codes and exchange rates, with all their days.
//!
//! They come from the store of a server, which is only read, or from files as the product imports
//! them, or from both; a file comes after the store, and a list of it takes the place of the
//! store's. All of it goes into the store of the rehearsal, where each declaration asks for its own
//! day. Flows, tables, connections, and what is a trader's own (articles, partners, authorisations,
//! guarantees, locations) stay where they are: a declaration that was sent says all of that itself.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use cas_engine::Engine;
use cas_engine::master_data::ImportMode;
use cas_model::ids::TenantId;
use cas_model::master_data::MasterDataKind;
use cas_process::configuration::Editor;
use cas_process::master_data::import::ImportReport;
use cas_process::sheet::Sheet;
use cas_store::{Changes, CodeListEntryRecord, CodeListRecord, NewMasterData, Store, StoreConfig};
use serde::Serialize;

use crate::commands::counted;
use crate::commands::sheet_files::{SheetFile, sheet_files};
use crate::commands::store::choose_tenant;

/// So often a store is read again that changes meanwhile.
const ATTEMPTS: usize = 5;
/// Connections to the store that is read.
const CONNECTIONS: u32 = 2;
/// The database of an embedded store's folder.
const DATABASE: &str = "cas.sqlite";
/// So many refused cells of a file are shown.
const SHOWN: usize = 5;

/// Where lists of codes and exchange rates are taken from; without these only what is built in.
#[derive(Debug, Default, clap::Args)]
pub(super) struct ReferenceArguments {
    /// Ask the lists of codes and exchange rates of a server's store as of each file's own day:
    /// its PostgreSQL, postgres://user:password@host:port/database, or its data folder. It is only
    /// read.
    #[arg(long, value_name = "URL", visible_aliases = ["database-url", "data"])]
    store: Option<String>,
    /// The tenant of the store, by id or name; may be left out where there is only one.
    #[arg(long, requires = "store")]
    tenant: Option<String>,
    /// Ask the lists of codes of a folder, one file per list as for `cas codelists load`; a file
    /// exchangeRates.csv among them holds rates. May be given several times.
    #[arg(long, value_name = "FOLDER")]
    lists: Vec<PathBuf>,
    /// Ask the exchange rates of a file: CSV, XLSX or JSON with the columns of the import of
    /// exchange rates. May be given several times.
    #[arg(long, value_name = "FILE")]
    rates: Vec<PathBuf>,
}

/// How much is asked.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Asked {
    /// The tenant whose store was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant: Option<String>,
    /// Lists of codes beside the built-in ones.
    pub code_lists: usize,
    /// Their entries: a code counts for each of its periods.
    pub code_list_entries: u64,
    /// Exchange rates: a pair of currencies counts for each of its periods.
    pub exchange_rates: usize,
    /// Files of a folder that cannot be asked, or not whole, with the reason.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<String>,
}

impl std::fmt::Display for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let lists = counted(self.code_lists, "list");
        let rates = counted(self.exchange_rates, "exchange rate");
        let entries = self.code_list_entries;
        write!(f, "{lists} of codes with {entries} entries, {rates}")?;
        match &self.tenant {
            Some(tenant) => write!(f, ", tenant {tenant}"),
            None => Ok(()),
        }
    }
}

impl ReferenceArguments {
    /// Puts what is asked into the store of a rehearsal; nothing where nothing was named.
    ///
    /// # Errors
    /// When the store, or a file that was named itself, cannot be read whole. Files of a folder that
    /// cannot are told: what they say is not asked.
    pub async fn fill(&self, engine: &Engine, into: TenantId) -> anyhow::Result<Option<Asked>> {
        if self.store.is_none() && self.lists.is_empty() && self.rates.is_empty() {
            return Ok(None);
        }
        let mut tenant = None;
        if let Some(place) = &self.store {
            tenant = Some(self.copy(place, engine.store(), into).await?);
        }
        let mut refused = Vec::new();
        for Named {
            is_itself,
            contents,
            file,
        } in self.files()?
        {
            let imported = import(engine, into, contents, &file).await;
            let imported =
                imported.with_context(|| format!("{} cannot be asked", file.path.display()));
            match imported {
                Ok(()) => {}
                Err(error) if is_itself => return Err(error),
                Err(error) => refused.push(format!("{error:#}")),
            }
        }
        let store = engine.store();
        let lists = store.code_lists_of(into).await?;
        let rates = MasterDataKind::ExchangeRate.as_str();
        Ok(Some(Asked {
            tenant,
            code_lists: lists.len(),
            code_list_entries: lists.iter().map(|list| u64::from(list.entries)).sum(),
            exchange_rates: store.master_data_of_kind(&[into], rates).await?.len(),
            refused,
        }))
    }

    /// Copies from the store at a place; gives the name of the tenant back.
    async fn copy(&self, place: &str, store: &Store, into: TenantId) -> anyhow::Result<String> {
        let from = Store::open_to_read(&config(place)?).await?;
        let copied = async {
            let tenant = choose_tenant(&from, self.tenant.as_deref()).await?;
            store.commit(read(&from, tenant.id, into).await?).await?;
            anyhow::Ok(tenant.name)
        };
        let copied = copied.await;
        from.close().await;
        copied
    }

    /// The files that were named, rates last.
    fn files(&self) -> anyhow::Result<Vec<Named>> {
        let lists = self.lists.iter().map(|place| (place, Contents::List));
        let rates = self.rates.iter().map(|place| (place, Contents::Rates));
        let mut found = Vec::new();
        for (place, contents) in lists.chain(rates) {
            let is_itself = place.is_file();
            found.extend(sheet_files(place)?.into_iter().map(|file| Named {
                is_itself,
                contents: match is_of_rates(&file.name) {
                    true => Contents::Rates,
                    false => contents,
                },
                file,
            }));
        }
        Ok(found)
    }
}

/// A file that is to be asked.
struct Named {
    /// Whether it was named, and not its folder.
    is_itself: bool,
    contents: Contents,
    file: SheetFile,
}

/// What stands in a file.
#[derive(Clone, Copy, Debug)]
enum Contents {
    List,
    Rates,
}

/// Whether a file is named for rates.
fn is_of_rates(name: &str) -> bool {
    let one = name.strip_suffix(['s', 'S']).unwrap_or(name);
    one.eq_ignore_ascii_case(MasterDataKind::ExchangeRate.as_str())
}

/// How a store that is named is opened.
fn config(place: &str) -> anyhow::Result<StoreConfig> {
    if place.starts_with("postgres://") || place.starts_with("postgresql://") {
        return Ok(StoreConfig::Postgres {
            url: place.to_owned(),
            pool: CONNECTIONS,
        });
    }
    let schemes = ["sqlite://", "sqlite:", "file://"];
    let path = schemes.iter().find_map(|scheme| place.strip_prefix(scheme));
    let path = Path::new(path.unwrap_or(place));
    let file = match path.is_dir() {
        true => path.join(DATABASE),
        false => path.to_owned(),
    };
    if !file.is_file() {
        bail!(
            "there is no store at {}; name the data folder of a server, or postgres://…",
            path.display()
        );
    }
    Ok(StoreConfig::Embedded { file })
}

/// All lists and records of a tenant as those of another, as they were at one moment.
async fn read(store: &Store, from: TenantId, into: TenantId) -> anyhow::Result<Changes> {
    for _ in 0..ATTEMPTS {
        let before = store.configuration_counters(&[from]).await?;
        let lists = store.code_lists_of(from).await?;
        let entries = store.code_lists(from).await?;
        let mut records = Vec::new();
        let kinds = MasterDataKind::ALL.iter();
        // What a trader has as his own stays his.
        for kind in kinds.filter(|kind| kind.is_of_everybody()) {
            records.extend(store.master_data_of_kind(&[from], kind.as_str()).await?);
        }
        if store.configuration_counters(&[from]).await? != before {
            continue;
        }
        let of_list = |row| CodeListRecord {
            tenant_id: into,
            ..row
        };
        let of_entry = |row| CodeListEntryRecord {
            tenant_id: into,
            ..row
        };
        let of_record = |mut row: cas_store::MasterDataRecord| {
            row.tenant_id = into;
            NewMasterData {
                row,
                replaces: None,
            }
        };
        return Ok(Changes {
            code_lists: lists.into_iter().map(of_list).collect(),
            code_list_entries: entries.into_iter().map(of_entry).collect(),
            master_data: records.into_iter().map(of_record).collect(),
            configuration_touched: vec![into],
            ..Changes::default()
        });
    }
    bail!("the lists and rates of the store keep changing; try again")
}

/// Brings a file into the store of the rehearsal.
async fn import(
    engine: &Engine,
    into: TenantId,
    contents: Contents,
    file: &SheetFile,
) -> anyhow::Result<()> {
    let sheet = Sheet::read(file.format, &std::fs::read(&file.path)?)?;
    match contents {
        Contents::List => {
            let list = file.name.as_str();
            engine.import_code_list(into, list, list, &sheet).await?;
        }
        Contents::Rates => {
            let kind = MasterDataKind::ExchangeRate;
            let editor = Editor::command(into, "rehearsal");
            let report = engine
                .import_master_data(&editor, kind, &sheet, ImportMode::Land)
                .await?;
            whole(&report)?;
        }
    }
    Ok(())
}

/// A rate that was refused would be missing without a word.
fn whole(report: &ImportReport) -> anyhow::Result<()> {
    if report.refused_rows == 0 {
        return Ok(());
    }
    let shown = report.refused.iter().take(SHOWN);
    let shown = shown.map(|cell| format!("\n  row {} {}: {}", cell.row, cell.column, cell.message));
    let (rows, shown) = (
        counted(report.refused_rows, "row"),
        shown.collect::<String>(),
    );
    bail!("{rows} refused{shown}")
}
