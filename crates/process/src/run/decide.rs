//! Deciding what is done with each declaration of a step: paired, compared, resolved. Nothing is
//! done here.

use cas_model::difference::is_same;
use cas_model::edit::Edits;
use cas_model::flow::Step;
use cas_model::lifecycle::Phase;
use cas_model::record::DeclarationRecord;

use super::formation::give_own_number;
use super::in_hand::{Blocked, Run, StepInRun};
use crate::customs::number_as_customs;
use crate::declaration::{DeclarationState, awaits_customs, is_fate_unknown};
use crate::manual_edits::TargetDocument;
use crate::planning::{
    AwaitsCustoms, Correction, ExistingDeclaration, FormedDeclaration, NotNow, Pair, Resolution,
    pair,
};
use crate::sources::Prepared;
use crate::unit_of_work::UnitOfWork;

/// What is to be done with one declaration.
pub enum Decision {
    Create(FormedDeclaration),
    Leave(Box<DeclarationState>, FormedDeclaration),
    Change(
        Box<DeclarationState>,
        FormedDeclaration,
        Box<TargetDocument>,
        Resolution,
    ),
    Withdraw(Box<DeclarationState>, Resolution),
}

/// What decisions of a step look at beside the declaration in question.
#[derive(Clone, Copy)]
pub struct StepContext<'a> {
    /// The step of the flow that is decided on.
    pub place: StepInRun<'a>,
    /// The run of the flow.
    pub run: &'a Run<'a>,
    /// What all declarations of the step have in common.
    pub template: &'a DeclarationRecord,
}

/// Pairs and resolves; nothing is done yet.
pub fn decide(
    unit: &UnitOfWork<'_>,
    place: StepContext<'_>,
    formed: Vec<FormedDeclaration>,
    existing: Vec<DeclarationState>,
) -> Result<Vec<Decision>, Blocked> {
    let known: Vec<ExistingDeclaration<'_>> = existing.iter().map(known).collect();
    let pairs = pair(&formed, &known);
    let mut formed: Vec<Option<FormedDeclaration>> = formed.into_iter().map(Some).collect();
    let mut existing: Vec<Option<DeclarationState>> = existing.into_iter().map(Some).collect();
    let mut decisions = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let formed = pair.formed.and_then(|index| formed[index].take());
        let state = pair.existing.and_then(|index| existing[index].take());
        decisions.push(match (formed, state) {
            (Some(formed), None) => Decision::Create(formed),
            (Some(formed), Some(state)) => compare(unit, place, formed, state)?,
            (None, Some(state)) => {
                let resolution = with_correction(unit, &state, |correction| correction.withdraw())?;
                Decision::Withdraw(Box::new(state), resolution)
            }
            (None, None) => continue,
        });
    }
    Ok(decisions)
}

/// What was withdrawn by a person or by customs is not made again while nothing of it has changed;
/// where that is not known, while its goods are the same.
pub fn leave_withdrawn(decisions: &mut Vec<Decision>, withdrawn: &[DeclarationState]) {
    decisions.retain(|decision| match decision {
        Decision::Create(formed) => {
            let items = formed.document.goods_items();
            let is_same = |state: &DeclarationState| match state.row.formed_digest.as_deref() {
                None => {
                    let known = known(state).items.into_iter();
                    known.eq(items
                        .iter()
                        .filter_map(|item| item.cas_reference.as_deref()))
                }
                Some(digest) => digest == formed.digest,
            };
            !withdrawn.iter().any(is_same)
        }
        Decision::Leave(..) | Decision::Change(..) | Decision::Withdraw(..) => true,
    });
}

/// What persons changed of the declarations that new ones take the place of; for each decision.
pub fn carried_edits(run: &mut Run<'_>, step: &Step, decisions: &[Decision]) -> Vec<Edits> {
    let mut edits = vec![Edits::default(); decisions.len()];
    let of_step = |heir: &DeclarationState| heir.row.is_of_step(&step.name);
    let (heirs, others) = std::mem::take(&mut run.edits_to_carry)
        .into_iter()
        .partition(of_step);
    run.edits_to_carry = others;
    let heirs: Vec<DeclarationState> = heirs;
    if heirs.is_empty() {
        return edits;
    }
    let created = decisions
        .iter()
        .enumerate()
        .filter_map(|(at, decision)| match decision {
            Decision::Create(formed) => Some((at, formed.clone())),
            Decision::Leave(..) | Decision::Change(..) | Decision::Withdraw(..) => None,
        });
    let (places, formed): (Vec<usize>, Vec<FormedDeclaration>) = created.unzip();
    let known: Vec<ExistingDeclaration<'_>> = heirs.iter().map(known).collect();
    let mut left: Vec<bool> = vec![true; heirs.len()];
    for Pair {
        formed: one,
        existing: heir,
    } in pair(&formed, &known)
    {
        if let (Some(one), Some(heir)) = (one, heir) {
            edits[places[one]] = heirs[heir].edits.clone();
            left[heir] = false;
        }
    }
    drop(known);
    let heirs = heirs.into_iter().zip(left);
    run.edits_to_carry
        .extend(heirs.filter(|(_, is_left)| *is_left).map(|(heir, _)| heir));
    edits
}

