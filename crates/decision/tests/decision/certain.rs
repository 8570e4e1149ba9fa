//! Is everything true that the analysis reports, and does it report all that it can see?
//!
//! Small random tables, with cells that compute something, against every point of a small grid.
//! Each run tries the same tables; `CAS_TEST_LONG` tries others, and more.

use std::collections::{BTreeMap, BTreeSet};

use cas_decision::ValueType::{Boolean, Code, Date as Day, Number, TariffCode};
use cas_decision::analysis::{Budget, Example, Finding, GapSearch, Report};
use cas_decision::{Compiled, Context, HitPolicy, Row, Steps, Table, analyse};
use jiff::civil::{Date, date};
use proptest::prelude::{Just, ProptestConfig, prop, prop_oneof, proptest};
use proptest::sample::select;
use proptest::strategy::Strategy as Cells;
use proptest::test_runner::RngSeed;
use serde_json::{Value, json};

use crate::builder::{SomeSets, table};

pub fn config() -> ProptestConfig {
    match std::env::var_os("CAS_TEST_LONG") {
        Some(_) => ProptestConfig::with_cases(1_500),
        None => ProptestConfig {
            rng_seed: RngSeed::Fixed(15),
            ..ProptestConfig::with_cases(100)
        },
    }
}

/// Of every simple cell each kind; some that compute with the same or another column.
pub fn cell(
    simple: &'static [&'static str],
    computed: &'static [&'static str],
) -> impl Cells<Value = String> {
    prop_oneof![
        2 => Just("-".to_owned()),
        6 => select(simple).prop_map(str::to_owned),
        1 => select(computed).prop_map(str::to_owned),
    ]
}

const MASSES: &[&str] = &[
    "< 5",
    ">= 5",
    "[0..10)",
    "[3..7]",
    "(7..10]",
    "null",
    "not(null)",
    "not([3..7])",
    "5, 7",
    "> 10",
];
const COUNTRIES: &[&str] = &[
    "\"DE\"",
    "not(\"DE\")",
    "\"DE\", \"FR\"",
    "null",
    "not(null)",
    "\"IT\", null",
];
const FLAGS: &[&str] = &["true", "false", "not(true)", "null"];

fn row() -> impl Cells<Value = Row> {
    let cells = (
        cell(
            MASSES,
            &["? + 1 > 6", "mass < 3 or country = \"DE\"", "10 / ? > 2"],
        ),
        cell(
            COUNTRIES,
            &[
                "mass > 10 and country != \"DE\"",
                "in list(\"CL1\")",
                "? = null or mass = null",
            ],
        ),
        cell(FLAGS, &["mass > 5", "? != (country = \"FR\")"]),
    );
    let days = select(
        &[
            (None, None),
            (Some(1), Some(6)),
            (Some(7), None),
            (None, Some(3)),
        ][..],
    );
    let says = select(&["1", "1.0", "2", "-", "mass", "1 + 1"][..]);
    (cells, days, says).prop_map(|((mass, country, flag), days, says)| {
        let mut row = Row::new("", &[&mass, &country, &flag], &[says]);
        let day = |month: i8| date(2026, month, 10);
        (row.valid_from, row.valid_to) = (days.0.map(day), days.1.map(day));
        row
    })
}

fn random_table(policy: HitPolicy, rows: Vec<Row>) -> Table {
    let inputs = [("mass", Number), ("country", Code), ("flag", Boolean)];
    let mut table = table(policy, &inputs, &[("out", Number)], &[]);
    table.rows = rows;
    for (at, row) in table.rows.iter_mut().enumerate() {
        row.id = format!("r{at}");
    }
    if policy.is_ranked() {
        let says_the_rank = |row: &&mut Row| ["-", "1", "2"].contains(&row.outputs[0].as_str());
        for row in table.rows.iter_mut().filter(|row| !says_the_rank(row)) {
            row.outputs[0] = "2".to_owned();
        }
        table.outputs[0].allowed_values = ["2", "1"].map(str::to_owned).to_vec();
    }
    table
}

