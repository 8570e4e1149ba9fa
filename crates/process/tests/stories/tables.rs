//! What the tables of a step write, in every mode, and what they cannot.

use cas_decision::Value as Cell;
use cas_model::civil_day::UTC;
use cas_model::ids::TenantId;
use cas_model::origin::Origins;
use cas_process::configuration::TenantConfiguration;
use cas_process::deductions::deduce;
use cas_process::sources::{Inputs, Prepared};
use cas_process::tables::{FiredRows, Roots, TableDocument, ask};
use serde_json::{Value, json};

use crate::deduced::{configuration, declaration, deduced, inputs, step, today};

fn with_tables(names: &[&str], after: &[&str], tables: &[Value]) -> Inputs {
    let step = step(
        "transit",
        json!({
            "tables": names, "tablesAfterCalculations": after,
            "calculations": {"disabled": ["packages", "charges"]},
        }),
    );
    inputs(configuration(&json!([step]), tables))
}

fn item_table(mode: &str) -> Value {
    json!({
        "name": mode,
        "inputs": [
            {"name": "mass", "type": "number", "expression": "item.goodsMeasure.nmass"},
            {"name": "plant", "type": "text", "expression": "shipment.plant"},
        ],
        "outputs": [{"name": "item.exportCountry", "type": "code", "mode": mode}],
        "rows": [
            {"id": "heavy", "conditions": ["> 50", "\"MUC1\""], "outputs": ["\"DE\""]},
            {"id": "light", "conditions": ["<= 50", "-"], "outputs": ["\"FR\""]},
        ],
    })
}

fn items() -> Value {
    json!({"goodsShipment": {"governmentAgencyGoodsItems": [
        {"goodsMeasure": {"nmass": 51}},
        {"goodsMeasure": {"nmass": 50}, "exportCountry": "IT"},
        {"goodsMeasure": {"nmass": 49}, "exportCountry": "FR"},
        {"exportCountry": "AT"},
    ]}})
}

#[test]
fn an_output_is_written_as_its_mode_says() {
    let mut story = String::new();
    for mode in ["fillIfEmpty", "override", "warnIfDifferent"] {
        let inputs = with_tables(&[mode], &[], &[item_table(mode)]);
        story += &format!("# {mode}\n{}", deduced(&inputs, "transit", &items()));
    }
    // What a table wrote, the next overrides; what was given, none.
    let other = json!({
        "name": "other", "inputs": [{"name": "item.exportCountry", "type": "code"}],
        "outputs": [{"name": "item.exportCountry", "type": "code", "mode": "override"}],
        "rows": [
            {"id": "de", "conditions": ["\"DE\""], "outputs": ["\"PL\""]},
            {"id": "fr", "conditions": ["\"FR\""], "outputs": ["\"PL\""]},
        ],
    });
    let inputs = with_tables(
        &["override", "other"],
        &[],
        &[item_table("override"), other],
    );
    story += &format!("# overridden\n{}", deduced(&inputs, "transit", &items()));
    insta::assert_snapshot!(story);
}

#[test]
fn rows_append_elements_and_collect_values() {
    let documents = json!({
        "name": "documents", "hitPolicy": "collect",
        "inputs": [{"name": "mass", "type": "number", "expression": "item.goodsMeasure.nmass"}],
        "outputs": [
            {"name": "item.additionalDocuments[+].type", "type": "code"},
            {"name": "item.additionalDocuments[+].refNum", "type": "text"},
            {"name": "additionalInformations[+].code", "type": "code"},
        ],
        "rows": [
            {"id": "a", "conditions": ["> 49"], "outputs": ["\"730\"", "\"A\"", "\"X1\""]},
            {"id": "b", "conditions": ["> 50"], "outputs": ["\"N1\"", "", ""]},
            {"id": "c", "conditions": ["> 0"], "outputs": ["", "", ""]},
        ],
    });
    let sum = json!({
        "name": "sum", "hitPolicy": "collectSum",
        "inputs": [{"name": "declType", "type": "code"}],
        "outputs": [{"name": "goodsShipment.consignment.gmass", "type": "number"}],
        "rows": [
            {"id": "one", "conditions": ["\"T1\""], "outputs": ["1.5"]},
            {"id": "two", "conditions": ["-"], "outputs": ["2"]},
        ],
    });
    let late = json!({
        "name": "late",
        "inputs": [{"name": "goodsShipment.consignment.gmass", "type": "number"}],
        "outputs": [
            {"name": "security", "type": "code"},
            {"name": "limitDate", "type": "date"},
            {"name": "goodsShipment.consignment.containerIndicator", "type": "boolean"},
        ],
        "rows": [{"id": "x", "conditions": ["3.5"], "outputs": [
            "\"0\"", "date(\"2026-07-01\")", "true",
        ]}],
    });
    let inputs = with_tables(&["documents", "sum"], &["late"], &[documents, sum, late]);
    let mut given = items();
    given["declType"] = json!("T1");
    insta::assert_snapshot!(deduced(&inputs, "transit", &given));
}

