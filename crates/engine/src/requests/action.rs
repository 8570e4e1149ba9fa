//! Accepting a requested action.

use cas_gateway::{AskedDeclaration, InvalidationTerms};
use cas_model::ActionContent;
use cas_model::ids::{ActionId, DeclarationId, TaskId};
use cas_model::lifecycle::{Action, Course, Event};
use cas_model::record::Json;
use cas_process::{Refusal, codes};
use cas_store::{ActionRecord, Changes, CommitError, DeclarationRecord, NewTask, TaskKind};

use super::Caller;
use crate::Engine;

/// An action, and what is said with it.
#[derive(Clone, Debug)]
pub struct RequestedAction {
    /// What is asked for.
    pub action: Action,
    /// Why; required for invalidation.
    pub reason: Option<String>,
    /// What is said with it; required where the action says something, and the legal ground of an
    /// invalidation.
    pub content: Option<ActionContent>,
}

impl From<Action> for RequestedAction {
    /// An action that says nothing.
    fn from(action: Action) -> Self {
        Self {
            action,
            reason: None,
            content: None,
        }
    }
}

impl Engine {
    /// What a declaration may be asked for: its status allows it, and its system has a message for
    /// what is said with it.
    #[must_use]
    pub fn allowed_actions(&self, row: &DeclarationRecord) -> Vec<Action> {
        let standing = row.standing();
        let Some(system) = self.registry().get(&row.system) else {
            return row.family.allowed_actions(standing);
        };
        system.capabilities().allowed_actions(&AskedDeclaration {
            standing,
            declaration_type: &row.declaration_type,
            facts: &row.facts.get().unwrap_or_default(),
        })
    }

    /// Stores a requested action with its task. Whether it is allowed is checked now, so that the
    /// caller hears at once, and again when it is carried out.
    ///
    /// # Errors
    /// When the declaration is not the caller's, or its status does not allow the action.
    pub async fn request_action(
        &self,
        caller: &Caller,
        declaration: DeclarationId,
        requested: RequestedAction,
    ) -> Result<ActionId, Refusal> {
        let row = self
            .store()
            .declaration(caller.tenant_id, declaration)
            .await
            .map_err(|error| crate::unavailable(&error))?
            .ok_or_else(|| Refusal::not_found("declaration"))?;
        self.check_requested(&row, &requested)?;
        let requested = self.requested(caller, declaration, requested);
        let (id, changes) = requested.map_err(|error| crate::unavailable(&error))?;
        match self.store().commit(changes).await {
            Ok(()) => Ok(id),
            Err(CommitError::Conflict(what)) => Err(crate::unavailable(&anyhow::anyhow!(
                "new action conflicts: {what}"
            ))),
            Err(CommitError::Database(error)) => Err(crate::unavailable(&error)),
        }
    }
}

impl Engine {
    /// Whether a declaration may be asked for an action as it is now.
    ///
    /// # Errors
    /// When its status does not allow it, or what is said with it is not what customs takes.
    pub(crate) fn check_requested(
        &self,
        row: &DeclarationRecord,
        requested: &RequestedAction,
    ) -> Result<(), Refusal> {
        let RequestedAction {
            action,
            reason,
            content,
        } = requested;
        let allowed = self.allowed_actions(row);
        if !allowed.contains(action) {
            return Err(Refusal::not_allowed_in_status(
                action.as_str(),
                row.status,
                allowed,
            ));
        }
        match action.course() == Course::Invalidate {
            true => self.check_invalidation(row, reason.as_deref(), content.as_ref()),
            false => Ok(()),
        }
    }

    /// A requested action with its task, and the id of the request.
    ///
    /// # Errors
    /// When what is said with it cannot be written.
    pub(crate) fn requested(
        &self,
        caller: &Caller,
        declaration: DeclarationId,
        requested: RequestedAction,
    ) -> anyhow::Result<(ActionId, Changes)> {
        let RequestedAction {
            action,
            reason,
            content,
        } = requested;
        let content = content.map(|content| Json::encode(&content)).transpose()?;
        let now = self.now();
        let id = ActionId(self.ids().next());
        let changes = Changes {
            actions: vec![ActionRecord {
                tenant_id: caller.tenant_id,
                id,
                declaration_id: declaration,
                action,
                reason,
                content,
                actor: caller.actor.clone(),
                successful: None,
                requested_at: now,
                finished_at: None,
                errors: None,
            }],
            tasks: vec![NewTask {
                id: TaskId(self.ids().next()),
                tenant_id: caller.tenant_id,
                kind: TaskKind::Act,
                subject: id.0,
                endpoint: String::new(),
                lane: Some(format!("declaration/{declaration}")),
                due_at: now,
            }],
            ..Changes::default()
        };
        Ok((id, changes))
    }
}

impl Engine {
    /// An invalidation says why: customs reads it, and may want a legal ground of its list. Before
    /// customs has the declaration, any words will do.
    fn check_invalidation(
        &self,
        row: &DeclarationRecord,
        reason: Option<&str>,
        content: Option<&ActionContent>,
    ) -> Result<(), Refusal> {
        let grant = row.family.grant(Action::Invalidate, row.standing());
        let is_asked = grant.is_some_and(|grant| grant.event == Event::InvalidationRequested);
        let system = self.registry().get(&row.system).filter(|_| is_asked);
        let terms = system.map(|system| system.capabilities().invalidation);
        let terms = terms.unwrap_or(InvalidationTerms::WORDS_ONLY);
        let least = terms.least_reason;
        let count = reason.map_or("", str::trim).chars().count();
        if !(least..=MOST_REASON).contains(&count) {
            let detail =
                format!("send `reason`, {least} to {MOST_REASON} characters: customs reads it");
            return Err(Refusal::new(codes::REASON_REQUIRED, detail));
        }
        let Some(ActionContent::InvalidationGround(ground)) = content.filter(|_| is_asked) else {
            return Ok(());
        };
        let code = ground.code.as_deref().unwrap_or_default();
        terms
            .check(code, row.direction)
            .map_err(|problem| Refusal::new(codes::INVALIDATION_GROUND, problem))
    }
}

/// The most characters of a reason that any customs takes.
const MOST_REASON: usize = 512;
