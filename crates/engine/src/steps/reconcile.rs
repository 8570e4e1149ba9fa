//! Bringing a step to what it would make of its shipment now.
//!
//! What the step forms is paired with what exists; each pair is resolved (create, leave, edit,
//! amend, delete, invalidate) before anything is done, and then all of it is done or nothing. A
//! step that starts for the first time finds nothing that exists.

use cas_gateway::Intent;
use cas_model::difference::{differences, is_same};
use cas_model::edit::Edits;
use cas_model::flow::Step;
use cas_model::formats::lrn_of;
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::{Event, Phase, Status};
use cas_store::{DeclarationRow, ShipmentRow, TaskKind};

use super::advance::{check, judge, submit_if_automatic, submits};
use super::amendment;
use super::asking::{Asking, ask};
use super::desk::Desk;
use super::formation::{Formation, form_step, give_own_number};
use super::inputs::Inputs;
use super::prepare::Prepared;
use super::start::{NotStarted, Run};
use super::target::Target;
use crate::planning::{
    AwaitsCustoms, Formed, Known, NotNow, Pair, PlanRefusal, PlannedDeclaration, RefusalCode,
    Resolution, Subject, pair,
};
use crate::state::{DeclarationState, Entry, awaits_customs, is_withdrawn};

/// The step in hand.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// The shipment.
    pub shipment: &'a ShipmentRow,
    /// The step.
    pub step: &'a Step,
    /// What its deductions draw from.
    pub inputs: &'a Inputs,
}

/// What is to be done with one declaration.
enum Decision {
    Create(Formed),
    Leave(Box<DeclarationState>, Formed),
    Change(Box<DeclarationState>, Formed, Box<Target>, Resolution),
    Withdraw(Box<DeclarationState>, Resolution),
}

/// Brings a step to what it would make now; returns how many declarations it has then.
pub(super) fn reconcile(
    desk: &mut Desk<'_>,
    run: &mut Run<'_>,
    place: Place<'_>,
) -> Result<usize, NotStarted> {
    let Formation { template, formed } =
        form_step(desk, place.shipment, run, place.step, place.inputs)?;
    let existing = run.existing.remove(&place.step.name).unwrap_or_default();
    let (withdrawn, live) = existing
        .into_iter()
        .partition(|state: &DeclarationState| is_withdrawn(state.row.status));
    let mut decisions = decide(desk, place, formed, live)?;
    leave_withdrawn(&mut decisions, &withdrawn);
    let is_live = |decision: &&Decision| !matches!(decision, Decision::Withdraw(..));
    let count = decisions.iter().filter(is_live).count();
    let instances = u32::try_from(count).map_err(anyhow::Error::from)?;
    let mut work = Work {
        place,
        template: DeclarationRow {
            instance_count: instances,
            ..template
        },
    };
    for decision in decisions {
        work.carry_out(desk, run, decision)?;
    }
    Ok(count)
}

/// Pairs and resolves; nothing is done yet.
fn decide(
    desk: &Desk<'_>,
    place: Place<'_>,
    formed: Vec<Formed>,
    existing: Vec<DeclarationState>,
) -> Result<Vec<Decision>, NotStarted> {
    let known: Vec<Known<'_>> = existing.iter().map(known).collect();
    let pairs = pair(&formed, &known);
    let mut formed: Vec<Option<Formed>> = formed.into_iter().map(Some).collect();
    let mut existing: Vec<Option<DeclarationState>> = existing.into_iter().map(Some).collect();
    let mut decisions = Vec::with_capacity(pairs.len());
    for Pair {
        formed: one,
        existing: other,
    } in pairs
    {
        let formed = one.and_then(|one| formed[one].take());
        let state = other.and_then(|other| existing[other].take());
        decisions.push(match (formed, state) {
            (Some(formed), None) => Decision::Create(formed),
            (Some(formed), Some(state)) => compare(desk, place, formed, state)?,
            (None, Some(state)) => {
                let resolution = with_subject(desk, &state, |subject| subject.withdraw())?;
                Decision::Withdraw(Box::new(state), resolution)
            }
            (None, None) => continue,
        });
    }
    Ok(decisions)
}

/// What was withdrawn by a person or by customs is not made again while nothing of it has changed.
fn leave_withdrawn(decisions: &mut Vec<Decision>, withdrawn: &[DeclarationState]) {
    decisions.retain(|decision| match decision {
        Decision::Create(formed) => {
            let is_same = |state: &DeclarationState| state.row.formed_digest == formed.digest;
            !withdrawn.iter().any(is_same)
        }
        Decision::Leave(..) | Decision::Change(..) | Decision::Withdraw(..) => true,
    });
}

