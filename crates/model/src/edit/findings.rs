//! What must people hear about their edits?

use std::borrow::Cow;

use serde_json::Value;

use super::{Edit, Edits};
use crate::access::Node;
use crate::finding::Finding;
use crate::findings;

/// Those of fields for which something else is given or deduced since a person changed them.
#[must_use]
pub fn conflict_findings(edits: &Edits, document: &dyn Node) -> Vec<Finding> {
    let conflicts = edits.conflicts();
    conflicts
        .filter_map(|edit| {
            let now = shown(edit.conflict.as_ref()?.now.as_ref());
            let after = shown(edit.after.as_ref());
            let place = edit.address.locate(document);
            let finding = findings::edit_in_conflict(changed(edit), now, after);
            Some(finding.at(place.into_iter().collect()))
        })
        .collect()
}

/// Those of changes whose place is no longer there.
#[must_use]
pub fn gone_findings(gone: &[Edit]) -> Vec<Finding> {
    gone.iter()
        .map(|edit| findings::edited_place_gone(changed(edit)))
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
