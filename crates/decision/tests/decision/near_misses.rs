//! Are the rows that failed in one cell alone found, all of them, and the closest first?

use cas_decision::ValueType::{Code, Date as Day, Number, TariffCode};
use cas_decision::{
    CellOutcome, Closeness, Compiled, Context, HitPolicy, NearMiss, Row, Steps, Strategy, Table,
};
use jiff::civil::date;
use proptest::prelude::{prop, proptest};
use proptest::sample::select;
use proptest::strategy::Strategy as Cells;
use serde_json::{Value, json};

use crate::builder::{SomeSets, table};
use crate::certain::{cell, config};

fn on(steps: &Steps) -> Context<'_> {
    Context {
        as_of: date(2026, 6, 15),
        sets: &SomeSets,
        steps: Some(steps),
    }
}

fn empty(policy: HitPolicy) -> Table {
    let inputs = [
        ("mass", Number),
        ("country", Code),
        ("tariff", TariffCode),
        ("day", Day),
    ];
    table(policy, &inputs, &[("out", Number)], &[])
}

fn misses(table: &Table, fields: &Value, strategy: Strategy, most: usize) -> Vec<NearMiss> {
    let compiled = Compiled::with_strategy(table, strategy).expect("compiles");
    let inputs = compiled.read(|name| fields.get(name)).expect("readable");
    let found = compiled.near_misses(table, &inputs, &on(&Steps::default()), most_of(most));
    found.expect("found").rows
}

fn most_of(most: usize) -> Closeness<'static> {
    Closeness { most, output: None }
}

/// What is found by taking every row alone and every of its cells away in turn.
fn by_trying(table: &Table, fields: &Value) -> Vec<(String, Option<String>)> {
    let fires = |row: Row| {
        let table = Table {
            hit_policy: HitPolicy::Collect,
            rows: vec![row],
            ..table.clone()
        };
        let compiled = Compiled::new(&table).expect("compiles");
        let inputs = compiled.read(|name| fields.get(name)).expect("readable");
        let matching = compiled.matching(&inputs, &on(&Steps::default()));
        matching.is_ok_and(|rows| !rows.is_empty())
    };
    let mut found = Vec::new();
    for row in table.rows.iter().filter(|row| row.enabled) {
        if fires(row.clone()) {
            continue;
        }
        for (at, input) in table.inputs.iter().enumerate() {
            let mut without = row.clone();
            without.conditions[at] = "-".to_owned();
            if fires(without) {
                found.push((row.id.clone(), Some(input.name.clone())));
            }
        }
        let mut always = row.clone();
        (always.valid_from, always.valid_to) = (None, None);
        if fires(always) {
            found.push((row.id.clone(), None));
        }
    }
    found.sort();
    found
}

fn row() -> impl Cells<Value = Row> {
    let cells = (
        cell(
            &["< 5", ">= 5", "[3..7]", "null", "not(null)"],
            &["? + 1 > 6", "10 / ? > 2"],
        ),
        cell(
            &["\"DE\"", "not(\"DE\")", "null"],
            &["in list(\"CL1\")", "mass > 5"],
        ),
        cell(
            &["87*", "8703*", "not(87*)", "870323"],
            &["starts with(?, \"87\")"],
        ),
        cell(
            &["< date(\"2026-03-01\")", "not(null)"],
            &["? = null or mass = 1"],
        ),
    );
    let days = select(&[(None, None), (Some(1), Some(6)), (Some(7), None)][..]);
    (cells, days, 0..10_u8).prop_map(|((mass, country, tariff, day), days, off)| {
        let mut row = Row::new("", &[&mass, &country, &tariff, &day], &["1"]);
        let of = |month: i8| date(2026, month, 10);
        (row.valid_from, row.valid_to) = (days.0.map(of), days.1.map(of));
        row.enabled = off > 0;
        row
    })
}

