//! What hangs on a row that lists read: its words, the codes of its errors, the days of its events.

use std::collections::HashMap;

use cas_model::ids::{DeclarationId, TenantId};

use super::{RowPlace, Stored, Written};
use crate::commit::write::Failure;
use crate::db::{BATCH, Column as _, Query, Transaction, batches};
use crate::rows::{HistoryEntry, SummaryRecord, day_number_in};

/// SQLite's index of words is a table beside; PostgreSQL's is one of the row's.
pub(super) async fn index_words(
    transaction: &mut Transaction,
    written: &[Written<'_>],
    numbers: &HashMap<DeclarationId, i64>,
) -> Result<(), Failure> {
    if let Transaction::Postgres(_) = transaction {
        return Ok(());
    }
    let whole = written
        .iter()
        .filter_map(|written| Some((written.whole()?, written.stored)));
    let is_same = |row: &SummaryRecord, stored: Option<&Stored>| {
        stored.is_some_and(|stored| {
            stored.number_words == row.number_words && stored.document.words == row.document_words
        })
    };
    let changed = whole.filter(|(row, stored)| !is_same(row, *stored));
    let changed: Vec<&SummaryRecord> = changed.map(|(row, _)| row).collect();
    // A row of before may be there that could not be read.
    let old = changed.iter().filter(|row| row.version > 1);
    let old = old.filter_map(|row| numbers.get(&row.id).copied());
    let old: Vec<i64> = old.collect();
    for some in old.chunks(BATCH) {
        let query = Query::new("DELETE FROM declaration_words WHERE rowid IN ").list(some);
        transaction.execute(query).await?;
    }
    for batch in batches(&changed) {
        let query = Query::new("INSERT INTO declaration_words (rowid, words) ").tuples(
            2,
            batch,
            |row, into| {
                let words = format!("{}{}", row.number_words, row.document_words);
                into.extend([numbers.get(&row.id).copied().write(), words.write()]);
            },
        );
        transaction.execute(query).await?;
    }
    Ok(())
}

/// A code of an error that a declaration has.
struct ErrorRow {
    tenant_id: TenantId,
    code: String,
    number: i64,
    cell: i64,
}

impl ErrorRow {
    /// What is stored of a row.
    fn stored(stored: &Stored) -> impl Iterator<Item = Self> {
        let codes = stored.error_codes.get().unwrap_or_default().into_iter();
        codes.map(|code| Self {
            tenant_id: stored.tenant_id,
            code,
            number: stored.number,
            cell: stored.cell,
        })
    }

    fn new(written: &Written<'_>, number: i64) -> impl Iterator<Item = Self> {
        let codes = written.error_codes().get().unwrap_or_default().into_iter();
        let (tenant_id, cell) = (written.key.tenant_id, written.cell());
        codes.map(move |code| Self {
            tenant_id,
            code,
            number,
            cell,
        })
    }
}

pub(super) async fn note_errors(
    transaction: &mut Transaction,
    written: &[Written<'_>],
    numbers: &HashMap<DeclarationId, i64>,
) -> Result<(), Failure> {
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    for row in written {
        let is_same =
            |stored: &Stored| stored.error_codes == *row.error_codes() && stored.cell == row.cell();
        if row.stored.is_some_and(is_same) {
            continue;
        }
        gone.extend(
            row.stored
                .iter()
                .flat_map(|stored| ErrorRow::stored(stored)),
        );
        let number = numbers.get(&row.id()).copied();
        let rows = number.into_iter();
        new.extend(rows.flat_map(|number| ErrorRow::new(row, number)));
    }
    for batch in batches(&gone) {
        transaction.execute(deletion(batch)).await?;
    }
    for batch in batches(&new) {
        let query = Query::new("INSERT INTO declaration_error (tenant_id, code, number, cell) ")
            .tuples(4, batch, |row, into| {
                into.extend([
                    row.tenant_id.write(),
                    row.code.write(),
                    row.number.write(),
                    row.cell.write(),
                ]);
            })
            .sql(" ON CONFLICT DO NOTHING");
        transaction.execute(query).await?;
    }
    Ok(())
}

/// All codes of the rows' declarations are among `new`: what is deleted beyond the rows comes again.
fn deletion(gone: &[ErrorRow]) -> Query {
    let column = |value: fn(&ErrorRow) -> String| gone.iter().map(value).collect::<Vec<_>>();
    let numbers: Vec<i64> = gone.iter().map(|row| row.number).collect();
    Query::new("DELETE FROM declaration_error WHERE tenant_id IN ")
        .list(&column(|row| row.tenant_id.to_string()))
        .sql(" AND code IN ")
        .list(&column(|row| row.code.clone()))
        .sql(" AND number IN ")
        .list(&numbers)
}

/// Notes on which days what happened; of a declaration without a row its filling will.
pub(super) async fn note_events(
    transaction: &mut Transaction,
    history: &[&HistoryEntry],
    places: &HashMap<DeclarationId, RowPlace>,
) -> Result<(), Failure> {
    let known = history.iter().filter_map(|entry| {
        let place = places.get(&entry.declaration_id)?;
        Some((*entry, place))
    });
    let known: Vec<(&HistoryEntry, &RowPlace)> = known.collect();
    for batch in batches(&known) {
        let query = Query::new("INSERT INTO declaration_event (tenant_id, event, day, number) ")
            .tuples(4, batch, |(entry, place), into| {
                into.extend([
                    entry.tenant_id.write(),
                    entry.event.write(),
                    day_number_in(&place.jurisdiction, entry.recorded_at).write(),
                    place.number.write(),
                ]);
            })
            .sql(" ON CONFLICT DO NOTHING");
        transaction.execute(query).await?;
    }
    Ok(())
}
