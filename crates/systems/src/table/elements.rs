//! Which elements does a table write?

use super::compile::{Entry, Resolved, Table};
use super::row::Test;

impl Table {
    /// The elements that the table writes in an edition of its message, by their paths without
    /// prefixes, in the order of the rows; all editions' where none is said.
    #[must_use]
    pub fn elements(&self, edition: Option<&str>) -> Vec<String> {
        let mut paths = Vec::new();
        elements(&self.rows, edition, "", &mut paths);
        paths
    }
}

fn elements(entries: &[Entry], edition: Option<&str>, above: &str, paths: &mut Vec<String>) {
    for entry in entries {
        let has_edition =
            |editions: &str| editions.split(' ').any(|listed| Some(listed) == edition);
        let is_of_edition = edition.is_none() || entry.row.edition.is_none_or(has_edition);
        let is_written = !entry
            .when
            .iter()
            .any(|check| matches!(check.test, Test::Never));
        if !is_of_edition || !is_written {
            continue;
        }
        let name = entry.row.element.rsplit(':').next().unwrap_or_default();
        let separator = if above.is_empty() { "" } else { "/" };
        let path = format!("{above}{separator}{name}");
        if !paths.contains(&path) {
            paths.push(path.clone());
        }
        if let Resolved::Records { entries, .. } = &entry.content {
            elements(entries, edition, &path, paths);
        }
    }
}
