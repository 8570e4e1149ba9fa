//! Which type has a column of a DMN file, when the file does not say it plainly?

use crate::exchange::xml::Element;
use crate::language::begins_with_zero;
use crate::language::lower::Names;
use crate::table::{HitPolicy, Table};
use crate::value::ValueType;

/// Whether a column holds one value of a type, or its variable all rows' values.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Items {
    One,
    Many,
}

pub(super) fn fires_many(policy: HitPolicy) -> bool {
    match policy {
        HitPolicy::Collect | HitPolicy::RuleOrder | HitPolicy::OutputOrder => true,
        HitPolicy::First
        | HitPolicy::Unique
        | HitPolicy::Any
        | HitPolicy::Priority
        | HitPolicy::CollectSum
        | HitPolicy::CollectMin
        | HitPolicy::CollectMax
        | HitPolicy::CollectCount => false,
    }
}

pub(super) fn item_definition<'e>(root: &'e Element, reference: &str) -> Option<&'e Element> {
    let name = reference.rsplit([':', '.']).next()?;
    let mut items = root
        .children
        .iter()
        .filter(|child| child.name == "itemDefinition");
    items.find(|item| item.attribute("name") == Some(name))
}

/// A basic type, or the one behind the file's own name for it.
pub(super) fn basic_type(
    root: &Element,
    reference: &str,
    items: Items,
    depth: usize,
) -> Option<ValueType> {
    match reference.rsplit([':', '.']).next()? {
        "string" => Some(ValueType::Text),
        // Camunda's modeler offers the last three.
        "number" | "integer" | "long" | "double" => Some(ValueType::Number),
        "boolean" => Some(ValueType::Boolean),
        "date" => Some(ValueType::Date),
        _ if depth < 8 => {
            let item = item_definition(root, reference)?;
            let is_list = item.attribute("isCollection") == Some("true");
            let reference = item.child("typeRef");
            let reference = reference.filter(|_| !is_list || items == Items::Many)?;
            basic_type(root, reference.text.trim(), Items::One, depth + 1)
        }
        _ => None,
    }
}

/// The first type that all conditions of a column fit.
pub(super) fn fitting_conditions(table: &Table, at: usize) -> ValueType {
    let cells = table.rows.iter().filter_map(|row| row.conditions.get(at));
    let types = candidates(cells);
    fitting(types, |kind| {
        let mut inputs = table.inputs.clone();
        inputs[at].value_type = kind;
        let names = Names::from_inputs(&inputs);
        let mut cells = table.rows.iter().filter_map(|row| row.conditions.get(at));
        cells.all(|cell| names.condition(cell, at).is_ok())
    })
}

/// The first type that all results of a column fit.
pub(super) fn fitting_results(table: &Table, at: usize) -> ValueType {
    let names = Names::from_inputs(&table.inputs);
    let cells = table.rows.iter().filter_map(|row| row.outputs.get(at));
    let types = candidates(cells);
    fitting(types, |kind| {
        let mut cells = table.rows.iter().filter_map(|row| row.outputs.get(at));
        cells.all(|cell| names.result(cell, kind).is_ok())
    })
}

/// The types that a column may have beside text; what begins with zeros is no number.
fn candidates<'c>(mut cells: impl Iterator<Item = &'c String>) -> &'static [ValueType] {
    match cells.any(|cell| begins_with_zero(cell)) {
        true => &[ValueType::Boolean, ValueType::Date, ValueType::Code],
        false => &[ValueType::Number, ValueType::Boolean, ValueType::Date],
    }
}

fn fitting(types: &[ValueType], fits: impl Fn(ValueType) -> bool) -> ValueType {
    types
        .iter()
        .copied()
        .find(|kind| fits(*kind))
        .unwrap_or(ValueType::Text)
}
