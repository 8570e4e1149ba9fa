//! What should a person look at in a decision table that can be saved?
//!
//! Rows that never fire, that say nothing, that contradict or repeat each other; codes that their
//! lists do not have on the days of the row. Looked for on every save, so within a budget. A
//! warning stops nothing.

use cas_decision::analysis::{Budget, Example, Finding as Found, GapSearch};
use cas_decision::{Compiled, NamedCode, NamedColumn, ValueType, analyse};
use cas_model::finding::{Finding, Severity};
use cas_model::findings;
use cas_rules::{CodeLists, NOMENCLATURES, Nomenclature, lists_of_field};
use jiff::civil::Date;

use crate::reference::TenantLists;
use crate::tables::TableDocument;

/// Most warnings that are told; how many more there are is told too.
const SHOWN: usize = 100;
/// Most comparisons of a save: some tens of milliseconds.
const STEPS: usize = 5_000_000;
/// Most digits of a tariff code that customs uses in pairs.
const TARIFF_DIGITS: usize = 10;

/// Something to look at, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableWarning {
    /// What it is, as everything that CAS finds.
    pub finding: Finding,
    /// The id of the row.
    pub row: String,
    /// The name of the column, where it is about one.
    pub column: Option<String>,
}

/// What is to be looked at in a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableWarnings {
    /// Errors first, then from the top.
    pub warnings: Vec<TableWarning>,
    /// How many more were found than are told.
    pub more: usize,
    /// The budget ran out: there may be others. `analyse` takes longer and finds them.
    pub unfinished: bool,
}

impl TableWarnings {
    /// What is to be looked at in a table, which `table` was compiled from.
    #[must_use]
    pub fn new(
        document: &TableDocument,
        table: &Compiled,
        lists: &TenantLists,
        today: Date,
    ) -> Self {
        let budget = Budget {
            steps: STEPS,
            ..Budget::default()
        };
        let report = analyse(table, &GapSearch::default(), budget);
        let mut found: Vec<TableWarning> = report.findings.into_iter().filter_map(told).collect();
        found.extend(unlisted_codes(document, table, lists, today));
        let place = |id: &str| document.table.rows.iter().position(|row| row.id == id);
        found.sort_by_cached_key(|warning| {
            let is_warning = warning.finding.severity == Severity::Warning;
            (is_warning, place(&warning.row))
        });
        let more = found.len().saturating_sub(SHOWN);
        found.truncate(SHOWN);
        Self {
            warnings: found,
            more,
            unfinished: report.unfinished,
        }
    }
}

/// The codes of a table that their lists do not have on the days of their rows, from the top.
#[must_use]
pub fn unlisted_codes(
    document: &TableDocument,
    table: &Compiled,
    lists: &TenantLists,
    today: Date,
) -> Vec<TableWarning> {
    let codes = Codes {
        document,
        table,
        lists: lists.code_lists(),
        today,
    };
    let named = table.named_codes();
    named.filter_map(|code| codes.wrong(code)).collect()
}

/// A finding of the analysis, as one that has a code.
fn told(found: Found) -> Option<TableWarning> {
    let (finding, row, column) = match found {
        Found::Shadowed { row, by } => (findings::row_hidden(&row, format!("row {by}")), row, None),
        Found::Covered { row, by } => {
            let by = format!("rows {}", by.join(", "));
            (findings::row_hidden(&row, by), row, None)
        }
        Found::Impossible { row, column } => (findings::row_impossible(&row), row, Some(column)),
        Found::Silent { row } => (findings::row_silent(&row), row, None),
        Found::Contradiction {
            row,
            other,
            example,
        } => {
            let finding = findings::rows_contradict(&row, &other, in_words(&example));
            (finding, other, None)
        }
        Found::Duplicate { row, other } => (findings::rows_repeat(&row, &other), other, None),
        Found::Gap { .. } => return None,
    };
    Some(TableWarning {
        finding,
        row,
        column,
    })
}

/// Inputs as a person reads them: `country "DE", mass 5 on 2026-01-01`.
fn in_words(example: &Example) -> String {
    let inputs = example.inputs.iter().map(|(name, value)| match value {
        Some(value) => format!("{name} {value}"),
        None => format!("{name} missing"),
    });
    let inputs: Vec<String> = inputs.collect();
    format!("{} on {}", inputs.join(", "), example.as_of)
}

/// Looks the codes of a table up.
struct Codes<'a> {
    document: &'a TableDocument,
    table: &'a Compiled,
    lists: &'a CodeLists,
    today: Date,
}

impl Codes<'_> {
    fn wrong(&self, code: NamedCode<'_>) -> Option<TableWarning> {
        let (name, field, value_type) = match code.column {
            NamedColumn::Input(at) => {
                let input = &self.table.inputs()[at];
                (&input.name, input.field(), input.value_type)
            }
            NamedColumn::Output(at) => {
                let output = &self.table.outputs()[at];
                (&output.name, output.name.as_str(), output.value_type)
            }
        };
        let finding = match value_type {
            ValueType::TariffCode => self.tariff_code(code),
            ValueType::Text | ValueType::Code => self.listed_code(code, field),
            ValueType::Number | ValueType::Boolean | ValueType::Date => None,
        };
        Some(TableWarning {
            finding: finding?,
            row: code.row.to_owned(),
            column: Some(name.clone()),
        })
    }

    /// A code that none of the field's lists has; lists that nobody knows say nothing.
    fn listed_code(&self, code: NamedCode<'_>, field: &str) -> Option<Finding> {
        if code.is_prefix {
            return None;
        }
        let lists = lists_of_field(field);
        let day = self.days(code).find(|day| {
            let mut answers = lists
                .iter()
                .filter_map(|list| self.lists.contains(list, code.text, *day))
                .peekable();
            answers.peek().is_some() && !answers.any(|holds| holds)
        })?;
        let known = |list: &&&str| self.lists.contains(list, code.text, day).is_some();
        let known: Vec<&str> = lists.iter().filter(known).copied().collect();
        let named = format!("list {}", known.join(", "));
        Some(findings::code_not_listed(code.text, named, day))
    }

    fn tariff_code(&self, code: NamedCode<'_>) -> Option<Finding> {
        let digits = code.text.len();
        if digits % 2 == 1 && digits < TARIFF_DIGITS {
            return Some(findings::tariff_code_odd(code.text, digits));
        }
        let loaded = |known: &&Nomenclature| self.lists.is_loaded(known.list);
        let known = NOMENCLATURES.iter().find(loaded)?;
        // Of a code that is longer than those of the list, what the list can know.
        let beginning = code.text.get(..known.digits).unwrap_or(code.text);
        let is_missing =
            |day: &Date| self.lists.has_beginning(known.list, beginning, *day) == Some(false);
        let day = self.days(code).find(is_missing)?;
        Some(findings::tariff_code_not_listed(code.text, known.list, day))
    }

    /// The days on which a row's codes are looked up: the first from today on which it holds, its
    /// last, and of a row of the past its last.
    fn days(&self, code: NamedCode<'_>) -> impl Iterator<Item = Date> {
        let from = code.valid_from.max(self.document.valid_from);
        let ends = [code.valid_to, self.document.valid_to];
        let to = ends.into_iter().flatten().min();
        let first = from.map_or(self.today, |from| from.max(self.today));
        let first = to.map_or(first, |to| to.min(first));
        [Some(first), to.filter(|to| *to > first)]
            .into_iter()
            .flatten()
    }
}

#[cfg(test)]
mod tests;
