//! Customs flows: how a shipment becomes declarations. Configuration, not code.

use serde::{Deserialize, Serialize};

use crate::calculation::Calculations;
use crate::declaration::Direction;
use crate::document::SingleAdministrativeDocument;
use crate::ids::SystemCode;

/// A flow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Flow {
    /// Its name, unique in a tenant.
    pub name: String,
    /// Its version; a shipment keeps the one it started with.
    pub version: u32,
    /// Which shipments may take it.
    pub direction: Direction,
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

/// One step of a flow: makes declarations of one type for one system.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Step {
    /// Its name, unique in the flow.
    pub name: String,
    /// The type of declaration: `transit`, …
    pub declaration_type: String,
    /// The customs system.
    pub system: SystemCode,
    /// Jurisdiction, ISO 3166-1 alpha-2 (`EU` for systems of the Union).
    pub jurisdiction: String,
    /// Whether a valid declaration is sent without being asked to.
    pub auto_submit: bool,
    /// Values that fill what is empty: offices, guarantees, parties, locations.
    #[serde(default)]
    pub defaults: SingleAdministrativeDocument,
    /// What is calculated, and how.
    #[serde(default)]
    pub calculations: Calculations,
}
