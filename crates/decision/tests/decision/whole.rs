//! What the crate says, whole: every message, every value, every line of help.

use std::borrow::Cow;
use std::fmt::Write as _;

use cas_decision::ValueType::{Boolean, Code, Date, Number, TariffCode, Text};
use cas_decision::analysis::{Budget, Finding, GapSearch, Report};
use cas_decision::exchange::xlsx;
use cas_decision::{
    Compiled, Formula, HitPolicy, Row, Table, TableTest, Value, ValueType, analyse, check,
    run_tests,
};
use serde_json::json;

use crate::builder::{SomeSets, context, input, table};

#[test]
fn a_compiled_table_tells_what_it_is() {
    let rows: &[(&[&str], &[&str])] = &[(&["-"], &["1"]), (&["> 5"], &["2"]), (&["> 7"], &["3"])];
    let inputs = [("mass", Number)];
    let table = table(HitPolicy::First, &inputs, &[("out", Number)], rows);
    let compiled = Compiled::new(&table).expect("compiles");
    assert_eq!((compiled.name(), compiled.version()), ("t", 3));
    assert_eq!(compiled.hit_policy(), HitPolicy::First);
    assert_eq!((compiled.inputs().len(), compiled.outputs().len()), (1, 1));
    for (mass, matching) in [
        (5, vec!["r1"]),
        (7, vec!["r1", "r2"]),
        (8, vec!["r1", "r2", "r3"]),
    ] {
        let mass = json!(mass);
        let inputs = compiled.read(|_| Some(&mass)).expect("readable");
        assert_eq!(
            compiled.matching(&inputs, &context()),
            Ok(matching),
            "{mass}"
        );
    }
}

#[test]
fn a_cell_that_matches_says_whether_it_asked() {
    let rows: &[(&[&str], &[&str])] = &[(&["-", "> 5", "null", "10 / ? > 1"], &["1"])];
    let inputs = [("a", Code), ("b", Number), ("c", Text), ("d", Number)];
    let table = table(HitPolicy::First, &inputs, &[("out", Number)], rows);
    let compiled = Compiled::new(&table).expect("compiles");
    let mut story = String::new();
    for fields in [
        json!({"a": "x", "b": 6, "d": 1}),
        json!({"b": 5, "c": "x", "d": 0}),
    ] {
        let inputs = compiled.read(|name| fields.get(name)).expect("readable");
        let found = compiled.explain(&table, "r1", &inputs, &context());
        writeln!(story, "{}", json!(found)).expect("text");
    }
    insta::assert_snapshot!(story);
}

#[test]
fn a_value_fits_a_type_as_it_is_or_as_it_is_read() {
    let day = || Value::Date(jiff::civil::date(2026, 1, 31));
    let number = |number: i64| Value::Number(number.into());
    let kinds = [Text, Code, TariffCode, Number, Boolean, Date];
    let values = [
        Value::from("DE"),
        Value::from(" de "),
        Value::from("8703.10"),
        Value::from("8703"),
        Value::from("12.50"),
        Value::from("true"),
        Value::from("2026-01-31"),
        Value::from("  "),
        Value::from("a\0"),
        Value::from("ä"),
        number(5),
        Value::Boolean(true),
        day(),
    ];
    let mut story = String::new();
    for kind in kinds {
        writeln!(story, "{kind}").expect("text");
        for value in &values {
            let said = match kind.fit(value) {
                Ok(None) => "missing".to_owned(),
                Ok(Some(Cow::Borrowed(value))) => format!("{value} as it is"),
                Ok(Some(Cow::Owned(value))) => format!("{value} as it is read"),
                Err(why) => format!("refused: {why}"),
            };
            writeln!(story, "  {value:?}: {said}; of it: {}", kind.is_of(value)).expect("text");
        }
        let texts = [
            json!(null),
            json!(""),
            json!("5"),
            json!(5.50),
            json!(true),
            json!([]),
        ];
        for raw in texts {
            writeln!(story, "  {raw}: {:?}", kind.read(&raw)).expect("text");
        }
    }
    insta::assert_snapshot!(story);
}

