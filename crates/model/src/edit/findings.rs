//! What people must hear about their edits, one function per code of `docs/findings.md`.

use std::borrow::Cow;

use serde_json::Value;

use super::{Edit, Edits};
use crate::access::Node;
use crate::finding::{Finding, Severity, Source};

/// D0050: since a person changed a field, something else is given or deduced for it.
#[must_use]
pub fn conflict_findings(edits: &Edits, document: &dyn Node) -> Vec<Finding> {
    let conflicts = edits.conflicts();
    conflicts
        .filter_map(|edit| {
            let now = shown(edit.conflict.as_ref()?.now.as_ref());
            let after = shown(edit.after.as_ref());
            let message = format!("{}; now {now} is given or deduced", changed(edit));
            let remedy = format!(
                "{now} stands there until you decide: set the field again, to {after} or to {now}"
            );
            Some(Finding {
                fields: edit.address.locate(document).into_iter().collect(),
                ..finding("D0050", Severity::Error, message, remedy)
            })
        })
        .collect()
}

/// D0051: the place that a person changed is no longer there.
#[must_use]
pub fn gone_findings(gone: &[Edit]) -> Vec<Finding> {
    gone.iter()
        .map(|edit| {
            let message = format!("{}; this place is no longer there", changed(edit));
            let remedy = "The change is dropped: make it again where it belongs now".to_owned();
            finding("D0051", Severity::Warning, message, remedy)
        })
        .collect()
}

fn changed(edit: &Edit) -> String {
    let Edit { by, address, .. } = edit;
    let [before, after] = [&edit.before, &edit.after].map(|value| shown(value.as_ref()));
    match (&edit.before, &edit.after) {
        (None, _) => format!("{by} set {address} to {after}, where nothing was"),
        (Some(_), None) => format!("{by} removed {before} from {address}"),
        (Some(_), Some(_)) => format!("{by} changed {address} from {before} to {after}"),
    }
}

/// A value in a sentence.
fn shown(value: Option<&Value>) -> Cow<'_, str> {
    match value {
        None | Some(Value::Null) => "nothing".into(),
        Some(Value::String(text)) => text.into(),
        Some(Value::Object(_)) => "an element".into(),
        Some(other) => other.to_string().into(),
    }
}

fn finding(code: &str, severity: Severity, message: String, description: String) -> Finding {
    Finding::new(code, severity, Source::Validation, message, description)
}
