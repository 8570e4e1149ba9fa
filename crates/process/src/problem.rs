//! What is wrong with configuration, and where.

use serde::{Deserialize, Serialize};

/// One thing that is wrong with a flow, a decision table or the settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigurationProblem {
    /// Where: a path from the document's root, such as `steps[1].start.step`.
    pub path: String,
    /// What is wrong, and what would be right.
    pub message: String,
    /// The row of a decision table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
    /// The column of a decision table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The first character of the cell that is wrong, from 1, and the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub characters: Option<(usize, usize)>,
}

impl ConfigurationProblem {
    /// A problem at a path.
    #[must_use]
    pub fn at(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            message: message.into(),
            row: None,
            column: None,
            characters: None,
        }
    }
}
