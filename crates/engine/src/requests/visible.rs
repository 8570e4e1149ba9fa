//! May somebody who is restricted to parts of the organisation send this?
//!
//! What he sends must belong to a part that he may see, before and after it is carried out: he
//! neither begins what he could not follow, nor changes what he is not shown.

use std::collections::HashMap;

use cas_model::Organisation;
use cas_model::document::CustomsShipment;
use cas_model::ids::TenantId;
use cas_model::record::{DeclarationRecord, ShipmentRecord};
use cas_model::visibility::VisibleParts;
use cas_process::message::Message;
use cas_process::{Refusal, codes};
use serde_json::Value;

use super::AcceptedMessage;
use crate::{Engine, unavailable};

/// A shipment that is there, with its declarations.
struct Known {
    shipment: ShipmentRecord,
    declarations: Vec<DeclarationRecord>,
}

impl Engine {
    /// Lets only pass what belongs to parts that the sender may see. Master data is of the whole
    /// tenant.
    ///
    /// # Errors
    /// The first message that does not, or the store is not available.
    pub async fn expect_visible(
        &self,
        tenant: TenantId,
        visible: &VisibleParts,
        messages: &[AcceptedMessage],
    ) -> Result<(), Refusal> {
        let known = self.known_shipments(tenant, messages).await;
        let known = known.map_err(|error| unavailable(&error))?;
        for AcceptedMessage { message, .. } in messages {
            let reference = message.external_reference().unwrap_or_default();
            let identity = message.shipment_identity(tenant);
            let existing = identity.and_then(|identity| known.get(&identity));
            let before = existing.map(organisations).transpose();
            let before = before.map_err(|error| unavailable(&error))?;
            let mut places: Vec<Organisation> = before.clone().unwrap_or_default();
            let first = places.first().cloned();
            places.extend(after(message, first));
            if !places.iter().all(|place| visible.contain(place)) {
                let detail = format!(
                    "{reference}: name a company or a plant that you may see; a shipment that is \
                     there belongs to one of them too"
                );
                return Err(Refusal::new(codes::NOT_VISIBLE, detail));
            }
        }
        Ok(())
    }

    async fn known_shipments(
        &self,
        tenant: TenantId,
        messages: &[AcceptedMessage],
    ) -> anyhow::Result<HashMap<cas_model::record::ShipmentIdentity, Known>> {
        let identities = messages.iter();
        let identities = identities.filter_map(|one| one.message.shipment_identity(tenant));
        let identities: Vec<_> = identities.collect();
        let shipments = self.store().shipments_by_identity(&identities).await?;
        let ids: Vec<_> = shipments.iter().map(|shipment| shipment.id).collect();
        let mut declarations: HashMap<_, Vec<DeclarationRecord>> = HashMap::new();
        for row in self.store().declarations_of_shipments(&ids).await? {
            declarations.entry(row.shipment_id).or_default().push(row);
        }
        let known = shipments.into_iter().map(|shipment| {
            let declarations = declarations.remove(&shipment.id).unwrap_or_default();
            let identity = shipment.identity();
            let known = Known {
                shipment,
                declarations,
            };
            (identity, known)
        });
        Ok(known.collect())
    }
}

/// Where a shipment belongs, first by itself, then each of its declarations.
fn organisations(known: &Known) -> anyhow::Result<Vec<Organisation>> {
    let shipment: CustomsShipment = known.shipment.document.get()?;
    let of_declaration = |row: &DeclarationRecord| Organisation {
        company: row.company.clone(),
        plant: row.plant.clone(),
        storage_location: None,
    };
    let declarations = known.declarations.iter().map(of_declaration);
    Ok([of_shipment(&shipment)]
        .into_iter()
        .chain(declarations)
        .collect())
}

fn of_shipment(shipment: &CustomsShipment) -> Organisation {
    Organisation {
        company: shipment.company.clone(),
        plant: shipment.plant.clone(),
        storage_location: None,
    }
}

/// Where the shipment belongs once a message is carried out; nothing where it says nothing of it.
fn after(message: &Message, before: Option<Organisation>) -> Option<Organisation> {
    match message {
        Message::Whole(whole) => Some(of_shipment(&whole.shipment)),
        Message::Update(update) => {
            let update = update.patch.as_json();
            let stated = |field: &str, before: Option<String>| match update.get(field) {
                None => before,
                Some(Value::String(code)) => Some(code.clone()),
                Some(_) => None,
            };
            let before = before.unwrap_or_default();
            Some(Organisation {
                company: stated("company", before.company),
                plant: stated("plant", before.plant),
                storage_location: None,
            })
        }
        // Of a shipment that is not there nothing happens.
        Message::Event(_) | Message::MasterData(..) => None,
    }
}
