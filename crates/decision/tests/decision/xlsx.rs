//! Do rows survive the way to Excel and back, and what is refused?

use cas_decision::ValueType::{Code, Number, Text};
use cas_decision::exchange::xlsx::{self, FILE_BYTES, SheetError, UNPACKED_BYTES};
use cas_decision::{HitPolicy, Row, Table};
use jiff::civil::Date;
use proptest::prelude::{Just, ProptestConfig, prop, prop_assert_eq, prop_oneof, proptest};
use proptest::strategy::Strategy;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use crate::builder::table;

fn sample() -> Table {
    let inputs = [("code", Code), ("mass", Number)];
    table(HitPolicy::First, &inputs, &[("out", Text)], &[])
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("-".to_owned()),
        Just("0101".to_owned()),
        Just("=1+1".to_owned()),
        Just("_x0041_ \u{1} é 😀".to_owned()),
        "[ -~\n\t<&]{0,12}",
    ]
    // Blanks around a cell mean nothing, in CSV neither.
    .prop_map(|cell| cell.trim().to_owned())
}

fn row() -> impl Strategy<Value = Row> {
    let day = || prop::option::of((1..28_i8).prop_map(|day| jiff::civil::date(2026, 2, day)));
    let cells = prop::collection::vec(cell(), 4);
    (cells, day(), day(), prop::bool::ANY).prop_map(|(cells, from, to, enabled)| {
        // A row says something.
        let said = match cells[2].as_str() {
            "" | "-" => "1",
            said => said,
        };
        let mut row = Row::new("", &[&cells[0], &cells[1]], &[said]);
        row.note = cells[3].clone();
        (row.valid_from, row.valid_to, row.enabled) = (from, to, enabled);
        row
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn rows_come_back_the_same(rows in prop::collection::vec(row(), 0..12)) {
        let mut table = sample();
        table.rows = rows;
        for (at, row) in table.rows.iter_mut().enumerate() {
            row.id = format!("r{at}");
        }
        let bytes = xlsx::write(&table).expect("writes");
        let read = xlsx::read(&table, &bytes).expect("reads");
        prop_assert_eq!(read.rows, table.rows.clone());
        prop_assert_eq!(read.notes, []);
        prop_assert_eq!(xlsx::write(&table).expect("writes"), bytes);
    }
}

/// A workbook someone made, and what becomes of it.
fn read(fill: impl Fn(&mut Worksheet)) -> Result<Vec<Row>, Vec<SheetError>> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, head) in ["then out", "if mass", "if code", "valid from"]
        .iter()
        .enumerate()
    {
        let column = u16::try_from(column).expect("few");
        sheet.write_string(0, column, *head).expect("fits");
    }
    fill(sheet);
    let read = xlsx::read(&sample(), &workbook.save_to_buffer().expect("saves"));
    read.map(|read| read.rows)
}

#[test]
fn cells_that_excel_made_something_of() {
    let rows = read(|sheet| {
        let day = ExcelDateTime::from_ymd(2026, 1, 31).expect("a day");
        let format = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_string(1, 0, "\"a\"").expect("fits");
        sheet.write_number(1, 1, 4.5).expect("fits");
        sheet.write_number(1, 2, 4000).expect("fits");
        sheet
            .write_datetime_with_format(1, 3, &day, &format)
            .expect("fits");
        sheet.write_boolean(4, 0, true).expect("fits");
    })
    .expect("reads");
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[0].id.as_str(), rows[1].id.as_str()), ("r1", "r2"));
    assert_eq!(rows[0].conditions, ["4000", "4.5"]);
    assert_eq!(rows[0].valid_from, "2026-01-31".parse::<Date>().ok());
    assert_eq!(rows[1].outputs, ["true"]);
}

fn refused(fill: impl Fn(&mut Worksheet)) -> String {
    let errors = read(fill).expect_err("refused");
    let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
    errors.join(" | ")
}

#[test]
fn what_is_wrong_is_reported_with_its_place() {
    let error = refused(|sheet| {
        sheet.write_string(1, 3, "31.2.2026").expect("fits");
        sheet.write_string(1, 0, "1").expect("fits");
        sheet.write_string(7, 3, "soon").expect("fits");
    });
    let expected = "sheet Sheet1, row 2, column D (valid from): \"31.2.2026\" is no day; \
        write 2026-01-31 | sheet Sheet1, row 8, column D (valid from): \"soon\" is no day; \
        write 2026-01-31";
    assert_eq!(error, expected);
    let error = refused(|sheet| {
        sheet
            .write_formula(2, 1, Formula::new("=1/0").set_result("#DIV/0!"))
            .expect("fits");
    });
    assert!(
        error.starts_with("sheet Sheet1, row 3, column B: "),
        "{error}"
    );
    let error = refused(|sheet| {
        sheet.write_string(0, 30, "if weight").expect("fits");
    });
    let expected = "sheet Sheet1, row 1, column AE (if weight): the table has no such column";
    assert_eq!(error, expected);
    let error = refused(|sheet| {
        sheet.write_string(2, 27, "x").expect("fits");
    });
    let expected = "sheet Sheet1, row 3, column AB: \"x\" stands in a column without a name; \
        quote cells that contain separators";
    assert_eq!(error, expected);
    let error = refused(|sheet| {
        sheet.write_string(100_001, 0, "x").expect("fits");
    });
    assert!(
        error.contains("row 100002, column A: the sheet has more than 100000 rows"),
        "{error}"
    );
}

