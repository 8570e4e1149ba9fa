//! Which rows does a filter select, as conditions of a statement?
//!
//! What cells know – the organisation, the system, the type, the status – is a condition on the cell
//! alone, which the indexes hold. All else is a condition on the row, which must be read for it.

use cas_model::ids::TenantId;
use cas_model::lifecycle::Status;

use crate::db::Query;
use crate::rows::{
    EventDays, Json, NumberFilters, NumberPattern, SearchBounds, SummaryFilter, day_number,
    mark_of, standing,
};

/// The columns of the row that conditions may be on.
pub(super) const CONDITION_COLUMNS: &str = "cell, id, reference_key, lrn_key, mrn_key, arc_key, \
    ucr_key, direction, ship_from, ship_to, flow, step, jurisdiction, storage_location, errors, \
    warnings, due_key, declaration_date, created_at, updated_at, assignee, flag, number_words, \
    document_words, error_codes";

/// The numbers that are given, with their columns.
pub(super) fn given(
    numbers: &NumberFilters,
) -> impl Iterator<Item = (&'static str, &NumberPattern)> {
    let all = [
        ("reference_key", &numbers.external_reference),
        ("lrn_key", &numbers.lrn),
        ("mrn_key", &numbers.mrn),
        ("arc_key", &numbers.arc),
        ("ucr_key", &numbers.ucr),
    ];
    all.into_iter()
        .filter_map(|(column, pattern)| pattern.as_ref().map(|pattern| (column, pattern)))
}

impl SummaryFilter {
    /// Whether cells restrict beyond the group of the status.
    pub(super) fn is_by_cell(&self) -> bool {
        self.visible.is_some()
            || !(self.companies.is_empty()
                && self.plants.is_empty()
                && self.systems.is_empty()
                && self.declaration_types.is_empty()
                && self.statuses.is_empty())
    }

    /// Whether anything restricts that cells do not know.
    pub(super) fn is_by_row(&self) -> bool {
        let Self {
            numbers,
            direction,
            ship_from,
            ship_to,
            flow,
            ..
        } = self;
        given(numbers).next().is_some()
            || !self.ids.is_empty()
            || direction.is_some()
            || [ship_from, ship_to, flow].into_iter().any(Option::is_some)
            || [&self.steps, &self.jurisdictions, &self.storage_locations]
                .into_iter()
                .chain([&self.error_codes, &self.words, &self.assignees])
                .any(|list| !list.is_empty())
            || !self.flags.is_empty()
            || [self.has_errors, self.has_warnings]
                .into_iter()
                .any(|has| has.is_some())
            || self.due_before.is_some()
            || [self.declaration_date_from, self.declaration_date_to]
                .into_iter()
                .any(|day| day.is_some())
            || [
                &self.created_from,
                &self.created_to,
                &self.updated_from,
                &self.updated_to,
            ]
            .into_iter()
            .any(|time| time.is_some())
            || self.event.is_some()
    }

    /// The standings that its groups and statuses leave.
    pub(super) fn standings(&self) -> Vec<i64> {
        let by_group = |wanted: i64| {
            let mut groups = self.groups.iter();
            self.groups.is_empty() || groups.any(|group| standing(*group) == wanted)
        };
        let by_status = |wanted: i64| {
            let mut statuses = self.statuses.iter();
            self.statuses.is_empty() || statuses.any(|status| standing(status.group()) == wanted)
        };
        let all = super::parts::STANDINGS.into_iter();
        all.filter(|standing| by_group(*standing) && by_status(*standing))
            .collect()
    }
}

/// A tenant's filter, from which conditions are made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Conditions<'f> {
    pub(super) tenant: TenantId,
    pub(super) filter: &'f SummaryFilter,
    pub(super) bounds: SearchBounds,
}

