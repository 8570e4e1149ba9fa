//! Writing what a table says into the document.

use std::collections::{HashMap, HashSet};

use cas_decision::{Evaluation, Hit, OutputMode, Value};
use cas_model::FieldPath;
use cas_model::access::{self, Node};
use cas_model::origin::Origin;
use cas_model::selector::{Scope, Selector, append};

use super::findings;
use crate::deductions::Draft;
use crate::tables::{BoundOutput, TableUse, scalar};

/// What one table wrote.
#[derive(Default)]
pub(super) struct Written {
    /// By row: the fields it filled; the defaults have no row.
    pub by_row: HashMap<Option<usize>, (Origin, Vec<FieldPath>)>,
    /// Fields that something else had filled before.
    pub replaced: HashSet<FieldPath>,
}

/// A table, and what it was asked for.
pub(super) struct AskedAt<'p> {
    pub asked: &'p TableUse,
    pub item: usize,
    /// The item's path, or the document's.
    pub at: &'p FieldPath,
}

/// Writes what was said; returns the slots that must be read again.
pub(super) fn apply<'p>(
    draft: &mut Draft<'_>,
    place: &AskedAt<'p>,
    evaluation: &Evaluation<'_>,
    written: &mut Written,
) -> Vec<&'p [usize]> {
    let mut spoiled = Vec::new();
    if let Some(value) = &evaluation.aggregate {
        let rows = evaluation.hits.iter().filter_map(|hit| hit.row);
        let row = Row {
            position: evaluation.hits.first().and_then(|hit| hit.position),
            name: rows.collect::<Vec<_>>().join(", "),
        };
        let said = Said { output: 0, value };
        write_output(draft, place, said, &row, written, &mut spoiled);
        return spoiled;
    }
    for hit in &evaluation.hits {
        write_hit(draft, place, hit, written, &mut spoiled);
    }
    spoiled
}

/// The row that says something.
struct Row {
    position: Option<usize>,
    name: String,
}

/// A value that a row says, and the column it says it in.
#[derive(Clone, Copy)]
struct Said<'v> {
    output: usize,
    value: &'v Value,
}

fn write_hit<'p>(
    draft: &mut Draft<'_>,
    place: &AskedAt<'p>,
    hit: &Hit<'_>,
    written: &mut Written,
    spoiled: &mut Vec<&'p [usize]>,
) {
    let row = Row {
        position: hit.position,
        name: hit.row.unwrap_or("default").to_owned(),
    };
    let mut appended = Vec::new();
    for (at, value) in hit.values.iter().enumerate() {
        let Some(value) = value else { continue };
        match &place.asked.table.outputs[at] {
            BoundOutput::Field { selector, .. } if selector.appends() => {
                appended.push((at, selector, scalar(value)));
            }
            BoundOutput::Field { .. } | BoundOutput::Answer(_) => {
                let said = Said { output: at, value };
                write_output(draft, place, said, &row, written, spoiled);
            }
        }
    }
    append_elements(draft, place, appended, &row, written, spoiled);
}

/// Appends one element for each collection that the row names.
fn append_elements<'p>(
    draft: &mut Draft<'_>,
    place: &AskedAt<'p>,
    mut values: Vec<(usize, &Selector, access::Value)>,
    row: &Row,
    written: &mut Written,
    spoiled: &mut Vec<&'p [usize]>,
) {
    while let Some((_, first, _)) = values.first() {
        let first = (*first).clone();
        let (together, others): (Vec<_>, Vec<_>) = values
            .into_iter()
            .partition(|(_, selector, _)| selector.appends_with(&first));
        values = others;
        let fields: Vec<(&Selector, access::Value)> = together
            .iter()
            .map(|(_, selector, value)| (*selector, value.clone()))
            .collect();
        let reference = format!("{}/{}", place.asked.table.compiled.name(), row.name);
        let Some(root) = root_of(draft, first.scope(), place.item) else {
            continue;
        };
        match append(root, &fields, &reference) {
            Ok(None) => {}
            Ok(Some(path)) => {
                let base = base_of(&first, place);
                written.filled(place, row, base.join(&path));
                spoiled.extend(together.iter().map(|(at, ..)| &place.asked.spoils[*at][..]));
            }
            Err(error) => {
                let says = first.to_string();
                let table = &place.asked.table;
                let finding =
                    findings::unfit(table, &row.name, &says, &error.to_string(), place.at);
                draft.findings.push(finding);
            }
        }
    }
}

/// Writes one output, as its mode demands.
fn write_output<'p>(
    draft: &mut Draft<'_>,
    place: &AskedAt<'p>,
    said: Said<'_>,
    row: &Row,
    written: &mut Written,
    spoiled: &mut Vec<&'p [usize]>,
) {
    let Said { output: at, value } = said;
    let output = &place.asked.table.outputs[at];
    let BoundOutput::Field { selector, mode } = output else {
        return;
    };
    let given = draft.given.holds(place.asked, at, place.item);
    let Some(root) = root_of(draft, selector.scope(), place.item) else {
        return;
    };
    let is_empty = selector.get(root).is_empty();
    let says = scalar(value);
    match mode {
        OutputMode::FillIfEmpty if !is_empty => return,
        OutputMode::Override if !is_empty && (given || selector.holds(root, &says)) => return,
        OutputMode::WarnIfDifferent => {
            if !is_empty && !selector.holds(root, &says) {
                let field = selector.locate(root).unwrap_or_default();
                let field = base_of(selector, place).join(&field);
                let table = &place.asked.table;
                let finding = findings::different(table, &row.name, &value.to_string(), field);
                draft.findings.push(finding);
            }
            return;
        }
        // No step asks a table that changes what was given.
        OutputMode::Replace | OutputMode::Remove | OutputMode::RemoveElement => return,
        OutputMode::FillIfEmpty | OutputMode::Override => {}
    }
    match selector.put(root, says) {
        Ok(put) => {
            let base = base_of(selector, place);
            if let Some(made) = put.made {
                written.filled(place, row, base.join(&made));
            }
            let path = base.join(&put.path);
            if !is_empty {
                written.replaced.insert(path.clone());
            }
            written.filled(place, row, path);
            spoiled.push(&place.asked.spoils[at]);
        }
        Err(error) => {
            let table = &place.asked.table;
            let says = value.to_string();
            let finding = findings::unfit(table, &row.name, &says, &error.to_string(), place.at);
            draft.findings.push(finding);
        }
    }
}

impl Written {
    fn filled(&mut self, place: &AskedAt<'_>, row: &Row, path: FieldPath) {
        let (_, paths) = self.by_row.entry(row.position).or_insert_with(|| {
            let compiled = &place.asked.table.compiled;
            let origin = Origin::DecisionTable {
                table: compiled.name().to_owned(),
                version: compiled.version(),
                row: row.name.clone(),
            };
            (origin, Vec::new())
        });
        paths.push(path);
    }
}

/// The path of what a selector starts from.
fn base_of(selector: &Selector, place: &AskedAt<'_>) -> FieldPath {
    match selector.scope() {
        Scope::Item => place.at.clone(),
        Scope::Document | Scope::Shipment => FieldPath::root(),
    }
}

/// What a selector starts from.
fn root_of<'d>(draft: &'d mut Draft<'_>, scope: Scope, item: usize) -> Option<&'d mut dyn Node> {
    match scope {
        Scope::Document => Some(&mut *draft.document),
        Scope::Item => draft
            .document
            .goods_shipment
            .as_deref_mut()?
            .government_agency_goods_items
            .get_mut(item)
            .map(|item| item as &mut dyn Node),
        Scope::Shipment => None,
    }
}