#[test]
fn files_that_are_no_workbooks_or_too_large() {
    let refused = |bytes: &[u8]| {
        let errors = xlsx::read(&sample(), bytes).expect_err("refused");
        errors[0].to_string()
    };
    assert!(refused(b"row,enabled").contains("save it as .xlsx"));
    assert!(refused(&vec![0; FILE_BYTES + 1]).contains("larger than"));
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive
        .start_file("xl/workbook.xml", options)
        .expect("starts");
    let megabyte = vec![b' '; 1024 * 1024];
    for _ in 0..130 {
        std::io::Write::write_all(&mut archive, &megabyte).expect("writes");
    }
    let bytes = archive.finish().expect("finishes").into_inner();
    assert!(bytes.len() < 1024 * 1024);
    assert!(refused(&bytes).contains("unpacks to more than"));
    let mut table = sample();
    table.rows.push(Row::new("r1", &["-", "-"], &["1"]));
    table.rows[0].note = "x".repeat(40_000);
    let error = xlsx::write(&table).expect_err("too long");
    assert!(
        error
            .to_string()
            .starts_with("sheet Rows, row 2 (note): longer than"),
        "{error}"
    );
}

/// A workbook beside whose cells these parts stand.
fn with_part(name: &str, text: &[u8]) -> Result<(), String> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file(name, options).expect("starts");
    std::io::Write::write_all(&mut archive, text).expect("writes");
    let bytes = archive.finish().expect("finishes").into_inner();
    xlsx::measure(&bytes, UNPACKED_BYTES as u64)
}

#[test]
fn what_a_workbook_claims_is_looked_at_first() {
    let far = format!("<!--{}--><sst>", " ".repeat(70_000));
    let formats = "<xf/>".repeat(60_000);
    let font = format!(r#"<name val="{}"/>"#, "x".repeat(3_000));
    let large = r#"<sst uniqueCount="5000000000000000">"#;
    let texts = "xl/sharedStrings.xml";
    for (name, text, expected) in [
        (texts, large, "claim to be 5000000000000000"),
        ("other/SHAREDSTRINGS.xml", large, "claim to be"),
        (
            texts,
            "<x:sst b='' uniqueCount = '2000001'/>",
            "claim to be",
        ),
        (
            texts,
            r#"<sst uniqueCount="1" uniqueCount="9999999">"#,
            "claim to be",
        ),
        (texts, r#"<!--<sst>--><sst count="9999999">"#, "claim to be"),
        (texts, r#"<sst uniqueCount="many">"#, "claim to be many"),
        (texts, &far, "cannot be read"),
        (texts, "", "have no head"),
        ("xl/styles.xml", &formats, "too many cell formats"),
        ("xl/styles.xml", &font, "too many cell formats"),
    ] {
        let error = with_part(name, text.as_bytes()).expect_err("refused");
        assert!(error.contains(expected), "{name}: {error}");
    }
    let error = with_part(texts, b"\xff\xfe<\0s\0").expect_err("refused");
    assert!(error.contains("not UTF-8"), "{error}");
    with_part(texts, br#"<sst count="2000000" uniqueCount="7">"#).expect("fine");
}

#[test]
fn empty_cells_before_the_last_of_a_row_count() {
    let error = refused(|sheet| {
        for row in 1..=2_001 {
            sheet.write_string(row, 999, "x").expect("fits");
        }
    });
    assert!(error.contains("2000000 cells"), "{error}");
    let error = refused(|sheet| {
        sheet.write_string(1, 1_000, "x").expect("fits");
    });
    assert!(error.contains("1000 columns"), "{error}");
}

#[test]
fn a_large_table_goes_there_and_back() {
    let mut table = sample();
    table.rows = (0..10_000)
        .map(|at| Row::new(&format!("r{at}"), &[&format!("{at:04}"), "< 5"], &["\"x\""]))
        .collect();
    let bytes = xlsx::write(&table).expect("writes");
    assert_eq!(xlsx::read(&table, &bytes).expect("reads").rows, table.rows);
}