impl Conditions<'_> {
    /// `FROM … WHERE …` of the tenant's cells that are not empty, by organisation, system and type.
    pub(super) fn with_cells_of_any_status(&self, query: Query) -> Query {
        let filter = self.filter;
        let query = query
            .sql(" FROM declaration_cell WHERE declarations > 0 AND tenant_id = ")
            .bind(&self.tenant)
            .and_in("company", &filter.companies)
            .and_in("plant", &filter.plants)
            .and_in("system", &filter.systems)
            .and_in("declaration_type", &filter.declaration_types);
        self.visible(query)
    }

    /// The same, by group and status as well.
    pub(super) fn with_cells(&self, query: Query, status: Option<Status>) -> Query {
        let standings = self.filter.standings();
        let query = self.with_cells_of_any_status(query);
        let query = match standings.is_empty() {
            true => query.sql(" AND 1 = 0"),
            false => query.and_in("standing", &standings),
        };
        query
            .and_in("status", &self.filter.statuses)
            .and("status =", status.as_ref())
    }

    /// What somebody may not see is in no cell of theirs.
    fn visible(&self, query: Query) -> Query {
        let Some(visible) = &self.filter.visible else {
            return query;
        };
        let lists = [("company", &visible.companies), ("plant", &visible.plants)];
        let mut query = query.sql(" AND (1 = 0");
        for (column, codes) in lists.into_iter().filter(|(_, codes)| !codes.is_empty()) {
            let codes: Vec<String> = codes.iter().cloned().collect();
            query = query.sql(" OR ").sql(column).sql(" IN ").list(&codes);
        }
        query.sql(")")
    }

    /// ` AND …` that the row is in one of the cells, which lead to it.
    pub(super) fn in_cell(&self, query: Query, status: Option<Status>) -> Query {
        let query = query.sql(" AND cell IN (SELECT cell");
        self.with_cells(query, status).sql(")")
    }

    /// ` AND …` that the row is in one of the cells.
    pub(super) fn and_cell(&self, query: Query, status: Option<Status>) -> Query {
        let query = query.sql(" AND (cell IN (SELECT cell");
        self.with_cells(query, status).sql(ASKED)
    }

    /// ` AND …` that the row itself is selected, whatever its cell; `row` is what rows are called in
    /// the statement.
    pub(super) fn and_row(&self, query: Query, row: &str) -> Query {
        let query = self.and_row_on_its_days(query);
        self.and_event(query, row)
    }

    /// The same where only rows come that have the event of the filter on its days.
    pub(super) fn and_row_on_its_days(&self, query: Query) -> Query {
        let filter = self.filter;
        let mut query = query
            .and_in("id", &filter.ids)
            .and("direction =", filter.direction.as_ref())
            .and("ship_from =", filter.ship_from.as_ref())
            .and("ship_to =", filter.ship_to.as_ref())
            .and("flow =", filter.flow.as_ref())
            .and_in("assignee", &filter.assignees)
            .and_in("flag", &filter.flags)
            .and_in("step", &filter.steps)
            .and_in("jurisdiction", &filter.jurisdictions)
            .and_in("storage_location", &filter.storage_locations)
            .and("declaration_date >=", filter.declaration_date_from.as_ref())
            .and("declaration_date <=", filter.declaration_date_to.as_ref())
            .and("due_key <", filter.due_before.as_ref())
            .and_since("created_at", filter.created_from.as_ref())
            .and_until("created_at", filter.created_to.as_ref())
            .and_since("updated_at", filter.updated_from.as_ref())
            .and_until("updated_at", filter.updated_to.as_ref());
        for (column, pattern) in given(&filter.numbers) {
            query = and_number(query, column, pattern);
        }
        for (column, has) in [
            ("errors", filter.has_errors),
            ("warnings", filter.has_warnings),
        ] {
            query = match has {
                Some(true) => query.sql(" AND ").sql(column).sql(" > 0"),
                Some(false) => query.sql(" AND ").sql(column).sql(" = 0"),
                None => query,
            };
        }
        for word in &filter.words {
            query = self.and_word(query, word);
        }
        self.and_beside(query)
    }

    fn and_word(&self, query: Query, word: &str) -> Query {
        query
            .sql(" AND ")
            .sql(WORDS)
            .sql(" LIKE ")
            .bind(&self.word_pattern(word))
            .sql(" ESCAPE '!'")
    }

    /// A word at its beginning, for `LIKE`.
    pub(super) fn word_pattern(&self, word: &str) -> String {
        let word = word
            .replace('!', "!!")
            .replace('_', "!_")
            .replace('%', "!%");
        format!("% {}:{word}%", mark_of(self.tenant))
    }

    /// The codes of its errors, and what stands in a table beside.
    fn and_beside(&self, query: Query) -> Query {
        let filter = self.filter;
        let mut query = query;
        if let Some((first, others)) = filter.error_codes.split_first() {
            query = query.sql(" AND (");
            query = and_code(query, first);
            for code in others {
                query = and_code(query.sql(" OR "), code);
            }
            query = query.sql(")");
        }
        query
    }

    /// ` AND …` that what is asked for happened to the row on one of the days.
    fn and_event(&self, query: Query, row: &str) -> Query {
        let Some(event) = &self.filter.event else {
            return query;
        };
        query
            .sql(" AND (EXISTS (SELECT 1 FROM declaration_event AS found WHERE found.tenant_id = ")
            .bind(&self.tenant)
            .and("found.event =", Some(&event.event))
            .and_in("found.day", &days(event))
            .sql(&format!(" AND found.number = {row}.number"))
            .sql(ASKED)
    }
}

/// That a row has an error of a code, which stands in its list as JSON writes it. SQLite's `LIKE` would
/// take other cases for the same.
fn and_code(query: Query, code: &str) -> Query {
    let list: Json<Vec<String>> = [code.to_owned()].into_iter().collect();
    let written = list.as_str().trim_matches(['[', ']']).to_owned();
    query
        .sql("REPLACE(error_codes, ")
        .bind(&written)
        .sql(", '') <> error_codes")
}

/// Ends a question to another table that is asked of each row in turn: PostgreSQL would make a join of
/// a plain one, and rows would lose their order, or all be read before the first.
const ASKED: &str = ")) IS TRUE";

/// All words of a row, each behind a blank.
pub(super) const WORDS: &str = "(' ' || number_words || document_words)";

/// The days, from the first; a day that none is where there are none.
pub(super) fn days(event: &EventDays) -> Vec<i64> {
    let days = day_number(event.from)..=day_number(event.to);
    let days: Vec<i64> = days.take(EventDays::MOST as usize).collect();
    if days.is_empty() {
        vec![i64::MIN]
    } else {
        days
    }
}

/// A number in full, or all that begin so: bytes are compared, and none is behind the last character.
pub(super) fn and_number(query: Query, column: &str, pattern: &NumberPattern) -> Query {
    let query = match column {
        // So that the index is used, which leaves out those without one.
        "arc_key" | "ucr_key" => query.sql(&format!(" AND {column} <> ''")),
        _ => query,
    };
    if !pattern.is_prefix {
        return query.and(&format!("{column} ="), Some(&pattern.key));
    }
    let last = format!("{}\u{10FFFF}", pattern.key);
    query
        .and(&format!("{column} >="), Some(&pattern.key))
        .and(&format!("{column} <"), Some(&last))
}
