//! Tables that people made, read as rows of text, and written again.

use std::fmt::Write as _;

use cas_process::sheet::{Sheet, SheetFormat, write_csv};

fn told(format: SheetFormat, text: &str) -> String {
    let mut story = format!("{text:?}\n");
    match Sheet::read(format, text.as_bytes()) {
        Err(error) => writeln!(story, "  refused: {error}").expect("text"),
        Ok(sheet) => {
            writeln!(story, "  {:?}", sheet.header).expect("text");
            for row in &sheet.rows {
                let beyond = row.cell(row.cells.len());
                let numbers = &row.numbers;
                writeln!(
                    story,
                    "  {} {:?} {numbers:?} {beyond:?}",
                    row.number, row.cells
                )
                .expect("text");
            }
        }
    }
    story
}

#[test]
fn text_with_separators_is_read_by_its_lines_and_quotes() {
    let mut story = String::new();
    for text in [
        "a,b\n1,2\n",
        "a,b\r\n1,2\r\n\r\n\r\n3,4",
        "\n\na;b\n1;2\n",
        "a;b,c\n1;2,3\n",
        "a,b;c\n1,2;3\n",
        "a,b;c,d;e\n1\n",
        "a\tb;c\n1\t2\n",
        "one\n1,2\n",
        "a,b,,\n1,2,,\n,,,\n,x\n",
        "\"a\nb\",c\n\"1\n\n2\",3\n4,5\n",
        "a\n\"x\"\n",
        "a,b\n\"x\" ,y\n",
        "a,b\n\"x\"y,z\n",
        "a,b\n\"x\"\"y\",z\n",
        "a,b\n\"x\ny\n",
        "a,b\nx\"y,\"z\"\n",
        "a,b\n\n\"x\n",
        "a\r\n\"x\r\ny\"\r\n\"z\r\n",
        "\u{feff}a\n\u{e4}\n",
        "",
        " , \n,",
    ] {
        story += &told(SheetFormat::Csv, text);
    }
    insta::assert_snapshot!(story);
}

#[test]
fn objects_are_read_by_the_names_of_their_fields() {
    let mut story = String::new();
    for text in [
        r#"[{"a": "1", "b": 2}, {}, {"b": true, "c": null}, {"c": {"d": [1]}, "a": " x "}]"#,
        "\u{feff}[{\"a\": 1.50}]",
        "[]",
        "{}",
        "[1]",
        "[{\"a\": 1}, 2]",
        "x",
    ] {
        story += &told(SheetFormat::Json, text);
    }
    let wide: Vec<String> = (0..201).map(|at| format!("\"c{at}\": 1")).collect();
    let wide = format!("[{{{}}}]", wide.join(","));
    let refused = Sheet::read(SheetFormat::Json, wide.as_bytes()).expect_err("too wide");
    insta::assert_snapshot!(format!("{story}{refused}"));
}

#[test]
fn what_is_written_is_read_again() {
    let rows = [
        vec!["a", "b,c", "d"],
        vec!["1", "say \"x\"", "two\nlines"],
        vec!["=1+1", "-5"],
    ];
    let rows = rows.map(|row| row.into_iter().map(str::to_owned).collect::<Vec<_>>());
    let bytes = write_csv(rows.clone()).expect("written");
    let text = String::from_utf8(bytes).expect("text");
    assert_eq!(
        text,
        "a,\"b,c\",d\n1,\"say \"\"x\"\"\",\"two\nlines\"\n'=1+1,-5\n"
    );
    let sheet = Sheet::read(SheetFormat::Csv, text.as_bytes()).expect("read");
    assert_eq!(sheet.header, rows[0]);
    let cells: Vec<&Vec<String>> = sheet.rows.iter().map(|row| &row.cells).collect();
    assert_eq!(cells, [&rows[1], &rows[2]]);
}
