//! Editing a declaration: the change, its deductions and validations, and its history in one
//! commit.

use cas_model::document::SingleAdministrativeDocument;
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::{Event, Status};
use cas_model::structure::StructureError;
use cas_process::checking::check;
use cas_process::customs::submit_if_automatic;
use cas_process::declaration::{DeclarationState, FactNote};
use cas_process::manual_edits;
use cas_process::manual_edits::{DeclarationEdit, EditResult, NotEdited, named, take_over};
use cas_process::{Refusal, codes};
use cas_store::{Changes, CommitError};

use super::Caller;
use crate::Engine;
use crate::commit::changes_of;
use crate::load::{inputs_of, load_declaration};

/// How often an edit is decided again when others were faster.
const ATTEMPTS: u32 = 5;

/// An edit that somebody asks for.
#[derive(Clone, Copy, Debug)]
pub struct RequestedEdit<'a> {
    /// What the edit changes of the document.
    pub edit: &'a DeclarationEdit,
    /// The version that the caller read; without it the last one wins.
    pub expected: Option<&'a str>,
    /// Why, for the history.
    pub reason: Option<&'a str>,
}

/// A declaration after an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditedDeclaration {
    /// The version of the declaration after the edit, for `If-Match`.
    pub version: u32,
    /// The revision of the document that the edit made or rewrote.
    pub revision: u32,
    /// The status after the edit was checked.
    pub status: Status,
    /// The item that was added.
    pub item_id: Option<String>,
}

impl Engine {
    /// Edits a declaration that customs does not have, that customs rejected, or whose amendment
    /// is open. What follows from the edit is deduced and validated again; fields that persons set
    /// stay as they set them.
    ///
    /// # Errors
    /// When it is not the caller's, its status does not allow it, the edit does not fit, or another
    /// was faster than the version that the caller read.
    pub async fn edit_declaration(
        &self,
        caller: &Caller,
        declaration: DeclarationId,
        requested: RequestedEdit<'_>,
    ) -> Result<EditedDeclaration, Refusal> {
        for _ in 0..ATTEMPTS {
            let state = load_declaration(self, caller.tenant_id, declaration).await;
            let state = state.map_err(|error| crate::unavailable(&error))?;
            let state = state.ok_or_else(|| Refusal::not_found("declaration"))?;
            check_version(&state, requested.expected)?;
            let (changes, edited) = self.decide_edit(caller, state, requested).await?;
            match self.store().commit(changes).await {
                Ok(()) => return Ok(edited),
                // Who named a version hears of it; who did not is decided again.
                Err(CommitError::Conflict(_)) => {}
                Err(CommitError::Database(error)) => return Err(crate::unavailable(&error)),
            }
        }
        Err(changed())
    }

    async fn decide_edit(
        &self,
        caller: &Caller,
        mut state: DeclarationState,
        requested: RequestedEdit<'_>,
    ) -> Result<(Changes, EditedDeclaration), Refusal> {
        let row = &state.row;
        if !row.family.is_editable(row.status) {
            let allowed = self.allowed_actions(row);
            return Err(Refusal::not_allowed_in_status(
                "editing", row.status, allowed,
            ));
        }
        let edited = manual_edits::edit(&state.document, requested.edit).map_err(refusal_of)?;
        keeps_its_number(&state, &edited)?;
        let unavailable = |error: anyhow::Error| crate::unavailable(&error);
        let item_id = edited.item_id.clone();
        let places = named(&edited);
        let note = match requested.reason {
            Some(reason) => format!("{reason} ({places})"),
            None => places,
        };
        let now = self.now();
        take_over(&mut state, edited, &caller.actor, now);
        let inputs = inputs_of(self, &state).await.map_err(unavailable)?;
        let mut unit = self.unit_of_work(&inputs.watch);
        let entry = FactNote {
            note: Some(note),
            ..FactNote::by(&caller.actor)
        };
        unit.record(&mut state, Event::Edited, entry);
        check(&mut unit, &mut state, &inputs).map_err(unavailable)?;
        if state.row.lodged_revision.is_none() {
            submit_if_automatic(&mut unit, &mut state, &inputs).map_err(unavailable)?;
        }
        let edited = EditedDeclaration {
            version: state.row.version + 1,
            revision: state.row.revision,
            status: state.row.status,
            item_id,
        };
        unit.save(state).map_err(unavailable)?;
        let changes = changes_of(unit.effects).map_err(unavailable)?;
        Ok((changes, edited))
    }
}

fn check_version(state: &DeclarationState, expected: Option<&str>) -> Result<(), Refusal> {
    match expected {
        Some(expected) if expected != state.row.version.to_string() => Err(changed()),
        Some(_) | None => Ok(()),
    }
}

fn changed() -> Refusal {
    Refusal::new(
        codes::DECLARATION_CHANGED,
        "nothing was changed; read the declaration again and decide again".to_owned(),
    )
}

/// Customs knows a declaration that was sent by its number.
fn keeps_its_number(state: &DeclarationState, edited: &EditResult) -> Result<(), Refusal> {
    let number = |document: &SingleAdministrativeDocument| document.function_ref_num.clone();
    if state.row.lodged_revision.is_none() || number(&edited.before) == number(&edited.after) {
        return Ok(());
    }
    let error = StructureError {
        path: cas_model::path!("functionRefNum").into(),
        message: "customs knows the declaration by this number; leave it out".to_owned(),
    };
    Err(Refusal::invalid_structure(vec![error]))
}

fn refusal_of(error: NotEdited) -> Refusal {
    match error {
        NotEdited::NoSuchItem => Refusal::not_found("item of this declaration"),
        NotEdited::Structure(errors) => Refusal::invalid_structure(errors),
    }
}
