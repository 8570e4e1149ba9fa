//! How does a table of another product read and fill our fields?
//!
//! A DMN file holds whatever its product modelled; one of its tables is wanted. Only what that table
//! needs can refuse it, the rest is noted. Its inputs and outputs are called as their author liked:
//! the caller says which fields they are, or the head of the draft does, which calls them so or has
//! them for labels.

use std::collections::BTreeMap;

use cas_decision::exchange::dmn::{self, Refused};
use cas_decision::{Note, NoteCode, Output, Table, ValueType};

use super::ConfigurationName;
use super::table_format::TableFile;
use crate::ConfigurationProblem;

type Problems = Vec<ConfigurationProblem>;

/// The wanted table of a file, and what its author should know.
///
/// # Errors
/// What it needs and is not taken over.
pub(super) fn read(
    name: &ConfigurationName,
    file: &TableFile<'_>,
    head: Option<&Table>,
) -> Result<(Table, Vec<Note>), Problems> {
    let whole = |message: String| vec![ConfigurationProblem::at("", message)];
    let import = dmn::read(file.bytes).map_err(|error| whole(error.to_string()))?;
    let wanted = wanted(&import.names, &name.name, file.decision).map_err(whole)?;
    let is_needed = |refused: &Refused| refused.table.as_ref() == Some(&wanted);
    let (needed, rest): (Vec<Refused>, Vec<Refused>) =
        import.refused.into_iter().partition(is_needed);
    if !needed.is_empty() {
        let needed = needed.into_iter();
        return Err(needed
            .map(|refused| ConfigurationProblem::at(refused.place, refused.message))
            .collect());
    }
    let mut tables = import.tables.into_iter();
    let table = tables.find(|table| table.name == wanted);
    let mut table = table.ok_or_else(|| whole(format!("the table {wanted} cannot be read")))?;
    table.name.clone_from(&name.name);
    put_fields(&mut table, head, file.fields)?;
    let notes = import.notes.into_iter().filter(|note| note.table == wanted);
    let notes = notes.map(|note| note.note).chain(not_taken_over(&rest));
    Ok((table, notes.collect()))
}

/// The name of the wanted table.
fn wanted(names: &[String], table: &str, decision: Option<&str>) -> Result<String, String> {
    let is_there = |wanted: &str| names.iter().any(|name| name == wanted);
    match (decision, names) {
        (Some(decision), _) if is_there(decision) => Ok(decision.to_owned()),
        (Some(decision), _) => Err(format!(
            "no decision with a table is called {decision}: {}",
            names.join(", ")
        )),
        (None, _) if is_there(table) => Ok(table.to_owned()),
        (None, [only]) => Ok(only.clone()),
        (None, []) => Err("there is no decision table in the file".to_owned()),
        (None, _) => Err(format!(
            "there are several tables in the file and none is called {table}; say which one by the \
             parameter decision: {}",
            names.join(", ")
        )),
    }
}

/// One note for each decision of the file that something is wrong with, and that is not wanted.
fn not_taken_over(rest: &[Refused]) -> Vec<Note> {
    let mut told: BTreeMap<&str, (String, usize)> = BTreeMap::new();
    for refused in rest {
        let of = refused.table.as_deref().unwrap_or(&refused.place);
        let known = told.entry(of).or_insert_with(|| (refused.to_string(), 0));
        known.1 += 1;
    }
    let told = told.into_values();
    told.map(|(first, count)| match count {
        1 => Note::new(NoteCode::NotTakenOver, first),
        more => Note::new(
            NoteCode::NotTakenOver,
            format!("{first}; and {} more", more - 1),
        ),
    })
    .collect()
}

/// Says which fields the inputs and outputs are.
fn put_fields(
    table: &mut Table,
    head: Option<&Table>,
    fields: &BTreeMap<String, String>,
) -> Result<(), Problems> {
    unknown_names(table, fields)?;
    for input in &mut table.inputs {
        let of_head = head.into_iter().flat_map(|head| &head.inputs);
        let known = of_head
            .into_iter()
            .find(|known| is_called(&known.name, &known.label, &input.name));
        if let Some(field) = fields.get(&input.name) {
            input.expression.clone_from(field);
        } else if let Some(known) = known.filter(|_| input.expression.is_empty()) {
            known.field().clone_into(&mut input.expression);
        }
        if let Some(known) = known {
            input.value_type = closer(input.value_type, known.value_type);
            if input.label.is_empty() && known.name == input.name {
                input.label.clone_from(&known.label);
            }
        }
    }
    for output in &mut table.outputs {
        let of_head = head.into_iter().flat_map(|head| &head.outputs);
        let known = of_head
            .into_iter()
            .find(|known| is_called(&known.name, &known.label, &output.name));
        match (fields.get(&output.name), known) {
            (Some(field), _) => rename(output, field),
            (None, Some(known)) => {
                rename(output, &known.name);
                output.mode = known.mode;
                output.value_type = closer(output.value_type, known.value_type);
            }
            (None, None) => {}
        }
    }
    Ok(())
}

fn unknown_names(table: &Table, fields: &BTreeMap<String, String>) -> Result<(), Problems> {
    let inputs = table.inputs.iter().map(|input| input.name.as_str());
    let names: Vec<&str> = inputs
        .chain(table.outputs.iter().map(|output| output.name.as_str()))
        .collect();
    let unknown = fields.keys().filter(|name| !names.contains(&name.as_str()));
    let problems: Problems = unknown
        .map(|name| {
            let message = format!(
                "the table of the file has no input or output of this name; it has {}",
                names.join(", ")
            );
            ConfigurationProblem::at(format!("fields.{name}"), message)
        })
        .collect();
    match problems.is_empty() {
        true => Ok(()),
        false => Err(problems),
    }
}

fn is_called(name: &str, label: &str, wanted: &str) -> bool {
    name == wanted || label == wanted
}

/// Other products know texts where the head has codes.
fn closer(found: ValueType, known: ValueType) -> ValueType {
    match found == ValueType::Text && known.is_textual() {
        true => known,
        false => found,
    }
}

/// People go on reading what the other product called it.
fn rename(output: &mut Output, field: &str) {
    if output.name != field && output.label.is_empty() {
        output.label.clone_from(&output.name);
    }
    field.clone_into(&mut output.name);
}
