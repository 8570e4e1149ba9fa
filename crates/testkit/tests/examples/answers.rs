//! Are answers what the document says, and what was recorded of them?

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::asked::{Answer, Operation};

/// Elements that are recorded of a list.
const MOST: usize = 2;
/// Characters that are recorded of a text.
const LONGEST: usize = 400;
/// Fields that nobody is to find in a document, however short they are good.
const SECRET: &[&str] = &[
    "access_token",
    "csrfToken",
    "link",
    "secret",
    "key",
    "address",
];

/// How an answer is not what the document says, by its media type or by its schema.
pub fn fault(document: &Value, operation: &Operation, answer: &Answer) -> Option<String> {
    let response = &operation.described["responses"][answer.status.to_string()];
    let name = format!("{} {} {}", operation.method, operation.path, answer.status);
    if !response.is_object() {
        return Some(format!("{name} is not described"));
    }
    let Some(contents) = response["content"].as_object() else {
        let is_empty = answer.body.is_null();
        return (!is_empty).then(|| format!("{name} is described without a body"));
    };
    let Some(content) = contents.get(&answer.media_type) else {
        return Some(format!("{name} is {}", answer.media_type));
    };
    if answer.media_type != "application/json" {
        return None;
    }
    let mut schema = content["schema"].clone();
    schema["components"] = document["components"].clone();
    let mut compiler = boon::Compiler::new();
    compiler.set_default_draft(boon::Draft::V2020_12);
    let place = "https://cas.example/schema.json";
    compiler.add_resource(place, schema).expect("a schema");
    let mut schemas = boon::Schemas::new();
    let schema = match compiler.compile(place, &mut schemas) {
        Ok(schema) => schema,
        Err(error) => return Some(format!("{name}: {error:#}")),
    };
    let fault = schemas.validate(&answer.body, schema).err();
    fault.map(|fault| format!("{name}: {fault:#}"))
}

/// What was answered, in the order of the examples.
#[derive(Default)]
pub struct Recording {
    /// As it is shown: lists and texts cut, ids as examples have them.
    pub answers: Map<String, Value>,
    /// The fields that there were, by their operation.
    fields: BTreeMap<String, BTreeSet<String>>,
    /// Ids that no example names, in the order in which they came.
    others: BTreeMap<String, String>,
}

impl Recording {
    pub fn add(&mut self, operation: &str, body: &Value, names: &BTreeMap<String, String>) {
        let mut fields = BTreeSet::new();
        note_fields(body, "", &mut fields);
        self.fields.insert(operation.to_owned(), fields);
        let mut shown = body.clone();
        self.show(&mut shown, names);
        if !shown.is_null() {
            self.answers.insert(operation.to_owned(), shown);
        }
    }

    fn show(&mut self, value: &mut Value, names: &BTreeMap<String, String>) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value {
                        Value::String(text) if SECRET.contains(&name.as_str()) => {
                            *text = "…".to_owned();
                        }
                        _ => self.show(value, names),
                    }
                }
            }
            Value::Array(all) => {
                all.truncate(MOST);
                all.iter_mut().for_each(|one| self.show(one, names));
            }
            Value::String(text) => *text = self.shown(text, names),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn shown(&mut self, text: &str, names: &BTreeMap<String, String>) -> String {
        if let Some((name, _)) = names.iter().find(|(_, own)| *own == text) {
            return name.clone();
        }
        let mut shown = text.to_owned();
        for (name, own) in names.iter().filter(|(_, own)| own.len() == 36) {
            shown = shown.replace(own, name);
        }
        if uuid::Uuid::parse_str(&shown).is_ok() && !names.contains_key(&shown) {
            let next = self.others.len();
            let other = self.others.entry(shown);
            return other
                .or_insert_with(|| format!("01900000-0000-7000-9000-{next:012}"))
                .clone();
        }
        match shown.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}…", &shown[..end]),
            None => shown,
        }
    }
}

/// The fields of a value, elements of lists as one.
fn note_fields(value: &Value, place: &str, fields: &mut BTreeSet<String>) {
    match value {
        Value::Object(all) => {
            for (name, value) in all {
                let place = format!("{place}/{name}");
                note_fields(value, &place, fields);
                fields.insert(place);
            }
        }
        Value::Array(all) => {
            let place = format!("{place}[]");
            all.iter().for_each(|one| note_fields(one, &place, fields));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What was recorded holds no field that is not answered any more, and misses no answer.
pub fn must_hold(recorded: &Map<String, Value>, now: &Recording) {
    let names = |answers: &Map<String, Value>| answers.keys().cloned().collect::<BTreeSet<_>>();
    let told = "record the answers anew with UPDATE_DOCS=1";
    assert_eq!(names(recorded), names(&now.answers), "{told}");
    for (operation, answer) in recorded {
        let mut fields = BTreeSet::new();
        note_fields(answer, "", &mut fields);
        let gone: Vec<&String> = fields.difference(&now.fields[operation]).collect();
        assert_eq!(json!(gone), json!([]), "{operation}: {told}");
    }
}
