//! Of which parts does an order consist, and by which index is each walked?

use cas_model::lifecycle::Status;

use crate::db::{Cells, Query};
use crate::rows::{SortKey, SummaryOrder, SummaryPosition, standing};

/// All standings, in their order.
pub(super) const STANDINGS: [i64; 4] = [0, 1, 2, 3];

/// The columns that parts are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SortColumn {
    Created,
    Changed,
    Due,
    Mrn,
    Party,
}

impl SortColumn {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Created => "created_at",
            Self::Changed => "updated_at",
            Self::Due => "due_key",
            Self::Mrn => "mrn_key",
            Self::Party => "party_key",
        }
    }

    /// Whether its index begins with the standing, and holds the cell.
    pub(super) const fn is_by_standing(self) -> bool {
        matches!(self, Self::Changed | Self::Due)
    }

    /// Whether it holds texts, not times.
    pub(super) const fn is_text(self) -> bool {
        matches!(self, Self::Mrn | Self::Party)
    }
}

/// Rows that stand together in an order, sorted by one column and the number.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) standings: Vec<i64>,
    pub(super) status: Option<Status>,
    pub(super) column: SortColumn,
    pub(super) is_descending: bool,
}

impl Part {
    fn of_all(column: SortColumn) -> Self {
        Self {
            standings: STANDINGS.to_vec(),
            status: None,
            column,
            is_descending: false,
        }
    }

    #[cfg(test)]
    fn holds(&self, status: Status) -> bool {
        let is_status = self.status.is_none_or(|one| one == status);
        is_status && self.standings.contains(&standing(status.group()))
    }
}

/// The parts of an order, which no row is in twice and every row is in once.
pub(super) fn parts(order: SummaryOrder) -> Vec<Part> {
    match order {
        SummaryOrder::Created => vec![Part::of_all(SortColumn::Created)],
        SummaryOrder::Changed => vec![Part::of_all(SortColumn::Changed)],
        SummaryOrder::Due => vec![Part::of_all(SortColumn::Due)],
        SummaryOrder::Mrn => vec![Part::of_all(SortColumn::Mrn)],
        SummaryOrder::Party => vec![Part::of_all(SortColumn::Party)],
        SummaryOrder::Next => STANDINGS
            .into_iter()
            .map(|standing| Part {
                standings: vec![standing],
                status: None,
                column: if standing == 3 {
                    SortColumn::Changed
                } else {
                    SortColumn::Due
                },
                is_descending: standing == 3,
            })
            .collect(),
        SummaryOrder::Status => by_status(),
    }
}

fn by_status() -> Vec<Part> {
    let mut statuses = Status::ALL.to_vec();
    statuses.sort_by_key(|status| standing(status.group()));
    let parts = statuses.into_iter().map(|status| Part {
        standings: vec![standing(status.group())],
        status: Some(status),
        column: SortColumn::Changed,
        is_descending: true,
    });
    parts.collect()
}

/// The order of parts as the columns of a statement that sorts: part, key, number. What goes down is
/// negative, so that one direction sorts all three.
#[derive(Clone, Debug)]
pub(super) struct SortColumns {
    part: String,
    key: String,
    number: String,
}

impl SortColumns {
    pub(super) fn of(parts: &[Part]) -> Self {
        let signed = |part: &Part, column: &str| match part.is_descending {
            true => format!("-{column}"),
            false => column.to_owned(),
        };
        let places = (0..parts.len()).map(|place| place.to_string()).collect();
        let keys = parts.iter().map(|part| signed(part, part.column.name()));
        let numbers = parts.iter().map(|part| signed(part, "number"));
        Self {
            part: format!("CAST({} AS BIGINT)", by_part(parts, places)),
            key: by_part(parts, keys.collect()),
            number: by_part(parts, numbers.collect()),
        }
    }

    /// As the columns `part`, `sort_key` and `sort_number`.
    pub(super) fn named(&self) -> String {
        let Self { part, key, number } = self;
        format!("{part} AS part, {key} AS sort_key, {number} AS sort_number")
    }
}

/// The expression of the part that a row is in; of the last, where it is in none.
fn by_part(parts: &[Part], expressions: Vec<String>) -> String {
    let last = expressions.last().cloned().unwrap_or_default();
    if expressions.iter().all(|expression| *expression == last) {
        return last;
    }
    let cases = parts
        .iter()
        .zip(&expressions)
        .map(|(part, expression)| match part.status {
            Some(status) => format!("WHEN status = '{status}' THEN {expression}"),
            None => {
                let standings: Vec<String> = part.standings.iter().map(i64::to_string).collect();
                format!(
                    "WHEN standing IN ({}) THEN {expression}",
                    standings.join(", ")
                )
            }
        });
    format!(
        "CASE {} ELSE {last} END",
        cases.collect::<Vec<_>>().join(" ")
    )
}

/// A row of such a statement.
#[derive(Clone, Debug)]
pub(super) struct SortedRow {
    part: i64,
    key: SortKey,
    number: i64,
}

impl SortedRow {
    /// Reads a row; all parts have keys of one kind.
    pub(super) fn read(cells: &mut Cells<'_>, parts: &[Part]) -> anyhow::Result<Self> {
        let part = cells.next()?;
        let is_text = parts.iter().any(|part| part.column.is_text());
        let key = match is_text {
            true => SortKey::Text(cells.next()?),
            false => SortKey::Integer(cells.next()?),
        };
        Ok(Self {
            part,
            key,
            number: cells.next()?,
        })
    }

    /// As it is sorted.
    pub(super) fn of(position: &SummaryPosition, parts: &[Part]) -> Self {
        let row = Self {
            part: i64::try_from(position.part).unwrap_or(i64::MAX),
            key: position.key.clone(),
            number: position.number,
        };
        row.turned(parts)
    }

    /// Where it stands.
    pub(super) fn position(self, parts: &[Part]) -> SummaryPosition {
        let row = self.turned(parts);
        SummaryPosition {
            part: usize::try_from(row.part).unwrap_or(0),
            key: row.key,
            number: row.number,
        }
    }

    /// ` AND …` that rows are behind this one, or before it.
    pub(super) fn compared(self, query: Query, behind: &str) -> Query {
        let query = query
            .sql(&format!(" AND (part, sort_key, sort_number) {behind} ("))
            .bind(&self.part)
            .sql(", ");
        let query = match &self.key {
            SortKey::Integer(key) => query.bind(key),
            SortKey::Text(key) => query.bind(key),
        };
        query.sql(", ").bind(&self.number).sql(")")
    }

    /// With the signs of its part changed, where that goes down.
    fn turned(self, parts: &[Part]) -> Self {
        let part = usize::try_from(self.part)
            .ok()
            .and_then(|part| parts.get(part));
        if !part.is_some_and(|part| part.is_descending) {
            return self;
        }
        Self {
            key: match self.key {
                SortKey::Integer(key) => SortKey::Integer(-key),
                SortKey::Text(key) => SortKey::Text(key),
            },
            number: -self.number,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_in_one_part_of_each_order() {
        for order in [
            SummaryOrder::Created,
            SummaryOrder::Changed,
            SummaryOrder::Next,
            SummaryOrder::Due,
            SummaryOrder::Status,
            SummaryOrder::Mrn,
            SummaryOrder::Party,
        ] {
            let parts = parts(order);
            for status in Status::ALL {
                let holding = parts.iter().filter(|part| part.holds(*status)).count();
                assert_eq!(holding, 1, "{order:?} {status}");
            }
        }
    }
}
