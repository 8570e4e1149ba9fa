//! What declarations bring in below a threshold, kept beside them.

use super::write::{Failure, all, insert_or, insertion, waves};
use crate::changes::Changes;
use crate::db::{Transaction, batches};
use crate::rows::DeclaredMassRecord;

/// What changes of a declaration's row; it never goes to another tenant.
const MASS: &str = "(declaration_id) DO UPDATE SET importer = excluded.importer, \
    day = excluded.day, milligrams = excluded.milligrams \
    WHERE declared_mass.tenant_id = excluded.tenant_id";

/// Writes what a group says, in the order of the rows so that two nodes cannot wait for each other.
pub(super) async fn apply(
    transaction: &mut Transaction,
    group: &[&Changes],
) -> Result<(), Failure> {
    let rows = all(group, |changes| &changes.declared_masses);
    for mut wave in waves(&rows, |row| row.declaration_id) {
        wave.sort_by_key(|row| row.declaration_id);
        insert_or(transaction, &wave, MASS).await?;
    }
    Ok(())
}

/// Writes the rows of declarations that have none.
pub(crate) async fn write_missing(
    transaction: &mut Transaction,
    rows: &[&DeclaredMassRecord],
) -> Result<(), Failure> {
    for batch in batches(rows) {
        let query = insertion(batch, "DO NOTHING");
        transaction.execute(query).await?;
    }
    Ok(())
}