fn fields() -> impl Cells<Value = Value> {
    (
        select(vec![json!(null), json!(0), json!(4), json!(5), json!(9)]),
        select(vec![json!(null), json!("DE"), json!("IT")]),
        select(vec![json!(null), json!("870323"), json!("8801")]),
        select(vec![json!(null), json!("2026-01-01"), json!("2026-05-01")]),
    )
        .prop_map(|(mass, country, tariff, day)| {
            json!({"mass": mass, "country": country, "tariff": tariff, "day": day})
        })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn they_are_those_that_one_cell_less_would_let_fire(
        rows in prop::collection::vec(row(), 0..40),
        samples in prop::collection::vec(fields(), 3),
    ) {
        let mut table = empty(HitPolicy::Collect);
        table.rows = rows;
        for (at, row) in table.rows.iter_mut().enumerate() {
            row.id = format!("r{at}");
        }
        for sample in &samples {
            let expected = by_trying(&table, sample);
            for strategy in [Strategy::Scan, Strategy::Index] {
                let found = misses(&table, sample, strategy, 1_000);
                let mut found: Vec<_> = found.into_iter()
                    .map(|miss| (miss.row, miss.input))
                    .collect();
                found.sort();
                assert_eq!(found, expected, "{strategy:?} {sample} {:?}", table.rows);
            }
        }
    }
}

#[test]
fn the_closest_come_first_and_those_behind_a_row_that_fires_last() {
    let mut table = empty(HitPolicy::First);
    let rows: &[(&str, &[&str])] = &[
        ("far", &["> 1000", "-", "87*", "-"]),
        ("close", &["> 10", "-", "87*", "-"]),
        ("missing", &["-", "\"DE\"", "-", "-"]),
        ("tariff", &["-", "-", "870324", "-"]),
        ("two", &["> 10", "\"DE\"", "-", "-"]),
        ("later", &["-", "-", "8703*", "-"]),
        ("fires", &["-", "-", "87*", "-"]),
        ("behind", &["> 9.5", "-", "-", "-"]),
    ];
    table.rows = rows
        .iter()
        .map(|(id, cells)| Row::new(id, cells, &["1"]))
        .collect();
    table.rows[5].valid_from = Some(date(2026, 6, 17));
    let fields = json!({"mass": 9, "tariff": "87032319"});
    let found = misses(&table, &fields, Strategy::Automatic, 10);
    let rows: Vec<&str> = found.iter().map(|miss| miss.row.as_str()).collect();
    assert_eq!(
        rows,
        ["later", "close", "tariff", "missing", "far", "behind"]
    );
    assert_eq!(found[5].outranked_by.as_deref(), Some("fires"));
    assert_eq!(found[0].cell, "2026-06-17..");
    assert_eq!(
        (found[0].input.as_deref(), found[1].input.as_deref()),
        (None, Some("mass"))
    );
    assert_eq!(found[3].outcome, CellOutcome::Missing);
    let compiled = Compiled::new(&table).expect("compiles");
    let inputs = compiled.read(|name| fields.get(name)).expect("readable");
    let found = compiled.near_misses(&table, &inputs, &on(&Steps::default()), most_of(2));
    let found = found.expect("found");
    assert_eq!((found.rows.len(), found.more), (2, 4));
    table.rows[1].outputs[0] = "-".to_owned();
    let compiled = Compiled::new(&table).expect("compiles");
    let of_output = |output| Closeness { most: 10, output };
    let count = |wanted| {
        let found = compiled.near_misses(&table, &inputs, &on(&Steps::default()), wanted);
        found.expect("found").rows.len()
    };
    assert_eq!(count(of_output(Some("out"))), 5);
    assert_eq!(count(of_output(None)), 6);
    assert_eq!(count(of_output(Some("other"))), 0);
}

/// More rows than one block of the index.
#[test]
fn large_tables_are_looked_through_too() {
    let mut table = empty(HitPolicy::Collect);
    table.rows = (0..2_000)
        .map(|at| {
            Row::new(
                &format!("r{at}"),
                &[&at.to_string(), "-", "87*", "-"],
                &["1"],
            )
        })
        .collect();
    table.rows[1_500].conditions[2] = "88*".to_owned();
    let fields = json!({"mass": 1_500, "tariff": "8703"});
    let found = misses(&table, &fields, Strategy::Index, 3);
    let rows: Vec<&str> = found.iter().map(|miss| miss.row.as_str()).collect();
    assert_eq!(rows, ["r1499", "r1501", "r1498"]);
    assert_eq!(misses(&table, &fields, Strategy::Index, 3_000).len(), 2_000);
}
