//! Why is this value in the declaration?
//!
//! Every value of the document with its origin: that of the nearest recorded path at or above it.
//! What has no recorded origin came with the shipment.

use std::collections::HashMap;

use anyhow::Context as _;
use axum::Json;
use axum::extract::State;
use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::field_path::each_scalar;
use cas_model::origin::{Origin, Origins};
use cas_store::RevisionRow;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::extract::{OwnDeclaration, ReadDeclarations};
use crate::problem::Problem;
use crate::state::ApiState;

/// The origins of a declaration's values, in document order.
#[derive(Serialize, ToSchema)]
pub struct DeclarationOrigins {
    /// The values.
    origins: Vec<ValueOrigin>,
}

/// A value and its origin.
#[derive(Serialize, ToSchema)]
pub struct ValueOrigin {
    /// Where it stands.
    path: String,
    /// The value, as text.
    value: String,
    /// `type` (`shipment`, `configuration`, `masterData`, `decisionTable`,
    /// `earlierDeclaration`, `calculation`, `grouping`, `person`, `customs`, `generated`) and
    /// what is known of it.
    #[schema(value_type = Object)]
    origin: Value,
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

fn origins(revision: &RevisionRow) -> anyhow::Result<Vec<ValueOrigin>> {
    let document: SingleAdministrativeDocument =
        serde_json::from_str(&revision.document).context("the document of a revision")?;
    let recorded: Origins =
        serde_json::from_str(&revision.origins).context("the origins of a revision")?;
    let by_path: HashMap<&str, Value> = recorded
        .groups()
        .iter()
        .flat_map(|group| {
            group
                .paths
                .iter()
                .map(|path| (path.as_str(), public(&group.origin)))
        })
        .collect();
    let mut values = Vec::new();
    each_scalar(&document, &FieldPath::root(), &mut |path, field| {
        values.push(ValueOrigin {
            path: path.as_str().to_owned(),
            value: field.text().unwrap_or_default().into_owned(),
            origin: nearest(&by_path, path.as_str()),
        });
    });
    Ok(values)
}

/// The origin recorded at the path, or else at what holds it.
fn nearest(by_path: &HashMap<&str, Value>, path: &str) -> Value {
    let mut at = path;
    loop {
        if let Some(origin) = by_path.get(at) {
            return origin.clone();
        }
        match at.rfind(['.', '[']) {
            Some(end) => at = &at[..end],
            None => return json!({ "type": "shipment" }),
        }
    }
}

/// The origin with its kind as `type` beside what is known of it.
fn public(origin: &Origin) -> Value {
    let tagged = serde_json::to_value(origin).unwrap_or_default();
    let mut object = Map::new();
    match tagged {
        Value::Object(tagged) => {
            for (kind, fields) in tagged {
                object.insert("type".to_owned(), Value::String(kind));
                object.extend(fields.as_object().cloned().unwrap_or_default());
            }
        }
        kind => {
            object.insert("type".to_owned(), kind);
        }
    }
    Value::Object(object)
}

#[cfg(test)]
mod tests {
    use cas_model::origin::Origin;
    use serde_json::json;

    use super::{nearest, public};

    #[test]
    fn the_nearest_recorded_path_counts() {
        let by_path = [
            ("a", json!(1)),
            ("a.b[0]", json!(2)),
            ("a.b[0].c", json!(3)),
        ]
        .into();
        for (path, expected) in [
            ("a", json!(1)),
            ("a.b[1].c", json!(1)),
            ("a.b[0].d.e", json!(2)),
            ("a.b[0].c", json!(3)),
            ("ab", json!({ "type": "shipment" })),
        ] {
            assert_eq!(nearest(&by_path, path), expected, "{path}");
        }
    }

    #[test]
    fn origins_carry_their_type() {
        let person = public(&Origin::Person {
            name: "a".to_owned(),
        });
        assert_eq!(person, json!({ "type": "person", "name": "a" }));
        assert_eq!(public(&Origin::Generated), json!({ "type": "generated" }));
    }
}
