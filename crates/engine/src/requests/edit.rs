//! Editing a declaration: the change, its deductions and validations, and its history in one
//! commit.

use cas_model::FieldPath;
use cas_model::difference::Difference;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::{Event, Status};
use cas_model::origin::{Origin, Origins};
use cas_store::{Changes, CommitError};
use serde_json::Value;

use super::Caller;
use crate::editing::{self, DeclarationEdit, Edited, NotEdited};
use crate::state::{DeclarationState, Entry};
use crate::steps::{self, Desk};
use crate::{Engine, Refusal, RefusalKind};

/// How often an edit is decided again when others were faster.
const ATTEMPTS: u32 = 5;
/// The most changed places that a history entry names.
const NAMED: usize = 20;

/// A declaration after an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditedDeclaration {
    /// Its version now.
    pub version: u32,
    /// Its revision now.
    pub revision: u32,
    /// Its status now.
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
        edit: &DeclarationEdit,
        expected: Option<&str>,
    ) -> Result<EditedDeclaration, Refusal> {
        for _ in 0..ATTEMPTS {
            let state = steps::load_declaration(self, caller.tenant_id, declaration).await;
            let state = state.map_err(|error| Refusal::unavailable(&error))?;
            let state = state.ok_or_else(|| Refusal::not_found("declaration"))?;
            check_version(&state, expected)?;
            let (changes, edited) = self.decide_edit(caller, state, edit).await?;
            match self.store().commit(changes).await {
                Ok(()) => return Ok(edited),
                // Who named a version hears of it; who did not is decided again.
                Err(CommitError::Conflict(_)) => {}
                Err(CommitError::Database(error)) => return Err(Refusal::unavailable(&error)),
            }
        }
        Err(changed())
    }

    async fn decide_edit(
        &self,
        caller: &Caller,
        mut state: DeclarationState,
        edit: &DeclarationEdit,
    ) -> Result<(Changes, EditedDeclaration), Refusal> {
        let row = &state.row;
        if !row.family.is_editable(row.status) {
            let allowed = self.allowed_actions(row);
            return Err(Refusal::not_allowed_in_status(
                "editing", row.status, allowed,
            ));
        }
        let edited = editing::edit(&state.document, edit).map_err(refusal_of)?;
        keeps_its_number(&state, &edited)?;
        let unavailable = |error: anyhow::Error| Refusal::unavailable(&error);
        let item_id = edited.item_id.clone();
        let note = named(&edited);
        let now = self.now();
        take_over(&mut state, edited, &caller.client_id, now);
        let inputs = steps::inputs_of(self, &state).await.map_err(unavailable)?;
        let mut desk = Desk::notifying(self, now, &inputs.surroundings);
        let entry = Entry {
            note: Some(note),
            ..Entry::by(&caller.client_id)
        };
        desk.record(&mut state, Event::Edited, entry);
        steps::check(&mut desk, &mut state, &inputs).map_err(unavailable)?;
        if state.row.lodged_revision.is_none() {
            steps::submit_if_automatic(&mut desk, &mut state, &inputs).map_err(unavailable)?;
        }
        let edited = EditedDeclaration {
            version: state.row.version + 1,
            revision: state.row.revision,
            status: state.row.status,
            item_id,
        };
        state.save(now, &mut desk.changes).map_err(unavailable)?;
        Ok((desk.changes, edited))
    }
}

/// Puts the edited document in the place of the one before, with who said what of it.
fn take_over(state: &mut DeclarationState, edited: Edited, by: &str, now: jiff::Timestamp) {
    let Edited {
        before,
        after,
        differences,
        update,
        ..
    } = edited;
    let noted: Vec<Difference> = differences
        .iter()
        .map(|difference| as_given(difference, &state.origins))
        .collect();
    state.edits.note(&noted, by, now, &after);
    state.edits.settle(&update);
    let edits = state.edits.clone();
    let (document, origins) = state.edit();
    origins.follow(&before, &after);
    *document = after;
    for difference in &differences {
        match difference.after {
            Some(_) => steps::claim(origins, document, &difference.path, by),
            // Nothing stands there now, whoever said it.
            None if difference.address.is_element() => {}
            None => origins.retain(|at, _| !at.is_within(&difference.path)),
        }
    }
    steps::renumber(document, origins, &edits);
}

/// An element that was removed, without what was deduced of it: that may change and says nothing of
/// what the person did not want.
fn as_given(difference: &Difference, origins: &Origins) -> Difference {
    let mut difference = difference.clone();
    if difference.after.is_none()
        && difference.address.is_element()
        && let Some(before) = &mut difference.before
    {
        leave_given(before, &difference.path, origins);
    }
    difference
}

fn leave_given(value: &mut Value, path: &FieldPath, origins: &Origins) {
    match value {
        Value::Object(fields) => fields.retain(|name, value| {
            leave_given(value, &path.field(name), origins);
            !value.is_null()
        }),
        Value::Array(elements) => {
            for (position, element) in elements.iter_mut().enumerate() {
                leave_given(element, &path.index(position), origins);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            let origin = origins.of(path);
            if origin.is_some_and(|origin| origin.is_deduced() || *origin == Origin::Generated) {
                *value = Value::Null;
            }
        }
    }
}

/// The places that were changed, for the history.
fn named(edited: &Edited) -> String {
    let places = edited
        .differences
        .iter()
        .map(|difference| difference.address.as_str());
    let mut shown = places.clone().take(NAMED).collect::<Vec<_>>().join(", ");
    let more = places.count().saturating_sub(NAMED);
    if more > 0 {
        shown.push_str(&format!(" and {more} more"));
    }
    shown
}

fn check_version(state: &DeclarationState, expected: Option<&str>) -> Result<(), Refusal> {
    match expected {
        Some(expected) if expected != state.row.version.to_string() => Err(changed()),
        Some(_) | None => Ok(()),
    }
}

fn changed() -> Refusal {
    Refusal::new(
        "declaration-changed",
        RefusalKind::Outdated,
        "The declaration was changed by another",
        "nothing was changed; read the declaration again and decide again".to_owned(),
    )
}

/// Customs knows a declaration that was sent by its number.
fn keeps_its_number(state: &DeclarationState, edited: &Edited) -> Result<(), Refusal> {
    let number = |document: &SingleAdministrativeDocument| document.function_ref_num.clone();
    if state.row.lodged_revision.is_none() || number(&edited.before) == number(&edited.after) {
        return Ok(());
    }
    let place = "functionRefNum".into();
    let message = "customs knows the declaration by this number; leave it out".to_owned();
    Err(structure(vec![(place, message)]))
}

fn refusal_of(error: NotEdited) -> Refusal {
    match error {
        NotEdited::NoSuchItem => Refusal::not_found("item of this declaration"),
        NotEdited::Structure(errors) => structure(
            errors
                .into_iter()
                .map(|error| (error.path, error.message))
                .collect(),
        ),
        NotEdited::Failed(error) => Refusal::unavailable(&error.into()),
    }
}

fn structure(places: Vec<(FieldPath, String)>) -> Refusal {
    let detail = format!("{} error(s); nothing was changed", places.len());
    Refusal::new(
        "invalid-structure",
        RefusalKind::Invalid,
        "The message is not well structured",
        detail,
    )
    .at(places)
}
