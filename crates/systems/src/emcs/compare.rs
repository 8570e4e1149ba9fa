//! Does customs have what we have?
//!
//! IE801 repeats the movement as customs validated it. Ours is written as customs would, and both
//! are read by the same table; what then differs, differs. After a change of destination, what
//! customs has of it differs from what we submitted.

use cas_gateway::{CustomsDifference, DecodeError};
use cas_model::access::Node;
use cas_model::document::SingleAdministrativeDocument;

use super::decode;
use super::settings::Settings;
use super::tables::{IE801, Message};
use crate::table::Context;
use crate::xml::{Element, Writer};

/// Compares a message in which customs repeats the movement with our document; `None` for a
/// message that does not repeat it.
///
/// # Errors
/// When it is not a message that we read, or our movement cannot be written.
pub fn differences(
    document: &SingleAdministrativeDocument,
    lrn: &str,
    settings: &serde_json::Value,
    message: &[u8],
) -> Result<Option<Vec<CustomsDifference>>, DecodeError> {
    let root = decode::root(message)?;
    let repetition: &Message = &IE801;
    let container = root
        .at("Body")
        .and_then(|body| body.child(repetition.container));
    let Some(container) = container.filter(|_| root.name == repetition.name) else {
        return Ok(None);
    };
    let theirs = read(container)?;
    let ours = read(&decode::root(&written(document, lrn, settings)?)?)?;
    let text = |value: serde_json::Value| match value {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    };
    let found = cas_model::difference::differences(&theirs, &ours);
    let told = found.into_iter().map(|difference| {
        let pointer = repetition
            .table
            .pointer_of(&ours, &difference.path)
            .unwrap_or_default();
        CustomsDifference {
            pointer: format!(
                "/{}/Body/{}{pointer}",
                repetition.name, repetition.container
            ),
            path: Some(difference.path),
            ours: difference.after.map(text),
            theirs: difference.before.map(text),
        }
    });
    Ok(Some(told.collect()))
}

fn read(container: &Element) -> Result<SingleAdministrativeDocument, DecodeError> {
    let mut document = SingleAdministrativeDocument::default();
    let mut unread = Vec::new();
    IE801.table.read(container, &mut document, &mut unread);
    // What could not be read would differ.
    match unread.is_empty() {
        true => Ok(document),
        false => Err(DecodeError::Incomplete {
            message: IE801.name.to_owned(),
            problem: unread.join("; "),
        }),
    }
}

/// Our movement as customs would repeat it.
fn written(
    document: &SingleAdministrativeDocument,
    lrn: &str,
    settings: &serde_json::Value,
) -> Result<Vec<u8>, DecodeError> {
    let settings = Settings::read(settings)
        .map_err(|errors| cas_gateway::EncodeError::Settings(errors.join("; ")))?;
    let given = [("lrn", lrn), ("language", settings.language)];
    let context = Context {
        document: document as &dyn Node,
        edition: None,
        given: &given,
    };
    let mut writer = Writer::new();
    writer.open(IE801.container);
    IE801.table.write(&context, &mut writer)?;
    Ok(writer.finish())
}
