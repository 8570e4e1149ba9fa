//! Of which parts does an order consist, and by which index is each walked?

use std::cmp::Ordering;

use cas_model::lifecycle::Status;

use crate::db::{Cells, Readable};
use crate::rows::{SortKey, SummaryOrder, SummaryPosition, SummarySort, standing};

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

    /// Whether its index begins with the standing.
    pub(super) const fn is_by_standing(self) -> bool {
        matches!(self, Self::Created | Self::Changed | Self::Due)
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

    fn holds(&self, row: &SortRow) -> bool {
        let is_status = self
            .status
            .is_none_or(|status| status.as_str() == row.status);
        is_status && self.standings.contains(&row.standing)
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

/// What any order sorts by.
#[derive(Clone, Debug)]
pub(super) struct SortRow {
    number: i64,
    standing: i64,
    /// As it is stored: a damaged one does not hide the row.
    status: String,
    created: i64,
    changed: i64,
    due: i64,
    mrn: String,
    party: String,
}

/// The columns of a [`SortRow`], in its order.
pub(super) const SORT_COLUMNS: &str =
    "number, standing, status, created_at, updated_at, due_key, mrn_key, party_key";

impl Readable for SortRow {
    fn read(cells: &mut Cells<'_>) -> anyhow::Result<Self> {
        Ok(Self {
            number: cells.next()?,
            standing: cells.next()?,
            status: cells.next()?,
            created: cells.next()?,
            changed: cells.next()?,
            due: cells.next()?,
            mrn: cells.next()?,
            party: cells.next()?,
        })
    }
}

impl SortRow {
    /// Where it stands among the parts; what fits none, at the end.
    pub(super) fn position(self, parts: &[Part]) -> SummaryPosition {
        let part = parts.iter().position(|part| part.holds(&self));
        let part = part.unwrap_or(parts.len().saturating_sub(1));
        let key = match parts[part].column {
            SortColumn::Created => SortKey::Integer(self.created),
            SortColumn::Changed => SortKey::Integer(self.changed),
            SortColumn::Due => SortKey::Integer(self.due),
            SortColumn::Mrn => SortKey::Text(self.mrn),
            SortColumn::Party => SortKey::Text(self.party),
        };
        SummaryPosition {
            part,
            key,
            number: self.number,
        }
    }
}

/// How two positions follow each other in an order.
pub(super) fn compare(
    sort: SummarySort,
    parts: &[Part],
    one: &SummaryPosition,
    other: &SummaryPosition,
) -> Ordering {
    let goes_down = |part: usize| parts.get(part).is_some_and(|part| part.is_descending);
    sort.compare(goes_down, one, other)
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
                let row = SortRow {
                    number: 1,
                    standing: standing(status.group()),
                    status: status.to_string(),
                    created: 1,
                    changed: 1,
                    due: 1,
                    mrn: String::new(),
                    party: String::new(),
                };
                let holding = parts.iter().filter(|part| part.holds(&row)).count();
                assert_eq!(holding, 1, "{order:?} {status}");
            }
        }
    }
}
