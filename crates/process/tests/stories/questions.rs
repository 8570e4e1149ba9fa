//! What a table says when it is asked outside any declaration.

use std::fmt::Write as _;

use cas_decision::{Context, NoSets};
use cas_process::configuration::refusals;
use cas_process::configuration::table_tools::{Codes, Question, answer, cells, compiled, listed};
use cas_process::reference::{AskableLists, TenantLists};
use cas_process::tables::TableDocument;
use serde_json::{Value, json};

use crate::house::{House, office, refused};

fn document(raw: Value) -> TableDocument {
    serde_json::from_value(raw).expect("a table")
}

fn mass() -> TableDocument {
    document(json!({"table": {
        "name": "mass", "hitPolicy": "collectSum",
        "inputs": [
            {"name": "country", "expression": "goodsShipment.destination", "type": "code"},
            {"name": "declType", "type": "code"},
        ],
        "outputs": [{"name": "grossMass", "type": "number"}],
        "rows": [
            {"id": "one", "conditions": ["\"AT\"", ""], "outputs": ["1.50"]},
            {"id": "two", "conditions": ["\"AT\"", "\"T1\""], "outputs": ["2"]},
            {"id": "three", "conditions": ["\"CH\"", ""], "outputs": ["3"]},
        ],
    }}))
}

#[test]
fn a_table_answers_with_its_rows_and_why() {
    let mut story = String::new();
    let first = document(office("office", "ATA", "ATA"));
    for (document, inputs, explain) in [
        (&first, json!({"goodsShipment.destination": "AT"}), vec![]),
        (
            &first,
            json!({"goodsShipment.destination": "CH"}),
            vec!["at"],
        ),
        (&first, json!({"country": "AT"}), vec!["none", "at"]),
        (
            &first,
            json!({"goodsShipment.destination": [1]}),
            vec!["at"],
        ),
        (&first, json!({}), vec![]),
        (
            &mass(),
            json!({"goodsShipment.destination": "AT", "declType": "T1"}),
            vec!["two"],
        ),
        (
            &mass(),
            json!({"goodsShipment.destination": "DE"}),
            vec!["three", "one", "three"],
        ),
    ] {
        let question = Question {
            near_misses: 0,
            inputs: inputs.as_object().expect("an object").clone(),
            as_of: None,
            explain: explain.into_iter().map(str::to_owned).collect(),
        };
        let compiled = compiled(document, 7).expect("a table");
        let context = Context {
            as_of: "2026-06-15".parse().expect("a day"),
            sets: &NoSets,
            steps: None,
        };
        writeln!(story, "{}: {inputs}", document.table.name).expect("text");
        match answer(&compiled, document, &question, &context) {
            Ok(answer) => writeln!(story, "  {}", json!(answer)).expect("text"),
            Err(refusal) => writeln!(story, "{}", refused(&refusal)).expect("text"),
        }
    }
    insta::assert_snapshot!(story);
}

#[test]
fn a_table_that_is_none_says_why() {
    let mut broken = mass();
    broken.table.rows[0].conditions[0] = "T1 T2".to_owned();
    let refusal = compiled(&broken, 1).expect_err("no table");
    insta::assert_snapshot!(refused(&refusal));
}

#[test]
fn the_codes_of_an_input_are_given_or_listed() {
    let house = House::new();
    let lists: &TenantLists = &house.snapshot.lists;
    let day = "2026-06-15".parse().expect("a day");
    let given = Codes::Given(vec![json!("A"), json!(1)]);
    assert_eq!(
        listed("c", &given, lists, day).expect("given"),
        [json!("A"), json!(1)]
    );
    let ports = Codes::List("Ports".to_owned());
    let found = listed("c", &ports, lists, day).expect("listed");
    assert_eq!(found, [json!("DEBRV"), json!("DEHAM")]);
    let refusal = listed("c", &Codes::List("Ships".to_owned()), lists, day).expect_err("none");
    assert_eq!(
        refused(&refusal),
        "  refused configuration-invalid: 1 problem; nothing was changed\n    \
            codes.c: there is no code list Ships; load it first"
    );
}

#[test]
fn codes_are_read_as_their_column_reads_them() {
    let number = document(json!({"table": {
        "name": "n", "inputs": [
            {"name": "a", "expression": "declType", "type": "code"},
            {"name": "grossMass", "type": "number"},
        ],
        "outputs": [], "rows": [],
    }}));
    let texts = |input: &str, codes: &[Value]| {
        cells(&number, input, codes)
            .map(|cells| {
                cells
                    .iter()
                    .map(|cell| cell.to_json().to_string())
                    .collect::<Vec<_>>()
            })
            .map_err(|refusal| refused(&refusal))
    };
    let none: [&str; 0] = [];
    assert_eq!(
        texts("a", &[json!("T1"), Value::Null, json!("T2")]).expect("codes"),
        ["\"T1\"", "\"T2\""]
    );
    assert_eq!(texts("grossMass", &[json!(1.5)]).expect("numbers"), ["1.5"]);
    assert_eq!(texts("grossMass", &[]).expect("nothing"), none);
    let wrong = texts("grossMass", &[json!("x")]).expect_err("no number");
    let unknown = texts("declType", &[]).expect_err("no input");
    insta::assert_snapshot!(format!("{wrong}\n{unknown}"));
}

#[test]
fn lists_and_sets_are_asked_by_their_kind() {
    use cas_decision::{SetKind, Sets as _};
    let house = House::new();
    let sets = AskableLists(&house.snapshot.lists);
    let day = "2026-06-15".parse().expect("a day");
    for (kind, name, value, expected) in [
        (SetKind::CodeList, "Ports", "DEHAM", Some(true)),
        (SetKind::CodeList, "Ports", "C1", Some(false)),
        (SetKind::CodeList, "Carriers", "C1", None),
        (SetKind::MasterData, "Carriers", "C1", Some(true)),
        (SetKind::MasterData, "Carriers", "DEHAM", Some(false)),
        (SetKind::MasterData, "Ports", "DEHAM", None),
    ] {
        assert_eq!(
            sets.contains(kind, name, value, day),
            expected,
            "{kind:?} {name} {value}"
        );
    }
    let names: Vec<&str> = house.snapshot.lists.value_sets().collect();
    assert_eq!(names, ["Carriers"]);
}

#[test]
fn refusals_count_what_is_wrong() {
    use cas_process::ConfigurationProblem;
    let problem = |path: &str| ConfigurationProblem::at(path, "is wrong");
    let mut story = String::new();
    for refusal in [
        refusals::invalid(vec![(None, problem("a")), (None, problem("b"))]),
        refusals::file_refused(vec![problem("line 1")]),
        refusals::file_refused(vec![problem("line 1"), problem("line 2")]),
        refusals::busy(),
        refusals::outdated("flows[A]", None),
    ] {
        writeln!(story, "{}", refused(&refusal)).expect("text");
    }
    insta::assert_snapshot!(story);
}
