//! Which names may the cells of a DMN table use beside its own columns?
//!
//! What its decision requires, and the parameters of business knowledge. Those that cells name
//! become inputs of the table, with a column that matches everything.

use std::collections::BTreeSet;

use super::types::{Items, basic_type, item_definition};
use crate::exchange::xml::Element;
use crate::language::{is_name, mentioned};
use crate::table::{Input, Table};
use crate::value::ValueType;

/// Deepest parts of structures that are looked at.
const DEPTH: usize = 6;

/// Adds what cells name and no column has.
pub(super) fn add_named(table: &mut Table, root: &Element, owner: &Element) {
    let known = known(root, owner);
    let mut names: Vec<&str> = table
        .inputs
        .iter()
        .map(|input| input.name.as_str())
        .collect();
    let columns = names.len();
    let others = known
        .iter()
        .filter(|(name, _)| !names.contains(&name.as_str()));
    let others: Vec<&(String, ValueType)> = others.collect();
    names.extend(others.iter().map(|(name, _)| name.as_str()));
    let cells = table
        .rows
        .iter()
        .flat_map(|row| row.conditions.iter().chain(&row.outputs));
    let mut found = BTreeSet::new();
    for cell in cells {
        found.extend(mentioned(cell, &names));
    }
    let found = found.into_iter().filter(|index| *index >= columns);
    let added = found.map(|index| {
        let (name, value_type) = others[index - columns];
        input(name, *value_type)
    });
    let added: Vec<Input> = added.collect();
    for row in &mut table.rows {
        row.conditions.extend(added.iter().map(|_| "-".to_owned()));
    }
    table.inputs.extend(added);
}

fn input(name: &str, value_type: ValueType) -> Input {
    Input {
        name: name.to_owned(),
        label: String::new(),
        expression: String::new(),
        value_type,
    }
}

/// What the cells of a table may not name although its decision knows it, and why: lists and
/// structures that it requires, other entries of its context.
pub(super) fn unavailable(table: &Table, root: &Element, owner: &Element) -> Vec<(String, String)> {
    let available = known(root, owner);
    let is_known = |name: &str| {
        table.inputs.iter().any(|input| input.name == name)
            || available.iter().any(|(known, _)| known == name)
    };
    let mut found = Vec::new();
    for variable in required(root, owner) {
        let name = variable.attribute("name").unwrap_or_default();
        let message = format!(
            "{name} is a list or a structure, or has no type; a cell compares single values: compute \
             one before the table"
        );
        found.push((name.to_owned(), message));
    }
    let mut entries = Vec::new();
    context_entries(owner, &mut entries);
    for name in entries {
        let message = format!(
            "{name} is an entry of the context around the table; only tables are taken over: compute \
             it before the table, and read it from a field"
        );
        found.push((name, message));
    }
    found.retain(|(name, _)| is_name(name) && !is_known(name));
    found
}

fn context_entries(inside: &Element, found: &mut Vec<String>) {
    for child in &inside.children {
        if child.name == "contextEntry" {
            let variable = child.child("variable");
            let name = variable.and_then(|variable| variable.attribute("name"));
            found.extend(name.map(str::to_owned));
        }
        context_entries(child, found);
    }
}

/// The variables of what a decision requires.
fn required<'e>(root: &'e Element, owner: &'e Element) -> impl Iterator<Item = &'e Element> {
    let requirements = owner.all("informationRequirement");
    requirements.filter_map(|requirement| {
        let href = requirement.children.first()?.attribute("href")?;
        let id = href.strip_prefix('#')?;
        let mut elements = root.children.iter();
        elements
            .find(|element| element.attribute("id") == Some(id))?
            .child("variable")
    })
}

/// The names of single values, with the types that the file gives them.
fn known(root: &Element, owner: &Element) -> Vec<(String, ValueType)> {
    let mut found = Vec::new();
    let parameters = owner.child("encapsulatedLogic");
    let parameters = parameters
        .into_iter()
        .flat_map(|logic| logic.all("formalParameter"));
    for variable in parameters.chain(required(root, owner)) {
        let name = variable.attribute("name").unwrap_or_default();
        if let Some(reference) = variable.attribute("typeRef") {
            add(root, name, reference, 0, &mut found);
        }
    }
    found.retain(|(name, _)| is_name(name));
    found
}

fn add(
    root: &Element,
    name: &str,
    reference: &str,
    depth: usize,
    found: &mut Vec<(String, ValueType)>,
) {
    if let Some(value_type) = basic_type(root, reference, Items::One, 0) {
        found.push((name.to_owned(), value_type));
    } else if let Some(item) = item_definition(root, reference) {
        add_parts(root, name, item, depth, found);
    }
}

fn add_parts(
    root: &Element,
    name: &str,
    item: &Element,
    depth: usize,
    found: &mut Vec<(String, ValueType)>,
) {
    if depth >= DEPTH || item.attribute("isCollection") == Some("true") {
        return;
    }
    for part in item.all("itemComponent") {
        let name = format!("{name}.{}", part.attribute("name").unwrap_or_default());
        match part.child("typeRef") {
            Some(reference) => add(root, &name, reference.text.trim(), depth + 1, found),
            None => add_parts(root, &name, part, depth + 1, found),
        }
    }
}
