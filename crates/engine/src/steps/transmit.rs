//! Sending what is stored, and nothing else.
//!
//! A message keeps its identifier over all attempts, so that the receiver can tell a repetition.
//! A temporary failure is tried again by the connection's schedule; what the connected system
//! refuses, or what could not be delivered in the schedule's time, becomes a fact of the
//! declaration. Where the system names the conversation that a message begins, it is kept with
//! the message, and what came of the conversation before we knew of it is looked at again.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Context as _;
use bytes::Bytes;
use cas_model::ids::MessageId;
use cas_model::message::{MessageDirection, MessageState};
use cas_process::connection::Connection;
use cas_process::customs::{Arrival, undelivered};
use cas_process::message::is_conversation;
use cas_process::unit_of_work::Next;
use cas_store::{Changes, Deferred, MessageRecord, MessageResult, Task};
use futures::FutureExt as _;
use jiff::Timestamp;

use crate::commit::{Piece, changes_of, commit};
use crate::engine::UnderWay;
use crate::load::{load_declaration, watch_of};
use crate::outbound::{HttpClient, Post, PostAnswer, PostError};
use crate::{Boundary, Engine, Interrupted};

/// Runs `transmit` tasks; each send is under way by itself.
pub(super) async fn run(engine: &Engine, tasks: Vec<Task>) -> Result<Vec<UnderWay>, Interrupted> {
    engine.pass(Boundary::Claimed)?;
    let ids: Vec<MessageId> = tasks.iter().map(|task| MessageId(task.subject)).collect();
    let rows = match engine.store().messages(&ids).await {
        Ok(rows) => rows,
        Err(error) => {
            let result = Err(error);
            return commit(engine, vec![Piece { tasks, result }])
                .await
                .map(|()| Vec::new());
        }
    };
    let mut messages: HashMap<MessageId, MessageRecord> = rows
        .into_iter()
        .map(|message| (message.id, message))
        .collect();
    let under_way = tasks.into_iter().map(|task| {
        let message = messages.remove(&MessageId(task.subject));
        send_one(engine.clone(), task, message).boxed()
    });
    Ok(under_way.collect())
}

async fn send_one(
    engine: Engine,
    task: Task,
    message: Option<MessageRecord>,
) -> Result<(), Interrupted> {
    let _held = engine.in_hand().hold(std::slice::from_ref(&task));
    let result = match message.filter(|message| message.state == MessageState::Stored) {
        None => Ok(Changes::default()),
        Some(message) => transmit(&engine, &task, message).await?,
    };
    let tasks = vec![task];
    commit(&engine, vec![Piece { tasks, result }]).await
}

async fn transmit(
    engine: &Engine,
    task: &Task,
    mut message: MessageRecord,
) -> Result<anyhow::Result<Changes>, Interrupted> {
    let (connection, client) = match way_to(engine, &message).await {
        Ok(way) => way,
        Err(error) => return Ok(Err(error)),
    };
    let body = Bytes::from(std::mem::take(&mut message.body));
    let post = match post(engine, &connection, &message, body) {
        Ok(post) => post,
        Err(error) => return Ok(Err(error)),
    };
    let answer = client.post(post).await;
    engine.pass(Boundary::Posted)?;
    Ok(follow_up(engine, &connection, task, &message, judge(&answer)).await)
}

/// The connection a message goes over, and the client that posts it.
async fn way_to(
    engine: &Engine,
    message: &MessageRecord,
) -> anyhow::Result<(Arc<Connection>, HttpClient)> {
    let connection = engine
        .connection(message.tenant_id, &message.system)
        .await?
        .with_context(|| format!("there is no connection to {}", message.system))?;
    let client = engine.customs_client(&connection)?;
    Ok((connection, client))
}

/// What follows from the answer.
async fn follow_up(
    engine: &Engine,
    connection: &Connection,
    task: &Task,
    message: &MessageRecord,
    verdict: Verdict,
) -> anyhow::Result<Changes> {
    let now = engine.now();
    match verdict {
        Verdict::Taken(conversation) => taken(engine, message, conversation).await,
        Verdict::TryAgain(why) => match next_attempt(connection, task, message, now) {
            Some(due_at) => Ok(try_again(task, message, why, due_at)),
            None => give_up(engine, message, why, Arrival::Unknown).await,
        },
        Verdict::Refused(why) => {
            let arrival = match task.lease.attempt {
                1 => Arrival::Refused,
                _ => Arrival::Unknown,
            };
            give_up(engine, message, why, arrival).await
        }
    }
}

