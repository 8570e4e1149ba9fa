//! Which field of ours does customs' pointer mean, and how does customs call a field of ours?
//!
//! Customs points with XPaths: `/IE815[1]/Body[1]/SubmittedDraftOfEADESAD[1]/…`, with any prefixes.
//! A pointer into a report means what was said with an action and no field of the document; one at
//! what the report repeats of the document means that.

use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;

use super::tables::{self, Message};

/// The body of every message.
const BODY: &str = "Body";

/// The field that a pointer of customs means; the document itself when it means no single field.
#[must_use]
pub fn field_of(document: &SingleAdministrativeDocument, pointer: &str) -> FieldPath {
    let steps: Vec<&str> = pointer
        .trim()
        .split('/')
        .filter(|step| !step.is_empty())
        .collect();
    let message = steps.first().and_then(|root| tables::by_root(name(root)));
    let Some(message) = message else {
        // Without its root, a pointer is taken as one of the movement.
        return tables::IE815
            .table
            .field_of(document, &steps_below(&steps, tables::IE815.container));
    };
    let below = steps_below(&steps[1..], message.container);
    message.table.field_of_document(document, &below)
}

/// The pointer to the element of the movement that is made from a field; `None` when customs is
/// not sent it.
#[must_use]
pub fn pointer_of(document: &SingleAdministrativeDocument, path: &FieldPath) -> Option<String> {
    let message: &Message = &tables::IE815;
    let below = message.table.pointer_of(document, path)?;
    Some(format!(
        "/{}/{BODY}/{}{below}",
        message.name, message.container
    ))
}

/// A step's name, without prefix and number.
fn name(step: &str) -> &str {
    let step = step.split('[').next().unwrap_or(step);
    step.rsplit(':').next().unwrap_or(step).trim()
}

/// What follows the body and its one element.
fn steps_below(steps: &[&str], container: &str) -> String {
    let outer = [BODY, container];
    let is_outer = |step: &&&str| outer.contains(&name(step));
    let inside = steps.iter().skip_while(is_outer).copied();
    inside.collect::<Vec<_>>().join("/")
}
