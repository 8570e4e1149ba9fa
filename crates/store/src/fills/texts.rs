//! How are texts cut that an earlier version kept whole?

use cas_model::text::{QUOTED, SIGN};

use super::progress::{Progress, Step, first};
use crate::db::{Db, Query, Transaction};

/// The most rows that are looked at in one transaction.
const ROWS: u32 = 1_000;

/// A column with texts of any length.
#[derive(Clone, Copy, Debug)]
pub(super) struct LongColumn {
    pub(super) table: &'static str,
    /// In whose order rows are looked at.
    pub(super) key: &'static str,
    pub(super) column: &'static str,
}

/// Looks at the next rows and cuts what is too long, and notes how far it came.
pub(super) async fn cut_batch(db: &Db, name: &str, column: LongColumn) -> anyhow::Result<Step> {
    let mut transaction = db.begin().await?;
    let taken = Progress::take(db, &mut transaction, name, column.table).await?;
    let Some(mut progress) = taken else {
        transaction.rollback().await?;
        return Ok(Step::Elsewhere);
    };
    let after = progress.done_until.clone().unwrap_or_default();
    let (last, rows) = next(&mut transaction, column, &after).await?;
    match last {
        Some(last) => {
            transaction.execute(cut(column, &after, &last)).await?;
            progress.done += rows;
            progress.done_until = Some(last);
        }
        None => progress.finished = 1,
    }
    progress.keep(&mut transaction, name).await?;
    transaction.commit().await?;
    Ok(match progress.is_finished() {
        true => Step::Finished,
        false => Step::Done,
    })
}

/// The last key of the next rows, and how many they are; `None` at the end.
async fn next(
    transaction: &mut Transaction,
    column: LongColumn,
    after: &String,
) -> anyhow::Result<(Option<String>, i64)> {
    let LongColumn { table, key, .. } = column;
    let rows = Query::new(&format!(
        "SELECT MAX({key}), COUNT(*) FROM (SELECT {key} FROM {table} WHERE {key} > "
    ))
    .bind(after)
    .sql(&format!(" ORDER BY {key} LIMIT {ROWS}) AS next_rows"));
    let found = first(&transaction.rows(rows).await?)?;
    Ok(found.unwrap_or((None, 0)))
}

/// Cuts what is too long between two keys, as [`cas_model::text::cut`] does, but by characters: both
/// databases count those.
fn cut(column: LongColumn, after: &String, last: &String) -> Query {
    let LongColumn { table, key, column } = column;
    let longest = QUOTED + SIGN;
    Query::new(&format!(
        "UPDATE {table} SET {column} = SUBSTR({column}, 1, {QUOTED}) || '… (cut, ' \
         || LENGTH({column}) || ' characters)' WHERE LENGTH({column}) > {longest} AND {key} > "
    ))
    .bind(after)
    .sql(&format!(" AND {key} <= "))
    .bind(last)
}
