//! Findings: what is wrong with a declaration, as data.

use serde::{Deserialize, Serialize};

use crate::field_path::FieldPath;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// Worth a look; does not stop anything.
    Warning,
    /// Must be corrected before the declaration can go on.
    Error,
}

/// Who found what is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Source {
    /// One of our rules.
    Validation,
    /// The customs system, in an answer to what we sent.
    Customs,
    /// The configuration lacks something.
    Configuration,
}

/// One thing that is wrong with a declaration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Code: of our rule (`V0010`), or as customs gave it.
    pub code: String,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do, or what customs said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Whether it stops the declaration.
    pub severity: Severity,
    /// Who found it: we, or customs.
    pub source: Source,
    /// Where in the declaration; empty when it concerns no single field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldPath>,
    /// Customs' own pointer, kept as received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// Why it is found, or as bad as it is, where not the rule alone says so: the tenant's settings,
    /// with their version, who published them and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

impl Finding {
    /// The same with the fields that it concerns.
    #[must_use]
    pub fn at(self, fields: Vec<FieldPath>) -> Self {
        Self { fields, ..self }
    }

    /// Whether it stops the declaration.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