/// Whether a declaration says what it would say now, and if not what is done.
fn compare(
    desk: &Desk<'_>,
    place: Place<'_>,
    mut formed: Formed,
    state: DeclarationState,
) -> Result<Decision, NotStarted> {
    let state = Box::new(state);
    let is_sent = state.row.lodged_revision.is_some();
    let depends = !place.step.take_over.is_empty();
    if is_with_customs(&state.row) && !depends && formed.digest == state.row.formed_digest {
        return Ok(Decision::Leave(state, formed));
    }
    if is_sent {
        // Customs knows it by its number, whatever the shipment says now.
        formed.document.function_ref_num = None;
    }
    let day = state.deduction_day(desk.today());
    let inputs = place.inputs.on(day, desk.today())?;
    let prepared = Prepared::of_declaration(inputs, &state.row, day)?;
    let target = Target::of(&formed, &state.edits, &prepared.sources(&state.row.lrn));
    if is_same(&state.document, &target.document) && target.edits == state.edits {
        return Ok(Decision::Leave(state, formed));
    }
    let resolution = with_subject(desk, &state, |subject| subject.change())?;
    if resolution == Resolution::Amend {
        takes_amendment(desk, &state, &target)?;
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
    desk: &Desk<'_>,
    state: &DeclarationState,
    target: &Target,
) -> Result<(), NotStarted> {
    let changes = state.changes_to_lodged(&target.document);
    let system = desk.engine.registry().get(&state.row.system);
    let fixed = system.map_or_else(Vec::new, |system| system.fixed(&changes, &state.facts));
    match fixed.is_empty() {
        true => Ok(()),
        false => with_subject(desk, state, |subject| Err(subject.fixed(&fixed))).map(drop),
    }
}

fn is_with_customs(row: &DeclarationRow) -> bool {
    match row.status.phase() {
        Phase::InFlight | Phase::Lodged | Phase::Closed => true,
        Phase::Preparation | Phase::Refused => false,
    }
}

fn known(state: &DeclarationState) -> Known<'_> {
    let items = state.document.goods_items().iter();
    Known {
        keys: &state.row.group_keys,
        items: items
            .filter_map(|item| item.cas_reference.as_deref())
            .collect(),
    }
}

fn with_subject(
    desk: &Desk<'_>,
    state: &DeclarationState,
    resolve: impl FnOnce(&Subject<'_>) -> Result<Resolution, NotNow>,
) -> Result<Resolution, NotStarted> {
    let code = &state.row.system;
    let system = desk.engine.registry().get(code);
    let system = system.ok_or_else(|| anyhow::anyhow!("the customs system {code} is gone"))?;
    let awaits = match awaits_customs(&state.row) {
        true => AwaitsCustoms::Yes,
        false => AwaitsCustoms::No,
    };
    Ok(resolve(&Subject {
        lrn: &state.row.lrn,
        family: state.row.family,
        standing: state.standing(),
        awaits_customs: awaits,
        capabilities: system.capabilities(),
    })?)
}

/// What decisions of a step are carried out with.
struct Work<'a> {
    place: Place<'a>,
    template: DeclarationRow,
}

