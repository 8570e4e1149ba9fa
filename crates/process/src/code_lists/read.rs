//! What a table of codes says: which code may be used from when to when, and what it means.
//!
//! Three shapes are read. Customs' reference data of the phase-5 systems: a code, its state and
//! since when it has it, so that a later row of a code ends the one before. The excise lists: a
//! code occurs as often as it was published, and the newest publication counts. A plain list: code
//! and description, with `validFrom` and `validTo` if the list has them.

use std::collections::BTreeMap;

use cas_model::master_data::{MAX_CODE, Period};
use cas_model::record::Json;
use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::sheet::{Sheet, SheetRow};

/// An entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListEntry {
    /// The code, as declarations say it.
    pub code: String,
    /// When it may be used.
    pub period: Period,
    /// What the code means, in the language of the file.
    pub description: Option<String>,
    /// What else the list says of it, by the names of its columns.
    pub attributes: Json<BTreeMap<String, String>>,
}

/// Columns that say when, and are not kept as attributes.
const STATE: &str = "RDEntryStatus_state";
const ACTIVE_FROM: &str = "RDEntryStatus_activeFrom";
const OPERATION: &str = "Action_Operation";
const ACTIVATION: &str = "Action_ActivationDate";
const MODIFIED: &str = "Action_ModificationDateAndTime";
const ACTION: &str = "Action_ActionIdentification";
const CODES: &[&str] = &["code", "Code", "key", "Key", "value"];
const DESCRIPTIONS: &[&str] = &["description_en", "description", "Description", "en", "name"];

/// A row of a list, read.
struct Row {
    entry: ListEntry,
    /// Which publication it is of; the greatest is the newest.
    publication: (Option<Date>, Option<Date>, u64),
    is_valid: bool,
}

/// The entries of a list, by code and first day.
///
/// # Errors
/// What is wrong, with the row.
pub fn read_list(sheet: &Sheet) -> Result<Vec<ListEntry>, String> {
    let columns = Columns::in_sheet(sheet)?;
    let mut by_code: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in &sheet.rows {
        let read = columns.read(row);
        let read = read.map_err(|message| format!("row {}: {message}", row.number))?;
        by_code
            .entry(read.entry.code.clone())
            .or_default()
            .push(read);
    }
    let published = columns.find(ACTIVATION).is_some();
    Ok(by_code
        .into_values()
        .flat_map(|rows| match published {
            true => newest(rows),
            false => successive(rows),
        })
        .collect())
}

/// Of all publications of a code the newest; none when it took the code away.
fn newest(rows: Vec<Row>) -> Vec<ListEntry> {
    let newest = rows.into_iter().max_by_key(|row| row.publication);
    let entry = newest.filter(|row| row.is_valid).map(|row| row.entry);
    entry.into_iter().collect()
}

/// The rows of a code, each until the next begins; of two that begin on one day the last counts.
fn successive(mut rows: Vec<Row>) -> Vec<ListEntry> {
    rows.sort_by_key(|row| row.entry.period.from);
    let mut entries: Vec<(ListEntry, bool)> = Vec::with_capacity(rows.len());
    for row in rows {
        let from = row.entry.period.from;
        match entries.last_mut() {
            Some((before, _)) if before.period.from == from => {
                entries.pop();
            }
            Some((before, _)) if before.period.to.is_none_or(|to| Some(to) >= from) => {
                before.period.to = from.and_then(|day| day.checked_sub(1.day()).ok());
            }
            Some(_) | None => {}
        }
        entries.push((row.entry, row.is_valid));
    }
    let valid = entries.into_iter().filter(|(_, is_valid)| *is_valid);
    valid.map(|(entry, _)| entry).collect()
}

/// Which column is which.
struct Columns<'s> {
    header: &'s [String],
    code: usize,
    description: Option<usize>,
}

impl<'s> Columns<'s> {
    fn in_sheet(sheet: &'s Sheet) -> Result<Self, String> {
        let find = |names: &[&str]| {
            let is = |name: &&str| sheet.header.iter().position(|header| header == name);
            names.iter().find_map(is)
        };
        Ok(Self {
            header: &sheet.header,
            code: find(CODES).ok_or("the list has no column \"code\"")?,
            description: find(DESCRIPTIONS),
        })
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|header| header == name)
    }

    fn cell<'r>(&self, row: &'r SheetRow, name: &str) -> &'r str {
        self.find(name).map_or("", |column| row.cell(column))
    }

    fn read(&self, row: &SheetRow) -> Result<Row, String> {
        let code = row.cell(self.code);
        if code.is_empty() {
            return Err("the code is missing".to_owned());
        }
        if code.chars().count() > MAX_CODE {
            return Err(format!("the code is longer than {MAX_CODE} characters"));
        }
        let from = self.day(row, &[ACTIVE_FROM, ACTIVATION, "validFrom"])?;
        let to = self.day(row, &["validTo"])?;
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            return Err("validTo is before validFrom".to_owned());
        }
        let is_valid = matches!(self.cell(row, STATE), "" | "valid")
            && !matches!(self.cell(row, OPERATION), "D");
        let modified = self.day(row, &[MODIFIED])?;
        let description = self.description.map(|column| row.cell(column));
        Ok(Row {
            entry: ListEntry {
                code: code.to_owned(),
                period: Period { from, to },
                description: description
                    .filter(|text| !text.is_empty())
                    .map(str::to_owned),
                attributes: Json::encode(&self.attributes(row, code))
                    .map_err(|error| error.to_string())?,
            },
            publication: (from, modified, self.cell(row, ACTION).parse().unwrap_or(0)),
            is_valid,
        })
    }

    /// The day in the first of some columns that has one.
    fn day(&self, row: &SheetRow, names: &[&str]) -> Result<Option<Date>, String> {
        let cells = names.iter().map(|name| (*name, self.cell(row, name)));
        match cells.into_iter().find(|(_, text)| !text.is_empty()) {
            None => Ok(None),
            Some((name, text)) => day_of(text).map(Some).ok_or_else(|| {
                format!("{name} must be a day, 31-12-2026 or 2026-12-31, not \"{text}\"")
            }),
        }
    }

    /// What else the row says; a column that repeats the code says nothing.
    fn attributes(&self, row: &SheetRow, code: &str) -> BTreeMap<String, String> {
        let dates = [
            STATE,
            ACTIVE_FROM,
            OPERATION,
            ACTIVATION,
            MODIFIED,
            ACTION,
            "validFrom",
            "validTo",
        ];
        let mut attributes = BTreeMap::new();
        for (index, header) in self.header.iter().enumerate() {
            let text = row.cell(index);
            let is_other = index != self.code
                && Some(index) != self.description
                && !dates.contains(&header.as_str());
            if is_other && !text.is_empty() && text != code {
                attributes.insert(header.clone(), text.to_owned());
            }
        }
        attributes
    }
}

