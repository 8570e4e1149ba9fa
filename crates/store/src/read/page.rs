//! How much of a list is read at once?

use std::ops::Deref;

use crate::db::{Query, Readable};
use crate::store::Store;

/// The most bytes that the rows of a page hold, unless one row alone holds more.
pub const PAGE_BYTES: usize = 4 * 1024 * 1024;

/// The limit of a page that ends at its bytes alone.
pub(super) const ANY_NUMBER: u32 = u32::MAX;

/// Rows of a list, and whether more may follow.
#[derive(Debug)]
pub struct Page<R> {
    rows: Vec<R>,
    goes_on: bool,
}

impl<R> Page<R> {
    /// The row behind which the next page begins; none on the last page.
    #[must_use]
    pub fn next_behind(&self) -> Option<&R> {
        self.rows.last().filter(|_| self.goes_on)
    }

    /// Ends the page after so many rows; the others begin the next.
    pub fn end_after(&mut self, rows: usize) {
        self.goes_on |= rows < self.rows.len();
        self.rows.truncate(rows);
    }
}

impl<R> Deref for Page<R> {
    type Target = [R];

    fn deref(&self) -> &[R] {
        &self.rows
    }
}

impl<R: PartialEq> PartialEq<Vec<R>> for Page<R> {
    fn eq(&self, rows: &Vec<R>) -> bool {
        self.rows == *rows
    }
}

impl<R> IntoIterator for Page<R> {
    type Item = R;
    type IntoIter = std::vec::IntoIter<R>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter()
    }
}

/// Reads a page that ends at so many rows, or earlier at [`PAGE_BYTES`].
pub(super) async fn read_page<R: Readable>(
    store: &Store,
    query: Query,
    limit: u32,
    offset: u32,
) -> anyhow::Result<Page<R>> {
    let query = super::page(query, limit, offset);
    let (rows, is_cut) = store.db().read_within(query, PAGE_BYTES).await?;
    let is_full = u32::try_from(rows.len()).is_ok_and(|count| count == limit);
    Ok(Page {
        rows,
        goes_on: is_cut || is_full,
    })
}