#[test]
fn what_a_table_cannot_do_is_a_finding_at_its_place() {
    let number = json!({
        "name": "number",
        "inputs": [{"name": "type", "type": "number", "expression": "item.declType"}],
        "outputs": [{"name": "item.exportCountry", "type": "code"}],
        "rows": [{"id": "one", "conditions": ["1"], "outputs": ["\"DE\""]}],
    });
    let head = json!({
        "name": "head",
        "inputs": [{"name": "office", "type": "number", "expression": "declarationOfficeCode"}],
        "outputs": [{"name": "security", "type": "code"}],
        "rows": [{"id": "one", "conditions": ["1"], "outputs": ["\"0\""]}],
    });
    let unique = json!({
        "name": "unique", "hitPolicy": "unique", "inputs": [],
        "outputs": [{"name": "security", "type": "code"}],
        "rows": [
            {"id": "one", "conditions": [], "outputs": ["\"0\""]},
            {"id": "two", "conditions": [], "outputs": ["\"1\""]},
        ],
    });
    let of_item = json!({
        "name": "ofItem", "hitPolicy": "unique",
        "inputs": [{"name": "t", "type": "code", "expression": "item.declType"}],
        "outputs": [{"name": "item.exportCountry", "type": "code"}],
        "rows": [
            {"id": "one", "conditions": ["\"T1\""], "outputs": ["\"DE\""]},
            {"id": "two", "conditions": ["-"], "outputs": ["\"FR\""]},
        ],
    });
    let unfit = json!({
        "name": "unfit", "inputs": [], "outputs": [
            {"name": "goodsShipment.consignment.gmass", "type": "number"},
        ],
        "rows": [{"id": "one", "conditions": [], "outputs": ["99999999999999999999999999999"]}],
    });
    let given = json!({
        "declarationOfficeCode": "DE004101",
        "goodsShipment": {"governmentAgencyGoodsItems": [
            {"declType": "1"}, {"declType": "T1"}, {"declType": "T2"},
        ]},
    });
    let names = ["number", "head", "unique", "ofItem", "unfit", "none"];
    let inputs = with_tables(&names, &[], &[number, head, unique, of_item, unfit]);
    insta::assert_snapshot!(deduced(&inputs, "transit", &given));
}

#[test]
fn a_table_answers_a_question_of_the_flow() {
    let submit = |inputs: Value, condition: &str| {
        json!({
            "name": "submit", "inputs": inputs,
            "outputs": [{"name": "submit", "type": "boolean"}],
            "rows": [{"id": "yes", "conditions": [condition], "outputs": ["true"]}],
        })
    };
    let asked = |table: Value| -> Result<(Option<Cell>, Vec<String>), String> {
        let step = step("transit", json!({"autoSubmit": {"table": "submit"}}));
        let inputs = inputs(configuration(&json!([step]), &[table]));
        let row = declaration("transit");
        let prepared = Prepared::of_declaration(&inputs, &row, today()).expect("prepared");
        let document = json!({"declType": "T1", "declarationOfficeCode": "DE"});
        let document = serde_json::from_value(document).expect("a document");
        let tables = prepared.tables();
        let one = tables.submit.as_ref().expect("a table");
        let roots = Roots {
            document: &document,
            shipment: prepared.head(),
            zone: &UTC,
        };
        let mut fired = FiredRows::default();
        let answer = ask(one, tables, roots, &prepared.context(), &mut fired)?;
        Ok((answer, counted(fired)))
    };
    let mut story = String::new();
    for (name, value_type, condition) in [
        ("declType", "code", "\"T1\""),
        ("declType", "code", "\"T2\""),
        ("shipment.plant", "text", "\"MUC1\""),
        ("shipment.company", "text", "\"C1\""),
        ("shipment.storageLocationReference", "text", "\"S1\""),
        ("shipment.externalReference", "text", "\"ERP-1\""),
        ("shipment.customsFlow", "text", "\"Transit\""),
        ("shipment.direction", "text", "\"OUT\""),
        ("declarationOfficeCode", "number", "1"),
        ("declType", "code", "in list(\"Nothing\")"),
    ] {
        let inputs = json!([{"name": "i", "expression": name, "type": value_type}]);
        let answer = asked(submit(inputs, condition));
        story += &format!("{name} {condition}: {answer:?}\n");
    }
    insta::assert_snapshot!(story);
}

