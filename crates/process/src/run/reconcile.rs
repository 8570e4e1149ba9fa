//! Bringing a step to what it would make of its shipment now.
//!
//! What the step forms is paired with what exists; each pair is resolved (create, leave, edit,
//! amend, delete, invalidate) before anything is done, and then all of it is done or nothing. A
//! step that starts for the first time finds nothing that exists.

use cas_gateway::Intent;
use cas_model::difference::differences;
use cas_model::edit::Edits;
use cas_model::formats::lrn_of;
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::{Event, Status};
use cas_model::record::DeclarationRecord;

use super::decide::{Decision, StepContext, carried_edits, decide, leave_withdrawn};
use super::formation::{Formation, form_step, give_own_number};
use super::in_hand::{Blocked, Run, StepInRun};
use crate::checking::{check, judge};
use crate::codes::RefusalCode;
use crate::customs::{Asking, amend, ask, submit_if_automatic, submits};
use crate::declaration::{DeclarationState, FactNote, is_withdrawn};
use crate::manual_edits::TargetDocument;
use crate::planning::{FormedDeclaration, PlanRefusal, PlannedDeclaration, Resolution};
use crate::sources::Inputs;
use crate::unit_of_work::{Next, UnitOfWork};

/// How the history names an amendment that an update opened.
const FOR_UPDATE: &str = "for an update of the shipment";
/// What stands in the place of the digest of a declaration that an update withdrew: should its goods
/// come back, it is made again.
const WITHDRAWN: &str = "withdrawn";

/// Brings a step to what it would make now; returns how many declarations it has then.
pub fn reconcile(
    unit: &mut UnitOfWork<'_>,
    run: &mut Run<'_>,
    place: StepInRun<'_>,
) -> Result<usize, Blocked> {
    let Formation { template, formed } =
        form_step(unit, place.shipment, run, place.step, place.inputs)?;
    let existing = run.existing.remove(&place.step.name).unwrap_or_default();
    let (withdrawn, live) = existing
        .into_iter()
        .partition(|state: &DeclarationState| is_withdrawn(state.row.status));
    let place_of = StepContext {
        place,
        run,
        template: &template,
    };
    let mut decisions = decide(unit, place_of, formed, live)?;
    leave_withdrawn(&mut decisions, &withdrawn);
    // What may still be refused goes first.
    decisions.sort_by_key(|decision| !matches!(decision, Decision::Withdraw(..)));
    let edits = carried_edits(run, place.step, &decisions);
    let is_live = |decision: &&Decision| !matches!(decision, Decision::Withdraw(..));
    let count = decisions.iter().filter(is_live).count();
    let instances = u32::try_from(count).map_err(anyhow::Error::from)?;
    let mut work = StepChange {
        place,
        template: DeclarationRecord {
            instance_count: instances,
            ..template
        },
    };
    for (decision, edits) in decisions.into_iter().zip(edits) {
        work.carry_out(unit, run, decision, edits)?;
    }
    Ok(count)
}

/// What decisions of a step are carried out with.
struct StepChange<'a> {
    place: StepInRun<'a>,
    template: DeclarationRecord,
}

