//! What lists show and search of declarations, written with them.
//!
//! The row of each declaration that changes is written anew; the words of its document only with a
//! revision, since only that has others. Cells count what has their attributes in common: they are
//! changed last and in their order, so that two nodes cannot wait for each other.

use std::collections::{BTreeMap, HashMap, HashSet};

use cas_model::ids::{DeclarationId, SystemCode, TenantId};
use cas_model::lifecycle::Status;
use cas_model::search::SearchedDocument;

use super::write::{Failure, all, insertion};
use crate::changes::Changes;
use crate::db::{BATCH, Cells, Column as _, Query, Readable, Record as _, Transaction, batches};
use crate::rows::{
    CellKey, DeclarationRecord, DocumentColumns, HistoryEntry, Json, RevisionRecord, SummaryRecord,
    day_number_in, standing,
};

/// A revision of a declaration.
type RevisionKey = (DeclarationId, u32);

/// What the documents that changes hold are searched for, read before their transaction begins.
#[derive(Debug, Default)]
pub(crate) struct ReadDocuments(HashMap<RevisionKey, DocumentColumns>);

impl ReadDocuments {
    /// Reads the documents of the revisions that declarations are at.
    pub(crate) fn of(changes: &Changes) -> Self {
        let mut documents = Self::default();
        for row in &changes.declarations {
            let key = (row.id, row.revision);
            let mut revisions = changes.revisions.iter().rev();
            let revision = revisions.find(|revision| key_of(revision) == key);
            if let Some(revision) = revision {
                documents.0.insert(key, read(row, revision));
            }
        }
        documents
    }
}

fn key_of(revision: &RevisionRecord) -> RevisionKey {
    (revision.declaration_id, revision.number)
}

/// What cannot be read is found by its numbers alone; reading the declaration says so.
fn read(row: &DeclarationRecord, revision: &RevisionRecord) -> DocumentColumns {
    match revision.document.get() {
        Ok(document) => {
            let found = SearchedDocument::of(&document, row.direction);
            DocumentColumns::of(row.tenant_id, found)
        }
        Err(error) => {
            tracing::debug!(declaration = %row.id, %error, "a document is not searched");
            DocumentColumns::default()
        }
    }
}

/// What is stored of a declaration that has its row.
#[derive(Debug)]
struct Stored {
    number: i64,
    tenant_id: TenantId,
    cell: i64,
    key: CellKey,
    revision: u32,
    document: DocumentColumns,
    number_words: String,
    error_codes: Json<Vec<String>>,
    jurisdiction: String,
}

/// The columns of [`Stored`] behind the id, in its order.
const STORED: &str = "id, number, tenant_id, cell, plant, company, system, declaration_type, \
    status, revision, party, document_words, number_words, error_codes, jurisdiction";

struct StoredRow(DeclarationId, Stored);

impl Readable for StoredRow {
    fn read(cells: &mut Cells<'_>) -> anyhow::Result<Self> {
        let id = cells.next()?;
        let (number, tenant_id, cell) = (cells.next()?, cells.next()?, cells.next()?);
        let key = CellKey {
            tenant_id,
            plant: cells.next()?,
            company: cells.next()?,
            system: cells.next::<SystemCode>()?,
            declaration_type: cells.next()?,
            status: cells.next::<Status>()?,
        };
        let stored = Stored {
            number,
            tenant_id,
            cell,
            key,
            revision: cells.next()?,
            document: DocumentColumns {
                party: cells.next()?,
                words: cells.next()?,
            },
            number_words: cells.next()?,
            error_codes: cells.next()?,
            jurisdiction: cells.next()?,
        };
        Ok(Self(id, stored))
    }
}

/// A row that is written, and what was there.
struct Written<'s> {
    row: SummaryRecord,
    stored: Option<&'s Stored>,
}

/// Writes the rows of the declarations of a group.
pub(super) async fn apply(
    transaction: &mut Transaction,
    group: &[&Changes],
    documents: &[&ReadDocuments],
) -> Result<(), Failure> {
    let changed = all(group, |changes| &changes.declarations);
    let history = all(group, |changes| &changes.history);
    if changed.is_empty() && history.is_empty() {
        return Ok(());
    }
    // The last of several versions counts.
    let latest: HashMap<DeclarationId, &DeclarationRecord> =
        changed.iter().map(|row| (row.id, *row)).collect();
    let mut ids: HashSet<DeclarationId> = latest.keys().copied().collect();
    ids.extend(history.iter().map(|entry| entry.declaration_id));
    let stored = stored(transaction, &ids.into_iter().collect::<Vec<_>>()).await?;
    let mut written = Vec::with_capacity(latest.len());
    for row in latest.into_values() {
        let stored = stored.get(&row.id);
        let document = document(transaction, row, stored, documents).await?;
        let row = SummaryRecord::of(row, document);
        written.push(Written { row, stored });
    }
    let numbers = write(transaction, written).await?;
    let mut places = places(&stored);
    places.extend(numbers);
    note_events(transaction, &history, &places).await
}

