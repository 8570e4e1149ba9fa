//! What input mappings make of messages: replaced, filled, taken away, and of updates only what
//! they say.

use cas_decision::{Context, Steps};
use cas_model::configuration::{ConfigurationKind, ConfigurationState};
use cas_model::record::{ConfigurationRecord, Json};
use cas_process::Refusal;
use cas_process::configuration::TenantConfiguration;
use cas_process::input_mapping::{MappedMessage, map};
use cas_process::message::{Message, MessageKind};
use cas_process::reference::{AskableLists, TenantLists};
use serde_json::{Value, json};

use super::world::tenant;

fn version(kind: ConfigurationKind, name: &str, document: &Value) -> ConfigurationRecord {
    ConfigurationRecord {
        tenant_id: tenant(),
        kind,
        name: name.to_owned(),
        version: 1,
        state: ConfigurationState::Published,
        document: Json::from(document),
        valid_from: None,
        valid_to: None,
        edition: 1,
        created_at: jiff::Timestamp::UNIX_EPOCH,
        updated_at: jiff::Timestamp::UNIX_EPOCH,
        updated_by: "a test".to_owned(),
        published_at: None,
        published_by: None,
        note: None,
        review: None,
    }
}

/// A table of one row that fires when its inputs match.
fn table(inputs: &[(&str, &str, &str)], outputs: &[(&str, &str, &str)]) -> Value {
    let named = inputs.iter().enumerate();
    let named = named.map(|(at, (field, value_type, _))| {
        json!({"name": format!("i{at}"), "expression": field, "type": value_type})
    });
    let written = outputs.iter().map(|(field, mode, _)| {
        let value_type = if mode.starts_with("remove") {
            "boolean"
        } else {
            "text"
        };
        json!({"name": field, "type": value_type, "mode": mode})
    });
    let conditions: Vec<&str> = inputs.iter().map(|(_, _, cell)| *cell).collect();
    let results: Vec<&str> = outputs.iter().map(|(_, _, cell)| *cell).collect();
    json!({"table": {
        "name": "t",
        "inputs": named.collect::<Vec<_>>(),
        "outputs": written.collect::<Vec<_>>(),
        "rows": [{"id": "r", "conditions": conditions, "outputs": results}],
    }})
}

fn mapped_within(
    table: &Value,
    message: Value,
    steps: u64,
) -> Result<Option<MappedMessage>, Refusal> {
    let mapping = json!({"name": "m", "clients": ["*"], "tables": ["t"]});
    let configuration = TenantConfiguration::read(&[
        version(ConfigurationKind::DecisionTable, "t", table),
        version(ConfigurationKind::InputMapping, "m", &mapping),
    ]);
    let message = Message::as_sent(MessageKind::CustomsShipment, message);
    let lists = TenantLists::default();
    let steps = Steps::new(steps);
    let context = Context {
        as_of: "2026-11-30".parse().expect("a day"),
        sets: &AskableLists(&lists),
        steps: Some(&steps),
    };
    let configuration = configuration.expect("a configuration");
    let mapped = map(
        &message.expect("a message"),
        "erp",
        &configuration,
        &context,
    )?;
    Ok(mapped.message)
}

fn mapped(table: &Value, message: Value) -> Option<MappedMessage> {
    mapped_within(table, message, Steps::OF_A_DECLARATION).expect("carried out")
}

fn message(message_type: &str, document: &Value) -> Value {
    json!({
        "messageType": message_type, "externalReference": "S1", "direction": "IN",
        "customsFlow": "THEIRS", "singleAdministrativeDocument": document,
    })
}

/// The document of a message, without references.
fn document(mapped: &MappedMessage) -> Value {
    let body: Value = mapped.message.body().expect("JSON").get().expect("JSON");
    without_references(body["singleAdministrativeDocument"].clone())
}

fn without_references(mut value: Value) -> Value {
    match &mut value {
        Value::Object(fields) => {
            fields.remove("casReference");
            for field in fields.values_mut() {
                *field = without_references(field.take());
            }
        }
        Value::Array(elements) => {
            for element in elements {
                *element = without_references(element.take());
            }
        }
        _ => {}
    }
    value
}

