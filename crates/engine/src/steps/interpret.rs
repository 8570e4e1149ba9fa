//! Reading what customs sent: matched, recorded as a fact, learned from. Nothing is dropped: what
//! cannot be read or matched is kept and alerted, and matching is tried again for a day.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use cas_gateway::{Answer, Inbound};
use cas_model::finding::{Finding, Source};
use cas_model::ids::{DeclarationId, MessageId, SystemCode, TenantId};
use cas_model::lifecycle::{Event, Status};
use cas_model::message::MessageState;
use cas_store::{Carrier, Changes, DeclarationRow, MessageRow, RevisionRow, Task};

use super::desk::{self, Desk, Surroundings};
use super::duties;
use super::finish::{self, Unit};
use super::matching::Known;
use super::{kept, opening};
use crate::state::{DeclarationState, Entry, Recorded, needed_revisions};
use crate::{Boundary, Engine, Interrupted};

/// A received message in hand.
pub(super) struct Job {
    /// Its task.
    pub task: Task,
    /// The message.
    pub row: MessageRow,
}

/// A message, and all that it says of which declarations.
type Read = (Job, Vec<(DeclarationId, Inbound)>);

/// Messages that are decoded and not placed, by whose and which system's they are.
type Decoded = BTreeMap<(TenantId, SystemCode), Vec<(Job, Vec<Inbound>)>>;

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
    let mut by_system = Decoded::new();
    for job in jobs {
        let system = engine.registry().get(&job.row.system);
        match system.map(|system| system.decode(&job.row.body)) {
            Some(Ok(said)) => {
                let key = (job.row.tenant_id, job.row.system.clone());
                by_system.entry(key).or_default().push((job, said));
            }
            Some(Err(error)) => units.push(kept::unreadable(engine, job, &error.to_string())),
            None => units.push(kept::unreadable(
                engine,
                job,
                "there is no such customs system",
            )),
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
    messages: Vec<(Job, Vec<Inbound>)>,
    surroundings: &Surroundings,
) -> Vec<Unit> {
    let inbound: Vec<&Inbound> = messages.iter().flat_map(|(_, said)| said).collect();
    let conversations = messages.iter();
    let conversations: Vec<String> = conversations
        .filter_map(|(job, _)| job.row.conversation.clone())
        .collect();
    let mut known = match Known::load(engine, tenant, system, &inbound, &conversations).await {
        Ok(known) => known,
        Err(error) => return vec![failed(messages.into_iter().map(|(job, _)| job), error)],
    };
    let (mut units, mut reads) = (Vec::new(), Vec::new());
    for (job, said) in messages {
        match place(engine, &mut known, job, said) {
            Place::Of(read) => reads.push(read),
            Place::Seen(job, inbound) => units.push(kept::repetition(engine, job, &inbound)),
            Place::Nowhere(job, inbound) => units.push(kept::unmatched(engine, job, &inbound)),
            Place::Unclear(job) => units.push(kept::unreadable(engine, job, kept::UNCLEAR)),
        }
    }
    for reads in clusters(reads) {
        let mut desk = Desk::notifying(engine, engine.now(), surroundings);
        let result = apply_all(&mut desk, (tenant, system), (&reads, &known)).await;
        let result = result.map(|()| desk.changes);
        let tasks = reads.into_iter().map(|(job, _)| job.task).collect();
        units.push(Unit { tasks, result });
    }
    units
}

fn failed(jobs: impl Iterator<Item = Job>, error: anyhow::Error) -> Unit {
    Unit {
        tasks: jobs.map(|job| job.task).collect(),
        result: Err(error),
    }
}

/// Where a message belongs.
enum Place {
    /// To declarations, with what of it is new.
    Of(Read),
    /// All of it was read before.
    Seen(Job, Inbound),
    /// To no declaration that is known, or not all of it.
    Nowhere(Job, Inbound),
    /// It says nothing.
    Unclear(Job),
}

fn place(engine: &Engine, known: &mut Known, job: Job, mut said: Vec<Inbound>) -> Place {
    let Some(first) = said.first().cloned() else {
        return Place::Unclear(job);
    };
    said.retain(|inbound| !known.is_repetition(inbound, job.row.id));
    if said.is_empty() {
        return Place::Seen(job, first);
    }
    let conversation = job.row.conversation.as_deref();
    let found: Option<Vec<(DeclarationId, Inbound)>> = said
        .into_iter()
        .map(|inbound| {
            let known_as = known.declaration_of(&inbound, conversation);
            let id = known_as.or_else(|| known.open(engine, &inbound, job.row.id))?;
            Some((id, inbound))
        })
        .collect();
    match found {
        Some(said) => Place::Of((job, said)),
        None => Place::Nowhere(job, first),
    }
}

/// Messages that speak of the same declarations together, in the order they were received: each
/// cluster is committed whole.
fn clusters(reads: Vec<Read>) -> Vec<Vec<Read>> {
    let mut clusters: Vec<Vec<(usize, Read)>> = Vec::new();
    let mut of: BTreeMap<DeclarationId, usize> = BTreeMap::new();
    for (position, read) in reads.into_iter().enumerate() {
        let ids: BTreeSet<DeclarationId> = read.1.iter().map(|(id, _)| *id).collect();
        let touched: BTreeSet<usize> = ids.iter().filter_map(|id| of.get(id).copied()).collect();
        let home = touched.first().copied().unwrap_or(clusters.len());
        if home == clusters.len() {
            clusters.push(Vec::new());
        }
        for other in touched.into_iter().skip(1) {
            let moved = std::mem::take(&mut clusters[other]);
            clusters[home].extend(moved);
            of.values_mut()
                .filter(|cluster| **cluster == other)
                .for_each(|cluster| *cluster = home);
        }
        of.extend(ids.into_iter().map(|id| (id, home)));
        clusters[home].push((position, read));
    }
    clusters.retain(|cluster| !cluster.is_empty());
    for cluster in &mut clusters {
        cluster.sort_by_key(|(position, _)| *position);
    }
    let reads = clusters.into_iter();
    reads
        .map(|cluster| cluster.into_iter().map(|(_, read)| read).collect())
        .collect()
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

/// A declaration that messages speak of, and the messages of ours that carried it.
struct Subject {
    state: DeclarationState,
    carriers: Vec<Carrier>,
}

/// Applies messages to their declarations, in the order they were received.
async fn apply_all(
    desk: &mut Desk<'_>,
    of: (TenantId, &SystemCode),
    (reads, known): (&[Read], &Known),
) -> anyhow::Result<()> {
    let mut subjects = subjects(desk, of, (reads, known)).await?;
    for (job, said) in reads {
        let mut is_expected = true;
        for (id, inbound) in said {
            let subject = subjects.get_mut(id);
            let subject = subject.ok_or_else(|| anyhow::anyhow!("declaration {id} is gone"))?;
            let answered = known.answered(inbound, job.row.conversation.as_deref());
            is_expected &= apply_one(desk, subject, (job, inbound), answered)?;
        }
        let Some((id, last)) = said.last() else {
            continue;
        };
        let mut read = kept::outcome(desk, &job.row, last, MessageState::Interpreted);
        read.declaration_id = Some(*id);
        read.note = (!is_expected).then(|| "not expected in the declaration's status".to_owned());
        desk.changes.message_results.push(read);
    }
    for subject in subjects.into_values() {
        subject.state.save(desk.now, &mut desk.changes)?;
    }
    Ok(())
}

/// The declarations that some messages speak of, loaded or begun.
async fn subjects(
    desk: &mut Desk<'_>,
    of: (TenantId, &SystemCode),
    (reads, known): (&[Read], &Known),
) -> anyhow::Result<BTreeMap<DeclarationId, Subject>> {
    let said = || reads.iter().flat_map(|(_, said)| said);
    let ids: BTreeSet<DeclarationId> = said().map(|(id, _)| *id).collect();
    let stored = |id: &DeclarationId| known.opened(*id).is_none();
    let stored: Vec<DeclarationId> = ids.iter().copied().filter(stored).collect();
    let mut states = states(desk.engine, &stored).await?;
    for id in &ids {
        if let Some(opened) = known.opened(*id) {
            let state = opening::begin(desk, of, (*id, opened)).await?;
            states.insert(*id, state);
        }
    }
    let mut subjects = BTreeMap::new();
    for (id, state) in states {
        // Only a decision on a message of ours can be late.
        let of_it =
            |(of, inbound): &(DeclarationId, Inbound)| *of == id && !inbound.errors.is_empty();
        let decides = said().any(of_it) || state.row.sent_revision.is_some();
        let carriers = match decides {
            true => desk.engine.store().carriers_of(of.0, id).await?,
            false => Vec::new(),
        };
        subjects.insert(id, Subject { state, carriers });
    }
    Ok(subjects)
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

/// Applies one thing that a message says; whether the declaration's table expects it.
fn apply_one(
    desk: &mut Desk<'_>,
    subject: &mut Subject,
    (job, inbound): (&Job, &Inbound),
    answered: Option<MessageId>,
) -> anyhow::Result<bool> {
    let Subject { state, carriers } = subject;
    let carrier = carriers.iter().find(|(_, id, _)| Some(*id) == answered);
    let system = desk
        .engine
        .registry()
        .get(&job.row.system)
        .ok_or_else(|| anyhow::anyhow!("system {} is gone", job.row.system))?;
    let inbound = &naming_what_is_refused(inbound, carrier);
    let mut answer = system.interpret(inbound, &state.document);
    let carried = carrier.map(|(revision, ..)| *revision);
    let late = without_late_decision(&mut answer, state, carried);
    // What was not stored before begins with the message that tells of it.
    if let Some(opening) = inbound.opening.as_ref().filter(|_| state.row.version == 0) {
        answer.event = opening.event;
    }
    let destination = state.facts.sequence_number;
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
    let recorded = desk.record(state, answer.event, entry);
    if state.row.version > 0
        && state.facts.sequence_number > destination
        && let Some(document) = system.restated(inbound, &state.document)
    {
        opening::restate(desk, state, (*document, job.row.id));
    }
    Ok(match recorded {
        Recorded::Unexpected => false,
        Recorded::Moved(_) | Recorded::MovedBeneath | Recorded::Stayed => true,
    })
}

/// A refusal with the type of the message of ours that it answers, where customs does not say.
fn naming_what_is_refused(inbound: &Inbound, carrier: Option<&Carrier>) -> Inbound {
    let mut inbound = inbound.clone();
    if inbound.rejected_type.is_none() && !inbound.errors.is_empty() {
        inbound.rejected_type = carrier.and_then(|(.., message_type)| message_type.clone());
    }
    inbound
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
