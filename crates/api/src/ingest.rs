//! How does a body become messages that are accepted, all or none?
//!
//! The same for every kind of message: content type, size, strict JSON, structure with every error
//! named by line and path, `casReference`s, then one commit by the engine.

use axum::Json;
use axum::body::Body;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use cas_engine::{AcceptedMessage, IngestionOptions, Message, MessageKind};
use cas_model::master_data::MasterDataKind;
use cas_model::structure::StructureError;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::codes::{self, Code};
use crate::extract::{Authorized, body};
use crate::problem::{FieldProblem, Problem};
use crate::state::{ApiState, BatchLimits};

/// The header that makes a repeated POST harmless.
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";
const MAX_KEY: usize = 255;

/// A message was stored and will be processed.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Reference {
    /// Names it in the ingestion history and in notifications.
    #[schema(format = Uuid)]
    pub reference_id: String,
}

/// The messages of a batch were stored and will be processed.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct References {
    /// One per message, in their order.
    pub reference_ids: Vec<String>,
}

/// A message that cannot be accepted.
pub struct Fault {
    /// Why it is refused, as a code.
    pub code: &'static Code,
    /// Where it is wrong, and what would be right.
    pub error: FieldProblem,
}

impl Fault {
    /// A fault of the structure.
    #[must_use]
    pub fn structure(path: &str, message: impl Into<String>) -> Self {
        Self {
            code: codes::INVALID_STRUCTURE,
            error: FieldProblem::new(path, message),
        }
    }
}

impl From<StructureError> for Fault {
    fn from(error: StructureError) -> Self {
        Self::structure(error.path.as_str(), error.message)
    }
}

/// What one value of a body becomes.
pub type ReadMessage<'r> = &'r (dyn Fn(Value) -> Result<AcceptedMessage, Vec<Fault>> + Send + Sync);

/// A message that one value of a body makes.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(
    kind: MessageKind,
    value: Value,
    options: IngestionOptions,
) -> Result<AcceptedMessage, Vec<Fault>> {
    match Message::as_sent(kind, value) {
        Ok(message) => Ok(AcceptedMessage { message, options }),
        Err(errors) => Err(errors.into_iter().map(Fault::from).collect()),
    }
}

/// A message that brings an update of master data.
///
/// # Errors
/// Every structural error, and a missing code.
pub fn master_data(kind: MasterDataKind, update: Value) -> Result<AcceptedMessage, Vec<Fault>> {
    let kind = MessageKind::MasterData(kind);
    read(kind, update, IngestionOptions::default())
}

/// A message body as values: one, or one per line.
pub struct Values {
    values: Vec<(Option<usize>, Value)>,
    is_batch: Batch,
}

/// Whether a body is a batch.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Batch {
    Single,
    Lines,
}

impl Values {
    /// Reads a body of JSON or NDJSON.
    ///
    /// # Errors
    /// A wrong content type, too large, or not JSON.
    pub async fn read(state: &ApiState, headers: &HeaderMap, body: Body) -> Result<Self, Problem> {
        if body::media_type(headers, &[body::JSON, body::NDJSON])? == body::NDJSON {
            let limits = state.batch_limits();
            let bytes = body::read_at(body, limits.bytes, limits.place).await?;
            return Self::lines(&bytes, limits);
        }
        let value = body::json(&body::read(body, state.settings().body_limit).await?)?;
        Ok(Self {
            values: vec![(None, value)],
            is_batch: Batch::Single,
        })
    }

