//! What tables write, in which mode, and that deducing again gives the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use cas_model::access::Field;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::field_path::each_scalar;
use cas_model::flow::Flow;
use cas_model::origin::{Origin, Origins};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::*;
use crate::deductions::deduce;
use crate::reference::MasterData;
use crate::tables::{BoundTable, StepTables, TableDocument};

fn flow() -> Flow {
    let flow = json!({
        "name": "F", "direction": "OUT",
        "steps": [{
            "name": "s", "declarationType": "transit", "system": "ncts", "jurisdiction": "DE",
            "tables": ["first", "second", "third"],
            "defaults": {"declType": "T1"},
            "calculations": {"disabled": ["grossMass", "packages", "charges"]},
        }],
    });
    serde_json::from_value(flow).expect("a flow")
}

fn table(name: &str) -> Json {
    let mass = json!({"name": "mass", "type": "number", "expression": "item.goodsMeasure.nmass"});
    match name {
        "first" => json!({
            "name": "first",
            "inputs": [mass, {"name": "declType", "type": "code"}],
            "outputs": [
                {"name": "item.declType", "type": "code"},
                {"name": "item.exportCountry", "type": "code", "mode": "override"},
            ],
            "rows": [
                {"id": "heavy", "conditions": ["> 50", "\"T1\""], "outputs": ["\"T2\"", "\"DE\""]},
                {"id": "light", "conditions": ["-", "-"], "outputs": ["", "\"FR\""]},
            ],
        }),
        // Reads what the first wrote, and writes over it.
        "second" => json!({
            "name": "second",
            "inputs": [{"name": "item.declType", "type": "code"}],
            "outputs": [{"name": "item.exportCountry", "type": "code", "mode": "override"}],
            "rows": [{"id": "t2", "conditions": ["\"T2\""], "outputs": ["\"IT\""]}],
        }),
        _ => json!({
            "name": "third", "hitPolicy": "collect",
            "inputs": [mass, {"name": "item.exportCountry", "type": "code"}],
            "outputs": [
                {"name": "item.additionalDocuments[+].type", "type": "code"},
                {"name": "item.additionalDocuments[+].refNum", "type": "text"},
                {"name": "additionalInformations[+].code", "type": "code"},
            ],
            "rows": [
                {"id": "a", "conditions": ["> 20", "-"], "outputs": ["\"730\"", "\"A\"", "\"X1\""]},
                {"id": "b", "conditions": ["-", "\"IT\""], "outputs": ["\"N1\"", "\"B\"", "\"X2\""]},
            ],
        }),
    }
}

fn run(document: &mut SingleAdministrativeDocument, origins: &mut Origins) {
    let flow = flow();
    let tables = StepTables::new(&flow.steps[0], |name| {
        let document: TableDocument =
            serde_json::from_value(json!({"table": table(name)})).expect("a table");
        let bound = BoundTable::new(&document);
        Ok(Arc::new(
            bound.unwrap_or_else(|problems| panic!("{problems:?}")),
        ))
    });
    let master_data = MasterData::default();
    let day = "2026-11-24".parse().expect("a day");
    let sources = Sources {
        tables: &tables,
        ..Sources::of_first_step(&flow, &master_data, day)
    };
    let findings = deduce(document, origins, &sources).findings;
    let errors: Vec<_> = findings
        .iter()
        .filter(|finding| finding.is_error())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
}

/// Tables that take too much are ended with one finding, which names the table and the row, however
/// many items and tables would have come after.
#[test]
fn tables_that_take_too_much_are_one_finding() {
    let flow = flow();
    let tables = StepTables::new(&flow.steps[0], |name| {
        let mut table = table(name);
        table["inputs"][0]["type"] = "text".into();
        table["inputs"][0]["expression"] = "goodsShipment.ucr.traderReference".into();
        for row in table["rows"].as_array_mut().into_iter().flatten() {
            row["conditions"][0] = "matches(?, \"a+b\")".into();
        }
        let document = serde_json::from_value(json!({"table": table}));
        let bound = BoundTable::new(&document.expect("a table"));
        Ok(Arc::new(
            bound.unwrap_or_else(|problems| panic!("{problems:?}")),
        ))
    });
    let (master_data, steps) = (MasterData::default(), cas_decision::Steps::new(30));
    let day = "2026-11-24".parse().expect("a day");
    let sources = Sources {
        tables: &tables,
        steps: &steps,
        ..Sources::of_first_step(&flow, &master_data, day)
    };
    let items = vec![json!({}); 100];
    let document = json!({"goodsShipment": {
        "ucr": {"traderReference": "abc"}, "governmentAgencyGoodsItems": items,
    }});
    let mut document = serde_json::from_value(document).expect("a document");
    let findings = deduce(&mut document, &mut Origins::default(), &sources).findings;
    let failed = cas_model::findings::table_failed("").code;
    let failed: Vec<_> = findings
        .iter()
        .filter(|found| found.code == failed)
        .collect();
    assert_eq!(failed.len(), 1, "{findings:?}");
    let told = format!("{:?}", failed[0]);
    assert!(told.contains("first version 1, row heavy"), "{told}");
    assert!(
        told.contains("take more work than one declaration may"),
        "{told}"
    );
}

