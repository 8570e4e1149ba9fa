//! Reading what customs sent: matched, recorded as a fact, learned from. Nothing is dropped: what
//! cannot be read or matched is kept and alerted, and matching is tried again for a day.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use cas_gateway::{Answer, Inbound};
use cas_model::finding::{Finding, Source};
use cas_model::ids::{DeclarationId, MessageId, SystemCode, TenantId};
use cas_model::lifecycle::{Event, Status};
use cas_model::message::MessageState;
use cas_store::{Changes, DeclarationRow, Deferred, MessageResult, MessageRow, RevisionRow, Task};
use jiff::SignedDuration;

use super::desk::{self, Desk, Surroundings};
use super::duties;
use super::finish::{self, Unit};
use super::matching::Known;
use crate::state::{DeclarationState, Entry, Recorded, needed_revisions};
use crate::{Boundary, Engine, Interrupted};

/// When matching is tried again, in seconds; the operator is alerted at the second failure.
const TRY_MATCHING_AGAIN: &[i64] = &[2, 30, 300, 3_600, 21_600, 57_600];

/// A received message in hand.
struct Job {
    task: Task,
    row: MessageRow,
}

/// A message, and all that it says.
type Read = (Job, Vec<Inbound>);

/// Runs `interpret` tasks.
pub(super) async fn run(engine: &Engine, tasks: Vec<Task>) -> Result<(), Interrupted> {
    engine.pass(Boundary::Claimed)?;
    let units = match load(engine, &tasks).await {
        Ok((jobs, idle, surroundings)) => {
            let mut units = interpret(engine, jobs, &surroundings).await;
            if !idle.is_empty() {
                units.push(Unit {
                    tasks: idle,
                    result: Ok(Changes::default()),
                });
            }
            units
        }
        Err(error) => vec![Unit {
            tasks,
            result: Err(error),
        }],
    };
    finish::commit(engine, units).await
}

async fn load(
    engine: &Engine,
    tasks: &[Task],
) -> anyhow::Result<(Vec<Job>, Vec<Task>, Surroundings)> {
    let ids: Vec<MessageId> = tasks.iter().map(|task| MessageId(task.subject)).collect();
    let mut rows: HashMap<MessageId, MessageRow> = engine
        .store()
        .messages(&ids)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let (mut jobs, mut idle) = (Vec::new(), Vec::new());
    for task in tasks {
        match rows.remove(&MessageId(task.subject)) {
            Some(row) if matches!(row.state, MessageState::Received | MessageState::Unmatched) => {
                jobs.push(Job {
                    task: task.clone(),
                    row,
                });
            }
            Some(_) | None => idle.push(task.clone()),
        }
    }
    let tenants: BTreeSet<TenantId> = jobs.iter().map(|job| job.row.tenant_id).collect();
    let tenants: Vec<TenantId> = tenants.into_iter().collect();
    Ok((jobs, idle, desk::surroundings(engine, &tenants).await?))
}

/// Decodes, matches and applies messages; one unit per declaration.
async fn interpret(engine: &Engine, jobs: Vec<Job>, surroundings: &Surroundings) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut by_system: BTreeMap<(TenantId, SystemCode), Vec<Read>> = BTreeMap::new();
    for job in jobs {
        let system = engine.registry().get(&job.row.system);
        match system.map(|system| system.decode(&job.row.body)) {
            Some(Ok(said)) => {
                let key = (job.row.tenant_id, job.row.system.clone());
                by_system.entry(key).or_default().push((job, said));
            }
            Some(Err(error)) => units.push(unreadable(engine, job, &error.to_string())),
            None => units.push(unreadable(engine, job, "there is no such customs system")),
        }
    }
    for ((tenant, system), messages) in by_system {
        units.extend(of_system(engine, tenant, &system, messages, surroundings).await);
    }
    units
}

