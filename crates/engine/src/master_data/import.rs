//! Importing a table of records: good rows land, bad ones are refused with row and column.
//!
//! An empty cell leaves its field as it is. A row is an update of the record that its code and its
//! first day name, like a message; it may add elements to a collection without sending the others.

use std::collections::HashMap;

use cas_model::FieldPath;
use cas_model::ids::TenantId;
use cas_model::master_data::{self, MasterDataKind};
use cas_model::structure::{self, StructureError};
use cas_process::master_data::Column;
use cas_process::master_data::Revision;
use cas_process::master_data::revise::{complete, target};
use cas_process::sheet::{Sheet, SheetRow};
use cas_process::{Refusal, codes};
use cas_store::{Changes, CommitError, FirstDay, MasterDataKey, MasterDataRow, NewMasterData};
use serde_json::{Value, json};

use crate::Engine;

/// Rows that are decided and written at once.
const CHUNK: usize = 1_000;
/// How often rows are decided again because another changed the same records meanwhile.
const ATTEMPTS: usize = 5;
/// At most so many refused places are listed.
const MAX_REFUSED: usize = 1_000;

/// Whether an import changes anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportMode {
    /// Good rows land; refused ones stand in the report.
    Land,
    /// Nothing lands; the report says what would.
    DryRun,
}

/// What became of the rows of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    /// Rows that were read.
    pub rows: usize,
    /// Rows that made a record that was not there.
    pub created: usize,
    /// Rows that changed a record.
    pub changed: usize,
    /// Rows whose record says so already.
    pub unchanged: usize,
    /// Rows that were refused.
    pub refused_rows: usize,
    /// The places that are wrong, in order; at most 1,000.
    pub refused: Vec<RefusedCell>,
}

/// A place of a table that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct RefusedCell {
    /// The row, as the program that made the table counts.
    pub row: usize,
    /// The name of the column; empty for the whole row.
    pub column: String,
    /// What is wrong, and what to write instead.
    pub message: String,
}

impl Engine {
    /// Imports a table of records of a kind.
    ///
    /// # Errors
    /// When the table's columns are not those of the kind, or the store is not available.
    pub async fn import_master_data(
        &self,
        tenant_id: TenantId,
        kind: MasterDataKind,
        sheet: &Sheet,
        mode: ImportMode,
    ) -> Result<ImportReport, Refusal> {
        let mut import = Import {
            engine: self,
            revision: Revision {
                tenant_id,
                kind,
                now: self.now(),
            },
            columns: columns(kind, sheet)?,
            known: HashMap::new(),
            seen: HashMap::new(),
        };
        let mut report = ImportReport::default();
        for rows in sheet.rows.chunks(CHUNK) {
            let of_chunk = import.chunk(rows, mode).await;
            report.add(of_chunk.map_err(|error| crate::unavailable(&error))?);
        }
        Ok(report)
    }
}

/// The columns of a table; those without a name must be empty.
fn columns(kind: MasterDataKind, sheet: &Sheet) -> Result<Vec<Column>, Refusal> {
    let (mut columns, mut wrong) = (Vec::new(), Vec::<(FieldPath, String)>::new());
    for (index, header) in sheet.header.iter().enumerate() {
        let is_repeated = sheet.header[..index].contains(header);
        match Column::parse(kind, header) {
            Ok(_) if is_repeated => {
                wrong.push((FieldPath::new(header), "occurs twice".to_owned()));
            }
            Ok(column) => columns.push(column),
            Err(message) => wrong.push((FieldPath::new(header), message)),
        }
    }
    if wrong.is_empty() {
        return Ok(columns);
    }
    let path = format!("GET /v1/masterdata/{}/template", kind.as_str());
    let detail = format!("correct the names of the columns in the first row; {path} has them all");
    let refusal = Refusal::new(codes::IMPORT_REFUSED, detail);
    Err(refusal.at(wrong))
}

impl ImportReport {
    fn add(&mut self, mut other: Self) {
        self.rows += other.rows;
        self.created += other.created;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
        self.refused_rows += other.refused_rows;
        other
            .refused
            .truncate(MAX_REFUSED.saturating_sub(self.refused.len()));
        self.refused.append(&mut other.refused);
    }
}

struct Import<'a> {
    engine: &'a Engine,
    revision: Revision,
    columns: Vec<Column>,
    /// The current records of codes, as this import leaves them.
    known: HashMap<String, Vec<MasterDataRow>>,
    /// The row that spoke of a record first.
    seen: HashMap<(String, FirstDay), usize>,
}

/// What a row makes, or everything that is wrong with it by column.
type Decided = Result<Option<NewMasterData>, Vec<(String, String)>>;

