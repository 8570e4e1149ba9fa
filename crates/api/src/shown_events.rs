//! Which events is somebody shown who may see parts of the organisation only?
//!
//! Those of declarations that he may see, by the company and plant that they name; what people did
//! about a shipment, where he is shown the shipment; and what became of a shipment message, where he
//! is shown the message.

use anyhow::Context as _;
use cas_model::Organisation;
use cas_model::ids::{IngestionId, ShipmentId, TenantId};
use cas_store::{NotificationRecord, Onlooker};
use serde::Deserialize;

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

/// What an event is about, as far as it is decided by it who is shown the event.
#[derive(Clone, Debug, Default)]
pub(crate) struct EventSubject {
    place: Organisation,
    /// The shipment that it is about; none where it is about a declaration.
    shipment: Option<ShipmentId>,
    /// The messages that it is about; none where it is about none.
    ingestions: Option<Vec<IngestionId>>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Envelope {
    plant_id: Option<String>,
    data: EnvelopeData,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct EnvelopeData {
    id: Option<String>,
    company: Option<String>,
    plant: Option<String>,
    shipment_id: Option<String>,
    ingestion_references: Option<Vec<String>>,
}

impl EventSubject {
    /// What an event is about, by its envelope in JSON.
    ///
    /// # Errors
    /// When it is no envelope.
    pub(crate) fn read(envelope: &str) -> serde_json::Result<Self> {
        let Envelope { plant_id, data } = serde_json::from_str(envelope)?;
        let shipment = data.shipment_id.filter(|_| data.id.is_none());
        Ok(Self {
            place: Organisation {
                company: data.company,
                plant: data.plant.or(plant_id),
                storage_location: None,
            },
            shipment: shipment.and_then(|id| ShipmentId::parse(&id).ok()),
            ingestions: data.ingestion_references.map(|texts| read_all(&texts)),
        })
    }
}

/// References of messages; none at all where one of them is no reference, so that nothing is shown.
fn read_all(texts: &[String]) -> Vec<IngestionId> {
    let ids = texts.iter().map(|text| IngestionId::parse(text));
    ids.collect::<Result<_, _>>().unwrap_or_default()
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