impl StepChange<'_> {
    fn carry_out(
        &mut self,
        unit: &mut UnitOfWork<'_>,
        run: &mut Run<'_>,
        decision: Decision,
        edits: Edits,
    ) -> Result<(), Blocked> {
        match decision {
            Decision::Create(formed) => self.create(unit, run, formed, edits)?,
            Decision::Leave(mut state, formed) => {
                let planned = PlannedDeclaration::unchanged(&state.row, Resolution::Leave);
                self.settle(&mut state, &formed);
                end(unit, *state, planned)?;
            }
            Decision::Change(mut state, formed, target, resolution) => {
                let mut planned = PlannedDeclaration::unchanged(&state.row, resolution);
                planned.differences = differences(&state.document, &target.document);
                self.settle(&mut state, &formed);
                self.replace(unit, run, &mut state, *target, &planned);
                self.submit(unit, run, &mut state, &planned)?;
                end(unit, *state, planned)?;
            }
            Decision::Withdraw(mut state, resolution) => {
                let planned = PlannedDeclaration::unchanged(&state.row, resolution);
                self.withdraw(unit, run, &mut state, resolution)?;
                end(unit, *state, planned)?;
            }
        }
        Ok(())
    }

    fn create(
        &self,
        unit: &mut UnitOfWork<'_>,
        run: &Run<'_>,
        mut formed: FormedDeclaration,
        edits: Edits,
    ) -> anyhow::Result<()> {
        give_own_number(unit, &self.template, run, &mut formed);
        let id = DeclarationId(unit.ids.next());
        let mut row = DeclarationRecord {
            id,
            lrn: lrn_of(id.0),
            instance_seq: self.next_seq(unit, run),
            ..self.template.clone()
        };
        row.group_keys.clone_from(&formed.keys);
        row.formed_digest = Some(formed.digest.clone());
        let mut state = DeclarationState::new(row, formed.document);
        state.origins = formed.origins;
        state.edits = edits;
        unit.record(&mut state, Event::Created, FactNote::by("cas"));
        let inputs = self.place.inputs;
        if !inputs.knows_records_of(state.row.tenant_id, &state.document) {
            // Cutting the goods named a record that was not looked up: a task of its own does.
            unit.follow_up(state.row.tenant_id, Next::Advance(state.row.id));
        } else if let Err(error) = go_on(unit, &mut state, inputs) {
            // The declaration is kept as it is, and a task of its own tries again.
            let trouble = format!("a new declaration waits: {error:#}");
            unit.effects.troubles.push(trouble);
            unit.follow_up(state.row.tenant_id, Next::Advance(state.row.id));
        }
        let mut planned = PlannedDeclaration::unchanged(&state.row, Resolution::Create);
        planned.status_before = None;
        end(unit, state, planned)
    }

    /// The number of a new declaration in its step, behind all that were ever made.
    fn next_seq(&self, unit: &UnitOfWork<'_>, run: &Run<'_>) -> u32 {
        let made = run.declarations.iter().chain(&unit.effects.declarations);
        let of_step = made.filter(|row| {
            row.shipment_id == self.template.shipment_id
                && row.run == self.template.run
                && row.step == self.template.step
        });
        of_step.map(|row| row.instance_seq).max().unwrap_or(0) + 1
    }

    /// Notes on a declaration what it was formed from now.
    fn settle(&self, state: &mut DeclarationState, formed: &FormedDeclaration) {
        let row = &mut state.row;
        let is_settled = row.group_keys == formed.keys
            && row.formed_digest.as_ref() == Some(&formed.digest)
            && row.instance_count == self.template.instance_count;
        if !is_settled {
            row.group_keys.clone_from(&formed.keys);
            row.formed_digest = Some(formed.digest.clone());
            row.instance_count = self.template.instance_count;
            state.mark_changed();
        }
    }

    /// Puts what a declaration would say now in the place of what it says.
    fn replace(
        &self,
        unit: &mut UnitOfWork<'_>,
        run: &Run<'_>,
        state: &mut DeclarationState,
        target: TargetDocument,
        planned: &PlannedDeclaration,
    ) {
        let is_open = matches!(state.row.status, Status::Amendable | Status::AmendmentError);
        if planned.resolution == Resolution::Amend && !is_open {
            let entry = FactNote {
                note: Some(FOR_UPDATE.to_owned()),
                ..FactNote::by(&run.actor)
            };
            amend::open(unit, state, entry);
        }
        let (document, origins) = state.edit();
        *document = target.document;
        *origins = target.origins;
        state.edits = target.edits;
        state.deduced_on = Some(target.day);
        let entry = FactNote {
            note: Some(format!("{} fields", planned.differences.len())),
            ..FactNote::by(&run.actor)
        };
        unit.record(state, Event::ShipmentUpdated, entry);
        unit.count(state.row.tenant_id, target.fired);
        judge(unit, state, self.place.inputs, target.findings);
    }

    /// Sends what was changed, where its step sends by itself. An amendment that a person had
    /// opened is the person's to send.
    fn submit(
        &self,
        unit: &mut UnitOfWork<'_>,
        run: &Run<'_>,
        state: &mut DeclarationState,
        planned: &PlannedDeclaration,
    ) -> anyhow::Result<()> {
        let inputs = self.place.inputs;
        if planned.resolution == Resolution::Edit {
            return submit_if_automatic(unit, state, inputs);
        }
        let is_open = planned.status_before == Some(Status::Amendable);
        if is_open && is_persons(run, state.row.id) {
            return Ok(());
        }
        if state.changes_to_lodged(&state.document).is_empty() {
            // Customs has just that: there is nothing to amend any more.
            unit.record(state, Event::AmendmentCancelled, FactNote::by(&run.actor));
        } else if submits(unit, state, inputs)? {
            amend::send(unit, state, inputs, FactNote::by(&run.actor));
        }
        Ok(())
    }

    fn withdraw(
        &self,
        unit: &mut UnitOfWork<'_>,
        run: &Run<'_>,
        state: &mut DeclarationState,
        resolution: Resolution,
    ) -> Result<(), Blocked> {
        let reference = &state.row.external_reference;
        let reason = format!("no goods of shipment {reference} are in it any more");
        let entry = FactNote {
            note: Some(reason.clone()),
            ..FactNote::by(&run.actor)
        };
        state.row.formed_digest = Some(WITHDRAWN.to_owned());
        match resolution {
            Resolution::Delete => {
                unit.record(state, Event::CancellationRequested, entry);
                return Ok(());
            }
            Resolution::Invalidate => {}
            Resolution::Create
            | Resolution::Leave
            | Resolution::Edit
            | Resolution::Amend
            | Resolution::Supersede => return Ok(()),
        }
        if matches!(state.row.status, Status::Amendable | Status::AmendmentError) {
            unit.record(state, Event::AmendmentCancelled, FactNote::by(&run.actor));
        }
        let asking = Asking {
            intent: Intent::Invalidate {
                reason,
                ground: None,
            },
            event: Event::InvalidationRequested,
            entry,
        };
        match ask(unit, state, self.place.inputs, asking) {
            true => Ok(()),
            false => Err(Blocked::Refused(not_writable(state))),
        }
    }
}

