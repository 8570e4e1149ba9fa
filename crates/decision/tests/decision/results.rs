//! What do output cells say?

use cas_decision::ValueType::{Boolean, Code, Date, Number, Text};
use cas_decision::{Compiled, HitPolicy, ValueType};
use serde_json::json;

use crate::builder::{context, table};

fn check(kind: ValueType, cell: &str, expected: Result<serde_json::Value, &str>) {
    let inputs = [("mass", Number), ("gone", Number), ("name of it", Text)];
    let rows: &[(&[&str], &[&str])] = &[(&["-", "-", "-"], &[cell])];
    let table = table(HitPolicy::First, &inputs, &[("out", kind)], rows);
    let compiled = Compiled::new(&table).unwrap_or_else(|errors| panic!("{}", errors[0]));
    let fields = json!({"mass": 12.50, "name of it": "Anna"});
    let inputs = compiled.read(|name| fields.get(name)).expect("readable");
    match (compiled.evaluate(&inputs, &context()), expected) {
        (Ok(found), Ok(expected)) => {
            let value = found.hits[0].values[0].as_ref();
            let said = value.map_or(serde_json::Value::Null, |value| value.to_json());
            assert_eq!(said, expected, "{cell}");
        }
        (Err(error), Err(part)) => assert!(error.to_string().contains(part), "{error}"),
        (found, expected) => panic!("{cell}: {found:?}, not {expected:?}"),
    }
}

#[test]
fn outputs_are_literals_copies_and_expressions() {
    check(Text, "\"a\"", Ok(json!("a")));
    check(Code, "4000", Ok(json!("4000")));
    check(Code, "\"de\"", Ok(json!("DE")));
    check(Boolean, "mass > 10", Ok(json!(true)));
    check(Date, "date(\"2026-01-31\")", Ok(json!("2026-01-31")));
    check(
        Number,
        "mass * 2",
        Ok(serde_json::from_str("25.0").expect("a number")),
    );
    check(Text, "name of it + \"!\"", Ok(json!("Anna!")));
    check(Code, "name of it", Ok(json!("ANNA")));
    check(Number, "if gone = null then 1 else gone", Ok(json!(1)));
}

#[test]
fn nothing_is_silently_null() {
    check(Text, "", Ok(json!(null)));
    check(Text, "-", Ok(json!(null)));
    check(Text, "null", Ok(json!(null)));
    check(
        Number,
        "if gone = null then null else gone",
        Ok(json!(null)),
    );
    check(
        Number,
        "gone",
        Err("the result needs gone, which is missing"),
    );
    check(
        Number,
        "gone + mass",
        Err("table t version 3, row r1, column out"),
    );
    check(Number, "if gone > 1 then 1 else 2", Err("needs gone"));
    check(Number, "mass / (mass - mass)", Err("division by zero"));
}

#[test]
fn no_digit_that_counts_is_lost() {
    let large = "8000000000000000000000000";
    let too_large = || Err("the number is too large");
    check(Number, &format!("mass * {large} + 0.001"), too_large());
    check(Number, &format!("0.001 - mass * {large}"), too_large());
    check(Number, &format!("(mass * {large}) * 1.001"), too_large());
    // What a division leaves is rounded far behind the point.
    check(
        Boolean,
        "(mass / 3) * 1.25 + 1000 > 1005.2",
        Ok(json!(true)),
    );
    check(
        Number,
        "decimal(mass / 3 + 10000000, 6)",
        Ok(number("10000004.166667")),
    );
    check(Boolean, "mass * 0 = 0 and mass - 12.5 = 0", Ok(json!(true)));
    check(
        Boolean,
        "mass * 0.00000001 * 0.00000001 > 0",
        Ok(json!(true)),
    );
}

fn number(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("a number")
}
