//! Why a field says what it says, asked without knowing a table.

use cas_process::configuration::Undecided;
use cas_process::field_explanation::{WantedField, explain_field};
use cas_process::sources::Inputs;
use serde_json::{Value, json};

use crate::deduced::{configuration, inputs, state, step, today};

fn all() -> Inputs {
    let mass = json!({"name": "mass", "type": "number", "expression": "item.goodsMeasure.nmass"});
    let declared = json!({"name": "declared", "type": "code", "expression": "declType"});
    let countries = json!({
        "name": "countries", "inputs": [mass, declared],
        "outputs": [
            {"name": "item.exportCountry", "type": "code"},
            {"name": "item.additionalDocuments[+].type", "type": "code"},
        ],
        "rows": [
            {"id": "heavy", "conditions": ["> 50", "-"], "outputs": ["\"DE\"", ""]},
            {"id": "heavier", "conditions": ["> 75", "-"], "outputs": ["\"AT\"", ""]},
            {"id": "of another type", "conditions": ["<= 50", "\"T2\""], "outputs": ["\"FR\"", ""]},
            {"id": "documents", "conditions": ["> 11", "\"T1\""], "outputs": ["", "\"N730\""]},
        ],
    });
    let origin = json!({
        "name": "origin", "inputs": [{"name": "item.exportCountry", "type": "code"}],
        "outputs": [{"name": "item.exportCountry", "type": "code", "mode": "override"}],
        "rows": [{"id": "fr", "conditions": ["\"FR\""], "outputs": ["\"PL\""]}],
    });
    let mass_of_all = json!({
        "name": "sum", "hitPolicy": "collectSum", "inputs": [declared],
        "outputs": [{"name": "goodsShipment.consignment.gmass", "type": "number"}],
        "rows": [
            {"id": "one", "conditions": ["\"T1\""], "outputs": ["1.5"]},
            {"id": "two", "conditions": ["-"], "outputs": ["2"]},
        ],
    });
    let settings = json!({
        "tables": ["countries", "gone", "sum"], "tablesAfterCalculations": ["origin"],
        "calculations": {"disabled": ["packages", "charges", "grossMass"]},
    });
    inputs(configuration(
        &json!([step("transit", settings)]),
        &[countries, origin, mass_of_all],
    ))
}

fn items() -> Value {
    json!({"declType": "T1", "goodsShipment": {"governmentAgencyGoodsItems": [
        {"goodsMeasure": {"nmass": 60}},
        {"goodsMeasure": {"nmass": 10}},
        {"goodsMeasure": {"nmass": 20}, "exportCountry": "IT",
            "additionalDocuments": [{"type": "N380"}]},
    ]}})
}

fn asked(field: &str, item: Option<usize>) -> Result<Value, String> {
    let wanted = WantedField {
        field: field.to_owned(),
        item,
        near_misses: 2,
    };
    let explanation = explain_field(&state("transit", items()), &all(), today(), &wanted);
    match explanation {
        Ok(explanation) => Ok(json!(explanation)),
        Err(Undecided::Refused(refusal)) => {
            let (_, problem) = &refusal.problems[0];
            let code = refusal.code.name;
            Err(format!("{code}: {}: {}", problem.path, problem.message))
        }
        Err(Undecided::Failed(error)) => panic!("{field}: {error:#}"),
    }
}

/// Each table with what it was asked, what it says, and which rows were close.
fn told(explanation: &Value) -> String {
    let mut story = format!("  now {}\n", explanation["values"]);
    for table in explanation["tables"].as_array().into_iter().flatten() {
        let parts = ["table", "version", "output", "mode", "stage"].map(|part| &table[part]);
        story += &format!("  {}\n", json!(parts));
        for asked in table["asked"].as_array().into_iter().flatten() {
            story += &format!("    {} {}\n", asked["item"], asked["inputs"]);
            story += &format!("      says {}\n", asked["says"]);
            for miss in asked["nearMisses"]["rows"].as_array().into_iter().flatten() {
                story += &format!("      missed {miss}\n");
            }
            story += &format!("      {} more\n", asked["nearMisses"]["more"]);
        }
    }
    story + &format!("  not told {}\n", explanation["notTold"])
}

#[test]
fn a_field_is_explained_by_the_tables_that_could_have_filled_it() {
    let mut story = String::new();
    for (field, item) in [
        ("item.exportCountry", None),
        ("item.exportCountry", Some(1)),
        (
            "goodsShipment.governmentAgencyGoodsItems[1].exportCountry",
            None,
        ),
        ("item.additionalDocuments[0].type", Some(2)),
        ("goodsShipment.consignment.gmass", None),
        ("security", None),
    ] {
        let explanation = asked(field, item).expect("an explanation");
        story += &format!("# {field} {item:?}: {}\n", explanation["field"]);
        story += &told(&explanation);
    }
    insta::assert_snapshot!(story);
}

#[test]
fn what_is_no_field_of_the_declaration_is_refused() {
    let items = "goodsShipment.governmentAgencyGoodsItems";
    let second = format!("{items}[1].exportCountry");
    let mut story = String::new();
    for (field, item) in [
        ("", None),
        ("item.exportContry", None),
        ("shipment.plant", None),
        ("security", Some(0)),
        ("item.exportCountry", Some(3)),
        (second.as_str(), Some(0)),
        (items, None),
    ] {
        let refusal = asked(field, item).expect_err(field);
        story += &format!("{field} {item:?}: {refusal}\n");
    }
    insta::assert_snapshot!(story);
}

#[test]
fn of_many_items_some_are_told() {
    let mut document = items();
    let goods = &mut document["goodsShipment"]["governmentAgencyGoodsItems"];
    *goods = json!(vec![json!({"goodsMeasure": {"nmass": 60}}); 23]);
    let wanted = WantedField {
        field: "item.exportCountry".to_owned(),
        item: None,
        near_misses: 0,
    };
    let found = explain_field(&state("transit", document), &all(), today(), &wanted);
    let found = found.expect("an explanation");
    let table = &found.tables[0];
    assert_eq!((table.asked.len(), table.more_items), (20, 3));
    assert_eq!(table.asked[0].explanation.near_misses, None);
}
