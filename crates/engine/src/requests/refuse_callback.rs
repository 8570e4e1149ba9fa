//! A message of a customs system that is not taken is told here, since nobody reads the answer that
//! the other side gets: a line in the log, and where it is known whose it is an alert.

use cas_model::ids::{AlertId, SystemCode, TenantId};
use cas_model::text::cut;
use cas_store::{AlertRecord, Changes, CommitError};

use crate::Engine;
use crate::cache::Place;

/// The kind of the alert; its subject is the system.
const KIND: &str = "callback-refused";

impl Engine {
    /// Tells that a message of a customs system was not taken: at most once a minute in the log, and
    /// in one alert until somebody resolves it.
    pub async fn tell_refused_callback(&self, tenant: Option<TenantId>, system: &str, why: &str) {
        let place = self.place_of(tenant, system).await;
        let Some(refused) = self.refused_callbacks().count(&place, self.now()) else {
            return;
        };
        let (system, why) = (cut(system), cut(why));
        let tenant = tenant.map(|tenant| tenant.to_string());
        tracing::warn!(tenant, %system, %why, refused, "messages of a customs system are refused");
        if let Some((tenant, system)) = place {
            self.alert_refused(tenant, &system, &why).await;
        }
    }

    /// Where it is told: names that strangers make up are told together.
    async fn place_of(&self, tenant: Option<TenantId>, system: &str) -> Place {
        let system = SystemCode::parse(system);
        let (tenant, system) = tenant.zip(system)?;
        self.registry().get(&system)?;
        match self.store().tenant(tenant).await {
            Ok(found) => found.map(|_| (tenant, system)),
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "the store failed");
                None
            }
        }
    }

    async fn alert_refused(&self, tenant: TenantId, system: &SystemCode, why: &str) {
        let text = format!(
            "a message from {system} was refused: {why}; most systems do not send it again, so \
             ask for it"
        );
        let alert = AlertRecord {
            tenant_id: tenant,
            id: AlertId(self.ids().next()),
            kind: KIND.to_owned(),
            text,
            message_id: None,
            declaration_id: None,
            raised_at: self.now(),
            resolved_at: None,
            subject: Some(system.to_string()),
            resolved_by: None,
            resolution: None,
        };
        let changes = Changes {
            alerts: vec![alert],
            ..Changes::default()
        };
        match self.store().commit(changes).await {
            // One is open already.
            Ok(()) | Err(CommitError::Conflict(_)) => {}
            Err(error @ CommitError::Database(_)) => {
                tracing::error!(%error, "an alert could not be stored");
            }
        }
    }
}