fn post(
    engine: &Engine,
    connection: &Connection,
    message: &MessageRecord,
    body: Bytes,
) -> anyhow::Result<Post> {
    let headers = message.headers.get();
    let mut headers = headers.with_context(|| format!("the headers of message {}", message.id))?;
    headers.extend(connection.authorization());
    let identifier = message.identifier.clone();
    headers.extend(identifier.map(|text| ("x-message-identifier".to_owned(), text)));
    let system = engine.registry().get(&message.system);
    Ok(Post {
        url: connection.url_of(message.path.as_deref()),
        headers,
        content_type: message.content_type.clone(),
        body,
        timeout: connection.timeout(),
        wanted: system.and_then(|system| system.capabilities().conversation_header),
    })
}

/// The message is sent. What customs said of its conversation before this is known was kept
/// without a declaration, and finds it now.
async fn taken(
    engine: &Engine,
    message: &MessageRecord,
    conversation: Option<String>,
) -> anyhow::Result<Changes> {
    let mut unit = engine.unwatched_unit_of_work();
    let names = conversation.as_slice();
    let (tenant, inbound) = (message.tenant_id, MessageDirection::Inbound);
    for (_, id, _, state) in engine
        .store()
        .match_by_conversation(tenant, &message.system, inbound, names)
        .await?
    {
        if state == MessageState::Unmatched {
            unit.follow_up(tenant, Next::Interpret(id));
        }
    }
    unit.effects.message_results.push(MessageResult {
        conversation,
        ..result(message, MessageState::Sent, None, unit.now)
    });
    changes_of(unit.effects)
}

enum Verdict {
    /// Customs has it; the conversation that it named.
    Taken(Option<String>),
    TryAgain(String),
    Refused(String),
}

/// What an answer means. Only an answer about the message itself is final: a wrong secret or
/// address will be corrected by the operator, and the message is still good then.
fn judge(answer: &Result<PostAnswer, PostError>) -> Verdict {
    match answer {
        Ok(answer) if (200..300).contains(&answer.status) => {
            Verdict::Taken(answer.wanted.clone().filter(|name| is_conversation(name)))
        }
        Ok(answer) => {
            let text = format!("HTTP {}: {}", answer.status, answer.body);
            match answer.status {
                400 | 413 | 415 | 422 => Verdict::Refused(text),
                _ => Verdict::TryAgain(text),
            }
        }
        Err(error) => Verdict::TryAgain(error.to_string()),
    }
}

fn next_attempt(
    connection: &Connection,
    task: &Task,
    message: &MessageRecord,
    now: Timestamp,
) -> Option<Timestamp> {
    let jitter = rand::random::<f64>();
    connection
        .retry
        .next_attempt(message.created_at, now, task.lease.attempt, jitter)
}

fn try_again(task: &Task, message: &MessageRecord, why: String, due_at: Timestamp) -> Changes {
    tracing::warn!(message = %message.id, why, %due_at, "customs could not be reached");
    let waiting = result(message, MessageState::Stored, Some(why.clone()), due_at);
    let deferred = Deferred {
        attempt: task.lease.attempt,
        lease: task.lease.clone(),
        due_at: Some(due_at),
        error: why,
    };
    Changes {
        message_results: vec![waiting],
        deferred: vec![deferred],
        ..Changes::default()
    }
}

/// Ends a message that will not be delivered, and says so on its declaration.
async fn give_up(
    engine: &Engine,
    message: &MessageRecord,
    why: String,
    arrival: Arrival,
) -> anyhow::Result<Changes> {
    let watch = watch_of(engine, &[message.tenant_id]).await?;
    let mut unit = engine.unit_of_work(&watch);
    let failed = result(message, MessageState::Failed, Some(why.clone()), unit.now);
    unit.effects.message_results.push(failed);
    let declaration = message
        .declaration_id
        .context("a sent message belongs to a declaration")?;
    if let Some(mut state) = load_declaration(engine, message.tenant_id, declaration).await? {
        undelivered(&mut unit, &mut state, message, &why, arrival);
        unit.save(state)?;
    }
    changes_of(unit.effects)
}

fn result(
    message: &MessageRecord,
    state: MessageState,
    note: Option<String>,
    now: Timestamp,
) -> MessageResult {
    MessageResult {
        tenant_id: message.tenant_id,
        id: message.id,
        state,
        declaration_id: None,
        message_type: None,
        identifier: None,
        conversation: None,
        note,
        processed_at: now,
    }
}
