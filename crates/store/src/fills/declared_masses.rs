//! How is it known what declarations of before bring in below a threshold?

use cas_model::ids::DeclarationId;
use cas_model::mass_threshold::is_counted;

use super::declarations::DeclarationBatch;
use super::progress::Step;
use crate::commit::write_missing_masses;
use crate::db::{Db, Query, Row, Transaction};
use crate::rows::{DeclarationRecord, DeclaredMassRecord, RevisionRecord};

/// What the fill is called.
pub(super) const NAME: &str = "declared_masses";

/// Notes what the next declarations bring in, and how far it came.
pub(super) async fn write_batch(db: &Db) -> anyhow::Result<Step> {
    let Some(mut batch) = DeclarationBatch::take(db, NAME).await? else {
        return Ok(Step::Elsewhere);
    };
    batch.declarations.retain(|row| {
        is_counted(&row.declaration_type, &row.jurisdiction) && row.declaration_date.is_some()
    });
    let masses = masses_of(&mut batch.transaction, &batch.declarations).await?;
    let masses: Vec<&DeclaredMassRecord> = masses.iter().collect();
    let written = write_missing_masses(&mut batch.transaction, &masses).await;
    batch.end(written).await
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
