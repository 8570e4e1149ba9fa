//! Is what would be done still what somebody was shown?
//!
//! A dry run answers a fingerprint of its plan. Who sends it with the act has the same request
//! foreseen once more: what it comes to now is carried out only where the fingerprint is the same.
//! What is made anew each time it is foreseen (ids, and the numbers of declarations that do not
//! exist yet) does not count.

use std::collections::HashMap;
use std::fmt::Write as _;

use axum::http::{HeaderMap, Method};
use cas_model::secret_fields::hide;
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::codes;
use crate::problem::{FieldProblem, Problem};

/// The header in which an act names the plan that was shown.
pub const PLAN: &str = "CAS-Plan";

/// Bytes of the digest that a fingerprint shows.
const SHOWN: usize = 16;

/// The plan that a request names.
///
/// # Errors
/// When it names several, or what it names is no fingerprint.
pub fn named_plan(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let mut values = headers.get_all(PLAN).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    let text = value.to_str().ok().map(str::trim);
    let is_one =
        |text: &&str| text.len() == 2 * SHOWN && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    match (text.filter(is_one), values.next()) {
        (Some(text), None) => Ok(Some(text.to_ascii_lowercase())),
        (Some(_) | None, _) => Err(wrong("must be the fingerprint of one dry run")),
    }
}

/// A fingerprint that cannot be taken.
#[must_use]
pub fn wrong(message: &str) -> Problem {
    let errors = vec![FieldProblem::new(PLAN, message)];
    Problem::new(codes::INVALID_PARAMETER, format!("correct: {PLAN}")).with_errors(errors)
}

/// The refusal of an act that would do something else by now than its plan says.
#[must_use]
pub fn changed(fingerprint: String, mut plan: Value) -> Problem {
    hide(&mut plan);
    let detail = format!(
        "it would do something else by now; look at `plan`, and send its fingerprint {fingerprint}"
    );
    Problem::new(codes::PLAN_CHANGED, detail).with_plan(fingerprint, plan)
}

/// What a request would do that reports on its dry run in a form of its own.
pub struct OwnPlan<'a> {
    /// The path of the request.
    pub path: &'a str,
    /// What was sent to be done.
    pub content: &'a [u8],
}

impl OwnPlan<'_> {
    /// The fingerprint of what a dry run reported: what was sent counts as well, as the report does
    /// not repeat it.
    ///
    /// # Errors
    /// When the report cannot be written as JSON.
    pub fn fingerprint(&self, report: &impl Serialize) -> anyhow::Result<String> {
        let content = Sha256::digest(self.content);
        let content = content.iter().map(|byte| format!("{byte:02x}"));
        let plan = json!({
            "content": content.collect::<String>(),
            "report": serde_json::to_value(report)?,
        });
        Ok(fingerprint(&Method::POST, self.path, &plan))
    }

    /// Lets an act pass that names the plan which its dry run reports now.
    ///
    /// # Errors
    /// When it names another.
    pub fn must_be(&self, named: &str, report: &impl Serialize) -> Result<(), Problem> {
        let now = self.fingerprint(report)?;
        if now == named {
            return Ok(());
        }
        let report = serde_json::to_value(report).map_err(anyhow::Error::from)?;
        Err(changed(now, report))
    }
}

/// The fingerprint of what a request would do.
#[must_use]
pub fn fingerprint(method: &Method, path: &str, plan: &Value) -> String {
    let mut plan = plan.clone();
    forget_numbers(&mut plan);
    forget_ids(&mut plan, &mut HashMap::new());
    let mut digest = Sha256::new();
    digest.update(format!("{method} {path}\n{plan}"));
    digest.finalize()[..SHOWN]
        .iter()
        .fold(String::new(), |mut text, byte| {
            // Writing to a text cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Takes the numbers away of declarations that would be created: they are made anew each time.
fn forget_numbers(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            let is_new = fields.contains_key("statusAfter") && !fields.contains_key("statusBefore");
            if is_new {
                fields.remove("lrn");
            }
            fields.values_mut().for_each(forget_numbers);
        }
        Value::Array(elements) => elements.iter_mut().for_each(forget_numbers),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Puts the order in which ids first stand in the place of each.
fn forget_ids(value: &mut Value, known: &mut HashMap<Uuid, usize>) {
    match value {
        Value::Object(fields) => fields.values_mut().for_each(|it| forget_ids(it, known)),
        Value::Array(elements) => elements.iter_mut().for_each(|it| forget_ids(it, known)),
        Value::String(text) => {
            if let Ok(id) = Uuid::parse_str(text) {
                let next = known.len();
                *text = format!("#{}", known.entry(id).or_insert(next));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn of(plan: &Value) -> String {
        fingerprint(&Method::POST, "/v1/customsshipments", plan)
    }

    fn plan(id: &str, lrn: &str, status_before: Option<&str>, after: &str) -> Value {
        let mut declaration = json!({"declarationId": id, "lrn": lrn, "statusAfter": after});
        if let Some(before) = status_before {
            declaration["statusBefore"] = before.into();
        }
        json!({"declarations": [declaration, {"declarationId": id}]})
    }

    const ONE: &str = "01900000-0000-7000-8000-000000000001";
    const OTHER: &str = "01900000-0000-7000-8000-000000000002";

    #[test]
    fn what_is_made_anew_does_not_count() {
        let first = of(&plan(ONE, "A1", None, "Validated"));
        assert_eq!(first, of(&plan(OTHER, "B2", None, "Validated")));
        assert_eq!(first.len(), 2 * SHOWN);
    }

    #[test]
    fn what_would_be_otherwise_counts() {
        let known = |lrn, after| of(&plan(ONE, lrn, Some("Invalid"), after));
        assert_ne!(known("A1", "Validated"), known("A1", "Invalid"));
        assert_ne!(known("A1", "Validated"), known("B2", "Validated"));
        let plan = plan(ONE, "A1", None, "Validated");
        let elsewhere = fingerprint(&Method::POST, "/v1/shipmentevents", &plan);
        assert_ne!(of(&plan), elsewhere);
    }

    #[test]
    fn one_fingerprint_is_named_at_most() {
        let mut headers = HeaderMap::new();
        assert_eq!(named_plan(&headers).unwrap(), None);
        headers.insert(PLAN, HeaderValue::from_static("soon"));
        assert!(named_plan(&headers).is_err());
        let fingerprint = of(&json!({}));
        headers.insert(PLAN, HeaderValue::from_str(&fingerprint).unwrap());
        assert_eq!(named_plan(&headers).unwrap(), Some(fingerprint.clone()));
        headers.append(PLAN, HeaderValue::from_str(&fingerprint).unwrap());
        assert!(named_plan(&headers).is_err());
    }
}
