//! What is an event about, as far as it is decided by it who is shown the event?

use cas_model::Organisation;
use cas_model::ids::{IngestionId, ShipmentId};
use serde::Deserialize;

/// What an event is about, as far as it is decided by it who is shown the event.
#[derive(Clone, Debug, Default)]
pub(crate) struct EventSubject {
    /// Where it belongs, by its company and plant.
    pub(crate) place: Organisation,
    /// The shipment that it is about; none where it is about a declaration.
    pub(crate) shipment: Option<ShipmentId>,
    /// The messages that it is about; none where it is about none.
    pub(crate) ingestions: Option<Vec<IngestionId>>,
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
