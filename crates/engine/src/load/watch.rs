//! What is watched while facts of some tenants are recorded.

use cas_model::ids::TenantId;
use cas_process::unit_of_work::{Listener, Watch};

use crate::Engine;

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
