//! Which cells are refused, and which characters are blamed?

use cas_decision::ValueType::{Code, Date, Number, TariffCode, Text};
use cas_decision::{CELL_CHARACTERS, HitPolicy, ValueType, check};

use crate::builder::table;

/// Start and end of what is blamed, and a part of the message.
fn refused(kind: ValueType, cell: &str, expected: (usize, usize, &str)) {
    let rows: &[(&[&str], &[&str])] = &[(&["-", "-"], &["1"]), (&[cell, "-"], &["1"])];
    let inputs = [("x", kind), ("y", Number)];
    let errors = check(&table(HitPolicy::First, &inputs, &[("out", Number)], rows));
    assert_eq!(errors.len(), 1, "{cell}: {errors:?}");
    let error = &errors[0];
    assert_eq!(
        (error.row.as_deref(), error.column.as_deref()),
        (Some("r2"), Some("x"))
    );
    let span = error.span.expect("a place");
    assert_eq!(
        (span.start, span.end),
        (expected.0, expected.1),
        "{cell}: {error}"
    );
    assert!(error.message.contains(expected.2), "{cell}: {error}");
}

#[test]
fn cells_are_refused_with_their_place() {
    let cases: &[(ValueType, &str, (usize, usize, &str))] = &[
        (Text, "a", (0, 1, "write \"a\"")),
        (Text, "\"a", (0, 2, "not closed")),
        (Text, "\"a\" \"b\"", (4, 7, "does not belong here")),
        (Text, "\"a\",", (4, 4, "a value expected")),
        (Text, "5", (0, 1, "this is a number where a text belongs")),
        (Text, "< \"b\"", (0, 5, "only numbers and dates")),
        (Text, "starts with(?)", (13, 14, "second argument")),
        (Text, "matches(?, \"(?=a)\")", (11, 18, "look-around")),
        (Text, "not()", (4, 5, "a value expected")),
        (Text, "in CL1", (3, 6, "list(")),
        (Text, "?? = 1", (1, 2, "does not belong")),
        (Code, "\"a\" # \"b\"", (4, 5, "has no meaning")),
        (TariffCode, "\"87x\"", (0, 5, "no tariff code")),
        (TariffCode, "y", (0, 1, "this is a number")),
        (
            Number,
            "\"5\"",
            (0, 3, "this is a text where a number belongs"),
        ),
        (Number, "[5..1]", (0, 6, "nothing lies")),
        (Number, "[1..5", (5, 5, "] or )")),
        (Number, "(1 / 0)", (1, 6, "division by zero")),
        (Number, "8703*", (0, 5, "prefix")),
        (Number, "< null", (0, 6, "less or greater than null")),
        (Number, "y + \"a\"", (4, 7, "where a number belongs")),
        (
            Number,
            "foo(1)",
            (0, 3, "no function is called foo; there are starts with"),
        ),
        (Number, "if y > 1 then 2", (15, 15, "else expected")),
        (Date, "\"tomorrow\"", (0, 10, "write date(")),
        (Date, "date(\"2026-02-30\")", (0, 18, "no day")),
        (
            Date,
            "? > date(\"2026-01-31\") + 30 * 2",
            (4, 31, "as in + duration(\"P30D\")"),
        ),
        (
            Number,
            "y > 1 and date(\"2026-01-31\") + 30 > @\"2026-02-01\"",
            (10, 33, "write + duration(\"P30D\") where days are meant"),
        ),
        (Date, "? - @\"2026-01-31\" > 5", (0, 17, "compare them")),
        (
            Date,
            "@\"2026-01-31\" * 2",
            (0, 17, "nothing else is computed"),
        ),
        (Date, "duration(\"P1D\")", (0, 15, "stands behind a day")),
        (
            Date,
            "> @\"2026-01-31\" + duration(\"PT5H\")",
            (27, 33, "no duration of days"),
        ),
        (
            Date,
            "> @\"2026-01-31\" + @\"P1M5D\"",
            (18, 26, "no duration of days"),
        ),
        (
            Date,
            "> @\"9999-01-31\" + duration(\"P1Y\")",
            (2, 33, "no day lies so far"),
        ),
        (
            Number,
            "y + duration(\"P1D\")",
            (0, 1, "a number where a date belongs"),
        ),
        (Number, "abs()", (4, 5, "a value expected")),
        (Number, "abs(1, 2)", (0, 9, "abs takes 1 to 1 values")),
        (Number, "max(y, \"a\")", (7, 10, "where a number belongs")),
        (Number, "y + 1 in (1, 2)", (0, 5, "only an input or ?")),
        (Number, "y in 5", (5, 6, "an interval or tests in brackets")),
        (Number, "y between 1", (11, 11, "and expected")),
        (Date, "älter", (0, 5, "no input")),
    ];
    for (kind, cell, expected) in cases {
        refused(*kind, cell, *expected);
    }
}

#[test]
fn length_and_nesting_are_limited() {
    let long = format!("\"{}\"", "a".repeat(CELL_CHARACTERS));
    refused(Text, &long, (4_000, 4_002, "longer than 4000"));
    let deep = format!("{}1{}", "(".repeat(33), ")".repeat(33));
    refused(Number, &deep, (32, 33, "nested deeper than 32"));
    let minus = format!("{}1", "-".repeat(40));
    refused(Number, &minus, (32, 33, "nested deeper"));
    let chain = vec!["y"; 300].join("+");
    refused(Number, &chain, (513, 514, "nested deeper"));
    // Deep, and still quick: each level is read once.
    let intervals = vec!["(1..2]"; 100].join(", ");
    let rows: &[(&[&str], &[&str])] = &[(&[&intervals], &["1"])];
    assert!(
        check(&table(
            HitPolicy::First,
            &[("x", Number)],
            &[("out", Number)],
            rows
        ))
        .is_empty()
    );
    let nested = format!("{}y{}", "(1 = 1) = (".repeat(14), ")".repeat(14));
    refused(Number, &nested, (154, 155, "this is a number"));
}

#[test]
fn no_text_makes_the_parser_panic() {
    let pieces = [
        "(",
        ")",
        "[",
        "]",
        "..",
        "not",
        "?",
        "\"",
        "1",
        "*",
        "in",
        "if",
        ",",
        "-",
        "\\",
        "between",
        "and",
        "max(",
        "x",
        "=",
        "@\"",
        "substring(",
        "list(",
    ];
    let mut state = 1_usize;
    for length in 1..3_000 {
        let mut cell = String::new();
        for _ in 0..=length % 9 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_041);
            cell.push_str(pieces[(state >> 33) % pieces.len()]);
        }
        let rows: &[(&[&str], &[&str])] = &[(&[&cell], &[&cell])];
        let _ = check(&table(
            HitPolicy::First,
            &[("x", Number)],
            &[("o", Text)],
            rows,
        ));
    }
}

#[test]
fn tables_are_refused_as_a_whole() {
    let inputs = [("x", Number), ("x", Number), ("not", Number)];
    let rows: &[(&[&str], &[&str])] = &[(&["-"], &["1"])];
    let mut table = table(HitPolicy::CollectSum, &inputs, &[("out", Text)], rows);
    table.rows.push(table.rows[0].clone());
    let errors: Vec<String> = check(&table).iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(errors.join("\n"), @r"
    table t, column x: a second input with this name
    table t, column not: no name for an input: letters, digits, _ . - / ' [..], single spaces, ? at the end
    table t: this hit policy needs an output of numbers or dates
    table t, row r1: a row needs 3 conditions and 1 outputs
    table t, row r1: a second row with this id
    table t, row r1: a row needs 3 conditions and 1 outputs
    ");
}
