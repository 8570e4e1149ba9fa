//! What is refused on save, and where.

use cas_gateway::Registry;
use cas_model::configuration::ConfigurationState;
use cas_model::record::{ConfigurationRecord, Json};
use serde_json::json;

use super::*;
use crate::reference::AskableLists;

fn row(name: &str, table: &Value) -> ConfigurationRecord {
    let at = jiff::Timestamp::UNIX_EPOCH;
    ConfigurationRecord {
        tenant_id: cas_model::ids::TenantId(uuid::Uuid::nil()),
        kind: ConfigurationKind::DecisionTable,
        name: name.to_owned(),
        version: 1,
        state: ConfigurationState::Published,
        document: Json::from(&json!({ "table": table })),
        valid_from: None,
        valid_to: None,
        edition: 1,
        created_at: at,
        updated_at: at,
        updated_by: "test".to_owned(),
        published_at: Some(at),
        published_by: None,
        note: None,
        review: None,
    }
}

/// The problems of a document, as `path: message`.
fn problems(kind: ConfigurationKind, document: &Value) -> Vec<String> {
    let office = json!({
        "name": "office",
        "inputs": [{"name": "goodsShipment.destination", "type": "code"}],
        "outputs": [{"name": "declarationOfficeCode", "type": "code"}],
    });
    let sending = json!({
        "name": "sending",
        "inputs": [],
        "outputs": [{"name": "submit", "type": "boolean"}],
    });
    let rows = [row("office", &office), row("sending", &sending)];
    let configuration = TenantConfiguration::read(&rows).expect("readable");
    let reference = crate::reference::TenantLists::default();
    let context = CheckContext {
        registry: &Registry::new(cas_systems::all()),
        configuration: &configuration,
        sets: &AskableLists(&reference),
        compiled: &CompiledTables::default(),
    };
    let problems = check(kind, document, super::Written::Now, context);
    problems
        .iter()
        .map(|problem| format!("{}: {}", problem.path, problem.message))
        .collect()
}

fn flow(change: impl FnOnce(&mut Value)) -> Value {
    let step = |name: &str| {
        json!({
            "name": name, "declarationType": "transit", "system": "ncts", "jurisdiction": "DE",
        })
    };
    let mut flow = json!({
        "name": "F", "direction": "OUT", "steps": [step("first"), step("second")],
    });
    flow["steps"][1]["start"] =
        json!({"on": "statusReached", "step": "first", "statuses": ["Released"]});
    change(&mut flow);
    flow
}

#[test]
fn a_right_flow_is_accepted() {
    let flow = flow(|flow| {
        flow["steps"][0]["items"] = json!({
            "select": "item.origin.country != null",
            "groupBy": [{"expression": "item.origin.country",
                "assignTo": "goodsShipment.exportCountry"}],
            "maxItems": 10,
        });
        flow["steps"][0]["tables"] = json!(["office"]);
        flow["steps"][0]["autoSubmit"] = json!({"table": "sending"});
        // In force for one day.
        flow["validFrom"] = "2026-01-01".into();
        flow["validTo"] = "2026-01-01".into();
        flow["steps"][1]["takeOver"] = json!([{
            "step": "first", "from": "mrn", "to": "previousDocuments[+].refNum",
            "with": {"type": "MRN"},
        }]);
    });
    assert_eq!(
        problems(ConfigurationKind::Flow, &flow),
        Vec::<String>::new()
    );
}

#[test]
fn what_is_wrong_with_a_flow_is_said_at_its_path() {
    type Change = fn(&mut Value);
    let cases: &[(Change, &str)] = &[
        (
            |flow| flow["steps"] = json!([]),
            "steps: a flow needs a step",
        ),
        (|flow| flow["stepz"] = json!([]), "unknown field `stepz`"),
        (
            |flow| flow["steps"][1]["start"]["statuses"] = json!(["Gone"]),
            "steps[1].start",
        ),
        (
            |flow| flow["steps"][1]["name"] = "first".into(),
            "steps[1].name: steps need names",
        ),
        (
            |flow| flow["steps"][0]["system"] = "ncs".into(),
            "steps[0].system: there is no customs",
        ),
        (
            |flow| flow["steps"][0]["declarationType"] = "transfer".into(),
            "steps[0].declarationType: there is no declaration type transfer",
        ),
        (
            |flow| flow["steps"][0]["declarationType"] = "H1".into(),
            "steps[0].declarationType: ncts takes no declarations of type H1; it takes: transit",
        ),
        (
            |flow| flow["steps"][0]["calculations"] = json!({"disabled": ["sums"]}),
            "steps[0].calculations.disabled[0]: there is no calculation sums",
        ),
        (
            |flow| flow["steps"][0]["defaults"] = json!({"declTyp": "T1"}),
            "steps[0].defaults.declTyp",
        ),
        (
            |flow| flow["steps"][1]["start"]["step"] = "third".into(),
            "steps[1].start.step: the flow has no step third",
        ),
        (
            |flow| flow["steps"][1]["start"]["statuses"] = json!(["ExitConfirmed"]),
            "steps[1].start.statuses: declarations of step first never reach ExitConfirmed",
        ),
        (
            |flow| {
                flow["steps"][0]["start"] =
                    json!({"on": "statusReached", "step": "second", "statuses": ["Released"]});
            },
            "steps[0].start: the step never starts: it waits in a circle",
        ),
        (
            |flow| flow["steps"][0]["tables"] = json!(["offices"]),
            "steps[0].tables[0]: there is no published decision table offices",
        ),
        (
            |flow| flow["steps"][0]["tables"] = json!(["sending"]),
            "steps[0].tables[0]: table sending answers a question",
        ),
        (
            |flow| flow["steps"][0]["autoSubmit"] = json!({"table": "office"}),
            "steps[0].autoSubmit.table: table office does not answer here",
        ),
        (
            |flow| flow["steps"][0]["items"] = json!({"select": "item.origin.contry = \"DE\""}),
            "steps[0].items.select: item.origin.contry: Origin has no field contry",
        ),
        (
            |flow| flow["steps"][0]["items"] = json!({"maxItems": 1000}),
            "steps[0].items.maxItems: must be 1 to 999",
        ),
        (
            |flow| {
                flow["steps"][0]["takeOver"] =
                    json!([{"step": "second", "from": "mrn", "to": "docRefNum"}]);
            },
            "steps[0].takeOver[0].step: step second is not done before",
        ),
        (
            |flow| {
                flow["steps"][1]["takeOver"] =
                    json!([{"step": "first", "from": "mmrn", "to": "docRefNum"}]);
            },
            "steps[1].takeOver[0].from",
        ),
        (
            |flow| {
                flow["validFrom"] = "2026-02-01".into();
                flow["validTo"] = "2026-01-01".into();
            },
            "validTo: the first day is after the last",
        ),
    ];
    for (change, says) in cases {
        let found = problems(ConfigurationKind::Flow, &flow(change));
        assert!(
            found.iter().any(|problem| problem.contains(says)),
            "{says}: {found:?}"
        );
    }
}

