//! Sending what is stored, and nothing else.
//!
//! A message keeps its identifier over all attempts, so that the receiver can tell a repetition,
//! and what came of each is kept with it. A failure is tried again by the connection's schedule,
//! also one that does not heal by itself: the message is good once the connection is corrected
//! ([`crate::faults`]). What the connected system refuses, or what could not be delivered in the
//! schedule's time, becomes a fact of the declaration. A message without a connection waits until
//! there is one. Where the system names the conversation that a message begins, it is kept with
//! the message, and what came of the conversation before we knew of it is looked at again.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Context as _;
use bytes::Bytes;
use cas_model::ids::MessageId;
use cas_model::message::{MessageDirection, MessageState};
use cas_model::record::{Json, SendAttempts};
use cas_process::connection::Connection;
use cas_process::customs::{Arrival, undelivered};
use cas_process::message::is_conversation;
use cas_process::unit_of_work::Next;
use cas_store::{Changes, Deferred, MessageRecord, MessageResult, Task};
use futures::FutureExt as _;
use jiff::{SignedDuration, Timestamp};

use crate::circuits::{Attempt, Post, Telling, probe_at, says_down};
use crate::commit::{Piece, changes_of, commit};
use crate::engine::UnderWay;
use crate::faults::cause_of;
use crate::load::{load_declaration, watch_of};
use crate::outbound::{HttpClient, Post as Call, PostAnswer, PostError};
use crate::{Boundary, Engine, Interrupted};

/// The failure in a row at which an outage is told: the first may be an accident.
const TOLD_AT: u32 = 2;
/// So many attempts count while customs is not there.
const COUNTED: u32 = 100;
/// When it is looked again whether there is a connection; whoever puts one wakes what waits.
const LOOKED_AGAIN: SignedDuration = SignedDuration::from_secs(600);

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
        Ok(Some(way)) => way,
        Ok(None) => return Ok(wait_for_connection(engine, task, &message).await),
        Err(error) => return Ok(Err(error)),
    };
    let body = Bytes::from(std::mem::take(&mut message.body));
    let call = match call(engine, &connection, &message, body) {
        Ok(call) => call,
        Err(error) => return Ok(Err(error)),
    };
    let answer = client.post(call).await;
    engine.pass(Boundary::Posted)?;
    let attempts = match attempts_with(&message, &answer, engine.now()) {
        Ok(attempts) => attempts,
        Err(error) => return Ok(Err(error)),
    };
    let sent = SentMessage {
        connection: &connection,
        task,
        message: &message,
        attempts,
    };
    Ok(match says_down(&answer) {
        true => wait(engine, &sent, judge(&answer), attempt).await,
        false => {
            let changes = follow_up(engine, &sent, judge(&answer)).await;
            changes.map(|mut changes| {
                changes.append(attempt.answered());
                changes
            })
        }
    })
}

/// The attempts to send a message, with the one that was answered so.
fn attempts_with(
    message: &MessageRecord,
    answer: &Result<PostAnswer, PostError>,
    now: Timestamp,
) -> anyhow::Result<Json<SendAttempts>> {
    let before = message.attempts.as_ref().map(Json::get).transpose();
    let before = before.with_context(|| format!("the attempts of message {}", message.id))?;
    let mut attempts = before.unwrap_or_default();
    match answer {
        Ok(answer) => {
            let is_told = !(200..300).contains(&answer.status) && !answer.body.is_empty();
            let text = is_told.then_some(answer.body.as_str());
            attempts.add(now, Some(answer.status), text);
        }
        Err(error) => attempts.add(now, None, Some(&error.to_string())),
    }
    Ok(Json::encode(&attempts)?)
}

/// The connection a message goes over, and the client that posts it; none where there is none.
async fn way_to(
    engine: &Engine,
    message: &MessageRecord,
) -> anyhow::Result<Option<(Arc<Connection>, HttpClient)>> {
    let (tenant, system) = (message.tenant_id, &message.system);
    let Some(connection) = engine.connection(tenant, system).await? else {
        return Ok(None);
    };
    let client = engine.customs_client(&connection)?;
    Ok(Some((connection, client)))
}

