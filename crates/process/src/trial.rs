//! What would another version of a table change in a declaration?
//!
//! A trial runs the deductions twice on what was given – with the tables in force, and with the
//! version in question in their place – and compares the outcomes field by field. So it shows what
//! the version changes and nothing else. An explanation runs them once and shows what the table was
//! asked on the way.

use std::collections::BTreeMap;
use std::sync::Arc;

use cas_decision::{Compiled, Context, Explanation, Inputs as TableInputs, Table, Value as Cell};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::field_path::each_scalar;
use cas_model::finding::Finding;
use cas_model::origin::Origins;
use cas_model::{FieldPath, path};
use jiff::civil::Date;
use serde::Serialize;

use crate::configuration::Undecided;
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
    /// Why there is no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
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

/// Why a version of a table says what it says about a declaration, and why `rows` do not fire.
///
/// # Errors
/// When the declaration's step does not ask the table, or its flow is gone.
pub fn explain(
    state: &DeclarationState,
    inputs: &Inputs,
    day: Date,
    asked: AskedTable<'_>,
    rows: &[String],
) -> Result<Vec<AskedExplanation>, Undecided> {
    let AskedTable {
        name,
        table,
        written,
    } = asked;
    let prepared = Prepared::of_declaration(inputs, &state.row, day)?;
    let tables = tables_with(&prepared, name, table, day)?;
    let mut probe = Probe {
        table: name.to_owned(),
        asked: Vec::new(),
    };
    let (mut document, mut origins) = (state.document.clone(), state.origins.clone());
    let sources = prepared.sources_with(Some(&state.row.lrn), &tables);
    deduce_probing(&mut document, &mut origins, &sources, &mut probe);
    let context = prepared.context();
    let explain = |(item, values): &(usize, AskedInputs)| {
        let mut asked = match values {
            Ok(values) => explained(&table.compiled, written, values, rows, &context),
            Err(why) => AskedExplanation::unreadable(why),
        };
        asked.item = table.for_each_item.then_some(*item);
        asked
    };
    Ok(probe.asked.iter().map(explain).collect())
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
    fn unreadable(why: &str) -> Self {
        Self {
            item: None,
            inputs: BTreeMap::new(),
            rows: Vec::new(),
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
    let findings = deduce(&mut document, &mut origins, &sources);
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

fn explained(
    compiled: &Compiled,
    written: &Table,
    values: &[Option<Cell>],
    rows: &[String],
    context: &Context<'_>,
) -> AskedExplanation {
    let inputs = TableInputs::from_values(values.iter().map(Option::as_ref).collect());
    let evaluation = compiled.evaluate(&inputs, context);
    let fired = evaluation.iter().flat_map(|found| &found.hits);
    let mut ids: Vec<String> = fired.filter_map(|hit| hit.row.map(str::to_owned)).collect();
    for row in rows {
        if !ids.contains(row) {
            ids.push(row.clone());
        }
    }
    let explain = |id: &String| compiled.explain(written, id, &inputs, context);
    let names = compiled.inputs().iter().map(|input| input.name.clone());
    AskedExplanation {
        item: None,
        inputs: names.zip(values.iter().cloned()).collect(),
        rows: ids.iter().filter_map(explain).collect(),
        error: evaluation.as_ref().err().map(ToString::to_string),
    }
}
