//! A small nomenclature that changes in every way.

use cas_decision::{Input, Output, OutputMode, Row, Table, ValueType};
use cas_model::master_data::Article;
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::sheet::{Sheet, SheetFormat};

const OLD: &[&str] = &[
    "85171300",
    "85171400",
    "85176200",
    "8703 21 10",
    "87032190",
    "87033100",
    "01012100",
    "90019000",
];
const NEW: &[&str] = &[
    "85171310", "85171390", "85171400", "85176250", "87032110", "87032191", "87033100", "01012100",
    "87033200",
];
const CORRELATION: &str = "old;new;comment\n8517.13.00;8517.13.10;with a screen that folds\n\
    8517.13.00;8517.13.90;others\n8517.62.00;8517.62.50;\n87032190;87032191;\n99999999;01012100;\n";

fn change() -> NomenclatureChange {
    let sheet = Sheet::read(SheetFormat::Csv, CORRELATION.as_bytes()).expect("a table");
    let correlation = Correlation::read(&sheet).expect("a correlation");
    let (old, new) = (OLD.iter().copied(), NEW.iter().copied());
    NomenclatureChange::between(date(2027, 1, 1), old, new, correlation)
}

#[test]
fn each_code_has_its_fate() {
    let change = change();
    for (code, expected) in [
        (
            "85171300",
            Some(("split", &["85171310", "85171390"][..], false)),
        ),
        ("8517.62.00", Some(("renamed", &["85176250"], true))),
        ("87032190", Some(("renamed", &["87032191"], true))),
        ("90019000", Some(("ended", &[], false))),
        ("85171400", None),
        ("01012100", None),
        ("12345678", None),
        // Ten digits: zeros go along, others are of a list that is not given.
        ("8517620000", Some(("renamed", &["8517625000"], true))),
        ("8517620090", Some(("renamed", &["85176250"], false))),
        ("8517140010", None),
        // Headings and subheadings.
        ("851713", None),
        ("8703", None),
        ("9001", Some(("ended", &[], false))),
    ] {
        let found = change.of_code(code);
        let found = found.as_ref().map(|it| {
            let to: Vec<&str> = it.to.iter().map(String::as_str).collect();
            (it.fate.as_str(), to, it.is_decided)
        });
        let expected = expected.map(|(fate, to, decided)| (fate, to.to_vec(), decided));
        assert_eq!(found, expected, "{code}");
    }
    let counts = [Fate::Ended, Fate::Renamed, Fate::Split].map(|fate| change.count(fate));
    assert_eq!((counts, change.added()), ([1, 2, 1], 5));
    let unknown = change.unknown.iter().map(|it| it.old.as_str());
    assert_eq!(unknown.collect::<Vec<_>>(), ["99999999"]);
}

#[test]
fn a_correlation_says_what_is_wrong_with_it() {
    let read = |text: &str| {
        let sheet = Sheet::read(SheetFormat::Csv, text.as_bytes()).expect("a table");
        Correlation::read(&sheet)
    };
    assert_eq!(
        read("old;x\n1;2\n").unwrap_err(),
        "the correlation has no column \"new\""
    );
    let missing = read("old;new\n1;2\n3;\n").unwrap_err();
    assert_eq!(missing, "row 3: give the old and the new code");
}

fn table(rows: Vec<Row>) -> Table {
    let output = |name: &str, value_type| Output {
        name: name.to_owned(),
        label: String::new(),
        value_type,
        mode: OutputMode::default(),
        allowed_values: Vec::new(),
        default: None,
    };
    Table {
        name: "measures".to_owned(),
        version: 1,
        hit_policy: cas_decision::HitPolicy::default(),
        inputs: vec![Input {
            name: "code".to_owned(),
            label: String::new(),
            expression: "item.commodity.classifications[CN].code".to_owned(),
            value_type: ValueType::TariffCode,
        }],
        outputs: vec![output(
            "item.commodity.classifications[CN].code",
            ValueType::Code,
        )],
        rows,
    }
}

/// What is proposed for a row with this condition and result: the last day of the row, the condition
/// and the result from the day on, and whether they follow.
fn proposal(condition: &str, result: &str) -> Option<Value> {
    let table = table(vec![Row::new("r", &[condition], &[result])]);
    let found = row_changes(&change(), &table);
    let [found] = found.as_slice() else {
        assert!(found.is_empty(), "{found:?}");
        return None;
    };
    let next = found.proposal.as_ref();
    Some(json!({
        "to": found.valid_to.map(|day| day.to_string()),
        "is": next.map(|row| row.conditions[0].clone()),
        "says": next.map(|row| row.outputs[0].clone()),
        "decided": found.is_decided,
    }))
}