async fn of_system(
    engine: &Engine,
    tenant: TenantId,
    system: &SystemCode,
    messages: Vec<Read>,
    surroundings: &Surroundings,
) -> Vec<Unit> {
    let inbound: Vec<&Inbound> = messages.iter().flat_map(|(_, said)| said).collect();
    let conversations = messages.iter();
    let conversations: Vec<String> = conversations
        .filter_map(|(job, _)| job.row.conversation.clone())
        .collect();
    let mut known = match Known::load(engine, tenant, system, &inbound, &conversations).await {
        Ok(known) => known,
        Err(error) => {
            let tasks = messages.into_iter().map(|(job, _)| job.task).collect();
            return vec![Unit {
                tasks,
                result: Err(error),
            }];
        }
    };
    let mut units = Vec::new();
    let mut by_declaration: BTreeMap<DeclarationId, Vec<Read>> = BTreeMap::new();
    for (job, said) in messages {
        match place(&mut known, job, said) {
            Place::Of(id, read) => by_declaration.entry(id).or_default().push(read),
            Place::Seen(job, inbound) => units.push(repetition(engine, job, &inbound)),
            Place::Nowhere(job, inbound) => units.push(unmatched(engine, job, &inbound)),
            Place::Unclear(job) => units.push(unreadable(engine, job, UNCLEAR)),
        }
    }
    let ids: Vec<DeclarationId> = by_declaration.keys().copied().collect();
    let mut states = match states(engine, &ids).await {
        Ok(states) => states,
        Err(error) => {
            let left = by_declaration.into_values().flatten();
            let tasks = left.map(|(job, _)| job.task).collect();
            units.push(Unit {
                tasks,
                result: Err(error),
            });
            return units;
        }
    };
    for (id, messages) in by_declaration {
        let mut desk = Desk::notifying(engine, engine.now(), surroundings);
        let result = match states.remove(&id) {
            Some(state) => apply_to(engine, &mut desk, state, (&messages, &known)).await,
            None => Err(anyhow::anyhow!("declaration {id} is gone")),
        };
        let result = result.map(|()| desk.changes);
        let tasks = messages.into_iter().map(|(job, _)| job.task).collect();
        units.push(Unit { tasks, result });
    }
    units
}

/// Where a message belongs.
enum Place {
    /// To a declaration, with what of it is new.
    Of(DeclarationId, Read),
    /// All of it was read before.
    Seen(Job, Inbound),
    /// To no declaration that is known.
    Nowhere(Job, Inbound),
    /// To several declarations, or it says nothing.
    Unclear(Job),
}

/// Why a message has no one place.
const UNCLEAR: &str = "it does not speak of one declaration";

fn place(known: &mut Known, job: Job, mut said: Vec<Inbound>) -> Place {
    let Some(first) = said.first().cloned() else {
        return Place::Unclear(job);
    };
    said.retain(|inbound| !known.is_repetition(inbound, job.row.id));
    if said.is_empty() {
        return Place::Seen(job, first);
    }
    let found: Option<BTreeSet<DeclarationId>> = said
        .iter()
        .map(|inbound| known.declaration_of(inbound, job.row.conversation.as_deref()))
        .collect();
    match found.as_ref().map(|found| (found.len(), found.first())) {
        Some((1, Some(id))) => Place::Of(*id, (job, said)),
        Some(_) => Place::Unclear(job),
        None => Place::Nowhere(job, first),
    }
}

async fn states(
    engine: &Engine,
    ids: &[DeclarationId],
) -> anyhow::Result<HashMap<DeclarationId, DeclarationState>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = engine.store().declarations(ids).await?;
    let needed: Vec<_> = rows.iter().flat_map(needed_revisions).collect();
    let mut revisions: HashMap<DeclarationId, Vec<RevisionRow>> = HashMap::new();
    for revision in engine.store().revisions(&needed).await? {
        let of_declaration = revisions.entry(revision.declaration_id).or_default();
        of_declaration.push(revision);
    }
    let load = |row: DeclarationRow| {
        let revisions = revisions.remove(&row.id).unwrap_or_default();
        Ok((row.id, DeclarationState::load(row, &revisions)?))
    };
    rows.into_iter().map(load).collect()
}

