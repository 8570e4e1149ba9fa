//! What does each hit policy make of several matching rows?

use cas_decision::HitPolicy::{self, *};
use cas_decision::ValueType::Number;
use cas_decision::{Compiled, Row, Table};
use serde_json::json;

use crate::builder::{context, table};

/// Rows for numbers below 10, 20, 15, 1 and 20 again; priorities 30, 10, 20, 5.
fn sample(hit_policy: HitPolicy) -> Table {
    let rows: &[(&[&str], &[&str])] = &[
        (&["< 10"], &["10"]),
        (&["< 20"], &["20"]),
        (&["< 15"], &["30"]),
        (&["< 1"], &["5"]),
        (&["< 20"], &["20"]),
    ];
    let mut table = table(hit_policy, &[("x", Number)], &[("out", Number)], rows);
    if hit_policy.is_ranked() {
        table.outputs[0].allowed_values = ["30", "10", "20", "5"].map(str::to_owned).to_vec();
    }
    table
}

fn answer(table: &Table, x: i32) -> String {
    let compiled = Compiled::new(table).unwrap_or_else(|errors| panic!("{}", errors[0]));
    let value = json!(x);
    let inputs = compiled.read(|_| Some(&value)).expect("readable");
    match compiled.evaluate(&inputs, &context()) {
        Err(error) => error.to_string(),
        Ok(evaluation) => {
            let hits = evaluation.hits.iter().map(|hit| {
                let value = hit.values[0].as_ref().map(ToString::to_string);
                format!(
                    "{}:{}",
                    hit.row.unwrap_or("default"),
                    value.unwrap_or_default()
                )
            });
            let hits: Vec<String> = hits.collect();
            let aggregate = evaluation.aggregate.map(|value| format!(" = {value}"));
            format!("{}{}", hits.join(" "), aggregate.unwrap_or_default())
        }
    }
}

#[test]
fn each_policy_has_its_answer() {
    let cases: &[(HitPolicy, i32, &str)] = &[
        (First, 5, "r1:10"),
        (First, 17, "r2:20"),
        (First, 99, ""),
        (Unique, 99, ""),
        (
            Unique,
            17,
            "table t version 3: rows r2, r5 match, only one may; narrow their conditions",
        ),
        (Any, 17, "r2:20"),
        (
            Any,
            12,
            "table t version 3: rows r2, r3, r5 match and say different things; they must agree",
        ),
        (Priority, 5, "r3:30"),
        (Priority, 17, "r2:20"),
        (Collect, 12, "r2:20 r3:30 r5:20"),
        (RuleOrder, 5, "r1:10 r2:20 r3:30 r5:20"),
        (OutputOrder, 0, "r3:30 r1:10 r2:20 r5:20 r4:5"),
        (CollectSum, 12, "r2:20 r3:30 r5:20 = 70"),
        (CollectSum, 99, ""),
        (CollectMin, 0, "r1:10 r2:20 r3:30 r4:5 r5:20 = 5"),
        (CollectMax, 5, "r1:10 r2:20 r3:30 r5:20 = 30"),
        (CollectCount, 12, "r2:20 r3:30 r5:20 = 3"),
        (CollectCount, 99, " = 0"),
    ];
    for (policy, x, expected) in cases {
        assert_eq!(answer(&sample(*policy), *x), *expected, "{policy:?} {x}");
    }
}

#[test]
fn defaults_answer_when_no_row_does() {
    for policy in [
        First,
        Unique,
        Any,
        Priority,
        Collect,
        RuleOrder,
        OutputOrder,
    ] {
        let mut table = sample(policy);
        table.outputs[0].default = Some("5".to_owned());
        assert_eq!(answer(&table, 99), "default:5", "{policy:?}");
    }
    for policy in [CollectSum, CollectMin, CollectMax] {
        let mut table = sample(policy);
        table.outputs[0].default = Some("5".to_owned());
        assert_eq!(answer(&table, 99), "default:5 = 5", "{policy:?}");
        assert_eq!(
            answer(&table, 19),
            "r2:20 r5:20 = 20".replace("= 20", if policy == CollectSum { "= 40" } else { "= 20" })
        );
    }
}

#[test]
fn rows_hold_on_their_days() {
    let day = |text: &str| Some(text.parse().expect("a day"));
    let mut table = sample(First);
    table.rows[0].valid_to = day("2026-06-14");
    assert_eq!(answer(&table, 5), "r2:20");
    table.rows[0].valid_to = day("2026-06-15");
    assert_eq!(answer(&table, 5), "r1:10");
    table.rows[0].valid_from = day("2026-06-15");
    assert_eq!(answer(&table, 5), "r1:10");
    table.rows[0].enabled = false;
    assert_eq!(answer(&table, 5), "r2:20");
}

#[test]
fn an_error_stops_the_table_where_it_is_reached() {
    let mut table = sample(First);
    table
        .rows
        .insert(0, Row::new("r0", &["1 / (? - 5) > 0"], &["1"]));
    assert_eq!(
        answer(&table, 5),
        "table t version 3, row r0, column x: division by zero; test the divisor first"
    );
    table.rows.swap(0, 1);
    assert_eq!(answer(&table, 5), "r1:10");
}

#[test]
fn json_says_the_same_table() {
    let text = r#"{"name": "t", "inputs": [{"name": "x", "type": "number"}],
        "outputs": [{"name": "out", "type": "tariffCode", "mode": "warnIfDifferent"}],
        "rows": [{"id": "r1", "validTo": "2026-12-31", "conditions": ["> 1"], "outputs": ["0101"]}]}"#;
    let table: Table = serde_json::from_str(text).expect("a table");
    assert_eq!((table.version, table.hit_policy), (1, First));
    assert_eq!(answer(&table, 5), "r1:\"0101\"");
    let written = serde_json::to_string(&table).expect("JSON");
    assert_eq!(
        serde_json::from_str::<Table>(&written).expect("a table"),
        table
    );
}
