//! Which field of a record does a column of a table mean?
//!
//! A column is named by its field's path. The elements of a collection are named by what tells
//! them apart: `classifications[CN].code` is the code of the classification whose type is CN,
//! `classifications[TARIC@DE].code` that for Germany, `descriptions[en].text` the English text.

use std::collections::HashMap;

use cas_model::FieldPath;
use cas_model::master_data::MasterDataKind;
use cas_model::path::{Fault, Piece, Tokens};
use cas_model::shape::{Shape, ValueKind};
use serde_json::{Map, Value};

/// What tells the elements of a collection apart: the first of these fields that they have.
const KEYS: &[&str] = &["type", "language", "role", "unit", "value"];
const JURISDICTION: &str = "jurisdiction";
const REFERENCE: &str = "casReference";

/// A column of a table of records.
#[derive(Clone, Debug)]
pub struct Column {
    /// What the first row of a file calls it: the path of its field.
    pub header: String,
    steps: Vec<ColumnStep>,
    is_flag: bool,
    /// Whether it holds text of which a number would be only a part.
    is_text: bool,
}

/// A step from a record to a field.
#[derive(Clone, Debug)]
enum ColumnStep {
    /// Into a record, or to the field at the end.
    Field(&'static str),
    /// Into the element of a collection in which these fields say this.
    Element(&'static str, Vec<(&'static str, String)>),
}

impl Column {
    /// The column of a name.
    ///
    /// # Errors
    /// What is wrong with the name, and what it may be.
    pub fn parse(kind: MasterDataKind, header: &str) -> Result<Self, String> {
        let mut shape = kind.shape();
        let mut steps = Vec::new();
        let parts = parts(header)?;
        for (index, Part { name, key }) in parts.iter().copied().enumerate() {
            let is_last = index + 1 == parts.len();
            let field = shape.index_of_any(name).map(|index| &shape.fields[index]);
            let field = field.filter(|field| field.name != REFERENCE);
            let field = field.ok_or_else(|| format!("{} has no field {name}", shape.name))?;
            match (field.kind, key) {
                (ValueKind::Record(below), None) if !is_last => {
                    steps.push(ColumnStep::Field(field.name));
                    shape = below();
                }
                (ValueKind::List(below), Some(key)) if !is_last => {
                    steps.push(ColumnStep::Element(field.name, selector(below(), key)?));
                    shape = below();
                }
                (ValueKind::List(below), _) => return Err(list_advice(field.name, below())),
                (ValueKind::Record(_), _) => return Err(format!("{name} is no field of its own")),
                (_, None) if is_last => {
                    steps.push(ColumnStep::Field(field.name));
                    return Ok(Self {
                        header: header.to_owned(),
                        steps,
                        is_flag: matches!(field.kind, ValueKind::Flag),
                        is_text: matches!(field.kind, ValueKind::Text)
                            && !field.spelling.takes_numbers(),
                    });
                }
                _ => return Err(format!("{name} is a field without fields or elements")),
            }
        }
        Err("a column needs a name".to_owned())
    }

    /// Whether it is a field of the record itself.
    #[must_use]
    pub fn is_of_record(&self) -> bool {
        matches!(self.steps.as_slice(), [ColumnStep::Field(_)])
    }

    /// Whether a cell that is a number is refused: a program that makes numbers of codes drops the
    /// zeros they begin with.
    #[must_use]
    pub fn refuses_numbers(&self) -> bool {
        self.is_text
    }

    /// Writes a cell into a record, making the elements on the way; returns where it stands.
    ///
    /// # Errors
    /// When an element on the way is there several times, and what to do then.
    pub fn write(&self, record: &mut Value, text: &str) -> Result<FieldPath, String> {
        let mut at = FieldPath::root();
        let mut place = record;
        for step in &self.steps {
            match step {
                ColumnStep::Field(name) => {
                    at = at.field(name);
                    place = below(place, name);
                }
                ColumnStep::Element(name, key) => {
                    let (index, element) =
                        element(below(place, name), key).ok_or_else(|| several(name, key))?;
                    at = at.field(name).index(index);
                    place = element;
                }
            }
        }
        *place = match (self.is_flag, text) {
            (true, "true" | "TRUE" | "1") => Value::Bool(true),
            (true, "false" | "FALSE" | "0") => Value::Bool(false),
            _ => Value::String(text.to_owned()),
        };
        Ok(at)
    }
}