/// Each table and row with how often it fired.
fn counted(fired: FiredRows) -> Vec<String> {
    let counts = fired.counts(TenantId(uuid::Uuid::nil()), jiff::Timestamp::UNIX_EPOCH);
    let count = counts.map(|row| {
        let id = row.row_id.as_deref().unwrap_or("no row");
        format!("{} {}, {id}: {}", row.table_name, row.version, row.hits)
    });
    count.collect()
}

/// Each question counts: every row that fires, whether what it says is written or not, by the hit
/// policy, and the questions that no row matches.
#[test]
fn rows_are_counted_that_fire() {
    let mass = json!({"name": "mass", "type": "number", "expression": "item.goodsMeasure.nmass"});
    let of_policy = |policy: &str, output: Value, rows: Value| {
        json!({
            "name": policy, "hitPolicy": policy, "inputs": [mass], "outputs": [output],
            "rows": rows,
        })
    };
    let country = || json!({"name": "item.exportCountry", "type": "code"});
    let row = |id: &str, test: &str, says: &str| json!({"id": id, "conditions": [test], "outputs": [says]});
    let (over_49, over_50) = (row("a", "> 49", "\"DE\""), row("b", "> 50", "\"DE\""));
    let first = of_policy("first", country(), json!([over_50, over_49]));
    let any = of_policy("any", country(), json!([over_50, over_49]));
    let appended = json!({"name": "item.additionalDocuments[+].type", "type": "code"});
    let collect = of_policy("collect", appended, json!([over_50, over_49]));
    let number = json!({"name": "item.goodsMeasure.gmass", "type": "number"});
    let numbers = json!([row("a", "> 49", "1"), row("b", "> 50", "2")]);
    let sum = of_policy("collectSum", number, numbers);
    let defaults = json!({"name": "item.declType", "type": "code", "default": "\"T1\""});
    let mut default = of_policy("unique", defaults, json!([row("b", "> 50", "\"T2\"")]));
    default["inputs"] = json!([mass]);
    let fails = json!({
        "name": "fails", "inputs": [mass], "outputs": [country()],
        "rows": [row("bad", "1 / (? - 51) > 0", "\"DE\"")],
    });
    let tables = [first, any, collect, sum, default, fails];
    let names = ["first", "any", "collect", "collectSum", "unique", "fails"];
    let inputs = with_tables(&names[..3], &names[3..], &tables);
    let row = declaration("transit");
    let prepared = Prepared::of_declaration(&inputs, &row, today()).expect("prepared");
    let mut document = serde_json::from_value(items()).expect("a document");
    assert_eq!(prepared.tables().missing, []);
    let sources = prepared.sources(None);
    let deduced = deduce(&mut document, &mut Origins::default(), &sources);
    assert_eq!(
        counted(deduced.fired),
        [
            // Of items of 51, 50, 49 and without mass.
            "first 1, no row: 2",
            "first 1, b: 1",
            "first 1, a: 1",
            "any 1, no row: 2",
            "any 1, b: 1",
            "any 1, a: 1",
            "collect 1, no row: 2",
            "collect 1, b: 1",
            "collect 1, a: 2",
            "collectSum 1, no row: 2",
            "collectSum 1, a: 2",
            "collectSum 1, b: 1",
            "unique 1, no row: 3",
            "unique 1, b: 1",
            // Where the table fails is a finding, and no answer that could be counted.
            "fails 1, no row: 3",
        ]
    );
}

