//! What does the analysis find, and does it say when it did not finish?

use std::collections::BTreeMap;

use cas_decision::ValueType::{Code, Number, TariffCode};
use cas_decision::analysis::{Budget, Finding, GapSearch};
use cas_decision::{Compiled, HitPolicy, Row, Table, Value, analyse};

use serde_json::{Value as Json, json};

use crate::builder::table;

fn sample(policy: HitPolicy, rows: &[(&[&str], &[&str])]) -> Table {
    let inputs = [("country", Code), ("mass", Number), ("tariff", TariffCode)];
    table(policy, &inputs, &[("out", Number)], rows)
}

fn findings(table: &Table) -> Vec<String> {
    let compiled = Compiled::new(table).expect("compiles");
    let report = analyse(&compiled, &GapSearch::default(), Budget::default());
    assert!(!report.unfinished);
    let said = |finding: &Finding| match finding {
        Finding::Shadowed { row, by } => format!("{row} shadowed by {by}"),
        Finding::Covered { row, by } => format!("{row} covered by {}", by.join(" ")),
        Finding::Impossible { row, column } => format!("{row} impossible in {column}"),
        Finding::Silent { row } => format!("{row} says nothing"),
        Finding::Contradiction { row, other, .. } => format!("{row} against {other}"),
        Finding::Duplicate { row, other } => format!("{row} as {other}"),
        Finding::Gap { codes, .. } => format!("{codes:?}"),
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
fn several_rows_hide_one_together() {
    let rows: &[(&[&str], &[&str])] = &[
        (&["-", "< 5", "-"], &["1"]),
        (&["\"DE\"", "> 7", "-"], &["2"]),
        (&["-", "[5..7], null", "-"], &["3"]),
        (&["\"DE\"", "-", "87*"], &["4"]),
        (&["!= \"DE\", null", "> 6", "-"], &["5"]),
        (&["-", "-", "8703"], &["6"]),
        (&["-", "? > mass + 1", "-"], &["7"]),
    ];
    let found = [
        "r4 covered by r1 r2 r3",
        "r6 covered by r1 r2 r3 r5",
        "r7 covered by r1 r2 r3 r5",
    ];
    assert_eq!(findings(&sample(HitPolicy::First, rows)), found);
    let mut table = sample(HitPolicy::First, rows);
    table.rows[2].conditions[1] = "[5..7]".to_owned();
    assert!(findings(&table).is_empty(), "a missing mass is left");
    table.rows[2].conditions[1] = "[5..6.9], null".to_owned();
    // From 6.9 to 7 only r4 takes DE, and r7 is not of 87.
    assert_eq!(findings(&table), ["r6 covered by r1 r2 r3 r4 r5"]);
    let mut table = sample(HitPolicy::First, rows);
    table.rows[0].valid_from = Some(jiff::civil::date(2026, 1, 1));
    assert!(findings(&table).is_empty(), "the days before are left");
    table.rows[3].valid_from = Some(jiff::civil::date(2026, 3, 1));
    assert_eq!(findings(&table), ["r4 covered by r1 r2 r3"]);
}

#[test]
fn cells_that_match_nothing_and_rows_that_rank_behind() {
    let rows: &[(&[&str], &[&str])] = &[
        (&["\"DE\"", "-", "-"], &["2"]),
        (&["-", "not(< 5, >= 5)", "-"], &["1"]),
        (&["\"DE\", \"FR\"", "> 5", "-"], &["1"]),
        (&["\"DE\"", "> 6", "-"], &["2"]),
        (&["\"DE\"", "> 6", "-"], &["-"]),
    ];
    let mut table = sample(HitPolicy::Priority, rows);
    table.outputs[0].allowed_values = vec!["1".to_owned(), "2".to_owned()];
    let found = [
        "r2 impossible in mass",
        "r5 says nothing",
        "r4 shadowed by r1",
        "r5 shadowed by r1",
    ];
    assert_eq!(findings(&table), found);
}

/// A row said to be hidden never fires, whatever is tried.
#[test]
fn what_is_reported_never_fires() {
    let cells = [
        [
            "\"DE\"",
            "not(\"DE\")",
            "-",
            "null",
            "not(null)",
            "\"DE\", \"FR\"",
        ],
        ["-", "< 5", ">= 5", "[3..7]", "null", "not([3..7])"],
        ["-", "87*", "8703", "not(87*)", "null", "not(null)"],
    ];
    let countries = [json!("DE"), json!("FR"), json!("IT"), json!(null)];
    let masses = [
        json!(2),
        json!(3),
        json!(5),
        json!(7),
        json!(8),
        json!(null),
    ];
    let tariffs = [json!("8703"), json!("8704"), json!("9901"), json!(null)];
    let mut state = 1_usize;
    let mut hidden = 0;
    for _ in 0..150 {
        let mut table = sample(HitPolicy::First, &[]);
        for at in 0..8 {
            let mut row = Row::new(&format!("r{at}"), &[], &["1"]);
            for column in &cells {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_041);
                row.conditions.push(column[(state >> 33) % 6].to_owned());
            }
            table.rows.push(row);
        }
        let compiled = Compiled::new(&table).expect("compiles");
        let report = analyse(&compiled, &GapSearch::default(), Budget::default());
        let mut fired = std::collections::BTreeSet::new();
        for (country, mass, tariff) in all_of(&countries, &masses, &tariffs) {
            let fields = json!({"country": country, "mass": mass, "tariff": tariff});
            let inputs = compiled.read(|name| fields.get(name)).expect("readable");
            let found = compiled.evaluate(&inputs, &crate::builder::context());
            fired.extend(
                found
                    .expect("an answer")
                    .hits
                    .into_iter()
                    .filter_map(|hit| hit.row),
            );
        }
        for finding in &report.findings {
            if let Finding::Shadowed { row, .. } | Finding::Covered { row, .. } = finding {
                assert!(
                    !fired.contains(row.as_str()),
                    "{row} fires in {:?}",
                    table.rows
                );
                hidden += 1;
            }
        }
        // The values tried are one of each kind: what never fires is found.
        let reported = report.findings.iter().filter(|finding| {
            matches!(finding, Finding::Shadowed { .. } | Finding::Covered { .. })
        });
        assert_eq!(reported.count() + fired.len(), 8, "{:?}", table.rows);
    }
    assert!(hidden > 100);
}

fn all_of<'v>(
    first: &'v [Json],
    second: &'v [Json],
    third: &'v [Json],
) -> impl Iterator<Item = (&'v Json, &'v Json, &'v Json)> {
    first.iter().flat_map(move |a| {
        second
            .iter()
            .flat_map(move |b| third.iter().map(move |c| (a, b, c)))
    })
}

