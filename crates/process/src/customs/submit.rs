//! Submitting a declaration: by itself where its step says so, or because a person asks.

use cas_gateway::Intent;
use cas_model::civil_day::zone_of;
use cas_model::finding::{Finding, Severity};
use cas_model::findings;
use cas_model::flow::AutoSubmit;
use cas_model::lifecycle::{Event, Status};

use super::write::{unwritable, write_message};
use crate::declaration::{DeclarationState, FactNote, is_fate_unknown};
use crate::sources::{Inputs, Prepared};
use crate::tables::{FiredRows, Roots, ask};
use crate::unit_of_work::UnitOfWork;

/// Who submits where nobody asks.
const ENGINE: &str = "cas";

/// Submits a valid declaration whose step submits by itself; not where customs may have it already.
pub fn submit_if_automatic(
    unit: &mut UnitOfWork<'_>,
    state: &mut DeclarationState,
    inputs: &Inputs,
) -> anyhow::Result<()> {
    let may_be_there = state
        .findings
        .iter()
        .any(|finding| is_fate_unknown(&finding));
    if state.row.status == Status::Validated && !may_be_there && submits(unit, state, inputs)? {
        lodge(unit, state, inputs, FactNote::by(ENGINE));
    }
    Ok(())
}

/// Whether the step of a valid declaration submits it by itself. A table that cannot say so is a
/// problem of the declaration.
pub fn submits(
    unit: &mut UnitOfWork<'_>,
    state: &mut DeclarationState,
    inputs: &Inputs,
) -> anyhow::Result<bool> {
    let day = unit.today_in(&state.row.jurisdiction);
    let prepared = Prepared::of_declaration(inputs.on(day)?, &state.row, day)?;
    let table = match &prepared.step.auto_submit {
        AutoSubmit::Always => return Ok(true),
        AutoSubmit::Never => return Ok(false),
        AutoSubmit::Table(name) => name,
    };
    let tables = prepared.tables();
    let mut fired = FiredRows::default();
    let asked = match &tables.submit {
        Some(one) => ask(
            one,
            tables,
            Roots {
                document: &state.document,
                shipment: prepared.head(),
                zone: zone_of(&state.row.jurisdiction),
            },
            &prepared.context(),
            &mut fired,
        ),
        None => Err("no version of it is in force".to_owned()),
    };
    unit.count(state.row.tenant_id, fired);
    match asked {
        Ok(Some(cas_decision::Value::Boolean(submits))) => Ok(submits),
        Ok(answer) => {
            let says = answer.map_or("nothing".to_owned(), |answer| answer.to_string());
            state
                .findings
                .push(findings::sending_undecided(table, says));
            Ok(false)
        }
        Err(why) => {
            let finding = Finding {
                severity: Severity::Error,
                ..findings::sending_undecided(table, why)
            };
            state.findings.push(finding);
            unit.record(state, Event::ConfigurationMissing, FactNote::by(ENGINE));
            Ok(false)
        }
    }
}

/// Submits a valid declaration: the message is written and stored with the task that sends it,
/// and the revision is sealed. Returns whether it could be written; if not, the declaration says
/// why.
pub fn lodge(
    unit: &mut UnitOfWork<'_>,
    state: &mut DeclarationState,
    inputs: &Inputs,
    by: FactNote,
) -> bool {
    let connection = inputs.connection(state.row.tenant_id, &state.row.system);
    match write_message(unit, state, connection, Intent::Declare) {
        Ok(message) => {
            state.lodge_anew(unit.now);
            let entry = FactNote {
                message_id: Some(message),
                ..by
            };
            unit.record(state, Event::SubmissionRequested, entry);
            true
        }
        Err(error) => {
            let (event, finding) = unwritable(&error);
            state.findings.push(finding);
            unit.record(state, event, FactNote::by(ENGINE));
            false
        }
    }
}
