//! What lists show and search of declarations, written with them.
//!
//! The row of each declaration that changes is written anew; the words of its document only with a
//! revision, since only that has others. Cells count what has their attributes in common: they are
//! changed last and in their order, so that two nodes cannot wait for each other.

mod beside;
mod cells;
mod work;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use cas_model::ids::{DeclarationId, SystemCode, TenantId};
use cas_model::lifecycle::Status;
use cas_model::search::SearchedDocument;

use self::beside::{index_words, note_errors, note_events};
use self::cells::{count, leave};
pub(super) use self::work::show_work;
use self::work::show_work_of;
use super::write::Set::Given;
use super::write::{Failure, Update, all, insertion, update};
use crate::changes::Changes;
use crate::db::{BATCH, Cells, Query, Readable, Record as _, Transaction, batches};
use crate::rows::{
    CellKey, DeclarationRecord, DocumentColumns, HistoryEntry, Json, RevisionRecord, SummaryChange,
    SummaryRecord, number_words,
};

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
            let mut searched = changes.searched.iter().rev();
            if let Some(found) = searched.find(|one| (one.declaration_id, one.number) == key) {
                let document = DocumentColumns::new(row.tenant_id, &found.document);
                documents.0.insert(key, document);
                continue;
            }
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
            DocumentColumns::new(row.tenant_id, &found)
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
    shown: ShownNumbers,
}

/// The numbers as they are spelt.
#[derive(Debug, PartialEq, Eq)]
struct ShownNumbers {
    external_reference: String,
    lrn: String,
    mrn: Option<String>,
    arc: Option<String>,
    ucr: Option<String>,
}

/// The columns of [`Stored`] behind the id, in its order.
const STORED: &str = "id, number, tenant_id, cell, plant, company, system, declaration_type, \
    status, revision, party, document_words, number_words, error_codes, jurisdiction, \
    external_reference, lrn, mrn, arc, ucr";

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
            shown: ShownNumbers {
                external_reference: cells.next()?,
                lrn: cells.next()?,
                mrn: cells.next()?,
                arc: cells.next()?,
                ucr: cells.next()?,
            },
        };
        Ok(Self(id, stored))
    }
}

impl Stored {
    /// Whether the row keeps its numbers, its organisation and its words, so that it is enough to
    /// write what changes with a status.
    fn keeps(&self, row: &DeclarationRecord, document: &DocumentColumns) -> bool {
        let shown = &self.shown;
        shown.external_reference == row.external_reference
            && shown.lrn == row.lrn
            && (&shown.mrn, &shown.arc, &shown.ucr) == (&row.mrn, &row.arc, &row.ucr)
            && self.jurisdiction == row.jurisdiction
            && self.key == CellKey::new(row, self.key.status)
            && self.document == *document
            // With what is no column of the row: what the consignment is called.
            && self.number_words == number_words(row)
    }
}

/// What is written of a row.
enum Columns {
    All(Box<SummaryRecord>),
    Change(Box<SummaryChange>),
}

/// A row that is written, and what was there.
struct Written<'s> {
    key: CellKey,
    jurisdiction: &'s str,
    columns: Columns,
    stored: Option<&'s Stored>,
}

impl<'s> Written<'s> {
    fn new(
        row: &'s DeclarationRecord,
        document: Cow<'_, DocumentColumns>,
        stored: Option<&'s Stored>,
    ) -> Self {
        let columns = match stored {
            Some(stored) if stored.keeps(row, &document) => {
                Columns::Change(Box::new(SummaryChange::new(row)))
            }
            Some(_) | None => {
                Columns::All(Box::new(SummaryRecord::new(row, document.into_owned())))
            }
        };
        Self {
            key: CellKey::new(row, row.status),
            jurisdiction: &row.jurisdiction,
            columns,
            stored,
        }
    }

    fn id(&self) -> DeclarationId {
        match &self.columns {
            Columns::All(row) => row.id,
            Columns::Change(row) => row.id,
        }
    }

    fn error_codes(&self) -> &Json<Vec<String>> {
        match &self.columns {
            Columns::All(row) => &row.error_codes,
            Columns::Change(row) => &row.error_codes,
        }
    }

