//! Which configuration is there, by its names?

use axum::Json;
use axum::extract::{Path, State};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cas_store::ConfigurationHead;
use serde::Serialize;
use utoipa::ToSchema;

use crate::configuration_answer::VersionHead;
use crate::extract::{A_CURSOR, AdminConfiguration, Authorized, Query, kind_of};
use crate::problem::Problem;
use crate::state::ApiState;

/// Everything of a kind.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConfigurationNames {
    /// The names, in alphabetical order. A name whose versions do not end on a page begins the next.
    names: Vec<ConfigurationEntry>,
    /// Send it as `cursor` for what follows, where the page ended at 4 MB; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// A name and its versions.
#[derive(Serialize, ToSchema)]
pub struct ConfigurationEntry {
    /// The name, the same in all versions.
    name: String,
    /// Its versions, oldest first.
    versions: Vec<VersionHead>,
}

/// Lists what is configured of a kind, with all versions.
#[utoipa::path(
    get,
    path = "/v1/configuration/{kind}",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("kind" = String, Path, description =
            "flows, decisiontables, settings or inputmappings"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
    ),
    responses((status = 200, description = "The names", body = ConfigurationNames))
)]
pub async fn configuration_names(
    authorized: Authorized<AdminConfiguration>,
    State(state): State<ApiState>,
    Path(kind): Path<String>,
    mut query: Query,
) -> Result<Json<ConfigurationNames>, Problem> {
    let kind = kind_of(&kind)?;
    let behind = query.parsed("cursor", A_CURSOR, position_of);
    query.finish()?;
    let store = state.store();
    let page = store.configuration_heads(authorized.tenant(), kind, behind.as_ref());
    let page = page.await?;
    let next_cursor = page.next_behind().map(cursor_behind);
    let mut names: Vec<ConfigurationEntry> = Vec::new();
    for row in page {
        add(&mut names, row);
    }
    Ok(Json(ConfigurationNames { names, next_cursor }))
}

/// Rows come by name.
fn add(names: &mut Vec<ConfigurationEntry>, row: ConfigurationHead) {
    match names.last_mut() {
        Some(last) if last.name == row.name => last.versions.push(row.into()),
        Some(_) | None => names.push(ConfigurationEntry {
            name: row.name.clone(),
            versions: vec![row.into()],
        }),
    }
}

/// The name and the version that a page begins behind.
fn cursor_behind(row: &ConfigurationHead) -> String {
    URL_SAFE_NO_PAD.encode(format!("{} {}", row.version, row.name))
}

fn position_of(cursor: &str) -> Option<(String, u32)> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let (version, name) = text.split_once(' ')?;
    Some((name.to_owned(), version.parse().ok()?))
}
