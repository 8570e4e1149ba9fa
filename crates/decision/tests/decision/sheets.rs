//! What becomes of the files that people make with spreadsheet programs?

use std::io::{Cursor, Read as _, Write as _};

use cas_decision::ValueType::{Code, Date, Number, TariffCode};
use cas_decision::exchange::xlsx::SheetRows;
use cas_decision::exchange::{csv, xlsx};
use cas_decision::{Entry, HitPolicy, NoteCode, Row, TABLE_ROWS, Table};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use zip::write::SimpleFileOptions;

use crate::builder::table;

/// What a program writes into a sheet.
type Writes<'a> = &'a dyn Fn(&mut Worksheet);

fn head() -> Table {
    let inputs = [
        ("tariff", TariffCode),
        ("country", Code),
        ("mass", Number),
        ("day", Date),
    ];
    table(HitPolicy::First, &inputs, &[("pref", Code)], &[])
}

/// The rows and notes, or everything that is refused, on a line each.
fn told<E: ToString>(read: Result<SheetRows, Vec<E>>) -> Result<SheetRows, String> {
    read.map_err(|errors| {
        let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
        errors.join("\n")
    })
}

fn workbook(bytes: &[u8]) -> Result<SheetRows, String> {
    told(xlsx::read(&head(), bytes))
}

#[test]
fn workbooks_that_people_made() {
    let merged = workbook(include_bytes!("sheets/merged-conditions.xlsx")).expect_err("refused");
    assert_eq!(
        merged,
        "sheet Rows, row 2, column F: the cells F2:F4 are merged, only the first has a value; unmerge \
         them and write the value into each row"
    );
    let headings = workbook(include_bytes!("sheets/section-headings.xlsx")).expect_err("refused");
    let lines: Vec<&str> = headings.lines().collect();
    assert!(lines[0].starts_with("sheet Rows, row 2: the row has no condition and no result"));
    assert!(lines[1].starts_with("sheet Rows, row 4: the row has no condition and no result"));
    let zeros = workbook(include_bytes!("sheets/leading-zero-lost.xlsx")).expect_err("refused");
    assert!(
        zeros.starts_with("sheet Rows, row 2, column F (if tariff): 409 has 3 digits"),
        "{zeros}"
    );
    let dates = workbook(include_bytes!("sheets/dates-real.xlsx")).expect("read");
    let row = &dates.rows[0];
    assert_eq!(row.conditions[3], "date(\"2026-01-31\")");
    assert_eq!(
        row.valid_from.map(|day| day.to_string()).as_deref(),
        Some("2026-01-01")
    );
    assert_eq!(row.outputs, ["300"]);
    assert_eq!(dates.notes.len(), 1);
    assert_eq!(dates.notes[0].code, NoteCode::NumbersInCodeColumn);
}

#[test]
fn csv_files_that_people_made() {
    let read = |text: &str| {
        let read = csv::read(&head(), text);
        read.map_err(|errors| {
            errors
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\n")
        })
    };
    let blank = read(include_str!("sheets/spaces-line.csv")).expect("read");
    assert_eq!(blank.len(), 2, "lines of blanks say nothing");
    let mut comma = head();
    comma.rows = read(include_str!("sheets/de-decimal-comma.csv")).expect("rows");
    let refused = cas_decision::check(&comma);
    let refused: Vec<_> = refused.iter().map(|error| error.row.as_deref()).collect();
    assert_eq!(refused, [Some("a"), Some("b"), Some("c")]);

    let line = "if tariff;if country;if mass;if day;then pref";
    let days = read(&format!(
        "valid from;{line}\n1.2.2026;8703.21*;DE;;>= 31.01.2026;300\n"
    ));
    let mut table = head();
    table.rows = days.expect("read");
    let entry = Entry::new(table);
    assert_eq!(entry.errors, []);
    let row = &entry.table.rows[0];
    let cells = ["870321*", "\"DE\"", "", ">= date(\"2026-01-31\")"];
    assert_eq!(row.conditions, cells);
    assert_eq!(
        row.valid_from.map(|day| day.to_string()).as_deref(),
        Some("2026-02-01")
    );

    for separated in [
        format!("sep=;\r\n{line}\r\n8703*;DE;;;300\r\n"),
        format!("\"sep=;\"\n{line}\n8703*;DE;;;300\n"),
        format!("{line}\r8703*;DE;;;300\r"),
    ] {
        assert_eq!(read(&separated).expect("read").len(), 1, "{separated:?}");
    }
    for (text, expected) in [
        (
            format!("{line}\n8703*\n"),
            "line 2: the line has 1 fields and the head 5: it was cut off",
        ),
        (
            format!("{line}\rEU countries;;;;\r"),
            "line 2, column if tariff",
        ),
        (
            format!("note;{line}\nEU countries;;;;;\n"),
            "line 2: the row has no condition and no result",
        ),
        (
            format!("sep=;\n{line}\n409;DE;;;300\n"),
            "line 3, column if tariff: 409 has 3 digits",
        ),
        (
            format!("{line}\n\"8703\"x;;;;\n"),
            "line 2: 'x' behind a closing quote",
        ),
    ] {
        match read(&text) {
            Err(error) => assert!(error.contains(expected), "{text:?}: {error}"),
            // A heading in a column of codes is no code.
            Ok(rows) => {
                let mut table = head();
                table.rows = rows;
                let errors = cas_decision::check(&table);
                assert_eq!(errors.len(), 1, "{text:?}: {errors:?}");
                assert_eq!(errors[0].column.as_deref(), Some("tariff"));
            }
        }
    }
}

