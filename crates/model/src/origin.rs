//! Where each value of a declaration came from.
//!
//! What has no entry came with the shipment. Entries are grouped by source: one article record
//! fills many fields.

use serde::{Deserialize, Serialize};

use crate::field_path::FieldPath;
use crate::input_change::InputMappingRow;

/// The source of a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Origin {
    /// Sent with the shipment.
    Shipment {
        /// The ingestion that brought it.
        reference_id: String,
    },
    /// Sent otherwise, and changed by an input mapping before it was kept.
    InputMapping(InputMappingRow),
    /// Filled from the flow's configuration.
    Configuration {
        /// The name of the flow that says so.
        flow: String,
        /// The version of the flow, from 1.
        version: u32,
        /// The name of the flow's step.
        step: String,
    },
    /// Filled from a master-data record.
    MasterData {
        /// The kind of master data: `article`, `businessPartner`, …
        kind: String,
        /// The code of the record, as master data has it.
        code: String,
        /// The version of the record, from 1.
        version: u32,
    },
    /// Decided by a row of a decision table.
    DecisionTable {
        /// The name of the decision table.
        table: String,
        /// The version of the table, from 1.
        version: u32,
        /// The row's stable id.
        row: String,
    },
    /// Taken over from a declaration of an earlier step of the flow.
    EarlierDeclaration {
        /// The id of the declaration that was taken over from.
        declaration_id: String,
        /// The name of the flow's step that the earlier declaration is of.
        step: String,
        /// What was taken: `mrn`, `lrn`, …, or a field of its document.
        field: String,
    },
    /// Calculated from other values.
    Calculation {
        /// The name of the calculation, as the documentation lists it.
        name: String,
        /// From what and how: said once for all the fields that one run of it filled.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        detail: String,
    },
    /// Set by a person or a client through the API.
    Person {
        /// The client or person who changed it.
        name: String,
    },
    /// Given by customs in an answer.
    Customs {
        /// The message that brought it.
        message_id: String,
    },
    /// Set when the goods of the shipment were cut into declarations.
    Grouping {
        /// The name of the flow's step that formed the declaration.
        step: String,
        /// The expression that gave it.
        expression: String,
    },
    /// Made by this system (our reference numbers).
    Generated,
}

impl Origin {
    /// Whether a deduction may replace the value.
    #[must_use]
    pub fn is_deduced(&self) -> bool {
        match self {
            Self::Configuration { .. }
            | Self::MasterData { .. }
            | Self::DecisionTable { .. }
            | Self::EarlierDeclaration { .. }
            | Self::Calculation { .. } => true,
            Self::Shipment { .. }
            | Self::InputMapping(_)
            | Self::Person { .. }
            | Self::Customs { .. }
            | Self::Grouping { .. }
            | Self::Generated => false,
        }
    }
}

/// The fields that one source filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OriginGroup {
    /// The source of all values of the group.
    pub origin: Origin,
    /// The fields, or records that were filled whole.
    pub paths: Vec<FieldPath>,
}

/// The origins of a declaration's values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Origins(Vec<OriginGroup>);

impl Origins {
    /// Notes that a source filled a field.
    pub fn record(&mut self, path: FieldPath, origin: Origin) {
        match self.0.iter_mut().rev().find(|group| group.origin == origin) {
            Some(group) => group.paths.push(path),
            None => self.0.push(OriginGroup {
                origin,
                paths: vec![path],
            }),
        }
    }

    /// Notes that a source filled many fields, in one look for its group.
    pub fn record_all(&mut self, paths: Vec<FieldPath>, origin: Origin) {
        if paths.is_empty() {
            return;
        }
        match self.0.iter_mut().rev().find(|group| group.origin == origin) {
            Some(group) => group.paths.extend(paths),
            None => self.0.push(OriginGroup { origin, paths }),
        }
    }

    /// Forgets who filled these fields: someone else did since.
    pub fn forget(&mut self, paths: &std::collections::HashSet<FieldPath>) {
        if !paths.is_empty() {
            self.retain(|path, _| !paths.contains(path));
        }
    }

    /// An element was removed from a collection: what stood behind it moved up by one.
    pub fn element_removed(&mut self, collection: &FieldPath, position: usize) {
        for path in self.0.iter_mut().flat_map(|group| &mut group.paths) {
            path.move_up(collection, position);
        }
    }

    /// The source of a field: that of the nearest recorded path at or above it.
    #[must_use]
    pub fn origin_of(&self, path: &FieldPath) -> Option<&Origin> {
        self.0
            .iter()
            .flat_map(|group| group.paths.iter().map(move |at| (at, &group.origin)))
            .filter(|(at, _)| path.is_within(at))
            .max_by_key(|(at, _)| at.as_str().len())
            .map(|(_, origin)| origin)
    }

    /// Keeps the entries that a predicate accepts.
    pub fn retain(&mut self, keep: impl Fn(&FieldPath, &Origin) -> bool) {
        for group in &mut self.0 {
            let OriginGroup { origin, paths } = group;
            paths.retain(|path| keep(path, origin));
        }
        self.0.retain(|group| !group.paths.is_empty());
    }

    /// Writes every path anew; `None` drops it.
    pub(crate) fn rewrite(&mut self, write: impl Fn(&FieldPath) -> Option<FieldPath>) {
        for group in &mut self.0 {
            group.paths = group.paths.iter().filter_map(&write).collect();
        }
        self.0.retain(|group| !group.paths.is_empty());
    }

    /// All groups, one for each source.
    #[must_use]
    pub fn groups(&self) -> &[OriginGroup] {
        &self.0
    }
}
