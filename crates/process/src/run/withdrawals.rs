//! Telling declarations that one of an earlier step, which they depend on, was withdrawn.
//!
//! A declaration depends on another one when it took values over from it, or when its step waited
//! for the other's step. It is told once for each, by a fact, a warning and a notification; where
//! customs does not have it, it is deduced again without the other's values.

use std::collections::HashMap;

use cas_model::finding::Finding;
use cas_model::findings;
use cas_model::flow::Start;
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::{Event, Phase};
use cas_model::notification::{EarlierDeclarationWithdrawn, Notice};
use cas_model::origin::Origin;
use cas_model::record::{DeclarationRecord, HistoryEntry};

use super::in_hand::RunLoaded;
use crate::checking::check;
use crate::declaration::{DeclarationState, FactNote, is_withdrawn};
use crate::sources::Inputs;
use crate::unit_of_work::UnitOfWork;

/// The declarations of a run that may have to hear of others that were withdrawn.
pub fn candidates(declarations: &[DeclarationRecord]) -> impl Iterator<Item = &DeclarationRecord> {
    let is_any = declarations.iter().any(|row| is_withdrawn(row.status));
    let is_open =
        |row: &&DeclarationRecord| !is_withdrawn(row.status) && row.status.phase() != Phase::Closed;
    declarations.iter().filter(is_open).filter(move |_| is_any)
}

/// Tells the declarations of a run of those that were withdrawn; gives back those that were told,
/// for whoever works on them next to write. `states` holds the [`candidates`]; what is told is
/// taken out of it.
pub(super) fn note_withdrawals(
    unit: &mut UnitOfWork<'_>,
    run: &RunLoaded,
    states: &mut HashMap<DeclarationId, DeclarationState>,
    inputs: &Inputs,
) -> anyhow::Result<Vec<DeclarationState>> {
    let withdrawn = run.declarations.iter();
    let withdrawn: Vec<&DeclarationRecord> =
        withdrawn.filter(|row| is_withdrawn(row.status)).collect();
    let mut told = Vec::new();
    for row in candidates(&run.declarations) {
        let Some(state) = states.get(&row.id) else {
            continue;
        };
        let news = withdrawn.iter().filter(|gone| {
            let is_told = run
                .histories
                .iter()
                .any(|entry| tells(entry, row.id, gone.id));
            !is_told && depends(state, gone, inputs)
        });
        let news: Vec<&DeclarationRecord> = news.copied().collect();
        if news.is_empty() {
            continue;
        }
        let Some(mut state) = states.remove(&row.id) else {
            continue;
        };
        for gone in news {
            note(unit, &mut state, gone);
        }
        deduce_again(unit, &mut state, inputs)?;
        told.push(state);
    }
    Ok(told)
}

/// Where customs does not have it, a declaration goes on without what it took over.
fn deduce_again(
    unit: &mut UnitOfWork<'_>,
    state: &mut DeclarationState,
    inputs: &Inputs,
) -> anyhow::Result<()> {
    match state.row.status.phase() {
        Phase::Preparation | Phase::Refused => {}
        Phase::InFlight | Phase::Lodged | Phase::Closed => return Ok(()),
    }
    let warnings: Vec<Finding> = state
        .findings
        .iter()
        .filter(|finding| finding.code == findings::D0053.code)
        .cloned()
        .collect();
    check(unit, state, inputs)?;
    let found = state.findings.iter().cloned().chain(warnings);
    state.set_findings(found.collect());
    Ok(())
}

fn tells(entry: &HistoryEntry, told: DeclarationId, gone: DeclarationId) -> bool {
    entry.declaration_id == told
        && entry.event == Event::EarlierStepWithdrawn
        && entry.note.as_deref() == Some(&gone.to_string())
}

fn depends(state: &DeclarationState, gone: &DeclarationRecord, inputs: &Inputs) -> bool {
    let gone_id = gone.id.to_string();
    let takes = state
        .origins
        .groups()
        .iter()
        .any(|group| match &group.origin {
            Origin::EarlierDeclaration { declaration_id, .. } => *declaration_id == gone_id,
            Origin::Shipment { .. }
            | Origin::InputMapping(_)
            | Origin::Configuration { .. }
            | Origin::MasterData { .. }
            | Origin::DecisionTable { .. }
            | Origin::Calculation { .. }
            | Origin::Person { .. }
            | Origin::Customs { .. }
            | Origin::Grouping { .. }
            | Origin::Generated => false,
        });
    takes || waited_for(state, gone, inputs)
}

fn waited_for(state: &DeclarationState, gone: &DeclarationRecord, inputs: &Inputs) -> bool {
    let step = inputs.step_of(&state.row).map(|(_, step)| step);
    step.is_ok_and(|step| match &step.start {
        Start::StatusReached { step, .. } => gone.is_of_step(step),
        Start::ShipmentCreated | Start::Action | Start::Arrival | Start::Stock => false,
    })
}

fn note(unit: &mut UnitOfWork<'_>, state: &mut DeclarationState, gone: &DeclarationRecord) {
    let entry = FactNote {
        note: Some(gone.id.to_string()),
        ..FactNote::by("cas")
    };
    unit.record(state, Event::EarlierStepWithdrawn, entry);
    state.add_finding(findings::earlier_declaration_withdrawn(
        &gone.lrn,
        gone.step.as_deref().unwrap_or_default(),
        gone.status,
    ));
    let notice = Notice::EarlierDeclarationWithdrawn(EarlierDeclarationWithdrawn {
        declaration: state.reference(unit.public_url),
        current_status: state.row.status,
        withdrawn_declaration: gone.id,
        withdrawn_status: gone.status,
        organisation: state.organisation(),
    });
    unit.notice(state.row.tenant_id, notice);
}