    fn cell(&self) -> i64 {
        match &self.columns {
            Columns::All(row) => row.cell,
            Columns::Change(row) => row.cell,
        }
    }

    fn set_cell(&mut self, cell: i64) {
        match &mut self.columns {
            Columns::All(row) => row.cell = cell,
            Columns::Change(row) => row.cell = cell,
        }
    }

    fn whole(&self) -> Option<&SummaryRecord> {
        match &self.columns {
            Columns::All(row) => Some(row),
            Columns::Change(_) => None,
        }
    }

    fn change(&self) -> Option<&SummaryChange> {
        match &self.columns {
            Columns::All(_) => None,
            Columns::Change(row) => Some(row),
        }
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
    let work = all(group, |changes| &changes.collaboration.declaration_work);
    let worked: HashSet<DeclarationId> = work.iter().map(|row| row.declaration_id).collect();
    let mut missing = Vec::new();
    for row in latest.into_values() {
        if let Some(cell) = stored.damaged.get(&row.id) {
            leave(transaction, *cell).await?;
        }
        let stored = stored.whole.get(&row.id);
        if stored.is_none() && (!begun.contains(&row.id) || worked.contains(&row.id)) {
            missing.push(row.id);
        }
        let document = document(transaction, row, stored, documents).await?;
        written.push(Written::new(row, document, stored));
    }
    let numbers = write(transaction, written).await?;
    show_work_of(transaction, &missing).await?;
    let mut places = places(&stored.whole);
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
    for row in declarations.iter().filter(|row| !stored.contains(row.id)) {
        let document = document(transaction, row, None, &[]).await?;
        written.push(Written::new(row, document, None));
    }
    let numbers = write(transaction, written).await?;
    show_work_of(transaction, &ids).await?;
    let mut places = places(&stored.whole);
    places.extend(numbers);
    note_events(transaction, &history.iter().collect::<Vec<_>>(), &places).await
}

/// The rows that are there.
#[derive(Debug, Default)]
struct StoredRows {
    whole: HashMap<DeclarationId, Stored>,
    /// The cells of rows that cannot be read: they are written anew, and counted anew.
    damaged: HashMap<DeclarationId, i64>,
}

impl StoredRows {
    fn contains(&self, id: DeclarationId) -> bool {
        self.whole.contains_key(&id) || self.damaged.contains_key(&id)
    }
}

async fn stored(
    transaction: &mut Transaction,
    ids: &[DeclarationId],
) -> Result<StoredRows, Failure> {
    let mut stored = StoredRows::default();
    for some in ids.chunks(BATCH) {
        let query = Query::new(&format!(
            "SELECT {STORED} FROM {} WHERE id IN ",
            SummaryRecord::TABLE
        ));
        for row in transaction.rows(query.list(some)).await? {
            match row.read::<StoredRow>() {
                Ok(row) => {
                    stored.whole.insert(row.0, row.1);
                }
                Err(error) => {
                    tracing::warn!("a row of a list is damaged, and written anew: {error:#}");
                    let DamagedRow(id, cell) = row.read().map_err(undecoded)?;
                    stored.damaged.insert(id, cell);
                }
            }
        }
    }
    Ok(stored)
}

/// What is read of a row that cannot be read as a whole.
struct DamagedRow(DeclarationId, i64);

impl Readable for DamagedRow {
    fn read(cells: &mut Cells<'_>) -> anyhow::Result<Self> {
        let id = cells.next()?;
        let _: i64 = cells.next()?;
        let _: TenantId = cells.next()?;
        Ok(Self(id, cells.next()?))
    }
}

fn undecoded(error: anyhow::Error) -> Failure {
    Failure::Database(sqlx::Error::Decode(error.into()))
}

async fn rows<R: Readable>(transaction: &mut Transaction, query: Query) -> Result<Vec<R>, Failure> {
    let rows = transaction.rows(query).await?;
    let rows = rows.iter().map(|row| row.read());
    rows.collect::<anyhow::Result<_>>().map_err(undecoded)
}

/// What the document of a declaration is searched for: as it comes, as it is stored of the same
/// revision, else read anew, where a declaration goes back to a revision.
async fn document<'d>(
    transaction: &mut Transaction,
    row: &DeclarationRecord,
    stored: Option<&'d Stored>,
    documents: &[&'d ReadDocuments],
) -> Result<Cow<'d, DocumentColumns>, Failure> {
    let key = (row.id, row.revision);
    let mut given = documents.iter().rev();
    if let Some(document) = given.find_map(|documents| documents.0.get(&key)) {
        return Ok(Cow::Borrowed(document));
    }
    if let Some(stored) = stored.filter(|stored| stored.revision == row.revision) {
        return Ok(Cow::Borrowed(&stored.document));
    }
    let query = Query::select::<RevisionRecord>()
        .sql(" WHERE declaration_id = ")
        .bind(&row.id)
        .sql(" AND number = ")
        .bind(&row.revision);
    let revisions: Vec<RevisionRecord> = rows(transaction, query).await?;
    let revision = revisions.first();
    let document = revision.map_or_else(DocumentColumns::default, |revision| read(row, revision));
    Ok(Cow::Owned(document))
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
    written.sort_by_key(Written::id);
    count(transaction, &mut written).await?;
    let mut numbers: HashMap<DeclarationId, i64> = HashMap::with_capacity(written.len());
    let changes: Vec<&SummaryChange> = written.iter().filter_map(Written::change).collect();
    update(transaction, &changes, &CHANGE).await?;
    let kept = written.iter().filter_map(|row| Some((row, row.stored?)));
    numbers.extend(kept.map(|(row, stored)| (row.id(), stored.number)));
    let whole: Vec<&SummaryRecord> = written.iter().filter_map(Written::whole).collect();
    for batch in batches(&whole) {
        let query = insertion(batch, UPSERT);
        for (id, number) in rows::<(DeclarationId, i64)>(transaction, query).await? {
            numbers.insert(id, number);
        }
    }
    index_words(transaction, &written, &numbers).await?;
    note_errors(transaction, &written, &numbers).await?;
    let places = written.iter().filter_map(|written| {
        let id = written.id();
        let place = RowPlace {
            number: *numbers.get(&id)?,
            jurisdiction: written.jurisdiction.to_owned(),
        };
        Some((id, place))
    });
    Ok(places.collect())
}