#[test]
fn values_are_replaced_filled_and_taken_away() {
    let any = [("shipment.customsFlow", "text", "\"THEIRS\"")];
    let keyed = "additionalInformations[code=A].code";
    let statements = json!([{"code": "A"}, {"code": "B", "text": "x"}, {"code": "A", "text": "y"}]);
    for (outputs, sent, expected, paths) in [
        (
            [("agentStatus", "replace", "\"2\"")],
            json!({"agentStatus": "1"}),
            json!({"agentStatus": "2"}),
            &["agentStatus"][..],
        ),
        (
            [("agentStatus", "replace", "\"2\"")],
            json!({}),
            json!({"agentStatus": "2"}),
            &["agentStatus"],
        ),
        (
            [("agentStatus", "fillIfEmpty", "\"2\"")],
            json!({"agentStatus": "1"}),
            json!({"agentStatus": "1"}),
            &[],
        ),
        (
            [("agentStatus", "replace", "\"2\"")],
            json!({"agentStatus": "2"}),
            json!({"agentStatus": "2"}),
            &[],
        ),
        (
            [("agentStatus", "remove", "true")],
            json!({"agentStatus": "1", "declType": "IM"}),
            json!({"declType": "IM"}),
            &["agentStatus"],
        ),
        (
            [("agentStatus", "remove", "false")],
            json!({"agentStatus": "1"}),
            json!({"agentStatus": "1"}),
            &[],
        ),
        (
            [(keyed, "replace", "\"C\"")],
            json!({"additionalInformations": statements}),
            json!({"additionalInformations": [
                {"code": "C"}, {"code": "B", "text": "x"}, {"code": "C", "text": "y"},
            ]}),
            &["additionalInformations", "additionalInformations"],
        ),
        (
            [(keyed, "removeElement", "true")],
            json!({"additionalInformations": statements}),
            json!({"additionalInformations": [{"code": "B", "text": "x"}]}),
            &["additionalInformations", "additionalInformations"],
        ),
        (
            [("additionalInformations[+].code", "fillIfEmpty", "\"N\"")],
            json!({"additionalInformations": [{"code": "B"}]}),
            json!({"additionalInformations": [{"code": "B"}, {"code": "N"}]}),
            &["additionalInformations"],
        ),
        (
            [("goodsShipment.tradeTerms.place", "replace", "\"HERE\"")],
            json!({}),
            json!({"goodsShipment": {"tradeTerms": {"place": "HERE"}}}),
            &["goodsShipment.tradeTerms.place"],
        ),
    ] {
        let found = mapped(&table(&any, &outputs), message("New", &sent));
        let Some(found) = found else {
            assert_eq!((sent, paths.len()), (expected, 0), "{outputs:?}");
            continue;
        };
        assert_eq!(document(&found), expected, "{outputs:?} {sent}");
        let changed = found.changes.iter().map(|change| {
            let path = change.path.as_str();
            let path = path.trim_start_matches("singleAdministrativeDocument.");
            path.split("[#").next().unwrap_or_default().to_owned()
        });
        assert_eq!(changed.collect::<Vec<_>>(), paths, "{outputs:?} {sent}");
    }
}

#[test]
fn conditions_see_the_message() {
    let keyed = "goodsShipment.additionalInformations[code=44-PLDA-DV1Exempt].code";
    let sent = json!({"agentStatus": "1", "goodsShipment": {
        "additionalInformations": [{"code": "44-PLDA-DV1Exempt"}],
    }});
    for (field, value_type, cell) in [
        ("agentStatus", "code", "1"),
        ("shipment.customsFlow", "text", "\"THEIRS\""),
        ("agentStatus", "code", "not(null)"),
        (
            "goodsShipment.additionalInformations[0].code",
            "text",
            "not(null)",
        ),
        (keyed, "code", "\"44-PLDA-DV1Exempt\""),
        (keyed, "text", "not(null)"),
    ] {
        let table = table(
            &[(field, value_type, cell)],
            &[("declType", "replace", "\"IM\"")],
        );
        assert!(
            mapped(&table, message("New", &sent)).is_some(),
            "{field} {cell}"
        );
    }
}

