//! The first sheet of a workbook.
//!
//! A workbook is a packed folder: it is unpacked once within a limit before anything reads it, and
//! cells are read one by one, so that neither a small file that unpacks to a huge one nor a single
//! cell in the last corner of a sheet takes memory.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx};
use cas_decision::exchange::xlsx;

use super::table::{Count, MAX_UNPACKED, Sheet, SheetError, SheetRow, refused};

/// Reads the first sheet of a workbook, after its unpacked size was measured.
pub(super) fn read(bytes: &[u8]) -> Result<Sheet, SheetError> {
    xlsx::measure(bytes, MAX_UNPACKED).map_err(refused)?;
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
    let merged = workbook
        .merge_cells_by_sheet_name(name)
        .map_err(unreadable)?;
    xlsx::refuse_merged(&merged).map_err(refused)?;
    let mut cells = workbook.worksheet_cells_reader(name).map_err(unreadable)?;
    let mut next = || cells.next_cell_with_formula_metadata();
    let (mut rows, mut count) = (BTreeMap::<u32, SheetRow>::new(), Count::default());
    while let Some(cell) = next().map_err(unreadable)? {
        let (row, column) = cell.pos;
        let place = || xlsx::cell_name(row, column);
        if cell.formula.is_some() && cell.value == DataRef::Empty {
            return Err(refused(format!(
                "cell {}: {}",
                place(),
                xlsx::WITHOUT_VALUE
            )));
        }
        let text = text_of(&cell.value);
        let is_number = matches!(cell.value, DataRef::Int(_) | DataRef::Float(_));
        if is_number && xlsx::has_lost_digits(&text) {
            return Err(refused(format!(
                "cell {}: {text} {}",
                place(),
                xlsx::LOST_DIGITS
            )));
        }
        if text.is_empty() {
            continue;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if !rows.contains_key(&row) {
            count.add_row()?;
        }
        let line = rows.entry(row).or_default();
        let cells = &mut line.cells;
        // A row takes room for all its columns up to the last that says something.
        for column in cells.len()..=column {
            count.cell(column)?;
        }
        count.add_text(&text)?;
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text;
        if is_number {
            line.numbers.insert(column);
        }
    }
    Sheet::of_rows(rows.into_iter().map(|(row, line)| SheetRow {
        number: usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1),
        ..line
    }))
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
        DataRef::DateTimeIso(text) => match text.split_once('T') {
            Some((day, time)) if is_midnight(time) => day.to_owned(),
            Some(_) | None => text.clone(),
        },
        DataRef::DurationIso(text) => text.clone(),
        // A formula that failed: shown as it is, so that the field refuses it by name.
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// The day of a cell; with the time of day where it says one, which no field for a day takes.
fn day_of(time: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => day,
        (hour, minute, second) => format!("{day}T{hour:02}:{minute:02}:{second:02}"),
    }
}