/// Every kind of value of each input, on days before, between and after those of the rows.
fn points() -> Vec<(Value, Date)> {
    let masses = json!([null, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12]);
    let countries = json!([null, "DE", "FR", "IT", "ES"]);
    let flags = json!([null, true, false]);
    let mut points = Vec::new();
    for mass in masses.as_array().expect("a list") {
        for country in countries.as_array().expect("a list") {
            for flag in flags.as_array().expect("a list") {
                for month in [1, 2, 5, 9] {
                    let fields = json!({"mass": mass, "country": country, "flag": flag});
                    points.push((fields, date(2026, month, 15)));
                }
            }
        }
    }
    points
}

fn on<'a>(day: Date, steps: &'a Steps) -> Context<'a> {
    Context {
        as_of: day,
        sets: &SomeSets,
        steps: Some(steps),
    }
}

/// What a row says; `None` where that cannot be computed.
type Said = Option<Option<cas_decision::Value>>;

/// The rows that match, each alone: errors of other rows do not hide it.
struct Alone {
    rows: Vec<(String, Compiled)>,
}

impl Alone {
    fn new(table: &Table) -> Self {
        let alone = |row: &Row| {
            let table = Table {
                hit_policy: HitPolicy::Collect,
                rows: vec![row.clone()],
                ..table.clone()
            };
            (row.id.clone(), Compiled::new(&table).expect("compiles"))
        };
        Self {
            rows: table.rows.iter().map(alone).collect(),
        }
    }

    /// What each matching row says.
    fn matching(&self, fields: &Value, day: Date) -> BTreeMap<&str, Said> {
        let mut matching = BTreeMap::new();
        for (id, table) in &self.rows {
            let inputs = table.read(|name| fields.get(name)).expect("readable");
            let steps = Steps::default();
            let context = on(day, &steps);
            if table
                .matching(&inputs, &context)
                .is_ok_and(|rows| !rows.is_empty())
            {
                let found = table.evaluate(&inputs, &context).ok();
                let said = found.map(|found| found.hits[0].values[0].as_deref().cloned());
                matching.insert(id.as_str(), said);
            }
        }
        matching
    }
}

fn contradicts(policy: HitPolicy, one: &Said, other: &Said) -> bool {
    match (policy, one, other) {
        (HitPolicy::Unique, ..) => true,
        (_, Some(one), Some(other)) => one != other,
        (_, None, _) | (_, _, None) => false,
    }
}

fn analysed(table: &Table) -> Report {
    let compiled = Compiled::new(table).unwrap_or_else(|errors| panic!("{}", errors[0]));
    analyse(&compiled, &GapSearch::default(), Budget::default())
}

fn is_shown(alone: &Alone, policy: HitPolicy, rows: [&str; 2], example: &Example) {
    let fields = serde_json::to_value(&example.inputs).expect("JSON");
    let matching = alone.matching(&fields, example.as_of);
    let said = rows.map(|row| matching.get(row));
    let [Some(one), Some(other)] = said else {
        panic!("{rows:?} do not match {fields} together");
    };
    assert!(
        contradicts(policy, one, other),
        "{rows:?} agree on {fields}"
    );
}

/// Pairs of rows that a point shows to contradict each other.
fn contradictions(
    alone: &Alone,
    policy: HitPolicy,
    points: &[(Value, Date)],
) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for (fields, day) in points {
        let matching = alone.matching(fields, *day);
        for (one, says) in &matching {
            for (other, too) in matching.range(*one..).skip(1) {
                if contradicts(policy, says, too) {
                    found.insert(((*one).to_owned(), (*other).to_owned()));
                }
            }
        }
    }
    found
}