#[test]
fn what_is_wrong_with_a_table_is_said_at_its_path() {
    let table = |inputs: Value, outputs: Value, rows: Value| {
        let table = json!({"name": "t", "inputs": inputs, "outputs": outputs, "rows": rows});
        json!({ "table": table })
    };
    let office = || json!([{"name": "declarationOfficeCode", "type": "code"}]);
    for (document, says) in [
        (
            table(
                json!([{"name": "goodsShipment.destinaton", "type": "code"}]),
                office(),
                json!([]),
            ),
            "table.inputs[0].expression: GoodsShipment has no field destinaton",
        ),
        (
            table(
                json!([]),
                json!([{"name": "security", "type": "list"}]),
                json!([]),
            ),
            "table.outputs[0].type",
        ),
        (
            table(
                json!([{"name": "code", "expression": "obligationGuarantees[0].accessCode",
                    "type": "text"}]),
                office(),
                json!([]),
            ),
            "table.inputs[0]: obligationGuarantees[0].accessCode is a secret",
        ),
        (
            table(
                json!([]),
                json!([{"name": "obligationGuarantees[0].accessCode", "type": "text"}]),
                json!([]),
            ),
            "table.outputs[0].name: obligationGuarantees[0].accessCode is a secret",
        ),
        (
            table(
                json!([]),
                json!([{"name": "limitDate", "type": "code"}]),
                json!([]),
            ),
            "table.outputs[0].name: the field takes a date",
        ),
        (
            table(
                json!([{"name": "item.declType", "type": "code"}]),
                office(),
                json!([]),
            ),
            "table.outputs[0]: items may differ",
        ),
        (
            table(
                json!([{"name": "d", "expression": "declType", "type": "code"}]),
                office(),
                json!([{"id": "1", "conditions": ["in list(\"CL999\")"], "outputs": ["\"X\""]}]),
            ),
            "table.rows: there is no code list CL999",
        ),
        (
            table(
                json!([{"name": "d", "expression": "declType", "type": "code"}]),
                office(),
                json!([{"id": "1", "conditions": ["T1 T2"], "outputs": ["\"X\""]}]),
            ),
            "table: ",
        ),
        (
            table(
                json!([]),
                json!([{"name": "flow", "type": "code"}]),
                json!([]),
            ),
            "table.outputs[0].name: the output flow is of type text",
        ),
    ] {
        let found = problems(ConfigurationKind::DecisionTable, &document);
        assert!(
            found.iter().any(|problem| problem.contains(says)),
            "{says}: {found:?}"
        );
    }
}

#[test]
fn settings_name_a_table_that_chooses_flows() {
    for (document, says) in [
        (
            json!({"flowSelection": "office"}),
            "flowSelection: table office does not answer here",
        ),
        (
            json!({"flowSelection": "none"}),
            "flowSelection: there is no published",
        ),
        (json!({"flow": "x"}), "unknown field"),
        (
            json!({"rules": [{"rule": "V9999", "set": "off"}]}),
            "rules[0].rule: there is no rule V9999",
        ),
        (
            json!({"rules": [{"rule": "V0001", "set": "off"}]}),
            "rules[0].rule: V0001 has no days",
        ),
        (
            json!({"rules": [{"rule": "V0025", "set": "never"}]}),
            "rules[0].set: never is none of off, warn",
        ),
        (
            json!({"rules": [{"rule": "V0025", "territory": "Atlantis", "set": "off"}]}),
            "rules[0].territory: Atlantis is no country",
        ),
    ] {
        let found = problems(ConfigurationKind::Settings, &document);
        assert!(
            found.iter().any(|problem| problem.contains(says)),
            "{says}: {found:?}"
        );
    }
}
