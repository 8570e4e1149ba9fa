//! Filling what is empty from a record of the same shape.

use cas_model::FieldPath;
use cas_model::access::{Elements, ElementsMut, Field, Node, Value};

/// Fills every empty field of `target` from `source` and calls `filled` with the highest path of
/// each thing that was filled. A collection is filled whole, and only when it is empty.
pub(super) fn fill_empty(
    target: &mut dyn Node,
    source: &dyn Node,
    path: &FieldPath,
    filled: &mut dyn FnMut(FieldPath),
) {
    for (index, field) in source.shape().fields.iter().enumerate() {
        let given = source.field(index);
        if given.is_empty() {
            continue;
        }
        let at = path.field(field.name);
        if target.field(index).is_empty() {
            copy(target, index, given);
            filled(at);
        } else if let (Field::Record(given), Some(below)) = (given, target.record_mut(index)) {
            fill_empty(below, given, &at, filled);
        }
    }
}

/// Copies a field, whatever its kind, into an empty one.
fn copy(target: &mut dyn Node, index: usize, given: Field<'_>) {
    match given {
        Field::Absent => {}
        Field::Record(given) => {
            if let Some(record) = target.record_mut(index) {
                copy_fields(record, given);
            }
        }
        Field::List(given) => {
            if let Some(list) = target.list_mut(index) {
                copy_elements(list, given);
            }
        }
        Field::Text(_)
        | Field::Decimal(_)
        | Field::Integer(_)
        | Field::Flag(_)
        | Field::Date(_)
        | Field::Instant(_) => {
            target
                .set(index, value(given))
                .expect("both records have the same shape");
        }
    }
}

fn copy_fields(target: &mut dyn Node, given: &dyn Node) {
    for index in 0..given.shape().fields.len() {
        copy(target, index, given.field(index));
    }
}

fn copy_elements(target: &mut dyn ElementsMut, given: &dyn Elements) {
    for position in 0..given.len() {
        if let Some(element) = given.get(position) {
            copy_fields(target.push(), element);
        }
    }
}

fn value(field: Field<'_>) -> Option<Value> {
    match field {
        Field::Text(text) => Some(Value::Text(text.to_owned())),
        Field::Decimal(decimal) => Some(Value::Decimal(decimal)),
        Field::Integer(integer) => Some(Value::Integer(integer)),
        Field::Flag(flag) => Some(Value::Flag(flag)),
        Field::Date(date) => Some(Value::Date(date)),
        Field::Instant(instant) => Some(Value::Instant(instant)),
        Field::Absent | Field::Record(_) | Field::List(_) => None,
    }
}