/// Whether a declaration says what it would say now, and if not what is done.
fn compare(
    unit: &UnitOfWork<'_>,
    StepContext {
        place,
        run,
        template,
    }: StepContext<'_>,
    mut formed: FormedDeclaration,
    state: DeclarationState,
) -> Result<Decision, Blocked> {
    let state = Box::new(state);
    let is_sent = state.row.lodged_revision.is_some();
    let depends = !place.step.take_over.is_empty();
    if is_with_customs(&state.row)
        && !depends
        && state.row.formed_digest.as_ref() == Some(&formed.digest)
    {
        return Ok(Decision::Leave(state, formed));
    }
    if is_sent {
        // Customs knows it by its number, whatever the shipment says now.
        formed.document.function_ref_num = None;
    }
    let own = DeclarationRecord {
        id: state.row.id,
        ..template.clone()
    };
    give_own_number(unit, &own, run, &mut formed);
    let day = state.deduction_day(unit.today_in(&state.row.jurisdiction));
    let prepared = Prepared::of_declaration(place.inputs.on(day)?, &state.row, day)?;
    let target = TargetDocument::merge(
        &formed,
        &state.edits,
        &prepared.sources(Some(&state.row.lrn)),
    );
    let mut numbered = target.document.clone();
    number_as_customs(unit.registry, &state, &mut numbered);
    if is_same(&state.document, &numbered) && target.edits == state.edits {
        return Ok(Decision::Leave(state, formed));
    }
    let resolution = with_correction(unit, &state, |correction| correction.change())?;
    if resolution == Resolution::Amend {
        takes_amendment(unit, &state, &target)?;
    }
    Ok(Decision::Change(
        state,
        formed,
        Box::new(target),
        resolution,
    ))
}

/// Whether customs takes the amendment that is needed.
fn takes_amendment(
    unit: &UnitOfWork<'_>,
    state: &DeclarationState,
    target: &TargetDocument,
) -> Result<(), Blocked> {
    let changes = state.changes_to_lodged(&target.document);
    let system = unit.registry.get(&state.row.system);
    let fixed = system.map_or_else(Vec::new, |system| system.fixed(&changes, &state.facts));
    match fixed.is_empty() {
        true => Ok(()),
        false => with_correction(unit, state, |correction| Err(correction.fixed(&fixed))).map(drop),
    }
}

fn is_with_customs(row: &DeclarationRecord) -> bool {
    match row.status.phase() {
        Phase::InFlight | Phase::Lodged | Phase::Closed => true,
        Phase::Preparation | Phase::Refused => false,
    }
}

fn known(state: &DeclarationState) -> ExistingDeclaration<'_> {
    let items = state.document.goods_items().iter();
    ExistingDeclaration {
        keys: state.row.group_keys.as_str(),
        items: items
            .filter_map(|item| item.cas_reference.as_deref())
            .collect(),
    }
}

fn with_correction(
    unit: &UnitOfWork<'_>,
    state: &DeclarationState,
    resolve: impl FnOnce(&Correction<'_>) -> Result<Resolution, NotNow>,
) -> Result<Resolution, Blocked> {
    let code = &state.row.system;
    let system = unit.registry.get(code);
    let system = system.ok_or_else(|| anyhow::anyhow!("the customs system {code} is gone"))?;
    let awaits = match awaits_customs(&state.row) {
        true => AwaitsCustoms::Yes,
        false
            if state
                .findings
                .iter()
                .any(|finding| is_fate_unknown(&finding)) =>
        {
            AwaitsCustoms::Unknown
        }
        false => AwaitsCustoms::No,
    };
    Ok(resolve(&Correction {
        lrn: &state.row.lrn,
        standing: state.standing(),
        awaits_customs: awaits,
        capabilities: system.capabilities(),
        declaration_type: &state.row.declaration_type,
        facts: &state.facts,
    })?)
}
