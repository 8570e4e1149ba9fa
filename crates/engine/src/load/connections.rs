//! The connections of tenants to customs systems.

use std::sync::Arc;

use anyhow::Context as _;
use cas_model::ids::{SystemCode, TenantId};
use cas_process::connection::Connection;

use crate::Engine;
use crate::outbound::certificates::file_of;

impl Engine {
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
            return Ok(known);
        }
        let rows = self.store().connections(std::slice::from_ref(&key)).await?;
        let connection: Option<Connection> = rows
            .first()
            .map(|row| row.document.get_as())
            .transpose()
            .with_context(|| format!("the connection to {system}"))?;
        let connection = connection.map(|connection| self.with_certificate(tenant, connection));
        self.connections().keep(key, now, connection.clone());
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
