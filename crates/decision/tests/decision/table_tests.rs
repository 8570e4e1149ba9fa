//! Do the tests stored with a table find what they must?

use cas_decision::ValueType::{Code, Number};
use cas_decision::{Compiled, HitPolicy, TableTest, run_tests};
use serde_json::json;

use crate::builder::{SomeSets, table};

#[test]
fn tests_pass_and_fail_with_reasons() {
    let rows: &[(&[&str], &[&str])] = &[
        (&["in list(\"CL1\")", "> 5"], &["1"]),
        (&["-", "10 / ? > 0"], &["2"]),
    ];
    let inputs = [("country", Code), ("mass", Number)];
    let table = table(HitPolicy::First, &inputs, &[("out", Number)], rows);
    let compiled = Compiled::new(&table).expect("compiles");
    let day = "2026-06-15";
    let tests: Vec<TableTest> = serde_json::from_value(json!([
        {"name": "passes", "asOf": day, "inputs": {"country": "DE", "mass": 6},
            "expect": {"rows": ["r1"], "outputs": {"out": 1}}},
        {"name": "no row", "asOf": day, "inputs": {}, "expect": {"rows": []}},
        {"name": "error", "asOf": day, "inputs": {"mass": 0}, "expect": {"error": "by zero"}},
        {"name": "row", "asOf": day, "inputs": {"mass": 1}, "expect": {"rows": ["r1"]}},
        {"name": "output", "asOf": day, "inputs": {"mass": 1}, "expect": {"outputs": {"out": 3}}},
        {"name": "no error", "asOf": day, "inputs": {"mass": 1}, "expect": {"error": "zero"}},
        {"name": "fails", "asOf": day, "inputs": {"mass": 0}, "expect": {"rows": ["r2"]}},
        {"name": "misspelt", "asOf": day, "inputs": {"mas": 0}, "expect": {"outputs": {"x": 1}}},
    ]))
    .expect("tests");
    let results = run_tests(&compiled, &tests, &SomeSets);
    let said: Vec<String> = results
        .iter()
        .map(|result| format!("{}: {}", result.name, result.failures.join("; ")))
        .collect();
    insta::assert_snapshot!(said.join("\n"), @r#"
    passes: 
    no row: 
    error: 
    row: rows [r1] expected, [r2] fired
    output: out: 3 expected, 2 found
    no error: an error with "zero" expected
    fails: table t version 3, row r2, column mass: division by zero; test the divisor first
    misspelt: the table has no input mas; the table has no output x
    "#);
}