/// A field in the name of a column, and what its brackets say.
#[derive(Clone, Copy)]
struct Part<'h> {
    name: &'h str,
    key: Option<&'h str>,
}

/// The fields in the name of a column. What its brackets say is a value, whatever it looks like.
fn parts(header: &str) -> Result<Vec<Part<'_>>, String> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    for token in Tokens::new(header) {
        let written = &header[token.start..token.end];
        match (token.piece, token.fault, parts.last_mut()) {
            (Piece::Name(name), None | Some(Fault::NoName), _) => {
                parts.push(Part { name, key: None });
            }
            (Piece::Key(key), None, Some(part)) if part.key.is_none() && !key.contains('[') => {
                part.key = Some(key);
            }
            (Piece::Name(_) | Piece::Key(_) | Piece::Join(_), _, _) => {
                return Err(format!("{written} has no place in the name of a column"));
            }
        }
    }
    if parts.is_empty() {
        parts.push(Part {
            name: "",
            key: None,
        });
    }
    Ok(parts)
}

fn selector(shape: &'static Shape, key: &str) -> Result<Vec<(&'static str, String)>, String> {
    let field = key_field(shape).ok_or_else(|| format!("{} has no key", shape.name))?;
    let (key, jurisdiction) = match key.split_once('@') {
        Some((key, jurisdiction)) if has_jurisdiction(shape) => (key, Some(jurisdiction)),
        _ => (key, None),
    };
    if key.is_empty() || jurisdiction == Some("") {
        return Err(format!("say which {field} in the brackets"));
    }
    let mut selector = vec![(field, key.to_owned())];
    if has_jurisdiction(shape) {
        selector.push((JURISDICTION, jurisdiction.unwrap_or_default().to_owned()));
    }
    Ok(selector)
}

fn key_field(shape: &'static Shape) -> Option<&'static str> {
    KEYS.iter()
        .copied()
        .find(|name| shape.index_of(name).is_some())
}

fn has_jurisdiction(shape: &'static Shape) -> bool {
    shape.index_of(JURISDICTION).is_some()
}

fn list_advice(name: &str, shape: &'static Shape) -> String {
    let key = key_field(shape).unwrap_or_default();
    format!("name one element by its {key}, and its field: {name}[…].…")
}

/// The field of an object; what is no object yet becomes one.
fn below<'v>(value: &'v mut Value, name: &str) -> &'v mut Value {
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    &mut value[name]
}

/// The element in which the fields say this, appended where there is none; nothing when there are
/// several.
fn element<'v>(list: &'v mut Value, key: &[(&str, String)]) -> Option<(usize, &'v mut Value)> {
    if !list.is_array() {
        *list = Value::Array(Vec::new());
    }
    let elements = list.as_array_mut()?;
    let says = |element: &Value| {
        key.iter()
            .all(|(field, text)| element[*field].as_str().unwrap_or_default() == text)
    };
    let mut found = (0..elements.len()).filter(|index| says(&elements[*index]));
    let index = match (found.next(), found.next()) {
        (Some(_), Some(_)) => return None,
        (Some(index), None) => index,
        (None, _) => {
            let said = key.iter().filter(|(_, text)| !text.is_empty());
            let fields = said.map(|(field, text)| ((*field).to_owned(), text.as_str().into()));
            elements.push(Value::Object(fields.collect()));
            elements.len() - 1
        }
    };
    Some((index, &mut elements[index]))
}

fn several(name: &str, key: &[(&str, String)]) -> String {
    let said = key.iter().map(|(_, text)| text.as_str());
    let said: Vec<&str> = said.filter(|text| !text.is_empty()).collect();
    format!(
        "{name}[{}] is there several times; send a message with its casReference",
        said.join("@")
    )
}

/// The cells of a record by column name, in the order of its shape; what is hidden is left out.
#[must_use]
pub fn cells_of(kind: MasterDataKind, record: &Value) -> Vec<(String, String)> {
    let mut cells = Vec::new();
    collect(kind.shape(), record, "", &mut cells);
    cells.retain(|(header, _)| !kind.hidden_fields().contains(&header.as_str()));
    cells
}

