//! Messages of the customer: what they must say, how they are read, stored and read again.

use cas_model::Direction;
use cas_model::master_data::MasterDataKind;
use cas_model::structure::StructureError;
use cas_process::message::{Message, MessageKind};
use serde_json::{Value, json};

use super::world::{ingestion, tenant};

fn errors(result: Result<Message, Vec<StructureError>>) -> Vec<String> {
    let errors = result.err().unwrap_or_default();
    errors
        .iter()
        .map(|error| format!("{}: {}", error.path.as_str(), error.message))
        .collect()
}

fn shipment(change: impl FnOnce(&mut Value)) -> Value {
    let mut value = json!({
        "messageType": "New", "externalReference": "S1", "direction": "OUT",
        "singleAdministrativeDocument": {},
    });
    change(&mut value);
    value
}

const NO_REFERENCE: &str = "externalReference: is required: your reference of the shipment";
const NO_DIRECTION: &str = "direction: is required: IN or OUT";

/// Everything that is wrong is said at once.
#[test]
fn a_shipment_says_what_identifies_it() {
    let long = "x".repeat(71);
    let too_long = "externalReference: must have at most 70 characters, not 71";
    let no_type = "messageType: must be New, Replace, Update or Upsert";
    let no_content = "singleAdministrativeDocument: is required: the shipment's content";
    for (name, value, expected) in [
        ("well", shipment(|_| {}), &[][..]),
        (
            "in",
            shipment(|value| value["direction"] = json!("IN")),
            &[],
        ),
        (
            "no type",
            shipment(|value| value["messageType"] = Value::Null),
            &[],
        ),
        (
            "longest",
            shipment(|value| value["externalReference"] = json!("ä".repeat(70))),
            &[],
        ),
        (
            "long",
            shipment(|value| value["externalReference"] = json!(long)),
            &[too_long],
        ),
        (
            "blank",
            shipment(|value| value["externalReference"] = json!("  ")),
            &[NO_REFERENCE],
        ),
        (
            "other type",
            shipment(|value| value["messageType"] = json!("Delete")),
            &[no_type],
        ),
        (
            "other direction",
            shipment(|value| value["direction"] = json!("UP")),
            &["direction: must be IN or OUT"],
        ),
        (
            "nothing",
            json!({}),
            &[NO_REFERENCE, NO_DIRECTION, no_content],
        ),
        (
            "an update needs no content",
            json!({"messageType": "Update", "externalReference": "S1", "direction": "IN"}),
            &[],
        ),
        (
            "an update is identified too",
            json!({"messageType": " Upsert "}),
            &[NO_REFERENCE, NO_DIRECTION],
        ),
    ] {
        let read = Message::read(MessageKind::CustomsShipment, value);
        assert_eq!(errors(read), expected, "{name}");
    }
    let unknown = shipment(|value| value["whatever"] = json!(1));
    assert_eq!(
        errors(Message::read(MessageKind::CustomsShipment, unknown)).len(),
        1
    );
}

#[test]
fn an_event_says_what_happened_to_which_shipment() {
    let event = |event: &str, step: Option<&str>| {
        let mut value = json!({"externalReference": "S1", "direction": "OUT", "event": event});
        value["step"] = json!(step);
        value
    };
    let no_event = "event: must be one of arrival, stock, start";
    for (value, expected) in [
        (event("arrival", None), &[][..]),
        (event("stock", None), &[]),
        (event("start", Some("first")), &[]),
        (
            event("start", None),
            &["step: is required: the step to start"],
        ),
        (event("departure", None), &[no_event]),
        (json!({}), &[NO_REFERENCE, NO_DIRECTION, no_event]),
        (
            json!({"externalReference": " ", "direction": "X", "event": "stock"}),
            &[NO_REFERENCE, NO_DIRECTION],
        ),
    ] {
        let read = Message::read(MessageKind::ShipmentEvent, value.clone());
        assert_eq!(errors(read), expected, "{value}");
    }
}

/// What was read is stored, and read again as the same.
#[test]
fn a_message_that_is_stored_is_read_as_the_same() {
    let article = MessageKind::MasterData(MasterDataKind::Article);
    let cases = [
        (
            MessageKind::CustomsShipment,
            shipment(|_| {}),
            "whole New",
            Some("S1"),
            Some(Direction::Out),
        ),
        (
            MessageKind::CustomsShipment,
            shipment(|value| value["messageType"] = json!("Replace")),
            "whole Replace",
            Some("S1"),
            Some(Direction::Out),
        ),
        (
            MessageKind::CustomsShipment,
            json!({"messageType": "Update", "externalReference": "S2", "direction": "IN"}),
            "update Update",
            Some("S2"),
            Some(Direction::In),
        ),
        (
            MessageKind::CustomsShipment,
            json!({"messageType": "Upsert", "externalReference": "S2", "direction": "IN"}),
            "update Upsert",
            Some("S2"),
            Some(Direction::In),
        ),
        (
            MessageKind::ShipmentEvent,
            json!({"externalReference": "S3", "direction": "OUT", "event": "stock"}),
            "event stock",
            Some("S3"),
            Some(Direction::Out),
        ),
        (
            article,
            json!({"code": "A1"}),
            "master data Article",
            Some("A1"),
            None,
        ),
    ];
    for (kind, value, expected, reference, direction) in cases {
        let read = Message::read(kind, value).expect("a message");
        let row = ingestion(kind.as_str(), read.body().expect("JSON").as_str(), "{}");
        let stored = Message::stored(&row).expect("a stored message");
        for message in [&read, &stored] {
            assert_eq!(described(message), expected);
            assert_eq!(message.kind(), kind);
            assert_eq!(message.external_reference(), reference);
            assert_eq!(message.body().expect("JSON"), row.body);
            let identity = message.shipment_identity(tenant());
            assert_eq!(
                identity.as_ref().map(|one| one.direction),
                direction,
                "{expected}"
            );
            let named = identity.map(|one| (one.tenant_id, one.external_reference));
            let reference = direction
                .and(reference)
                .map(|text| (tenant(), text.to_owned()));
            assert_eq!(named, reference);
        }
    }
    let unknown = ingestion("Whatever", "{}", "{}");
    let error = Message::stored(&unknown).expect_err("no kind");
    assert_eq!(error.to_string(), "Whatever is no kind of message");
}

fn described(message: &Message) -> String {
    match message {
        Message::Whole(whole) => format!("whole {:?}", whole.message_type.as_ref().expect("it")),
        Message::Update(update) => format!("update {:?}", update.message_type),
        Message::Event(event) => format!("event {}", event.event.as_deref().unwrap_or_default()),
        Message::MasterData(kind, _) => format!("master data {kind:?}"),
    }
}

/// Each element of a shipment gets its reference as it comes in.
#[test]
fn elements_of_a_shipment_get_references() {
    let value = shipment(|value| {
        value["singleAdministrativeDocument"] =
            json!({"goodsShipment": {"governmentAgencyGoodsItems": [{"seqNum": 1}]}});
    });
    let read = Message::read(MessageKind::CustomsShipment, value).expect("a message");
    let Message::Whole(whole) = read else {
        panic!("it is whole");
    };
    let document = whole
        .shipment
        .single_administrative_document
        .expect("a document");
    assert!(document.goods_items()[0].cas_reference.is_some());
}

#[test]
fn master_data_is_refused_where_no_record_may_hold_it() {
    let article = MessageKind::MasterData(MasterDataKind::Article);
    assert!(Message::read(article, json!({"code": "A1", "whatever": 1})).is_err());
    assert!(Message::read(article, json!({})).is_err());
}
