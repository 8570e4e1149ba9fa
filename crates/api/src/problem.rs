//! How is a refused request answered?
//!
//! As RFC 9457 problem details, always: a handler returns a [`Problem`], which only notes what is
//! wrong; [`crate::http::finish`] writes it out once the request id is known. Answers that axum or
//! a layer made by itself get their problem there too.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use cas_process::ConfigurationProblem;
use cas_process::Refusal;
use cas_process::codes::RefusalKind;
use cas_process::configuration::ConfigurationName;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::codes::{self, Code};

/// At most so many errors are listed; a body can hold more than anyone reads.
const MAX_ERRORS: usize = 1_000;

/// One place of the request that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldProblem {
    /// The line of an NDJSON body, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The field by its path, the parameter or header by its name; empty for the whole.
    pub path: String,
    /// What is wrong, and what to send instead.
    pub message: String,
    /// The row of a decision table, by its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
    /// The column of a decision table, by its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The first and the last character of the cell that are wrong, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<usize>>)]
    pub characters: Option<(usize, usize)>,
}

impl FieldProblem {
    /// A place and what is wrong there.
    #[must_use]
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            line: None,
            path: path.into(),
            message: message.into(),
            row: None,
            column: None,
            characters: None,
        }
    }
}

/// A problem of configuration; with its document in front where several were sent.
impl From<(Option<ConfigurationName>, ConfigurationProblem)> for FieldProblem {
    fn from((of, problem): (Option<ConfigurationName>, ConfigurationProblem)) -> Self {
        let path = match of {
            None => problem.path,
            Some(name) if problem.path.is_empty() => name.to_string(),
            Some(name) => format!("{name}.{}", problem.path),
        };
        Self {
            row: problem.row,
            column: problem.column,
            characters: problem.characters,
            ..Self::new(path, problem.message)
        }
    }
}

/// A refused request, as problem details tell it.
#[derive(Clone, Debug)]
pub struct Problem(Box<Content>);

#[derive(Clone, Debug)]
struct Content {
    code: &'static str,
    status: StatusCode,
    title: &'static str,
    detail: String,
    errors: Vec<FieldProblem>,
    allowed_actions: Vec<&'static str>,
    retry_after_seconds: Option<u64>,
    challenge: Option<&'static str>,
    because: Option<&'static str>,
    plan: Option<NewPlan>,
}

/// What would be done by now, where a plan that was named is not what would be done.
#[derive(Clone, Debug)]
struct NewPlan {
    fingerprint: String,
    plan: Value,
}

/// Problem details as they are sent (RFC 9457).
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Problem)]
pub struct ProblemDetails {
    /// Link to the page that explains the code.
    #[serde(rename = "type")]
    pub type_link: String,
    /// The code, for programs.
    pub code: String,
    /// What happened, in one line.
    pub title: String,
    /// The HTTP status, the same as that of the answer.
    pub status: u16,
    /// What exactly, and what to do.
    pub detail: String,
    /// The id of this request; give it to support.
    pub instance: String,
    /// The places that are wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// The actions that are allowed instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed_actions: Vec<String>,
    /// With the code `plan-changed`: the fingerprint of the plan as it is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
    /// With the code `plan-changed`: the plan as it is now; secrets are masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub plan: Option<Value>,
}

impl Problem {
    /// A problem and what exactly is wrong.
    #[must_use]
    pub fn new(code: &'static Code, detail: impl Into<String>) -> Self {
        Self(Box::new(Content {
            code: code.name,
            status: codes::status_of(code.kind),
            title: code.title,
            detail: detail.into(),
            errors: Vec::new(),
            allowed_actions: Vec::new(),
            retry_after_seconds: None,
            challenge: None,
            because: None,
            plan: None,
        }))
    }

    /// The same with what would be done by now.
    #[must_use]
    pub fn with_plan(mut self, fingerprint: String, plan: Value) -> Self {
        self.0.plan = Some(NewPlan { fingerprint, plan });
        self
    }

    /// The same with the places that are wrong.
    #[must_use]
    pub fn with_errors(mut self, mut errors: Vec<FieldProblem>) -> Self {
        if errors.len() > MAX_ERRORS {
            let more = errors.len() - MAX_ERRORS;
            self.0
                .detail
                .push_str(&format!("; {more} more errors are not listed"));
            errors.truncate(MAX_ERRORS);
        }
        self.0.errors = errors;
        self
    }

