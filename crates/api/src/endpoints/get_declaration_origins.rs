//! Why is this value in the declaration?
//!
//! Every value of the document with its origin: that of the nearest recorded path at or above it.
//! What has no recorded origin came with the shipment.

use anyhow::Context as _;
use axum::Json;
use axum::extract::State;
use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::field_path::each_scalar;
use cas_store::RevisionRecord;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::extract::{OwnDeclaration, ReadDeclarations};
use crate::origin_answer::OriginsByPath;
use crate::problem::Problem;
use crate::state::ApiState;

/// The origins of a declaration's values, in document order.
#[derive(Serialize, ToSchema)]
pub struct DeclarationOrigins {
    /// The values of the document, each with its source.
    origins: Vec<ValueOrigin>,
}

/// A value and its origin.
#[derive(Serialize, ToSchema)]
pub struct ValueOrigin {
    /// The path of the value in the document.
    path: String,
    /// The value, as text.
    value: String,
    /// `type` (`shipment`, `inputMapping`, `configuration`, `masterData`, `decisionTable`,
    /// `earlierDeclaration`, `calculation`, `grouping`, `person`, `customs`, `generated`) and
    /// what is known of it.
    #[schema(value_type = Object)]
    origin: Value,
}

impl ValueOrigin {
    /// What stands at a path, and where it came from.
    pub(super) fn new(path: &FieldPath, value: String, origin: Value) -> Self {
        Self {
            path: path.as_str().to_owned(),
            value,
            origin,
        }
    }
}

/// Tells where each value of a declaration came from.
#[utoipa::path(
    get,
    path = "/v1/declarations/{id}/origins",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(("id" = String, Path, description = "The declaration")),
    responses((status = 200, description = "The origins", body = DeclarationOrigins))
)]
pub async fn get_declaration_origins(
    declaration: OwnDeclaration<ReadDeclarations>,
    State(state): State<ApiState>,
) -> Result<Json<DeclarationOrigins>, Problem> {
    let revision = declaration.revision(&state).await?;
    Ok(Json(DeclarationOrigins {
        origins: origins(&revision)?,
    }))
}

fn origins(revision: &RevisionRecord) -> anyhow::Result<Vec<ValueOrigin>> {
    let document: SingleAdministrativeDocument = revision
        .document
        .get()
        .context("the document of a revision")?;
    let by_path = OriginsByPath::of_revision(revision)?;
    let mut values = Vec::new();
    each_scalar(&document, &FieldPath::root(), &mut |path, field| {
        let value = field.text().unwrap_or_default().into_owned();
        let origin = by_path.origin_at(path.as_str());
        values.push(ValueOrigin::new(path, value, origin));
    });
    Ok(values)
}