fn ends(is: Value, decided: bool) -> Option<Value> {
    let says = if is.is_null() {
        Value::Null
    } else {
        json!("\"1\"")
    };
    Some(json!({"to": "2026-12-31", "is": is, "says": says, "decided": decided}))
}

#[test]
fn rows_ask_for_the_same_goods_from_the_day_on() {
    for (condition, expected) in [
        (r#""85171400""#, None),
        (r#""85176200""#, ends(json!(r#""85176250""#), true)),
        (
            r#""85171400", "8517.62.00""#,
            ends(json!(r#""85171400", "85176250""#), true),
        ),
        // A code that splits: the same goods, and somebody looks at it.
        (
            r#""85171300""#,
            ends(json!(r#""85171310", "85171390""#), false),
        ),
        (r#""90019000""#, ends(Value::Null, false)),
        (
            r#"not("85176200")"#,
            ends(json!(r#"not("85176250")"#), true),
        ),
        // All happens within what begins so.
        (r#"starts with(?, "851713")"#, None),
        (r#"starts with(?, "87032")"#, None),
        // An end of what begins so, and a new code among it.
        (r#"starts with(?, "9001")"#, ends(Value::Null, false)),
        (
            r#"starts with(?, "87033")"#,
            Some(json!({"to": null, "is": null, "says": null, "decided": false})),
        ),
        (
            r#"starts with(?, "85176200")"#,
            ends(json!(r#""85176250""#), true),
        ),
        (r#"starts with(?, "8703219")"#, None),
        (
            r#"contains(?, "85176200")"#,
            Some(json!({"to": null, "is": null, "says": null, "decided": false})),
        ),
        (r#"-"#, None),
    ] {
        assert_eq!(proposal(condition, "\"1\""), expected, "{condition}");
    }
}

/// Columns of numbers have intervals: one end falls away, the other stays.
#[test]
fn intervals_ask_for_the_same_goods() {
    for (condition, expected) in [
        (
            "[85171300..85176200]",
            Some((json!("[85171300..85176200], 85176250"), true)),
        ),
        ("[85171300..85176299]", None),
        ("[1012100..1012200]", None),
        ("85176200", Some((json!("85176250"), true))),
        ("> 90000000", Some((Value::Null, false))),
    ] {
        let mut table = table(vec![Row::new("r", &[condition], &["\"1\""])]);
        table.inputs[0].value_type = ValueType::Number;
        let found = row_changes(&change(), &table);
        let found = found.first().map(|found| {
            let next = found.proposal.as_ref();
            (json!(next.map(|row| &row.conditions[0])), found.is_decided)
        });
        assert_eq!(found, expected, "{condition}");
    }
}

#[test]
fn results_that_are_codes_change_too() {
    let says = |result: &str| proposal("-", result);
    let expected = json!({"to": "2026-12-31", "is": "-", "says": "\"85176250\"", "decided": true});
    assert_eq!(says(r#""85176200""#), Some(expected));
    let split = json!({"to": null, "is": null, "says": null, "decided": false});
    assert_eq!(says(r#""85171300""#), Some(split));
    assert_eq!(says(r#""85171400""#), None);
}

#[test]
fn rows_of_other_days_are_left_alone() {
    let row = |id: &str, from: Option<&str>, to: Option<&str>| Row {
        valid_from: from.map(|day| day.parse().expect("a day")),
        valid_to: to.map(|day| day.parse().expect("a day")),
        note: "as agreed".to_owned(),
        ..Row::new(id, &[r#""85176200""#], &["\"1\""])
    };
    let rows = vec![
        row("over", None, Some("2026-12-31")),
        row("later", Some("2027-01-01"), None),
        row("now", Some("2026-06-01"), Some("2027-06-30")),
        row("now-2027", None, Some("2026-01-01")),
        Row {
            enabled: false,
            ..row("off", None, None)
        },
    ];
    let table = table(rows);
    let changes = row_changes(&change(), &table);
    assert_eq!(changes.len(), 1);
    let after = with_proposals(&table, &changes);
    let told: Vec<String> = after
        .rows
        .iter()
        .map(|row| {
            let day =
                |day: Option<jiff::civil::Date>| day.map_or("-".to_owned(), |day| day.to_string());
            format!(
                "{} {}..{} {}",
                row.id,
                day(row.valid_from),
                day(row.valid_to),
                row.conditions[0]
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            r#"over -..2026-12-31 "85176200""#,
            r#"later 2027-01-01..- "85176200""#,
            r#"now 2026-06-01..2026-12-31 "85176200""#,
            r#"now-2027-2 2027-01-01..2027-06-30 "85176250""#,
            r#"now-2027 -..2026-01-01 "85176200""#,
            r#"off -..- "85176200""#,
        ]
    );
    let note = "as agreed; nomenclature of 2027-01-01: 85176200 is 85176250";
    assert_eq!(after.rows[3].note, note);
    // What was proposed is not touched again.
    assert!(row_changes(&change(), &after).is_empty());
}

#[test]
fn articles_get_their_new_codes() {
    let article = json!({
        "code": "A1",
        "classifications": [
            {"casReference": "c1", "type": "CN", "code": "85176200"},
            {"casReference": "c2", "type": "TARIC", "jurisdiction": "DE", "code": "8517620000"},
            {"casReference": "c3", "type": "ExciseProduct", "code": "85176200"},
        ],
    });
    let mut article: Article = serde_json::from_value(article).expect("an article");
    let found = ArticleChange::found_in(&change(), &article, None).expect("it changes");
    assert_eq!(found.codes.len(), 2);
    assert_eq!(
        found.proposal,
        Some(
            json!({"code": "A1", "validFrom": "2027-01-01", "classifications": [
                {"casReference": "c1", "type": "CN", "code": "85176250"},
                {"casReference": "c2", "type": "TARIC", "jurisdiction": "DE", "code": "8517625000"},
            ]})
        )
    );
    article.classifications[0].code = Some("85171300".to_owned());
    let found = ArticleChange::found_in(&change(), &article, None).expect("it changes");
    assert_eq!(found.proposal, None);
    article.classifications.truncate(1);
    article.classifications[0].code = Some("85171400".to_owned());
    assert_eq!(ArticleChange::found_in(&change(), &article, None), None);
}

proptest! {
    /// Where a proposal follows, it asks for just the codes of the goods that were asked for: a code
    /// of the new list passes if, and only if, one of its old codes passed.
    #[test]
    fn what_follows_asks_for_the_same_goods(
        old in proptest::collection::btree_set("[1-3]{3}", 1..12),
        new in proptest::collection::btree_set("[1-3]{3}", 1..12),
        pairs in proptest::collection::vec((0usize..12, 0usize..12), 0..12),
        written in proptest::collection::vec(("[1-3]{1,3}", 0u8..3), 1..3),
    ) {
        let at = |set: &std::collections::BTreeSet<String>, at: usize| {
            set.iter().nth(at % set.len()).cloned().unwrap_or_default()
        };
        let correlation = pairs.iter().map(|(from, to)| Correlation {
            old: at(&old, *from),
            new: at(&new, *to),
        });
        let change = NomenclatureChange::between(
            date(2027, 1, 1),
            old.iter().map(String::as_str),
            new.iter().map(String::as_str),
            correlation.collect(),
        );
        let tests: Vec<String> = written.iter().map(|(code, kind)| match kind {
            0 => format!("\"{}\"", at(&old, code.len())),
            1 => format!("starts with(?, \"{code}\")"),
            _ => format!("\"{}\"", at(&new, code.len())),
        }).collect();
        let cell = tests.join(", ");
        let table = table(vec![Row::new("r", &[&cell], &["\"x\""])]);
        let changes = row_changes(&change, &table);
        let after = match changes.first() {
            None => cell.clone(),
            Some(found) if !found.is_decided => return Ok(()),
            Some(found) => match (&found.proposal, found.valid_to) {
                (Some(row), _) => row.conditions[0].clone(),
                (None, Some(_)) => String::new(),
                // Codes that change places: the row stays as it is.
                (None, None) => cell.clone(),
            },
        };
        let passes = |cell: &str, code: &str| {
            cas_decision::PlainCell::read(&table.inputs, 0, cell)
                .is_some_and(|cell| cell.tests.iter().any(|test| test.holds(code)))
        };
        for code in &new {
            let mut goods = change.before(code).peekable();
            // What is new has no goods that were asked for.
            let expected = goods.peek().is_some() && goods.all(|old| passes(&cell, old));
            prop_assert_eq!(passes(&after, code), expected, "{} of {} then {}", code, cell, after);
        }
    }
}