    /// The same with the time after which to try again.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.0.retry_after_seconds = Some(seconds);
        self
    }

    /// The same with the way to authenticate (`WWW-Authenticate`).
    #[must_use]
    pub fn challenge(mut self, challenge: &'static str) -> Self {
        self.0.challenge = Some(challenge);
        self
    }

    /// The same with what only operators are told.
    #[must_use]
    pub fn because(mut self, why: &'static str) -> Self {
        self.0.because = Some(why);
        self
    }

    /// Whether the caller must do something else, rather than come again.
    #[must_use]
    pub fn is_of_caller(&self) -> bool {
        self.0.status.is_client_error()
    }

    /// The code, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.0.code
    }

    /// What is wrong, in words for operators.
    #[must_use]
    pub fn words(&self) -> String {
        let content = &self.0;
        let (title, why) = (content.title, content.because.unwrap_or(&content.detail));
        format!("{} {title}: {why}", content.status.as_u16())
    }

    /// There is no such thing for this caller.
    #[must_use]
    pub fn not_found(what: &str) -> Self {
        Self::new(codes::NOT_FOUND, format!("there is no such {what}"))
    }

    /// The problem of an answer that a library made by itself.
    #[must_use]
    pub fn of_status(status: StatusCode) -> Self {
        let problem = match status {
            StatusCode::METHOD_NOT_ALLOWED => Self::new(
                codes::METHOD_NOT_ALLOWED,
                "the path exists; the Allow header names its methods",
            ),
            StatusCode::NOT_FOUND => Self::not_found("path; see /openapi.json"),
            StatusCode::PAYLOAD_TOO_LARGE => Self::new(codes::BODY_TOO_LARGE, "send less at once"),
            StatusCode::SERVICE_UNAVAILABLE => {
                Self::new(codes::TIMED_OUT, "try again; nothing is known to be wrong")
                    .retry_after(5)
            }
            status if status.is_client_error() => {
                Self::new(codes::MALFORMED_REQUEST, "the request cannot be read")
            }
            _ => Self::new(
                codes::INTERNAL_ERROR,
                "try again; if it stays, tell support",
            ),
        };
        Self(Box::new(Content {
            status,
            ..*problem.0
        }))
    }

    /// As it is sent.
    #[must_use]
    pub fn details(self, request_id: &str) -> ProblemDetails {
        let content = *self.0;
        ProblemDetails {
            type_link: format!("/errors/{}", content.code),
            code: content.code.to_owned(),
            title: content.title.to_owned(),
            status: content.status.as_u16(),
            detail: content.detail,
            instance: request_id.to_owned(),
            errors: content.errors,
            allowed_actions: content
                .allowed_actions
                .into_iter()
                .map(str::to_owned)
                .collect(),
            fingerprint: content.plan.as_ref().map(|it| it.fingerprint.clone()),
            plan: content.plan.map(|it| it.plan),
        }
    }
}

/// Notes the problem; [`crate::http::finish`] writes the body.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.0.status.into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = self.0.retry_after_seconds {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(challenge) = self.0.challenge {
            headers.insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static(challenge),
            );
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// The one place that makes HTTP of the engine's refusals.
impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let problems = refusal.problems.into_iter().map(FieldProblem::from);
        let problem = Self(Box::new(Content {
            code: refusal.code.name,
            status: codes::status_of(refusal.code.kind),
            title: refusal.code.title,
            detail: refusal.detail,
            errors: Vec::new(),
            allowed_actions: refusal
                .allowed_actions
                .into_iter()
                .map(|a| a.as_str())
                .collect(),
            retry_after_seconds: (refusal.code.kind == RefusalKind::Unavailable).then_some(5),
            challenge: None,
            because: None,
            plan: None,
        }));
        problem.with_errors(problems.collect())
    }
}

/// Whatever the store says went wrong: logged once with its chain, and not told.
impl From<anyhow::Error> for Problem {
    fn from(error: anyhow::Error) -> Self {
        cas_engine::unavailable(&error).into()
    }
}
