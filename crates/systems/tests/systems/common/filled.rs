//! Documents in which every field is filled, made from the shape of the document.

use cas_model::FieldPath;
use cas_model::access::{Field, Node, Value};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::field_path::{Segment, each_scalar};
use cas_model::shape::{Shape, ValueKind};
use cas_systems::table::OURS;
use jiff::ToSpan as _;
use jiff::civil::date;

/// Elements of one kind that are told apart by a field: a list has one of each known value.
const TOLD_APART: &[(&str, &str, &[&str])] = &[
    (
        "PartyReference",
        "type",
        &["Eori", "Vat", "Excise", "TirHolder"],
    ),
    (
        "Classification",
        "type",
        &["TARIC", "CN", "HS", "ExciseProduct", "TRA", "GN"],
    ),
];

/// A document with something in every field, two elements in every list, and one of each known
/// kind where elements are told apart.
pub fn filled() -> SingleAdministrativeDocument {
    let mut document = SingleAdministrativeDocument::default();
    fill(&mut document, &mut 0);
    document
}

fn fill(node: &mut dyn Node, count: &mut u32) {
    for (index, field) in node.shape().fields.iter().enumerate() {
        *count += 1;
        match field.kind {
            ValueKind::Record(_) => fill(node.record_mut(index).unwrap(), count),
            ValueKind::List(shape) => {
                let told = told_apart(shape());
                let list = node.list_mut(index).unwrap();
                match told {
                    None => (0..2).for_each(|_| fill(list.push(), count)),
                    Some((key, values)) => {
                        for value in values {
                            let element = list.push();
                            fill(element, count);
                            let value = Value::Text((*value).to_owned());
                            element.set(key, Some(value)).unwrap();
                        }
                    }
                }
            }
            kind => node.set(index, Some(plausible(kind, *count))).unwrap(),
        }
    }
}

fn told_apart(shape: &'static Shape) -> Option<(usize, &'static [&'static str])> {
    let (_, key, values) = TOLD_APART.iter().find(|(name, ..)| *name == shape.name)?;
    Some((shape.index_of(key)?, values))
}

fn plausible(kind: ValueKind, count: u32) -> Value {
    match kind {
        ValueKind::Text => Value::Text(word(count, 4)),
        ValueKind::Decimal => Value::Decimal((10 + count % 80).into()),
        ValueKind::Integer => Value::Integer(10 + count % 80),
        ValueKind::Flag => Value::Flag(true),
        ValueKind::Date => Value::Date(date(2026, 1, 1) + i64::from(count % 300).days()),
        ValueKind::Instant => {
            let first: jiff::Timestamp = "2026-01-01T10:00:00Z".parse().unwrap();
            Value::Instant(first + i64::from(count % 300).hours())
        }
        ValueKind::Record(_) | ValueKind::List(_) => unreachable!("a value"),
    }
}

/// A word of capitals and digits, another for each number as far as its length allows.
pub fn word(number: u32, length: usize) -> String {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    let mut left = number as usize;
    let mut signs = vec![b'A'; length];
    for sign in signs.iter_mut().rev() {
        *sign = SIGNS[left % SIGNS.len()];
        left /= SIGNS.len();
    }
    String::from_utf8(signs).unwrap()
}

/// A path without positions.
pub fn kind_of(path: &FieldPath) -> String {
    let names = path.segments().filter_map(|segment| match segment {
        Segment::Name(name) => Some(name),
        Segment::Index(_) => None,
    });
    names.collect::<Vec<_>>().join(".")
}

/// Every value of a document, by its path.
pub fn values(document: &SingleAdministrativeDocument) -> Vec<FieldPath> {
    let mut paths = Vec::new();
    each_scalar(document, &FieldPath::root(), &mut |path, _| {
        paths.push(path.clone());
    });
    paths
}

/// Whether a field is ours and meant for no customs, or stands in one that is.
pub fn is_ours(path: &FieldPath) -> bool {
    let mut shape = SingleAdministrativeDocument::shape();
    for segment in path.segments() {
        let Segment::Name(name) = segment else {
            continue;
        };
        let is_meant = |record: &str| record.is_empty() || record == shape.name;
        if OURS
            .iter()
            .any(|(record, field, _)| *field == name && is_meant(record))
        {
            return true;
        }
        let index = shape.index_of(name).unwrap();
        if let ValueKind::Record(inner) | ValueKind::List(inner) = shape.fields[index].kind {
            shape = inner();
        }
    }
    false
}

/// The document with another value in a field, of the same kind and length.
pub fn changed(
    document: &SingleAdministrativeDocument,
    path: &FieldPath,
) -> SingleAdministrativeDocument {
    let other = match path.get(document).unwrap() {
        Field::Text(text) => Value::Text(text.chars().map(next).collect()),
        Field::Decimal(decimal) => Value::Decimal(decimal + rust_decimal::Decimal::ONE),
        Field::Integer(integer) => Value::Integer(integer + 1),
        Field::Flag(flag) => Value::Flag(!flag),
        Field::Date(date) => Value::Date(date + 1.day()),
        Field::Instant(instant) => Value::Instant(instant + 1.hour()),
        Field::Absent | Field::Record(_) | Field::List(_) => unreachable!("a value"),
    };
    let mut changed = document.clone();
    path.set(&mut changed, other).unwrap();
    changed
}

fn next(sign: char) -> char {
    match sign {
        'Z' => 'A',
        'z' => 'a',
        '9' => '0',
        'A'..='Y' | 'a'..='y' | '0'..='8' => char::from(sign as u8 + 1),
        other => other,
    }
}