#[test]
fn of_an_update_only_what_it_says_is_changed() {
    let items = |item: Value| json!({"goodsShipment": {"governmentAgencyGoodsItems": [item]}});
    let national = "item.governmentProcedure.procNat1";
    let keyed = "additionalInformations[code=A].code";
    for (output, sent, expected) in [
        (
            ("agentStatus", "replace", "\"2\""),
            json!({"agentStatus": "1"}),
            Some(json!({"agentStatus": "2"})),
        ),
        // Not named, so not written, whatever the shipment has.
        (
            ("agentStatus", "replace", "\"2\""),
            json!({"declType": "IM"}),
            None,
        ),
        (
            ("agentStatus", "fillIfEmpty", "\"2\""),
            json!({"declType": "IM"}),
            None,
        ),
        // That there is none is said, and a shipment that is sent whole would get it too.
        (
            ("agentStatus", "replace", "\"2\""),
            json!({"agentStatus": null}),
            Some(json!({"agentStatus": "2"})),
        ),
        (
            ("agentStatus", "remove", "true"),
            json!({"agentStatus": "1"}),
            Some(json!({"agentStatus": null})),
        ),
        (
            ("agentStatus", "remove", "true"),
            json!({"declType": "IM"}),
            None,
        ),
        // What is cleared as a whole stays cleared.
        (
            ("goodsShipment.tradeTerms.place", "replace", "\"X\""),
            json!({"goodsShipment": {"tradeTerms": null}}),
            None,
        ),
        // One element of many.
        (
            (national, "replace", "\"000\""),
            items(json!({"casReference": "a", "governmentProcedure": {"proc": "40"}})),
            None,
        ),
        // All of them, anew.
        (
            (national, "replace", "\"000\""),
            items(json!({"governmentProcedure": {"proc": "40"}})),
            Some(items(
                json!({"governmentProcedure": {"proc": "40", "procNat1": "000"}}),
            )),
        ),
        (
            (keyed, "removeElement", "true"),
            json!({"additionalInformations": [{"code": "A"}, {"code": "B"}]}),
            Some(json!({"additionalInformations": [{"code": "B"}]})),
        ),
        (
            (keyed, "removeElement", "true"),
            json!({"additionalInformations": [{"code": "A"}]}),
            Some(json!({"additionalInformations": []})),
        ),
        (
            ("additionalInformations[+].code", "fillIfEmpty", "\"N\""),
            json!({"additionalInformations": [{"code": "B"}]}),
            Some(json!({"additionalInformations": [{"code": "B"}, {"code": "N"}]})),
        ),
        (
            ("additionalInformations[+].code", "fillIfEmpty", "\"N\""),
            json!({"additionalInformations": [{"casReference": "a", "code": "B"}]}),
            None,
        ),
        (
            ("additionalInformations[+].code", "fillIfEmpty", "\"N\""),
            json!({"declType": "IM"}),
            None,
        ),
    ] {
        for message_type in ["Update", "Upsert"] {
            let found = mapped(&table(&[], &[output]), message(message_type, &sent));
            let found = found.as_ref().map(document);
            assert_eq!(found, expected, "{message_type} {output:?} {sent}");
        }
    }
}

#[test]
fn what_cannot_be_carried_out_refuses_the_message_and_names_the_row() {
    let heavy = [("item.commodity.description", "text", "matches(?, \"a+b\")")];
    let status = [("agentStatus", "replace", "\"2\"")];
    let place = ("item.governmentProcedure.procNat1", "replace", "\"1\"");
    let items = json!({"goodsShipment": {"governmentAgencyGoodsItems": vec![
        json!({"commodity": {"description": "aaab"}}); 50
    ]}});
    let keyed = (
        "additionalInformations[code=A].code",
        "removeElement",
        "true",
    );
    let named = json!({"additionalInformations": [{"casReference": "a", "code": "A"}]});
    let far = ("additionalInformations[3].code", "replace", "\"A\"");
    for (table, message, expected) in [
        (
            table(&heavy, &[place]),
            message("New", &items),
            "t version 1: the tables take more",
        ),
        (
            table(&[], &[keyed]),
            message("Update", &named),
            "t version 1, row r, additionalInformations[code=A].code: takes away an element",
        ),
        (
            table(&[], &[far]),
            message("New", &json!({})),
            "is beyond the end",
        ),
        (
            table(&[("agentStatus", "number", "-")], &status),
            message("New", &json!({"agentStatus": "x"})),
            "t version 1 cannot read agentStatus",
        ),
        (
            table(&[], &[("agentStatus", "override", "\"2\"")]),
            message("New", &json!({})),
            "table t looks at what was deduced",
        ),
    ] {
        let refusal = mapped_within(&table, message, 30).expect_err(expected);
        assert_eq!(refusal.code.name, "input-mapping-failed");
        let detail = refusal.detail;
        assert!(
            detail.starts_with("input mapping m version 1: "),
            "{detail}"
        );
        assert!(detail.contains(expected), "{detail}");
    }
}

#[test]
fn what_says_which_shipment_it_is_cannot_be_changed() {
    for (field, fits) in [
        ("shipment.customsFlow", true),
        ("shipment.plant", true),
        ("shipment.externalReference", false),
        ("shipment.direction", false),
        ("shipment.messageType", false),
        ("shipment.singleAdministrativeDocument.agentStatus", false),
    ] {
        let table = table(&[], &[(field, "replace", "\"OURS\"")]);
        let found = mapped_within(&table, message("New", &json!({})), 100);
        assert_eq!(found.is_ok(), fits, "{field}");
    }
}
