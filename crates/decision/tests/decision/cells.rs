//! What does each kind of cell match?

use cas_decision::ValueType::{Boolean, Code, Date, Number, TariffCode, Text};
use cas_decision::{Compiled, HitPolicy, Strategy, ValueType};
use serde_json::{Value, json};

use crate::builder::{context, table};

/// A cell of column `x`; `y` is 10, `code` is "DE", `flag` is false, `gone` is missing.
fn check(kind: ValueType, cell: &str, value: Value, expected: Result<bool, &str>) {
    let inputs = [
        ("x", kind),
        ("y", Number),
        ("code", Code),
        ("gone", Number),
        ("flag", Boolean),
    ];
    let rows: &[(&[&str], &[&str])] = &[(&[cell, "-", "-", "-", "-"], &["1"])];
    let table = table(HitPolicy::First, &inputs, &[("out", Number)], rows);
    let fields = json!({"x": value, "y": 10, "code": "DE", "flag": false});
    for strategy in [Strategy::Scan, Strategy::Index] {
        let compiled = Compiled::with_strategy(&table, strategy)
            .unwrap_or_else(|errors| panic!("{kind} {cell}: {}", errors[0]));
        let inputs = compiled.read(|name| fields.get(name)).expect("readable");
        let found = compiled.evaluate(&inputs, &context());
        match (found, expected) {
            (Ok(found), Ok(expected)) => {
                assert_eq!(
                    !found.hits.is_empty(),
                    expected,
                    "{kind} {cell} {value} {strategy:?}"
                );
            }
            (Err(error), Err(part)) => {
                assert!(error.to_string().contains(part), "{error}");
                assert_eq!((error.row.as_deref(), error.version), (Some("r1"), 3));
            }
            (found, expected) => panic!("{kind} {cell} {value}: {found:?}, not {expected:?}"),
        }
    }
}

