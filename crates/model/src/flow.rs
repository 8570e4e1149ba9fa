//! Customs flows: how a shipment becomes declarations. Configuration, not code.
//!
//! A flow is a list of steps; each makes declarations of one type for one system. What starts a
//! step, which goods it takes and how it cuts them into declarations, what it takes over from
//! earlier steps and which decision tables it asks is said here and nowhere else.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calculation::Calculations;
use crate::declaration::{Direction, Organisation};
use crate::document::SingleAdministrativeDocument;
use crate::ids::SystemCode;
use crate::lifecycle::Status;

/// A flow: for which shipments it is, and the declarations that it makes of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Flow {
    /// Its name, unique in a tenant.
    pub name: String,
    /// Its version, counted when it is saved; a shipment keeps the one it started with.
    #[serde(default)]
    pub version: u32,
    /// What it is for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Which shipments may take it.
    pub direction: Direction,
    /// The first day on which shipments may start with this version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Date>,
    /// The last day on which shipments may start with this version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
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
    /// The customs system that the step's declarations go to.
    pub system: SystemCode,
    /// Jurisdiction, ISO 3166-1 alpha-2 (`EU` for systems of the Union).
    pub jurisdiction: String,
    /// When the step begins: with the shipment, or after another step.
    #[serde(default)]
    pub start: Start,
    /// Of which parts of the organisation it takes shipments.
    #[serde(default, skip_serializing_if = "is_default")]
    pub organisation: OrganisationScope,
    /// Which goods it takes, and how they are cut into declarations.
    #[serde(default, skip_serializing_if = "is_default")]
    pub items: ItemGrouping,
    /// How the goods of a declaration are put into house consignments.
    #[serde(default, skip_serializing_if = "is_default")]
    pub house_consignments: HouseGrouping,
    /// What it takes over from the declarations of earlier steps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub take_over: Vec<TakeOver>,
    /// Decision tables that are asked after master data and before calculations, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<String>,
    /// Decision tables that are asked after calculations, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables_after_calculations: Vec<String>,
    /// Whether a valid declaration is sent without being asked to.
    #[serde(default)]
    pub auto_submit: AutoSubmit,
    /// Values that fill what is empty: offices, guarantees, parties, locations.
    #[serde(default)]
    pub defaults: SingleAdministrativeDocument,
    /// What is calculated, and how.
    #[serde(default, skip_serializing_if = "is_default")]
    pub calculations: Calculations,
}

impl Flow {
    /// The step of a name.
    #[must_use]
    pub fn step(&self, name: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.name == name)
    }
}

impl Step {
    /// The decision tables that fill fields, in the order they are asked.
    pub fn deducing_tables(&self) -> impl Iterator<Item = &str> {
        let tables = self.tables.iter().chain(&self.tables_after_calculations);
        tables.map(String::as_str)
    }
}

/// What starts a step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "on",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Start {
    /// The shipment was created or replaced.
    #[default]
    ShipmentCreated,
    /// Every declaration of an earlier step reached one of these statuses.
    StatusReached {
        /// The step that comes before, by its name.
        step: String,
        /// The statuses of its declarations, any of which starts this step.
        statuses: Vec<Status>,
    },
    /// Somebody asks for it.
    Action,
    /// The goods arrived, as a shipment event says.
    Arrival,
    /// The goods moved in stock.
    Stock,
}

impl Start {
    /// Its name in configuration and messages.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::ShipmentCreated => "shipmentCreated",
            Self::StatusReached { .. } => "statusReached",
            Self::Action => "action",
            Self::Arrival => "arrival",
            Self::Stock => "stock",
        }
    }
}

/// Parts of an organisation; an empty list does not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct OrganisationScope {
    /// Codes of companies; all of them when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub companies: Vec<String>,
    /// Codes of plants; all of them when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub plants: Vec<String>,
    /// Codes of storage locations; all of them when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub storage_locations: Vec<String>,
}