impl Import<'_> {
    /// Decides rows and writes what they make, again where another was faster.
    async fn chunk(&mut self, rows: &[SheetRow], mode: ImportMode) -> anyhow::Result<ImportReport> {
        let seen = self.seen.clone();
        for _ in 0..ATTEMPTS {
            self.load(rows).await?;
            let (report, changes) = self.decide(rows)?;
            if mode == ImportMode::DryRun || changes.master_data.is_empty() {
                return Ok(report);
            }
            match self.engine.store().commit(changes).await {
                Ok(()) => return Ok(report),
                Err(CommitError::Conflict(_)) => {
                    self.seen.clone_from(&seen);
                    self.known.clear();
                }
                Err(CommitError::Database(error)) => return Err(error),
            }
        }
        anyhow::bail!("others keep changing the same records; import the file again")
    }

    /// Loads the current records of the codes of rows that were not loaded yet.
    async fn load(&mut self, rows: &[SheetRow]) -> anyhow::Result<()> {
        let kind = self.revision.kind;
        let codes = rows.iter().filter_map(|row| {
            let plain = self.plain(row);
            master_data::code_of(kind, &plain).ok()
        });
        let codes: Vec<String> = codes
            .filter(|code| !self.known.contains_key(code))
            .collect();
        let keys: Vec<MasterDataKey> = codes
            .iter()
            .map(|code| MasterDataKey {
                tenant_id: self.revision.tenant_id,
                kind: kind.as_str(),
                code: code.clone(),
            })
            .collect();
        for row in self.engine.store().master_data_records(&keys).await? {
            self.known.entry(row.code.clone()).or_default().push(row);
        }
        for code in codes {
            self.known.entry(code).or_default();
        }
        Ok(())
    }

    fn decide(&mut self, rows: &[SheetRow]) -> anyhow::Result<(ImportReport, Changes)> {
        let (mut report, mut changes) = (ImportReport::default(), Changes::default());
        for row in rows {
            report.rows += 1;
            match self.decide_row(row)? {
                Ok(None) => report.unchanged += 1,
                Ok(Some(new)) => {
                    match new.replaces {
                        None => report.created += 1,
                        Some(_) => report.changed += 1,
                    }
                    changes.master_data.push(new);
                }
                Err(wrong) => {
                    report.refused_rows += 1;
                    report
                        .refused
                        .extend(wrong.into_iter().map(|(column, message)| RefusedCell {
                            row: row.number,
                            column,
                            message,
                        }));
                }
            }
        }
        if !changes.master_data.is_empty() && self.revision.kind.is_kept_in_memory() {
            changes.configuration_touched.push(self.revision.tenant_id);
        }
        Ok((report, changes))
    }

    fn decide_row(&mut self, row: &SheetRow) -> anyhow::Result<Decided> {
        if let Some(cell) = row
            .cells
            .iter()
            .skip(self.columns.len())
            .find(|cell| !cell.is_empty())
        {
            let message = format!("\"{cell}\" stands in a column without a name");
            return Ok(Err(vec![(String::new(), message)]));
        }
        let numbers = numbers_for_text(&self.columns, row);
        if !numbers.is_empty() {
            return Ok(Err(numbers));
        }
        let kind = self.revision.kind;
        let mut plain = self.plain(row);
        let code = structure::check_update(kind.shape(), &mut plain)
            .and_then(|()| master_data::code_of(kind, &plain));
        let code = match code {
            Ok(code) => code,
            Err(errors) => return Ok(Err(named(errors, &HashMap::new()))),
        };
        let known = self.known.entry(code.clone()).or_default();
        let target = match target(known, &plain)? {
            Ok(target) => target,
            Err(errors) => return Ok(Err(named(errors, &HashMap::new()))),
        };
        let identity = (code.clone(), target.first_day);
        if let Some(first) = self.seen.get(&identity) {
            let message = format!("row {first} speaks of the same record; keep one of them");
            return Ok(Err(vec![("code".to_owned(), message)]));
        }
        let decided = fill(
            self.revision,
            &self.columns,
            row,
            target.base.as_ref(),
            &code,
        )
        .and_then(|(record, places)| {
            complete(self.revision, known, &target, record).map_err(|errors| named(errors, &places))
        });
        if let Ok(Some(new)) = &decided {
            let new = new.clone();
            known.retain(|row| Some(row.version) != new.replaces);
            known.push(new.row);
        }
        if decided.is_ok() {
            self.seen.insert(identity, row.number);
        }
        Ok(decided)
    }

    /// The fields of the record itself that a row names.
    fn plain(&self, row: &SheetRow) -> Value {
        let mut plain = json!({});
        let columns = self.columns.iter().enumerate();
        for (index, column) in columns.filter(|(_, column)| column.is_of_record()) {
            let text = row.cell(index);
            if !text.is_empty() {
                // A field of the record itself is there once.
                let _ = column.write(&mut plain, text);
            }
        }
        plain
    }
}

/// The cells of a row that are numbers where text is meant.
fn numbers_for_text(columns: &[Column], row: &SheetRow) -> Vec<(String, String)> {
    let columns = columns.iter().enumerate();
    columns
        .filter(|(index, column)| column.refuses_numbers() && row.numbers.contains(index))
        .map(|(index, column)| {
            let message = format!(
                "the cell is the number {}, without the zeros that its text may begin with; \
                 format the column as text and enter it again",
                row.cell(index)
            );
            (column.header.clone(), message)
        })
        .collect()
}

/// Columns by the path at which their cells stand.
type Places = HashMap<FieldPath, String>;

/// The record with the cells of a row in it.
fn fill(
    revision: Revision,
    columns: &[Column],
    row: &SheetRow,
    base: Option<&Value>,
    code: &str,
) -> Result<(Value, Places), Vec<(String, String)>> {
    let mut record = base.cloned().unwrap_or_else(|| json!({}));
    let (mut places, mut wrong) = (Places::new(), Vec::new());
    for (index, column) in columns.iter().enumerate() {
        let text = row.cell(index);
        if text.is_empty() {
            continue;
        }
        match column.write(&mut record, text) {
            Ok(place) => drop(places.insert(place, column.header.clone())),
            Err(message) => wrong.push((column.header.clone(), message)),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    record["code"] = code.into();
    let shape = revision.kind.shape();
    structure::check_update(shape, &mut record).map_err(|errors| named(errors, &places))?;
    Ok((revision.kind.with_references(&record), places))
}

/// Errors by column: the one whose cell stands there, or else the path itself.
fn named(errors: Vec<StructureError>, places: &Places) -> Vec<(String, String)> {
    let column = |path: FieldPath| match places.get(&path) {
        Some(header) => header.clone(),
        None => path.as_str().to_owned(),
    };
    errors
        .into_iter()
        .map(|error| (column(error.path), error.message))
        .collect()
}