fn collect(shape: &'static Shape, record: &Value, at: &str, cells: &mut Vec<(String, String)>) {
    for field in shape.fields.iter().filter(|field| field.name != REFERENCE) {
        let value = &record[field.name];
        let name = format!("{at}{}", field.name);
        match (field.kind, value) {
            (_, Value::Null) => {}
            (ValueKind::Record(below), _) => collect(below(), value, &format!("{name}."), cells),
            (ValueKind::List(below), _) => {
                for (key, element) in named_elements(below(), value) {
                    collect(below(), element, &format!("{name}[{key}]."), cells);
                }
            }
            (_, Value::String(text)) => cells.push((name, text.clone())),
            (_, value) => cells.push((name, value.to_string())),
        }
    }
}

/// The elements of a collection with the texts between the brackets that name just them. Those
/// that no text names alone are left out: in one column they would overwrite each other.
fn named_elements<'v>(shape: &'static Shape, list: &'v Value) -> Vec<(String, &'v Value)> {
    let elements = list.as_array().map(Vec::as_slice).unwrap_or_default();
    let mut times = HashMap::<_, usize>::new();
    for element in elements {
        *times.entry(key_of(shape, element)).or_default() += 1;
    }
    let named = elements.iter().filter_map(|element| {
        let key = key_of(shape, element)?;
        let texts = key.iter().map(|(_, text)| text.as_str());
        let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
        let text = texts.join("@");
        let is_read_back = !text.contains(['[', ']']) && selector(shape, &text) == Ok(key.clone());
        (is_read_back && times.get(&Some(key)) == Some(&1)).then_some((text, element))
    });
    named.collect()
}

/// What tells an element apart, as a selector says it.
fn key_of(shape: &'static Shape, element: &Value) -> Option<Vec<(&'static str, String)>> {
    let text_of = |field: &str| element[field].as_str().unwrap_or_default().to_owned();
    let field = key_field(shape)?;
    let mut key = vec![(field, text_of(field))];
    if has_jurisdiction(shape) {
        key.push((JURISDICTION, text_of(JURISDICTION)));
    }
    Some(key)
}

/// The columns of a template: every field of the record, and of each collection one element.
#[must_use]
pub fn template(kind: MasterDataKind) -> Vec<String> {
    let mut columns = Vec::new();
    for field in &kind.shape().fields {
        match field.kind {
            ValueKind::List(below) => {
                let example = example(kind, field.name);
                let key = key_field(below());
                let fields = below().fields.iter().filter(|inner| {
                    let name = inner.name;
                    name != REFERENCE && name != JURISDICTION && Some(name) != key
                });
                let named = |inner: &str| format!("{}[{example}].{inner}", field.name);
                let before = columns.len();
                columns.extend(fields.map(|inner| named(inner.name)));
                if columns.len() == before {
                    columns.extend(key.map(named));
                }
            }
            ValueKind::Record(below) => {
                let fields = below().fields.iter();
                columns.extend(fields.map(|inner| format!("{}.{}", field.name, inner.name)));
            }
            ValueKind::Text
            | ValueKind::Decimal
            | ValueKind::Integer
            | ValueKind::Flag
            | ValueKind::Date
            | ValueKind::Instant => columns.push(field.name.to_owned()),
        }
    }
    columns
}

