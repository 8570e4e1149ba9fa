//! What operators decide: alerts dealt with, given-up tasks tried anew or dropped, messages of customs
//! read again or assigned. Who decided and why is kept in the alert that it resolves, or in one of
//! its own.

use cas_gateway::as_utf8;
use cas_model::ids::{AlertId, DeclarationId, MessageId, TaskId, TenantId};
use cas_model::message::{MessageDirection, MessageState};
use cas_process::customs::{Belongs, KnownNumbers};
use cas_process::unit_of_work::Next;
use cas_process::{Refusal, codes};
use cas_store::{
    AlertRecord, AlertResolution, AssignmentRecord, Changes, CommitError, DeadTask,
    DeclarationRecord, DroppedTask, MessageRecord, MessageResult, RevivedTask,
};

use super::Caller;
use crate::commit::{DEAD_TASK, changes_of};
use crate::load::{Said, load_numbers};
use crate::{Engine, unavailable};

/// The most characters of a word on a decision.
const MOST_WORDS: usize = 512;

/// What becomes of a task that was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskDecision {
    /// It is tried anew, with all its attempts.
    Retry,
    /// Nobody will do it.
    Drop,
}

/// A decision, who made it and why.
pub(super) struct Decided<'a> {
    pub caller: &'a Caller,
    pub why: String,
}

impl Engine {
    /// Resolves an alert with a word on what was done.
    ///
    /// # Errors
    /// When it is not the caller's, is not open, or there is no word.
    pub async fn resolve_alert(
        &self,
        caller: &Caller,
        id: AlertId,
        resolution: &str,
    ) -> Result<AlertRecord, Refusal> {
        let why = words("resolution", resolution)?;
        let tenant = caller.tenant_id;
        let mut alert = self.alert_of(tenant, id).await?;
        if alert.resolved_at.is_some() {
            return Err(resolved_before());
        }
        let decided = Decided { caller, why };
        let resolved = self.resolution(&decided, id);
        alert.resolved_at = Some(resolved.resolved_at);
        alert.resolved_by = Some(resolved.resolved_by.clone());
        alert.resolution = Some(resolved.resolution.clone());
        let changes = Changes {
            alert_resolutions: vec![resolved],
            ..Changes::default()
        };
        self.decide(changes, resolved_before).await?;
        Ok(alert)
    }

    async fn alert_of(&self, tenant: TenantId, id: AlertId) -> Result<AlertRecord, Refusal> {
        let alert = self.store().alert(tenant, id).await;
        let alert = alert.map_err(|error| unavailable(&error))?;
        alert.ok_or_else(|| Refusal::not_found("alert"))
    }

    /// Tries a given-up task anew, or drops it, with a word on why.
    ///
    /// # Errors
    /// When it is not the caller's, was not given up, or there is no word.
    pub async fn decide_task(
        &self,
        caller: &Caller,
        id: TaskId,
        decision: TaskDecision,
        reason: &str,
    ) -> Result<DeadTask, Refusal> {
        let reason = words("reason", reason)?;
        let (tenant, gone) = (caller.tenant_id, || {
            Refusal::not_found("task that was given up")
        });
        let task = self.store().dead_task(tenant, id).await;
        let task = task
            .map_err(|error| unavailable(&error))?
            .ok_or_else(gone)?;
        let what = format!("task {} {}", task.kind.as_str(), task.subject);
        let (kind, word) = match decision {
            TaskDecision::Retry => ("task-retried", "tried anew"),
            TaskDecision::Drop => ("task-dropped", "dropped"),
        };
        let decided = Decided {
            caller,
            why: format!("{word}: {reason}"),
        };
        let subject = id.to_string();
        let open = self
            .store()
            .open_alerts_on(tenant, DEAD_TASK, &subject)
            .await;
        let open = open.map_err(|error| unavailable(&error))?;
        let mut changes = self.noted(&decided, open, || AlertRecord {
            subject: Some(subject),
            ..self.alert_resolved(&decided, kind, format!("{what} was {word}"))
        });
        match decision {
            TaskDecision::Retry => changes.revived.push(RevivedTask {
                tenant_id: tenant,
                id,
                due_at: self.now(),
            }),
            TaskDecision::Drop => changes.dropped.push(DroppedTask {
                tenant_id: tenant,
                id,
            }),
        }
        self.decide(changes, gone).await?;
        Ok(task)
    }