fn computes(row: &Row) -> bool {
    let words = ["?", "mass", "list"];
    row.conditions
        .iter()
        .any(|cell| words.iter().any(|word| cell.contains(word)))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn contradictions_are_true_and_none_is_missed(
        rows in prop::collection::vec(row(), 2..7),
    ) {
        let points = points();
        for policy in [HitPolicy::Unique, HitPolicy::Any] {
            let table = random_table(policy, rows.clone());
            let alone = Alone::new(&table);
            let mut reported = BTreeSet::new();
            for finding in &analysed(&table).findings {
                if let Finding::Contradiction { row, other, example } = finding {
                    is_shown(&alone, policy, [row, other], example);
                    reported.insert((row.clone(), other.clone()));
                }
            }
            let simple: BTreeSet<&str> = table.rows.iter()
                .filter(|row| !computes(row) && row.outputs[0] != "mass")
                .map(|row| row.id.as_str())
                .collect();
            for (one, other) in contradictions(&alone, policy, &points) {
                let both = simple.contains(one.as_str()) && simple.contains(other.as_str());
                let is_reported = reported.contains(&(one.clone(), other.clone()));
                assert!(!both || is_reported, "{one} and {other} in {:?}", table.rows);
            }
        }
    }

    #[test]
    fn rows_that_are_reported_never_fire(rows in prop::collection::vec(row(), 2..8)) {
        for policy in [HitPolicy::First, HitPolicy::Priority] {
            let table = random_table(policy, rows.clone());
            let compiled = Compiled::new(&table).expect("compiles");
            let dead: BTreeSet<String> = analysed(&table).findings.into_iter()
                .filter_map(|finding| match finding {
                    Finding::Shadowed { row, .. }
                    | Finding::Covered { row, .. }
                    | Finding::Impossible { row, .. } => Some(row),
                    Finding::Silent { .. }
                    | Finding::Contradiction { .. }
                    | Finding::Duplicate { .. }
                    | Finding::Gap { .. } => None,
                })
                .collect();
            for (fields, day) in points() {
                let inputs = compiled.read(|name| fields.get(name)).expect("readable");
                let steps = Steps::default();
                let Ok(found) = compiled.evaluate(&inputs, &on(day, &steps)) else { continue };
                for row in found.hits.iter().filter_map(|hit| hit.row) {
                    assert!(!dead.contains(row), "{row} fires in {:?}", table.rows);
                }
            }
        }
    }
}

/// A row whose cells a field with a value can match, on no special days.
fn plain_row() -> impl Cells<Value = (Vec<String>, bool)> {
    let cells = (
        cell(MASSES, &["? + 1 > 6"]),
        cell(COUNTRIES, &["? = null or mass = 5"]),
        cell(FLAGS, &["mass > 5"]),
        cell(
            &["87*", "8703*", "not(8703*)", "870323, 88*", "87", "null"],
            &["starts with(?, \"87\")"],
        ),
        cell(
            &[
                "< date(\"2026-03-01\")",
                "[date(\"2026-01-01\")..date(\"2026-06-01\"))",
                "date(\"2026-06-01\")",
            ],
            &["? = null or mass = 1"],
        ),
    );
    cells.prop_map(|(mass, country, flag, tariff, day)| {
        let computes = |cell: &String| ["?", "mass"].iter().any(|word| cell.contains(word));
        let cells = vec![mass, country, flag, tariff, day];
        let is_computed = cells.iter().any(computes);
        (cells, is_computed)
    })
}

fn filled_points() -> Vec<Value> {
    let mut points = Vec::new();
    for mass in json!([-1, 0, 2.5, 3, 5, 7, 8, 10, 11])
        .as_array()
        .expect("a list")
    {
        for country in ["DE", "FR", "IT", "ES"] {
            for flag in [true, false] {
                for tariff in ["87", "8703", "870323", "8704", "88", "8801", "0101"] {
                    for day in [
                        "2025-12-31",
                        "2026-02-28",
                        "2026-05-31",
                        "2026-06-01",
                        "2027-01-01",
                    ] {
                        points.push(json!({"mass": mass, "country": country, "flag": flag,
                            "tariff": tariff, "day": day}));
                    }
                }
            }
        }
    }
    points
}

