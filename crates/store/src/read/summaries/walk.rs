//! How is an order walked along its index, when the filter selects many?
//!
//! Bounds stand in the texts of statements: PostgreSQL plans a prepared one once for all values, and
//! supposes that a limit it does not know is a tenth of all rows.
//!
//! Each part of an order is walked standing by standing, since its index begins with that, and what
//! is found is put together. No walk looks at more rows than its share of a bound; where one ends
//! there, the page ends with it, since what comes behind it is not known.

use std::cmp::Ordering;

use cas_model::ids::TenantId;
use cas_model::lifecycle::Status;

use super::conditions::{CONDITION_COLUMNS, Conditions};
use super::parts::{Part, SortColumn};
use crate::db::{Cells, Query};
use crate::rows::{SortKey, SummaryFilter, SummaryPosition};
use crate::store::Store;

/// Which way a page is walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Way {
    /// Whether from the first part to the last.
    pub(super) is_ahead: bool,
    /// How many rows are wanted.
    pub(super) wanted: usize,
}

/// What a walk found.
#[derive(Debug, Default)]
pub(super) struct Walked {
    pub(super) found: Vec<SummaryPosition>,
    /// Where it ended at its bound.
    pub(super) end: Option<SummaryPosition>,
    /// How many rows it looks at, at most.
    pub(super) bound: u32,
}

/// A walk along the order of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walk<'w> {
    pub(super) store: &'w Store,
    pub(super) conditions: Conditions<'w>,
    pub(super) parts: &'w [Part],
    /// How many each status has, where parts are those of statuses.
    pub(super) by_status: Option<&'w [(Status, u64)]>,
    pub(super) way: Way,
}

/// One standing of a part; all where the index does not begin with it.
#[derive(Clone, Copy, Debug)]
struct Branch<'w> {
    part: usize,
    of: &'w Part,
    standing: Option<i64>,
    is_descending: bool,
    bound: u32,
    /// Whether it has so few rows that they are found by their cells.
    is_few: bool,
}

struct Found(SortKey, i64);

impl Walk<'_> {
    /// The rows behind a position, in the order of the way.
    pub(super) async fn rows(&self, from: Option<&SummaryPosition>) -> anyhow::Result<Walked> {
        let mut walked = Walked {
            bound: self.bound(),
            ..Walked::default()
        };
        let first = from.map_or(0, |from| from.part);
        let mut parts: Vec<usize> = (0..self.parts.len()).collect();
        if !self.way.is_ahead {
            parts.reverse();
        }
        let is_left = |part: &&usize| match (from, self.way.is_ahead) {
            (None, _) => true,
            (Some(_), true) => **part >= first,
            (Some(_), false) => **part <= first,
        };
        for part in parts.iter().filter(is_left) {
            let from = from.filter(|from| from.part == *part);
            self.part(*part, from, &mut walked).await?;
            if walked.end.is_some() || walked.found.len() >= self.way.wanted {
                break;
            }
        }
        walked.found.truncate(self.way.wanted);
        Ok(walked)
    }

    fn count_of(&self, status: Status) -> u64 {
        let mut counts = self.by_status.unwrap_or_default().iter();
        let count = counts.find(|(counted, _)| *counted == status);
        count.map_or(0, |(_, count)| *count)
    }

    /// Whether a part is walked from its greatest key.
    fn goes_down(&self, part: &Part) -> bool {
        part.is_descending == self.way.is_ahead
    }

    fn bound(&self) -> u32 {
        let bounds = self.conditions.bounds;
        let mut parts = self.parts.iter();
        match parts.any(|part| self.reads_rows(part)) {
            true => bounds.rows,
            false => bounds.entries,
        }
    }

    /// Whether the index of a part does not tell which rows are wanted.
    fn reads_rows(&self, part: &Part) -> bool {
        let filter = self.conditions.filter;
        let asks_cells = filter.is_by_cell() || !filter.groups.is_empty();
        filter.is_by_row() || (asks_cells && !part.column.is_by_standing())
    }

    async fn part(
        &self,
        part: usize,
        from: Option<&SummaryPosition>,
        walked: &mut Walked,
    ) -> anyhow::Result<()> {
        let of = &self.parts[part];
        let wanted = self.conditions.filter.standings();
        let standings: Vec<i64> = of
            .standings
            .iter()
            .copied()
            .filter(|one| wanted.contains(one))
            .collect();
        let count = of.status.map_or(u64::MAX, |status| self.count_of(status));
        if standings.is_empty() || count == 0 {
            return Ok(());
        }
        let branches: Vec<Option<i64>> = match of.column.is_by_standing() {
            true => standings.iter().copied().map(Some).collect(),
            false => vec![None],
        };
        let bound = walked.bound / u32::try_from(branches.len())?;
        let (mut found, mut end): (Vec<SummaryPosition>, Option<SummaryPosition>) =
            Default::default();
        for standing in branches {
            let branch = Branch {
                part,
                of,
                standing,
                is_descending: self.goes_down(of),
                bound,
                is_few: count <= u64::from(self.conditions.bounds.few),
            };
            let rows = self.branch(branch, from).await?;
            if rows.len() < self.way.wanted && !branch.is_few {
                let last = self.last_looked_at(branch, from).await?;
                end = match (end, last) {
                    (Some(one), Some(other)) => Some(branch.first_of(one, other)),
                    (one, other) => one.or(other),
                };
            }
            found.extend(rows);
        }
        let goes_down = self.goes_down(of);
        found.sort_by(|one, other| along(goes_down, one, other));
        if let Some(end) = &end {
            found.retain(|row| along(goes_down, row, end) != Ordering::Greater);
        }
        walked.found.extend(found);
        walked.end = end;
        Ok(())
    }

    /// The rows of a branch that are wanted.
    async fn branch(
        &self,
        branch: Branch<'_>,
        from: Option<&SummaryPosition>,
    ) -> anyhow::Result<Vec<SummaryPosition>> {
        let filter = self.conditions.filter;
        let column = branch.of.column.name();
        if branch.is_few {
            let query = Query::new(&format!(
                "SELECT {column} AS sort_key, number FROM declaration_summary WHERE 1 = 1"
            ));
            let query = self.conditions.in_cell(query, branch.of.status);
            let query = self.conditions.and_row(query, "declaration_summary");
            let query = branch.ordered(from, query).sql(" LIMIT ");
            return self
                .positions(branch, query.bind(&u32::try_from(self.way.wanted)?))
                .await;
        }
        let is_by_row = filter.is_by_row();
        let columns = if is_by_row { CONDITION_COLUMNS } else { "cell" };
        let query = Query::new(&format!(
            "SELECT sort_key, number FROM (SELECT {column} AS sort_key, number, {columns}"
        ));
        let query = branch.looked_at(self.conditions.tenant, filter, from, query);
        let mut query = query.sql(&format!(" LIMIT {}) AS looked WHERE 1 = 1", branch.bound));
        let asks_group = branch.standing.is_none() && !filter.groups.is_empty();
        if filter.is_by_cell() || branch.of.status.is_some() || asks_group {
            query = self.conditions.and_cell(query, branch.of.status);
        }
        if filter.is_by_row() {
            query = self.conditions.and_row(query, "looked");
        }
        let query = query.sql(" LIMIT ").bind(&u32::try_from(self.way.wanted)?);
        self.positions(branch, query).await
    }

    /// The row at which the branch's bound ends it; none where it ends by itself.
    async fn last_looked_at(
        &self,
        branch: Branch<'_>,
        from: Option<&SummaryPosition>,
    ) -> anyhow::Result<Option<SummaryPosition>> {
        let column = branch.of.column.name();
        let query = Query::new(&format!("SELECT {column} AS sort_key, number"));
        let filter = self.conditions.filter;
        let query = branch.looked_at(self.conditions.tenant, filter, from, query);
        let query = query.sql(&format!(
            " LIMIT 1 OFFSET {}",
            branch.bound.saturating_sub(1)
        ));
        Ok(self.positions(branch, query).await?.pop())
    }

    async fn positions(
        &self,
        branch: Branch<'_>,
        query: Query,
    ) -> anyhow::Result<Vec<SummaryPosition>> {
        let rows = self.store.db().rows(query).await?;
        let position = |found: Found| SummaryPosition {
            part: branch.part,
            key: found.0,
            number: found.1,
        };
        let rows = rows
            .iter()
            .map(|row| branch.read(&mut row.cells()).map(position));
        rows.collect()
    }
}

