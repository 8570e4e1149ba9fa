//! How many declarations does a filter select, by status, plant, system, type and error?
//!
//! What cells know is read from them. Where the filter asks for more, the few that a part of it leads
//! to are counted; else the newest of each standing, and the answer says that there may be more.

use std::collections::BTreeMap;

use cas_model::ids::TenantId;
use cas_model::lifecycle::Status;

use super::conditions::{CONDITION_COLUMNS, Conditions};
use super::driver::{Driver, driver};
use super::parts::STANDINGS;
use super::selected;
use crate::db::{Cells, Query, Readable};
use crate::rows::{Counted, Json, SearchBounds, SummaryCounts, SummaryFilter};
use crate::store::Store;

/// So many of each standing are looked at where counting all would take long.
const NEWEST: u32 = 1_000;
/// The most values of one list.
const VALUES: usize = 100;

/// How many declarations have these in common.
struct Group {
    /// None where what is stored is damaged.
    status: Option<Status>,
    plant: String,
    system: String,
    declaration_type: String,
    error_codes: Json<Vec<String>>,
    declarations: i64,
}

impl Readable for Group {
    fn read(cells: &mut Cells<'_>) -> anyhow::Result<Self> {
        Ok(Self {
            status: Status::parse(&cells.next::<String>()?),
            plant: cells.next()?,
            system: cells.next()?,
            declaration_type: cells.next()?,
            error_codes: cells.next()?,
            declarations: cells.next()?,
        })
    }
}

const GROUPED: &str = "status, plant, system, declaration_type, error_codes";

/// How many declarations are in the cells of a filter.
pub(super) async fn in_cells(store: &Store, conditions: Conditions<'_>) -> anyhow::Result<u64> {
    let query = Query::new("SELECT CAST(COALESCE(SUM(declarations), 0) AS BIGINT)");
    let query = conditions.with_cells(query, None);
    let count = store.db().read_one::<(i64,)>(query).await?;
    Ok(u64::try_from(count.map_or(0, |(count,)| count)).unwrap_or(0))
}

impl Store {
    /// How many declarations of a tenant a filter selects. Statuses are counted whatever groups and
    /// statuses the filter names: they are what one chooses from.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_summaries(
        &self,
        tenant: TenantId,
        filter: &SummaryFilter,
    ) -> anyhow::Result<SummaryCounts> {
        if !filter.is_by_row() {
            let mut counts = self.count_cells(tenant, filter).await?;
            let conditions = Conditions {
                tenant,
                filter,
                bounds: SearchBounds::default(),
            };
            counts.error_codes = self.count_errors(conditions).await?;
            return Ok(counts);
        }
        let open = SummaryFilter {
            groups: Vec::new(),
            statuses: Vec::new(),
            ..filter.clone()
        };
        let conditions = Conditions {
            tenant,
            filter: &open,
            bounds: SearchBounds::default(),
        };
        let mut counts = SummaryCounts::default();
        let driver = driver(self, conditions).await?;
        let groups = match &driver {
            Some(driver) => self.count_few(conditions, driver).await?,
            None => self.count_newest(conditions).await?,
        };
        counts.is_at_least = match &driver {
            Some(driver) => matches!(driver, Driver::Event { is_cut: true, .. }),
            None => self.is_beyond_newest(tenant).await?,
        };
        counts.add(filter, &groups);
        Ok(counts)
    }

    /// From cells alone, a list at a time.
    async fn count_cells(
        &self,
        tenant: TenantId,
        filter: &SummaryFilter,
    ) -> anyhow::Result<SummaryCounts> {
        let conditions = Conditions {
            tenant,
            filter,
            bounds: SearchBounds::default(),
        };
        Ok(SummaryCounts {
            statuses: statuses(self, conditions, StatusFilter::Left).await?,
            plants: self.list(conditions, "plant").await?,
            systems: self.list(conditions, "system").await?,
            declaration_types: self.list(conditions, "declaration_type").await?,
            ..SummaryCounts::default()
        })
    }

    async fn list(&self, conditions: Conditions<'_>, column: &str) -> anyhow::Result<Vec<Counted>> {
        let query = Query::new(&format!(
            "SELECT {column}, CAST(SUM(declarations) AS BIGINT)"
        ));
        let query = conditions
            .with_cells(query, None)
            .sql(&format!(" GROUP BY {column} ORDER BY 2 DESC, 1 LIMIT "))
            .bind(&u32::try_from(VALUES)?);
        counted(self, query).await
    }

    async fn count_few(
        &self,
        conditions: Conditions<'_>,
        driver: &Driver<'_>,
    ) -> anyhow::Result<Vec<Group>> {
        let query = Query::new(&format!("SELECT {GROUPED}, COUNT(*)"));
        let query = selected(self, conditions, driver, query);
        let query = query.sql(&format!(" GROUP BY {GROUPED}"));
        self.db().read(query).await
    }

    async fn count_newest(&self, conditions: Conditions<'_>) -> anyhow::Result<Vec<Group>> {
        let mut groups = Vec::new();
        for standing in STANDINGS {
            let query = Query::new(&format!("SELECT {GROUPED}, COUNT(*)"));
            let query = newest(conditions, standing, query);
            let query = query.sql(&format!(" GROUP BY {GROUPED}"));
            groups.append(&mut self.db().read(query).await?);
        }
        Ok(groups)
    }

    /// Whether a tenant has more declarations of one standing than are looked at.
    async fn is_beyond_newest(&self, tenant: TenantId) -> anyhow::Result<bool> {
        let query = Query::new("SELECT standing FROM declaration_cell WHERE tenant_id = ")
            .bind(&tenant)
            .sql(" GROUP BY standing HAVING SUM(declarations) > ")
            .bind(&NEWEST);
        Ok(self.db().read_one::<(i64,)>(query).await?.is_some())
    }

    /// The codes of the errors of what is in the cells of a filter.
    async fn count_errors(&self, conditions: Conditions<'_>) -> anyhow::Result<Vec<Counted>> {
        let filter = conditions.filter;
        let query = Query::new("SELECT code, COUNT(*) FROM declaration_error WHERE tenant_id = ")
            .bind(&conditions.tenant);
        let query = match filter.is_by_cell() || !filter.groups.is_empty() {
            true => conditions.and_cell(query, None),
            false => query,
        };
        let query = query.sql(" GROUP BY code ORDER BY 2 DESC, 1 LIMIT ");
        let query = query.bind(&u32::try_from(VALUES)?);
        counted(self, query).await
    }
}

