//! The first sheet of a workbook.
//!
//! A workbook is a packed folder: it is unpacked once within a limit before anything reads it, and
//! cells are read one by one, so that neither a small file that unpacks to a huge one nor a single
//! cell in the last corner of a sheet takes memory.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx};

use super::{Count, MAX_UNPACKED, Sheet, SheetError, SheetRow, refused};

/// Most files in a workbook.
const MAX_FILES: usize = 1_000;

/// Reads a table.
pub(super) fn read(bytes: &[u8]) -> Result<Sheet, SheetError> {
    unpack_within(bytes, MAX_UNPACKED)?;
    let unreadable = |error: calamine::XlsxError| {
        refused(format!(
            "the file is not a workbook that can be read: {error}"
        ))
    };
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let names = workbook.sheet_names();
    let name = names
        .first()
        .ok_or_else(|| refused("the workbook has no sheet"))?;
    let mut cells = workbook.worksheet_cells_reader(name).map_err(unreadable)?;
    let (mut rows, mut count) = (BTreeMap::<u32, Vec<String>>::new(), Count::default());
    while let Some(cell) = cells.next_cell().map_err(unreadable)? {
        let (row, column) = cell.get_position();
        let text = text_of(cell.get_value());
        if text.is_empty() {
            continue;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        count.cell(column)?;
        if !rows.contains_key(&row) {
            count.row()?;
        }
        let cells = rows.entry(row).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text;
    }
    Sheet::of_rows(rows.into_iter().map(|(row, cells)| SheetRow {
        number: usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1),
        cells,
    }))
}

/// Unpacks everything and keeps nothing, to know that it is not too much. What an entry says of
/// its size is not believed.
fn unpack_within(bytes: &[u8], most: u64) -> Result<(), SheetError> {
    let unreadable = |error: &dyn std::fmt::Display| {
        refused(format!("the file is not a workbook (XLSX): {error}"))
    };
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
    if archive.len() > MAX_FILES {
        return Err(refused(format!(
            "the workbook holds more than {MAX_FILES} files"
        )));
    }
    let mut left = most;
    for index in 0..archive.len() {
        let file = archive
            .by_index(index)
            .map_err(|error| unreadable(&error))?;
        let mut file = file.take(left + 1);
        let unpacked = std::io::copy(&mut file, &mut std::io::sink());
        let unpacked = unpacked.map_err(|error| unreadable(&error))?;
        left = left
            .checked_sub(unpacked)
            .ok_or_else(|| refused(format!("the workbook unpacks to more than {most} bytes")))?;
    }
    Ok(())
}

fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Int(number) => number.to_string(),
        // The shortest text that means the same number: what the sheet shows, up to 15 digits.
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(time) => day_of(time),
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        // A formula that failed: shown as it is, so that the field refuses it by name.
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

fn day_of(time: &ExcelDateTime) -> String {
    let (year, month, day, ..) = time.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::write::SimpleFileOptions;

    use super::*;

    /// A workbook whose only sheet holds these rows of cells, as XML.
    fn workbook(rows: &str) -> Vec<u8> {
        const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
        const FORMATS: &str = "http://schemas.openxmlformats.org";
        let main = format!(r#"xmlns="{FORMATS}/spreadsheetml/2006/main""#);
        let relations = format!("{FORMATS}/officeDocument/2006/relationships");
        let packaged = format!(r#"xmlns="{FORMATS}/package/2006/relationships""#);
        let relation = |kind: &str, target: &str| {
            let kind = format!(r#"Type="{relations}/{kind}" Target="{target}""#);
            let relation = format!(r#"<Relationship Id="r1" {kind}/>"#);
            format!("<Relationships {packaged}>{relation}</Relationships>")
        };
        let sheet = r#"<sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets>"#;
        let types = format!(r#"<Types xmlns="{FORMATS}/package/2006/content-types"/>"#);
        let book = format!(r#"<workbook {main} xmlns:r="{relations}">{sheet}</workbook>"#);
        let cells = format!("<worksheet {main}><sheetData>{rows}</sheetData></worksheet>");
        let files = [
            ("[Content_Types].xml", types),
            ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
            ("xl/workbook.xml", book),
            (
                "xl/_rels/workbook.xml.rels",
                relation("worksheet", "worksheets/sheet1.xml"),
            ),
            ("xl/worksheets/sheet1.xml", cells),
        ];
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in files {
            archive
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
            archive
                .write_all(format!("{HEAD}{text}").as_bytes())
                .unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn text(place: &str, text: &str) -> String {
        format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
    }

    #[test]
    fn cells_are_read_as_text() {
        let rows = [
            format!(
                r#"<row r="1">{}{}</row>"#,
                text("A1", "code"),
                text("B1", "mass")
            ),
            format!(
                r#"<row r="2">{}<c r="B2"><v>22.5</v></c></row>"#,
                text("A2", "007")
            ),
            r#"<row r="5"><c r="A5"><v>87116010</v></c><c r="C5" t="b"><v>1</v></c></row>"#.into(),
        ];
        let sheet = read(&workbook(&rows.concat())).unwrap();
        assert_eq!(sheet.header, ["code", "mass"]);
        let row = |number: usize, cells: &[&str]| SheetRow {
            number,
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
        };
        assert_eq!(
            sheet.rows,
            [row(2, &["007", "22.5"]), row(5, &["87116010", "", "true"])]
        );
    }

    #[test]
    fn what_is_no_workbook_or_too_large_is_refused() {
        let corner = format!(r#"<row r="1048576">{}</row>"#, text("XFD1048576", "x"));
        for (bytes, expected) in [
            (b"code,mass\n1,2".to_vec(), "not a workbook"),
            (workbook(&corner), "columns"),
            (workbook(""), "is empty"),
        ] {
            let error = read(&bytes).unwrap_err();
            assert!(error.0.contains(expected), "{error}");
        }
        let large = workbook(&text("A1", &"0".repeat(100_000)));
        assert!(large.len() < 10_000, "{} bytes", large.len());
        let error = unpack_within(&large, 50_000).unwrap_err();
        assert!(error.0.contains("unpacks to more"), "{error}");
        unpack_within(&large, 200_000).unwrap();
    }
}