#[test]
fn gaps_over_codes() {
    let rows: &[(&[&str], &[&str])] = &[
        (&["\"DE\"", "-", "-"], &["1"]),
        (&["\"FR\"", "> 5", "8703"], &["2"]),
        (&["-", "-", "8704"], &["3"]),
    ];
    let compiled = Compiled::new(&sample(HitPolicy::First, rows)).expect("compiles");
    let texts = |texts: &[&str]| -> Vec<Value> { texts.iter().map(|t| Value::from(*t)).collect() };
    let codes = BTreeMap::from([
        ("country".to_owned(), texts(&["DE", "FR", "IT", "ES"])),
        ("tariff".to_owned(), texts(&["8703", "8704", "8705"])),
    ]);
    let search = GapSearch {
        codes,
        ..GapSearch::default()
    };
    let report = analyse(&compiled, &search, Budget::default());
    let gap = |id: &str, country: &[&str], tariff: &[&str], cells: [&str; 3]| Finding::Gap {
        codes: vec![
            ("country".to_owned(), texts(country)),
            ("tariff".to_owned(), texts(tariff)),
        ],
        row: Row::new(id, &cells, &["-"]),
    };
    let expected = [
        gap(
            "gap-1",
            &["ES", "IT"],
            &["8703", "8705"],
            ["\"ES\", \"IT\"", "-", "8703, 8705"],
        ),
        gap("gap-2", &["FR"], &["8705"], ["\"FR\"", "-", "8705"]),
    ];
    assert_eq!(report.findings, expected);
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
    let all = analyse(&compiled, &GapSearch::default(), steps(200_000));
    assert!(all.findings.is_empty() && !all.unfinished);
    assert_eq!(all.rows_not_fully_compared, 1);
    assert!(analyse(&compiled, &GapSearch::default(), steps(1_000)).unfinished);
}