/// Nothing is lost while there is no connection: the message waits, and says for what.
async fn wait_for_connection(
    engine: &Engine,
    task: &Task,
    message: &MessageRecord,
) -> anyhow::Result<Changes> {
    let (tenant, system) = (message.tenant_id, &message.system);
    let why = format!("there is no connection to {system}");
    let until = engine.now() + LOOKED_AGAIN;
    let waiting = MessageResult {
        note: Some(why.clone()),
        next_attempt_at: Some(until),
        ..result(message, MessageState::Stored)
    };
    let mut changes = engine.tell_missing(tenant, system).await?;
    changes.message_results.push(waiting);
    changes.deferred.push(Deferred {
        lease: task.lease.clone(),
        due_at: Some(until),
        // Waiting is no attempt; those before it still count.
        attempt: task.lease.attempt.saturating_sub(1),
        error: why,
    });
    Ok(changes)
}

/// A message that was posted.
struct SentMessage<'a> {
    connection: &'a Connection,
    task: &'a Task,
    message: &'a MessageRecord,
    /// What came of the attempts to send it, with this one.
    attempts: Json<SendAttempts>,
}

/// What follows where nobody is there: it is tried again by the schedule, and not too seldom.
async fn wait(
    engine: &Engine,
    sent: &SentMessage<'_>,
    verdict: Verdict,
    attempt: Attempt<'_>,
) -> anyhow::Result<Changes> {
    let now = engine.now();
    let system = sent.message.system.as_str();
    let telling = Telling {
        alert: "connection-down",
        what: format!("{system} cannot be reached"),
        // What stays is told at once, and otherwise.
        at: match verdict {
            Verdict::Faulty { .. } => u32::MAX,
            Verdict::Taken(_) | Verdict::TryAgain(_) | Verdict::Refused(_) => TOLD_AT,
        },
    };
    let mut told = told_fault(engine, sent, &verdict).await?;
    let why = verdict.why();
    let next = next_attempt(sent, now);
    // Where this one is given up, the next is tried at once.
    let next_probe = next.map_or(now, |next| probe_at(next, now));
    let mut changes = match next {
        Some(_) => try_again(sent, why.clone(), next_probe),
        None => give_up(engine, sent, why.clone(), Arrival::Unknown).await?,
    };
    for deferred in &mut changes.deferred {
        // However long it lasts, waiting is no reason to give up before the schedule ends.
        deferred.attempt = deferred.attempt.min(COUNTED);
    }
    changes.append(attempt.failed(&why, next_probe, &telling)?);
    told.append(changes);
    Ok(told)
}

/// Tells of a fault that stays.
async fn told_fault(
    engine: &Engine,
    sent: &SentMessage<'_>,
    verdict: &Verdict,
) -> anyhow::Result<Changes> {
    let (tenant, system) = (sent.message.tenant_id, &sent.message.system);
    match verdict {
        Verdict::Faulty { cause, why } => engine.tell_fault(tenant, system, cause, why).await,
        Verdict::Taken(_) | Verdict::TryAgain(_) | Verdict::Refused(_) => Ok(Changes::default()),
    }
}

/// What follows from the answer.
async fn follow_up(
    engine: &Engine,
    sent: &SentMessage<'_>,
    verdict: Verdict,
) -> anyhow::Result<Changes> {
    let SentMessage { task, message, .. } = *sent;
    let mut changes = match verdict {
        Verdict::Taken(conversation) => taken(engine, sent, conversation).await?,
        Verdict::TryAgain(why) => {
            tracing::warn!(message = %message.id, why, "customs did not take a message");
            return not_taken(engine, sent, why).await;
        }
        Verdict::Faulty { ref why, .. } => {
            let mut told = told_fault(engine, sent, &verdict).await?;
            told.append(not_taken(engine, sent, why.clone()).await?);
            return Ok(told);
        }
        Verdict::Refused(why) => {
            let arrival = match task.lease.attempt {
                1 => Arrival::Refused,
                _ => Arrival::Unknown,
            };
            give_up(engine, sent, why, arrival).await?
        }
    };
    if message.note.is_some() {
        // It waited for something, and that is there.
        changes.append(engine.faults_are_over(message.tenant_id, &message.system));
    }
    Ok(changes)
}

