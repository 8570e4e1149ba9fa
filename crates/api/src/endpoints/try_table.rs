//! What would a version of a table change in a declaration?

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use cas_model::ids::DeclarationId;
use cas_process::configuration::TableVersion;
use cas_process::trial::{Trial, ValueChange};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::extract::{ConfiguredVersion, body, path_id};
use crate::problem::Problem;
use crate::state::ApiState;

/// Which declaration is asked about.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrialRequest {
    /// The id of the declaration that it is tried on.
    declaration_id: String,
}

/// What the version would change.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TrialAnswer {
    /// The id of the declaration that it was tried on.
    declaration_id: String,
    /// The reference that the ERP gave the shipment.
    external_reference: String,
    /// The local reference number (LRN), which we gave it.
    lrn: String,
    /// The day as of which was deduced.
    #[schema(format = Date)]
    as_of: String,
    /// The values that would differ.
    changes: Vec<TrialChange>,
    /// Findings that there would be: `code`, `message`, `description`, `severity`, `fields`.
    #[schema(value_type = Vec<Object>)]
    new_findings: Value,
    /// Findings that there would not be any more.
    #[schema(value_type = Vec<Object>)]
    gone_findings: Value,
}

/// A value that would differ.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TrialChange {
    /// The path of the field in the document.
    path: String,
    /// What it is; null where there is nothing.
    before: Option<String>,
    /// What it would be.
    after: Option<String>,
}

impl TrialAnswer {
    /// The answer of a trial.
    ///
    /// # Errors
    /// When a finding cannot be written.
    pub fn new(trial: Trial) -> anyhow::Result<Self> {
        let change = |change: ValueChange| TrialChange {
            path: change.path,
            before: change.before,
            after: change.after,
        };
        Ok(Self {
            declaration_id: trial.declaration_id,
            external_reference: trial.external_reference,
            lrn: trial.lrn,
            as_of: trial.as_of.to_string(),
            changes: trial.changes.into_iter().map(change).collect(),
            new_findings: serde_json::to_value(trial.new_findings)?,
            gone_findings: serde_json::to_value(trial.gone_findings)?,
        })
    }
}

/// Tries a version of a table, a draft too, on a declaration, and says what would differ from the
/// version in force. Nothing is stored.
#[utoipa::path(
    post,
    path = "/v1/decisiontables/{name}/versions/{version}/try",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("name" = String, Path, description = "The table"),
        ("version" = String, Path, description = "Its number, or draft"),
    ),
    request_body = TrialRequest,
    responses((status = 200, description = "What would change", body = TrialAnswer))
)]
pub async fn try_table(
    configured: ConfiguredVersion,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<TrialAnswer>, Problem> {
    // A version that is not there is said first, whatever the body is.
    configured.row(&state).await?;
    let request: TrialRequest = body::small_json(&headers, body).await?;
    let declaration = DeclarationId(path_id(&request.declaration_id, "declaration")?);
    let ConfiguredVersion { of, version } = configured;
    let table = TableVersion {
        name: &of.name.name,
        version,
    };
    let tenant = of.editor.tenant_id;
    let trial = state.engine().try_table(tenant, table, declaration).await?;
    Ok(Json(TrialAnswer::new(trial)?))
}
