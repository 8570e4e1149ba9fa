//! What do two versions differ in, what does a document need, and what uses it?

use cas_model::ids::TenantId;
use cas_process::Refusal;
use cas_process::configuration::difference::{Difference, differences};
use cas_process::configuration::uses::{Need, Use, needs, uses};
use cas_process::configuration::{
    ConfigurationChange, ConfigurationName, EditScope, Editor, VersionChoice,
};
use cas_store::ConfigurationRecord;
use serde_json::Value;

use super::table_tools::work;
use super::versions::ComparedVersions;
use crate::{Engine, unavailable};

/// What a version changes in another.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionDifference {
    /// The number of the version that it is compared with; none where there is none before it.
    pub from: Option<u32>,
    /// The number of the version itself.
    pub to: u32,
    /// The places at which they differ.
    pub changes: Vec<Difference>,
}

impl Engine {
    /// What a version of a document changes in another: in one that is named, else in the newest
    /// published one before it. Where there is none before it, everything is new.
    ///
    /// # Errors
    /// When there is no such version.
    pub async fn compare_versions(
        &self,
        tenant: TenantId,
        name: &ConfigurationName,
        version: VersionChoice,
        with: Option<VersionChoice>,
    ) -> Result<VersionDifference, Refusal> {
        let rows = self.version_heads(tenant, name).await?;
        let compared = self.compared_versions(rows, version, with, no_version);
        let ComparedVersions { after, before } = compared.await?;
        let (from, to) = (before.as_ref().map(|row| row.version), after.version);
        let after = document(&after)?;
        let before = match &before {
            Some(before) => document(before)?,
            None => Value::Object(serde_json::Map::new()),
        };
        let changes = work(move || Ok(differences(&before, &after))).await?;
        Ok(VersionDifference { from, to, changes })
    }

    /// What a document names: its draft, else its newest version.
    ///
    /// # Errors
    /// When there is no such document.
    pub async fn configuration_needs(
        &self,
        editor: &Editor,
        name: &ConfigurationName,
    ) -> Result<(u32, Vec<Need>), Refusal> {
        let name = name.clone();
        self.edit(editor, EditScope::Newest(name.clone()), move |snapshot| {
            let newest = snapshot.versions(&name).pop();
            let newest = newest.ok_or_else(|| Refusal::not_found("document"))?;
            let found = (newest.version, needs(snapshot, newest)?);
            Ok((ConfigurationChange::default(), found))
        })
        .await
    }

    /// The drafts and the versions in force, or that will be, that name a document.
    ///
    /// # Errors
    /// When there is no such document.
    pub async fn configuration_uses(
        &self,
        editor: &Editor,
        name: &ConfigurationName,
    ) -> Result<Vec<Use>, Refusal> {
        let name = name.clone();
        self.edit(editor, EditScope::Newest(name.clone()), move |snapshot| {
            if snapshot.versions(&name).is_empty() {
                return Err(Refusal::not_found("document").into());
            }
            Ok((ConfigurationChange::default(), uses(snapshot, &name)?))
        })
        .await
    }

    /// The document of a version by its number.
    pub(super) async fn version_document(
        &self,
        tenant: TenantId,
        name: &ConfigurationName,
        version: u32,
    ) -> Result<Value, Refusal> {
        let mut heads = self.version_heads(tenant, name).await?.into_iter();
        let row = heads.find(|row| row.version == version);
        let row = self.with_document(row.ok_or_else(no_version)?, no_version);
        document(&row.await?)
    }
}

fn no_version() -> Refusal {
    Refusal::not_found("version")
}

fn document(row: &ConfigurationRecord) -> Result<Value, Refusal> {
    let document = row.document.get();
    document.map_err(|error| unavailable(&error.into()))
}
