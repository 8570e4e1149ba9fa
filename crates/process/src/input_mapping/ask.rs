//! Asking a table of an input mapping, and writing what it says.

use std::sync::Arc;

use cas_decision::{Context, Evaluation, Hit, Inputs, OutputMode, Value};
use cas_model::access;
use cas_model::civil_day::UTC;
use cas_model::input_change::InputMappingRow;
use cas_model::selector::Selector;

use super::draft::{Draft, Place};
use super::refusal::failed;
use crate::Refusal;
use crate::tables::{BoundOutput, BoundTable, FiredRows, read_field, scalar};

/// What a mapping says that is in force.
pub(super) struct Asked<'c> {
    pub mapping: &'c str,
    pub version: u32,
    pub tables: Vec<Arc<BoundTable>>,
}

impl Asked<'_> {
    pub(super) fn failed(&self, why: &str) -> Refusal {
        failed(&format!(
            "input mapping {} version {}: {why}",
            self.mapping, self.version
        ))
    }
}

/// Asks a table, for each goods item or once, and writes what it says into the message.
pub(super) fn ask(
    asked: &Asked<'_>,
    table: &Arc<BoundTable>,
    draft: &mut Draft,
    context: &Context<'_>,
    fired: &mut FiredRows,
) -> Result<(), Refusal> {
    let times = match table.for_each_item {
        true => draft.items(),
        false => 1,
    };
    for item in 0..times {
        let inputs = read(table, draft, item).map_err(|why| asked.failed(&why))?;
        let inputs = Inputs::from_values(inputs.iter().map(Option::as_ref).collect());
        let evaluation = table.compiled.evaluate(&inputs, context);
        let evaluation = evaluation.map_err(|error| asked.failed(&error.to_string()))?;
        fired.note(table, &evaluation);
        let place = AskedAt { asked, table, item };
        write(draft, place, &evaluation).map_err(|why| asked.failed(&why))?;
    }
    Ok(())
}

/// A table, and the item it is asked for.
#[derive(Clone, Copy)]
struct AskedAt<'a> {
    asked: &'a Asked<'a>,
    table: &'a BoundTable,
    item: usize,
}

/// The values that a table asks for. The day of a time is that of UTC: which flow and jurisdiction
/// the shipment goes to is not known before it is mapped.
fn read(table: &BoundTable, draft: &Draft, item: usize) -> Result<Vec<Option<Value>>, String> {
    let read = |(selector, value_type): &(Selector, _)| {
        let root = draft.root(Place { selector, item });
        let field = root.map_or(access::Field::Absent, |root| selector.get(root));
        read_field(field, *value_type, &UTC).map_err(|why| {
            let compiled = &table.compiled;
            let (name, version) = (compiled.name(), compiled.version());
            format!("{name} version {version} cannot read {selector}: {why}")
        })
    };
    table.inputs.iter().map(read).collect()
}

fn write(draft: &mut Draft, place: AskedAt<'_>, evaluation: &Evaluation<'_>) -> Result<(), String> {
    if let Some(value) = &evaluation.aggregate {
        let rows: Vec<&str> = evaluation.hits.iter().filter_map(|hit| hit.row).collect();
        let by = place.by(&rows.join(", "));
        return write_output(draft, place, Said { output: 0, value }, &by);
    }
    for hit in &evaluation.hits {
        write_hit(draft, place, hit)?;
    }
    Ok(())
}

/// A value, and the column that says it.
#[derive(Clone, Copy)]
struct Said<'v> {
    output: usize,
    value: &'v Value,
}

fn write_hit(draft: &mut Draft, place: AskedAt<'_>, hit: &Hit<'_>) -> Result<(), String> {
    let by = place.by(hit.row.unwrap_or("default"));
    let mut appended: Vec<(&Selector, access::Value)> = Vec::new();
    for (output, value) in hit.values.iter().enumerate() {
        let Some(value) = value.as_deref() else {
            continue;
        };
        match &place.table.outputs[output] {
            BoundOutput::Field { selector, .. } if selector.appends() => {
                appended.push((selector, scalar(value)));
            }
            BoundOutput::Field { .. } | BoundOutput::Answer(_) => {
                write_output(draft, place, Said { output, value }, &by)?;
            }
        }
    }
    while let Some((first, _)) = appended.first() {
        let first = (*first).clone();
        let (together, others) = appended
            .into_iter()
            .partition(|(selector, _)| selector.appends_with(&first));
        appended = others;
        let written = draft.append(&together, place.item, &by);
        written.map_err(|why| place.unfit(&by, &first, &why))?;
    }
    Ok(())
}

fn write_output(
    draft: &mut Draft,
    place: AskedAt<'_>,
    said: Said<'_>,
    by: &InputMappingRow,
) -> Result<(), String> {
    let BoundOutput::Field { selector, mode } = &place.table.outputs[said.output] else {
        return Ok(());
    };
    let to = Place {
        selector,
        item: place.item,
    };
    let is_wanted = *said.value == Value::Boolean(true);
    let written = match mode {
        OutputMode::FillIfEmpty => draft.fill(to, &scalar(said.value), by),
        OutputMode::Replace => draft.replace(to, &scalar(said.value), by),
        OutputMode::Remove if is_wanted => {
            draft.remove(to, by);
            Ok(())
        }
        OutputMode::RemoveElement if is_wanted => draft.remove_elements(to, by),
        // What looks at deduced values was refused before anything was asked.
        OutputMode::Remove
        | OutputMode::RemoveElement
        | OutputMode::Override
        | OutputMode::WarnIfDifferent => Ok(()),
    };
    written.map_err(|why| place.unfit(by, selector, &why))
}

impl AskedAt<'_> {
    fn by(&self, row: &str) -> InputMappingRow {
        let compiled = &self.table.compiled;
        InputMappingRow {
            sent: None,
            mapping: self.asked.mapping.to_owned(),
            mapping_version: self.asked.version,
            table: compiled.name().to_owned(),
            table_version: compiled.version(),
            row: row.to_owned(),
        }
    }

    fn unfit(&self, by: &InputMappingRow, field: &Selector, why: &str) -> String {
        format!(
            "{} version {}, row {}, {field}: {why}",
            by.table, by.table_version, by.row
        )
    }
}