#[test]
fn a_table_is_bound_only_where_its_columns_go_together() {
    use cas_process::tables::BoundTable;
    let outputs = |outputs: Value| json!({"name": "t", "inputs": [], "outputs": outputs});
    let column = |name: &str, value_type: &str| json!({"name": name, "type": value_type});
    let submit = || column("submit", "boolean");
    let item_input = json!([{"name": "item.declType", "type": "code"}]);
    let mut of_item = outputs(json!([submit()]));
    of_item["inputs"] = item_input.clone();
    let mut items_differ = outputs(json!([column("security", "code")]));
    items_differ["inputs"] = item_input;
    let mut collected = outputs(json!([column("security", "code")]));
    let mut answers = outputs(json!([submit()]));
    let mut sum = outputs(json!([column("goodsShipment.consignment.gmass", "number")]));
    (collected["hitPolicy"], answers["hitPolicy"]) = (json!("ruleOrder"), json!("collect"));
    sum["hitPolicy"] = json!("collectSum");
    let mut appended = outputs(json!([column("additionalInformations[+].code", "code")]));
    appended["outputs"][0]["mode"] = json!("override");
    let mut reads_new = outputs(json!([column("security", "code")]));
    reads_new["inputs"] = json!([{"name": "additionalInformations[+].code", "type": "code"}]);
    let items = "goodsShipment.governmentAgencyGoodsItems[0].declType";
    let mut reads_items = outputs(json!([column("security", "code")]));
    reads_items["inputs"] = json!([{"name": items, "type": "code"}]);
    let mut story = String::new();
    for (what, table) in [
        (
            "an answer beside another",
            outputs(json!([submit(), column("security", "code")])),
        ),
        (
            "an answer of another type",
            outputs(json!([column("flow", "code")])),
        ),
        ("an answer for each item", of_item),
        ("several answers", answers),
        ("several rows for one field", collected),
        ("one sum of several rows", sum),
        ("a field of the document for each item", items_differ),
        ("an element that overrides", appended),
        ("reads what it appends", reads_new),
        ("reads items by their place", reads_items),
        (
            "writes items by their place",
            outputs(json!([column(items, "code")])),
        ),
        (
            "the head of the shipment",
            outputs(json!([column("shipment.plant", "text")])),
        ),
        ("no such field", outputs(json!([column("securty", "code")]))),
        (
            "a number in a text",
            outputs(json!([column("security", "number")])),
        ),
        (
            "a text in a number",
            outputs(json!([column("goodsShipment.consignment.gmass", "text")])),
        ),
        (
            "a number in a number",
            outputs(json!([column("totalPackageQuantity", "number")])),
        ),
        (
            "a text in a date",
            outputs(json!([column("limitDate", "text")])),
        ),
        (
            "a date in a date",
            outputs(json!([column("limitDate", "date")])),
        ),
        (
            "a record",
            outputs(json!([column("goodsShipment", "text")])),
        ),
    ] {
        let document = json!({ "table": table });
        let document: TableDocument = serde_json::from_value(document).expect("a table");
        story += &format!("{what}\n");
        match BoundTable::new(&document) {
            Ok(bound) => {
                story += &format!("  bound, for each item: {}\n", bound.for_each_item);
            }
            Err(problems) => {
                for problem in problems {
                    story += &format!("  {}: {}\n", problem.path, problem.message);
                }
            }
        }
    }
    insta::assert_snapshot!(story);
}

#[test]
fn a_field_that_several_tables_read_is_one_slot() {
    let table = |name: &str, reads: &[&str], writes: &str| {
        let inputs: Vec<Value> = reads
            .iter()
            .map(|name| json!({"name": name, "type": "code"}))
            .collect();
        json!({"name": name, "inputs": inputs, "outputs": [{"name": writes, "type": "code"}]})
    };
    let tables = [
        table("a", &["declType", "security"], "security"),
        table("b", &["security", "item.declType"], "item.declType"),
        table("c", &["declType"], "declarationOfficeCode"),
    ];
    let all: TenantConfiguration = configuration(
        &json!([step(
            "transit",
            json!({"tables": ["a", "b"], "tablesAfterCalculations": ["c"]})
        )]),
        &tables,
    );
    let flow = all.flow("Transit", 1).expect("a flow");
    let found = all.step_tables(flow, &flow.steps[0], today());
    let slots: Vec<(String, bool)> = found
        .slots
        .iter()
        .map(|slot| (slot.selector.to_string(), slot.is_of_item()))
        .collect();
    let slots: Vec<(&str, bool)> = slots
        .iter()
        .map(|(name, is)| (name.as_str(), *is))
        .collect();
    assert_eq!(
        slots,
        [
            ("declType", false),
            ("security", false),
            ("item.declType", true)
        ]
    );
    let uses: Vec<_> = found
        .before
        .iter()
        .chain(&found.after)
        .map(|one| (one.number, one.inputs.clone(), one.spoils.clone()))
        .collect();
    let expected = [
        (1, vec![0, 1], vec![vec![1]]),
        (2, vec![1, 2], vec![vec![2]]),
        (3, vec![0], vec![vec![]]),
    ];
    assert_eq!(uses, expected);
    assert!(found.submit.is_none() && found.missing.is_empty());
}