impl OrganisationScope {
    /// Whether a shipment of this part of the organisation is within.
    #[must_use]
    pub fn covers(&self, of: &Organisation) -> bool {
        let within = |allowed: &[String], part: &Option<String>| {
            allowed.is_empty() || part.as_ref().is_some_and(|part| allowed.contains(part))
        };
        within(&self.companies, &of.company)
            && within(&self.plants, &of.plant)
            && within(&self.storage_locations, &of.storage_location)
    }
}

/// Which goods items a step takes, and how they are cut into declarations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ItemGrouping {
    /// A condition over the item; items for which it does not hold are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub select: Option<String>,
    /// Items whose keys are equal go into one declaration.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub group_by: Vec<GroupKey>,
    /// At most so many items go into one declaration; what the system takes when empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_items: Option<u32>,
}

/// A key by which items are grouped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GroupKey {
    /// An expression over the item: `item.origin.country`.
    pub expression: String,
    /// A field of the declaration that gets the key's value, such as the customs office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assign_to: Option<String>,
}

/// How the goods of a transit are put into house consignments, where the shipment does not say it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct HouseGrouping {
    /// Items that are alike in all of these go into one house, to which what they have in common
    /// moves. Empty: as given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub group_by: Vec<HouseKey>,
}

/// In what the items of a house consignment are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum HouseKey {
    /// The party that sends the goods.
    Consignor,
    /// The party that gets the goods.
    Consignee,
    /// Their unique consignment reference.
    Ucr,
    /// The documents they follow from.
    PreviousDocuments,
}

/// A value that a step takes over from the declarations of an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TakeOver {
    /// The earlier step of the flow, by its name.
    pub step: String,
    /// What: `mrn`, `lrn`, `arc`, `acceptanceDate`, `releaseDate`, or a field of its document.
    pub from: String,
    /// The field that gets it; `previousDocuments[+].refNum` appends an element for each earlier
    /// declaration, below `item.` for the one that holds the item.
    pub to: String,
    /// Fixed values of the element that is appended.
    #[serde(default, skip_serializing_if = "serde_json::Map::is_empty")]
    pub with: serde_json::Map<String, serde_json::Value>,
}

/// Whether a valid declaration is sent without being asked to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum AutoSubmit {
    /// As soon as it is valid.
    Always,
    /// Only when someone asks.
    #[default]
    Never,
    /// When the decision table of this name answers `true`.
    Table(String),
}

/// `true` and `false` are read too: so it was said before there were tables.
impl<'de> Deserialize<'de> for AutoSubmit {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "always, never, or {\"table\": name}")]
        enum Written {
            Flag(bool),
            Word(Word),
            Table { table: String },
        }
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        enum Word {
            Always,
            Never,
        }
        Ok(match Written::deserialize(deserializer)? {
            Written::Flag(true) | Written::Word(Word::Always) => Self::Always,
            Written::Flag(false) | Written::Word(Word::Never) => Self::Never,
            Written::Table { table } => Self::Table(table),
        })
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn automatic_submission_is_read_as_it_is_written() {
        for (written, read) in [
            (json!("always"), AutoSubmit::Always),
            (json!(true), AutoSubmit::Always),
            (json!(false), AutoSubmit::Never),
            (
                json!({"table": "sending"}),
                AutoSubmit::Table("sending".to_owned()),
            ),
        ] {
            let value: AutoSubmit = serde_json::from_value(written.clone()).expect("readable");
            assert_eq!(value, read, "{written}");
            let again = serde_json::to_value(&value).expect("writable");
            assert_eq!(
                serde_json::from_value::<AutoSubmit>(again).expect("readable"),
                read
            );
        }
        assert!(serde_json::from_value::<AutoSubmit>(json!("sometimes")).is_err());
    }

    #[test]
    fn a_scope_restricts_by_what_it_names() {
        let plant = |plant: &str| Organisation {
            plant: Some(plant.to_owned()),
            ..Organisation::default()
        };
        let scope = OrganisationScope {
            plants: vec!["MUC1".to_owned()],
            ..OrganisationScope::default()
        };
        assert!(scope.covers(&plant("MUC1")));
        assert!(!scope.covers(&plant("HAM1")));
        assert!(!scope.covers(&Organisation::default()));
        assert!(OrganisationScope::default().covers(&Organisation::default()));
    }
}