/// `31-12-2026`, `2026-12-31` or `20261231`, and what stands behind it.
fn day_of(text: &str) -> Option<Date> {
    let day = text.split([' ', 'T']).next()?;
    if let [day, month, year] = day.split('-').collect::<Vec<_>>()[..]
        && year.len() == 4
    {
        return Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    }
    day.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::SheetFormat;

    fn check(text: &str, expected: &[(&str, &str, &str)]) {
        let sheet = Sheet::read(SheetFormat::Csv, text.as_bytes()).unwrap();
        let entries = read_list(&sheet).unwrap();
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let found: Vec<(String, String, String)> = entries
            .into_iter()
            .map(|entry| (entry.code, day(entry.period.from), day(entry.period.to)))
            .collect();
        let expected: Vec<(String, String, String)> = expected
            .iter()
            .map(|(code, from, to)| ((*code).into(), (*from).into(), (*to).into()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn states_follow_each_other() {
        let head = "code,description_en,RDEntryStatus_state,RDEntryStatus_activeFrom\n";
        check(
            &format!("{head}007,x,valid,01-11-2025"),
            &[("007", "2025-11-01", "")],
        );
        check(
            &format!(
                "{head}A,new,valid,2026-03-01\nA,old,valid,01-11-2025\nB,x,invalid,01-11-2025"
            ),
            &[("A", "2025-11-01", "2026-02-28"), ("A", "2026-03-01", "")],
        );
        check(
            &format!("{head}A,x,valid,01-11-2025\nA,x,invalid,01-01-2026\nA,x,valid,01-02-2026"),
            &[("A", "2025-11-01", "2025-12-31"), ("A", "2026-02-01", "")],
        );
        check(
            &format!("{head}A,x,valid,01-11-2025\nA,y,invalid,01-11-2025"),
            &[],
        );
    }

    #[test]
    fn the_newest_publication_counts() {
        let head = "code,description_en,Action_Operation,Action_ActivationDate,\
            Action_ActionIdentification,Action_ModificationDateAndTime\n";
        let old = "0,old,I,16-01-2018,1071,15-01-2018\n";
        let new = "0,new,U,26-11-2020,1074,25-11-2020\n";
        let gone = "0,gone,D,01-01-2022,1099,01-01-2022\n";
        check(
            &format!("{head}{new}{old}{old}"),
            &[("0", "2020-11-26", "")],
        );
        check(&format!("{head}{old}{new}{gone}"), &[]);
        let sheet = format!("{head}{new}{old}");
        let sheet = Sheet::read(SheetFormat::Csv, sheet.as_bytes()).unwrap();
        let entries = read_list(&sheet).unwrap();
        assert_eq!(entries[0].description.as_deref(), Some("new"));
    }

    #[test]
    fn plain_lists_and_what_else_they_say() {
        check(
            "code;description\n01;x\n02;y",
            &[("01", "", ""), ("02", "", "")],
        );
        check(
            "code,validFrom,validTo\nA,2026-01-01,2026-01-31\nA,2026-02-15,",
            &[("A", "2026-01-01", "2026-01-31"), ("A", "2026-02-15", "")],
        );
        let sheet = "code,description_en,ExciseProductCode,UnitOfMeasureCode\nB000,Beer,B000,3";
        let sheet = Sheet::read(SheetFormat::Csv, sheet.as_bytes()).unwrap();
        assert_eq!(
            read_list(&sheet).unwrap()[0].attributes,
            Json::stored(r#"{"UnitOfMeasureCode":"3"}"#)
        );
    }

    #[test]
    fn what_is_no_list_says_why() {
        for (text, expected) in [
            ("kode\n1", "no column \"code\""),
            ("code,description\n,x", "row 2: the code is missing"),
            ("code,validFrom\nA,soon", "row 2: validFrom must be a day"),
            (
                "code,validFrom,validTo\nA,2026-02-01,2026-01-01",
                "row 2: validTo is before",
            ),
        ] {
            let sheet = Sheet::read(SheetFormat::Csv, text.as_bytes()).unwrap();
            let error = read_list(&sheet).unwrap_err();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }
}
