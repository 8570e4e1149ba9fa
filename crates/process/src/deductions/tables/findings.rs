//! What is said when a table cannot answer, or answers something else than there is.

use cas_decision::EvaluationError;
use cas_model::finding::Finding;
use cas_model::selector::{Scope, Selector};
use cas_model::{FieldPath, findings};

use crate::tables::{BoundTable, Roots};

/// A table in a sentence.
fn named(table: &BoundTable) -> String {
    let compiled = &table.compiled;
    format!(
        "decision table {} version {}",
        compiled.name(),
        compiled.version()
    )
}

/// An input is no value of its column's type.
pub(super) fn unreadable(
    table: &BoundTable,
    at: &FieldPath,
    item: usize,
    field: &Selector,
    why: &str,
    roots: Roots<'_>,
) -> Finding {
    let place = roots
        .root(field.scope(), item)
        .and_then(|root| field.locate(root));
    let base = match field.scope() {
        Scope::Item => at.clone(),
        Scope::Document | Scope::Shipment => FieldPath::root(),
    };
    let fields = place.map(|place| base.join(&place)).into_iter().collect();
    findings::table_cannot_read(named(table), field, why).at(fields)
}

/// A table failed while it was evaluated.
pub(super) fn failed(error: &EvaluationError, at: &FieldPath) -> Finding {
    let fields = if at.is_root() {
        Vec::new()
    } else {
        vec![at.clone()]
    };
    findings::table_failed(error).at(fields)
}

/// A table says something else than there is.
pub(super) fn different(table: &BoundTable, row: &str, says: &str, at: FieldPath) -> Finding {
    findings::table_differs(named(table), row, says).at(vec![at])
}

/// What a table says does not fit into the field.
pub(super) fn unfit(
    table: &BoundTable,
    row: &str,
    says: &str,
    why: &str,
    at: &FieldPath,
) -> Finding {
    findings::table_does_not_fit(named(table), row, says, why).at(vec![at.clone()])
}
