//! Which flow, table, settings or input mapping does the path name, and may the caller configure?
//!
//! `Configured` authorises and reads `{kind}` and `{name}`; `ConfiguredVersion` also `{version}`.
//! A path without a kind names a decision table. What cannot be a name names nothing: 404.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use cas_model::configuration::ConfigurationKind;
use cas_process::configuration::Editor;
use cas_process::configuration::{ConfigurationName, VersionChoice};
use cas_store::ConfigurationRecord;

use super::authorized::{AdminConfiguration, Authorized};
use super::query::Query;
use crate::problem::Problem;
use crate::state::ApiState;

/// What is configured under a name, and who asks.
pub struct Configured {
    /// Who asks, of which tenant.
    pub editor: Editor,
    /// What the path names.
    pub name: ConfigurationName,
}

/// A version of what is configured under a name, and who asks.
pub struct ConfiguredVersion {
    /// Who asks, and for what.
    pub of: Configured,
    /// Which of its versions is meant.
    pub version: VersionChoice,
}

impl Configured {
    /// All versions, oldest first.
    ///
    /// # Errors
    /// Not found when there is none.
    pub async fn versions(&self, state: &ApiState) -> Result<Vec<ConfigurationRecord>, Problem> {
        let (tenant, name) = (self.editor.tenant_id, &self.name);
        let store = state.store();
        let rows = store.configuration_versions(tenant, name.kind, &name.name);
        let rows = rows.await?;
        if rows.is_empty() {
            return Err(Problem::not_found(what(name.kind)));
        }
        Ok(rows)
    }
}

impl ConfiguredVersion {
    /// The version.
    ///
    /// # Errors
    /// Not found when there is none.
    pub async fn row(&self, state: &ApiState) -> Result<ConfigurationRecord, Problem> {
        let mut versions = self.of.versions(state).await?.into_iter();
        let found = versions.find(|row| self.version.is(row));
        found.ok_or_else(|| Problem::not_found("version"))
    }
}

/// The version that another is compared with, `from`; none where it is not named.
///
/// # Errors
/// Not found when it is no version, or the query says more.
pub fn compared_with(mut query: Query) -> Result<Option<VersionChoice>, Problem> {
    let from = query.text("from");
    query.finish()?;
    let choice = |text: &str| {
        VersionChoice::parse(text).ok_or_else(|| Problem::not_found("version to compare with"))
    };
    from.as_deref().map(choice).transpose()
}

impl FromRequestParts<ApiState> for Configured {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let authorized = Authorized::<AdminConfiguration>::from_request_parts(parts, state).await?;
        let kind = match parameter(parts, state, "kind").await? {
            Some(kind) => kind_of(&kind)?,
            None => ConfigurationKind::DecisionTable,
        };
        let name = parameter(parts, state, "name").await?.unwrap_or_default();
        let name = ConfigurationName::new(kind, &name);
        Ok(Self {
            editor: authorized.editor(),
            name: name.ok_or_else(|| Problem::not_found(what(kind)))?,
        })
    }
}

impl FromRequestParts<ApiState> for ConfiguredVersion {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let of = Configured::from_request_parts(parts, state).await?;
        let version = parameter(parts, state, "version").await?;
        let version = version.as_deref().and_then(VersionChoice::parse);
        let version = version.ok_or_else(|| Problem::not_found("version"))?;
        Ok(Self { of, version })
    }
}

/// The kind that a path segment names.
///
/// # Errors
/// Not found when there is no such kind.
pub fn kind_of(segment: &str) -> Result<ConfigurationKind, Problem> {
    match segment {
        "flows" => Ok(ConfigurationKind::Flow),
        "decisiontables" => Ok(ConfigurationKind::DecisionTable),
        "settings" => Ok(ConfigurationKind::Settings),
        "inputmappings" => Ok(ConfigurationKind::InputMapping),
        _ => Err(Problem::not_found(
            "kind of configuration; there are flows, decisiontables, settings, inputmappings",
        )),
    }
}

/// What a kind is called in refusals.
pub const fn what(kind: ConfigurationKind) -> &'static str {
    match kind {
        ConfigurationKind::Flow => "flow",
        ConfigurationKind::DecisionTable => "decision table",
        ConfigurationKind::Settings => "settings",
        ConfigurationKind::InputMapping => "input mapping",
    }
}

async fn parameter(
    parts: &mut Parts,
    state: &ApiState,
    wanted: &str,
) -> Result<Option<String>, Problem> {
    let parameters = RawPathParams::from_request_parts(parts, state)
        .await
        .map_err(|_| Problem::not_found("name"))?;
    let found = parameters.iter().find(|(name, _)| *name == wanted);
    Ok(found.map(|(_, text)| text.to_owned()))
}
