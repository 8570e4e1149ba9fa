//! Why did a row fire, and why not?

use cas_decision::ValueType::{Code, Number};
use cas_decision::{Compiled, HitPolicy, Outcome};
use serde_json::json;

use crate::builder::{context, table};

#[test]
fn each_row_says_what_became_of_it() {
    let rows: &[(&[&str], &[&str])] = &[
        (&["\"FR\"", "-"], &["1"]),
        (&["\"DE\"", "> 5"], &["2"]),
        (&["-", "-"], &["3"]),
        (&["-", "10 / ? > 1"], &["4"]),
        (&["null", "-"], &["5"]),
        (&["-", "-"], &["6"]),
        (&["-", "-"], &["7"]),
    ];
    let inputs = [("country", Code), ("mass", Number)];
    let mut table = table(HitPolicy::First, &inputs, &[("out", Number)], rows);
    table.rows[5].enabled = false;
    table.rows[6].valid_to = Some(jiff::civil::date(2025, 12, 31));
    let compiled = Compiled::new(&table).expect("compiles");
    let fields = json!({"country": "DE"});
    let inputs = compiled.read(|name| fields.get(name)).expect("readable");
    let explained = |row: &str| {
        let found = compiled.explain(&table, row, &inputs, &context());
        found.expect("the row is there")
    };
    let outcomes = ["r1", "r2", "r3", "r4", "r5", "r6", "r7"].map(|row| explained(row).outcome);
    let expected = [
        Outcome::NotMatched,
        Outcome::NotMatched,
        Outcome::Fired,
        Outcome::NotMatched,
        Outcome::NotMatched,
        Outcome::Disabled,
        Outcome::NotValid,
    ];
    assert_eq!(outcomes, expected);
    let cells = explained("r2").cells;
    let cells = cells.iter().map(|cell| {
        let value = cell
            .value
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        format!("{} {}: {value} {:?}", cell.input, cell.cell, cell.outcome)
    });
    let cells: Vec<String> = cells.collect();
    assert_eq!(
        cells,
        ["country \"DE\": \"DE\" Matched", "mass > 5:  Missing"]
    );
    assert_eq!(compiled.explain(&table, "r9", &inputs, &context()), None);
}

#[test]
fn a_row_that_matches_names_those_before_it() {
    let rows: &[(&[&str], &[&str])] = &[(&["-"], &["1"]), (&["> 1"], &["2"])];
    let mut table = table(HitPolicy::First, &[("x", Number)], &[("out", Number)], rows);
    let value = json!(5);
    let mut outcome = |policy| {
        table.hit_policy = policy;
        let compiled = Compiled::new(&table).expect("compiles");
        let inputs = compiled.read(|_| Some(&value)).expect("readable");
        compiled
            .explain(&table, "r2", &inputs, &context())
            .expect("there")
            .outcome
    };
    let by = vec!["r1".to_owned()];
    assert_eq!(outcome(HitPolicy::First), Outcome::Outranked { by });
    assert_eq!(outcome(HitPolicy::Collect), Outcome::Fired);
    let failed = outcome(HitPolicy::Unique);
    assert!(matches!(&failed, Outcome::Failed { error } if error.contains("only one may")));
}
