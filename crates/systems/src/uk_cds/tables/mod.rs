//! The messages we write, as tables: the declaration in its parts, the arrival and the cancellation.
//!
//! Rows stand in the order of the official schema. Each names by its `tag` what customs' pointers
//! call it: a WCO section (`68A`) where it is a group, a WCO data element (`D005`) where it is a
//! value. A row with an empty tag is passed over by pointers.

mod commodity;
mod declaration;
mod documents;
mod item;
mod parties;
mod requests;
mod shipment;
mod transport;

pub(super) use declaration::COUNTRY;

use std::sync::LazyLock;

use crate::table::{Table, table};

/// The edition of a declaration that is sent whole.
pub(super) const WHOLE: &str = "whole";

/// The edition of an amendment of which the caller says what is sent.
pub(super) const PARTIAL: &str = "partial";

/// The declaration, and the amendment, which is the declaration with another head.
pub static DECLARATION: LazyLock<Table> = LazyLock::new(|| table!("DEC", declaration::ROWS));

/// The notification of arrival.
pub static ARRIVAL: LazyLock<Table> = LazyLock::new(|| table!("GPR", requests::ARRIVAL_ROWS));

/// The request for cancellation.
pub static CANCELLATION: LazyLock<Table> =
    LazyLock::new(|| table!("INV", requests::CANCELLATION_ROWS));

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::table::{Content, Row};

    /// What customs publish of their pointers: the code of each element, by its path.
    fn official() -> Option<HashMap<String, String>> {
        let folder = std::env::var_os("CAS_SCHEMAS").map_or_else(
            || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/xsd"),
            PathBuf::from,
        );
        let text = std::fs::read_to_string(folder.join("uk-cds/wco-pointer-map.csv")).ok()?;
        let codes = text.lines().filter_map(|line| {
            let mut columns = line.split(',');
            Some((columns.next()?.to_owned(), columns.next()?.to_owned()))
        });
        Some(codes.collect())
    }

    fn check(rows: &[Row], above: &str, codes: &HashMap<String, String>) {
        for row in rows.iter().filter(|row| !row.element.contains(':')) {
            let path = format!("{above}/{}", row.element);
            let expected = codes.get(&path).map(String::as_str);
            assert_eq!(row.tag, expected, "{path}");
            if let Content::Records { rows, .. } = row.content {
                check(rows, &path, codes);
            }
        }
    }

    #[test]
    fn pointers_call_each_element_as_customs_do() {
        if let Some(codes) = official() {
            check(declaration::ROWS, "Declaration", &codes);
        }
    }
}
