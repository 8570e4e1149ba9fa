//! What lists show and search of declarations, written with them.
//!
//! The row of each declaration that changes is written anew; the words of its document only with a
//! revision, since only that has others. Cells count what has their attributes in common: they are
//! changed last and in their order, so that two nodes cannot wait for each other.

mod beside;

use std::collections::{BTreeMap, HashMap, HashSet};

use cas_model::ids::{DeclarationId, SystemCode, TenantId};
use cas_model::lifecycle::Status;
use cas_model::search::SearchedDocument;

use self::beside::{index_words, note_errors, note_events};
use super::write::{Failure, all, insertion};
use crate::changes::Changes;
use crate::db::{BATCH, Cells, Column as _, Query, Readable, Record as _, Transaction, batches};
use crate::rows::{
    CellKey, DeclarationRecord, DocumentColumns, HistoryEntry, Json, RevisionRecord, SummaryRecord,
    standing,
};

/// The columns that no index of numbers or names holds, and what a written row answers.
macro_rules! upsert_of_status {
    () => {
        "external_reference = excluded.external_reference, lrn = excluded.lrn, \
         mrn = excluded.mrn, arc = excluded.arc, ucr = excluded.ucr, \
         direction = excluded.direction, flow = excluded.flow, step = excluded.step, \
         system = excluded.system, declaration_type = excluded.declaration_type, \
         jurisdiction = excluded.jurisdiction, ship_from = excluded.ship_from, \
         ship_to = excluded.ship_to, company = excluded.company, plant = excluded.plant, \
         storage_location = excluded.storage_location, status = excluded.status, \
         standing = excluded.standing, cell = excluded.cell, \
         declaration_date = excluded.declaration_date, due_at = excluded.due_at, \
         due_key = excluded.due_key, party = excluded.party, errors = excluded.errors, \
         warnings = excluded.warnings, finding_code = excluded.finding_code, \
         finding_text = excluded.finding_text, error_codes = excluded.error_codes, \
         revision = excluded.revision, number_words = excluded.number_words, \
         document_words = excluded.document_words, version = excluded.version, \
         updated_at = excluded.updated_at RETURNING id, number"
    };
}

/// A revision of a declaration.
type RevisionKey = (DeclarationId, u32);

/// What the documents that changes hold are searched for, read before their transaction begins.
#[derive(Debug, Default)]
pub(crate) struct ReadDocuments(HashMap<RevisionKey, DocumentColumns>);

impl ReadDocuments {
    /// Reads the documents of the revisions that declarations are at.
    pub(crate) fn new(changes: &Changes) -> Self {
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
            let found = SearchedDocument::new(&document, row.direction);
            DocumentColumns::new(row.tenant_id, found)
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
    keys: [String; 5],
}

/// The columns of [`Stored`] behind the id, in its order.
const STORED: &str = "id, number, tenant_id, cell, plant, company, system, declaration_type, \
    status, revision, party, document_words, number_words, error_codes, jurisdiction, reference_key, \
    lrn_key, mrn_key, arc_key, ucr_key";

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
            keys: [
                cells.next()?,
                cells.next()?,
                cells.next()?,
                cells.next()?,
                cells.next()?,
            ],
        };
        Ok(Self(id, stored))
    }
}

/// A row that is written, and what was there.
struct Written<'s> {
    row: SummaryRecord,
    stored: Option<&'s Stored>,
}

impl Written<'_> {
    /// Whether its numbers and its party are those that are stored.
    fn keeps_its_keys(&self) -> bool {
        let row = &self.row;
        let keys = [
            &row.reference_key,
            &row.lrn_key,
            &row.mrn_key,
            &row.arc_key,
            &row.ucr_key,
        ];
        self.stored
            .is_some_and(|stored| stored.keys.iter().eq(keys) && stored.document.party == row.party)
    }
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
    // What begins with this group is not there yet.
    let begun: HashSet<DeclarationId> = changed
        .iter()
        .filter(|row| row.version == 1)
        .map(|row| row.id)
        .collect();
    let mut ids: HashSet<DeclarationId> = latest.keys().copied().collect();
    ids.extend(history.iter().map(|entry| entry.declaration_id));
    ids.retain(|id| !begun.contains(id));
    let stored = stored(transaction, &ids.into_iter().collect::<Vec<_>>()).await?;
    let mut written = Vec::with_capacity(latest.len());
    for row in latest.into_values() {
        let stored = stored.get(&row.id);
        let document = document(transaction, row, stored, documents).await?;
        let row = SummaryRecord::new(row, document);
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
        let row = SummaryRecord::new(row, document);
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
    let (same, other): (Vec<&Written<'_>>, Vec<&Written<'_>>) =
        written.iter().partition(|written| written.keeps_its_keys());
    let mut numbers: HashMap<DeclarationId, i64> = HashMap::with_capacity(written.len());
    for (some, upsert) in [(same, UPSERT_OF_STATUS), (other, UPSERT)] {
        let some: Vec<&SummaryRecord> = some.iter().map(|written| &written.row).collect();
        for batch in batches(&some) {
            let query = insertion(batch, upsert);
            for (id, number) in rows::<(DeclarationId, i64)>(transaction, query).await? {
                numbers.insert(id, number);
            }
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
const UPSERT: &str = concat!(
    "(id) DO UPDATE SET reference_key = excluded.reference_key, lrn_key = excluded.lrn_key, \
     mrn_key = excluded.mrn_key, arc_key = excluded.arc_key, ucr_key = excluded.ucr_key, \
     party_key = excluded.party_key, ",
    upsert_of_status!()
);

/// The same of a row whose numbers and party stay: SQLite writes only the indexes of columns that are
/// named.
const UPSERT_OF_STATUS: &str = concat!("(id) DO UPDATE SET ", upsert_of_status!());

/// Moves what changes from cell to cell, and notes the cells in the rows.
async fn count(transaction: &mut Transaction, written: &mut [Written<'_>]) -> Result<(), Failure> {
    let mut moved: BTreeMap<CellKey, i64> = BTreeMap::new();
    for Written { row, stored } in &mut *written {
        let key = CellKey::new(row);
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
        if let Some(cell) = cells.get(&CellKey::new(row)) {
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
