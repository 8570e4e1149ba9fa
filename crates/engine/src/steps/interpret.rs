//! Reading what customs sent: matched, recorded as a fact, learned from. Nothing is dropped: what
//! cannot be read or matched is kept and alerted, and matching is tried again for a day.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use cas_gateway::{Decoded, Opening, as_utf8};
use cas_model::ids::{DeclarationId, MessageId, SystemCode, TenantId};
use cas_model::message::MessageState;
use cas_process::customs::{
    AnsweredDeclaration, KnownNumbers, PlacedMessage, apply, begin, clusters, needs_carriers,
    place_message, unreadable as unreadable_message,
};
use cas_process::unit_of_work::Watch;
use cas_store::{Changes, Deferred, MessageRecord, Task};

use crate::commit::{Piece, changes_of, commit};
use crate::load::{Said, load_assignments, load_numbers, load_states, watch_of};
use crate::{Boundary, Engine, Interrupted, progress};

/// A received message in hand.
struct ReceivedMessage {
    /// The task that reads the message.
    task: Task,
    /// The message as it was received and stored.
    row: MessageRecord,
}

/// Messages that are decoded and not placed, by whose and which system's they are.
type DecodedMessages = BTreeMap<(TenantId, SystemCode), Vec<(ReceivedMessage, Decoded)>>;

/// Reads messages of customs and moves the declarations that they speak of.
pub(super) async fn run(engine: &Engine, tasks: Vec<Task>) -> Result<(), Interrupted> {
    engine.pass(Boundary::Claimed)?;
    let pieces = match load(engine, &tasks).await {
        Ok((received, idle, watch)) => {
            let mut pieces = interpret(engine, received, &watch).await;
            if !idle.is_empty() {
                pieces.push(Piece {
                    tasks: idle,
                    result: Ok(Changes::default()),
                });
            }
            pieces
        }
        Err(error) => vec![Piece {
            tasks,
            result: Err(error),
        }],
    };
    commit(engine, pieces).await
}

async fn load(
    engine: &Engine,
    tasks: &[Task],
) -> anyhow::Result<(Vec<ReceivedMessage>, Vec<Task>, Watch)> {
    let ids: Vec<MessageId> = tasks.iter().map(|task| MessageId(task.subject)).collect();
    let mut rows: HashMap<MessageId, MessageRecord> = engine
        .store()
        .messages(&ids)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let (mut received, mut idle) = (Vec::new(), Vec::new());
    for task in tasks {
        match rows.remove(&MessageId(task.subject)) {
            Some(row) if matches!(row.state, MessageState::Received | MessageState::Unmatched) => {
                received.push(ReceivedMessage {
                    task: task.clone(),
                    row,
                });
            }
            Some(_) | None => idle.push(task.clone()),
        }
    }
    let tenants: BTreeSet<TenantId> = received.iter().map(|one| one.row.tenant_id).collect();
    let tenants: Vec<TenantId> = tenants.into_iter().collect();
    Ok((received, idle, watch_of(engine, &tenants).await?))
}

/// Decodes, matches and applies messages; one piece per declaration.
async fn interpret(engine: &Engine, received: Vec<ReceivedMessage>, watch: &Watch) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut by_system = DecodedMessages::new();
    for one in received {
        progress::begins(one.task.subject);
        let system = engine.registry().get(&one.row.system);
        let decoded = system.map(|system| {
            let text = as_utf8(&one.row.body, &one.row.content_type)?;
            system.decode(&text)
        });
        match decoded {
            Some(Ok(decoded)) => {
                let key = (one.row.tenant_id, one.row.system.clone());
                by_system.entry(key).or_default().push((one, decoded));
            }
            Some(Err(error)) => pieces.push(unreadable(engine, one, &error.to_string())),
            None => pieces.push(unreadable(engine, one, "there is no such customs system")),
        }
    }
    for ((tenant, system), messages) in by_system {
        pieces.extend(of_system(engine, tenant, &system, messages, watch).await);
    }
    pieces
}

fn unreadable(engine: &Engine, received: ReceivedMessage, problem: &str) -> Piece {
    let mut unit = engine.unwatched_unit_of_work();
    unreadable_message(&mut unit, received.row, problem);
    Piece {
        tasks: vec![received.task],
        result: changes_of(unit.effects),
    }
}

