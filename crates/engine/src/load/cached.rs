//! What a node keeps in memory of its tenants, read again only where it changed: configurations,
//! lists, connections, and what is watched while facts are recorded.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Context as _;
use cas_model::civil_day::day_of;
use cas_model::ids::{SystemCode, TenantId};
use cas_process::configuration::TenantConfiguration;
use cas_process::connection::Connection;
use cas_process::reference::TenantLists;
use cas_process::unit_of_work::{Listener, Watch};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::Engine;
use crate::outbound::certificates::file_of;

impl Engine {
    /// The configurations of tenants that are kept here, without asking whether they changed.
    pub(crate) fn known_configurations(
        &self,
        tenants: &[TenantId],
    ) -> HashMap<TenantId, Arc<TenantConfiguration>> {
        let known = tenants
            .iter()
            .filter_map(|tenant| Some((*tenant, self.cached_configurations().known(*tenant)?)));
        known.collect()
    }

    /// The configuration of a tenant as it is now.
    ///
    /// # Errors
    /// When the store fails, or what is stored cannot be read.
    pub async fn configuration(
        &self,
        tenant: TenantId,
    ) -> anyhow::Result<Arc<TenantConfiguration>> {
        let found = self.configurations(&[tenant]).await?.remove(&tenant);
        Ok(found.unwrap_or_default())
    }

    /// The day that it is where a tenant's steps declare; that of UTC where their clocks differ.
    ///
    /// # Errors
    /// When the store fails, or what is stored cannot be read.
    pub async fn today_of(&self, tenant: TenantId) -> anyhow::Result<Date> {
        Ok(day_of(self.now(), self.zone_of(tenant).await?))
    }

    /// The zone in which a tenant counts days where no step is meant: that of the steps of its
    /// flows, or UTC where their clocks differ.
    ///
    /// # Errors
    /// When the store fails, or what is stored cannot be read.
    pub async fn zone_of(&self, tenant: TenantId) -> anyhow::Result<&'static TimeZone> {
        Ok(self.configuration(tenant).await?.zone_at(self.now()))
    }

    /// The configuration of some tenants as it is now; read again only where it changed.
    pub(crate) async fn configurations(
        &self,
        tenants: &[TenantId],
    ) -> anyhow::Result<HashMap<TenantId, Arc<TenantConfiguration>>> {
        let counters = self.store().configuration_counters(tenants).await?;
        let counters: HashMap<TenantId, i64> = counters.into_iter().collect();
        let cached = self.cached_configurations();
        let mut found = HashMap::with_capacity(tenants.len());
        for tenant in tenants {
            if let Some(tried) = self.tried_configuration(*tenant) {
                found.insert(*tenant, Arc::clone(tried));
                continue;
            }
            // The counter is read first: what is read after it is at least as new.
            let counter = counters.get(tenant).copied().unwrap_or(0);
            let configuration = match cached.as_of(*tenant, counter) {
                Some(configuration) => configuration,
                None => {
                    let rows = self.store().configurations(*tenant).await?;
                    let read = Arc::new(TenantConfiguration::read(&rows)?);
                    cached.keep(*tenant, counter, Arc::clone(&read));
                    read
                }
            };
            found.insert(*tenant, configuration);
        }
        Ok(found)
    }

    /// The lists, sets and rates of tenants, as they are now.
    ///
    /// # Errors
    /// When the store fails, or what is stored cannot be read.
    pub async fn references(
        &self,
        tenants: &[TenantId],
    ) -> anyhow::Result<HashMap<TenantId, Arc<TenantLists>>> {
        let counters = self.store().configuration_counters(tenants).await?;
        let counters: HashMap<TenantId, i64> = counters.into_iter().collect();
        let mut found = HashMap::with_capacity(tenants.len());
        for tenant in tenants {
            let counter = counters.get(tenant).copied().unwrap_or(0);
            let lists = self.cached_lists().as_of(self.store(), *tenant, counter);
            found.insert(*tenant, lists.await?);
        }
        Ok(found)
    }

    /// The lists, sets and rates of a tenant, as they are now.
    ///
    /// # Errors
    /// As [`Self::references`].
    pub async fn reference(&self, tenant: TenantId) -> anyhow::Result<Arc<TenantLists>> {
        let mut found = self.references(&[tenant]).await?;
        Ok(found.remove(&tenant).unwrap_or_default())
    }

    /// A tenant's connection to a customs system, as it was at most a second ago.
    ///
    /// # Errors
    /// When the store fails, or what is stored is no connection.
    pub async fn connection(
        &self,
        tenant: TenantId,
        system: &SystemCode,
    ) -> anyhow::Result<Option<Arc<Connection>>> {
        let now = self.now();
        let key = (tenant, system.clone());
        if let Some(known) = self.connections().known(&key, now) {
            return Ok(Some(known));
        }
        let rows = self.store().connections(std::slice::from_ref(&key)).await?;
        let connection: Option<Connection> = rows
            .first()
            .map(|row| row.document.get_as())
            .transpose()
            .with_context(|| format!("the connection to {system}"))?;
        let connection = connection.map(|connection| self.with_certificate(tenant, connection));
        self.connections().keep(key, now, connection.as_ref());
        Ok(connection)
    }

    /// A connection that knows where its certificate is.
    fn with_certificate(&self, tenant: TenantId, connection: Connection) -> Arc<Connection> {
        let folder = self.settings().certificates.as_deref();
        let name = connection.client_certificate.as_deref();
        let file = name.and_then(|name| file_of(folder, tenant, name).ok());
        Arc::new(Connection {
            certificate_file: file,
            ..connection
        })
    }
}

/// Who wants to hear, what is due when, and which flows wait; flows as far as they are known here.
pub(crate) async fn watch_of(engine: &Engine, tenants: &[TenantId]) -> anyhow::Result<Watch> {
    let mut watch = Watch {
        configurations: engine.known_configurations(tenants),
        ..Watch::default()
    };
    for row in engine.store().subscriptions_of(tenants).await? {
        let listener = Listener {
            subscription: row.id,
            filters: row.filters.get()?,
        };
        watch
            .listeners
            .entry(row.tenant_id)
            .or_default()
            .push(listener);
    }
    for tenant in tenants {
        for system in engine.registry().iter() {
            let code = system.code();
            if let Some(connection) = engine.connection(*tenant, &code).await? {
                watch
                    .deadlines
                    .insert((*tenant, code), connection.deadlines);
            }
        }
    }
    Ok(watch)
}