/// Writes the rows of declarations that have none, and the days of all their events: what was there
/// before rows were written.
pub(crate) async fn write_missing(
    transaction: &mut Transaction,
    declarations: &[DeclarationRecord],
    history: &[HistoryEntry],
) -> Result<(), Failure> {
    let ids: Vec<DeclarationId> = declarations.iter().map(|row| row.id).collect();
    let stored = stored(transaction, &ids).await?;
    let mut written = Vec::new();
    for row in declarations
        .iter()
        .filter(|row| !stored.contains_key(&row.id))
    {
        let document = document(transaction, row, None, &[]).await?;
        let row = SummaryRecord::of(row, document);
        written.push(Written { row, stored: None });
    }
    let numbers = write(transaction, written).await?;
    let mut places = places(&stored);
    places.extend(numbers);
    note_events(transaction, &history.iter().collect::<Vec<_>>(), &places).await
}

async fn stored(
    transaction: &mut Transaction,
    ids: &[DeclarationId],
) -> Result<HashMap<DeclarationId, Stored>, Failure> {
    let mut stored = HashMap::with_capacity(ids.len());
    for some in ids.chunks(BATCH) {
        let query = Query::new(&format!(
            "SELECT {STORED} FROM {} WHERE id IN ",
            SummaryRecord::TABLE
        ));
        for row in rows::<StoredRow>(transaction, query.list(some)).await? {
            stored.insert(row.0, row.1);
        }
    }
    Ok(stored)
}

async fn rows<R: Readable>(transaction: &mut Transaction, query: Query) -> Result<Vec<R>, Failure> {
    let rows = transaction.rows(query).await?;
    let rows = rows.iter().map(|row| row.read());
    rows.collect::<anyhow::Result<_>>()
        .map_err(|error| Failure::Database(sqlx::Error::Decode(error.into())))
}

/// What the document of a declaration is searched for: as it comes, as it is stored of the same
/// revision, else read anew, where a declaration goes back to a revision.
async fn document(
    transaction: &mut Transaction,
    row: &DeclarationRecord,
    stored: Option<&Stored>,
    documents: &[&ReadDocuments],
) -> Result<DocumentColumns, Failure> {
    let key = (row.id, row.revision);
    let mut given = documents.iter().rev();
    if let Some(document) = given.find_map(|documents| documents.0.get(&key)) {
        return Ok(document.clone());
    }
    if let Some(stored) = stored.filter(|stored| stored.revision == row.revision) {
        return Ok(stored.document.clone());
    }
    let query = Query::select::<RevisionRecord>()
        .sql(" WHERE declaration_id = ")
        .bind(&row.id)
        .sql(" AND number = ")
        .bind(&row.revision);
    let revisions: Vec<RevisionRecord> = rows(transaction, query).await?;
    let revision = revisions.first();
    Ok(revision.map_or_else(DocumentColumns::default, |revision| read(row, revision)))
}

/// The number of a declaration's row, and where it is lodged.
struct RowPlace {
    number: i64,
    jurisdiction: String,
}

fn places(stored: &HashMap<DeclarationId, Stored>) -> HashMap<DeclarationId, RowPlace> {
    let places = stored.iter().map(|(id, stored)| {
        let place = RowPlace {
            number: stored.number,
            jurisdiction: stored.jurisdiction.clone(),
        };
        (*id, place)
    });
    places.collect()
}

/// Writes rows with what hangs on them; the places of the rows.
async fn write(
    transaction: &mut Transaction,
    mut written: Vec<Written<'_>>,
) -> Result<HashMap<DeclarationId, RowPlace>, Failure> {
    written.sort_by_key(|written| written.row.id);
    count(transaction, &mut written).await?;
    let rows: Vec<&SummaryRecord> = written.iter().map(|written| &written.row).collect();
    let mut numbers: HashMap<DeclarationId, i64> = HashMap::with_capacity(rows.len());
    for batch in batches(&rows) {
        let query = insertion(batch, UPSERT);
        for (id, number) in self::rows::<(DeclarationId, i64)>(transaction, query).await? {
            numbers.insert(id, number);
        }
    }
    index_words(transaction, &written, &numbers).await?;
    note_errors(transaction, &written, &numbers).await?;
    let places = written.into_iter().filter_map(|Written { row, .. }| {
        let place = RowPlace {
            number: *numbers.get(&row.id)?,
            jurisdiction: row.jurisdiction,
        };
        Some((row.id, place))
    });
    Ok(places.collect())
}

/// What never changes, and what persons set, stays.
const UPSERT: &str = "(id) DO UPDATE SET \
    external_reference = excluded.external_reference, reference_key = excluded.reference_key, \
    lrn = excluded.lrn, lrn_key = excluded.lrn_key, mrn = excluded.mrn, \
    mrn_key = excluded.mrn_key, arc = excluded.arc, arc_key = excluded.arc_key, \
    ucr = excluded.ucr, ucr_key = excluded.ucr_key, direction = excluded.direction, \
    flow = excluded.flow, step = excluded.step, system = excluded.system, \
    declaration_type = excluded.declaration_type, jurisdiction = excluded.jurisdiction, \
    ship_from = excluded.ship_from, ship_to = excluded.ship_to, company = excluded.company, \
    plant = excluded.plant, storage_location = excluded.storage_location, \
    status = excluded.status, standing = excluded.standing, cell = excluded.cell, \
    declaration_date = excluded.declaration_date, due_at = excluded.due_at, \
    due_key = excluded.due_key, party = excluded.party, party_key = excluded.party_key, \
    errors = excluded.errors, warnings = excluded.warnings, \
    finding_code = excluded.finding_code, finding_text = excluded.finding_text, \
    error_codes = excluded.error_codes, revision = excluded.revision, \
    number_words = excluded.number_words, document_words = excluded.document_words, \
    version = excluded.version, updated_at = excluded.updated_at \
    RETURNING id, number";

