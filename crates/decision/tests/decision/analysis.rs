//! What does the analysis find, and does it say when it did not finish?

use std::collections::BTreeMap;

use cas_decision::ValueType::{Code, Number, TariffCode};
use cas_decision::analysis::{Budget, Finding};
use cas_decision::{Compiled, HitPolicy, Row, Table, Value, analyse};

use crate::builder::table;

fn sample(policy: HitPolicy, rows: &[(&[&str], &[&str])]) -> Table {
    let inputs = [("country", Code), ("mass", Number), ("tariff", TariffCode)];
    table(policy, &inputs, &[("out", Number)], rows)
}

fn findings(table: &Table) -> Vec<String> {
    let compiled = Compiled::new(table).expect("compiles");
    let report = analyse(&compiled, &BTreeMap::new(), Budget::default());
    assert!(!report.unfinished);
    let said = |finding: &Finding| match finding {
        Finding::Shadowed { row, by } => format!("{row} shadowed by {by}"),
        Finding::Contradiction { row, other } => format!("{row} against {other}"),
        Finding::Duplicate { row, other } => format!("{row} as {other}"),
        Finding::Gap { codes } => format!("{codes:?}"),
    };
    report.findings.iter().map(said).collect()
}

#[test]
fn shadows_contradictions_and_duplicates() {
    let rows: &[(&[&str], &[&str])] = &[
        (&["\"DE\", \"FR\"", "[1..10]", "87*"], &["1"]),
        (&["\"DE\"", "[2..3]", "8703*"], &["2"]),
        (&["not(\"DE\", \"FR\")", "-", "-"], &["3"]),
        (&["\"IT\"", "-", "-"], &["3"]),
        (&["\"DE\"", "> 10", "-"], &["4"]),
        (&["\"DE\"", "[2..3]", "8703*"], &["2"]),
    ];
    let first = [
        "r2 as r6",
        "r2 shadowed by r1",
        "r4 shadowed by r3",
        "r6 shadowed by r1",
    ];
    assert_eq!(findings(&sample(HitPolicy::First, rows)), first);
    let unique = [
        "r2 as r6",
        "r1 against r2",
        "r3 against r4",
        "r1 against r6",
        "r2 against r6",
    ];
    assert_eq!(findings(&sample(HitPolicy::Unique, rows)), unique);
    let any = ["r2 as r6", "r1 against r2", "r1 against r6"];
    assert_eq!(findings(&sample(HitPolicy::Any, rows)), any);
    assert_eq!(findings(&sample(HitPolicy::Collect, rows)), ["r2 as r6"]);
}

#[test]
fn days_and_missing_values_count() {
    let rows: &[(&[&str], &[&str])] = &[
        (&["not(null)", "-", "-"], &["1"]),
        (&["-", "-", "-"], &["2"]),
    ];
    assert!(findings(&sample(HitPolicy::First, rows)).is_empty());
    let rows: &[(&[&str], &[&str])] =
        &[(&["-", "-", "-"], &["1"]), (&["\"DE\"", "-", "-"], &["2"])];
    let mut table = sample(HitPolicy::First, rows);
    assert_eq!(findings(&table), ["r2 shadowed by r1"]);
    table.rows[0].valid_to = Some(jiff::civil::date(2026, 1, 1));
    assert!(findings(&table).is_empty());
}

#[test]
fn gaps_over_codes() {
    let rows: &[(&[&str], &[&str])] = &[
        (&["\"DE\"", "-", "-"], &["1"]),
        (&["\"FR\"", "> 5", "8703"], &["2"]),
        (&["-", "-", "8704"], &["3"]),
    ];
    let compiled = Compiled::new(&sample(HitPolicy::First, rows)).expect("compiles");
    let texts = |texts: &[&str]| -> Vec<Value> { texts.iter().map(|t| Value::text(t)).collect() };
    let codes = BTreeMap::from([
        ("country".to_owned(), texts(&["DE", "FR", "IT", "ES"])),
        ("tariff".to_owned(), texts(&["8703", "8704", "8705"])),
    ]);
    let report = analyse(&compiled, &codes, Budget::default());
    let gap = |country: &[&str], tariff: &[&str]| Finding::Gap {
        codes: vec![
            ("country".to_owned(), texts(country)),
            ("tariff".to_owned(), texts(tariff)),
        ],
    };
    let mut found = report.findings;
    found.sort_by_key(|finding| format!("{finding:?}"));
    let expected = [
        gap(&["FR"], &["8705"]),
        gap(&["IT", "ES"], &["8703", "8705"]),
    ];
    assert_eq!(found, expected);
}

#[test]
fn it_says_when_it_did_not_finish() {
    let mut table = sample(HitPolicy::Unique, &[]);
    table.rows = (0..500)
        .map(|at| Row::new(&format!("r{at}"), &["-", &format!("{at}"), "-"], &["1"]))
        .collect();
    table.rows[7].conditions[0] = "in list(\"CL1\")".to_owned();
    let compiled = Compiled::new(&table).expect("compiles");
    let steps = |steps| Budget {
        steps,
        findings: 10,
    };
    let all = analyse(&compiled, &BTreeMap::new(), steps(200_000));
    assert!(all.findings.is_empty() && !all.unfinished);
    assert_eq!(all.rows_not_fully_compared, 1);
    assert!(analyse(&compiled, &BTreeMap::new(), steps(1_000)).unfinished);
}
