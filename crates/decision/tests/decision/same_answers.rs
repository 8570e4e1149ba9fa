//! Do scan and index always give the same answer?

use cas_decision::ValueType::{Boolean, Code, Date, Number, TariffCode, Text};
use cas_decision::{Compiled, HitPolicy, Row, Strategy, Table};
use proptest::prelude::{Just, ProptestConfig, prop, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;
use proptest::strategy::Strategy as Cells;
use serde_json::{Value, json};

use crate::builder::{context, table};

fn any_of(cells: &'static [&'static str]) -> impl Cells<Value = String> {
    prop_oneof![
        1 => Just("-".to_owned()),
        2 => select(cells).prop_map(str::to_owned),
    ]
}

fn row() -> impl Cells<Value = Row> {
    let numbers = (-3..12_i32, 1..9_i32, 0..10_u8).prop_map(|(from, length, kind)| match kind {
        0 => format!("[{from}..{})", from + length),
        1 => format!("not(({from}..{}], {length})", from + length),
        2 => format!("< {from}, > {}", from + length),
        3 => format!("{from}.5, null"),
        4 => format!("? + {length} > {from}"),
        5 => format!("? in ({from}, > {length}) or ? = null"),
        6 => format!("max(?, {from}) < {length} or ? between {from} and {length}"),
        7 => format!("{from}.00000000001, {length}.25"),
        8 => format!("not(>= {length}, <= {from})"),
        _ => format!("10 / (? - {length}) > 1"),
    });
    let cells = (
        any_of(&[
            "\"a\"",
            "not(\"a\", \"b\")",
            "\"b\", null",
            "starts with(?, \"a\")",
            "matches(?, \"a$\")",
            "\"0123456\", \"01234567\"",
            "not(starts with(?, \"0123456789abcdef\"))",
        ]),
        any_of(&[
            "87*",
            "8703*, 88*",
            "not(8703*)",
            "870323",
            "starts with(?, \"8\"), 01*",
        ]),
        prop_oneof![Just("-".to_owned()), numbers],
        any_of(&["true", "not(true)", "false", "null", "number > 3"]),
        any_of(&[
            "< date(\"2026-03-01\")",
            "[date(\"2026-01-01\")..date(\"2026-06-01\"))",
            "not(null)",
        ]),
        any_of(&[
            "\"de\"",
            "in list(\"CL1\")",
            "not(\"DE\", \"FR\")",
            "in list(\"unknown\")",
            "!= \"DE\"",
        ]),
    );
    let days = prop_oneof![
        Just((None, None)),
        (1..12_i8, 1..12_i8).prop_map(|(a, b)| {
            let day = |month| Some(jiff::civil::date(2026, month, 10));
            (day(a.min(b)), day(a.max(b)))
        }),
    ];
    (cells, days, select(&["1", "2", "3"][..]), 0..20_u8).prop_map(|(cells, days, says, off)| {
        let (text, tariff, number, flag, day, code) = cells;
        let mut row = Row::new("", &[], &[says]);
        row.conditions = vec![text, tariff, number, flag, day, code];
        (row.valid_from, row.valid_to) = days;
        row.enabled = off > 0;
        row
    })
}

fn fields() -> impl Cells<Value = Value> {
    let maybe = |values: Vec<Value>| prop_oneof![1 => Just(Value::Null), 5 => select(values)];
    (
        maybe(vec![
            json!("a"),
            json!("b"),
            json!("ab"),
            json!("ba"),
            json!("z"),
            json!("0123456"),
            json!("0123456789abcdefg"),
        ]),
        maybe(vec![
            json!("8703"),
            json!("870323"),
            json!("8801"),
            json!("0101"),
            json!("99"),
        ]),
        maybe((0..40).map(|half| json!(f64::from(half) / 2.0)).collect()),
        maybe(vec![json!(true), json!(false)]),
        maybe(vec![
            json!("2026-01-01"),
            json!("2026-03-01"),
            json!("2025-01-01"),
        ]),
        maybe(vec![json!("DE"), json!("FR"), json!("IT")]),
    )
        .prop_map(|(text, tariff, number, flag, day, code)| {
            json!({"text": text, "tariff": tariff, "number": number,
                "flag": flag, "day": day, "code": code})
        })
}

fn random_table(policy: HitPolicy, rows: Vec<Row>) -> Table {
    let inputs = [
        ("text", Text),
        ("tariff", TariffCode),
        ("number", Number),
        ("flag", Boolean),
        ("day", Date),
        ("code", Code),
    ];
    let mut table = table(policy, &inputs, &[("out", Number)], &[]);
    table.rows = rows;
    for (at, row) in table.rows.iter_mut().enumerate() {
        row.id = format!("r{at}");
    }
    if policy.is_ranked() {
        table.outputs[0].allowed_values = ["2", "3", "1"].map(str::to_owned).to_vec();
    }
    table
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn scan_and_index_agree(
        rows in prop::collection::vec(row(), 0..90),
        samples in prop::collection::vec(fields(), 8),
    ) {
        for policy in HitPolicy::ALL {
            let table = random_table(*policy, rows.clone());
            let compiled = |strategy| Compiled::with_strategy(&table, strategy)
                .unwrap_or_else(|errors| panic!("{}", errors[0]));
            let (scan, index) = (compiled(Strategy::Scan), compiled(Strategy::Index));
            // Some or all columns are too large for these.
            let small = [0, 300, 900].map(|bytes| compiled(Strategy::IndexWithin(bytes)));
            for sample in &samples {
                let inputs = scan.read(|name| sample.get(name)).expect("readable");
                let expected = scan.evaluate(&inputs, &context());
                prop_assert_eq!(&index.evaluate(&inputs, &context()), &expected);
                for small in &small {
                    prop_assert_eq!(&small.evaluate(&inputs, &context()), &expected);
                }
                let expected = scan.matching(&inputs, &context());
                prop_assert_eq!(&index.matching(&inputs, &context()), &expected);
            }
        }
    }
}

/// More rows than one block of the index, and more cuts than a set may differ by.
#[test]
fn large_tables_agree_too() {
    let rows = (0..3_000).map(|at| {
        let number = match at % 4 {
            0 => format!("{at}"),
            1 => format!("[{at}..{})", at + 700),
            2 => format!(">= {}", 5_000 - at),
            _ => format!("not([{}..{at}])", at / 2),
        };
        let tariff = format!("{:04}*", (at * 37) % 10_000);
        let tariff = if at % 3 == 0 { tariff } else { "-".to_owned() };
        Row::new("", &["-", &tariff, &number, "-", "-", "-"], &["1"])
    });
    let table = random_table(HitPolicy::Collect, rows.collect());
    let scan = Compiled::with_strategy(&table, Strategy::Scan).expect("compiles");
    let index = Compiled::with_strategy(&table, Strategy::Index).expect("compiles");
    let small = Compiled::with_strategy(&table, Strategy::IndexWithin(200_000)).expect("compiles");
    assert!(small.index_bytes() < 400_000 && index.index_bytes() > 400_000);
    for at in 0..400 {
        let fields = json!({"number": at * 13, "tariff": format!("{:06}", at * 2_477)});
        let inputs = scan.read(|name| fields.get(name)).expect("readable");
        let expected = scan.matching(&inputs, &context());
        assert_eq!(index.matching(&inputs, &context()), expected);
        assert_eq!(small.matching(&inputs, &context()), expected);
    }
}
