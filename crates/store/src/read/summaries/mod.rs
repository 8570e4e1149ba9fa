//! Which declarations does a list show, and how many are there?
//!
//! Where a part of the filter selects few, those are read and sorted here; else the index of the
//! order is walked, and each entry is asked whether it is wanted. Both give the same rows in the same
//! order. Neither looks at more than a bound, and says so where it ends there. See decision 32.

mod conditions;
mod counts;
mod driver;
mod parts;
mod running;
mod walk;

pub use running::RunningVersion;

use std::collections::HashMap;

use cas_model::ids::TenantId;

use self::conditions::Conditions;
use self::counts::{StatusFilter, statuses};
use self::driver::{Driver, driver};
use self::parts::{Part, SortColumns, SortedRow, parts};
use self::walk::{Walk, Way};
use crate::db::{Db, Query, Row};
use crate::fills::FillProgress;
use crate::rows::{
    DeclarationSummary, Looked, SearchBounds, SummaryEntry, SummaryOrder, SummaryPage,
    SummaryPosition, SummarySearch,
};
use crate::store::Store;

/// So many entries are looked at before few rows are sorted.
const SHORT: u32 = 4_000;

/// The positions of a page, in the order they were come to.
#[derive(Debug, Default)]
struct Come {
    found: Vec<SummaryPosition>,
    /// Whether more rows follow behind it.
    goes_on: bool,
    /// Where it was ended by its bound, from which it can go on.
    end: Option<SummaryPosition>,
    looked: Option<Looked>,
}

impl Store {
    /// How far the rows are that lists read, of declarations of before an upgrade; `None` where every
    /// declaration has its own.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn summaries_being_filled(&self) -> anyhow::Result<Option<FillProgress>> {
        self.summaries_in_progress().await
    }

    /// A page of a tenant's declarations.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search_summaries(
        &self,
        tenant: TenantId,
        search: &SummarySearch,
    ) -> anyhow::Result<SummaryPage> {
        let conditions = Conditions {
            tenant,
            filter: &search.filter,
            bounds: search.bounds,
        };
        let parts = parts(search.sort.order);
        let come = match driver(self, conditions).await? {
            // Few, but perhaps often enough among all to be come to sooner than they are sorted.
            Some(Driver::Cells) if !search.filter.is_by_row() => {
                self.walked_or_sorted(conditions, search, &parts).await?
            }
            Some(driver) => self.sorted(conditions, &driver, search, &parts).await?,
            None => self.walked(conditions, search, &parts).await?,
        };
        self.page(tenant, search, &parts, come).await
    }

    /// A short walk; where that does not fill the page, all are sorted.
    async fn walked_or_sorted(
        &self,
        conditions: Conditions<'_>,
        search: &SummarySearch,
        parts: &[Part],
    ) -> anyhow::Result<Come> {
        let bounds = SearchBounds {
            entries: SHORT.min(search.bounds.entries),
            rows: (SHORT / 4).min(search.bounds.rows),
            ..search.bounds
        };
        let short = Conditions {
            bounds,
            ..conditions
        };
        if search.sort.order != SummaryOrder::Status && search.bounds.few > 0 {
            let come = self.walked(short, search, parts).await?;
            if come.looked.is_none() {
                return Ok(come);
            }
        }
        self.sorted(conditions, &Driver::Cells, search, parts).await
    }

    /// The positions of a page among the few that a driver leads to.
    async fn sorted(
        &self,
        conditions: Conditions<'_>,
        driver: &Driver<'_>,
        search: &SummarySearch,
        parts: &[Part],
    ) -> anyhow::Result<Come> {
        let columns = SortColumns::of(parts).named();
        let query = Query::new(&format!(
            "SELECT part, sort_key, sort_number FROM (SELECT {columns}"
        ));
        let mut query = selected(self, conditions, driver, query).sql(") AS sorted WHERE 1 = 1");
        let is_ahead = search.sort.is_reversed == search.is_backwards();
        let (behind, order) = if is_ahead {
            (">", "ASC")
        } else {
            ("<", "DESC")
        };
        if let Some(start) = &search.start {
            query = SortedRow::of(&start.position, parts).compared(query, behind);
        }
        let wanted = search.limit as usize;
        let query = query
            .sql(&format!(
                " ORDER BY part {order}, sort_key {order}, sort_number {order} LIMIT "
            ))
            .bind(&(search.limit + 1));
        let rows = self.db().rows(query).await?;
        let rows = rows.iter().map(|row| {
            let row = SortedRow::read(&mut row.cells(), parts)?;
            Ok(row.position(parts))
        });
        let mut found = rows.collect::<anyhow::Result<Vec<SummaryPosition>>>()?;
        let goes_on = found.len() > wanted;
        found.truncate(wanted);
        let is_cut = matches!(driver, Driver::Event { is_cut: true, .. });
        Ok(Come {
            found,
            goes_on,
            end: None,
            looked: is_cut.then_some(Looked::Newest(search.bounds.few)),
        })
    }

    /// The positions of a page along the index of its order.
    async fn walked(
        &self,
        conditions: Conditions<'_>,
        search: &SummarySearch,
        parts: &[Part],
    ) -> anyhow::Result<Come> {
        let wanted = search.limit as usize;
        let by_status = match search.sort.order {
            SummaryOrder::Status => Some(statuses(self, conditions, StatusFilter::Taken).await?),
            _ => None,
        };
        let walk = Walk {
            store: self,
            conditions,
            parts,
            by_status: by_status.as_deref(),
            way: Way {
                is_ahead: search.sort.is_reversed == search.is_backwards(),
                wanted: wanted + 1,
            },
        };
        let start = search.start.as_ref().map(|start| &start.position);
        let mut walked = walk.rows(start).await?;
        let goes_on = walked.found.len() > wanted;
        walked.found.truncate(wanted);
        let end = walked.end.filter(|_| !goes_on);
        Ok(Come {
            found: walked.found,
            goes_on,
            looked: end.is_some().then_some(Looked::Rows(walked.bound)),
            end,
        })
    }

    /// Reads the rows of a page.
    async fn page(
        &self,
        tenant: TenantId,
        search: &SummarySearch,
        parts: &[Part],
        come: Come,
    ) -> anyhow::Result<SummaryPage> {
        let mut found = come.found;
        let beyond = match come.goes_on {
            true => found.last().cloned(),
            false => come.end,
        };
        let before = search.start.as_ref().map(|start| match found.first() {
            Some(first) => first.clone(),
            None => search.just_behind(parts, &start.position),
        });
        if search.is_backwards() {
            found.reverse();
        }
        let (next, previous) = match search.is_backwards() {
            true => (before, beyond),
            false => (beyond, before),
        };
        Ok(SummaryPage {
            rows: self.entries(tenant, &found).await?,
            next,
            previous,
            looked: come.looked,
        })
    }

    /// The rows at positions, in their order. One that was changed meanwhile is there as it is now.
    async fn entries(
        &self,
        tenant: TenantId,
        found: &[SummaryPosition],
    ) -> anyhow::Result<Vec<SummaryEntry>> {
        let numbers: Vec<i64> = found.iter().map(|position| position.number).collect();
        let mut entries = HashMap::with_capacity(numbers.len());
        for some in numbers.chunks(crate::db::BATCH) {
            let query = Query::select::<DeclarationSummary>().sql(" WHERE 1 = 1");
            let query = and_tenant(query.and_in("number", some), tenant);
            for row in self.db().rows(query).await? {
                let number: i64 = row.cells().next()?;
                entries.insert(number, entry(&row)?);
            }
        }
        Ok(numbers
            .iter()
            .filter_map(|number| entries.remove(number))
            .collect())
    }
}

