//! Decision tables: what they say fills fields.
//!
//! The tables of a step are asked one after the other, a table for each goods item or once for the
//! document. A table reads what the ones before it wrote. What a row says is written as the
//! output's mode demands, and its origin names table, version and row. What cannot be evaluated is
//! a finding, never an empty answer.

mod apply;
mod findings;

use std::ops::ControlFlow;

use apply::Written;
use cas_decision::{Context, Evaluation, EvaluationError, Inputs, Problem, Value};
use cas_model::civil_day::zone_of;
use cas_model::{FieldPath, KnownPath, path};

use super::{Draft, Sources};
use crate::tables::{Roots, TableUse, Values};

/// The items of a declaration.
const ITEMS: KnownPath = path!("goodsShipment.governmentAgencyGoodsItems");

pub(super) fn before_calculations(draft: &mut Draft<'_>, sources: &Sources<'_>) {
    for (table, why) in &sources.tables.missing {
        draft
            .findings
            .push(cas_model::findings::table_missing(table, why));
    }
    run(draft, sources, &sources.tables.before);
}

pub(super) fn after_calculations(draft: &mut Draft<'_>, sources: &Sources<'_>) {
    run(draft, sources, &sources.tables.after);
}

fn run(draft: &mut Draft<'_>, sources: &Sources<'_>, uses: &[TableUse]) {
    if uses.is_empty() {
        return;
    }
    let count = draft.document.goods_items().len();
    let mut values = Values::new(&sources.tables.slots, count);
    let paths: Vec<FieldPath> = match uses.iter().any(|table_use| table_use.table.for_each_item) {
        true => (0..count)
            .map(|item| FieldPath::from(ITEMS).index(item))
            .collect(),
        false => Vec::new(),
    };
    for asked in uses {
        let mut written = Written::default();
        let times = if asked.table.for_each_item { count } else { 1 };
        let is_exhausted = (0..times).any(|item| {
            let (path, values) = (paths.get(item), &mut values);
            ask_for(draft, sources, asked, item, path, values, &mut written).is_break()
        });
        draft.origins.forget(&written.replaced);
        let mut rows: Vec<_> = written.by_row.into_iter().collect();
        rows.sort_by_key(|(row, _)| *row);
        for (_, (origin, paths)) in rows {
            draft.origins.record_all(paths, origin);
        }
        if is_exhausted {
            return;
        }
    }
}

/// Asks a table for an item, and writes what it says; breaks off when tables may take no more.
fn ask_for(
    draft: &mut Draft<'_>,
    sources: &Sources<'_>,
    asked: &TableUse,
    item: usize,
    path: Option<&FieldPath>,
    values: &mut Values<'_>,
    written: &mut Written,
) -> ControlFlow<()> {
    let of_item = path.filter(|_| asked.table.for_each_item);
    let at = of_item.cloned().unwrap_or_else(FieldPath::root);
    let roots = Roots {
        document: draft.document,
        shipment: sources.shipment,
        zone: zone_of(&sources.step.jurisdiction),
    };
    if let Err((slot, why)) = values.read(&asked.inputs, item, roots) {
        let finding =
            findings::unreadable(&asked.table, &at, item, values.selector(slot), &why, roots);
        draft.findings.push(finding);
        draft.probe(asked.table.compiled.name(), item, || Err(why));
        return ControlFlow::Continue(());
    }
    let inputs = values.read_values(&asked.inputs, item);
    draft.probe(asked.table.compiled.name(), item, || {
        Ok(inputs.iter().map(|value| value.cloned()).collect())
    });
    match evaluate(asked, inputs, sources) {
        Err(error) => {
            draft.findings.push(findings::failed(&error, &at));
            if error.problem == Problem::TooMuchWork {
                return ControlFlow::Break(());
            }
        }
        Ok(evaluation) => {
            draft.fired.note(&asked.table, &evaluation);
            let place = apply::AskedAt {
                asked,
                item,
                at: &at,
            };
            for slots in apply::apply(draft, &place, &evaluation, written) {
                values.spoil(slots, item);
            }
        }
    }
    ControlFlow::Continue(())
}

fn evaluate<'t>(
    asked: &'t TableUse,
    inputs: Vec<Option<&Value>>,
    sources: &Sources<'_>,
) -> Result<Evaluation<'t>, EvaluationError> {
    let context = Context {
        as_of: sources.day,
        sets: sources.sets,
        steps: Some(sources.steps),
    };
    asked
        .table
        .compiled
        .evaluate(&Inputs::from_values(inputs), &context)
}

#[cfg(test)]
mod tests;