async fn of_system(
    engine: &Engine,
    tenant: TenantId,
    system: &SystemCode,
    mut messages: Vec<(ReceivedMessage, Decoded)>,
    watch: &Watch,
) -> Vec<Piece> {
    progress::rests();
    let mut known = match load_known(engine, tenant, system, &mut messages).await {
        Ok(known) => known,
        Err(error) => {
            let tasks = messages.into_iter().map(|(one, _)| one.task).collect();
            let result = Err(error);
            return vec![Piece { tasks, result }];
        }
    };
    let mut placed = Vec::new();
    let mut tasks: HashMap<MessageId, Task> = HashMap::new();
    for (received, decoded) in messages {
        progress::begins(received.task.subject);
        tasks.insert(received.row.id, received.task);
        placed.push(place_message(
            engine.ids(),
            &mut known,
            received.row,
            decoded,
        ));
    }
    let mut pieces = Vec::new();
    for messages in clusters(placed) {
        let of_cluster = messages.iter();
        let of_cluster = of_cluster.filter_map(|one| tasks.remove(&one.message.id));
        let tasks: Vec<Task> = of_cluster.collect();
        if let Some(first) = tasks.first() {
            progress::begins(first.subject);
        }
        let read = ReadMessages {
            messages: &messages,
            tasks: &tasks,
        };
        pieces.push(Piece {
            result: apply_to_declarations(engine, tenant, system, read, &known, watch).await,
            tasks,
        });
    }
    pieces
}

/// What is known of the numbers of some messages; what they tell of says on which sides we are.
async fn load_known(
    engine: &Engine,
    tenant: TenantId,
    system: &SystemCode,
    messages: &mut [(ReceivedMessage, Decoded)],
) -> anyhow::Result<KnownNumbers> {
    let said = messages
        .iter_mut()
        .flat_map(|(_, decoded)| &mut decoded.said);
    let openings: Vec<&mut Opening> = said.filter_map(|said| said.opening.as_mut()).collect();
    tell_sides(engine, tenant, system, openings).await?;
    let said = messages.iter().flat_map(|(received, decoded)| {
        let conversation = received.row.conversation.as_deref();
        decoded.said.iter().map(move |said| (said, conversation))
    });
    let said: Vec<Said<'_>> = said.collect();
    let mut known = load_numbers(engine, tenant, system, &said).await?;
    let ids: Vec<MessageId> = messages.iter().map(|(one, _)| one.row.id).collect();
    load_assignments(engine, tenant, &ids, &mut known).await?;
    Ok(known)
}

/// Says of declarations that customs tells of on which sides of them the tenant is.
async fn tell_sides(
    engine: &Engine,
    tenant: TenantId,
    system: &SystemCode,
    openings: Vec<&mut Opening>,
) -> anyhow::Result<()> {
    if openings.is_empty() {
        return Ok(());
    }
    let connection = engine.connection(tenant, system).await?;
    let reader = engine.registry().get(system);
    for opening in openings {
        let connected = reader.zip(connection.as_deref());
        opening.own_sides = connected
            .and_then(|(system, connection)| system.own_sides(opening, &connection.settings));
    }
    Ok(())
}

/// Messages that speak of the same declarations, and the tasks that read them.
#[derive(Clone, Copy)]
struct ReadMessages<'a> {
    messages: &'a [PlacedMessage],
    tasks: &'a [Task],
}

/// Applies messages that speak of the same declarations, whole or not at all.
async fn apply_to_declarations(
    engine: &Engine,
    tenant: TenantId,
    system: &SystemCode,
    read: ReadMessages<'_>,
    known: &KnownNumbers,
    watch: &Watch,
) -> anyhow::Result<Changes> {
    let store = engine.store();
    let ReadMessages { messages, tasks } = read;
    let said = messages.iter().flat_map(|message| &message.says);
    let ids: BTreeSet<DeclarationId> = said.map(|(id, _)| *id).collect();
    let (opened, stored): (Vec<_>, Vec<_>) =
        ids.into_iter().partition(|id| known.opened(*id).is_some());
    let rows = store.declarations(&stored).await?;
    let mut states = load_states(engine, rows.iter()).await?;
    let mut unit = engine.unit_of_work(watch);
    for id in opened {
        let Some(opened) = known.opened(id) else {
            continue;
        };
        let parent = match opened.parent {
            Some(parent) => store.declaration(tenant, parent).await?,
            None => None,
        };
        let parent = parent.as_ref();
        states.push(begin(&mut unit, tenant, system, id, opened, parent)?);
    }
    let mut declarations = BTreeMap::new();
    for state in states {
        let id = state.row.id;
        let carriers = match needs_carriers(messages, id, state.row.sent_revision) {
            true => store.carriers_of(tenant, id).await?,
            false => Vec::new(),
        };
        declarations.insert(id, AnsweredDeclaration { state, carriers });
    }
    let attempts = tasks.iter();
    let attempts = attempts.map(|task| (MessageId(task.subject), task.lease.attempt));
    let again = apply(
        &mut unit,
        messages,
        known,
        declarations,
        &attempts.collect(),
    )?;
    let deferred = again.into_iter().filter_map(|(message, again)| {
        let task = tasks.iter().find(|task| task.subject == message.0)?;
        Some(Deferred {
            attempt: task.lease.attempt,
            lease: task.lease.clone(),
            due_at: Some(again.at?),
            error: again.why,
        })
    });
    let deferred: Vec<Deferred> = deferred.collect();
    Ok(Changes {
        deferred,
        ..changes_of(unit.effects)?
    })
}