#[test]
fn results_are_among_the_allowed_values() {
    let mut story = String::new();
    for (allowed, default, cells) in [
        (vec!["1", "2"], None, ["1", "3"]),
        (vec!["1", "2"], Some("3"), ["2", "null"]),
        (vec!["1", "x"], Some("1"), ["1", "mass + 1"]),
        (vec![], Some("mass"), ["7", "-"]),
        (vec!["1"], Some(""), ["1", "1"]),
    ] {
        let rows: &[(&[&str], &[&str])] = &[(&["-"], &[cells[0]]), (&["> 1"], &[cells[1]])];
        let mut table = table(
            HitPolicy::First,
            &[("mass", Number)],
            &[("out", Number)],
            rows,
        );
        let output = &mut table.outputs[0];
        output.allowed_values = allowed.iter().map(|text| (*text).to_owned()).collect();
        output.default = default.map(str::to_owned);
        writeln!(story, "{allowed:?} {default:?} {cells:?}").expect("text");
        for error in check(&table) {
            writeln!(story, "  {error}").expect("text");
        }
    }
    insta::assert_snapshot!(story);
}

fn test(mass: u32, expect: serde_json::Value) -> serde_json::Value {
    json!({"name": "t", "asOf": "2026-06-15", "inputs": {"mass": mass}, "expect": expect})
}

#[test]
fn a_test_passes_when_nothing_fails() {
    let rows: &[(&[&str], &[&str])] = &[(&["> 5"], &["1"]), (&["> 7"], &["2"])];
    let inputs = [("mass", Number)];
    let table = table(HitPolicy::CollectSum, &inputs, &[("out", Number)], rows);
    let compiled = Compiled::new(&table).expect("compiles");
    let tests: Vec<TableTest> = serde_json::from_value(json!([
        test(8, json!({"aggregate": 3})),
        test(6, json!({"aggregate": 3})),
        test(5, json!({"aggregate": null})),
        test(6, json!({"aggregate": "x"})),
        test(6, json!({"outputs": {"out": null}})),
    ]))
    .expect("tests");
    let results = run_tests(&compiled, &tests, &SomeSets);
    let passed: Vec<bool> = results
        .iter()
        .map(cas_decision::TestResult::passed)
        .collect();
    assert_eq!(passed, [true, false, true, false, false]);
    let failures: Vec<String> = results.into_iter().flat_map(|one| one.failures).collect();
    assert_eq!(
        failures,
        [
            "aggregate: 3 expected, 1 found",
            "aggregate: \"x\" is not a number",
            "out: nothing expected, 1 found",
        ]
    );
}

fn analysed(table: &Table, budget: Budget) -> Report {
    let compiled = Compiled::new(table).expect("compiles");
    analyse(&compiled, &GapSearch::default(), budget)
}

fn shadowed(row: &str, by: &str) -> Finding {
    Finding::Shadowed {
        row: row.to_owned(),
        by: by.to_owned(),
    }
}

#[test]
fn allowed_values_rank_rows_under_priority_only() {
    let rows: &[(&[&str], &[&str])] = &[
        (&["-"], &["3"]),
        (&["-"], &["2"]),
        (&["> 5"], &["1"]),
        (&["> 6"], &["2"]),
    ];
    let mut table = table(
        HitPolicy::Priority,
        &[("mass", Number)],
        &[("out", Number)],
        rows,
    );
    table.outputs[0].allowed_values = ["1", "2", "3"].map(str::to_owned).to_vec();
    let found = analysed(&table, Budget::default()).findings;
    assert_eq!(found, [shadowed("r1", "r2"), shadowed("r4", "r2")]);
    table.hit_policy = HitPolicy::First;
    let found = analysed(&table, Budget::default()).findings;
    assert_eq!(
        found,
        [
            shadowed("r2", "r1"),
            shadowed("r3", "r1"),
            shadowed("r4", "r1")
        ]
    );
}

#[test]
fn a_row_that_costs_too_many_cuts_is_given_up() {
    for (rows, covered, given_up) in [(500, 1, 0), (501, 0, 1)] {
        let mut table = table(HitPolicy::First, &[("a", Number)], &[("out", Number)], &[]);
        for at in 0..rows {
            let cell = format!("[{at}..{}]", at + 1);
            table
                .rows
                .push(Row::new(&format!("r{at}"), &[&cell], &["1"]));
        }
        table
            .rows
            .push(Row::new("last", &[&format!("[0..{rows}]")], &["1"]));
        let report = analysed(&table, Budget::default());
        let found = (report.findings.len(), report.rows_given_up);
        assert_eq!(found, (covered, given_up), "{rows} rows");
        assert!(!report.unfinished);
    }
}

#[test]
fn a_gap_is_not_looked_for_behind_a_row_that_answers() {
    let inputs = [("a", Code), ("b", Code), ("c", Code)];
    let rows: &[(&[&str], &[&str])] =
        &[(&["\"A0\"", "-", "-"], &["1"]), (&["-", "-", "-"], &["2"])];
    let table = table(HitPolicy::First, &inputs, &[("out", Number)], rows);
    let compiled = Compiled::new(&table).expect("compiles");
    let codes = |column: &str| {
        (0..40)
            .map(|at| Value::Text(format!("{column}{at}").into()))
            .collect()
    };
    let codes = ["a", "b", "c"].map(|name| (name.to_owned(), codes(&name.to_uppercase())));
    let budget = Budget {
        steps: 220,
        findings: 1,
    };
    let search = GapSearch {
        codes: codes.into_iter().collect(),
        ..GapSearch::default()
    };
    let report = analyse(&compiled, &search, budget);
    assert_eq!(report, Report::default());
}

