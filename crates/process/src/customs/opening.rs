//! How does a declaration begin that nobody here made?
//!
//! Customs tells a consignee of a movement that is on its way, and a consignor of the parts that
//! its movement was split into. Each gets a shipment of its own without a flow, named by the
//! excise system's number: so it is one, however often and wherever the message is read. A part
//! keeps its shipment's reference in the words of its origin. See decision 15.

use anyhow::Context as _;
use cas_model::FieldPath;
use cas_model::access::Node as _;
use cas_model::declaration::{Direction, Side};
use cas_model::difference::differences;
use cas_model::document::{CustomsShipment, SingleAdministrativeDocument};
use cas_model::ids::{DeclarationId, MessageId, ShipmentId, SystemCode, TenantId};
use cas_model::lifecycle::Event;
use cas_model::origin::Origin;
use cas_model::record::{DeclarationRecord, DeclaredAs, Json, ShipmentRecord};

use super::numbers::Opened;
use crate::declaration::{DeclarationState, FactNote};
use crate::unit_of_work::UnitOfWork;

/// The version of the format of shipments.
const VERSION: &str = "1.0";

/// Begins a declaration as customs has it: its shipment, its document, its first fact.
pub fn begin(
    unit: &mut UnitOfWork<'_>,
    tenant: TenantId,
    system: &SystemCode,
    id: DeclarationId,
    opened: &Opened,
    parent: Option<&DeclarationRecord>,
) -> anyhow::Result<DeclarationState> {
    let shipment = shipment(unit, tenant, opened, parent)?;
    let mut row = declaration(unit, &shipment, system, id, opened)?;
    if let Some(parent) = parent {
        as_part(&mut row, parent);
    }
    let mut state = DeclarationState::new(row, (*opened.opening.document).clone());
    let filled = filled(&state.document);
    state.origins.record_all(filled, customs(opened.message));
    let note = opened.opening.split_from.as_ref();
    let entry = FactNote {
        note: note.map(|arc| format!("split from {arc}")),
        message_id: Some(opened.message),
        ..FactNote::by(system.as_str())
    };
    unit.record(&mut state, Event::Created, entry);
    state.seal(unit.now);
    unit.effects.shipments.push(shipment);
    Ok(state)
}

/// Puts the document as customs has it now in the place of what it had: a new revision.
pub fn restate(
    unit: &UnitOfWork<'_>,
    state: &mut DeclarationState,
    document: SingleAdministrativeDocument,
    message: MessageId,
) {
    let changed = differences(&state.document, &document);
    if changed.is_empty() {
        return;
    }
    let paths = changed.into_iter().map(|difference| difference.path);
    let paths: Vec<FieldPath> = paths.collect();
    let (current, origins) = state.edit();
    *current = document;
    origins.forget(&paths.iter().cloned().collect());
    origins.record_all(paths, customs(message));
    state.seal(unit.now);
}

fn customs(message: MessageId) -> Origin {
    Origin::Customs {
        message_id: message.to_string(),
    }
}

/// The records and fields of a document that say something.
fn filled(document: &SingleAdministrativeDocument) -> Vec<FieldPath> {
    let fields = document.shape().fields.iter().enumerate();
    fields
        .filter(|(index, _)| !document.field(*index).is_empty())
        .map(|(_, field)| FieldPath::new(field.name))
        .collect()
}

fn shipment(
    unit: &UnitOfWork<'_>,
    tenant: TenantId,
    opened: &Opened,
    parent: Option<&DeclarationRecord>,
) -> anyhow::Result<ShipmentRecord> {
    let told = match opened.side {
        Side::Sent => Direction::Out,
        Side::Received => Direction::In,
    };
    let direction = parent.map_or(told, |parent| parent.direction);
    let message = CustomsShipment {
        version: Some(VERSION.to_owned()),
        direction: Some(direction.as_str().to_owned()),
        external_reference: Some(opened.arc.clone()),
        single_administrative_document: Some(opened.opening.document.clone()),
        ..CustomsShipment::default()
    };
    Ok(ShipmentRecord {
        tenant_id: tenant,
        id: ShipmentId(unit.ids.next()),
        external_reference: opened.arc.clone(),
        direction,
        flow: None,
        flow_version: 0,
        run: 1,
        started_steps: Json::default(),
        document: Json::encode(&message)?,
        input_changes: Json::default(),
        version: 1,
        created_at: unit.now,
        updated_at: unit.now,
    })
}

fn declaration(
    unit: &UnitOfWork<'_>,
    shipment: &ShipmentRecord,
    code: &SystemCode,
    id: DeclarationId,
    opened: &Opened,
) -> anyhow::Result<DeclarationRecord> {
    let system = unit.registry.get(code);
    let system = system.with_context(|| format!("system {code} is gone"))?;
    let family = system.capabilities().family;
    let declared = DeclaredAs {
        family,
        system: code.clone(),
        declaration_type: opened.opening.declaration_type.to_owned(),
        jurisdiction: opened.opening.jurisdiction.clone(),
        lrn: opened.opening.lrn.clone(),
    };
    Ok(DeclarationRecord {
        arc: Some(opened.arc.clone()),
        side: opened.side,
        ..DeclarationRecord::begun(shipment, id, declared, unit.now)
    })
}

/// A part of a movement of ours is spoken of as the whole was.
fn as_part(row: &mut DeclarationRecord, parent: &DeclarationRecord) {
    row.external_reference
        .clone_from(&parent.external_reference);
    row.jurisdiction.clone_from(&parent.jurisdiction);
    row.company.clone_from(&parent.company);
    row.plant.clone_from(&parent.plant);
    row.storage_location.clone_from(&parent.storage_location);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_customs_tells_is_customs_word_and_nothing_else() {
        let document = json!({"declType": "T1", "goodsShipment": {"destination": "DE"}});
        let document = serde_json::from_value(document).expect("a document");
        let paths: Vec<String> = filled(&document)
            .iter()
            .map(|path| path.as_str().to_owned())
            .collect();
        assert_eq!(paths, ["declType", "goodsShipment"]);
    }
}
