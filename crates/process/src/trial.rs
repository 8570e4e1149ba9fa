//! What would another version of a table change in a declaration?
//!
//! A trial runs the deductions twice on what was given – with the tables in force, and with the
//! version in question in their place – and compares the outcomes field by field. So it shows what
//! the version changes and nothing else. An explanation runs them once and shows what the table was
//! asked on the way.

use std::collections::BTreeMap;
use std::sync::Arc;

use cas_decision::{
    Closeness, Compiled, Context, Evaluation, Expectation, Explanation, Inputs as TableInputs,
    NearMisses, Table, TableTest, Value as Cell,
};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::field_path::each_scalar;
use cas_model::finding::Finding;
use cas_model::origin::Origins;
use cas_model::{FieldPath, path};
use jiff::civil::Date;
use serde::Serialize;

use crate::configuration::{MOST_NEAR_MISSES, Undecided, refusals};
use crate::declaration::DeclarationState;
use crate::deductions::{deduce, deduce_probing};
use crate::sources::{Inputs, Prepared};
use crate::tables::{AskedInputs, BoundTable, Probe, StepTables};
use crate::{Refusal, codes};

/// What a version would change in one declaration.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Trial {
    /// The declaration that the tables were asked for.
    pub declaration_id: String,
    /// The reference that its shipment has in the ERP.
    pub external_reference: String,
    /// Our number, the LRN.
    pub lrn: String,
    /// The day as of which was deduced.
    pub as_of: Date,
    /// The values that would differ, by path.
    pub changes: Vec<ValueChange>,
    /// Findings that there would be.
    pub new_findings: Vec<Finding>,
    /// Findings that there would not be any more.
    pub gone_findings: Vec<Finding>,
}

/// A value that would differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ValueChange {
    /// The path of the field in the document.
    pub path: String,
    /// What it is; none where there is nothing.
    pub before: Option<String>,
    /// What it would be.
    pub after: Option<String>,
}

/// What a version would change in the last declarations that ask the table.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Replay {
    /// How many declarations were looked at.
    pub declarations: usize,
    /// Those in which something would change, newest first.
    pub changed: Vec<Trial>,
    /// How often each field would change, positions left out.
    pub fields: BTreeMap<String, usize>,
}

/// Why a table says what it says about a declaration.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeclarationExplanation {
    /// The version of the table.
    pub version: u32,
    /// The day as of which it was asked.
    pub as_of: Date,
    /// For each goods item, or once for the document: what it was asked, and what it said.
    pub asked: Vec<AskedExplanation>,
}

/// One question, and why it was answered so.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AskedExplanation {
    /// The goods item, from 0; none when it was asked for the document.
    pub item: Option<usize>,
    /// The values of the inputs.
    pub inputs: BTreeMap<String, Option<Cell>>,
    /// The rows that fired, and those that were asked for.
    pub rows: Vec<Explanation>,
    /// The rows that did not match because of one cell alone, where they are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near_misses: Option<NearMisses>,
    /// Why there is no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// What is to be explained of a table on a declaration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhatToExplain {
    /// Rows beside those that fire, by id.
    pub rows: Vec<String>,
    /// The goods item, from 0; every question when none is named.
    pub item: Option<usize>,
    /// So many rows are told that did not match because of one cell alone; at most
    /// [`MOST_NEAR_MISSES`].
    pub near_misses: usize,
    /// The field, as an output names it, that such a row must fill.
    pub output: Option<String>,
}

/// The test that is to be made of a declaration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WantedTest {
    /// What it is called.
    pub name: String,
    /// The goods item, from 0; the first when none is named.
    pub item: Option<usize>,
}

/// What deductions make of what was given.
struct Outcome {
    document: SingleAdministrativeDocument,
    findings: Vec<Finding>,
}

/// A version of a table that a declaration's step asks.
#[derive(Clone, Copy, Debug)]
pub struct AskedTable<'a> {
    /// The name under which steps ask the table.
    pub name: &'a str,
    /// The version that is tried, with its fields resolved.
    pub table: &'a Arc<BoundTable>,
    /// The version as its author wrote it.
    pub written: &'a Table,
}

/// What a version of a table would change in a declaration, deduced as of a day.
///
/// # Errors
/// When the declaration's step does not ask the table, or its flow is gone.
pub fn try_table(
    state: &DeclarationState,
    inputs: &Inputs,
    day: Date,
    name: &str,
    table: &Arc<BoundTable>,
) -> Result<Trial, Undecided> {
    let prepared = Prepared::of_declaration(inputs, &state.row, day)?;
    let with = tables_with(&prepared, name, table, day)?;
    let before = outcome(state, &prepared, prepared.tables());
    let after = outcome(state, &prepared, &with);
    let gone = |from: &[Finding], other: &[Finding]| -> Vec<Finding> {
        let lacks = |finding: &&Finding| !other.contains(finding);
        from.iter().filter(lacks).cloned().collect()
    };
    Ok(Trial {
        declaration_id: state.row.id.to_string(),
        external_reference: state.row.external_reference.clone(),
        lrn: state.row.lrn.clone(),
        as_of: day,
        changes: differences(&before.document, &after.document),
        new_findings: gone(&after.findings, &before.findings),
        gone_findings: gone(&before.findings, &after.findings),
    })
}

