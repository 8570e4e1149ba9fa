//! What would another version of a table change? Asked of one declaration, or of the last ones.
//!
//! A trial runs the deductions twice on what was given – with the tables in force, and with the
//! version in question in their place – and compares the outcomes field by field. So it shows what
//! the version changes and nothing else. Nothing is stored. An explanation runs them once and
//! shows what the table was asked on the way.

use std::collections::BTreeMap;
use std::sync::Arc;

use cas_decision::{Compiled, Context, Explanation, Inputs as TableInputs, Table, Value as Cell};
use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::field_path::each_scalar;
use cas_model::finding::Finding;
use cas_model::ids::{DeclarationId, TenantId};
use cas_model::origin::Origins;
use cas_process::Refusal;
use cas_process::configuration::TenantConfiguration;
use cas_process::declaration::DeclarationState;
use cas_process::deductions::{deduce, deduce_probing};
use cas_process::sources::{Inputs, Prepared};
use cas_process::tables::{AskedInputs, Probe};
use cas_process::tables::{BoundTable, StepTables};
use cas_store::{DeclarationRow, DeclarationSearch};
use jiff::civil::Date;
use serde::Serialize;

use crate::Engine;
use crate::configuration::TableVersion;
use crate::load::{inputs_on, load_declaration};

/// The most declarations of one replay.
pub const MOST_DECLARATIONS: u32 = 500;

/// So many declarations are looked at in one go, and so many times.
const PAGE: u32 = 500;
const MOST_PAGES: usize = 40;

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

impl Engine {
    /// What a version of a table would change in a declaration.
    ///
    /// # Errors
    /// When there is no such version or declaration, or its step does not ask the table.
    pub async fn try_table(
        &self,
        tenant: TenantId,
        version: TableVersion<'_>,
        declaration: DeclarationId,
    ) -> Result<Trial, Refusal> {
        let (_, table) = self.bound_version(tenant, version).await?;
        let state = self.declaration_in_hand(tenant, declaration).await?;
        self.trial(&state, version.name, &table).await
    }

    /// What a version of a table would change in the last declarations whose step asks it.
    ///
    /// # Errors
    /// When there is no such version, or no step asks the table.
    pub async fn replay_table(
        &self,
        tenant: TenantId,
        version: TableVersion<'_>,
        last: u32,
    ) -> Result<Replay, Refusal> {
        let (_, table) = self.bound_version(tenant, version).await?;
        let configuration = self.known_configuration(tenant).await?;
        let rows = self
            .last_asking(tenant, &configuration, version.name, last)
            .await?;
        let mut replay = Replay {
            declarations: rows.len(),
            changed: Vec::new(),
            fields: BTreeMap::new(),
        };
        for row in rows {
            let state = self.declaration_in_hand(tenant, row.id).await?;
            let trial = self.trial(&state, version.name, &table).await?;
            for change in &trial.changes {
                *replay
                    .fields
                    .entry(without_positions(&change.path))
                    .or_default() += 1;
            }
            if trial.is_change() {
                replay.changed.push(trial);
            }
        }
        Ok(replay)
    }

    /// Why a version of a table says what it says about a declaration, and why rows do not fire.
    ///
    /// # Errors
    /// When there is no such version or declaration, or its step does not ask the table.
    pub async fn explain_table(
        &self,
        tenant: TenantId,
        version: TableVersion<'_>,
        declaration: DeclarationId,
        rows: &[String],
    ) -> Result<DeclarationExplanation, Refusal> {
        let (written, table) = self.bound_version(tenant, version).await?;
        let state = self.declaration_in_hand(tenant, declaration).await?;
        let day = day_of(self, &state);
        let inputs = self.inputs_of_trial(&state, day).await?;
        let prepared = prepared(&inputs, &state, day)?;
        let tables = tables_with(&prepared, version.name, &table, day)?;
        let mut probe = Probe {
            table: version.name.to_owned(),
            asked: Vec::new(),
        };
        let (mut document, mut origins) = (state.document.clone(), state.origins.clone());
        let sources = prepared.sources_with(&state.row.lrn, &tables);
        deduce_probing(&mut document, &mut origins, &sources, &mut probe);
        let context = prepared.context();
        let explain = |(item, values): &(usize, AskedInputs)| {
            let mut asked = match values {
                Ok(values) => explained(&table.compiled, &written, values, rows, &context),
                Err(why) => AskedExplanation::unreadable(why),
            };
            asked.item = table.for_each_item.then_some(*item);
            asked
        };
        Ok(DeclarationExplanation {
            version: table.compiled.version(),
            as_of: day,
            asked: probe.asked.iter().map(explain).collect(),
        })
    }