/// Writes a declaration, and what was done with it.
fn end(
    unit: &mut UnitOfWork<'_>,
    state: DeclarationState,
    mut planned: PlannedDeclaration,
) -> anyhow::Result<()> {
    planned.lrn.clone_from(&state.row.lrn);
    planned.status_after = state.row.status;
    for edit in state.edits.iter() {
        let place = edit.address.as_str().to_owned();
        match edit.conflict {
            Some(_) => planned.conflicts.push(place),
            None => planned.kept_edits.push(place),
        }
    }
    unit.planned.push(planned);
    unit.save(state)
}

fn not_writable(state: &DeclarationState) -> PlanRefusal {
    let why = state
        .findings
        .last()
        .map_or("", |finding| &finding.description);
    PlanRefusal::new(
        RefusalCode::MessageNotWritable,
        format!(
            "the invalidation of declaration {} cannot be written: {why}",
            state.row.lrn
        ),
    )
}

/// Whether a person opened the amendment, and not an update before.
fn is_persons(run: &Run<'_>, declaration: DeclarationId) -> bool {
    let opened = run.histories.iter().filter(|entry| {
        entry.declaration_id == declaration && entry.event == Event::AmendmentOpened
    });
    let last = opened.max_by_key(|entry| entry.seq);
    last.is_none_or(|entry| entry.note.as_deref() != Some(FOR_UPDATE))
}

fn go_on(
    unit: &mut UnitOfWork<'_>,
    state: &mut DeclarationState,
    inputs: &Inputs,
) -> anyhow::Result<()> {
    check(unit, state, inputs)?;
    submit_if_automatic(unit, state, inputs)
}
