//! How is a list of millions made at once, to measure how it is read?
//!
//! Only the rows that lists read are made, of declarations that nowhere else are: in large
//! transactions, and the indexes after them.

use std::collections::HashMap;

use anyhow::ensure;
use cas_model::collaboration::FlagColour;
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::Event;
use cas_model::search::SearchedDocument;
use jiff::Timestamp;

use crate::db::{Column as _, Db, Query, Record as _, Transaction, batches};
use crate::rows::{
    CellKey, DeclarationRecord, DocumentColumns, SummaryRecord, day_number_in, standing,
};
use crate::store::Store;

/// So many rows are written in one transaction.
const ROWS: usize = 8_192;

/// A declaration as lists would read it.
#[derive(Clone, Debug)]
pub struct MadeDeclaration {
    /// The declaration as it is stored.
    pub declaration: DeclarationRecord,
    /// What its document is searched for.
    pub document: SearchedDocument,
    /// What happened to it, and when.
    pub events: Vec<(Event, Timestamp)>,
    /// Who sees to it.
    pub assignee: Option<String>,
    /// The flag that somebody gave it.
    pub flag: Option<FlagColour>,
}

struct Cell {
    number: i64,
    declarations: i64,
}

/// A row with what hangs on it.
struct MadeRow {
    number: i64,
    row: SummaryRecord,
    events: Vec<(Event, Timestamp)>,
    assignee: Option<String>,
    flag: Option<FlagColour>,
}

impl Store {
    /// Makes the rows that lists read of so many declarations, in a store that has none; how many
    /// there are.
    ///
    /// # Errors
    /// When the store has such rows, or the database fails.
    pub async fn make_summaries(
        &self,
        declarations: impl Iterator<Item = MadeDeclaration>,
    ) -> anyhow::Result<u64> {
        let db = self.db();
        let known = Query::new("SELECT number FROM declaration_summary LIMIT 1");
        ensure!(
            db.read_one::<(i64,)>(known).await?.is_none(),
            "the store has declarations: measure on one without"
        );
        let indexes = indexes(db).await?;
        for (name, _) in &indexes {
            db.execute(Query::new(&format!("DROP INDEX {name}")))
                .await?;
        }
        let (mut cells, mut number): (HashMap<CellKey, Cell>, i64) = (HashMap::new(), 0);
        let mut rows = Vec::with_capacity(ROWS);
        for made in declarations {
            number += 1;
            rows.push(MadeRow::new(made, number, &mut cells));
            if rows.len() == ROWS {
                write(db, &rows).await?;
                rows.clear();
            }
        }
        write(db, &rows).await?;
        write_cells(db, &cells).await?;
        for (_, sql) in &indexes {
            db.execute(Query::new(sql)).await?;
        }
        settle(db).await?;
        Ok(u64::try_from(number)?)
    }
}

impl MadeRow {
    fn new(made: MadeDeclaration, number: i64, cells: &mut HashMap<CellKey, Cell>) -> Self {
        let document = DocumentColumns::new(made.declaration.tenant_id, &made.document);
        let mut row = SummaryRecord::new(&made.declaration, document);
        let next = i64::try_from(cells.len()).unwrap_or(i64::MAX) + 1;
        let cell = cells
            .entry(CellKey::new(&made.declaration, row.status))
            .or_insert(Cell {
                number: next,
                declarations: 0,
            });
        cell.declarations += 1;
        row.cell = cell.number;
        Self {
            number,
            row,
            events: made.events,
            assignee: made.assignee,
            flag: made.flag,
        }
    }
}

/// The indexes of the rows, by name, with the statements that make them.
async fn indexes(db: &Db) -> anyhow::Result<Vec<(String, String)>> {
    let query = Query::new(match db {
        Db::Sqlite { .. } => {
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' \
             AND tbl_name = 'declaration_summary' AND sql IS NOT NULL"
        }
        Db::Postgres(_) => {
            "SELECT indexname::text, indexdef FROM pg_indexes WHERE schemaname = 'public' \
             AND tablename = 'declaration_summary' AND indexname NOT LIKE '%_pkey'"
        }
    });
    db.read(query).await
}

