//! What was given where a table's output overrides.

use std::collections::HashMap;

use cas_decision::OutputMode;
use cas_model::access::Node;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::selector::Scope;

use super::{BoundOutput, StepTables, TableUse};

/// For outputs that override, by table and output: at which items a value was given before
/// anything was deduced.
#[derive(Debug, Default)]
pub struct GivenValues(HashMap<(usize, usize), Vec<bool>>);

impl GivenValues {
    /// Looks at a document that holds nothing but what was given.
    #[must_use]
    pub fn note(document: &SingleAdministrativeDocument, tables: &StepTables) -> Self {
        let mut given = HashMap::new();
        for asked in tables.before.iter().chain(&tables.after) {
            for (at, output) in asked.table.outputs.iter().enumerate() {
                if let BoundOutput::Field {
                    selector,
                    mode: OutputMode::Override,
                } = output
                {
                    let is_given = |root: &dyn Node| !selector.get(root).is_empty();
                    let flags = match selector.scope() {
                        Scope::Item => document
                            .goods_items()
                            .iter()
                            .map(|item| is_given(item))
                            .collect(),
                        Scope::Document | Scope::Shipment => vec![is_given(document)],
                    };
                    given.insert((asked.number, at), flags);
                }
            }
        }
        Self(given)
    }

    /// Whether a value was given at an item, or in the document, for an output of a table.
    #[must_use]
    pub fn holds(&self, asked: &TableUse, output: usize, item: usize) -> bool {
        let flags = self.0.get(&(asked.number, output));
        flags.is_some_and(|flags| {
            flags
                .get(item)
                .or(flags.first())
                .is_some_and(|given| *given)
        })
    }
}
