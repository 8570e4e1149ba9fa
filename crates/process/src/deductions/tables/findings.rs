//! What is said when a table cannot answer, or answers something else than there is.

use cas_decision::EvaluationError;
use cas_model::FieldPath;
use cas_model::finding::{Finding, Severity, Source};
use cas_model::selector::{Scope, Selector};

use crate::tables::{BoundTable, Roots};

fn finding(code: &str, severity: Severity, message: String, description: String) -> Finding {
    Finding::new(code, severity, Source::Configuration, message, description)
}

fn of(table: &BoundTable) -> String {
    let compiled = &table.compiled;
    format!(
        "decision table {} version {}",
        compiled.name(),
        compiled.version()
    )
}

/// No version of a table can be asked.
pub(super) fn missing(table: &str, why: &str) -> Finding {
    let message = format!("The decision table {table} cannot be asked");
    let description =
        format!("{why}; publish a version that is in force, or take it from the step");
    finding("D0030", Severity::Error, message, description)
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
        .of(field.scope(), item)
        .and_then(|root| field.locate(root));
    let base = match field.scope() {
        Scope::Item => at.clone(),
        Scope::Document | Scope::Shipment => FieldPath::root(),
    };
    Finding {
        fields: place.map(|place| base.join(&place)).into_iter().collect(),
        ..finding(
            "D0031",
            Severity::Error,
            format!("The {} cannot read {field}", of(table)),
            format!("{why}; correct the value, or the type of the column"),
        )
    }
}

/// A table failed while it was evaluated.
pub(super) fn failed(error: &EvaluationError, at: &FieldPath) -> Finding {
    let fields = if at.is_root() {
        Vec::new()
    } else {
        vec![at.clone()]
    };
    Finding {
        fields,
        ..finding(
            "D0032",
            Severity::Error,
            "A decision table could not be evaluated".to_owned(),
            format!("{error}; correct the table or the values it looks at, then validate again"),
        )
    }
}

/// A table says something else than there is.
pub(super) fn different(table: &BoundTable, row: &str, says: &str, at: FieldPath) -> Finding {
    Finding {
        fields: vec![at],
        ..finding(
            "D0033",
            Severity::Warning,
            format!("The {} says {says}", of(table)),
            format!("row {row} says {says}; the value that is there was kept"),
        )
    }
}

/// What a table says does not fit into the field.
pub(super) fn unfit(
    table: &BoundTable,
    row: &str,
    says: &str,
    why: &str,
    at: &FieldPath,
) -> Finding {
    Finding {
        fields: vec![at.clone()],
        ..finding(
            "D0034",
            Severity::Error,
            format!("What the {} says does not fit", of(table)),
            format!("row {row} says {says}: {why}; correct the row"),
        )
    }
}
