//! Which field of the document stands in which element?
//!
//! By the rows alone, without a document: an element whose rows choose between fields is known by the
//! first of them.

use std::collections::HashMap;

use super::compile::{Entry, Origin, Resolved, Table};
use super::fields::{Record, path_along};

/// Elements by the fields that stand in them: by their paths below what the tables write, and by their
/// names with that of the element above, where these say which.
#[derive(Debug, Default)]
pub struct ElementFields {
    by_path: HashMap<String, String>,
    by_name: HashMap<String, Option<String>>,
}

impl ElementFields {
    /// What these tables say together; the first rules.
    #[must_use]
    pub fn from_tables(tables: &[&Table]) -> Self {
        let mut known = Self::default();
        for table in tables {
            let record = Record::document(table.shape);
            known.entries(&table.rows, table, &record, "");
        }
        known
    }

    fn entries(&mut self, entries: &[Entry], table: &Table, record: &Record, above: &str) {
        for entry in entries {
            let name = entry.row.element.rsplit(':').next().unwrap_or_default();
            let separator = if above.is_empty() { "" } else { "/" };
            let element = format!("{above}{separator}{name}");
            match &entry.content {
                Resolved::Value { sources, .. } => {
                    if let Some(route) = sources.iter().find_map(Origin::field) {
                        self.add(element, path_along(table.shape, route, record));
                    }
                }
                Resolved::Records { from, entries, .. } => {
                    let path = path_along(table.shape, from, record);
                    if !path.is_empty() {
                        self.add(element.clone(), path.clone());
                    }
                    let inside = Record {
                        path,
                        shape: from.ends,
                    };
                    self.entries(entries, table, &inside, &element);
                }
            }
        }
    }

    fn add(&mut self, element: String, field: String) {
        if let Some(name) = last_two(&element) {
            let known = self.by_name.entry(name.to_owned());
            known
                .and_modify(|known| {
                    if known.as_ref() != Some(&field) {
                        *known = None;
                    }
                })
                .or_insert_with(|| Some(field.clone()));
        }
        self.by_path.entry(element).or_insert(field);
    }

    /// The field that stands in an element, by the names of the elements from the root down to it.
    #[must_use]
    pub fn field_in(&self, names: &[&str]) -> Option<&str> {
        // The root, and a body or container below it, are of the transmission.
        let first = (1..names.len()).find_map(|from| {
            let is_alone = from + 1 == names.len() && from > 2;
            let path = (!is_alone).then(|| names[from..].join("/"))?;
            self.by_path.get(&path)
        });
        let by_name = || {
            let from = names.len().checked_sub(2)?;
            self.by_name.get(&names[from..].join("/"))?.as_ref()
        };
        first.or_else(by_name).map(String::as_str)
    }
}

/// The last two names of a path; none where it has but one.
fn last_two(path: &str) -> Option<&str> {
    let (above, _) = path.rsplit_once('/')?;
    let from = above.rfind('/').map_or(0, |at| at + 1);
    path.get(from..)
}
