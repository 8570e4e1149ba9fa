//! Tables that an edit compiled, for whatever else of the edit looks at them.
//!
//! A table is checked, its tests run, it is looked through for warnings, and the flows that ask it
//! are checked: compiling a large one takes most of a second, so it is done once. A table is known by
//! what it says, not by its version.

use std::sync::{Arc, Mutex, PoisonError};

use cas_decision::Table;

use crate::ConfigurationProblem;
use crate::tables::{BoundTable, TableDocument};

/// So many rows are kept of all tables together: two of the largest. Others are compiled again.
const MOST_ROWS: usize = 200_000;

/// The tables that were compiled so far.
#[derive(Debug, Default)]
pub struct CompiledTables(Mutex<Compiled>);

#[derive(Debug, Default)]
struct Compiled {
    kept: Vec<(Table, Arc<BoundTable>)>,
    compilations: usize,
}

impl CompiledTables {
    /// A table, compiled and bound, unless the same table was before.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn bind(
        &self,
        document: &TableDocument,
    ) -> Result<Arc<BoundTable>, Vec<ConfigurationProblem>> {
        let mut compiled = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = |(known, _): &&(Table, _)| says_the_same(known, &document.table);
        if let Some((_, bound)) = compiled.kept.iter().find(is_same) {
            return Ok(Arc::clone(bound));
        }
        compiled.compilations += 1;
        let bound = Arc::new(BoundTable::new(document)?);
        let kept = compiled.kept.iter().map(|(table, _)| table.rows.len());
        if kept.sum::<usize>() + document.table.rows.len() <= MOST_ROWS {
            compiled
                .kept
                .push((document.table.clone(), Arc::clone(&bound)));
        }
        Ok(bound)
    }

    /// How often a table was compiled.
    #[must_use]
    pub fn compilations(&self) -> usize {
        let compiled = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        compiled.compilations
    }
}

/// Whether two tables are the same but for their versions.
fn says_the_same(one: &Table, other: &Table) -> bool {
    // Without `..`: what is new in a table is compared, or this does not compile.
    let Table {
        name,
        version: _,
        hit_policy,
        inputs,
        outputs,
        rows,
    } = one;
    *name == other.name
        && *hit_policy == other.hit_policy
        && *inputs == other.inputs
        && *outputs == other.outputs
        && *rows == other.rows
}