fn is_midnight(time: &str) -> bool {
    time.bytes()
        .all(|byte| matches!(byte, b'0' | b':' | b'.' | b'Z'))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::write::SimpleFileOptions;

    use super::*;

    /// A workbook whose only sheet holds these rows of cells, as XML.
    fn workbook(rows: &str) -> Vec<u8> {
        workbook_with(rows, &[])
    }

    fn workbook_with(rows: &str, more: &[(&str, &str)]) -> Vec<u8> {
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
        let files = files.iter().map(|(name, text)| (*name, text.as_str()));
        for (name, text) in files.chain(more.iter().copied()) {
            archive
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
            archive
                .write_all(format!("{HEAD}{text}").as_bytes())
                .unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn text_cell(place: &str, text: &str) -> String {
        format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
    }

    #[test]
    fn cells_are_read_as_text() {
        let rows = [
            format!(
                r#"<row r="1">{}{}</row>"#,
                text_cell("A1", "code"),
                text_cell("B1", "mass")
            ),
            format!(
                r#"<row r="2">{}<c r="B2"><v>22.5</v></c></row>"#,
                text_cell("A2", "007")
            ),
            r#"<row r="5"><c r="A5"><v>87116010</v></c><c r="C5" t="b"><v>1</v></c></row>"#.into(),
        ];
        let sheet = read(&workbook(&rows.concat())).unwrap();
        assert_eq!(sheet.header, ["code", "mass"]);
        let row = |number: usize, cells: &[&str], numbers: &[usize]| SheetRow {
            number,
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
            numbers: numbers.iter().copied().collect(),
        };
        assert_eq!(
            sheet.rows,
            [
                row(2, &["007", "22.5"], &[1]),
                row(5, &["87116010", "", "true"], &[0])
            ]
        );
    }

    #[test]
    fn each_kind_of_cell_has_its_text() {
        let day = |day: u8, hour: u8, minute: u8, second: u8| {
            let (day, hour) = (f64::from(day), f64::from(hour) / 24.0);
            let time = hour + f64::from(minute) / 1_440.0 + f64::from(second) / 86_400.0;
            let kind = calamine::ExcelDateTimeType::DateTime;
            DataRef::DateTime(ExcelDateTime::new(46_023.0 + day + time, kind, false))
        };
        let iso = |text: &str| DataRef::DateTimeIso(text.to_owned());
        for (value, expected) in [
            (DataRef::String(" a ".to_owned()), "a"),
            (DataRef::SharedString(" b "), "b"),
            (DataRef::Int(-7), "-7"),
            (DataRef::Float(0.1), "0.1"),
            (DataRef::Float(1e3), "1000"),
            (DataRef::Bool(false), "false"),
            (day(0, 0, 0, 0), "2026-01-01"),
            (day(1, 13, 5, 9), "2026-01-02T13:05:09"),
            (day(1, 0, 5, 0), "2026-01-02T00:05:00"),
            (iso("2026-01-31T00:00:00.000Z"), "2026-01-31"),
            (iso("2026-01-31T00:00:01"), "2026-01-31T00:00:01"),
            (iso("2026-01-31"), "2026-01-31"),
            (DataRef::DurationIso("PT1H".to_owned()), "PT1H"),
            (DataRef::Error(calamine::CellErrorType::Div0), "#DIV/0!"),
            (DataRef::Empty, ""),
        ] {
            assert_eq!(text_of(&value), expected, "{value:?}");
        }
    }

    #[test]
    fn what_is_no_workbook_or_too_large_is_refused() {
        let corner = format!(r#"<row r="1048576">{}</row>"#, text_cell("XFD1048576", "x"));
        for (bytes, expected) in [
            (b"code,mass\n1,2".to_vec(), "no readable workbook"),
            (workbook(&corner), "columns"),
            (workbook(""), "is empty"),
        ] {
            let error = read(&bytes).unwrap_err();
            assert!(error.0.contains(expected), "{error}");
        }
        let large = workbook(&text_cell("A1", &"0".repeat(100_000)));
        assert!(large.len() < 10_000, "{} bytes", large.len());
        let error = xlsx::measure(&large, 50_000).unwrap_err();
        assert!(error.contains("unpacks to more"), "{error}");
        xlsx::measure(&large, 200_000).unwrap();
    }

    #[test]
    fn what_would_silently_be_something_else_is_refused() {
        let head = format!(r#"<row r="1">{}</row>"#, text_cell("A1", "code"));
        let merged = workbook(&format!(
            "{head}<row r=\"2\">{}</row>",
            text_cell("A2", "x")
        ));
        read(&merged).unwrap();
        for (cells, expected) in [
            (
                r#"<row r="2"><c r="A2"><f>1+1</f></c></row>"#,
                "cell A2: this is a formula",
            ),
            (
                r#"<row r="2"><c r="B2"><v>12345678901234567890</v></c></row>"#,
                "cell B2: 12345",
            ),
            (
                r#"</sheetData><mergeCells><mergeCell ref="A1:A3"/></mergeCells><sheetData>"#,
                "the cells A1:A3 are merged",
            ),
        ] {
            let error = read(&workbook(&format!("{head}{cells}"))).unwrap_err();
            assert!(error.0.contains(expected), "{error}");
        }
        let empty = r#"<row r="2"><c r="A2" t="str"><f>B1</f><v></v></c>"#;
        let long = r#"<c r="B2"><v>123456789012345</v></c></row>"#;
        read(&workbook(&format!("{head}{empty}{long}"))).unwrap();
    }

    #[test]
    fn what_a_workbook_claims_is_not_believed() {
        let rows = format!(r#"<row r="1">{}</row>"#, text_cell("A1", "code"));
        let texts = r#"<sst uniqueCount="5000000000000000"></sst>"#;
        let error = read(&workbook_with(&rows, &[("xl/sharedStrings.xml", texts)])).unwrap_err();
        assert!(error.0.contains("claim to be"), "{error}");
        read(&workbook_with(
            &rows,
            &[(
                "xl/sharedStrings.xml",
                r#"<sst count="1" uniqueCount="1"></sst>"#,
            )],
        ))
        .unwrap();
    }

    #[test]
    fn empty_cells_before_the_last_of_a_row_count() {
        let row = |row: usize| {
            format!(
                r#"<row r="{row}">{}</row>"#,
                text_cell(&format!("GR{row}"), "x")
            )
        };
        let rows: String = (1..=10_001).map(row).collect();
        let error = read(&workbook(&rows)).unwrap_err();
        assert!(error.0.contains("cells"), "{error}");
    }

    #[test]
    fn a_text_that_many_cells_share_counts_for_each() {
        let shared = "x".repeat(1_000_000);
        let texts = format!("<sst><si><t>{shared}</t></si></sst>");
        let cell = |row: usize| format!(r#"<row r="{row}"><c t="s"><v>0</v></c></row>"#);
        let rows: String = (1..=68).map(cell).collect();
        let more = [("xl/sharedStrings.xml", texts.as_str())];
        let error = read(&workbook_with(&rows, &more)).unwrap_err();
        assert!(error.0.contains("bytes of text"), "{error}");
    }
}