#[test]
fn formulas_give_exactly_this() {
    let inputs: Vec<_> = [
        ("n", Number),
        ("z", Number),
        ("t", Text),
        ("c", Code),
        ("k", TariffCode),
        ("d", Date),
        ("f", Boolean),
        ("gone", Number),
    ]
    .map(|(name, kind): (&str, ValueType)| input(name, kind))
    .to_vec();
    let fields = json!({
        "n": 12.5, "z": 0, "t": "Änne", "c": "DE", "k": "87032390", "d": "2026-02-28", "f": true,
    });
    let mut story = String::new();
    for text in include_str!("formulas.txt").lines() {
        let said = match Formula::new(text, &inputs) {
            Err(error) => format!("refused: {error}"),
            Ok(formula) => {
                let read = formula.read(|name| fields.get(name)).expect("readable");
                let condition = Formula::condition(text, &inputs).is_ok();
                match formula.value(&read, &context()) {
                    Ok(None) => format!("nothing ({:?}, {condition})", formula.value_type()),
                    Ok(Some(value)) => format!("{value} ({:?}, {condition})", formula.value_type()),
                    Err(problem) => format!("fails: {problem}"),
                }
            }
        };
        writeln!(story, "{text}\n    {said}").expect("text");
    }
    insta::assert_snapshot!(story);
}

#[test]
fn cells_are_taken_or_refused_exactly_so() {
    let mut story = String::new();
    for kind in [Text, Code, TariffCode, Number, Boolean, Date] {
        writeln!(story, "# {kind}").expect("text");
        for cell in include_str!("cells.txt").lines() {
            let rows: &[(&[&str], &[&str])] = &[(&[cell, "-"], &["1"])];
            let inputs = [("x", kind), ("y", Number)];
            let errors = check(&table(HitPolicy::First, &inputs, &[("out", Number)], rows));
            let said: Vec<String> = errors
                .iter()
                .map(|error| match error.span {
                    Some(span) => format!("{}-{} {}", span.start, span.end, error.message),
                    None => error.message.clone(),
                })
                .collect();
            let said = if said.is_empty() {
                "taken".to_owned()
            } else {
                said.join(" | ")
            };
            writeln!(story, "{cell}  ->  {said}").expect("text");
        }
    }
    insta::assert_snapshot!(story);
}

#[test]
fn a_workbook_explains_its_columns_and_cells() {
    use calamine::{Data, Reader as _};
    let inputs = [("country", Code), ("mass", Number)];
    let rows: &[(&[&str], &[&str])] = &[(&["\"DE\"", "> 5"], &["1"])];
    let mut table = table(HitPolicy::First, &inputs, &[("out", Number)], rows);
    table.inputs[0].label = "Country".to_owned();
    table.inputs[1].expression = "goods.mass".to_owned();
    table.outputs[0].label = "What comes of it".to_owned();
    table.outputs[0].allowed_values = vec!["1".to_owned(), "2".to_owned()];
    table.outputs[0].default = Some("2".to_owned());
    let bytes = xlsx::write(&table).expect("writes");
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(bytes)).expect("a workbook");
    let mut story = String::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).expect("a sheet");
        writeln!(story, "# {name}").expect("text");
        for row in range.rows() {
            let cells: Vec<String> = row.iter().map(Data::to_string).collect();
            writeln!(story, "{}", cells.join(" | ").trim_end()).expect("text");
        }
    }
    insta::assert_snapshot!(story);
}

#[test]
fn a_row_holds_from_its_first_to_its_last_day() {
    let day = |text: &str| -> jiff::civil::Date { text.parse().expect("a day") };
    let row = Row {
        valid_from: Some(day("2026-07-01")),
        valid_to: Some(day("2026-07-31")),
        ..Row::new("r", &[], &[])
    };
    for (asked, holds) in [
        ("2026-06-30", false),
        ("2026-07-01", true),
        ("2026-07-31", true),
        ("2026-08-01", false),
    ] {
        assert_eq!(row.holds_on(day(asked)), holds, "{asked}");
        let off = Row {
            enabled: false,
            ..row.clone()
        };
        assert!(!off.holds_on(day(asked)));
    }
}