    async fn trial(
        &self,
        state: &DeclarationState,
        name: &str,
        table: &Arc<BoundTable>,
    ) -> Result<Trial, Refusal> {
        let day = day_of(self, state);
        let inputs = self.inputs_of_trial(state, day).await?;
        let prepared = prepared(&inputs, state, day)?;
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

    async fn bound_version(
        &self,
        tenant: TenantId,
        version: TableVersion<'_>,
    ) -> Result<(Table, Arc<BoundTable>), Refusal> {
        let (number, mut document) = self.table_document(tenant, version).await?;
        document.table.version = number;
        let bound = BoundTable::new(&document).map_err(|problems| {
            let problems = problems.into_iter().map(|problem| (None, problem));
            cas_process::configuration::refusals::invalid(problems.collect())
        })?;
        Ok((document.table, Arc::new(bound)))
    }

    async fn known_configuration(
        &self,
        tenant: TenantId,
    ) -> Result<Arc<TenantConfiguration>, Refusal> {
        let configuration = self.configuration(tenant).await;
        configuration.map_err(|error| crate::unavailable(&error))
    }

    /// The newest declarations of steps that ask a table.
    async fn last_asking(
        &self,
        tenant: TenantId,
        configuration: &TenantConfiguration,
        name: &str,
        last: u32,
    ) -> Result<Vec<DeclarationRow>, Refusal> {
        let asks = |flow: &str, version: u32, step: &str| {
            let step = configuration
                .flow(flow, version)
                .and_then(|flow| flow.step(step));
            step.is_some_and(|step| step.deducing_tables().any(|asked| asked == name))
        };
        let steps = configuration.flows().flat_map(|flow| &flow.steps);
        let mut steps: Vec<String> = steps
            .filter(|step| step.deducing_tables().any(|asked| asked == name))
            .map(|step| step.name.clone())
            .collect();
        steps.sort_unstable();
        steps.dedup();
        if steps.is_empty() {
            return Ok(Vec::new());
        }
        let last = usize::try_from(last.min(MOST_DECLARATIONS)).unwrap_or(usize::MAX);
        let mut search = DeclarationSearch {
            steps,
            limit: PAGE,
            ..DeclarationSearch::default()
        };
        let mut asking = Vec::new();
        // Another flow may have a step of this name that does not ask the table.
        for _ in 0..MOST_PAGES {
            let page = self.store().search_declarations(tenant, &search).await;
            let page = page.map_err(|error| crate::unavailable(&error))?;
            let more = page.last().filter(|_| page.len() == PAGE as usize);
            search.after = more.map(|row| (row.created_at, row.id));
            let asks = |row: &DeclarationRow| asks(&row.flow, row.flow_version, &row.step);
            asking.extend(page.into_iter().filter(asks));
            if asking.len() >= last || search.after.is_none() {
                break;
            }
        }
        asking.truncate(last);
        Ok(asking)
    }

    async fn declaration_in_hand(
        &self,
        tenant: TenantId,
        id: DeclarationId,
    ) -> Result<DeclarationState, Refusal> {
        let found = load_declaration(self, tenant, id).await;
        let found = found.map_err(|error| crate::unavailable(&error))?;
        found.ok_or_else(|| Refusal::not_found("declaration"))
    }

    async fn inputs_of_trial(
        &self,
        state: &DeclarationState,
        day: Date,
    ) -> Result<Inputs, Refusal> {
        let inputs = inputs_on(self, state, day).await;
        inputs.map_err(|error| crate::unavailable(&error))
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

/// The day as of which the declaration was deduced.
fn day_of(engine: &Engine, state: &DeclarationState) -> Date {
    state.deduced_on.unwrap_or_else(|| engine.today())
}

fn prepared<'i>(
    inputs: &'i Inputs,
    state: &DeclarationState,
    day: Date,
) -> Result<Prepared<'i>, Refusal> {
    let prepared = Prepared::of_declaration(inputs, &state.row, day);
    prepared.map_err(|error| crate::unavailable(&error))
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
            "table-not-asked",
            crate::RefusalKind::Conflict,
            "The declaration's step does not ask this table",
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
    let sources = prepared.sources_with(&state.row.lrn, tables);
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

/// A path with `[]` for every position.
fn without_positions(path: &str) -> String {
    let mut parts = path.split('[');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let after = part.split_once(']').map_or("", |(_, after)| after);
        text.push_str("[]");
        text.push_str(after);
    }
    text
}

fn explained(
    compiled: &Compiled,
    written: &Table,
    values: &[Option<Cell>],
    rows: &[String],
    context: &Context<'_>,
) -> AskedExplanation {
    let inputs = TableInputs::of(values.iter().map(Option::as_ref).collect());
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