async fn counted(store: &Store, query: Query) -> anyhow::Result<Vec<Counted>> {
    let counted: Vec<(String, i64)> = store.db().read(query).await?;
    let counted = counted.into_iter().map(|(value, declarations)| Counted {
        value,
        declarations: u64::try_from(declarations).unwrap_or(0),
    });
    Ok(counted.collect())
}

/// Whether groups and statuses of a filter count.
#[derive(Clone, Copy, Debug)]
pub(super) enum StatusFilter {
    Taken,
    Left,
}

/// How many declarations are in the cells of a filter, by status.
pub(super) async fn statuses(
    store: &Store,
    conditions: Conditions<'_>,
    by: StatusFilter,
) -> anyhow::Result<Vec<(Status, u64)>> {
    let query = Query::new("SELECT status, CAST(SUM(declarations) AS BIGINT)");
    let query = match by {
        StatusFilter::Left => conditions.with_cells_of_any_status(query),
        StatusFilter::Taken => conditions.with_cells(query, None),
    };
    let rows: Vec<(Status, i64)> = store.db().read(query.sql(" GROUP BY status")).await?;
    let mut counted: Vec<(Status, u64)> = Vec::with_capacity(rows.len());
    for (status, count) in rows {
        counted.push((status, u64::try_from(count)?));
    }
    counted.sort_by_key(|(status, _)| *status);
    Ok(counted)
}

/// `FROM …` of what a filter selects among the newest of a standing.
fn newest(conditions: Conditions<'_>, standing: i64, query: Query) -> Query {
    let query = query
        .sql(&format!(
            " FROM (SELECT number, status, plant, system, declaration_type, {CONDITION_COLUMNS} \
             FROM declaration_summary WHERE tenant_id = "
        ))
        .bind(&conditions.tenant)
        .and("standing =", Some(&standing))
        .sql(&format!(
            " ORDER BY updated_at DESC, number DESC LIMIT {NEWEST}) AS looked WHERE 1 = 1"
        ));
    let filter = conditions.filter;
    let query = match filter.is_by_cell() || !filter.groups.is_empty() {
        true => conditions.and_cell(query, None),
        false => query,
    };
    conditions.and_row(query, "looked")
}

impl SummaryCounts {
    fn add(&mut self, filter: &SummaryFilter, groups: &[Group]) {
        let mut statuses: BTreeMap<Status, u64> = BTreeMap::new();
        let mut lists: [BTreeMap<&str, u64>; 3] = Default::default();
        let mut error_codes: BTreeMap<String, u64> = BTreeMap::new();
        for group in groups {
            let count = u64::try_from(group.declarations).unwrap_or(0);
            let Some(status) = group.status else { continue };
            *statuses.entry(status).or_default() += count;
            let is_in_group = filter.groups.is_empty() || filter.groups.contains(&status.group());
            let is_listed = filter.statuses.is_empty() || filter.statuses.contains(&status);
            if is_in_group && is_listed {
                let values = [&group.plant, &group.system, &group.declaration_type];
                for (list, value) in lists.iter_mut().zip(values) {
                    *list.entry(value).or_default() += count;
                }
                for code in group.error_codes.get().unwrap_or_default() {
                    *error_codes.entry(code).or_default() += count;
                }
            }
        }
        let [plants, systems, declaration_types] = lists.map(most_common);
        self.error_codes = most_common(error_codes);
        self.statuses = statuses.into_iter().collect();
        self.plants = plants;
        self.systems = systems;
        self.declaration_types = declaration_types;
    }
}

fn most_common(values: BTreeMap<impl Into<String>, u64>) -> Vec<Counted> {
    let values = values.into_iter().map(|(value, declarations)| Counted {
        value: value.into(),
        declarations,
    });
    let mut values: Vec<Counted> = values.collect();
    values.sort_by_key(|counted| std::cmp::Reverse(counted.declarations));
    values.truncate(VALUES);
    values
}
