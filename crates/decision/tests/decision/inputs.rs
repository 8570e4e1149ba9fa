//! Do typed values get into a table as they must?

use cas_decision::ValueType::{Code, Number, TariffCode, Text};
use cas_decision::{Compiled, HitPolicy, Inputs, SetKind, Table, Value};
use serde_json::json;

use crate::builder::{context, table};

fn sample() -> Table {
    let rows: &[(&[&str], &[&str])] = &[
        (&["\"DE\"", "8703*", "-", "-"], &["1"]),
        (
            &["in list(\"CL1\")", "-", "> 5", "in set(\"friends\")"],
            &["if text in list(\"CL1\") then 2 else 3"],
        ),
        (&["in list(\"CL1\")", "-", "-", "-"], &["4"]),
    ];
    let inputs = [
        ("code", Code),
        ("tariff", TariffCode),
        ("number", Number),
        ("text", Text),
    ];
    table(HitPolicy::First, &inputs, &[("out", Number)], rows)
}

#[test]
fn borrowed_fitted_and_read_values_are_the_same() {
    let mut table = sample();
    table.rows[1].enabled = false;
    let compiled = Compiled::new(&table).expect("compiles");
    let typed = [
        Value::from("DE"),
        Value::from("870310"),
        Value::Number(7.into()),
    ];
    let [code, tariff, number] = &typed;
    let borrowed = Inputs::from_values(vec![Some(code), Some(tariff), Some(number), None]);
    let raw = [
        Value::from(" de"),
        Value::from("8703.10"),
        Value::from("7"),
        Value::from(" "),
    ];
    let fitted = compiled.fit(raw.iter().map(Some)).expect("fits");
    let fields = json!({"code": "de", "tariff": "8703 10", "number": 7});
    let read = compiled.read(|name| fields.get(name)).expect("readable");
    assert_eq!(borrowed, fitted);
    assert_eq!(borrowed, read);
    let found = compiled.evaluate(&borrowed, &context()).expect("an answer");
    assert_eq!(
        (found.hits[0].row, found.hits[0].position),
        (Some("r1"), Some(0))
    );
    let other = Inputs::from_values(vec![Some(&raw[1]), None, None, None]);
    assert!(
        compiled
            .evaluate(&other, &context())
            .expect("an answer")
            .hits
            .is_empty()
    );
    assert_eq!(
        (compiled.rows(), compiled.row_id(1), compiled.row_id(2)),
        (2, Some("r3"), None)
    );
}

#[test]
fn values_of_another_type_are_errors() {
    let compiled = Compiled::new(&sample()).expect("compiles");
    let number = Value::Number(1.into());
    let wrong = Inputs::from_values(vec![None, None, None, Some(&number)]);
    let error = compiled.evaluate(&wrong, &context()).expect_err("no text");
    assert_eq!(error.column.as_deref(), Some("text"));
    let few = Inputs::from_values(vec![None]);
    let error = compiled.evaluate(&few, &context()).expect_err("too few");
    assert!(
        error.to_string().contains("1 values for 4 inputs"),
        "{error}"
    );
    let error = compiled
        .fit([None, Some(&number)])
        .expect_err("no tariff code");
    assert_eq!(error.column.as_deref(), Some("tariff"));
}

#[test]
fn a_table_says_which_sets_it_asks() {
    let compiled = Compiled::new(&sample()).expect("compiles");
    let sets: Vec<(SetKind, &str)> = compiled.sets().collect();
    assert_eq!(
        sets,
        [(SetKind::CodeList, "CL1"), (SetKind::MasterData, "friends")]
    );
    assert_eq!(compiled.hit_policy(), HitPolicy::First);
}