    /// Reads a message of customs again that could not be read or matched.
    ///
    /// # Errors
    /// When it is not the caller's, does not wait for a person, or there is no word.
    pub async fn read_message_again(
        &self,
        caller: &Caller,
        id: MessageId,
        reason: &str,
    ) -> Result<(), Refusal> {
        let reason = words("reason", reason)?;
        let message = self.waiting_message(caller.tenant_id, id).await?;
        let decided = Decided {
            caller,
            why: format!("read again: {reason}"),
        };
        self.look_again(&decided, &message, Vec::new()).await
    }

    /// Says of which declaration a message of customs is that no number leads anywhere, and reads it
    /// again.
    ///
    /// # Errors
    /// When message or declaration are not the caller's, the message does not wait for a person,
    /// what is known speaks against it, or there is no word.
    pub async fn assign_message(
        &self,
        caller: &Caller,
        id: MessageId,
        declaration: DeclarationId,
        reason: &str,
    ) -> Result<(), Refusal> {
        let reason = words("reason", reason)?;
        let tenant = caller.tenant_id;
        let message = self.waiting_message(tenant, id).await?;
        if message.state != MessageState::Unmatched {
            return Err(not_waiting(&message));
        }
        let row = self.store().declaration(tenant, declaration).await;
        let row = row.map_err(|error| unavailable(&error))?;
        let row = row.ok_or_else(|| Refusal::not_found("declaration"))?;
        self.expect_assignable(&message, &row).await?;
        let decided = Decided {
            caller,
            why: format!("assigned to {declaration}: {reason}"),
        };
        let assignment = AssignmentRecord {
            tenant_id: tenant,
            message_id: id,
            declaration_id: declaration,
            assigned_by: caller.actor.clone(),
            reason,
            assigned_at: self.now(),
        };
        self.look_again(&decided, &message, vec![assignment]).await
    }

    /// A received message that waits for a person.
    async fn waiting_message(
        &self,
        tenant: TenantId,
        id: MessageId,
    ) -> Result<MessageRecord, Refusal> {
        let message = self.store().message(tenant, id).await;
        let message = message.map_err(|error| unavailable(&error))?;
        let message = message.ok_or_else(|| Refusal::not_found("message"))?;
        let waits = matches!(
            message.state,
            MessageState::Unmatched | MessageState::Unreadable
        );
        match waits && message.direction == MessageDirection::Inbound {
            true => Ok(message),
            false => Err(not_waiting(&message)),
        }
    }

    /// No answer is applied that contradicts what is known, whoever says whose it is.
    async fn expect_assignable(
        &self,
        message: &MessageRecord,
        row: &DeclarationRecord,
    ) -> Result<(), Refusal> {
        if message.system != row.system {
            let detail = format!(
                "it is of {}, the declaration of {}",
                message.system, row.system
            );
            return Err(Refusal::new(codes::ASSIGNMENT_REFUSED, detail));
        }
        let system = self.registry().get(&message.system);
        let system = system.ok_or_else(|| not_waiting(message))?;
        let text = as_utf8(&message.body, &message.content_type);
        let decoded = text.and_then(|text| system.decode(&text));
        let decoded = decoded.map_err(|_| not_waiting(message))?;
        let conversation = message.conversation.as_deref();
        let said: Vec<Said<'_>> = decoded.said.iter().map(|one| (one, conversation)).collect();
        let known = load_numbers(self, message.tenant_id, &message.system, &said).await;
        let mut known = known.map_err(|error| unavailable(&error))?;
        known.assign_message(message.id, row);
        match against(&known, message, &said) {
            None => Ok(()),
            Some(detail) => Err(Refusal::new(codes::ASSIGNMENT_REFUSED, detail)),
        }
    }

    /// Lets a worker read a message as if it had just come, and notes who wants it.
    async fn look_again(
        &self,
        decided: &Decided<'_>,
        message: &MessageRecord,
        assignments: Vec<AssignmentRecord>,
    ) -> Result<(), Refusal> {
        let (tenant, id) = (message.tenant_id, message.id);
        let open = self.store().open_alerts_about(tenant, id).await;
        let open = open.map_err(|error| unavailable(&error))?;
        let noted = self.noted(decided, open, || AlertRecord {
            message_id: Some(id),
            ..self.alert_resolved(
                decided,
                "message-decided",
                format!("message {id} was looked at"),
            )
        });
        let mut unit = self.unwatched_unit_of_work();
        unit.follow_up(tenant, Next::Interpret(id));
        unit.effects.message_results.push(MessageResult {
            tenant_id: tenant,
            id,
            state: MessageState::Received,
            declaration_id: None,
            message_type: None,
            identifier: None,
            conversation: None,
            note: Some(decided.why.clone()),
            processed_at: None,
            attempts: None,
            next_attempt_at: None,
        });
        let mut changes = changes_of(unit.effects).map_err(|error| unavailable(&error))?;
        changes.append(noted);
        changes.assignments = assignments;
        self.decide(changes, || not_waiting(message)).await
    }

