//! Which fields of documents are secrets, and what is shown in their place?
//!
//! Whoever knows the access code of a guarantee can use the guarantee. Customs gets it; of our own
//! answers only those to a client with the scope `read:accessCodes` hold it, all others hold
//! [`MASK`]. The fields stand in one list here. They are known by their name alone, so that they
//! are found in whatever form an answer has: as a member, beside a path that leads to one
//! (origins, differences, edits), and as an element of a message to customs.
//!
//! Whoever sends the mask back means what is kept ([`restore`]); where nothing is kept, it is a
//! fault ([`masks`]).

use serde_json::{Map, Value};

use crate::elements::{ADD, REFERENCE};

/// What is shown for a secret.
pub const MASK: &str = "********";

/// The fields that are secrets, in the spelling of documents.
pub const SECRET_FIELDS: &[&str] = &["accessCode"];

/// Members that say by a path which field an object is about.
const NAMING: &[&str] = &["path", "address", "field"];

/// Members that say what stands in the field that such an object is about.
const SAYING: &[&str] = &["value", "before", "after", "now"];

/// Why a mask is refused where nothing is kept in its place.
pub const NOTHING_KEPT: &str =
    "is the mask that is shown for an access code, and none is kept here: send the code itself";

/// Whether a path, or an element's name, leads to a secret.
#[must_use]
pub fn is_secret(path: &str) -> bool {
    let last = path.rsplit(['.', ':', '/']).next().unwrap_or(path);
    SECRET_FIELDS
        .iter()
        .any(|field| field.eq_ignore_ascii_case(last))
}

/// Whether a text may hold a secret at all: a quick question about long answers.
#[must_use]
pub fn may_hold_secret(text: &[u8]) -> bool {
    SECRET_FIELDS.iter().any(|field| {
        let mut places = text.windows(field.len());
        places.any(|place| place.eq_ignore_ascii_case(field.as_bytes()))
    })
}

/// Whether a JSON value shows a secret, one that is not masked.
#[must_use]
pub fn holds_secret(value: &Value) -> bool {
    let mut hidden = value.clone();
    hide(&mut hidden);
    hidden != *value
}

/// Puts the mask in the place of every secret in a JSON value.
pub fn hide(value: &mut Value) {
    hide_in(value, false);
}