proptest! {
    #![proptest_config(ProptestConfig { cases: config().cases / 2, ..config() })]

    /// A proposed row matches only what no other row matches; and with all of them nothing is left.
    #[test]
    fn gaps_are_true_and_filled_by_their_rows(rows in prop::collection::vec(plain_row(), 1..6)) {
        let inputs = [
            ("mass", Number), ("country", Code), ("flag", Boolean), ("tariff", TariffCode),
            ("day", Day),
        ];
        let mut table = table(HitPolicy::Collect, &inputs, &[("out", Number)], &[]);
        let is_computed = rows.iter().any(|(_, is_computed)| *is_computed);
        table.rows = rows.into_iter().enumerate().map(|(at, (cells, _))| Row {
            conditions: cells,
            ..Row::new(&format!("r{at}"), &[], &["1"])
        }).collect();
        let search = GapSearch { everywhere: true, ..GapSearch::default() };
        table.hit_policy = HitPolicy::First;
        let compiled = Compiled::new(&table).expect("compiles");
        let report = analyse(&compiled, &search, Budget::default());
        table.hit_policy = HitPolicy::Collect;
        let before = table.rows.len();
        table.rows.extend(report.findings.into_iter().filter_map(|finding| match finding {
            Finding::Gap { row, .. } => Some(row),
            _ => None,
        }));
        let filled = Compiled::new(&table).unwrap_or_else(|errors| panic!("{}", errors[0]));
        let (steps, day) = (Steps::default(), date(2026, 6, 15));
        for fields in filled_points() {
            let inputs = filled.read(|name| fields.get(name)).expect("readable");
            let Ok(matching) = filled.matching(&inputs, &on(day, &steps)) else { continue };
            let (own, proposed): (Vec<&str>, Vec<&str>) =
                matching.into_iter().partition(|row| row.starts_with('r'));
            assert!(own.is_empty() || proposed.is_empty(), "{fields} {:?}", table.rows);
            let is_answered = own.len() + proposed.len() > 0;
            let may_lack = is_computed || report.unfinished;
            assert!(is_answered || may_lack, "{fields} {before} {:?}", table.rows);
            assert!(proposed.len() < 2, "{fields} {:?}", table.rows);
        }
    }
}

#[test]
fn gaps_between_numbers_are_proposed_as_rows() {
    let inputs = [("mass", Number), ("tariff", TariffCode)];
    let rows: &[(&[&str], &[&str])] = &[
        (&["[0..10)", "-"], &["1"]),
        (&["[20..30)", "not(8703*)"], &["2"]),
    ];
    let mut table = table(HitPolicy::Unique, &inputs, &[("out", Number)], rows);
    let gaps = |table: &Table, day: Option<Date>| -> Vec<Vec<String>> {
        let search = GapSearch {
            everywhere: true,
            as_of: day,
            ..GapSearch::default()
        };
        let compiled = Compiled::new(table).expect("compiles");
        let report = analyse(&compiled, &search, Budget::default());
        assert!(!report.unfinished);
        report
            .findings
            .into_iter()
            .filter_map(|finding| match finding {
                Finding::Gap { row, .. } => Some(row.conditions),
                _ => None,
            })
            .collect()
    };
    let outside = ["< 0, [10..20), >= 30", "-"].map(str::to_owned).to_vec();
    let within = ["[20..30)", "8703*"].map(str::to_owned).to_vec();
    assert_eq!(gaps(&table, None), [outside, within]);
    table.rows[0].valid_to = Some(date(2026, 1, 31));
    let wider = ["< 20, >= 30", "-"].map(str::to_owned).to_vec();
    let later = gaps(&table, Some(date(2026, 2, 1)));
    assert_eq!(later[0], wider);
    table.outputs[0].default = Some("3".to_owned());
    assert!(gaps(&table, None).is_empty(), "the default answers");
}

/// The smallest that was reported and is not so: no mass is at most 10 and more than 10.
#[test]
fn a_computed_cell_contradicts_only_where_inputs_show_it() {
    let inputs = [("mass", Number), ("country", Code)];
    let rows: &[(&[&str], &[&str])] = &[
        (&["<= 10", "-"], &["1"]),
        (&["-", "mass > 10 and country != \"DE\""], &["2"]),
    ];
    let mut table = table(HitPolicy::Unique, &inputs, &[("out", Number)], rows);
    assert_eq!(analysed(&table).findings, []);
    table.rows[0].conditions[0] = "<= 11".to_owned();
    let found = analysed(&table).findings;
    let [Finding::Contradiction { example, .. }] = &found[..] else {
        panic!("{found:?}");
    };
    let shown = serde_json::to_value(&example.inputs).expect("JSON");
    assert_eq!(shown["mass"], json!(11));
    // A cell that nothing matches meets nothing, not even itself.
    table.rows[0].conditions[0] = "not(< 5, >= 5)".to_owned();
    table.rows[1].conditions = table.rows[0].conditions.clone();
    let found = analysed(&table).findings;
    let is_contradiction = |finding: &Finding| matches!(finding, Finding::Contradiction { .. });
    assert!(!found.iter().any(is_contradiction), "{found:?}");
}
