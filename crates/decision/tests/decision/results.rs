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

#[test]
fn days_are_moved_by_durations() {
    let answer = |condition: &str, result: &str, day: &str| {
        let inputs = [("day", Date), ("gone", Date)];
        let rows: &[(&[&str], &[&str])] = &[(&[condition, "-"], &[result])];
        let table = table(HitPolicy::First, &inputs, &[("out", Date)], rows);
        let compiled = Compiled::new(&table).unwrap_or_else(|errors| panic!("{}", errors[0]));
        let fields = json!({"day": day});
        let inputs = compiled.read(|name| fields.get(name)).expect("readable");
        let found = compiled.evaluate(&inputs, &context());
        let found = found.map_err(|error| error.to_string())?;
        let said = found.hits.first().map(|hit| hit.values[0].clone());
        Ok::<_, String>(said.map(|value| value.map(std::borrow::Cow::into_owned)))
    };
    let day = |text: &str| {
        let day = cas_decision::Value::Date(text.parse().expect("a day"));
        Ok(Some(Some(day)))
    };
    let later = "day + duration(\"P30D\")";
    assert_eq!(answer("-", later, "2026-01-31"), day("2026-03-02"));
    let month = "duration(\"P1M\") + day";
    assert_eq!(answer("-", month, "2026-01-31"), day("2026-02-28"));
    let earlier = "day - @\"P1Y\"";
    assert_eq!(answer("-", earlier, "2024-02-29"), day("2023-02-28"));

    // A limit that is computed of a literal and one of an input.
    let limit = "> date(\"2026-01-31\") + duration(\"P1D\")";
    assert_eq!(answer(limit, "day", "2026-02-01"), Ok(None));
    assert_eq!(answer(limit, "day", "2026-02-02"), day("2026-02-02"));
    let other = "day - duration(\"P1D\") >= date(\"2026-02-01\")";
    assert_eq!(answer(other, "day", "2026-02-01"), Ok(None));
    assert_eq!(answer(other, "day", "2026-02-02"), day("2026-02-02"));
    // What hangs on a missing day is missing.
    assert_eq!(
        answer("gone + duration(\"P1D\") > day", "day", "2026-02-02"),
        Ok(None)
    );

    let far = answer("-", "day + duration(\"P1Y\")", "9999-06-01").expect_err("no such day");
    assert!(
        far.contains("row r1, column out") && far.contains("no day lies so far"),
        "{far}"
    );
}