/// A key that is usual in a collection.
fn example(kind: MasterDataKind, collection: &str) -> &'static str {
    kind.usual_key(collection).unwrap_or(match collection {
        "descriptions" => "en",
        "classifications" => "CN",
        "additionalCodes" => "TARIC additional code",
        "supplementaryUnits" => "NAR",
        "identifiers" => "Eori",
        "addresses" => "Delivery",
        "roles" => "carrier",
        "authorisations" => "C521",
        "offices" => "Supervising",
        _ => "A",
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ARTICLE: MasterDataKind = MasterDataKind::Article;

    fn check(header: &str, text: &str, before: Value, at: &str, after: Value) {
        let column = Column::parse(ARTICLE, header).unwrap();
        let mut record = before;
        assert_eq!(
            column.write(&mut record, text).unwrap().as_str(),
            at,
            "{header}"
        );
        assert_eq!(record, after, "{header}");
    }

    #[test]
    fn a_cell_finds_its_field() {
        check("code", "007", json!({}), "code", json!({"code": "007"}));
        let cn = json!({"casReference": "c", "type": "CN", "code": "1"});
        let taric = json!({"type": "TARIC", "jurisdiction": "DE", "code": "2"});
        let both = json!({"classifications": [cn, taric]});
        let mut changed = both.clone();
        changed["classifications"][0]["code"] = json!("3");
        check(
            "classifications[CN].code",
            "3",
            both.clone(),
            "classifications[0].code",
            changed,
        );
        let mut changed = both.clone();
        changed["classifications"][1]["code"] = json!("3");
        let header = "classifications[TARIC@DE].code";
        check(
            header,
            "3",
            both.clone(),
            "classifications[1].code",
            changed,
        );
    }

    #[test]
    fn an_element_that_is_missing_is_made() {
        let after = json!({"descriptions": [{"language": "en", "text": "Tea"}]});
        check(
            "descriptions[en].text",
            "Tea",
            json!({}),
            "descriptions[0].text",
            after,
        );
        let after =
            json!({"classifications": [{"type": "TARIC", "jurisdiction": "DE", "code": "1"}]});
        check(
            "classifications[TARIC@DE].code",
            "1",
            json!({}),
            "classifications[0].code",
            after,
        );
        let after = json!({"additionalCodes": [{"type": "a.b", "code": "1"}]});
        check(
            "additionalCodes[a.b].code",
            "1",
            json!({}),
            "additionalCodes[0].code",
            after,
        );
    }

    #[test]
    fn what_is_no_column_says_why() {
        for (header, expected) in [
            ("colour", "has no field colour"),
            ("", "has no field"),
            ("casReference", "has no field"),
            ("descriptions", "by its language"),
            ("descriptions[en]", "by its language"),
            ("descriptions[].text", "say which language"),
            ("descriptions[en].casReference", "has no field"),
            ("classifications[CN@].code", "say which type"),
            ("code.x", "without fields"),
            ("code[x]", "without fields"),
        ] {
            let error = Column::parse(ARTICLE, header).unwrap_err();
            assert!(error.contains(expected), "{header}: {error}");
        }
    }

    #[test]
    fn every_column_of_every_template_is_read() {
        for kind in MasterDataKind::ALL {
            for header in template(*kind) {
                let column = Column::parse(*kind, &header);
                assert!(column.is_ok(), "{kind:?} {header}: {column:?}");
            }
        }
    }

    #[test]
    fn what_is_written_out_is_read_back() {
        let record = json!({
            "code": "A", "nmassPerUnit": 2.50,
            "descriptions": [{"language": "en", "text": "Tea"}, {"language": "de", "text": "Tee"}],
            "classifications": [{"type": "CN", "code": "09"}, {"type": "CN", "jurisdiction": "GB"}],
        });
        let mut back = json!({});
        for (header, text) in cells_of(ARTICLE, &record) {
            Column::parse(ARTICLE, &header)
                .unwrap()
                .write(&mut back, &text)
                .unwrap();
        }
        let back = cas_model::Patch::check(ARTICLE.shape(), back).unwrap();
        assert_eq!(*back.as_json(), record);
        let guarantee = json!({"code": "G", "accessCode": "AC01"});
        let cells = cells_of(MasterDataKind::Guarantee, &guarantee);
        assert_eq!(cells, [("code".to_owned(), "G".to_owned())]);
    }

    #[test]
    fn elements_that_no_column_names_alone_stay_as_they_are() {
        let record = json!({"code": "A", "classifications": [
            {"type": "CN", "code": "1"}, {"type": "CN", "code": "2"},
            {"type": "CN", "jurisdiction": "GB", "code": "3"},
            {"type": "X@DE", "code": "4"}, {"type": "X", "jurisdiction": "DE", "code": "5"},
            {"type": "a[b", "code": "6"}, {"code": "7"},
        ]});
        let cells = cells_of(ARTICLE, &record);
        let cells = cells.iter().filter(|(header, _)| header.ends_with(".code"));
        let cells: Vec<_> = cells
            .map(|(header, text)| (header.as_str(), text.as_str()))
            .collect();
        let alone = [
            ("classifications[CN@GB].code", "3"),
            ("classifications[X@DE].code", "5"),
        ];
        assert_eq!(cells, alone);
        let mut changed = record.clone();
        let column = Column::parse(ARTICLE, "classifications[CN].code").unwrap();
        let error = column.write(&mut changed, "8").unwrap_err();
        let expected = "classifications[CN] is there several times; \
            send a message with its casReference";
        assert_eq!(error, expected);
        assert_eq!(changed, record);
    }
}