#[test]
fn cells_match_what_they_say() {
    let cases: &[(ValueType, &str, Value, bool)] = &[
        (Text, "-", json!("a"), true),
        (Text, "", json!(null), true),
        (Text, "\"a\"", json!("a"), true),
        (Text, "\"a\"", json!("A"), false),
        (Text, "\"a\", \"b\"", json!("b"), true),
        (Text, "not(\"a\", \"b\")", json!("c"), true),
        (Text, "not(\"a\", \"b\")", json!("b"), false),
        (Text, "!= \"a\"", json!("b"), true),
        (Text, "\"say \\\"x\\\"\"", json!("say \"x\""), true),
        (Text, "starts with(?, \"ab\")", json!("abc"), true),
        (Text, "starts with(?, \"ab\")", json!("ac"), false),
        (Text, "ends with(?, \"bc\")", json!("abc"), true),
        (Text, "contains(?, \"b\")", json!("abc"), true),
        (Text, "matches(?, \"^[A-Z]{2}\\d+$\")", json!("DE12"), true),
        (
            Text,
            "matches(?, \"^[A-Z]{2}\\d+$\")",
            json!("DE12x"),
            false,
        ),
        (Text, "matches(?, \"b|^c\")", json!("abc"), true),
        (Text, "in set(\"friends\")", json!("Anna"), true),
        (Text, "not(in set(\"friends\"))", json!("Berta"), true),
        (Code, "\"de\"", json!(" De "), true),
        (Code, "4000, 4200", json!("4000"), true),
        (Code, "0100", json!("0100"), true),
        (Code, "in list(\"CL1\")", json!("fr"), true),
        (Code, "? in list(\"CL1\") and y > 10", json!("fr"), false),
        (Code, "code", json!("DE"), true),
        (Code, "? = code and y = 10", json!("FR"), false),
        (Code, "40*", json!("4071"), true),
        (TariffCode, "8703*", json!("8703 23 90 10"), true),
        (TariffCode, "8703*, 8704*", json!("8704.10"), true),
        (TariffCode, "not(8703*)", json!("870323"), false),
        (TariffCode, "not(8703*)", json!("8702"), true),
        (TariffCode, "0101*", json!("01012100"), true),
        (TariffCode, "87032390", json!("87032390"), true),
        (TariffCode, "87032390", json!("8703239010"), false),
        (TariffCode, "8799*", json!("88"), false),
        (Number, "5", json!(5.0), true),
        (Number, "-5", json!(-5), true),
        (Number, "< 5", json!(5), false),
        (Number, "<= 5", json!("5.00"), true),
        (Number, "[1..5)", json!(1), true),
        (Number, "[1..5)", json!(5), false),
        (Number, "(1..5]", json!(1), false),
        (Number, "]1..5[", json!(2), true),
        (Number, "not([1..5], 7)", json!(7), false),
        (Number, "not([1..5], 7)", json!(6), true),
        (Number, "[y..y * 2]", json!(20), true),
        (Number, "> y + 1.5", json!(11.5), false),
        (Number, "? * 2 > y and code = \"DE\"", json!(6), true),
        (Number, "(? + 1) * 2 = 22", json!(10), true),
        (
            Number,
            "? > if code = \"DE\" then 100 else 1",
            json!(50),
            false,
        ),
        (Number, "10 < ?", json!(11), true),
        (Number, "1 + 2 * 3", json!(7), true),
        (Number, "10 - 2 - 3", json!(5), true),
        (Number, "y in [5..10]", json!(1), true),
        (Number, "y in (5..10)", json!(1), false),
        (Number, "y in (< 5, > 9) and ? in ]0..2[", json!(1), true),
        (Number, "not(y in (1, 2, 3, null))", json!(1), true),
        (Number, "y between ? and 10", json!(11), false),
        (
            Number,
            "? between 1 and 5 or y = 10 and ? > 7",
            json!(5),
            true,
        ),
        (Number, "code in (\"de\", \"FR\")", json!(1), true),
        (
            Number,
            "code in (starts with(?, \"D\"), 40*)",
            json!(1),
            true,
        ),
        (Number, "2 ** 3 * 2", json!(16), true),
        (Number, "2*3", json!(6), true),
        (Number, "-2 ** 2", json!(4), true),
        (Number, "2 ** -2", json!("0.25"), true),
        (Number, "max(y, ?, 3) = 12", json!(12), true),
        (Number, "min(y, ?) = abs(-3)", json!(3), true),
        (Number, "floor(y / 3), ceiling(y / 3)", json!(4), true),
        (Number, "decimal(y / 3, 2)", json!("3.33"), true),
        (Number, "decimal(y + 0.125, 2)", json!("10.12"), true),
        (Number, "round half up(y + 0.125, 2)", json!("10.13"), true),
        (Number, "round  half up(-2.5, 0)", json!(-3), true),
        (Number, "string length(\"äb \")", json!(3), true),
        (
            Text,
            "upper case(\"ab\"), lower case(\"CD\")",
            json!("AB"),
            true,
        ),
        (
            Text,
            "upper case(\"ab\"), lower case(\"CD\")",
            json!("cd"),
            true,
        ),
        (Text, "\"ACME\"", json!(" ACME "), true),
        (Text, "\"Müller\"", json!("Mu\u{308}ller"), true),
        (Text, "contains(?, \" \")", json!("a b"), true),
        (Text, "contains(?, \" \")", json!("ab"), false),
        (Text, "\"a\" + \" \" + \"b\"", json!("a b"), true),
        (Code, "not(\"DE\")", json!("DE\u{200b}"), false),
        (TariffCode, "8703*", json!("8703\u{200b}21"), true),
        (
            Date,
            "date(\"2026-01-31\")",
            json!("2026-01-31T23:30:00Z"),
            true,
        ),
        (
            Date,
            "date(\"2026-01-31\")",
            json!("2026-01-31T23:30:00+05:00"),
            true,
        ),
        (Text, "string(y) + \"x\"", json!("10x"), true),
        (
            TariffCode,
            "substring(?, 1, 4) = \"8703\"",
            json!("870323"),
            true,
        ),
        (Code, "substring(?, -2)", json!("AB"), true),
        (
            Date,
            "max(?, @\"2026-01-01\") = @\"2026-01-01\"",
            json!("2025-01-01"),
            true,
        ),
        (Boolean, "true", json!(true), true),
        (Boolean, "flag", json!(false), true),
        (Boolean, "not(flag)", json!(false), false),
        (Boolean, "?", json!(true), true),
        (Boolean, "flag = false", json!(false), true),
        (Boolean, "not(true)", json!(false), true),
        (Boolean, "y > 5 or ?", json!(false), true),
        (Date, "date(\"2026-02-28\")", json!("2026-02-28"), true),
        (Date, "> @\"2026-02-28\"", json!("2026-02-28"), false),
        (
            Date,
            "[date(\"2026-01-01\")..date(\"2026-12-31\")]",
            json!("2026-12-31"),
            true,
        ),
    ];
    for (kind, cell, value, expected) in cases {
        check(*kind, cell, value.clone(), Ok(*expected));
    }
}

