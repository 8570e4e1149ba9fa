//! What holds for the whole tenant.

use serde::{Deserialize, Serialize};

/// The settings of a tenant, stored under [`SETTINGS_NAME`](cas_model::configuration::SETTINGS_NAME).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Settings {
    /// The decision table that chooses the flow of a shipment that names none. Its output `flow`
    /// is the flow's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow_selection: Option<String>,
}
