//! What do all edits of a declaration have in common?

use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use cas_engine::{Caller, RequestedEdit};
use cas_model::ids::DeclarationId;
use cas_process::manual_edits::DeclarationEdit;
use serde::Serialize;
use utoipa::ToSchema;

use crate::configuration_answer::etag;
use crate::extract::{A_REASON, CreateMessages, IfMatch, OwnDeclaration, Query, a_reason, path_id};
use crate::problem::Problem;
use crate::state::ApiState;

/// A declaration was edited; what follows from it was deduced and validated again.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeclarationEdited {
    /// The id of the declaration that was changed.
    #[schema(format = Uuid)]
    id: String,
    /// Its version, as in its ETag.
    version: u32,
    /// The revision of its document.
    revision: u32,
    /// The status that it has after the change.
    current_status: &'static str,
    /// The item that was added: its `governmentAgencyGoodsItemId`.
    #[serde(skip_serializing_if = "Option::is_none")]
    item_id: Option<String>,
}

/// The answer to an edit.
pub type EditResponse = (StatusCode, HeaderMap, Json<DeclarationEdited>);

/// A caller who may edit declarations, and the state in which they read the one they edit.
pub struct DeclarationEditor {
    state: ApiState,
    caller: Caller,
    expected: Option<String>,
    reason: Option<String>,
}

/// The name of the parameter that says why something is changed.
const REASON: &str = "reason";

impl FromRequestParts<ApiState> for DeclarationEditor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        // That there is such a declaration is known before anything is said of the body.
        let declaration =
            OwnDeclaration::<CreateMessages>::from_request_parts(parts, state).await?;
        let IfMatch(expected) = IfMatch::from_request_parts(parts, state).await?;
        let Ok(mut query) = Query::from_request_parts(parts, state).await;
        let reason = query.parsed(REASON, A_REASON, a_reason);
        query.finish_known()?;
        Ok(Self {
            state: state.clone(),
            caller: declaration.caller,
            expected,
            reason,
        })
    }
}

impl DeclarationEditor {
    /// Asks the engine for an edit of the declaration with this id.
    ///
    /// # Errors
    /// When there is no such declaration, it is not as it was read, or cannot be edited so.
    pub async fn edit(
        self,
        declaration: &str,
        edit: DeclarationEdit,
    ) -> Result<EditResponse, Problem> {
        let declaration = DeclarationId(path_id(declaration, "declaration")?);
        let requested = RequestedEdit {
            edit: &edit,
            expected: self.expected.as_deref(),
            reason: self.reason.as_deref(),
        };
        let edited = self
            .state
            .engine()
            .edit_declaration(&self.caller, declaration, requested)
            .await?;
        let headers = etag(&edited.version.to_string());
        let answer = DeclarationEdited {
            id: declaration.to_string(),
            version: edited.version,
            revision: edited.revision,
            current_status: edited.status.as_str(),
            item_id: edited.item_id,
        };
        Ok((StatusCode::ACCEPTED, headers, Json(answer)))
    }
}