#[test]
fn what_is_missing_matches_only_any_and_null() {
    let cases: &[(ValueType, &str, bool)] = &[
        (Text, "-", true),
        (Text, "null", true),
        (Text, "null, \"a\"", true),
        (Text, "not(null)", false),
        (Text, "\"a\"", false),
        (Text, "not(\"a\")", false),
        (Text, "!= \"a\"", false),
        (Text, "? = null", true),
        (Text, "!= null", false),
        (Text, "not(starts with(?, \"a\"))", false),
        (Text, "in list(\"CL1\")", false),
        (Text, "not(in list(\"CL1\"))", false),
        (Number, "< 5", false),
        (Number, "not(< 5)", false),
        (Number, "not(? < 5)", false),
        (Number, "? < 5 or y = 10", true),
        (Number, "? < 5 and y = 10", false),
        (Number, "gone = null and y = 10", true),
        (Number, "gone + 1 > 0", false),
        (Number, "gone in (1, > 5)", false),
        (Number, "not(gone in (1, > 5))", false),
        (Number, "gone in (1, null)", true),
        (Number, "gone between 1 and 5 or y = 10", true),
        (Number, "max(gone, 5) > 1", false),
        (Number, "not(max(gone, 5) > 1)", false),
        (Number, "not(gone + 1 > 0)", false),
        (TariffCode, "87*", false),
        (TariffCode, "not(87*)", false),
        (Boolean, "false", false),
        (Date, "not(date(\"2026-01-01\"))", false),
    ];
    for (kind, cell, expected) in cases {
        check(*kind, cell, Value::Null, Ok(*expected));
        check(*kind, cell, json!("  "), Ok(*expected));
    }
    check(Text, "not(null)", json!("a"), Ok(true));
    check(Text, "null", json!("a"), Ok(false));
}

#[test]
fn errors_are_loud() {
    check(
        Number,
        "? / (y - 10) > 1",
        json!(1),
        Err("division by zero"),
    );
    check(
        Number,
        "? * ? > 1",
        json!("70000000000000000000000000000"),
        Err("too large"),
    );
    let range = "an exponent is 0.5, it must be whole";
    check(Number, "y ** ? > 1", json!("0.5"), Err(range));
    check(Number, "0 ** ? > 1", json!(-1), Err("division by zero"));
    check(Number, "y ** ? > 1", json!(40), Err("too large"));
    check(Number, "decimal(y, ?) > 1", json!(29), Err("from 0 to 28"));
    check(
        Text,
        "substring(?, y - 10) = \"a\"",
        json!("a"),
        Err("counted from 1"),
    );
    check(
        Text,
        "in list(\"CL2\")",
        json!("a"),
        Err("list(\"CL2\") is not known"),
    );
}

#[test]
fn a_field_of_another_type_is_an_error() {
    let rows: &[(&[&str], &[&str])] = &[(&["-"], &["1"])];
    let table = table(HitPolicy::First, &[("x", Number)], &[("out", Number)], rows);
    let compiled = Compiled::new(&table).expect("compiles");
    for wrong in [json!("many"), json!([1]), json!(true)] {
        let error = compiled.read(|_| Some(&wrong)).expect_err("no number");
        assert_eq!(error.column.as_deref(), Some("x"));
    }
}
