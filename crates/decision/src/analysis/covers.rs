//! Do several rows together take all that a row matches?
//!
//! What a row matches is a box: a region per column, and its days. Each row that goes before it
//! cuts the box into what it takes and what is left; when nothing is left, the row never fires.
//! Every cut costs steps, and a row that costs too many is given up.

use super::report::Work;
use crate::region::Region;

/// Most cuts for one row.
const CUTS: usize = 500;

/// What came of the search for one row.
pub(super) enum Covered {
    /// Wholly, by these rows together.
    By(Vec<usize>),
    /// Something is left that no row covers.
    No,
    /// The search was given up.
    Unknown,
}

/// Cuts the box of a row by those that go before it.
pub(super) fn covered<'r>(
    whole: Vec<Region>,
    before: &[usize],
    boxes: impl Fn(usize, usize) -> Option<&'r Region>,
    work: &mut Work,
) -> Covered {
    let mut used = vec![false; before.len()];
    let mut left = vec![(whole, 0)];
    let mut cuts = 0;
    while let Some((mut rest, from)) = left.pop() {
        if rest.iter().any(Region::is_empty) {
            continue;
        }
        let meets = |row: usize| {
            let mut columns = rest.iter().enumerate();
            columns
                .all(|(column, rest)| boxes(row, column).is_some_and(|region| region.meets(rest)))
        };
        let next = (from..before.len()).find(|index| meets(before[*index]));
        cuts += 1;
        if !work.may(next.unwrap_or(before.len()) - from + rest.len()) || cuts > CUTS {
            return Covered::Unknown;
        }
        let Some(next) = next else {
            return Covered::No;
        };
        used[next] = true;
        for column in 0..rest.len() {
            let Some(region) = boxes(before[next], column) else {
                continue;
            };
            let outside = rest[column].without(region);
            if !outside.is_empty() {
                let mut part = rest.clone();
                part[column] = outside;
                left.push((part, next + 1));
                rest[column] = rest[column].and(region);
            }
        }
    }
    let rows = before.iter().zip(used).filter(|(_, used)| *used);
    Covered::By(rows.map(|(row, _)| *row).collect())
}