/// `is_about_secret`: an object above names a secret by its path.
fn hide_in(value: &mut Value, is_about_secret: bool) {
    match value {
        Value::Object(members) => {
            hide_columns(members);
            let is_about_secret = is_about_secret || names_secret(members);
            for (name, member) in members {
                let is_value = is_about_secret && SAYING.contains(&name.as_str());
                match member {
                    Value::Object(_) | Value::Array(_) => hide_in(member, is_about_secret),
                    Value::Null => {}
                    _ if is_value || is_secret(name) => *member = Value::from(MASK),
                    Value::String(text) => hide_in_text(text),
                    Value::Bool(_) | Value::Number(_) => {}
                }
            }
        }
        Value::Array(elements) => {
            for element in elements {
                hide_in(element, is_about_secret);
            }
        }
        Value::String(text) => hide_in_text(text),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The cells of a decision table's columns that are secrets: tables of before such columns were
/// refused may have them.
fn hide_columns(table: &mut Map<String, Value>) {
    for (columns, cells) in [("inputs", "conditions"), ("outputs", "outputs")] {
        let columns = table.get(columns).and_then(Value::as_array);
        let columns: Vec<bool> = columns
            .into_iter()
            .flatten()
            .map(is_secret_column)
            .collect();
        let rows = table.get_mut("rows").and_then(Value::as_array_mut);
        if !columns.contains(&true) {
            continue;
        }
        for row in rows.into_iter().flatten() {
            let cells = row.get_mut(cells).and_then(Value::as_array_mut);
            for (cell, is_secret) in cells.into_iter().flatten().zip(&columns) {
                if *is_secret {
                    *cell = Value::from(MASK);
                }
            }
        }
    }
}

fn is_secret_column(column: &Value) -> bool {
    let mut names = ["expression", "name"].into_iter();
    names.any(|name| {
        column
            .get(name)
            .and_then(Value::as_str)
            .is_some_and(is_secret)
    })
}

fn names_secret(members: &Map<String, Value>) -> bool {
    let mut names = NAMING
        .iter()
        .filter_map(|name| members.get(*name)?.as_str());
    names.any(is_secret)
}

/// A message to customs may stand in a text.
fn hide_in_text(text: &mut String) {
    if !text.contains('<') || !may_hold_secret(text.as_bytes()) {
        return;
    }
    let hidden = hide_in_message(text.as_bytes(), &secrets_of_message(text.as_bytes()));
    if let Ok(hidden) = String::from_utf8(hidden) {
        *text = hidden;
    }
}

/// The secrets that a message to or from customs holds, as they are written there.
#[must_use]
pub fn secrets_of_message(message: &[u8]) -> Vec<Vec<u8>> {
    let secret = |part: &Part<'_>| is_secret(part.element) && !part.text.trim_ascii().is_empty();
    parts(message)
        .filter(secret)
        .map(|part| part.text.trim_ascii().to_vec())
        .collect()
}

/// A message with the mask in the place of its secrets, and of what else says the same as one of
/// `known`: customs repeats in an error what it received.
#[must_use]
pub fn hide_in_message(message: &[u8], known: &[Vec<u8>]) -> Vec<u8> {
    let mut hidden = Vec::with_capacity(message.len());
    let mut copied = 0;
    for part in parts(message) {
        let said = part.text.trim_ascii();
        let is_known = known.iter().any(|secret| secret == said);
        if !said.is_empty() && (is_known || is_secret(part.element)) {
            hidden.extend_from_slice(&message[copied..part.start]);
            hidden.extend_from_slice(MASK.as_bytes());
            copied = part.start + part.text.len();
        }
    }
    hidden.extend_from_slice(&message[copied..]);
    hidden
}

/// The text behind the opening tag of an element.
struct Part<'m> {
    element: &'m str,
    start: usize,
    text: &'m [u8],
}

/// What stands between a tag and the next: enough to find the texts of elements by their names in
/// whatever is written in ASCII's signs, also where it is not well formed.
fn parts(message: &[u8]) -> impl Iterator<Item = Part<'_>> {
    let mut tags = message.split_inclusive(|byte| *byte == b'<');
    let mut start = tags.next().map_or(0, <[u8]>::len);
    tags.filter_map(move |piece| {
        let begin = start;
        start += piece.len();
        let piece = piece.strip_suffix(b"<").unwrap_or(piece);
        let end = piece.iter().position(|byte| *byte == b'>')?;
        let name = piece[..end].split(u8::is_ascii_whitespace).next()?;
        Some(Part {
            element: std::str::from_utf8(name).ok()?,
            start: begin + end + 1,
            text: &piece[end + 1..],
        })
    })
}

/// Puts what is kept in the place of every mask that was sent. Elements are the same by their
/// `casReference`, those without one by their position. A mask stays where nothing is kept.
pub fn restore(sent: &mut Value, kept: &Value) {
    match (sent, kept) {
        (Value::Object(sent), Value::Object(kept)) => {
            for (name, member) in sent {
                match kept.get(name) {
                    Some(secret) if is_mask(name, member) => *member = secret.clone(),
                    Some(kept) => restore(member, kept),
                    None => {}
                }
            }
        }
        (Value::Array(sent), Value::Array(kept)) => {
            for (position, element) in sent.iter_mut().enumerate() {
                let reference = element.get(REFERENCE).cloned();
                let same = match reference {
                    // Of an element that is added nothing is kept.
                    None if element.get(ADD).is_some() => None,
                    None => kept.get(position),
                    Some(reference) => {
                        let mut kept = kept.iter();
                        kept.find(|kept| kept.get(REFERENCE) == Some(&reference))
                    }
                };
                if let Some(same) = same {
                    restore(element, same);
                }
            }
        }
        _ => {}
    }
}

/// The paths of all masks in the place of secrets.
#[must_use]
pub fn masks(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    find_masks(value, "", &mut found);
    found
}

