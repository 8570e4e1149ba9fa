//! How is a list walked, so that a page costs the same however long it is?
//!
//! Along an index: that of the order, or of a filter whose index has the order. What no index knows is
//! asked of each row that is come to, in strides that grow, until the page is full or a bound is met:
//! then the page ends there and says so. See decision 38.

use std::cmp::Ordering;

use super::listing::{Filter, ListPage, Listing, Share, apart};
use super::page::PAGE_BYTES;
use crate::db::{Column as _, ColumnKind, Query, Readable, Value};
use crate::rows::{ListCount, ListOrder, ListPlace, ListPosition, Listed};
use crate::store::Store;

/// The rows that are looked at, one stride after the other, in parts of a hundred of the bound.
const STRIDES: [u32; 3] = [1, 9, 90];
/// A filter of which an index has fewer rows leads.
const FEW: u32 = 1_000;
/// A filter of more values does not lead: each is walked for itself.
const MOST_BRANCHES: usize = 8;
/// As many rows are counted; of more it is said that there are more.
const MOST_COUNTED: u32 = 10_000;
/// Rows that are left out are read so many at a time.
const SKIPPED_AT_ONCE: u32 = 1_000;

impl Listing {
    /// A page of the list.
    pub(super) async fn page<R: Listed + Readable>(
        &self,
        store: &Store,
        place: &ListPlace<R>,
        share: Share,
    ) -> anyhow::Result<ListPage<R>> {
        let is_backwards = place.start.as_ref().is_some_and(|start| start.is_backwards);
        let walk = self.walk(store, place, is_backwards).await?;
        let mut from = place.start.as_ref().map(|start| start.position.clone());
        let mut left_out = 0;
        while left_out < share.offset {
            let wanted = SKIPPED_AT_ONCE.min(share.offset - left_out);
            let skipped = walk.come(from.as_ref(), wanted).await?;
            left_out += u32::try_from(skipped.rows.len())?;
            if skipped.next.is_none() || skipped.is_bound {
                return Ok(skipped.into_page(None, false).without_rows());
            }
            from = skipped.next;
        }
        let come = walk.come(from.as_ref(), share.limit).await?;
        Ok(come.into_page(from.filter(|_| place.start.is_some()), is_backwards))
    }

    /// How many rows the filter selects.
    pub(super) async fn count<R: Listed>(
        &self,
        store: &Store,
        place: &ListPlace<R>,
    ) -> anyhow::Result<ListCount> {
        let walk = self.walk(store, place, false).await?;
        let mut count = ListCount {
            rows: 0,
            is_at_least: false,
        };
        let branches = walk.branches();
        let bound = place.bound / u32::try_from(branches.len())?;
        for branch in branches {
            let query = Query::new("SELECT COUNT(*) FROM (SELECT 1 AS one FROM ").sql(self.table);
            let mut query = walk.within(query, branch, None);
            if let Some(rest) = &walk.rest {
                let end = walk.row_after(branch, None, bound).await?;
                count.is_at_least |= end.is_some();
                query = walk.until(query, end.as_ref()).append(rest);
            }
            let query = query
                .sql(" LIMIT ")
                .bind(&(MOST_COUNTED + 1))
                .sql(") AS counted");
            let counted: Option<(i64,)> = store.db().read_one(query).await?;
            count.rows += u64::try_from(counted.map_or(0, |(rows,)| rows))?;
        }
        if count.rows > u64::from(MOST_COUNTED) {
            count.rows = u64::from(MOST_COUNTED);
            count.is_at_least = true;
        }
        Ok(count)
    }

    async fn walk<'w, R: Listed>(
        &'w self,
        store: &'w Store,
        place: &ListPlace<R>,
        is_backwards: bool,
    ) -> anyhow::Result<Walk<'w, R>> {
        let mut walk = Walk {
            store,
            listing: self,
            order: place.sort.order,
            is_descending: place.sort.is_reversed != is_backwards,
            bound: place.bound,
            lead: None,
            rest: None,
        };
        walk.lead = walk.find_lead().await?;
        let mut rest = self.more.clone();
        for (at, filter) in self.filters.iter().enumerate() {
            if walk.lead != Some(at) {
                rest = Some(filter.asked(rest.unwrap_or_else(|| Query::new(""))));
            }
        }
        walk.rest = rest;
        Ok(walk)
    }
}

/// A walk along an index.
struct Walk<'w, R: 'static> {
    store: &'w Store,
    listing: &'w Listing,
    order: &'static ListOrder<R>,
    is_descending: bool,
    bound: u32,
    /// The filter whose index is walked; that of the order where none.
    lead: Option<usize>,
    /// What is asked of each row.
    rest: Option<Query>,
}