/// Moves what changes from cell to cell, and notes the cells in the rows.
async fn count(transaction: &mut Transaction, written: &mut [Written<'_>]) -> Result<(), Failure> {
    let mut moved: BTreeMap<CellKey, i64> = BTreeMap::new();
    for Written { row, stored } in &mut *written {
        let key = CellKey::of(row);
        match stored {
            Some(stored) if stored.key == key => {
                row.cell = stored.cell;
                continue;
            }
            Some(stored) => *moved.entry(stored.key.clone()).or_default() -= 1,
            None => {}
        }
        *moved.entry(key).or_default() += 1;
    }
    let moved: Vec<(&CellKey, &i64)> = moved.iter().collect();
    let mut cells: HashMap<CellKey, i64> = HashMap::with_capacity(moved.len());
    for batch in batches(&moved) {
        let query = Query::new(
            "INSERT INTO declaration_cell (tenant_id, plant, company, system, declaration_type, \
             status, standing, declarations) ",
        )
        .tuples(8, batch, |(key, moved), into| {
            into.extend([
                key.tenant_id.write(),
                key.plant.write(),
                key.company.write(),
                key.system.write(),
                key.declaration_type.write(),
                key.status.write(),
                standing(key.status.group()).write(),
                moved.write(),
            ]);
        })
        .sql(
            " ON CONFLICT (tenant_id, plant, company, system, declaration_type, status) \
             DO UPDATE SET declarations = declaration_cell.declarations + excluded.declarations \
             RETURNING cell, tenant_id, plant, company, system, declaration_type, status",
        );
        for row in rows::<CellRow>(transaction, query).await? {
            cells.insert(row.1, row.0);
        }
    }
    for Written { row, .. } in written {
        if let Some(cell) = cells.get(&CellKey::of(row)) {
            row.cell = *cell;
        }
    }
    Ok(())
}

struct CellRow(i64, CellKey);

impl Readable for CellRow {
    fn read(cells: &mut Cells<'_>) -> anyhow::Result<Self> {
        let cell = cells.next()?;
        let key = CellKey {
            tenant_id: cells.next()?,
            plant: cells.next()?,
            company: cells.next()?,
            system: cells.next()?,
            declaration_type: cells.next()?,
            status: cells.next()?,
        };
        Ok(Self(cell, key))
    }
}

/// SQLite's index of words is a table beside; PostgreSQL's is one of the row's.
async fn index_words(
    transaction: &mut Transaction,
    written: &[Written<'_>],
    numbers: &HashMap<DeclarationId, i64>,
) -> Result<(), Failure> {
    if let Transaction::Postgres(_) = transaction {
        return Ok(());
    }
    let is_same = |written: &Written<'_>| {
        written.stored.is_some_and(|stored| {
            stored.number_words == written.row.number_words
                && stored.document.words == written.row.document_words
        })
    };
    let changed = written.iter().filter(|written| !is_same(written));
    let changed: Vec<&Written<'_>> = changed.collect();
    let old = changed.iter().filter_map(|written| written.stored);
    let old: Vec<i64> = old.map(|stored| stored.number).collect();
    for some in old.chunks(BATCH) {
        let query = Query::new("DELETE FROM declaration_words WHERE rowid IN ").list(some);
        transaction.execute(query).await?;
    }
    for batch in batches(&changed) {
        let query = Query::new("INSERT INTO declaration_words (rowid, words) ").tuples(
            2,
            batch,
            |written, into| {
                let row = &written.row;
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

    fn new(row: &SummaryRecord, number: i64) -> impl Iterator<Item = Self> {
        let codes = row.error_codes.get().unwrap_or_default().into_iter();
        codes.map(move |code| Self {
            tenant_id: row.tenant_id,
            code,
            number,
            cell: row.cell,
        })
    }
}

async fn note_errors(
    transaction: &mut Transaction,
    written: &[Written<'_>],
    numbers: &HashMap<DeclarationId, i64>,
) -> Result<(), Failure> {
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    for Written { row, stored } in written {
        let is_same =
            |stored: &&Stored| stored.error_codes == row.error_codes && stored.cell == row.cell;
        if stored.as_ref().is_some_and(is_same) {
            continue;
        }
        gone.extend(stored.iter().flat_map(|stored| ErrorRow::stored(stored)));
        let number = numbers.get(&row.id).copied();
        new.extend(
            number
                .into_iter()
                .flat_map(|number| ErrorRow::new(row, number)),
        );
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
async fn note_events(
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