/// Why a version of a table says what it says about a declaration, and why others of its rows do
/// not fire.
///
/// # Errors
/// When the declaration's step does not ask the table, its flow is gone, or the table has no such
/// output.
pub fn explain(
    state: &DeclarationState,
    inputs: &Inputs,
    day: Date,
    asked: AskedTable<'_>,
    what: &WhatToExplain,
) -> Result<Vec<AskedExplanation>, Undecided> {
    let AskedTable {
        name,
        table,
        written,
    } = asked;
    known_output(written, what)?;
    let prepared = Prepared::of_declaration(inputs, &state.row, day)?;
    let probe = probed(state, &prepared, name, table, day)?;
    let context = prepared.context();
    let explain = |(item, values): &(usize, AskedInputs)| {
        let mut asked = match values {
            Ok(values) => explained(&table.compiled, written, values, what, &context),
            Err(why) => AskedExplanation::unreadable(why),
        };
        asked.item = table.for_each_item.then_some(*item);
        asked
    };
    let wanted = |(item, _): &&(usize, AskedInputs)| what.item.is_none_or(|it| it == *item);
    let asked = probe.asked(name).iter();
    Ok(asked.filter(wanted).map(explain).collect())
}

/// A test that asks a version of a table what it was asked in a declaration, and expects what the
/// version says now.
///
/// # Errors
/// When the declaration's step does not ask the table, its flow is gone, there is no such item, or
/// a field cannot be read.
pub fn test_of_declaration(
    state: &DeclarationState,
    inputs: &Inputs,
    day: Date,
    asked: AskedTable<'_>,
    wanted: &WantedTest,
) -> Result<TableTest, Undecided> {
    let AskedTable { name, table, .. } = asked;
    let prepared = Prepared::of_declaration(inputs, &state.row, day)?;
    let probe = probed(state, &prepared, name, table, day)?;
    let item = wanted.item.unwrap_or(0);
    let values = probe.asked(name).iter().find(|(at, _)| *at == item);
    let (_, values) = values.ok_or_else(|| {
        refusals::wrong(
            "item",
            "the table was not asked for such an item; they count from 0",
        )
    })?;
    let values = values.as_ref();
    let values = values.map_err(|why| refusals::wrong("declarationId", why))?;
    let compiled = &table.compiled;
    let inputs = TableInputs::from_values(values.iter().map(Option::as_ref).collect());
    let expect = match compiled.evaluate(&inputs, &prepared.context()) {
        Ok(found) => expected(compiled, &found),
        Err(error) => Expectation {
            error: Some(error.problem.to_string()),
            ..Expectation::default()
        },
    };
    let fields = compiled
        .inputs()
        .iter()
        .map(|input| input.field().to_owned());
    let given = fields.zip(values).filter_map(|(field, value)| {
        let value = value.as_ref()?;
        Some((field, value.to_json()))
    });
    Ok(TableTest {
        name: wanted.name.clone(),
        inputs: given.collect(),
        as_of: day,
        expect,
    })
}

/// What a table said, as a test expects it.
fn expected(table: &Compiled, found: &Evaluation<'_>) -> Expectation {
    let rows = found
        .hits
        .iter()
        .filter_map(|hit| hit.row.map(str::to_owned));
    let first = found.hits.first();
    let outputs = table
        .outputs()
        .iter()
        .enumerate()
        .filter_map(|(at, output)| {
            let said = first?.values[at].as_ref();
            let said = said.map_or(serde_json::Value::Null, |value| value.to_json());
            Some((output.name.clone(), said))
        });
    Expectation {
        rows: Some(rows.collect()),
        outputs: outputs.collect(),
        aggregate: found.aggregate.as_ref().map(Cell::to_json),
        error: None,
    }
}

/// A misspelt output would find no row.
fn known_output(table: &Table, what: &WhatToExplain) -> Result<(), Refusal> {
    let names = || table.outputs.iter().map(|output| output.name.as_str());
    match &what.output {
        Some(output) if !names().any(|name| name == output) => {
            let names: Vec<&str> = names().collect();
            let message = format!("the table has no such output; it has {}", names.join(", "));
            Err(refusals::wrong("output", message))
        }
        Some(_) | None => Ok(()),
    }
}

