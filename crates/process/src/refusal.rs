//! Refusals: why a request was not taken, and what can be done instead.

use cas_model::FieldPath;
use cas_model::configuration::ConfigurationName;
use cas_model::lifecycle::{Action, Status};

use crate::problem::ConfigurationProblem;

/// What kind of refusal it is; HTTP makes its status of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// There is no such thing for this caller.
    NotFound,
    /// The state does not allow it.
    Conflict,
    /// It was changed since the caller read it.
    Outdated,
    /// The request is wrong.
    Invalid,
    /// The caller may not.
    Forbidden,
    /// The request is larger than the server takes: 413.
    TooLarge,
    /// Not now; try again.
    Unavailable,
}

/// A request that was not taken. Each code has a page under `docs/errors/`.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{code}: {detail}")]
pub struct Refusal {
    /// What programs tell it by, kebab-case; part of the problem's address.
    pub code: &'static str,
    /// The kind of refusal, from which the HTTP status follows.
    pub status: RefusalKind,
    /// What happened, in one line.
    pub title: String,
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
    pub fn new(code: &'static str, status: RefusalKind, title: &str, detail: String) -> Self {
        Self {
            code,
            status,
            title: title.to_owned(),
            detail,
            problems: Vec::new(),
            allowed_actions: Vec::new(),
        }
    }

    /// The same with the places concerned, and what is wrong there.
    #[must_use]
    pub fn at(mut self, places: Vec<(FieldPath, String)>) -> Self {
        let problem = |(path, message): (FieldPath, String)| {
            (None, ConfigurationProblem::at(path.as_str(), message))
        };
        self.problems.extend(places.into_iter().map(problem));
        self
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
        let mut refusal = Self::new(
            "not-allowed-in-status",
            RefusalKind::Conflict,
            "The declaration's status does not allow this",
            detail,
        );
        refusal.allowed_actions = allowed;
        refusal
    }

    /// There is no such thing for this caller.
    #[must_use]
    pub fn not_found(what: &str) -> Self {
        Self::new(
            "not-found",
            RefusalKind::NotFound,
            "Not found",
            format!("there is no such {what}"),
        )
    }
}
