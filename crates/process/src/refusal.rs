//! Refusals: why a request was not taken, or a message not carried out, and what can be done instead.

use cas_model::FieldPath;
use cas_model::configuration::ConfigurationName;
use cas_model::lifecycle::{Action, Status};
use cas_model::record::IngestionError;
use cas_model::structure::StructureError;
use serde::{Deserialize, Serialize};

use crate::codes::{self, Code, RefusalCode};

/// A request that was not taken. Each code has a page under `docs/errors/`.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{}: {detail}", code.name)]
pub struct Refusal {
    /// Why, as clients program against it.
    pub code: &'static Code,
    /// What exactly, and what to do instead.
    pub detail: String,
    /// The places concerned, and what is wrong there; with their document where several were sent.
    pub problems: Vec<(Option<ConfigurationName>, ConfigurationProblem)>,
    /// What is allowed instead.
    pub allowed_actions: Vec<Action>,
}

impl Refusal {
    /// A refusal without places.
    #[must_use]
    pub fn new(code: &'static Code, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
            problems: Vec::new(),
            allowed_actions: Vec::new(),
        }
    }

    /// The same with the places concerned, and what is wrong there.
    #[must_use]
    pub fn with_places(mut self, places: Vec<(FieldPath, String)>) -> Self {
        let problem = |(path, message): (FieldPath, String)| {
            (None, ConfigurationProblem::at(path.as_str(), message))
        };
        self.problems.extend(places.into_iter().map(problem));
        self
    }

    /// What was sent is not well structured, or does not fit what it is to change.
    #[must_use]
    pub fn invalid_structure(errors: Vec<StructureError>) -> Self {
        let detail = format!("{} error(s); nothing was changed", errors.len());
        let places = errors.into_iter().map(|error| (error.path, error.message));
        Self::new(codes::INVALID_STRUCTURE, detail).with_places(places.collect())
    }

    /// The declaration's status does not allow the action.
    #[must_use]
    pub fn not_allowed_in_status(what: &str, status: Status, allowed: Vec<Action>) -> Self {
        let names: Vec<&str> = allowed.iter().map(|action| action.as_str()).collect();
        let instead = match names.as_slice() {
            [] => "no action is allowed in this status".to_owned(),
            names => format!("allowed are: {}", names.join(", ")),
        };
        let detail = format!("{what} is not allowed in status {status}; {instead}");
        let mut refusal = Self::new(codes::NOT_ALLOWED_IN_STATUS, detail);
        refusal.allowed_actions = allowed;
        refusal
    }

    /// There is no such thing for this caller.
    #[must_use]
    pub fn not_found(what: &str) -> Self {
        Self::new(codes::NOT_FOUND, format!("there is no such {what}"))
    }
}

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

/// Why nothing is done of a message of the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanRefusal {
    /// The code; each has a page under `docs/errors/`.
    pub code: RefusalCode,
    /// Why, and what to do instead.
    pub message: String,
}

impl PlanRefusal {
    /// A refusal with its code and the sentence that the sender reads.
    #[must_use]
    pub fn new(code: RefusalCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}

impl From<PlanRefusal> for IngestionError {
    fn from(refusal: PlanRefusal) -> Self {
        Self {
            code: refusal.code.as_str().to_owned(),
            message: refusal.message,
            path: None,
        }
    }
}
