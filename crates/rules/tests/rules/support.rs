//! The valid declarations, and how the cases of a fixture differ from them.

use std::path::{Path, PathBuf};

use cas_model::document::SingleAdministrativeDocument;
use cas_model::field_path::{FieldPath, Segment};
use cas_rules::{CodeLists, Context, NO_SWITCHES, Presented, Validity};
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// The folder of the fixtures.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// A JSON file of the fixtures.
pub fn fixture(name: &str) -> Value {
    let path = fixtures().join(name);
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The transit in which no rule finds anything, as JSON.
pub fn valid_transit_json() -> Value {
    fixture("valid_transit.json")
}

/// A document from its JSON.
pub fn document(json: Value) -> SingleAdministrativeDocument {
    serde_json::from_value(json).expect("the fixture is a document")
}

/// A valid declaration that cases start from: its name, its type, its jurisdiction.
pub type Base = (&'static str, &'static str, &'static str);

/// The valid declarations, `valid_<name>.json` in the fixtures.
pub const BASES: &[Base] = &[
    ("transit", "transit", "DE"),
    ("H1", "H1", "DK"),
    ("GB-H1", "H1", "GB"),
    ("H7", "H7", "DK"),
    ("I1", "I1", "DK"),
    ("I2", "I2", "DK"),
    ("B1", "B1", "DE"),
    ("GB-B1", "B1", "GB"),
    ("excise", "excise", "DE"),
];

/// The document of a base.
pub fn valid(base: &Base) -> Value {
    fixture(&format!("valid_{}.json", base.0))
}

/// A case of a fixture: what differs from which valid declaration, and the lists that are loaded.
pub struct Case {
    declaration_type: String,
    jurisdiction: String,
    day: Date,
    /// The document.
    pub document: SingleAdministrativeDocument,
    code_lists: CodeLists,
    imported_before: Option<Decimal>,
    presented: Option<Presented>,
}

impl Case {
    /// Reads `on` (the base, else the transit), `as` (another type), `in` (another jurisdiction),
    /// `day` (whose law counts, else 1 July 2026), `set`, `long` (texts of so many characters),
    /// `many` (lists of so many empty elements), `lists`,
    /// `importedBefore` (kilograms), and of goods that are presented `sentOn` and `deducedOn`.
    pub fn read(case: &Value) -> Self {
        let on = case["on"].as_str().unwrap_or("transit");
        let base = BASES.iter().find(|base| base.0 == on);
        let base = base.unwrap_or_else(|| panic!("no valid declaration {on}"));
        let mut json = valid(base);
        for (path, value) in case["set"].as_object().into_iter().flatten() {
            put(&mut json, path, value.clone());
        }
        for (path, count) in counts(&case["long"]) {
            put(&mut json, path, json!("x".repeat(count)));
        }
        for (path, count) in counts(&case["many"]) {
            put(&mut json, path, json!(vec![json!({}); count]));
        }
        let mut code_lists = CodeLists::built_in();
        for (list, codes) in case["lists"].as_object().into_iter().flatten() {
            let codes = codes.as_array().into_iter().flatten();
            let codes =
                codes.filter_map(|code| Some((code.as_str()?.to_owned(), Validity::default())));
            code_lists.load(list, codes);
        }
        Self {
            declaration_type: case["as"].as_str().unwrap_or(base.1).to_owned(),
            jurisdiction: case["in"].as_str().unwrap_or(base.2).to_owned(),
            day: case["day"].as_str().map_or(DAY, day),
            document: document(json),
            code_lists,
            presented: case["sentOn"].as_str().map(|sent| Presented {
                sent_on: day(sent),
                deduced_on: case["deducedOn"].as_str().map(day),
            }),
            imported_before: case["importedBefore"]
                .as_str()
                .map(|mass| mass.parse().expect("a mass")),
        }
    }

    /// The same case without these fields; `None` when it is no document then.
    pub fn without(mut self, fields: &[&str]) -> Option<Self> {
        let mut json = serde_json::to_value(&self.document).ok()?;
        // The last of a list first, so that the others stay where they are.
        for field in fields.iter().rev() {
            take_away(&mut json, &FieldPath::new(*field));
        }
        self.document = serde_json::from_value(json).ok()?;
        Some(self)
    }

    /// What the rules must know besides the document.
    pub fn context(&self) -> Context<'_> {
        Context {
            system: system_of(&self.declaration_type, &self.jurisdiction),
            declaration_type: &self.declaration_type,
            jurisdiction: &self.jurisdiction,
            day: self.day,
            today: self.day,
            imported_before: self.imported_before,
            presented: self.presented,
            ..context(&self.code_lists)
        }
    }
}

fn counts(paths: &Value) -> impl Iterator<Item = (&str, usize)> {
    let paths = paths.as_object().into_iter().flatten();
    paths.map(|(path, count)| {
        let count = count.as_u64().and_then(|count| usize::try_from(count).ok());
        (path.as_str(), count.expect("a count"))
    })
}

/// Puts a value at a path, making what is missing on the way; `null` removes what is there.
pub fn put(json: &mut Value, path: &str, value: Value) {
    let path = FieldPath::new(path);
    let segments: Vec<Segment<'_>> = path.segments().collect();
    let (last, above) = segments.split_last().expect("a path of a field");
    let mut at = json;
    for segment in above {
        at = step(at, *segment);
    }
    match (last, value) {
        (Segment::Name(name), Value::Null) => {
            at.as_object_mut().expect("an object").remove(*name);
        }
        (Segment::Index(index), Value::Null) => {
            at.as_array_mut().expect("an array").remove(*index);
        }
        (segment, value) => *step(at, *segment) = value,
    }
}

/// Takes away what stands at a path, if anything does.
fn take_away(json: &mut Value, path: &FieldPath) {
    let segments: Vec<Segment<'_>> = path.segments().collect();
    let Some((last, above)) = segments.split_last() else {
        return;
    };
    let mut at = Some(json);
    for segment in above {
        at = at.and_then(|json| match segment {
            Segment::Name(name) => json.get_mut(name),
            Segment::Index(index) => json.get_mut(index),
        });
    }
    match (at, last) {
        (Some(Value::Object(record)), Segment::Name(name)) => {
            record.remove(*name);
        }
        (Some(Value::Array(list)), Segment::Index(index)) if *index < list.len() => {
            list.remove(*index);
        }
        _ => {}
    }
}

fn step<'a>(at: &'a mut Value, segment: Segment<'_>) -> &'a mut Value {
    match segment {
        Segment::Name(name) => {
            if at.is_null() {
                *at = json!({});
            }
            at.as_object_mut()
                .expect("an object")
                .entry(name)
                .or_insert(Value::Null)
        }
        Segment::Index(index) => {
            if at.is_null() {
                *at = json!([]);
            }
            let list = at.as_array_mut().expect("an array");
            if index == list.len() {
                list.push(Value::Null);
            }
            &mut list[index]
        }
    }
}

/// The system that takes a type of declaration in a jurisdiction.
pub fn system_of(declaration_type: &str, jurisdiction: &str) -> &'static str {
    match (declaration_type, jurisdiction) {
        ("transit", _) => "ncts",
        ("excise", _) => "emcs",
        (_, "GB" | "XI") => "uk_cds",
        (_, "DK") => "dk_dms",
        _ => "aes",
    }
}

/// The day of a case that names none.
pub const DAY: Date = jiff::civil::date(2026, 7, 1);

/// A day of a case.
pub fn day(text: &str) -> Date {
    text.parse()
        .unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A check of a German transit on 1 July 2026 with the built-in lists.
pub fn context(code_lists: &CodeLists) -> Context<'_> {
    Context {
        system: "ncts",
        declaration_type: "transit",
        jurisdiction: "DE",
        day: DAY,
        today: DAY,
        code_lists,
        switches: &NO_SWITCHES,
        imported_before: None,
        presented: None,
    }
}

/// Whether a path leads to a field of the document, in the spelling of its JSON.
pub fn is_field(document: &SingleAdministrativeDocument, path: &FieldPath) -> bool {
    let mut json = serde_json::to_value(document).expect("a document is JSON");
    put(&mut json, path.as_str(), json!("a text"));
    // A field that takes no text complains of the text, not of being unknown.
    match serde_json::from_value::<SingleAdministrativeDocument>(json) {
        Ok(_) => true,
        Err(error) => !error.to_string().contains("unknown field"),
    }
}
