//! Which changes of a shipment's values still hold, once it is updated, and in its declarations?

use anyhow::Context as _;
use cas_model::access::Node;
use cas_model::document::{CustomsShipment, SingleAdministrativeDocument};
use cas_model::input_change::InputChange;
use cas_model::origin::{Origin, Origins};
use cas_model::record::{Json, ShipmentRecord};
use cas_model::{Address, FieldPath, KnownPath, Patch, Said, path};
use serde_json::Value;

const DOCUMENT: KnownPath = path!(CustomsShipment: "singleAdministrativeDocument");

/// What input mappings changed of a shipment after an update: what they changed before, where the
/// update says nothing, and what they changed of the update.
///
/// # Errors
/// When what is stored are no changes.
pub fn changes_after_update(
    before: Option<&ShipmentRecord>,
    update: &Patch,
    of_update: &Json<Vec<InputChange>>,
    now: &CustomsShipment,
) -> anyhow::Result<Json<Vec<InputChange>>> {
    let nothing = Json::default();
    let Some(before) = before.filter(|row| row.input_changes != nothing) else {
        return Ok(of_update.clone());
    };
    let made: CustomsShipment = match update.make() {
        Ok(made) => made,
        Err(_) => return Ok(before.input_changes.clone()),
    };
    let is_left = |change: &InputChange| {
        let said = change.path.locate(&made).map(|path| update.says(&path));
        said.is_none_or(|said| said == Said::Nothing) && stands(change, &change.path, now).is_some()
    };
    let mut changes = before.input_changes.get().context("input changes")?;
    changes.retain(is_left);
    changes.extend(of_update.get().context("input changes")?);
    Ok(Json::encode(&changes)?)
}

/// Notes in a declaration's origins which of its values input mappings changed.
///
/// # Errors
/// When what is stored are no changes.
pub fn note_origins(
    shipment: &ShipmentRecord,
    document: &SingleAdministrativeDocument,
    origins: &mut Origins,
) -> anyhow::Result<()> {
    if shipment.input_changes == Json::default() {
        return Ok(());
    }
    let prefix = format!("{DOCUMENT}.");
    for change in shipment.input_changes.get().context("input changes")? {
        let Some(address) = change.path.as_str().strip_prefix(&prefix) else {
            continue;
        };
        let place = stands(&change, &Address::new(address), document);
        let place = place.filter(|_| change.kept.is_some());
        if let Some(path) = place.filter(|path| origins.origin_of(path).is_none()) {
            origins.record(path, Origin::InputMapping(change.by));
        }
    }
    Ok(())
}

/// Where the place of a change is, as long as it holds what was kept there. An element may have
/// been completed since.
fn stands(change: &InputChange, address: &Address, document: &dyn Node) -> Option<FieldPath> {
    let path = address.locate(document)?;
    let now = path.written(document);
    let holds = match &change.kept {
        Some(Value::Object(_)) => now.is_some(),
        Some(kept) => now.as_ref() == Some(kept),
        None => now.is_none_or(|now| now.is_array()),
    };
    holds.then_some(path)
}
