//! Is there a part of the filter that selects few, so that the rest is asked of those alone?

use cas_model::collaboration::FlagColour;
use cas_model::ids::{DeclarationId, TenantId};

use super::conditions::{Conditions, WORDS, and_number, days, given};
use super::counts::in_cells;
use crate::db::{Db, Query};
use crate::rows::{EventDays, NumberPattern, mark_of};
use crate::store::Store;

/// A word that so many sampled rows have is common.
const COMMON: i64 = 12;
/// So many sampled rows are read, the newest.
const SAMPLE: u32 = 1_000;

/// The part of a filter that leads.
#[derive(Clone, Debug)]
pub(super) enum Driver<'f> {
    Ids(&'f [DeclarationId]),
    Number {
        column: &'static str,
        pattern: &'f NumberPattern,
    },
    Assignees(&'f [String]),
    Flags(&'f [FlagColour]),
    ErrorCodes(&'f [String]),
    /// The newest of many, where `is_cut`.
    Event {
        event: &'f EventDays,
        is_cut: bool,
    },
    Words(Vec<&'f String>),
    Due,
    Cells,
    Changed,
    Created,
}

impl Driver<'_> {
    /// The numbers of the rows that it selects, as a statement.
    pub(super) fn numbers(&self, db: &Db, conditions: Conditions<'_>, query: Query) -> Query {
        let (tenant, filter) = (conditions.tenant, conditions.filter);
        let of_rows = |query: Query| {
            query
                .sql("SELECT number FROM declaration_summary WHERE tenant_id = ")
                .bind(&tenant)
        };
        let by_standing = |query: Query| of_rows(query).and_in("standing", &filter.standings());
        match self {
            Self::Ids(ids) => of_rows(query).and_in("id", ids),
            Self::Number { column, pattern } => and_number(of_rows(query), column, pattern),
            Self::Assignees(assignees) => of_rows(query).and_in("assignee", assignees),
            Self::Flags(flags) => of_rows(query).and_in("flag", flags),
            Self::ErrorCodes(codes) => {
                let query = query
                    .sql("SELECT DISTINCT number FROM declaration_error WHERE tenant_id = ")
                    .bind(&tenant)
                    .and_in("code", codes);
                match filter.is_by_cell() || !filter.groups.is_empty() {
                    true => conditions.and_cell(query, None),
                    false => query,
                }
            }
            Self::Event { event, .. } => {
                let days = days(event);
                let (first, last) = (days.first(), days.last());
                query
                    .sql("SELECT number FROM declaration_event WHERE tenant_id = ")
                    .bind(&tenant)
                    .and("event =", Some(&event.event))
                    .and("day >=", first)
                    .and("day <=", last)
                    .sql(" ORDER BY day DESC, number DESC")
            }
            Self::Words(words) => with_words(db, tenant, words, query),
            Self::Due => by_standing(query).and("due_key <", filter.due_before.as_ref()),
            Self::Cells => {
                let query =
                    query.sql("SELECT number FROM declaration_summary WHERE cell IN (SELECT cell");
                conditions.with_cells(query, None).sql(")")
            }
            Self::Changed => by_standing(query)
                .and_since("updated_at", filter.updated_from.as_ref())
                .and_until("updated_at", filter.updated_to.as_ref()),
            Self::Created => of_rows(query)
                .and_since("created_at", filter.created_from.as_ref())
                .and_until("created_at", filter.created_to.as_ref()),
        }
    }

    /// Whether it selects few.
    async fn is_few(&self, store: &Store, conditions: Conditions<'_>) -> anyhow::Result<bool> {
        let query = Query::new("SELECT COUNT(*) FROM (");
        let query = self.numbers(store.db(), conditions, query);
        let query = query.sql(&format!(" LIMIT {}) AS counted", conditions.bounds.few + 1));
        let count = store.db().read_one::<(i64,)>(query).await?;
        Ok(count.is_none_or(|(count,)| count <= i64::from(conditions.bounds.few)))
    }
}

/// The rows that have words which begin so, by the index of words.
fn with_words(db: &Db, tenant: TenantId, words: &[&String], query: Query) -> Query {
    let mark = mark_of(tenant);
    match db {
        Db::Sqlite { .. } => {
            let words = words.iter().map(|word| format!("\"{mark}:{word}\" *"));
            query
                .sql("SELECT rowid AS number FROM declaration_words WHERE declaration_words MATCH ")
                .bind(&words.collect::<Vec<_>>().join(" "))
        }
        Db::Postgres(_) => {
            let words = words.iter().map(|word| format!("'{mark}:{word}':*"));
            query
                .sql("SELECT number FROM declaration_summary WHERE tenant_id = ")
                .bind(&tenant)
                .sql(
                    " AND array_to_tsvector(string_to_array(number_words || document_words, ' ')) \
                     @@ CAST(",
                )
                .bind(&words.collect::<Vec<_>>().join(" & "))
                .sql(" AS tsquery)")
        }
    }
}

/// The part of the filter that selects few; none where every part selects many.
pub(super) async fn driver<'f>(
    store: &Store,
    conditions: Conditions<'f>,
) -> anyhow::Result<Option<Driver<'f>>> {
    let filter = conditions.filter;
    if !filter.ids.is_empty() {
        return Ok(Some(Driver::Ids(&filter.ids)));
    }
    if filter.is_by_cell() {
        let in_cells = in_cells(store, conditions).await?;
        if in_cells <= u64::from(conditions.bounds.few) {
            return Ok(Some(Driver::Cells));
        }
    }
    let mut drivers: Vec<Driver<'f>> = given(&filter.numbers)
        .map(|(column, pattern)| Driver::Number { column, pattern })
        .collect();
    if !filter.assignees.is_empty() {
        drivers.push(Driver::Assignees(&filter.assignees));
    }
    if !filter.flags.is_empty() {
        drivers.push(Driver::Flags(&filter.flags));
    }
    if !filter.error_codes.is_empty() {
        drivers.push(Driver::ErrorCodes(&filter.error_codes));
    }
    let rare = rare_words(store, conditions).await?;
    if !rare.is_empty() {
        drivers.push(Driver::Words(rare));
    }
    drivers.extend(filter.event.as_ref().map(|event| Driver::Event {
        event,
        is_cut: false,
    }));
    drivers.extend(filter.due_before.map(|_| Driver::Due));
    if filter.updated_from.is_some() || filter.updated_to.is_some() {
        drivers.push(Driver::Changed);
    }
    if filter.created_from.is_some() || filter.created_to.is_some() {
        drivers.push(Driver::Created);
    }
    for driver in drivers {
        if driver.is_few(store, conditions).await? {
            return Ok(Some(driver));
        }
    }
    // Days are found by no other index.
    Ok(filter.event.as_ref().map(|event| Driver::Event {
        event,
        is_cut: true,
    }))
}

/// The words that few rows have, as far as a sample tells.
async fn rare_words<'f>(
    store: &Store,
    conditions: Conditions<'f>,
) -> anyhow::Result<Vec<&'f String>> {
    let words = &conditions.filter.words;
    let Some(first) = words.first() else {
        return Ok(Vec::new());
    };
    let mut query = Query::new("SELECT ");
    for word in words {
        let comma = if std::ptr::eq(word, first) { "" } else { ", " };
        query = query
            .sql(&format!("{comma}COALESCE(SUM(CASE WHEN {WORDS} LIKE "))
            .bind(&conditions.word_pattern(word))
            .sql(" ESCAPE '!' THEN 1 ELSE 0 END), 0)");
    }
    let query = query
        .sql(
            " FROM (SELECT number_words, document_words FROM declaration_summary \
             WHERE is_sampled = 1 AND tenant_id = ",
        )
        .bind(&conditions.tenant)
        .sql(&format!(" ORDER BY number DESC LIMIT {SAMPLE}) AS sampled"));
    let rows = store.db().rows(query).await?;
    let Some(row) = rows.first() else {
        return Ok(Vec::new());
    };
    let mut cells = row.cells();
    let mut rare = Vec::new();
    for word in words {
        if cells.next::<i64>()? <= COMMON {
            rare.push(word);
        }
    }
    Ok(rare)
}
