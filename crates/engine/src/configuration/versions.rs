//! Which versions of a name are meant, and what do they say?

use cas_model::ids::TenantId;
use cas_process::Refusal;
use cas_process::configuration::{ConfigurationName, VersionChoice};
use cas_store::{ConfigurationHead, ConfigurationKey, ConfigurationRecord};

use crate::{Engine, unavailable};

/// A version with its document, and the one that it is compared with.
pub(super) struct ComparedVersions {
    pub(super) after: ConfigurationRecord,
    /// None where there is none before it.
    pub(super) before: Option<ConfigurationRecord>,
}

impl Engine {
    /// All versions of a name without their documents, the oldest first.
    pub(super) async fn version_heads(
        &self,
        tenant: TenantId,
        name: &ConfigurationName,
    ) -> Result<Vec<ConfigurationRecord>, Refusal> {
        let heads = self.store().configuration_heads_of(tenant, name).await;
        let heads = heads.map_err(|error| unavailable(&error))?;
        let rows = heads.into_iter().map(ConfigurationHead::without_document);
        Ok(rows.collect())
    }

    /// A version with its document.
    pub(super) async fn with_document(
        &self,
        row: ConfigurationRecord,
        missing: fn() -> Refusal,
    ) -> Result<ConfigurationRecord, Refusal> {
        let key = ConfigurationKey {
            tenant_id: row.tenant_id,
            kind: row.kind,
            name: row.name,
            version: row.version,
        };
        let found = self.store().configurations_by_key(&[key]).await;
        let found = found.map_err(|error| unavailable(&error))?;
        found.into_iter().next().ok_or_else(missing)
    }

    /// A version, and the one that is named, else the newest published one before it.
    pub(super) async fn compared_versions(
        &self,
        rows: Vec<ConfigurationRecord>,
        version: VersionChoice,
        with: Option<VersionChoice>,
        missing: fn() -> Refusal,
    ) -> Result<ComparedVersions, Refusal> {
        let after = rows.iter().find(|row| version.is(row));
        let after = after.ok_or_else(missing)?.clone();
        let before = rows.into_iter().rfind(|row| match with {
            Some(version) => version.is(row),
            None => row.version < after.version && row.published_at.is_some(),
        });
        if before.is_none() && with.is_some() {
            return Err(missing());
        }
        let after = self.with_document(after, missing).await?;
        let before = match before {
            Some(before) => Some(self.with_document(before, missing).await?),
            None => None,
        };
        Ok(ComparedVersions { after, before })
    }
}