/// It is tried again by the schedule, or given up at its end.
async fn not_taken(
    engine: &Engine,
    sent: &SentMessage<'_>,
    why: String,
) -> anyhow::Result<Changes> {
    match next_attempt(sent, engine.now()) {
        Some(due_at) => Ok(try_again(sent, why, due_at)),
        None => give_up(engine, sent, why, Arrival::Unknown).await,
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
    sent: &SentMessage<'_>,
    conversation: Option<String>,
) -> anyhow::Result<Changes> {
    let message = sent.message;
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
        processed_at: Some(unit.now),
        ..sent.result(MessageState::Sent)
    });
    changes_of(unit.effects)
}

enum Verdict {
    /// Customs has it; the conversation that it named.
    Taken(Option<String>),
    TryAgain(String),
    /// Not taken for a cause that stays until somebody corrects it.
    Faulty {
        /// In a word or two.
        cause: String,
        /// What was said to it.
        why: String,
    },
    Refused(String),
}

impl Verdict {
    /// Why it was not taken, in words for operators.
    fn why(self) -> String {
        match self {
            Self::Taken(_) => String::new(),
            Self::TryAgain(why) | Self::Refused(why) | Self::Faulty { why, .. } => why,
        }
    }
}

/// What an answer means. Only an answer about the message itself is final: a wrong secret or
/// address will be corrected by the operator, and the message is still good then.
fn judge(answer: &Result<PostAnswer, PostError>) -> Verdict {
    let why = match answer {
        Ok(answer) if (200..300).contains(&answer.status) => {
            return Verdict::Taken(answer.wanted.clone().filter(|name| is_conversation(name)));
        }
        Ok(answer) => format!("HTTP {}: {}", answer.status, answer.body),
        Err(error) => error.to_string(),
    };
    let status = answer.as_ref().map(|answer| answer.status);
    match (status, cause_of(status)) {
        (Ok(400 | 413 | 415 | 422), _) => Verdict::Refused(why),
        (_, Some(cause)) => Verdict::Faulty { cause, why },
        (_, None) => Verdict::TryAgain(why),
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
    let waiting = MessageResult {
        note: Some(why.clone()),
        next_attempt_at: Some(due_at),
        ..sent.result(MessageState::Stored)
    };
    let lease = sent.task.lease.clone();
    let deferred = Deferred {
        attempt: lease.attempt,
        lease,
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
    sent: &SentMessage<'_>,
    why: String,
    arrival: Arrival,
) -> anyhow::Result<Changes> {
    let message = sent.message;
    let watch = watch_of(engine, &[message.tenant_id]).await?;
    let mut unit = engine.unit_of_work(&watch);
    unit.effects.message_results.push(MessageResult {
        note: Some(why.clone()),
        processed_at: Some(unit.now),
        ..sent.result(MessageState::Failed)
    });
    let declaration = message
        .declaration_id
        .context("a sent message belongs to a declaration")?;
    if let Some(mut state) = load_declaration(engine, message.tenant_id, declaration).await? {
        undelivered(&mut unit, &mut state, message, &why, arrival);
        unit.save(state)?;
    }
    changes_of(unit.effects)
}

impl SentMessage<'_> {
    /// What became of the message, with the attempts to send it.
    fn result(&self, state: MessageState) -> MessageResult {
        MessageResult {
            attempts: Some(self.attempts.clone()),
            ..result(self.message, state)
        }
    }
}

fn result(message: &MessageRecord, state: MessageState) -> MessageResult {
    MessageResult {
        tenant_id: message.tenant_id,
        id: message.id,
        state,
        declaration_id: None,
        message_type: None,
        identifier: None,
        conversation: None,
        note: None,
        processed_at: None,
        attempts: None,
        next_attempt_at: None,
    }
}
