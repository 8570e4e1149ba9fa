//! What a table of records makes of those that are there, row by row. Pure.
//!
//! An empty cell leaves its field as it is. A row is an update of the record that its code and its
//! first day name, like a message; it may add elements to a collection without sending the others.

use std::collections::{HashMap, HashSet};

use cas_model::master_data::{self, MasterDataKind};
use cas_model::record::{FirstDay, MasterDataRecord, NewMasterData};
use cas_model::structure::StructureError;
use cas_model::{FieldPath, Patch};
use serde_json::{Value, json};

use super::columns::Column;
use super::revise::{Revision, complete, target};
use crate::sheet::{Sheet, SheetRow};
use crate::{Refusal, codes};

/// At most so many refused places are listed.
const MAX_REFUSED: usize = 1_000;

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
    Err(refusal.with_places(wrong))
}

impl ImportReport {
    /// Adds the report on further rows.
    pub fn add(&mut self, mut other: Self) {
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

/// A table that is being imported: what its rows have made of the records so far.
#[derive(Debug)]
pub struct Import {
    revision: Revision,
    columns: Vec<Column>,
    /// The current records of codes, as this import leaves them.
    known: HashMap<String, Vec<MasterDataRecord>>,
    /// The row that spoke of a record first.
    seen: HashMap<(String, FirstDay), usize>,
}

/// What a row makes, or everything that is wrong with it by column.
type Decided = Result<Option<NewMasterData>, Vec<(String, String)>>;

impl Import {
    /// Begins with the header of a table of records.
    ///
    /// # Errors
    /// When its columns are not those of the kind: all that are wrong, by name.
    pub fn begin(revision: Revision, sheet: &Sheet) -> Result<Self, Refusal> {
        Ok(Self {
            columns: columns(revision.kind, sheet)?,
            revision,
            known: HashMap::new(),
            seen: HashMap::new(),
        })
    }

    /// The codes of the records that rows speak of and that were not taken yet.
    #[must_use]
    pub fn wanted(&self, rows: &[SheetRow]) -> Vec<String> {
        let codes = rows.iter().filter_map(|row| {
            let plain = self.plain(row);
            master_data::code_of(self.revision.kind, &plain).ok()
        });
        codes
            .filter(|code| !self.known.contains_key(code))
            .collect()
    }

    /// Takes the current records of codes that were wanted.
    pub fn take(&mut self, codes: Vec<String>, records: Vec<MasterDataRecord>) {
        for code in codes {
            self.known.entry(code).or_default();
        }
        for row in records {
            self.known.entry(row.code.clone()).or_default().push(row);
        }
    }

    /// Takes back what rows made, which was not written: another changed the records meanwhile.
    pub fn forget(&mut self, rows: &[SheetRow]) {
        self.known.clear();
        let numbers: HashSet<usize> = rows.iter().map(|row| row.number).collect();
        self.seen.retain(|_, first| !numbers.contains(first));
    }

    /// Decides rows, given the current records of their codes ([`Import::take`]): the report on
    /// them, and what they make.
    ///
    /// # Errors
    /// When what is stored cannot be read.
    pub fn decide(
        &mut self,
        rows: &[SheetRow],
    ) -> anyhow::Result<(ImportReport, Vec<NewMasterData>)> {
        let (mut report, mut made) = (ImportReport::default(), Vec::new());
        for row in rows {
            report.rows += 1;
            match self.decide_row(row)? {
                Ok(None) => report.unchanged += 1,
                Ok(Some(new)) => {
                    match new.replaces {
                        None => report.created += 1,
                        Some(_) => report.changed += 1,
                    }
                    made.push(new);
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
        Ok((report, made))
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
        let update = Patch::check(kind.shape(), self.plain(row)).and_then(|mut update| {
            let code = master_data::identify(kind, &mut update)?;
            Ok((code, update))
        });
        let (code, update) = match update {
            Ok(update) => update,
            Err(errors) => return Ok(Err(named(errors, &HashMap::new()))),
        };
        let known = self.known.entry(code.clone()).or_default();
        let target = match target(known, update.as_json())? {
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
    let record = Patch::check(revision.kind.shape(), record);
    let record = record.map_err(|errors| named(errors, &places))?;
    Ok((revision.kind.with_references(record.as_json()), places))
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