    fn lines(bytes: &[u8], limits: BatchLimits) -> Result<Self, Problem> {
        let is_message = |line: &&[u8]| !line.trim_ascii().is_empty();
        let count = bytes.split(|byte| *byte == b'\n').filter(is_message);
        // Counted before anything is read, which takes many times the memory.
        let count = count.count();
        if count > limits.lines {
            let BatchLimits { lines, place, .. } = limits;
            let detail = format!("{count} messages; at most {lines} are taken at once {place}");
            return Err(Problem::new(codes::BODY_TOO_LARGE, detail));
        }
        let (mut values, mut errors) = (Vec::new(), Vec::new());
        for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            if line.trim_ascii().is_empty() {
                continue;
            }
            match crate::strict_json::parse(line) {
                Ok(value) => values.push((Some(index + 1), value)),
                Err(message) => {
                    let place = FieldProblem::new("", format!("not valid JSON: {message}"));
                    errors.push(FieldProblem {
                        line: Some(index + 1),
                        ..place
                    });
                }
            }
        }
        if !errors.is_empty() {
            let detail = "some lines are not valid JSON; nothing was accepted";
            return Err(Problem::new(codes::MALFORMED_REQUEST, detail).with_errors(errors));
        }
        match values.len() {
            0 => Err(Problem::new(
                codes::MALFORMED_REQUEST,
                "the batch holds no message",
            )),
            _ => Ok(Self {
                values,
                is_batch: Batch::Lines,
            }),
        }
    }

    /// One message per element of an array, or of the array in the field `collection`.
    #[must_use]
    pub fn unwrapped(self, collection: &str) -> Self {
        let [(_, value)] = self.values.as_slice() else {
            return self;
        };
        let Some(elements) = value
            .as_array()
            .or_else(|| value.get(collection)?.as_array())
        else {
            return self;
        };
        let values = elements
            .iter()
            .map(|element| (None, element.clone()))
            .collect();
        Self {
            values,
            is_batch: Batch::Lines,
        }
    }

    /// Makes messages of the values.
    ///
    /// # Errors
    /// Every fault of every message, by line and path.
    fn messages(self, read: ReadMessage<'_>) -> Result<Vec<AcceptedMessage>, Problem> {
        let (mut messages, mut faults) = (Vec::new(), Vec::new());
        if self.values.is_empty() {
            return Err(Problem::new(
                codes::INVALID_STRUCTURE,
                "the body holds no message",
            ));
        }
        for (position, (line, value)) in self.values.into_iter().enumerate() {
            let element = (line.is_none() && self.is_batch == Batch::Lines).then_some(position);
            match read(value) {
                Ok(message) => messages.push(message),
                Err(found) => faults.extend(found.into_iter().map(|fault| Fault {
                    error: with_place(fault.error, line, element),
                    ..fault
                })),
            }
        }
        match faults.first() {
            None => Ok(messages),
            Some(first) => {
                let (code, count) = (first.code, faults.len());
                let detail = format!("{count} error(s); nothing was accepted");
                let errors = faults.into_iter().map(|fault| fault.error).collect();
                Err(Problem::new(code, detail).with_errors(errors))
            }
        }
    }
}

fn with_place(error: FieldProblem, line: Option<usize>, element: Option<usize>) -> FieldProblem {
    let path = match element {
        Some(index) if error.path.is_empty() => format!("[{index}]"),
        Some(index) => format!("[{index}].{}", error.path),
        None => error.path.clone(),
    };
    FieldProblem {
        line,
        path,
        ..error
    }
}

/// Accepts a body's messages.
///
/// # Errors
/// Why none was accepted.
pub async fn accept<S>(
    state: &ApiState,
    authorized: &Authorized<S>,
    headers: &HeaderMap,
    values: Values,
    read: ReadMessage<'_>,
) -> Result<Response, Problem> {
    let key = idempotency_key(headers)?;
    let is_batch = values.is_batch;
    let messages = values.messages(read)?;
    let (engine, caller) = (state.engine(), &authorized.caller);
    if let Some(visible) = &authorized.visible {
        let tenant = authorized.tenant();
        engine.expect_visible(tenant, visible, &messages).await?;
    }
    let ids = engine.accept(caller, messages, key).await?;
    let mut references = ids.iter().map(ToString::to_string);
    Ok(match is_batch {
        Batch::Single => {
            let reference_id = references.next().unwrap_or_default();
            (StatusCode::ACCEPTED, Json(Reference { reference_id })).into_response()
        }
        Batch::Lines => {
            let reference_ids = references.collect();
            (StatusCode::ACCEPTED, Json(References { reference_ids })).into_response()
        }
    })
}

/// The `Idempotency-Key` of a request.
fn idempotency_key(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
    let Some(value) = headers.get(IDEMPOTENCY_KEY) else {
        return Ok(None);
    };
    let fits = |key: &&str| (1..=MAX_KEY).contains(&key.len());
    value.to_str().ok().filter(fits).map(Some).ok_or_else(|| {
        let message = format!("must be 1 to {MAX_KEY} printable ASCII characters");
        Problem::new(codes::INVALID_PARAMETER, "the Idempotency-Key is wrong")
            .with_errors(vec![FieldProblem::new("Idempotency-Key", message)])
    })
}