fn find_masks(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let below = match path {
                    "" => name.clone(),
                    path => format!("{path}.{name}"),
                };
                match is_mask(name, member) {
                    true => found.push(below),
                    false => find_masks(member, &below, found),
                }
            }
        }
        Value::Array(elements) => {
            for (position, element) in elements.iter().enumerate() {
                find_masks(element, &format!("{path}[{position}]"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is_mask(name: &str, value: &Value) -> bool {
    is_secret(name) && value.as_str() == Some(MASK)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_cells_of_secret_columns_are_hidden() {
        let mut table = json!({"table": {
            "inputs": [{"name": "code", "expression": "obligationGuarantees.accessCode"},
                {"name": "destination", "expression": ""}],
            "outputs": [{"name": "note"}, {"name": "obligationGuarantees.accessCode"}],
            "rows": [{"id": "r1", "conditions": ["\"ZZ98\"", "\"FR\""], "outputs": ["1", "\"ZZ99\""]}],
        }});
        hide(&mut table);
        let row = &table["table"]["rows"][0];
        assert_eq!(row["conditions"], json!([MASK, "\"FR\""]));
        assert_eq!(row["outputs"], json!(["1", MASK]));
    }

    #[test]
    fn a_secret_is_hidden_in_every_form() {
        let mut answer = json!({
            "obligationGuarantees": [{"refNum": "G", "accessCode": "ZZ99", "amount": 5}],
            "AccessCode": "ZZ99",
            "accessCodes": "other",
            "nothing": {"accessCode": null},
            "origins": [
                {"path": "obligationGuarantees[0].accessCode", "value": "ZZ99", "origin": {"type": "person"}},
                {"path": "obligationGuarantees[0].refNum", "value": "G"},
            ],
            "edits": [{"address": "obligationGuarantees[g].accessCode", "before": "ZZ98",
                "after": "ZZ99", "by": "A", "conflict": {"now": "ZZ97"}}],
            "body": "<a><n:AccessCode x='1'>ZZ99</n:AccessCode><was>ZZ99</was><b>c</b></a>",
        });
        hide(&mut answer);
        let expected = json!({
            "obligationGuarantees": [{"refNum": "G", "accessCode": MASK, "amount": 5}],
            "AccessCode": MASK,
            "accessCodes": "other",
            "nothing": {"accessCode": null},
            "origins": [
                {"path": "obligationGuarantees[0].accessCode", "value": MASK, "origin": {"type": "person"}},
                {"path": "obligationGuarantees[0].refNum", "value": "G"},
            ],
            "edits": [{"address": "obligationGuarantees[g].accessCode", "before": MASK,
                "after": MASK, "by": "A", "conflict": {"now": MASK}}],
            "body": format!("<a><n:AccessCode x='1'>{MASK}</n:AccessCode><was>{MASK}</was><b>c</b></a>"),
        });
        assert_eq!(answer, expected);
    }

    #[test]
    fn messages_hide_what_is_known_elsewhere_and_stay_otherwise() {
        for (message, known, expected) in [
            ("<a><accessCode/>x</a>", "", "<a><accessCode/>x</a>"),
            ("<a>AC01</a> < AC01", "AC01", "<a>********</a> < AC01"),
            ("<accessCode>AC01", "", "<accessCode>********"),
            ("no markup AC01", "AC01", "no markup AC01"),
            ("", "", ""),
        ] {
            let known = [known.as_bytes().to_vec()];
            let hidden = hide_in_message(message.as_bytes(), &known);
            assert_eq!(String::from_utf8_lossy(&hidden), expected, "{message}");
        }
    }

    #[test]
    fn a_mask_sent_back_keeps_what_is_there() {
        let kept = json!({"g": [
            {"casReference": "a", "accessCode": "AC01"},
            {"casReference": "b", "accessCode": "AC02"},
        ]});
        for (sent, expected, left) in [
            (
                json!({"g": [{"casReference": "b", "accessCode": MASK}]}),
                json!({"g": [{"casReference": "b", "accessCode": "AC02"}]}),
                vec![],
            ),
            (
                json!({"g": [{"accessCode": MASK}, {"accessCode": "NEW1"}, {"accessCode": MASK}]}),
                json!({"g": [{"accessCode": "AC01"}, {"accessCode": "NEW1"}, {"accessCode": MASK}]}),
                vec!["g[2].accessCode"],
            ),
            (
                json!({"g": [{"casReference": "c", "accessCode": MASK}], "note": MASK}),
                json!({"g": [{"casReference": "c", "accessCode": MASK}], "note": MASK}),
                vec!["g[0].accessCode"],
            ),
        ] {
            let mut restored = sent.clone();
            restore(&mut restored, &kept);
            assert_eq!(restored, expected, "{sent}");
            assert_eq!(masks(&restored), left, "{sent}");
        }
    }
}
