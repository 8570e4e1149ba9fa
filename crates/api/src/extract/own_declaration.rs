//! Is the declaration in the path the caller's?
//!
//! `OwnDeclaration<ReadDeclarations>` authorises, reads `{id}` and loads the declaration within the
//! caller's tenant and the parts of the organisation that he may see. What is elsewhere does not
//! exist: 404.

use std::marker::PhantomData;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use cas_engine::Caller;
use cas_model::ids::DeclarationId;
use cas_model::visibility::VisibleParts;
use cas_store::{DeclarationRecord, RevisionRecord};

use super::authorized::{Authorized, RequiredScope};
use super::path_id;
use crate::problem::Problem;
use crate::state::ApiState;

/// What it is called in refusals.
const WHAT: &str = "declaration";

/// A declaration of the caller's tenant that he may see.
pub struct OwnDeclaration<S> {
    /// The declaration, which is of the caller's tenant and visible to him.
    pub row: DeclarationRecord,
    /// Who calls, as he was authenticated.
    pub caller: Caller,
    /// The parts of the organisation that he may see; all where it is absent.
    pub visible: Option<VisibleParts>,
    scope: PhantomData<S>,
}

impl<S> OwnDeclaration<S> {
    /// Its document: the revision being worked on.
    ///
    /// # Errors
    /// When the store fails, or lacks it.
    pub async fn revision(&self, state: &ApiState) -> Result<RevisionRecord, Problem> {
        self.revision_numbered(state, self.row.revision).await
    }

    /// A revision by its number, or by what it is: `lodged`, `sent`, `current`.
    ///
    /// # Errors
    /// When there is none, or the store fails.
    pub async fn revision_named(
        &self,
        state: &ApiState,
        name: &str,
    ) -> Result<RevisionRecord, Problem> {
        let number = match name {
            "current" => Some(self.row.revision),
            "lodged" => self.row.lodged_revision,
            "sent" => self.row.sent_revision,
            number => number.parse().ok(),
        };
        let number = number.ok_or_else(|| no_revision(name))?;
        self.revision_numbered(state, number).await
    }

    async fn revision_numbered(
        &self,
        state: &ApiState,
        number: u32,
    ) -> Result<RevisionRecord, Problem> {
        let revisions = state.store().revisions(&[(self.row.id, number)]).await?;
        let missing = || no_revision(&number.to_string());
        revisions.into_iter().next().ok_or_else(missing)
    }
}

fn no_revision(name: &str) -> Problem {
    Problem::not_found(&format!("revision of the declaration: {name}"))
}

impl<S: RequiredScope> FromRequestParts<ApiState> for OwnDeclaration<S> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let authorized = Authorized::<S>::from_request_parts(parts, state).await?;
        let parameters = RawPathParams::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::not_found(WHAT))?;
        let id = parameters
            .iter()
            .find(|(name, _)| *name == "id")
            .map_or("", |(_, text)| text);
        let id = DeclarationId(path_id(id, WHAT)?);
        let row = authorized.declaration(state, id).await?;
        Ok(Self {
            row,
            visible: authorized.visible,
            caller: authorized.caller,
            scope: PhantomData,
        })
    }
}