/// What never changes, and what persons set, stays.
const UPSERT: &str = "(id) DO UPDATE SET reference_key = excluded.reference_key, \
    lrn_key = excluded.lrn_key, mrn_key = excluded.mrn_key, arc_key = excluded.arc_key, \
    ucr_key = excluded.ucr_key, party_key = excluded.party_key, \
    external_reference = excluded.external_reference, lrn = excluded.lrn, mrn = excluded.mrn, \
    arc = excluded.arc, ucr = excluded.ucr, direction = excluded.direction, \
    flow = excluded.flow, step = excluded.step, system = excluded.system, \
    declaration_type = excluded.declaration_type, jurisdiction = excluded.jurisdiction, \
    ship_from = excluded.ship_from, ship_to = excluded.ship_to, company = excluded.company, \
    plant = excluded.plant, storage_location = excluded.storage_location, \
    status = excluded.status, standing = excluded.standing, cell = excluded.cell, \
    declaration_date = excluded.declaration_date, due_at = excluded.due_at, \
    due_key = excluded.due_key, party = excluded.party, errors = excluded.errors, \
    warnings = excluded.warnings, finding_code = excluded.finding_code, \
    finding_text = excluded.finding_text, error_codes = excluded.error_codes, \
    revision = excluded.revision, number_words = excluded.number_words, \
    document_words = excluded.document_words, version = excluded.version, \
    updated_at = excluded.updated_at RETURNING id, number";

/// SQLite writes only the indexes of columns that are named: three of them.
const CHANGE: Update = Update {
    set: &[
        ("direction", Given),
        ("flow", Given),
        ("step", Given),
        ("ship_from", Given),
        ("ship_to", Given),
        ("storage_location", Given),
        ("status", Given),
        ("standing", Given),
        ("cell", Given),
        ("declaration_date", Given),
        ("due_at", Given),
        ("due_key", Given),
        ("errors", Given),
        ("warnings", Given),
        ("finding_code", Given),
        ("finding_text", Given),
        ("error_codes", Given),
        ("revision", Given),
        ("version", Given),
        ("updated_at", Given),
    ],
    guard: "",
};
