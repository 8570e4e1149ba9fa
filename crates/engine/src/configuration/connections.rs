//! The connections of a tenant: shown, put, deleted.

use cas_model::ids::{SystemCode, TenantId};
use cas_process::Refusal;
use cas_process::configuration::connections::{self, ConnectionView, view};
use cas_process::configuration::{ConnectionSecret, EditScope, Editor};
use serde_json::Value;

use crate::Engine;

impl Engine {
    /// A tenant's connections.
    ///
    /// # Errors
    /// When the store fails, or holds what is no connection.
    pub async fn connection_views(&self, tenant: TenantId) -> anyhow::Result<Vec<ConnectionView>> {
        let rows = self.store().connections_of(tenant).await?;
        rows.iter().map(view).collect()
    }

    /// Makes or changes a connection. `expected` is the tag that the caller read, if he minds.
    ///
    /// # Errors
    /// When the system is not known, the connection has problems, or is not what the caller read.
    pub async fn put_connection(
        &self,
        editor: &Editor,
        system: &SystemCode,
        raw: Value,
        expected: Option<String>,
    ) -> Result<ConnectionView, Refusal> {
        let wanted = system.clone();
        let changed = self
            .edit(editor, EditScope::Connections, move |snapshot| {
                connections::put(snapshot, &wanted, &raw, expected.as_deref())
            })
            .await;
        self.connections().forget(editor.tenant_id, system);
        changed
    }

    /// Gives a connection that is there another secret, and changes nothing else of it.
    ///
    /// # Errors
    /// When there is no such connection, or it has problems.
    pub async fn put_connection_secret(
        &self,
        editor: &Editor,
        system: &SystemCode,
        which: ConnectionSecret,
        secret: String,
    ) -> Result<ConnectionView, Refusal> {
        let wanted = system.clone();
        let changed = self
            .edit(editor, EditScope::Connections, move |snapshot| {
                connections::put_secret(snapshot, &wanted, which, &secret)
            })
            .await;
        self.connections().forget(editor.tenant_id, system);
        changed
    }

    /// Deletes a connection. What is on its way over it waits until there is one again.
    ///
    /// # Errors
    /// When there is none, or it is not what the caller read.
    pub async fn delete_connection(
        &self,
        editor: &Editor,
        system: &SystemCode,
        expected: Option<String>,
    ) -> Result<(), Refusal> {
        let wanted = system.clone();
        let deleted = self
            .edit(editor, EditScope::Connections, move |snapshot| {
                connections::delete(snapshot, &wanted, expected.as_deref())
            })
            .await;
        self.connections().forget(editor.tenant_id, system);
        deleted
    }
}
