//! What is different between two versions of a decision table?

use cas_decision::RowDifferences;
use serde::Serialize;
use serde_json::Value;

use super::difference;
use crate::tables::TableDocument;

/// What a later version of a table changes in an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TableDifference {
    /// Where description, validity, hit policy or columns differ, by path.
    pub head: Vec<String>,
    /// What is different in the rows.
    pub rows: RowDifferences,
    /// Where the tests differ, by path.
    pub tests: Vec<String>,
}

impl TableDifference {
    /// What a later version changes.
    ///
    /// # Errors
    /// When a document cannot be written as JSON.
    pub fn between(before: &TableDocument, after: &TableDocument) -> anyhow::Result<Self> {
        Ok(Self {
            head: difference::paths(&head(before)?, &head(after)?),
            rows: RowDifferences::between(&before.table, &after.table),
            tests: difference::paths(&tests(before)?, &tests(after)?),
        })
    }
}

/// All but rows, tests, and the number, which is another in every version.
fn head(document: &TableDocument) -> anyhow::Result<Value> {
    let mut head = document.without_rows();
    head.table.version = 1;
    Ok(serde_json::to_value(head)?)
}

fn tests(document: &TableDocument) -> anyhow::Result<Value> {
    Ok(serde_json::json!({ "tests": serde_json::to_value(&document.tests)? }))
}