/// Applies messages to their declaration, in the order they were received.
async fn apply_to(
    engine: &Engine,
    desk: &mut Desk<'_>,
    state: DeclarationState,
    (messages, known): (&[Read], &Known),
) -> anyhow::Result<()> {
    // Only a decision on a message of ours can be late.
    let decides = messages
        .iter()
        .flat_map(|(_, said)| said)
        .any(|inbound| !inbound.errors.is_empty());
    let carriers = match decides || state.row.sent_revision.is_some() {
        true => {
            engine
                .store()
                .carriers_of(state.row.tenant_id, state.row.id)
                .await?
        }
        false => Vec::new(),
    };
    let carried = |job: &Job, inbound: &Inbound| {
        let answered = known.answered(inbound, job.row.conversation.as_deref())?;
        let carrier = carriers.iter().find(|(_, id, _)| *id == answered);
        carrier.map(|(revision, ..)| *revision)
    };
    apply(desk, state, messages, carried)
}

/// A decision that answers another message than the amendment in question says nothing of that:
/// customs repeats itself, or is late. An acceptance still says what customs has.
fn without_late_decision(
    answer: &mut Answer,
    state: &mut DeclarationState,
    carried: Option<u32>,
) -> Option<String> {
    let is_lodging = matches!(state.row.status, Status::Submitted | Status::Acknowledged);
    let (awaited, is_decision) = match state.row.sent_revision {
        Some(sent) => (sent, decides_on_amendment(answer.event)),
        None if is_lodging => (
            state.row.lodged_revision?,
            rejects_declaration(answer.event),
        ),
        None => return None,
    };
    if !is_decision || carried? == awaited {
        return None;
    }
    let carried = carried?;
    if answer.event.accepts_amendment() {
        state.accepted_late(carried);
    }
    answer.event = Event::NoticeReceived;
    answer.findings.clone_from(&state.findings);
    answer.findings.retain(|one| one.source == Source::Customs);
    Some("it answers an earlier message".to_owned())
}

fn decides_on_amendment(event: Event) -> bool {
    event.accepts_amendment()
        || matches!(
            event,
            Event::AmendmentRejected | Event::RequestDenied | Event::MessageRefused
        )
}

fn rejects_declaration(event: Event) -> bool {
    matches!(event, Event::DeclarationRejected | Event::MessageRefused)
}

fn apply(
    desk: &mut Desk<'_>,
    mut state: DeclarationState,
    messages: &[Read],
    carried: impl Fn(&Job, &Inbound) -> Option<u32>,
) -> anyhow::Result<()> {
    for (job, said) in messages {
        let mut is_expected = true;
        for inbound in said {
            is_expected &= apply_one(desk, &mut state, (job, inbound), carried(job, inbound))?;
        }
        let Some(last) = said.last() else { continue };
        let mut read = outcome(desk, &job.row, last, MessageState::Interpreted);
        read.declaration_id = Some(state.row.id);
        read.note = (!is_expected).then(|| "not expected in the declaration's status".to_owned());
        desk.changes.message_results.push(read);
    }
    state.save(desk.now, &mut desk.changes)
}

/// Applies one thing that a message says; whether the declaration's table expects it.
fn apply_one(
    desk: &mut Desk<'_>,
    state: &mut DeclarationState,
    (job, inbound): (&Job, &Inbound),
    carried: Option<u32>,
) -> anyhow::Result<bool> {
    let system = desk
        .engine
        .registry()
        .get(&job.row.system)
        .ok_or_else(|| anyhow::anyhow!("system {} is gone", job.row.system))?;
    let mut answer = system.interpret(inbound, &state.document);
    let late = without_late_decision(&mut answer, state, carried);
    if answer.event.accepts_amendment() {
        // What was amended is accepted: guarantees that were refused are not refused any more.
        state.facts.invalid_guarantees.clear();
    }
    let received = answer.facts.duties.clone();
    state.learn(answer.facts);
    duties::tell(desk, state, &received);
    let entry = Entry {
        actor: job.row.system.to_string(),
        note: late.or_else(|| first_message(&answer.findings)),
        message_id: Some(job.row.id),
        customs_time: inbound.customs_time.clone(),
    };
    // A calculation of duties says nothing of errors, and ends none.
    if answer.event != Event::DutiesCalculated {
        take_findings(state, answer.findings);
    }
    Ok(match desk.record(state, answer.event, entry) {
        Recorded::Unexpected => false,
        Recorded::Moved(_) | Recorded::MovedBeneath | Recorded::Stayed => true,
    })
}