impl SummarySearch {
    fn is_backwards(&self) -> bool {
        self.start.as_ref().is_some_and(|start| start.is_backwards)
    }

    /// Behind a position, and before every other row that is: who turns round there comes to it first.
    fn just_behind(&self, parts: &[Part], position: &SummaryPosition) -> SummaryPosition {
        let part = parts.get(position.part);
        let is_descending = part.is_some_and(|part| part.is_descending);
        let goes_down = is_descending ^ self.sort.is_reversed ^ self.is_backwards();
        SummaryPosition {
            number: position.number + if goes_down { -1 } else { 1 },
            ..position.clone()
        }
    }
}

/// `FROM …` of the rows of a filter among the few that a driver leads to.
fn selected(store: &Store, conditions: Conditions<'_>, driver: &Driver<'_>, query: Query) -> Query {
    // PostgreSQL would rather read a whole index and join it with a list of a length it does not know.
    let (within, end) = match store.db() {
        Db::Sqlite { .. } => ("IN (", ")"),
        Db::Postgres(_) => ("= ANY(ARRAY(", "))"),
    };
    let query = query.sql(&format!(
        " FROM declaration_summary WHERE number {within}SELECT number FROM ("
    ));
    let query = driver
        .numbers(store.db(), conditions, query)
        .sql(&format!(" LIMIT {}) AS few{end}", conditions.bounds.few));
    let query = and_tenant(query, conditions.tenant);
    let filter = conditions.filter;
    let query = match filter.is_by_cell() || !filter.groups.is_empty() {
        true => conditions.and_cell(query, None),
        false => query,
    };
    match driver {
        Driver::Event { .. } => conditions.and_row_on_its_days(query),
        _ => conditions.and_row(query, "declaration_summary"),
    }
}

/// ` AND …` that a row is the tenant's, where its number leads to it: without statistics SQLite would
/// rather take an index that begins with the tenant, and read all rows.
fn and_tenant(query: Query, tenant: TenantId) -> Query {
    query
        .sql(" AND (tenant_id = ")
        .bind(&tenant)
        .sql(") IS TRUE")
}

fn entry(row: &Row) -> anyhow::Result<SummaryEntry> {
    let error = match row.read::<DeclarationSummary>() {
        Ok(summary) => return Ok(SummaryEntry::Whole(Box::new(summary))),
        Err(error) => error,
    };
    let mut cells = row.cells();
    let _: i64 = cells.next()?;
    Ok(SummaryEntry::Damaged {
        id: cells.next()?,
        error: format!("{error:#}"),
    })
}
