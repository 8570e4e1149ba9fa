//! Telling declarations that one of an earlier step, which they depend on, was withdrawn.
//!
//! A declaration depends on another one when it took values over from it, or when its step waited
//! for the other's step. It is told once for each, by a fact, a warning and a notification; where
//! customs does not have it, it is deduced again without the other's values.

use cas_model::finding::{Finding, Severity, Source};
use cas_model::flow::Start;
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::{Event, Phase};
use cas_model::notification::{EarlierDeclarationWithdrawn, Notice};
use cas_model::origin::Origin;
use cas_store::{DeclarationRow, HistoryRow};

use super::advance::check;
use super::desk::Desk;
use super::inputs::Inputs;
use super::shipment::load_all;
use crate::state::{DeclarationState, Entry, is_withdrawn};

/// The finding of a declaration whose earlier one was withdrawn.
const CODE: &str = "D0053";

/// Tells the declarations of a run of those that were withdrawn; gives back those that were told,
/// for whoever works on them next to write.
pub(super) async fn tell(
    desk: &mut Desk<'_>,
    declarations: &[DeclarationRow],
    histories: &[HistoryRow],
    inputs: &Inputs,
) -> anyhow::Result<Vec<DeclarationState>> {
    let (withdrawn, live): (Vec<&DeclarationRow>, Vec<&DeclarationRow>) = declarations
        .iter()
        .partition(|row| is_withdrawn(row.status));
    if withdrawn.is_empty() {
        return Ok(Vec::new());
    }
    let open = live
        .into_iter()
        .filter(|row| row.status.phase() != Phase::Closed);
    let mut told = Vec::new();
    for mut state in load_all(desk.engine, open).await? {
        let news = withdrawn.iter().filter(|gone| {
            let is_told = histories
                .iter()
                .any(|entry| tells(entry, state.row.id, gone.id));
            !is_told && depends(&state, gone, inputs)
        });
        let news: Vec<&DeclarationRow> = news.copied().collect();
        if news.is_empty() {
            continue;
        }
        for gone in news {
            note(desk, &mut state, gone);
        }
        deduce_again(desk, &mut state, inputs)?;
        told.push(state);
    }
    Ok(told)
}

/// Where customs does not have it, a declaration goes on without what it took over.
fn deduce_again(
    desk: &mut Desk<'_>,
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
        .filter(|one| one.code == CODE)
        .cloned()
        .collect();
    check(desk, state, inputs)?;
    let mut findings = state.findings.clone();
    findings.extend(warnings);
    state.find(findings);
    Ok(())
}

fn tells(entry: &HistoryRow, told: DeclarationId, of: DeclarationId) -> bool {
    entry.declaration_id == told
        && entry.event == Event::EarlierStepWithdrawn
        && entry.note.as_deref() == Some(&of.to_string())
}

fn depends(state: &DeclarationState, gone: &DeclarationRow, inputs: &Inputs) -> bool {
    let of = gone.id.to_string();
    let takes = state
        .origins
        .groups()
        .iter()
        .any(|group| match &group.origin {
            Origin::EarlierDeclaration { declaration_id, .. } => *declaration_id == of,
            Origin::Shipment { .. }
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

fn waited_for(state: &DeclarationState, gone: &DeclarationRow, inputs: &Inputs) -> bool {
    let step = inputs.step_of(&state.row).map(|(_, step)| step);
    step.is_ok_and(|step| match &step.start {
        Start::StatusReached { step, .. } => *step == gone.step,
        Start::ShipmentCreated | Start::Action | Start::Arrival | Start::Stock => false,
    })
}

fn note(desk: &mut Desk<'_>, state: &mut DeclarationState, gone: &DeclarationRow) {
    let entry = Entry {
        note: Some(gone.id.to_string()),
        ..Entry::by("cas")
    };
    desk.record(state, Event::EarlierStepWithdrawn, entry);
    let mut findings = state.findings.clone();
    findings.push(Finding {
        code: CODE.to_owned(),
        message: "A declaration that this one depends on was withdrawn".to_owned(),
        description: format!(
            "declaration {} of step {} is {}; amend or invalidate this one if it must follow",
            gone.lrn, gone.step, gone.status
        ),
        severity: Severity::Warning,
        source: Source::Validation,
        fields: Vec::new(),
        pointer: None,
    });
    state.find(findings);
    let notice = Notice::EarlierDeclarationWithdrawn(EarlierDeclarationWithdrawn {
        declaration: state.reference(&desk.engine.settings().public_url),
        current_status: state.row.status,
        withdrawn_declaration: gone.id,
        withdrawn_status: gone.status,
        organisation: state.organisation(),
    });
    desk.notice(state.row.tenant_id, &notice);
}