async fn write(db: &Db, rows: &[MadeRow]) -> anyhow::Result<()> {
    let mut transaction = db.begin().await?;
    let overriding = match db {
        Db::Sqlite { .. } => "",
        Db::Postgres(_) => "OVERRIDING SYSTEM VALUE ",
    };
    let columns = SummaryRecord::COLUMNS;
    let rows: Vec<&MadeRow> = rows.iter().collect();
    for batch in batches(&rows) {
        let query = Query::new(&format!(
            "INSERT INTO declaration_summary (number, assignee, flag, {}) {overriding}",
            columns.join(", ")
        ))
        .tuples(columns.len() + 3, batch, |made, into| {
            into.extend([
                made.number.write(),
                made.assignee.write(),
                made.flag.write(),
            ]);
            made.row.values(into);
        });
        transaction.execute(query).await?;
    }
    if let Db::Sqlite { .. } = db {
        for batch in batches(&rows) {
            let query = Query::new("INSERT INTO declaration_words (rowid, words) ").tuples(
                2,
                batch,
                |made, into| {
                    let words = format!("{}{}", made.row.number_words, made.row.document_words);
                    into.extend([made.number.write(), words.write()]);
                },
            );
            transaction.execute(query).await?;
        }
    }
    write_beside(&mut transaction, &rows).await?;
    transaction.commit().await?;
    Ok(())
}

async fn write_beside(transaction: &mut Transaction, rows: &[&MadeRow]) -> anyhow::Result<()> {
    let mut errors = Vec::new();
    let mut events = Vec::new();
    for made in rows {
        let codes = made.row.error_codes.get()?.into_iter();
        errors.extend(codes.map(|code| (*made, code)));
        events.extend(made.events.iter().map(|event| (*made, event)));
    }
    for batch in batches(&errors) {
        let query = Query::new("INSERT INTO declaration_error (tenant_id, code, number, cell) ");
        let query = query.tuples(4, batch, |(made, code), into| {
            into.extend([made.row.tenant_id.write(), code.write()]);
            into.extend([made.number.write(), made.row.cell.write()]);
        });
        transaction.execute(query).await?;
    }
    for batch in batches(&events) {
        let query = Query::new("INSERT INTO declaration_event (tenant_id, event, day, number) ");
        let query = query
            .tuples(4, batch, |(made, (event, at)), into| {
                let day = day_number_in(&made.row.jurisdiction, *at);
                into.extend([made.row.tenant_id.write(), event.write()]);
                into.extend([day.write(), made.number.write()]);
            })
            .sql(" ON CONFLICT DO NOTHING");
        transaction.execute(query).await?;
    }
    Ok(())
}

async fn write_cells(db: &Db, cells: &HashMap<CellKey, Cell>) -> anyhow::Result<()> {
    let cells: Vec<(&CellKey, &Cell)> = cells.iter().collect();
    let mut transaction = db.begin().await?;
    let overriding = match db {
        Db::Sqlite { .. } => "",
        Db::Postgres(_) => "OVERRIDING SYSTEM VALUE ",
    };
    for batch in batches(&cells) {
        let query = Query::new(&format!(
            "INSERT INTO declaration_cell (cell, tenant_id, plant, company, system, \
             declaration_type, status, standing, declarations) {overriding}"
        ))
        .tuples(9, batch, |(key, cell), into| {
            into.extend([
                cell.number.write(),
                key.tenant_id.write(),
                key.plant.write(),
                key.company.write(),
                key.system.write(),
                key.declaration_type.write(),
                key.status.write(),
                standing(key.status.group()).write(),
                cell.declarations.write(),
            ]);
        });
        transaction.execute(query).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// What a store that grew row by row would have: the next number, statistics, clean pages.
async fn settle(db: &Db) -> anyhow::Result<()> {
    match db {
        Db::Sqlite { .. } => {
            let optimize = "INSERT INTO declaration_words (declaration_words) VALUES ('optimize')";
            db.execute(Query::new(optimize)).await?;
        }
        Db::Postgres(_) => {
            for (table, column) in [
                ("declaration_summary", "number"),
                ("declaration_cell", "cell"),
            ] {
                let next = format!(
                    "SELECT setval(pg_get_serial_sequence('{table}', '{column}'), \
                     (SELECT COALESCE(MAX({column}), 1) FROM {table}))"
                );
                db.changed_rows(Query::new(&next)).await?;
            }
            for table in [
                "declaration_summary",
                "declaration_error",
                "declaration_event",
            ] {
                db.changed_rows(Query::new(&format!("VACUUM ANALYZE {table}")))
                    .await?;
            }
        }
    }
    Ok(())
}

/// The id of a declaration that is made as one of many: ordered as they are made.
#[must_use]
pub fn made_id(count: u64) -> DeclarationId {
    // A fixed time of version 7, and the count where chance would be.
    let spread = count.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    DeclarationId(uuid::Uuid::from_u64_pair(
        (count << 16) | 0x7000,
        0x8000_0000_0000_0000 | (spread >> 2),
    ))
}
