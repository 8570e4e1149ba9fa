//! How does a table go into a spreadsheet or another product, and come back?
//!
//! A file gives the rows (CSV, XLSX) or the table (DMN); description, validity and tests stay those of
//! the draft, else of the newest version. What is refused is told with its place, and then nothing
//! is saved.

use cas_decision::exchange::xlsx::SheetRows;
use cas_decision::exchange::{csv, dmn, xlsx};
use cas_decision::{Note, Table};

use super::draft::{SavedDraft, save};
use super::snapshot::{Snapshot, expect_tag};
pub use super::table_format::{TableFile, TableFormat};
use super::{ConfigurationChange, ConfigurationName, Undecided, foreign_table, refusals};
use crate::tables::TableDocument;
use crate::{ConfigurationProblem, Refusal};

/// A table as a file.
///
/// # Errors
/// When it does not fit into the format.
pub fn write(table: Table, format: TableFormat) -> Result<Vec<u8>, Refusal> {
    Ok(match format {
        TableFormat::Csv => csv::write(&table).into_bytes(),
        TableFormat::Xlsx => xlsx::write(&table)
            .map_err(|error| refusals::file_refused(vec![sheet_problem(error)]))?,
        TableFormat::Dmn => dmn::write(&[table]).into_bytes(),
    })
}

/// Saves what a file says as the draft of a table. `expected` is the tag of the version that the
/// caller read, the draft or else the newest, if he minds.
///
/// # Errors
/// Every place of the file that the table needs and that is not taken over, or when the table is not
/// what the caller read.
pub fn import(
    snapshot: &Snapshot,
    name: &ConfigurationName,
    file: &TableFile<'_>,
    expected: Option<&str>,
) -> Result<(ConfigurationChange, SavedDraft), Undecided> {
    let base = snapshot.versions(name).pop();
    expect_tag(name, base, expected)?;
    let base = base.map(|row| row.document.get_as());
    let base = base.transpose().map_err(anyhow::Error::from)?;
    let (document, notes) = match file.format {
        TableFormat::Csv => with_rows(base, |table| read_csv(table, file.bytes))?,
        TableFormat::Xlsx => with_rows(base, |table| read_xlsx(table, file.bytes))?,
        TableFormat::Dmn => with_table(base, name, file)?,
    };
    let document = serde_json::to_value(document).map_err(anyhow::Error::from)?;
    let (change, mut saved) = save(snapshot, name, document, None)?;
    saved.notes.splice(0..0, notes);
    Ok((change, saved))
}

fn with_rows(
    base: Option<TableDocument>,
    read: impl Fn(&Table) -> Result<SheetRows, Vec<ConfigurationProblem>>,
) -> Result<(TableDocument, Vec<Note>), Refusal> {
    let mut document = base.ok_or_else(|| {
        let message = "the file holds only rows: save the table's head first, or import DMN";
        refusals::file_refused(vec![ConfigurationProblem::at("", message)])
    })?;
    let read = read(&document.table).map_err(refusals::file_refused)?;
    document.table.rows = read.rows;
    Ok((document, read.notes))
}

/// The rows of a table from CSV.
///
/// # Errors
/// Every line that is not taken.
fn read_csv(table: &Table, bytes: &[u8]) -> Result<SheetRows, Vec<ConfigurationProblem>> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()]
            .iter()
            .filter(|byte| **byte == b'\n');
        let path = format!("line {}", line.count() + 1);
        vec![ConfigurationProblem::at(
            path,
            "is not UTF-8; save the file as CSV UTF-8",
        )]
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let rows = csv::read(table, text);
    let read = rows.map(|rows| SheetRows {
        rows,
        notes: Vec::new(),
    });
    read.map_err(|errors| {
        let place = |error: csv::LineError| ConfigurationProblem {
            column: error.column,
            ..ConfigurationProblem::at(format!("line {}", error.line), error.message)
        };
        errors.into_iter().map(place).collect()
    })
}

fn read_xlsx(table: &Table, bytes: &[u8]) -> Result<SheetRows, Vec<ConfigurationProblem>> {
    let problems = |errors: Vec<_>| errors.into_iter().map(sheet_problem).collect();
    xlsx::read(table, bytes).map_err(problems)
}

fn sheet_problem(error: xlsx::SheetError) -> ConfigurationProblem {
    let row = error.row.map(|row| format!("line {row}"));
    ConfigurationProblem {
        column: error.head.or(error.column),
        ..ConfigurationProblem::at(row.unwrap_or_default(), error.message)
    }
}

fn with_table(
    base: Option<TableDocument>,
    name: &ConfigurationName,
    file: &TableFile<'_>,
) -> Result<(TableDocument, Vec<Note>), Refusal> {
    let head = base.as_ref().map(|base| &base.table);
    let (table, notes) = foreign_table::read(name, file, head).map_err(refusals::file_refused)?;
    let (description, valid_from, valid_to, tests) = base.map_or_else(
        || (String::new(), None, None, Vec::new()),
        |base| (base.description, base.valid_from, base.valid_to, base.tests),
    );
    let document = TableDocument {
        description,
        valid_from,
        valid_to,
        table,
        tests,
    };
    Ok((document, notes))
}
