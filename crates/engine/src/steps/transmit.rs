//! Sending what is stored, and nothing else.
//!
//! A message keeps its identifier over all attempts, so that the receiver can tell a repetition.
//! A temporary failure is tried again by the connection's schedule; what the connected system
//! refuses, or what could not be delivered in the schedule's time, becomes a fact of the
//! declaration.

use std::collections::{BTreeSet, HashMap};

use anyhow::Context as _;
use bytes::Bytes;
use cas_model::finding::{Finding, Severity, Source};
use cas_model::ids::MessageId;
use cas_model::lifecycle::Event;
use cas_model::message::MessageState;
use cas_store::{Changes, Deferred, MessageResult, MessageRow, Task};
use futures::StreamExt as _;
use futures::stream;
use jiff::Timestamp;

use super::advance::load;
use super::desk::Desk;
use super::finish::{self, Unit};
use super::inputs::Inputs;
use crate::connection::Connection;
use crate::outbound::{Post, PostAnswer, PostError};
use crate::state::Entry;
use crate::{Boundary, Engine, Interrupted};

/// Runs `transmit` tasks, several at once.
pub(super) async fn run(engine: &Engine, tasks: Vec<Task>) -> Result<(), Interrupted> {
    engine.pass(Boundary::Claimed)?;
    let (inputs, mut messages) = match load_batch(engine, &tasks).await {
        Ok(loaded) => loaded,
        Err(error) => {
            return finish::commit(
                engine,
                vec![Unit {
                    tasks,
                    result: Err(error),
                }],
            )
            .await;
        }
    };
    let jobs: Vec<(Task, Option<MessageRow>)> = tasks
        .into_iter()
        .map(|task| {
            let message = messages.remove(&MessageId(task.subject));
            (task, message)
        })
        .collect();
    let inputs = &inputs;
    let outcomes: Vec<Result<(), Interrupted>> = stream::iter(jobs)
        .map(|(task, message)| send_one(engine, inputs, task, message))
        .buffer_unordered(engine.settings().concurrent_posts)
        .collect()
        .await;
    outcomes.into_iter().collect()
}

async fn load_batch(
    engine: &Engine,
    tasks: &[Task],
) -> anyhow::Result<(Inputs, HashMap<MessageId, MessageRow>)> {
    let tenants: BTreeSet<_> = tasks.iter().map(|task| task.tenant_id).collect();
    let ids: Vec<MessageId> = tasks.iter().map(|task| MessageId(task.subject)).collect();
    let inputs = Inputs::load(engine, &tenants).await?;
    let messages = engine.store().messages(&ids).await?;
    Ok((
        inputs,
        messages
            .into_iter()
            .map(|message| (message.id, message))
            .collect(),
    ))
}

async fn send_one(
    engine: &Engine,
    inputs: &Inputs,
    task: Task,
    message: Option<MessageRow>,
) -> Result<(), Interrupted> {
    let result = match message.filter(|message| message.state == MessageState::Stored) {
        None => Ok(Changes::default()),
        Some(message) => transmit(engine, inputs, &task, message).await?,
    };
    finish::commit(
        engine,
        vec![Unit {
            tasks: vec![task],
            result,
        }],
    )
    .await
}

async fn transmit(
    engine: &Engine,
    inputs: &Inputs,
    task: &Task,
    mut message: MessageRow,
) -> Result<anyhow::Result<Changes>, Interrupted> {
    let Some(connection) = inputs.connection(message.tenant_id, &message.system) else {
        return Ok(Err(anyhow::anyhow!("no connection to {}", message.system)));
    };
    let body = Bytes::from(std::mem::take(&mut message.body));
    let answer = engine
        .customs_client()
        .post(post(connection, &message, body))
        .await;
    engine.pass(Boundary::Posted)?;
    let mut desk = Desk::notifying(engine, engine.now(), &inputs.subscriptions);
    let ended = match judge(&answer) {
        Verdict::Taken => {
            desk.changes
                .message_results
                .push(result(&message, MessageState::Sent, None, desk.now));
            Ok(())
        }
        Verdict::TryAgain(why) => try_again(&mut desk, connection, task, &message, why).await,
        Verdict::Refused(why) => give_up(&mut desk, &message, why).await,
    };
    Ok(ended.map(|()| desk.changes))
}

fn post(connection: &Connection, message: &MessageRow, body: Bytes) -> Post {
    let mut headers = Vec::new();
    if let Some(secret) = &connection.secret {
        headers.push(("authorization", format!("Bearer {secret}")));
    }
    if let Some(identifier) = &message.identifier {
        headers.push(("x-message-identifier", identifier.clone()));
    }
    Post {
        url: connection.endpoint.clone(),
        headers,
        content_type: message.content_type.clone(),
        body,
        timeout: connection.timeout(),
    }
}

enum Verdict {
    Taken,
    TryAgain(String),
    Refused(String),
}

/// What an answer means. Only an answer about the message itself is final: a wrong secret or
/// address will be corrected by the operator, and the message is still good then.
fn judge(answer: &Result<PostAnswer, PostError>) -> Verdict {
    match answer {
        Ok(answer) if (200..300).contains(&answer.status) => Verdict::Taken,
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

async fn try_again(
    desk: &mut Desk<'_>,
    connection: &Connection,
    task: &Task,
    message: &MessageRow,
    why: String,
) -> anyhow::Result<()> {
    let attempts = task.lease.attempt;
    let jitter = rand::random::<f64>();
    match connection
        .retry
        .next_attempt(message.created_at, desk.now, attempts, jitter)
    {
        Some(due_at) => {
            tracing::warn!(message = %message.id, why, %due_at, "customs could not be reached");
            let waiting = result(message, MessageState::Stored, Some(why.clone()), desk.now);
            desk.changes.message_results.push(waiting);
            desk.changes.deferred.push(Deferred {
                lease: task.lease.clone(),
                due_at: Some(due_at),
                error: why,
            });
            Ok(())
        }
        None => give_up(desk, message, why).await,
    }
}

/// Ends a message that will not be delivered, and says so on its declaration.
async fn give_up(desk: &mut Desk<'_>, message: &MessageRow, why: String) -> anyhow::Result<()> {
    let failed = result(message, MessageState::Failed, Some(why.clone()), desk.now);
    desk.changes.message_results.push(failed);
    let declaration = message
        .declaration_id
        .context("a sent message belongs to a declaration")?;
    let Some(mut state) = load(desk.engine, message.tenant_id, declaration).await? else {
        return Ok(());
    };
    state.find(vec![undelivered(&why)]);
    let entry = Entry {
        message_id: Some(message.id),
        note: Some(why),
        ..Entry::by(message.system.as_str())
    };
    desk.record(&mut state, Event::TransmissionFailed, entry);
    state.save(desk.now, &mut desk.changes)
}

fn result(
    message: &MessageRow,
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
        note,
        processed_at: now,
    }
}

fn undelivered(why: &str) -> Finding {
    Finding {
        code: "T0001".to_owned(),
        message: "The message could not be delivered to the customs system".to_owned(),
        description: why.to_owned(),
        severity: Severity::Error,
        source: Source::Customs,
        fields: Vec::new(),
        pointer: None,
    }
}