impl Branch<'_> {
    /// `FROM … WHERE … ORDER BY …` of what is looked at, in order.
    fn looked_at(
        &self,
        tenant: TenantId,
        filter: &SummaryFilter,
        from: Option<&SummaryPosition>,
        query: Query,
    ) -> Query {
        let column = self.of.column.name();
        let query = query
            .sql(" FROM declaration_summary WHERE tenant_id = ")
            .bind(&tenant)
            .and("standing =", self.standing.as_ref());
        let query = match self.of.column {
            SortColumn::Created => query
                .and_since(column, filter.created_from.as_ref())
                .and_until(column, filter.created_to.as_ref()),
            SortColumn::Changed => query
                .and_since(column, filter.updated_from.as_ref())
                .and_until(column, filter.updated_to.as_ref()),
            SortColumn::Due => query.and("due_key <", filter.due_before.as_ref()),
            SortColumn::Mrn => match &filter.numbers.mrn {
                Some(pattern) => super::conditions::and_number(query, column, pattern),
                None => query,
            },
            SortColumn::Party => query,
        };
        self.ordered(from, query)
    }

    /// ` AND …` that rows are behind a position, ` ORDER BY …`.
    fn ordered(&self, from: Option<&SummaryPosition>, mut query: Query) -> Query {
        let column = self.of.column.name();
        let order = if self.is_descending { "DESC" } else { "ASC" };
        if let Some(from) = from {
            let behind = if self.is_descending { "<" } else { ">" };
            query = query.sql(&format!(" AND ({column}, number) {behind} ("));
            query = match &from.key {
                SortKey::Integer(key) => query.bind(key),
                SortKey::Text(key) => query.bind(key),
            };
            query = query.sql(", ").bind(&from.number).sql(")");
        }
        query.sql(&format!(" ORDER BY {column} {order}, number {order}"))
    }

    fn read(&self, cells: &mut Cells<'_>) -> anyhow::Result<Found> {
        let key = match self.of.column.is_text() {
            true => SortKey::Text(cells.next()?),
            false => SortKey::Integer(cells.next()?),
        };
        Ok(Found(key, cells.next()?))
    }

    /// Which of two is come to first.
    fn first_of(&self, one: SummaryPosition, other: SummaryPosition) -> SummaryPosition {
        match along(self.is_descending, &one, &other) {
            Ordering::Greater => other,
            Ordering::Less | Ordering::Equal => one,
        }
    }
}

/// How two rows of a part follow each other when it is walked down, or up.
fn along(is_descending: bool, one: &SummaryPosition, other: &SummaryPosition) -> Ordering {
    let order = (&one.key, one.number).cmp(&(&other.key, other.number));
    if is_descending {
        order.reverse()
    } else {
        order
    }
}