fn made(fill: impl Fn(&mut Worksheet)) -> Result<SheetRows, String> {
    workbook(&bytes_of(fill))
}

fn bytes_of(fill: impl Fn(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let heads = ["if tariff", "if country", "if mass", "if day", "then pref"];
    for (column, head) in (0..).zip(heads) {
        sheet.write_string(0, column, head).expect("fits");
    }
    fill(sheet);
    workbook.save_to_buffer().expect("saves")
}

#[test]
fn what_excel_made_of_codes_is_refused() {
    let day = ExcelDateTime::from_ymd(2026, 5, 1).expect("a day");
    let format = Format::new().set_num_format("yyyy-mm-dd");
    let cases: &[(Writes<'_>, &str)] = &[
        (
            &|sheet| drop(sheet.write_number(1, 0, 12_345_678_901_234_567_890.0)),
            "row 2, column A (if tariff): 12345678901234600000 is a number of more than 15 digits",
        ),
        (
            &|sheet| drop(sheet.write_number(1, 1, 123_456_789_012_345_678.0)),
            "row 2, column B (if country): 123456789012346000 is a number of more than 15 digits",
        ),
        (
            &|sheet| drop(sheet.write_datetime_with_format(1, 2, &day, &format)),
            "row 2, column C (if mass): the spreadsheet program made the day 2026-05-01 of this cell",
        ),
        (
            &|sheet| {
                sheet.write_string(1, 1, "0409").expect("fits");
                sheet.write_number(2, 1, 409).expect("fits");
            },
            "row 3, column B (if country): 409 is a number in the workbook and shorter than other codes",
        ),
    ];
    for (fill, expected) in cases {
        let error = made(fill).expect_err("refused");
        assert!(error.contains(expected), "{error}");
    }
    let numbers = made(|sheet| {
        sheet.write_number(1, 0, 87_032_110).expect("fits");
        sheet.write_number(1, 1, 4000).expect("fits");
        sheet.write_number(1, 2, 0.1 + 0.2).expect("fits");
        sheet.write_boolean(2, 1, true).expect("fits");
        sheet.write_number(2, 4, 1).expect("fits");
    })
    .expect("read");
    assert_eq!(numbers.rows[0].conditions[..3], ["87032110", "4000", "0.3"]);
    let mut table = head();
    table.rows = numbers.rows;
    assert_eq!(Entry::new(table).table.rows[1].conditions[1], "\"TRUE\"");
    let columns: Vec<_> = numbers
        .notes
        .iter()
        .map(|note| note.column.as_deref())
        .collect();
    assert_eq!(columns, [Some("country"), Some("pref")]);
}

/// A workbook that a program wrote without computing its formulas.
#[test]
fn a_formula_without_a_value_is_refused() {
    let bytes = bytes_of(|sheet| {
        sheet
            .write_formula(1, 0, Formula::new("=\"87\"&\"03*\"").set_result("8703*"))
            .expect("fits");
        sheet
            .write_formula(1, 1, Formula::new("=IF(A1=1,1,\"\")").set_result(" "))
            .expect("fits");
        sheet.write_string(1, 4, "300").expect("fits");
    });
    let computed = workbook(&bytes).expect("read");
    assert_eq!(
        computed.rows[0].conditions[1], "",
        "this formula has a value, which is empty"
    );
    let error = workbook(&without_values(&bytes)).expect_err("refused");
    let expected = "row 2, column A: this is a formula without a value";
    assert!(error.contains(expected), "{error}");
}

/// The same workbook, the first of whose formulas has no value.
fn without_values(bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("a name").to_string();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        if name.ends_with("sheet1.xml") {
            let before = text.len();
            text = text.replacen("</f><v>8703*</v>", "</f>", 1);
            assert_ne!(text.len(), before);
        }
        written
            .start_file(name, SimpleFileOptions::default())
            .expect("starts");
        written.write_all(text.as_bytes()).expect("writes");
    }
    written.finish().expect("ends").into_inner()
}

#[test]
fn a_table_has_so_many_rows_and_its_own_export_comes_back() {
    let rows = |count: usize| -> Vec<Row> {
        let row = |at| {
            Row::new(
                &format!("r{at}"),
                &["-", "-", &format!("{at}"), "-"],
                &["300"],
            )
        };
        (0..count).map(row).collect()
    };
    let mut table = head();
    table.rows = rows(TABLE_ROWS);
    assert_eq!(cas_decision::check(&table), []);
    let bytes = xlsx::write(&table).expect("writes");
    assert_eq!(workbook(&bytes).expect("read").rows.len(), TABLE_ROWS);
    let text = csv::write(&table);
    assert_eq!(csv::read(&table, &text).expect("read").len(), TABLE_ROWS);
    table.rows = rows(TABLE_ROWS + 1);
    let errors = cas_decision::check(&table);
    assert!(errors[0].message.contains("at most 100000"), "{errors:?}");
    let more = format!("{text}\"\",,,,,-,-,5,-,300\r\n");
    let error = csv::read(&table, &more).expect_err("refused")[0].to_string();
    assert!(error.contains("at most 100000 rows"), "{error}");
}
