//! Connections to customs systems, as they were a moment ago.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context as _;
use cas_model::ids::{SystemCode, TenantId};
use cas_process::connection::Connection;
use jiff::{SignedDuration, Timestamp};

use crate::Engine;
use crate::outbound::certificates::file_of;

/// How long a connection is believed without looking again.
const BELIEVED: SignedDuration = SignedDuration::from_secs(1);

/// Connections as they were a moment ago: every message both ways needs one.
#[derive(Debug, Default)]
pub(crate) struct Connections(Mutex<HashMap<(TenantId, SystemCode), CachedConnection>>);

type CachedConnection = (Timestamp, Option<Arc<Connection>>);

impl Connections {
    /// Looks again the next time: it was changed here.
    pub(crate) fn forget(&self, tenant: TenantId, system: &SystemCode) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.remove(&(tenant, system.clone()));
    }
}

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
        let table = || {
            self.connections()
                .0
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if let Some((at, connection)) = table().get(&key)
            && now.duration_since(*at) < BELIEVED
        {
            return Ok(connection.clone());
        }
        let rows = self.store().connections(std::slice::from_ref(&key)).await?;
        let connection: Option<Connection> = rows
            .first()
            .map(|row| serde_json::from_str(&row.document))
            .transpose()
            .with_context(|| format!("the connection to {system}"))?;
        let connection = connection.map(|connection| self.with_certificate(tenant, connection));
        table().insert(key, (now, connection.clone()));
        Ok(connection)
    }

    /// A connection that knows where its certificate is.
    fn with_certificate(&self, tenant: TenantId, connection: Connection) -> Arc<Connection> {
        let name = connection.client_certificate.as_deref();
        let file = name.and_then(|name| file_of(self.settings(), tenant, name).ok());
        Arc::new(Connection {
            certificate_file: file,
            ..connection
        })
    }
}
