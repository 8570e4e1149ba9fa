//! The content of a revision that is not the current one.

use cas_model::document::SingleAdministrativeDocument;
use cas_model::edit::Edits;
use cas_model::origin::Origins;
use cas_model::record::RevisionRecord;
use jiff::Timestamp;
use jiff::civil::Date;

/// The content of a revision that is not the current one.
#[derive(Clone, Debug)]
pub(super) struct Content {
    pub number: u32,
    pub document: SingleAdministrativeDocument,
    pub origins: Origins,
    pub edits: Edits,
    pub deduced_on: Option<Date>,
    pub sealed_at: Option<Timestamp>,
}

impl Content {
    pub fn read(revision: &RevisionRecord) -> anyhow::Result<Self> {
        Ok(Self {
            number: revision.number,
            document: revision.document.get()?,
            origins: revision.origins.get()?,
            edits: revision.edits.get()?,
            deduced_on: revision.deduced_on,
            sealed_at: revision.sealed_at,
        })
    }
}
