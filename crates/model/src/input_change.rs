//! What was changed of a message before it was kept, and by which row of which input mapping?

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::address::Address;

/// A value of a message that an input mapping replaced, filled or took away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InputChange {
    /// Where in the shipment: `singleAdministrativeDocument.agentStatus`. Of an element that was
    /// taken away, the collection it stood in.
    pub path: Address,
    /// What stands there now; absent where it was taken away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<Value>,
    /// What was sent, and which row changed it.
    #[serde(flatten)]
    pub by: InputMappingRow,
}

/// The row of an input mapping's table that changed a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InputMappingRow {
    /// What was sent; absent where nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<Value>,
    /// The name of the input mapping.
    pub mapping: String,
    /// The version of the mapping, from 1.
    pub mapping_version: u32,
    /// The name of the decision table.
    pub table: String,
    /// The version of the table, from 1.
    pub table_version: u32,
    /// The row's stable id; `default` where no row matched.
    pub row: String,
}