/// Every value with where it came from.
fn told(
    document: &SingleAdministrativeDocument,
    origins: &Origins,
) -> BTreeMap<String, (String, Option<Origin>)> {
    let mut told = BTreeMap::new();
    each_scalar(document, &FieldPath::root(), &mut |path, field| {
        let value = Field::text(field).unwrap_or_default().into_owned();
        let origin = origins.origin_of(path).cloned();
        told.insert(path.as_str().to_owned(), (value, origin));
    });
    told
}

fn row_of(told: &BTreeMap<String, (String, Option<Origin>)>, path: &str) -> (String, String) {
    match told.get(path) {
        Some((value, Some(Origin::DecisionTable { table, row, .. }))) => {
            (value.clone(), format!("{table}/{row}"))
        }
        Some((value, other)) => (value.clone(), format!("{other:?}")),
        None => Default::default(),
    }
}

#[test]
fn later_tables_read_and_override_what_earlier_ones_wrote() {
    let mut document = serde_json::from_value(json!({"goodsShipment": {
        "governmentAgencyGoodsItems": [
            {"goodsMeasure": {"nmass": 60}},
            {"goodsMeasure": {"nmass": 10}},
            {"goodsMeasure": {"nmass": 60}, "exportCountry": "PL", "declType": "T1"},
        ],
    }}))
    .expect("a document");
    let mut origins = Origins::default();
    run(&mut document, &mut origins);
    let told = told(&document, &origins);
    for (path, value, row) in [
        ("[0].declType", "T2", "first/heavy"),
        ("[0].exportCountry", "IT", "second/t2"),
        ("[0].additionalDocuments[0].refNum", "A", "third/a"),
        ("[0].additionalDocuments[1].refNum", "B", "third/b"),
        ("[1].exportCountry", "FR", "first/light"),
        ("[2].exportCountry", "PL", "None"),
        ("[2].declType", "T1", "None"),
    ] {
        let expected = (value.to_owned(), row.to_owned());
        assert_eq!(row_of(&told, &format!("{ITEMS}{path}")), expected, "{path}");
    }
    // Two items say the same of the declaration: it stands there once.
    assert_eq!(document.additional_informations.len(), 2);
}

proptest! {
    #[test]
    fn deducing_again_gives_the_same_and_touches_nothing_given(
        items in proptest::collection::vec(
            (0u32..100, proptest::option::of("[A-Z]{2}"), proptest::bool::ANY), 0..6,
        ),
    ) {
        let given: Vec<Json> = items.iter().map(|(mass, country, document)| json!({
            "goodsMeasure": {"nmass": mass},
            "exportCountry": country,
            "additionalDocuments": if *document { vec![json!({"type": "N9", "refNum": "G"})] }
                else { Vec::new() },
        })).collect();
        let mut document = serde_json::from_value(json!({
            "goodsShipment": {"governmentAgencyGoodsItems": given},
        })).expect("a document");
        let mut origins = Origins::default();
        run(&mut document, &mut origins);
        let first = told(&document, &origins);
        run(&mut document, &mut origins);
        prop_assert_eq!(&told(&document, &origins), &first);
        for (at, (mass, country, has_document)) in items.iter().enumerate() {
            let of = |field: &str| first.get(&format!("{ITEMS}[{at}].{field}")).map(|v| v.0.clone());
            prop_assert_eq!(of("goodsMeasure.nmass"), Some(mass.to_string()));
            if country.is_some() {
                prop_assert_eq!(of("exportCountry"), country.clone());
            }
            if *has_document {
                prop_assert_eq!(of("additionalDocuments[0].refNum"), Some("G".to_owned()));
            }
        }
    }
}
