//! Where do exported goods stand in the inventory of the places they leave through?

use serde::{Deserialize, Serialize};

use super::said::{CodeText, take};

/// Where exported goods stand in the inventory of the places they leave through, as customs said it
/// last. A consignment of several declarations has a status of its own beside theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct InventoryStatus {
    /// The reference of the consignment (UCR) that customs spoke of last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ucr: Option<String>,
    /// The reference under which it is consolidated with others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub master_ucr: Option<String>,
    /// What the movement that was notified came to, customs' code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub movement_result: Option<CodeText>,
    /// What customs has to do with the declaration's goods (route of entry).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route_of_entry: Option<CodeText>,
    /// How far the declaration is (status of entry).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_of_entry: Option<CodeText>,
    /// Whether and why the declaration is given up (input customs status).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input_customs_status: Option<CodeText>,
    /// The route of the whole consolidation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub master_route_of_entry: Option<CodeText>,
    /// How far the whole consolidation is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub master_status_of_entry: Option<CodeText>,
    /// Where the goods are, customs' code of the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goods_location: Option<String>,
    /// When they arrived there, as customs wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goods_arrived_at: Option<String>,
    /// How many declarations the consolidation has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declaration_count: Option<u32>,
}

impl InventoryStatus {
    /// Adds what a later message says; what it does not say stays.
    pub(super) fn merge(&mut self, newer: Self) {
        take(&mut self.ucr, newer.ucr);
        take(&mut self.master_ucr, newer.master_ucr);
        take(&mut self.movement_result, newer.movement_result);
        take(&mut self.route_of_entry, newer.route_of_entry);
        take(&mut self.status_of_entry, newer.status_of_entry);
        take(&mut self.input_customs_status, newer.input_customs_status);
        take(&mut self.master_route_of_entry, newer.master_route_of_entry);
        take(
            &mut self.master_status_of_entry,
            newer.master_status_of_entry,
        );
        take(&mut self.goods_location, newer.goods_location);
        take(&mut self.goods_arrived_at, newer.goods_arrived_at);
        take(&mut self.declaration_count, newer.declaration_count);
    }
}