    /// The open alerts that a decision resolves, or where there are none one that says it.
    pub(super) fn noted(
        &self,
        decided: &Decided<'_>,
        open: Vec<AlertRecord>,
        of_its_own: impl FnOnce() -> AlertRecord,
    ) -> Changes {
        let resolved = open.iter().map(|alert| self.resolution(decided, alert.id));
        let alert_resolutions: Vec<AlertResolution> = resolved.collect();
        let alerts = match alert_resolutions.is_empty() {
            true => vec![of_its_own()],
            false => Vec::new(),
        };
        Changes {
            alerts,
            alert_resolutions,
            ..Changes::default()
        }
    }

    fn resolution(&self, decided: &Decided<'_>, id: AlertId) -> AlertResolution {
        AlertResolution {
            tenant_id: decided.caller.tenant_id,
            id,
            resolved_at: self.now(),
            resolved_by: decided.caller.actor.clone(),
            resolution: decided.why.clone(),
        }
    }

    /// An alert that is nothing to look at: it says what somebody decided.
    pub(super) fn alert_resolved(
        &self,
        decided: &Decided<'_>,
        kind: &str,
        text: String,
    ) -> AlertRecord {
        AlertRecord {
            tenant_id: decided.caller.tenant_id,
            id: AlertId(self.ids().next()),
            kind: kind.to_owned(),
            text,
            message_id: None,
            declaration_id: None,
            raised_at: self.now(),
            resolved_at: Some(self.now()),
            subject: None,
            resolved_by: Some(decided.caller.actor.clone()),
            resolution: Some(decided.why.clone()),
        }
    }

    /// Commits a decision; whoever was faster makes it a refusal.
    pub(super) async fn decide(
        &self,
        changes: Changes,
        conflict: impl FnOnce() -> Refusal,
    ) -> Result<(), Refusal> {
        match self.store().commit(changes).await {
            Ok(()) => Ok(()),
            Err(CommitError::Conflict(_)) => Err(conflict()),
            Err(CommitError::Database(error)) => Err(unavailable(&error)),
        }
    }
}

/// What speaks against the declaration that a message is assigned to, in words.
fn against(known: &KnownNumbers, message: &MessageRecord, said: &[Said<'_>]) -> Option<String> {
    let mut placed = 0;
    for (one, conversation) in said {
        let by_numbers = known.belongs(one, *conversation);
        match known.belongs_by_all(message.id, one, *conversation) {
            Belongs::Contradicted(why) => return Some(why),
            Belongs::To(_) if !matches!(by_numbers, Belongs::To(_)) => placed += 1,
            Belongs::To(_) | Belongs::ToNobody | Belongs::Unsure(_) => {}
        }
    }
    match placed {
        1 => None,
        0 => Some("every number in it leads to a declaration: read it again".to_owned()),
        _ => Some(format!("it tells of {placed} things that are of nobody")),
    }
}

fn not_waiting(message: &MessageRecord) -> Refusal {
    let (direction, state) = (message.direction.as_str(), message.state.as_str());
    let detail = format!("it is {direction} and {state}");
    Refusal::new(codes::MESSAGE_NOT_WAITING, detail)
}

fn resolved_before() -> Refusal {
    let detail = "GET /v1/alerts?state=resolved shows who resolved it, and with which words";
    Refusal::new(codes::ALERT_RESOLVED, detail)
}

/// A word on a decision, which must be one.
pub(super) fn words(field: &str, text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    match (1..=MOST_WORDS).contains(&text.chars().count()) {
        true => Ok(text.to_owned()),
        false => {
            let detail = format!("send `{field}`, 1 to {MOST_WORDS} characters: it is kept");
            Err(Refusal::new(codes::REASON_REQUIRED, detail))
        }
    }
}
