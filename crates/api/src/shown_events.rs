//! Which events is somebody shown who may see parts of the organisation only?
//!
//! Those of declarations that he may see, by the company and plant that they name; what people did
//! about a shipment, where he is shown the shipment; and what became of a shipment message, where he
//! is shown the message.

use anyhow::Context as _;
use cas_model::ids::{DeclarationId, TenantId};
use cas_process::collaboration::organisation_of;
use cas_store::{NotificationRecord, Onlooker};

use crate::events::EventSubject;
use crate::extract::Authorized;
use crate::problem::Problem;
use crate::state::ApiState;

/// Somebody who is told of events.
#[derive(Clone, Debug)]
pub(crate) struct Audience {
    tenant: TenantId,
    /// Where he may not see all.
    onlooker: Option<Onlooker>,
}

impl<S> Authorized<S> {
    /// The caller as somebody who is told of events.
    pub(crate) fn audience(&self) -> Audience {
        Audience {
            tenant: self.tenant(),
            onlooker: self.onlooker(),
        }
    }
}

impl Audience {
    /// Whether a declaration of the tenant is there and shown, as it stands now.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn sees(
        &self,
        state: &ApiState,
        declaration: DeclarationId,
    ) -> anyhow::Result<bool> {
        let Some(onlooker) = &self.onlooker else {
            return Ok(true);
        };
        let row = state.store().declaration(self.tenant, declaration).await?;
        Ok(row.is_some_and(|row| onlooker.visible.contain(&organisation_of(&row))))
    }

    /// Whether an event of the tenant is shown.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn is_shown(
        &self,
        state: &ApiState,
        subject: &EventSubject,
    ) -> anyhow::Result<bool> {
        let Some(onlooker) = &self.onlooker else {
            return Ok(true);
        };
        let (store, tenant) = (state.store(), self.tenant);
        if let Some(references) = &subject.ingestions {
            for reference in references {
                if !store.shows_ingestion(tenant, *reference, onlooker).await? {
                    return Ok(false);
                }
            }
            return Ok(!references.is_empty());
        }
        match subject.shipment {
            None => Ok(onlooker.visible.contain(&subject.place)),
            Some(shipment) => {
                let visible = Some(&onlooker.visible);
                let shown = store.shipments_shown(tenant, &[shipment], visible).await?;
                Ok(!shown.is_empty())
            }
        }
    }
}

/// Of these notifications of the caller's tenant, those that he is shown.
///
/// # Errors
/// When the store fails, or what it holds cannot be read.
pub async fn shown_events<S>(
    state: &ApiState,
    authorized: &Authorized<S>,
    rows: impl IntoIterator<Item = NotificationRecord>,
) -> Result<Vec<NotificationRecord>, Problem> {
    let audience = authorized.audience();
    let mut shown = Vec::new();
    for row in rows {
        let subject = EventSubject::read(row.body.as_str());
        let subject = subject.with_context(|| format!("event {}", row.id))?;
        if audience.is_shown(state, &subject).await? {
            shown.push(row);
        }
    }
    Ok(shown)
}
