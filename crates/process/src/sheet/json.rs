//! An array of flat objects: each a row, each name a column.

use std::collections::BTreeSet;

use serde_json::Value;

use super::table::{Count, Sheet, SheetError, SheetRow, refused};

/// Reads a table; the columns stand in the order in which their names occur first.
pub(super) fn read(bytes: &[u8]) -> Result<Sheet, SheetError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| refused(format!("the file is not valid JSON: {error}")))?;
    let objects = value
        .as_array()
        .ok_or_else(|| refused("the file must be an array of objects"))?;
    let (mut header, mut rows, mut count) = (Vec::<String>::new(), Vec::new(), Count::default());
    for (index, object) in objects.iter().enumerate() {
        count.add_row()?;
        let object = object
            .as_object()
            .ok_or_else(|| refused(format!("element {} is no object", index + 1)))?;
        let (mut cells, mut numbers) = (Vec::<String>::new(), BTreeSet::new());
        for (name, value) in object {
            let column = match header.iter().position(|known| known == name) {
                Some(column) => column,
                None => {
                    header.push(name.clone());
                    header.len() - 1
                }
            };
            for column in cells.len()..=column {
                count.cell(column)?;
            }
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            if value.is_number() {
                numbers.insert(column);
            }
            cells[column] = match value {
                Value::Null => String::new(),
                Value::String(text) => text.trim().to_owned(),
                other => other.to_string(),
            };
        }
        // As in a table with a header, the first row below it is row 2.
        rows.push(SheetRow {
            number: index + 2,
            cells,
            numbers,
        });
    }
    Ok(Sheet { header, rows })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_rows() {
        let sheet = read(br#"[{"code": "007", "en": " x "}, {"cy": "y", "code": 8}]"#).unwrap();
        assert_eq!(sheet.header, ["code", "en", "cy"]);
        let cells: Vec<_> = sheet.rows.iter().map(|row| row.cells.join("|")).collect();
        assert_eq!(cells, ["007|x", "8||y"]);
        for (bytes, expected) in [
            ("{", "not valid JSON"),
            ("{}", "an array"),
            ("[1]", "element 1"),
        ] {
            let error = read(bytes.as_bytes()).unwrap_err();
            assert!(error.0.contains(expected), "{error}");
        }
    }
}