fn first_message(findings: &[Finding]) -> Option<String> {
    let first = findings.first();
    first.map(|finding| finding.message.clone())
}

/// Customs' errors take the place of customs' earlier ones; an answer without errors ends them.
fn take_findings(state: &mut DeclarationState, findings: Vec<Finding>) {
    let mut all: Vec<Finding> = state
        .findings
        .iter()
        .filter(|finding| finding.source != Source::Customs)
        .cloned()
        .collect();
    all.extend(findings);
    if all != state.findings {
        state.find(all);
    }
}

fn outcome(
    desk: &Desk<'_>,
    row: &MessageRow,
    inbound: &Inbound,
    state: MessageState,
) -> MessageResult {
    MessageResult {
        tenant_id: row.tenant_id,
        id: row.id,
        state,
        declaration_id: None,
        message_type: Some(inbound.message_type.clone()),
        identifier: inbound.identifier.clone(),
        conversation: None,
        note: None,
        processed_at: desk.now,
    }
}

fn repetition(engine: &Engine, job: Job, inbound: &Inbound) -> Unit {
    let mut desk = Desk::new(engine, engine.now());
    let mut result = outcome(&desk, &job.row, inbound, MessageState::Duplicate);
    result.note = Some("received and read before".to_owned());
    desk.changes.message_results.push(result);
    Unit {
        tasks: vec![job.task],
        result: Ok(desk.changes),
    }
}

/// Keeps a message that belongs to no declaration of ours, yet: customs' messages overtake each
/// other, so matching is tried again before and after the operator is alerted.
fn unmatched(engine: &Engine, job: Job, inbound: &Inbound) -> Unit {
    let mut desk = Desk::new(engine, engine.now());
    let numbers = &inbound.correlation;
    let text = format!(
        "{} of conversation {} answers message {}, LRN {}, MRN {}: none is known here",
        inbound.message_type,
        job.row.conversation.as_deref().unwrap_or("–"),
        numbers.correlation_identifier.as_deref().unwrap_or("–"),
        numbers.lrn.as_deref().unwrap_or("–"),
        numbers.mrn.as_deref().unwrap_or("–"),
    );
    let attempt = job.task.lease.attempt;
    let mut result = outcome(&desk, &job.row, inbound, MessageState::Unmatched);
    result.note = Some(text.clone());
    desk.changes.message_results.push(result);
    if attempt == 2 {
        desk.alert(
            job.row.tenant_id,
            "unmatched-message",
            text.clone(),
            Some(job.row.id),
            None,
        );
    }
    let again = TRY_MATCHING_AGAIN.get(attempt.saturating_sub(1) as usize);
    if let Some(seconds) = again {
        desk.changes.deferred.push(Deferred {
            attempt: job.task.lease.attempt,
            lease: job.task.lease.clone(),
            due_at: Some(desk.now + SignedDuration::from_secs(*seconds)),
            error: text,
        });
    }
    Unit {
        tasks: vec![job.task],
        result: Ok(desk.changes),
    }
}

/// Keeps a message that cannot be read, and alerts.
fn unreadable(engine: &Engine, job: Job, problem: &str) -> Unit {
    let mut desk = Desk::new(engine, engine.now());
    desk.changes.message_results.push(MessageResult {
        tenant_id: job.row.tenant_id,
        id: job.row.id,
        state: MessageState::Unreadable,
        declaration_id: None,
        message_type: None,
        identifier: None,
        conversation: None,
        note: Some(problem.to_owned()),
        processed_at: desk.now,
    });
    let text = format!(
        "a message from {} cannot be read: {problem}",
        job.row.system
    );
    desk.alert(
        job.row.tenant_id,
        "unreadable-message",
        text,
        Some(job.row.id),
        None,
    );
    Unit {
        tasks: vec![job.task],
        result: Ok(desk.changes),
    }
}
