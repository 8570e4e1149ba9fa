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

use crate::circuits::{Attempt, Post, Telling, probe_at, says_down};
use crate::commit::{Piece, changes_of, commit};
use crate::engine::UnderWay;
use crate::load::{load_declaration, watch_of};
use crate::outbound::{HttpClient, Post as Call, PostAnswer, PostError};
use crate::{Boundary, Engine, Interrupted};

/// The failure in a row at which an outage is told: the first may be an accident.
const TOLD_AT: u32 = 2;
/// So many attempts count while customs is not there.
const COUNTED: u32 = 100;

/// Runs `transmit` tasks; each send is under way by itself.
pub(super) async fn run(engine: &Engine, posts: Vec<Post>) -> Result<Vec<UnderWay>, Interrupted> {
    engine.pass(Boundary::Claimed)?;
    let ids = posts.iter().map(|post| MessageId(post.task.subject));
    let ids: Vec<MessageId> = ids.collect();
    let rows = match engine.store().messages(&ids).await {
        Ok(rows) => rows,
        Err(error) => {
            let tasks = posts.into_iter().map(|post| post.task).collect();
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
    let under_way = posts.into_iter().map(|post| {
        let message = messages.remove(&MessageId(post.task.subject));
        send_one(engine.clone(), post, message).boxed()
    });
    Ok(under_way.collect())
}

async fn send_one(
    engine: Engine,
    post: Post,
    message: Option<MessageRecord>,
) -> Result<(), Interrupted> {
    let Post { task, probe } = post;
    let attempt = Attempt::begin(&engine, task.queue(), probe);
    let _held = engine.in_hand().hold(std::slice::from_ref(&task));
    let result = match message.filter(|message| message.state == MessageState::Stored) {
        // Nothing was tried: whoever waits finds out.
        None => Ok(attempt.answered()),
        Some(message) => transmit(&engine, &task, message, attempt).await?,
    };
    let tasks = vec![task];
    commit(&engine, vec![Piece { tasks, result }]).await
}

async fn transmit(
    engine: &Engine,
    task: &Task,
    mut message: MessageRecord,
    attempt: Attempt<'_>,
) -> Result<anyhow::Result<Changes>, Interrupted> {
    let (connection, client) = match way_to(engine, &message).await {
        Ok(way) => way,
        Err(error) => return Ok(Err(error)),
    };
    let body = Bytes::from(std::mem::take(&mut message.body));
    let call = match call(engine, &connection, &message, body) {
        Ok(call) => call,
        Err(error) => return Ok(Err(error)),
    };
    let answer = client.post(call).await;
    engine.pass(Boundary::Posted)?;
    let sent = SentMessage {
        connection: &connection,
        task,
        message: &message,
    };
    Ok(match says_down(&answer) {
        true => wait(engine, &sent, judge(&answer).why(), attempt).await,
        false => {
            let changes = follow_up(engine, &sent, judge(&answer)).await;
            changes.map(|mut changes| {
                changes.append(attempt.answered());
                changes
            })
        }
    })
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

/// A message that was posted.
struct SentMessage<'a> {
    connection: &'a Connection,
    task: &'a Task,
    message: &'a MessageRecord,
}

/// What follows where nobody is there: it is tried again by the schedule, and not too seldom.
async fn wait(
    engine: &Engine,
    sent: &SentMessage<'_>,
    why: String,
    attempt: Attempt<'_>,
) -> anyhow::Result<Changes> {
    let now = engine.now();
    let system = sent.message.system.as_str();
    let telling = Telling {
        alert: "connection-down",
        what: format!("{system} cannot be reached"),
        at: TOLD_AT,
    };
    let next = next_attempt(sent, now);
    // Where this one is given up, the next is tried at once.
    let next_probe = next.map_or(now, |next| probe_at(next, now));
    let mut changes = match next {
        Some(_) => try_again(sent, why.clone(), next_probe),
        None => give_up(engine, sent.message, why.clone(), Arrival::Unknown).await?,
    };
    for deferred in &mut changes.deferred {
        // However long it lasts, waiting is no reason to give up before the schedule ends.
        deferred.attempt = deferred.attempt.min(COUNTED);
    }
    changes.append(attempt.failed(&why, next_probe, &telling)?);
    Ok(changes)
}

/// What follows from the answer.
async fn follow_up(
    engine: &Engine,
    sent: &SentMessage<'_>,
    verdict: Verdict,
) -> anyhow::Result<Changes> {
    let now = engine.now();
    let SentMessage { task, message, .. } = *sent;
    match verdict {
        Verdict::Taken(conversation) => taken(engine, message, conversation).await,
        Verdict::TryAgain(why) => match next_attempt(sent, now) {
            Some(due_at) => {
                tracing::warn!(message = %message.id, why, %due_at, "customs did not take a message");
                Ok(try_again(sent, why, due_at))
            }
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

fn call(
    engine: &Engine,
    connection: &Connection,
    message: &MessageRecord,
    body: Bytes,
) -> anyhow::Result<Call> {
    let headers = message.headers.get();
    let mut headers = headers.with_context(|| format!("the headers of message {}", message.id))?;
    headers.extend(connection.authorization());
    let identifier = message.identifier.clone();
    headers.extend(identifier.map(|text| ("x-message-identifier".to_owned(), text)));
    let system = engine.registry().get(&message.system);
    Ok(Call {
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

impl Verdict {
    /// Why it was not taken, in words for operators.
    fn why(self) -> String {
        match self {
            Self::Taken(_) => String::new(),
            Self::TryAgain(why) | Self::Refused(why) => why,
        }
    }
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

fn next_attempt(sent: &SentMessage<'_>, now: Timestamp) -> Option<Timestamp> {
    let jitter = rand::random::<f64>();
    let (first, attempts) = (sent.message.created_at, sent.task.lease.attempt);
    sent.connection
        .retry
        .next_attempt(first, now, attempts, jitter)
}

fn try_again(sent: &SentMessage<'_>, why: String, due_at: Timestamp) -> Changes {
    let SentMessage { task, message, .. } = *sent;
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
