//! Random documents, as a list of small writes, so that a failing one shrinks to few fields.

use cas_model::FieldPath;
use cas_model::access::{Node, Value};
use cas_model::document::CustomsShipment;
use cas_model::field_path::each_scalar;
use cas_model::shape::ValueKind;
use cas_model::spelling::Spelling;
use jiff::Timestamp;
use jiff::civil::Date;
use proptest::prelude::*;
use rust_decimal::Decimal;

/// One write: which field to choose on each level, and what to say there.
#[derive(Clone, Debug)]
pub struct Write {
    choices: Vec<usize>,
    text: String,
    number: u64,
}

/// A shipment with some of its fields filled, at any depth.
pub fn any_shipment() -> impl Strategy<Value = CustomsShipment> {
    any_record(0..40)
}

/// A record with some of its fields filled by so many writes.
pub fn any_record<T: Node + Default + std::fmt::Debug>(
    writes: std::ops::Range<usize>,
) -> impl Strategy<Value = T> {
    any_writes(writes).prop_map(|writes| {
        let mut record = T::default();
        write_all(&mut record, &writes);
        record
    })
}

/// Fills some of a record's fields.
pub fn write_all(record: &mut dyn Node, writes: &[Write]) {
    for write in writes {
        apply(record, &write.choices, write);
    }
}

/// Some writes, to change a record that is there.
pub fn any_writes(number: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Write>> {
    let write = (
        proptest::collection::vec(any::<usize>(), 12),
        "[A-Za-z0-9 äß€\u{1F69A}.-]{0,20}",
        any::<u64>(),
    )
        .prop_map(|(choices, text, number)| Write {
            choices,
            text,
            number,
        });
    proptest::collection::vec(write, number)
}

fn apply(node: &mut dyn Node, choices: &[usize], write: &Write) {
    let [choice, below @ ..] = choices else {
        return;
    };
    let fields = &node.shape().fields;
    // Half of the choices go to the last field, which leads deeper in the large records.
    let index = (choice / 2 % fields.len()).max((choice % 2) * (fields.len() - 1));
    match fields[index].kind {
        ValueKind::Record(_) => apply(node.record_mut(index).expect("a record"), below, write),
        ValueKind::List(_) => {
            let list = node.list_mut(index).expect("a collection");
            let element = match list.get_mut(choice % 3) {
                Some(_) => list.get_mut(choice % 3).expect("just seen"),
                None => list.push(),
            };
            apply(element, below, write);
        }
        scalar => node
            .set(
                index,
                Some(spelled(value(scalar, write), fields[index].spelling)),
            )
            .expect("the value is of the field's kind"),
    }
}

/// As it is kept: a text in the form its field has.
fn spelled(value: Value, spelling: Spelling) -> Value {
    match value {
        Value::Text(text) => Value::Text(spelling.normalize(&text).into_owned()),
        other => other,
    }
}

fn value(kind: ValueKind, write: &Write) -> Value {
    let number = write.number;
    match kind {
        ValueKind::Text => Value::Text(write.text.clone()),
        ValueKind::Decimal => Value::Decimal(Decimal::from_i128_with_scale(
            i128::from(number) * 1_000_003,
            u32::try_from(number % 20).expect("small"),
        )),
        ValueKind::Integer => Value::Integer(u32::try_from(number >> 32).expect("32 bits")),
        ValueKind::Flag => Value::Flag(number.is_multiple_of(2)),
        ValueKind::Date => Value::Date(Date::constant(2026, 1, 1).saturating_add(days(number))),
        ValueKind::Instant => Value::Instant(
            Timestamp::from_microsecond(i64::try_from(number >> 14).expect("50 bits"))
                .expect("a time before the year 9999"),
        ),
        ValueKind::Record(_) | ValueKind::List(_) => unreachable!("not a scalar"),
    }
}

fn days(number: u64) -> jiff::Span {
    jiff::Span::new().days(i64::try_from(number % 3_000).expect("small"))
}

/// The paths of all scalars of a document, in document order.
pub fn scalar_paths(document: &dyn Node) -> Vec<FieldPath> {
    let mut paths = Vec::new();
    each_scalar(document, &FieldPath::root(), &mut |path, _| {
        paths.push(path.clone());
    });
    paths
}

/// What stands at a path of a JSON document.
pub fn json_at<'a>(
    document: &'a mut serde_json::Value,
    path: &FieldPath,
) -> &'a mut serde_json::Value {
    path.segments().fold(document, |at, segment| match segment {
        cas_model::field_path::Segment::Name(name) => &mut at[name],
        cas_model::field_path::Segment::Index(index) => &mut at[index],
    })
}
