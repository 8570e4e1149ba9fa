//! Accepting a requested action.

use cas_model::ActionContent;
use cas_model::ids::{ActionId, DeclarationId, TaskId};
use cas_model::lifecycle::{Action, Course};
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
    /// What is said with it; required where the action says something.
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
        let system = self.registry().get(&row.system);
        let offers = |action: &Action| {
            system.is_none_or(|system| {
                let capabilities = system.capabilities();
                capabilities.offers(*action, &row.declaration_type)
                    && capabilities.takes(*action, row.standing())
            })
        };
        let allowed = row.family.allowed_actions(row.standing());
        allowed.into_iter().filter(offers).collect()
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
        let RequestedAction {
            action,
            reason,
            content,
        } = requested;
        let row = self
            .store()
            .declaration(caller.tenant_id, declaration)
            .await
            .map_err(|error| crate::unavailable(&error))?
            .ok_or_else(|| Refusal::not_found("declaration"))?;
        let allowed = self.allowed_actions(&row);
        if !allowed.contains(&action) {
            return Err(Refusal::not_allowed_in_status(
                action.as_str(),
                row.status,
                allowed,
            ));
        }
        check_reason(action, reason.as_deref())?;
        let content = content
            .map(|content| Json::of(&content))
            .transpose()
            .map_err(|error| crate::unavailable(&error.into()))?;
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
                actor: caller.client_id.clone(),
                successful: None,
                requested_at: now,
                finished_at: None,
            }],
            tasks: vec![NewTask {
                id: TaskId(self.ids().next()),
                tenant_id: caller.tenant_id,
                kind: TaskKind::Act,
                subject: id.0,
                lane: Some(format!("declaration/{declaration}")),
                due_at: now,
            }],
            ..Changes::default()
        };
        match self.store().commit(changes).await {
            Ok(()) => Ok(id),
            Err(CommitError::Conflict(what)) => Err(crate::unavailable(&anyhow::anyhow!(
                "new action conflicts: {what}"
            ))),
            Err(CommitError::Database(error)) => Err(crate::unavailable(&error)),
        }
    }
}

/// An invalidation says why: customs reads it, 1 to 512 characters.
fn check_reason(action: Action, reason: Option<&str>) -> Result<(), Refusal> {
    let reason = reason.map_or("", str::trim);
    if action.course() == Course::Invalidate && !(1..=512).contains(&reason.chars().count()) {
        return Err(Refusal::new(
            codes::REASON_REQUIRED,
            "send `reason`, 1 to 512 characters: customs reads it".to_owned(),
        ));
    }
    Ok(())
}
