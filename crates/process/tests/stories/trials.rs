//! What another version of a table would change in a declaration, and why a table says what it says.

use std::sync::Arc;

use cas_model::finding::{Finding, Severity, Source};
use cas_process::configuration::Undecided;
use cas_process::sources::Inputs;
use cas_process::tables::{BoundTable, TableDocument};
use cas_process::trial::{AskedTable, Replay, explain, try_table};
use serde_json::{Value, json};

use crate::deduced::{configuration, inputs, state, step, today};

fn countries(heavy: &str, light: &str, policy: &str) -> Value {
    json!({
        "name": "countries", "hitPolicy": policy,
        "inputs": [{"name": "mass", "type": "number", "expression": "item.goodsMeasure.nmass"}],
        "outputs": [{"name": "item.exportCountry", "type": "code"}],
        "rows": [
            {"id": "heavy", "conditions": ["> 50"], "outputs": [format!("\"{heavy}\"")]},
            {"id": "light", "conditions": ["-"], "outputs": [light]},
        ],
    })
}

fn document(table: &Value) -> TableDocument {
    serde_json::from_value(json!({ "table": table })).expect("a table")
}

fn bound(table: &Value) -> Arc<BoundTable> {
    Arc::new(BoundTable::new(&document(table)).expect("a bound table"))
}

fn all() -> Inputs {
    let offices = json!({
        "name": "offices", "inputs": [],
        "outputs": [{"name": "declarationOfficeCode", "type": "code"}],
        "rows": [{"id": "all", "conditions": [], "outputs": ["\"DE004101\""]}],
    });
    let steps = json!([
        step("transit", json!({"tables": ["countries", "offices"]})),
        step("plain", json!({})),
    ]);
    inputs(configuration(
        &steps,
        &[countries("DE", "\"FR\"", "first"), offices],
    ))
}

fn items() -> Value {
    json!({"goodsShipment": {"governmentAgencyGoodsItems": [
        {"goodsMeasure": {"nmass": 60}}, {"goodsMeasure": {"nmass": 10}},
        {"goodsMeasure": {"nmass": 70}, "exportCountry": "AT"},
    ]}})
}

#[test]
fn a_trial_shows_what_a_version_changes_and_nothing_else() {
    let inputs = all();
    let mut replay = Replay {
        declarations: 0,
        changed: Vec::new(),
        fields: std::collections::BTreeMap::new(),
    };
    let mut story = String::new();
    for (heavy, light, policy) in [
        ("DE", "\"FR\"", "first"),
        ("PL", "\"FR\"", "first"),
        ("PL", "\"IT\"", "first"),
        ("DE", "", "first"),
        ("DE", "\"FR\"", "unique"),
    ] {
        let table = bound(&countries(heavy, light, policy));
        let state = state("transit", items());
        let trial = try_table(&state, &inputs, today(), "countries", &table).expect("a trial");
        story += &format!(
            "{heavy} {light} {policy}: {}\n  {}\n",
            trial.is_change(),
            json!(trial)
        );
        replay.add(trial);
    }
    story += &format!("{}\n", json!(replay.fields));
    let changed = replay.changed.len();
    insta::assert_snapshot!(format!("{story}{changed} changed"));
}

#[test]
fn only_findings_make_a_change_too() {
    let inputs = all();
    let table = bound(&countries("DE", "\"FR\"", "first"));
    let state = state("transit", items());
    let trial = || try_table(&state, &inputs, today(), "countries", &table).expect("a trial");
    let finding = || Finding {
        code: "D0001".to_owned(),
        message: "message".to_owned(),
        description: "why".to_owned(),
        severity: Severity::Warning,
        source: Source::Configuration,
        fields: Vec::new(),
        pointer: None,
        because: None,
    };
    let (mut new, mut gone) = (trial(), trial());
    new.new_findings.push(finding());
    gone.gone_findings.push(finding());
    assert_eq!(
        [trial().is_change(), new.is_change(), gone.is_change()],
        [false, true, true]
    );
}

#[test]
fn an_explanation_shows_what_a_table_was_asked() {
    let inputs = all();
    let mut story = String::new();
    for (what, policy, given, rows) in [
        (
            "each item",
            "first",
            items(),
            vec!["light", "light", "none"],
        ),
        ("an error", "unique", items(), vec![]),
    ] {
        let written = countries("DE", "\"FR\"", policy);
        let (table, written) = (bound(&written), document(&written).table);
        let asked = AskedTable {
            name: "countries",
            table: &table,
            written: &written,
        };
        let rows: Vec<String> = rows.into_iter().map(str::to_owned).collect();
        let state = state("transit", given);
        let found = explain(&state, &inputs, today(), asked, &rows).expect("explained");
        story += &format!("{what}\n");
        for one in found {
            story += &format!("  {}\n", json!(one));
        }
    }
    let head = json!({
        "name": "countries",
        "inputs": [{"name": "office", "type": "number", "expression": "declarationOfficeCode"}],
        "outputs": [{"name": "security", "type": "code"}],
        "rows": [{"id": "one", "conditions": ["1"], "outputs": ["\"0\""]}],
    });
    for office in ["1", "DE004101"] {
        let (table, written) = (bound(&head), document(&head).table);
        let asked = AskedTable {
            name: "countries",
            table: &table,
            written: &written,
        };
        let state = state("transit", json!({"declarationOfficeCode": office}));
        let found = explain(&state, &inputs, today(), asked, &[]).expect("explained");
        story += &format!("the office {office}: {}\n", json!(found));
    }
    insta::assert_snapshot!(story);
}

#[test]
fn a_step_that_does_not_ask_the_table_is_no_trial() {
    let inputs = all();
    let table = bound(&countries("DE", "\"FR\"", "first"));
    let state = state("plain", items());
    let answer = try_table(&state, &inputs, today(), "countries", &table);
    let Err(Undecided::Refused(refusal)) = answer else {
        panic!("{answer:?}");
    };
    let expected = "table-not-asked: step plain does not ask countries to fill fields; choose a \
        declaration of a step that does";
    assert_eq!(refusal.to_string(), expected);
}