/// What a walk came to.
struct Come<R> {
    rows: Vec<R>,
    first: Option<ListPosition>,
    /// From where it can go on.
    next: Option<ListPosition>,
    /// Whether it ended at its bound.
    is_bound: bool,
    bound: u32,
}

/// What one value of the lead comes to.
struct Branch<R> {
    rows: Vec<(ListPosition, R)>,
    /// Behind this it is not known what comes.
    end: Option<ListPosition>,
    is_bound: bool,
}

impl<R: Listed> Walk<'_, R> {
    /// Of the filters that have an index one that selects few, else the first.
    async fn find_lead(&self) -> anyhow::Result<Option<usize>> {
        if !self.order.has_leads || self.listing.is_few {
            return Ok(None);
        }
        let filters = self.listing.filters.iter().enumerate();
        let leads = filters.filter(|(_, it)| it.has_index && it.values.len() <= MOST_BRANCHES);
        let leads: Vec<(usize, &Filter)> = leads.collect();
        if leads.len() > 1 {
            for (at, filter) in &leads {
                if self.is_few(filter).await? {
                    return Ok(Some(*at));
                }
            }
        }
        Ok(leads.first().map(|(at, _)| *at))
    }

    async fn is_few(&self, filter: &Filter) -> anyhow::Result<bool> {
        for value in &filter.values {
            let branch = Some((filter.column, value));
            if self.row_after(branch, None, FEW).await?.is_some() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The values of the lead, each walked for itself.
    fn branches(&self) -> Vec<Option<(&'static str, &Value)>> {
        let lead = self.lead.map(|at| &self.listing.filters[at]);
        match lead {
            Some(filter) => {
                let values = filter.values.iter();
                values.map(|value| Some((filter.column, value))).collect()
            }
            None => vec![None],
        }
    }

    /// ` WHERE …` of a branch behind a position.
    fn within(
        &self,
        query: Query,
        branch: Option<(&str, &Value)>,
        from: Option<&ListPosition>,
    ) -> Query {
        let mut query = query.append(&self.listing.scope);
        if let Some((column, value)) = branch {
            query = query
                .sql(&format!(" AND {column} = "))
                .bind_value(value.clone());
        }
        match from {
            Some(from) => self.compared(query, from, if self.is_descending { "<" } else { ">" }),
            None => query,
        }
    }

    /// ` AND …` up to a position, itself included.
    fn until(&self, query: Query, end: Option<&ListPosition>) -> Query {
        match end {
            Some(end) => self.compared(query, end, if self.is_descending { ">=" } else { "<=" }),
            None => query,
        }
    }

    fn compared(&self, query: Query, position: &ListPosition, operator: &str) -> Query {
        let mut query = query.sql(&format!(" AND ({}) {operator} (", self.column_names()));
        for (at, value) in position.0.iter().enumerate() {
            query = query.sql(if at == 0 { "" } else { ", " });
            query = query.bind_value(value.clone());
        }
        query.sql(")")
    }

    /// The columns of the order, so that the index of the order is taken where it is to be walked.
    fn columns(&self) -> Vec<String> {
        let columns = self.order.columns.iter();
        let named = columns.map(|(name, kind)| match (self.listing.is_few, kind) {
            (false, _) => (*name).to_owned(),
            (true, ColumnKind::Integer) => apart(name, &Value::Integer(None)),
            (true, ColumnKind::Text | ColumnKind::Bytes) => apart(name, &Value::Text(None)),
        });
        named.collect()
    }

    fn column_names(&self) -> String {
        self.columns().join(", ")
    }

    fn ordered(&self, query: Query) -> Query {
        let direction = if self.is_descending { "DESC" } else { "ASC" };
        let columns = self.columns().into_iter();
        let columns: Vec<String> = columns.map(|name| format!("{name} {direction}")).collect();
        query.sql(&format!(" ORDER BY {} LIMIT ", columns.join(", ")))
    }

    /// Where the row stands that comes so many rows behind a position; none where there are fewer.
    async fn row_after(
        &self,
        branch: Option<(&str, &Value)>,
        from: Option<&ListPosition>,
        rows: u32,
    ) -> anyhow::Result<Option<ListPosition>> {
        let (names, table) = (self.column_names(), self.listing.table);
        let query = Query::new(&format!("SELECT {names} FROM {table}"));
        let query = self.ordered(self.within(query, branch, from));
        let query = query.sql("1 OFFSET ").bind(&rows.saturating_sub(1));
        let found = self.store.db().rows(query).await?;
        let Some(row) = found.first() else {
            return Ok(None);
        };
        let mut cells = row.cells();
        let kinds = self.order.columns.iter().map(|(_, kind)| kind);
        let values = kinds.map(|kind| {
            Ok(match kind {
                ColumnKind::Integer => cells.next::<i64>()?.write(),
                ColumnKind::Text | ColumnKind::Bytes => cells.next::<String>()?.write(),
            })
        });
        let values = values.collect::<anyhow::Result<_>>()?;
        Ok(Some(ListPosition(values)))
    }
}

impl<R: Listed + Readable> Walk<'_, R> {
    /// Rows behind a position, in the order of the walk.
    async fn come(&self, from: Option<&ListPosition>, wanted: u32) -> anyhow::Result<Come<R>> {
        let branches = self.branches();
        let bound = self.bound / u32::try_from(branches.len())?;
        let (mut rows, mut end, mut is_bound) = (Vec::new(), None, false);
        for branch in branches {
            let mut walked = self.branch(branch, from, wanted, bound).await?;
            rows.append(&mut walked.rows);
            is_bound |= walked.is_bound;
            end = match (end, walked.end) {
                (Some(one), Some(other)) => Some(self.first_of(one, other)),
                (one, other) => one.or(other),
            };
        }
        rows.sort_by(|(one, _), (other, _)| self.along(one, other));
        if let Some(end) = &end {
            rows.retain(|(position, _)| self.along(position, end) != Ordering::Greater);
        }
        let wanted = wanted as usize;
        let is_full = rows.len() > wanted;
        rows.truncate(wanted);
        let last = rows.last().map(|(position, _)| position.clone());
        Ok(Come {
            first: rows.first().map(|(position, _)| position.clone()),
            rows: rows.into_iter().map(|(_, row)| row).collect(),
            next: if is_full { last } else { end },
            is_bound: is_bound && !is_full,
            bound: self.bound,
        })
    }

    async fn branch(
        &self,
        branch: Option<(&str, &Value)>,
        from: Option<&ListPosition>,
        wanted: u32,
        bound: u32,
    ) -> anyhow::Result<Branch<R>> {
        let mut walked = Branch {
            rows: Vec::new(),
            end: None,
            is_bound: false,
        };
        let Some(rest) = &self.rest else {
            let query = self.within(self.selected(), branch, from);
            self.read(query, wanted, &mut walked).await?;
            return Ok(walked);
        };
        let mut from = from.cloned();
        for stride in STRIDES {
            let rows = (bound * stride / 100).max(1);
            let end = self.row_after(branch, from.as_ref(), rows).await?;
            let query = self.within(self.selected(), branch, from.as_ref());
            let query = self.until(query, end.as_ref()).append(rest);
            let is_cut = self.read(query, wanted, &mut walked).await?;
            if is_cut || end.is_none() || walked.rows.len() > wanted as usize {
                return Ok(walked);
            }
            from = end;
        }
        walked.end = from;
        walked.is_bound = true;
        Ok(walked)
    }

    fn selected(&self) -> Query {
        let (columns, table) = (&self.listing.columns, self.listing.table);
        Query::new(&format!("SELECT {columns} FROM {table}"))
    }

    /// Reads what is wanted beside what there is, and one more; whether it had to end before.
    async fn read(
        &self,
        query: Query,
        wanted: u32,
        walked: &mut Branch<R>,
    ) -> anyhow::Result<bool> {
        let missing = (wanted + 1).saturating_sub(u32::try_from(walked.rows.len())?);
        let query = self.ordered(query).bind(&missing);
        let (rows, is_cut) = self.store.db().read_within(query, PAGE_BYTES).await?;
        let placed = |row| (ListPosition::of_row(&row, self.order), row);
        walked.rows.extend(Vec::into_iter(rows).map(placed));
        if is_cut {
            walked.end = walked.rows.last().map(|(position, _)| position.clone());
        }
        Ok(is_cut)
    }

    fn along(&self, one: &ListPosition, other: &ListPosition) -> Ordering {
        let order = one.compared(other);
        if self.is_descending {
            order.reverse()
        } else {
            order
        }
    }

    fn first_of(&self, one: ListPosition, other: ListPosition) -> ListPosition {
        match self.along(&one, &other) {
            Ordering::Greater => other,
            Ordering::Less | Ordering::Equal => one,
        }
    }
}

impl<R> Come<R> {
    /// The page of a walk that began at a position.
    fn into_page(mut self, from: Option<ListPosition>, is_backwards: bool) -> ListPage<R> {
        let looked = self.is_bound.then_some(self.bound);
        let behind = self
            .first
            .or_else(|| from.clone())
            .filter(|_| from.is_some());
        if is_backwards {
            self.rows.reverse();
            return ListPage {
                rows: self.rows,
                next: behind,
                previous: self.next,
                looked,
            };
        }
        ListPage {
            rows: self.rows,
            next: self.next,
            previous: behind,
            looked,
        }
    }
}

impl<R> ListPage<R> {
    fn without_rows(mut self) -> Self {
        self.rows.clear();
        self
    }
}