impl Work<'_> {
    fn carry_out(
        &mut self,
        desk: &mut Desk<'_>,
        run: &mut Run<'_>,
        decision: Decision,
    ) -> Result<(), NotStarted> {
        match decision {
            Decision::Create(formed) => self.create(desk, run, formed)?,
            Decision::Leave(mut state, formed) => {
                let planned = PlannedDeclaration::of(&state.row, Resolution::Leave);
                self.settle(&mut state, &formed);
                end(desk, *state, planned)?;
            }
            Decision::Change(mut state, formed, target, resolution) => {
                let mut planned = PlannedDeclaration::of(&state.row, resolution);
                planned.differences = differences(&state.document, &target.document);
                self.settle(&mut state, &formed);
                self.replace(desk, run, &mut state, (*target, &planned));
                self.submit(desk, run, &mut state, &planned)?;
                end(desk, *state, planned)?;
            }
            Decision::Withdraw(mut state, resolution) => {
                let planned = PlannedDeclaration::of(&state.row, resolution);
                self.withdraw(desk, run, &mut state, resolution)?;
                end(desk, *state, planned)?;
            }
        }
        Ok(())
    }

    fn create(
        &self,
        desk: &mut Desk<'_>,
        run: &mut Run<'_>,
        mut formed: Formed,
    ) -> anyhow::Result<()> {
        give_own_number(desk, &self.template, run, &mut formed);
        let id = DeclarationId(desk.engine.ids().next());
        let mut row = DeclarationRow {
            id,
            lrn: lrn_of(id.0),
            instance_seq: self.next_seq(desk, run),
            ..self.template.clone()
        };
        row.group_keys.clone_from(&formed.keys);
        row.formed_digest.clone_from(&formed.digest);
        let edits = self.inherited(run, &formed);
        let mut state = DeclarationState::new(row, formed.document);
        state.origins = formed.origins;
        state.edits = edits;
        desk.record(&mut state, Event::Created, Entry::by("cas"));
        let inputs = self.place.inputs;
        if !inputs.knows_records_of(state.row.tenant_id, &state.document) {
            // Cutting the goods named a record that was not looked up: a task of its own does.
            desk.task(state.row.tenant_id, TaskKind::Advance, state.row.id.0, None);
        } else if let Err(error) = go_on(desk, &mut state, inputs) {
            // The declaration is kept as it is, and a task of its own tries again.
            tracing::error!(error = format!("{error:#}"), "a new declaration waits");
            desk.task(state.row.tenant_id, TaskKind::Advance, state.row.id.0, None);
        }
        let mut planned = PlannedDeclaration::of(&state.row, Resolution::Create);
        planned.status_before = None;
        end(desk, state, planned)
    }

    /// The number of a new declaration in its step, behind all that were ever made.
    fn next_seq(&self, desk: &Desk<'_>, run: &Run<'_>) -> u32 {
        let made = run.declarations.iter().chain(&desk.changes.declarations);
        let of_step = made.filter(|row| {
            row.shipment_id == self.template.shipment_id
                && row.run == self.template.run
                && row.step == self.template.step
        });
        of_step.map(|row| row.instance_seq).max().unwrap_or(0) + 1
    }

    /// What persons changed of the declaration that this one takes the place of.
    fn inherited(&self, run: &mut Run<'_>, formed: &Formed) -> Edits {
        let of_step = |heir: &DeclarationState| heir.row.step == self.template.step;
        let places: Vec<usize> = (0..run.heirs.len())
            .filter(|at| of_step(&run.heirs[*at]))
            .collect();
        let known: Vec<Known<'_>> = places.iter().map(|at| known(&run.heirs[*at])).collect();
        let pairs = pair(std::slice::from_ref(formed), &known);
        let heir = pairs.first().and_then(|pair| pair.existing);
        match heir.and_then(|at| places.get(at)) {
            Some(at) => run.heirs.swap_remove(*at).edits,
            None => Edits::default(),
        }
    }

    /// Notes on a declaration what it was formed from now.
    fn settle(&self, state: &mut DeclarationState, formed: &Formed) {
        let row = &mut state.row;
        let is_settled = row.group_keys == formed.keys
            && row.formed_digest == formed.digest
            && row.instance_count == self.template.instance_count;
        if !is_settled {
            row.group_keys.clone_from(&formed.keys);
            row.formed_digest.clone_from(&formed.digest);
            row.instance_count = self.template.instance_count;
            state.touch();
        }
    }

    /// Puts what a declaration would say now in the place of what it says.
    fn replace(
        &self,
        desk: &mut Desk<'_>,
        run: &Run<'_>,
        state: &mut DeclarationState,
        (target, planned): (Target, &PlannedDeclaration),
    ) {
        let is_open = matches!(state.row.status, Status::Amendable | Status::AmendmentError);
        if planned.resolution == Resolution::Amend && !is_open {
            amendment::open(desk, state, Entry::by(&run.actor));
        }
        let (document, origins) = state.edit();
        *document = target.document;
        *origins = target.origins;
        state.edits = target.edits;
        state.deduced_on = Some(target.day);
        let entry = Entry {
            note: Some(format!("{} fields", planned.differences.len())),
            ..Entry::by(&run.actor)
        };
        desk.record(state, Event::ShipmentUpdated, entry);
        judge(desk, state, self.place.inputs, target.findings);
    }

    /// Sends what was changed, where its step sends by itself. An amendment that a person had
    /// opened is the person's to send.
    fn submit(
        &self,
        desk: &mut Desk<'_>,
        run: &Run<'_>,
        state: &mut DeclarationState,
        planned: &PlannedDeclaration,
    ) -> anyhow::Result<()> {
        let inputs = self.place.inputs;
        if planned.resolution == Resolution::Edit {
            return submit_if_automatic(desk, state, inputs);
        }
        let is_persons = planned.status_before == Some(Status::Amendable);
        if !is_persons && submits(desk, state, inputs)? {
            amendment::send(desk, state, inputs, &run.actor);
        }
        Ok(())
    }

    fn withdraw(
        &self,
        desk: &mut Desk<'_>,
        run: &Run<'_>,
        state: &mut DeclarationState,
        resolution: Resolution,
    ) -> Result<(), NotStarted> {
        let reference = &state.row.external_reference;
        let reason = format!("no goods of shipment {reference} are in it any more");
        let entry = Entry {
            note: Some(reason.clone()),
            ..Entry::by(&run.actor)
        };
        // Should its goods come back, it is made again.
        state.row.formed_digest.clear();
        match resolution {
            Resolution::Delete => {
                desk.record(state, Event::CancellationRequested, entry);
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
            desk.record(state, Event::AmendmentCancelled, Entry::by(&run.actor));
        }
        let asking = Asking {
            intent: Intent::Invalidate { reason },
            event: Event::InvalidationRequested,
            entry,
        };
        match ask(desk, state, self.place.inputs, asking) {
            true => Ok(()),
            false => Err(NotStarted::Refused(not_writable(state))),
        }
    }
}

/// Writes a declaration, and what was done with it.
fn end(
    desk: &mut Desk<'_>,
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
    desk.planned.push(planned);
    state.save(desk.now, &mut desk.changes)
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

fn go_on(desk: &mut Desk<'_>, state: &mut DeclarationState, inputs: &Inputs) -> anyhow::Result<()> {
    check(desk, state, inputs)?;
    submit_if_automatic(desk, state, inputs)
}
