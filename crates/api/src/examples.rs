//! How does each endpoint look when it is used?
//!
//! What is asked is written by hand (`openapi/requests.json`), in an order in which all of it can be
//! carried out, one request after the other. What is answered (`openapi/answers.json`) is what a
//! server said in the test that does so; long lists are cut. Both stand in the OpenAPI document.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::openapi::path::{Operation, ParameterBuilder};
use utoipa::openapi::{Content, RefOr};

const REQUESTS: &str = include_str!("../openapi/requests.json");
const ANSWERS: &str = include_str!("../openapi/answers.json");

/// A request as somebody may send it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The `operationId` of the endpoint.
    pub operation: String,
    /// The needs of screens that the endpoint answers, by their numbers in `docs/needs.md`.
    pub rows: Vec<u8>,
    /// The parameters in the path, by their names.
    #[serde(default)]
    pub path: BTreeMap<String, String>,
    /// The parameters behind `?`, by their names.
    #[serde(default)]
    pub query: BTreeMap<String, String>,
    /// The body; a text where it is no JSON.
    pub body: Option<Value>,
    /// The HTTP status that is answered.
    pub status: u16,
    /// What later examples name: the text that they have, and where it stands in the answer (a JSON
    /// pointer; with `#` at its end, what stands behind `#` in the text there).
    #[serde(default)]
    pub keep: BTreeMap<String, String>,
    /// The caller who sends it.
    #[serde(default)]
    pub by: ExampleCaller,
    /// Whether it only prepares others, and does not stand in the document.
    #[serde(default)]
    pub unlisted: bool,
}

/// Who sends the request of an example.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExampleCaller {
    /// A client, with its token.
    #[default]
    Client,
    /// A person, with the session that was opened last.
    Person,
    /// A customs system, with the secret of its connection.
    Customs,
    /// Somebody who sends no credentials.
    Nobody,
}

/// All examples, in an order in which each can be carried out.
///
/// # Errors
/// When what is written is no list of examples.
pub fn examples() -> serde_json::Result<Vec<Example>> {
    serde_json::from_str(REQUESTS)
}

/// The bodies of the answers, by the `operationId`.
///
/// # Errors
/// When what was recorded is no JSON.
pub fn example_answers() -> serde_json::Result<Map<String, Value>> {
    serde_json::from_str(ANSWERS)
}

/// Puts the examples into the operations of the OpenAPI document.
pub(crate) fn describe<'o>(operations: impl Iterator<Item = &'o mut Operation>) {
    let examples = examples().expect("the examples are of this program");
    let answers = example_answers().expect("the answers are of this program");
    for operation in operations {
        let id = operation.operation_id.clone().unwrap_or_default();
        let listed = |example: &&Example| example.operation == id && !example.unlisted;
        if let Some(example) = examples.iter().find(listed) {
            show(operation, example, answers.get(&id));
        }
    }
}

fn show(operation: &mut Operation, example: &Example, answer: Option<&Value>) {
    for parameter in operation.parameters.iter_mut().flatten() {
        let RefOr::T(described) = parameter else {
            continue;
        };
        let given = example.path.get(&described.name);
        let given = given.or_else(|| example.query.get(&described.name));
        if let Some(given) = given {
            let shown = ParameterBuilder::from(described.clone());
            *parameter = shown.example(Some(given.clone().into())).build().into();
        }
    }
    if let (Some(RefOr::T(request)), Some(body)) = (&mut operation.request_body, &example.body) {
        show_content(request.content.values_mut().next(), body);
    }
    let status = example.status.to_string();
    let response = operation.responses.responses.get_mut(&status);
    if let (Some(RefOr::T(response)), Some(answer)) = (response, answer) {
        show_content(response.content.values_mut().next(), answer);
    }
}

fn show_content(content: Option<&mut RefOr<Content>>, example: &Value) {
    if let Some(RefOr::T(content)) = content {
        content.example = Some(example.clone());
    }
}
