//! How is it known what declarations of before bring in below a threshold?

use anyhow::anyhow;
use cas_model::ids::DeclarationId;
use cas_model::mass_threshold::COUNTED_TYPE;

use super::progress::{Progress, Step};
use super::summaries::{locked, next_ids};
use crate::commit::{Failure, write_missing_masses};
use crate::db::{Db, Query, Record as _, Row, Transaction};
use crate::rows::{DeclarationRecord, DeclaredMassRecord, RevisionRecord};

/// What the fill is called.
pub(super) const NAME: &str = "declared_masses";

/// Notes what the next declarations bring in, and how far it came.
pub(super) async fn write_batch(db: &Db) -> anyhow::Result<Step> {
    let mut transaction = db.begin().await?;
    let taken = Progress::take(db, &mut transaction, NAME, DeclarationRecord::TABLE).await?;
    let Some(mut progress) = taken else {
        transaction.rollback().await?;
        return Ok(Step::Elsewhere);
    };
    let after = progress.done_until.clone().unwrap_or_default();
    let ids = next_ids(&mut transaction, &after).await?;
    match ids.last() {
        Some(last) => {
            progress.done += i64::try_from(ids.len())?;
            progress.done_until = Some(last.clone());
        }
        None => progress.finished = 1,
    }
    let mut declarations = locked(db, &mut transaction, &ids).await?;
    declarations
        .retain(|row| row.declaration_type == COUNTED_TYPE && row.declaration_date.is_some());
    let masses = masses_of(&mut transaction, &declarations).await?;
    let written = write_missing_masses(&mut transaction, &masses.iter().collect::<Vec<_>>()).await;
    written.map_err(|failure| match failure {
        Failure::Conflict(what) => anyhow!("{what}"),
        Failure::Database(error) => error.into(),
    })?;
    progress.keep(&mut transaction, NAME).await?;
    transaction.commit().await?;
    Ok(match progress.is_finished() {
        true => Step::Finished,
        false => Step::Done,
    })
}

/// What accepted declarations bring in, by the documents that customs has.
async fn masses_of(
    transaction: &mut Transaction,
    declarations: &[DeclarationRecord],
) -> anyhow::Result<Vec<DeclaredMassRecord>> {
    let mut masses = Vec::new();
    for row in declarations {
        let Some(lodged) = row.lodged_revision else {
            continue;
        };
        let query = Query::select::<RevisionRecord>()
            .sql(" WHERE declaration_id = ")
            .bind::<DeclarationId>(&row.id)
            .sql(" AND number = ")
            .bind(&lodged);
        let revisions = transaction.rows(query).await?;
        let Some(revision) = revisions.first().map(Row::read::<RevisionRecord>) else {
            continue;
        };
        let document = revision?.document.get();
        let document = document
            .inspect_err(|error| tracing::warn!("a declaration is damaged: {error:#}"))
            .ok();
        let at_customs = DeclarationRecord {
            revision: lodged,
            ..row.clone()
        };
        let mass = document.and_then(|document| DeclaredMassRecord::new(&at_customs, &document));
        masses.extend(mass);
    }
    Ok(masses)
}
