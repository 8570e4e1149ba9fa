//! Deducing and validating a declaration, and recording the verdict.

use cas_model::edit::conflict_findings;
use cas_model::finding::{Finding, Source};
use cas_model::flow::Step;
use cas_model::lifecycle::Event;
use cas_rules::{Context, Presented};
use jiff::civil::Date;

use super::examine::{Other, examine};
use super::excise_movement;
use crate::declaration::{DeclarationState, FactNote, is_fate_unknown};
use crate::deductions::Deduced;
use crate::manual_edits::complete;
use crate::sources::{Inputs, Prepared};
use crate::unit_of_work::UnitOfWork;

/// Who records what follows from deductions and validations.
const ENGINE: &str = "cas";

/// Runs deductions and validations and records their verdict.
pub fn check(
    unit: &mut UnitOfWork<'_>,
    state: &mut DeclarationState,
    inputs: &Inputs,
) -> anyhow::Result<()> {
    let day = state.deduction_day(unit.today_in(&state.row.jurisdiction));
    let prepared = Prepared::of_declaration(inputs.on(day)?, &state.row, day)?;
    let lrn = state.row.lrn.clone();
    state.deduced_on = Some(day);
    let mut edits = std::mem::take(&mut state.edits);
    let (document, origins) = state.edit();
    let sources = prepared.sources(Some(&lrn));
    let Deduced { findings, fired } = complete(document, origins, &mut edits, &sources);
    state.edits = edits;
    unit.count(state.row.tenant_id, fired);
    judge(unit, state, inputs, findings);
    Ok(())
}

/// Validates a deduced declaration and records the verdict.
pub fn judge(
    unit: &mut UnitOfWork<'_>,
    state: &mut DeclarationState,
    inputs: &Inputs,
    mut findings: Vec<Finding>,
) {
    // The number that customs knows a declaration by stays the same once it was sent.
    if let Some(given) = state.document.function_ref_num.clone()
        && state.row.lodged_revision.is_none()
    {
        state.row.lrn = given;
    }
    findings.extend(validate(unit, state, inputs));
    let event = if findings.iter().any(Finding::is_error) {
        Event::ValidationFailed
    } else {
        Event::ValidationPassed
    };
    // What customs objects to stands until customs has answered the amendment.
    if state.row.covered.is_some() {
        let of_customs = |finding: &&Finding| finding.source == Source::Customs;
        findings.extend(state.findings.iter().filter(of_customs).cloned());
    }
    findings.extend(state.findings.iter().filter(is_fate_unknown).cloned());
    findings.dedup();
    state.set_findings(findings);
    unit.record(state, event, FactNote::by(ENGINE));
}

/// What is wrong with a document as it is.
pub fn validate(unit: &UnitOfWork<'_>, state: &DeclarationState, inputs: &Inputs) -> Vec<Finding> {
    let day = state.law_day(unit.today_in(&state.row.jurisdiction));
    validate_by_law_of(day, unit, state, inputs)
}

/// What is wrong with a document as it is, by the rules and lists of a day.
pub fn validate_by_law_of(
    day: Date,
    unit: &UnitOfWork<'_>,
    state: &DeclarationState,
    inputs: &Inputs,
) -> Vec<Finding> {
    validate_at(Moment::by_law_of(day), unit, state, inputs)
}

/// When a declaration is judged.
#[derive(Clone, Copy)]
pub(super) struct Moment {
    /// The day whose law counts.
    pub(super) day: Date,
    /// What is known of it where its goods are presented.
    pub(super) presented: Option<Presented>,
}

impl Moment {
    /// A day on which no goods are presented.
    pub(super) fn by_law_of(day: Date) -> Self {
        Self {
            day,
            presented: None,
        }
    }
}

/// What is wrong with a document as it is, at a moment.
pub(super) fn validate_at(
    moment: Moment,
    unit: &UnitOfWork<'_>,
    state: &DeclarationState,
    inputs: &Inputs,
) -> Vec<Finding> {
    let Moment { day, presented } = moment;
    let today = unit.today_in(&state.row.jurisdiction);
    let configuration = inputs.configuration(state.row.tenant_id);
    let switches = configuration.map(|it| it.rule_switches(today));
    let switches = switches.unwrap_or_default();
    let context = Context {
        system: state.row.system.as_str(),
        declaration_type: &state.row.declaration_type,
        jurisdiction: &state.row.jurisdiction,
        day,
        today,
        code_lists: inputs.code_lists(state.row.tenant_id),
        switches: &switches,
        imported_before: inputs.imported_before(&state.row, &state.document, day),
        presented,
    };
    let mut findings = conflict_findings(&state.edits, &state.document);
    findings.extend(cas_rules::check(&state.document, &context));
    let earlier = inputs.earlier(state.row.shipment_id);
    findings.extend(excise_movement::differences(
        &state.row.declaration_type,
        &state.document,
        earlier,
    ));
    if let Some(system) = unit.registry.get(&state.row.system) {
        let connection = inputs.connection(state.row.tenant_id, &state.row.system);
        let settings =
            connection.map_or(&serde_json::Value::Null, |connection| &connection.settings);
        let others = others(unit, state, inputs);
        examine(system, state, settings, &others, unit.now, &mut findings);
    }
    findings
}

/// The other declarations that the flow of a declaration makes, as far as they are of other kinds.
fn others<'a>(
    unit: &UnitOfWork<'a>,
    state: &DeclarationState,
    inputs: &'a Inputs,
) -> Vec<Other<'a>> {
    let row = &state.row;
    let Ok((flow, _)) = inputs.step_of(row) else {
        return Vec::new();
    };
    let is_other =
        |step: &&Step| step.system != row.system || step.declaration_type != row.declaration_type;
    let others = flow.steps.iter().filter(is_other).filter_map(|step| {
        Some(Other {
            system: unit.registry.get(&step.system)?,
            declaration_type: &step.declaration_type,
        })
    });
    others.collect()
}