/// What a version of a table is asked when the declaration is deduced anew.
fn probed(
    state: &DeclarationState,
    prepared: &Prepared<'_>,
    name: &str,
    table: &Arc<BoundTable>,
    day: Date,
) -> Result<Probe, Undecided> {
    let tables = tables_with(prepared, name, table, day)?;
    let mut probe = Probe::watching(std::iter::once(name));
    let (mut document, mut origins) = (state.document.clone(), state.origins.clone());
    let sources = prepared.sources_with(Some(&state.row.lrn), &tables);
    deduce_probing(&mut document, &mut origins, &sources, &mut probe);
    Ok(probe)
}

impl Replay {
    /// Counts what would change in one more declaration.
    pub fn add(&mut self, trial: Trial) {
        for change in &trial.changes {
            let field = path::of_every_element(&change.path);
            *self.fields.entry(field).or_default() += 1;
        }
        if trial.is_change() {
            self.changed.push(trial);
        }
    }
}

impl AskedExplanation {
    pub(crate) fn unreadable(why: &str) -> Self {
        Self {
            item: None,
            inputs: BTreeMap::new(),
            rows: Vec::new(),
            near_misses: None,
            error: Some(why.to_owned()),
        }
    }
}

impl Trial {
    /// Whether anything would differ.
    #[must_use]
    pub fn is_change(&self) -> bool {
        let findings = self.new_findings.len() + self.gone_findings.len();
        !self.changes.is_empty() || findings > 0
    }
}

/// The step's tables with the version in question in the place of the one in force.
fn tables_with(
    prepared: &Prepared<'_>,
    name: &str,
    table: &Arc<BoundTable>,
    day: Date,
) -> Result<StepTables, Refusal> {
    if !prepared.step.deducing_tables().any(|asked| asked == name) {
        let step = &prepared.step.name;
        return Err(Refusal::new(
            codes::TABLE_NOT_ASKED,
            format!(
                "step {step} does not ask {name} to fill fields; choose a declaration of a step that does"
            ),
        ));
    }
    Ok(StepTables::new(prepared.step, |asked| {
        if asked == name {
            return Ok(Arc::clone(table));
        }
        prepared.configuration.bound_table(asked, day)
    }))
}

fn outcome(state: &DeclarationState, prepared: &Prepared<'_>, tables: &StepTables) -> Outcome {
    let mut document = state.document.clone();
    let mut origins: Origins = state.origins.clone();
    let sources = prepared.sources_with(Some(&state.row.lrn), tables);
    let findings = deduce(&mut document, &mut origins, &sources).findings;
    Outcome { document, findings }
}

/// The values that differ between two documents.
fn differences(
    before: &SingleAdministrativeDocument,
    after: &SingleAdministrativeDocument,
) -> Vec<ValueChange> {
    let mut values: BTreeMap<FieldPath, (Option<String>, Option<String>)> = BTreeMap::new();
    each_scalar(before, &FieldPath::root(), &mut |path, field| {
        let text = field.text().map(std::borrow::Cow::into_owned);
        values.entry(path.clone()).or_default().0 = text;
    });
    each_scalar(after, &FieldPath::root(), &mut |path, field| {
        let text = field.text().map(std::borrow::Cow::into_owned);
        values.entry(path.clone()).or_default().1 = text;
    });
    let changed = values
        .into_iter()
        .filter(|(_, (before, after))| before != after);
    changed
        .map(|(path, (before, after))| ValueChange {
            path: path.as_str().to_owned(),
            before,
            after,
        })
        .collect()
}

/// Why a table answers as it does to these values.
pub(crate) fn explained(
    compiled: &Compiled,
    written: &Table,
    values: &[Option<Cell>],
    what: &WhatToExplain,
    context: &Context<'_>,
) -> AskedExplanation {
    let inputs = TableInputs::from_values(values.iter().map(Option::as_ref).collect());
    let evaluation = compiled.evaluate(&inputs, context);
    let fired = evaluation.iter().flat_map(|found| &found.hits);
    let mut ids: Vec<String> = fired.filter_map(|hit| hit.row.map(str::to_owned)).collect();
    for row in &what.rows {
        if !ids.contains(row) {
            ids.push(row.clone());
        }
    }
    let explain = |id: &String| compiled.explain(written, id, &inputs, context);
    let names = compiled.inputs().iter().map(|input| input.name.clone());
    let wanted = Closeness {
        most: what.near_misses.min(MOST_NEAR_MISSES),
        output: what.output.as_deref(),
    };
    let near_misses = match wanted.most {
        0 => Ok(None),
        _ => compiled
            .near_misses(written, &inputs, context, wanted)
            .map(Some),
    };
    let error = evaluation.as_ref().err().or(near_misses.as_ref().err());
    AskedExplanation {
        item: None,
        inputs: names.zip(values.iter().cloned()).collect(),
        rows: ids.iter().filter_map(explain).collect(),
        near_misses: near_misses.as_ref().ok().cloned().flatten(),
        error: error.map(ToString::to_string),
    }
}
