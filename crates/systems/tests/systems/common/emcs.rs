//! Requests to EMCS.

use cas_gateway::{CustomsSystem, EncodeError, Intent, Outbound, Request};
use cas_model::action_content::ActionContent;
use cas_model::declaration::{CustomsFacts, Side};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::lifecycle::Action;
use cas_systems::emcs::Emcs;
use serde_json::{Value, json};

pub const ARC: &str = "26XI00000000000047115";

/// A connection of the consignor, or of the consignee.
pub fn settings(number: &str) -> Value {
    json!({
        "messageSender": "NDEA.XI",
        "messageRecipient": "NDEA.GB",
        "exciseNumbers": [number],
        "exciseOffice": "FR002300",
    })
}

pub const CONSIGNOR: &str = "XIWK000000210";
pub const CONSIGNEE: &str = "FR00000602078";

pub fn send(
    document: &SingleAdministrativeDocument,
    intent: Intent,
    number: &str,
) -> Result<Outbound, EncodeError> {
    let facts = CustomsFacts {
        arc: Some(ARC.to_owned()),
        sequence_number: Some(2),
        ..CustomsFacts::default()
    };
    Emcs.encode(&Request {
        intent,
        document,
        declaration_type: Some("excise"),
        side: Side::Sent,
        lrn: "LRN0001",
        facts: &facts,
        settings: &settings(number),
        message_identifier: "MSG-0001",
        now: "2026-03-01T09:30:15.75Z".parse().unwrap(),
    })
}

pub fn text(outbound: Result<Outbound, EncodeError>) -> String {
    String::from_utf8(outbound.unwrap().body).unwrap()
}

fn tell(action: Action, content: Value) -> Intent {
    let content = ActionContent::read(action, content).expect("a content is structurally sound");
    Intent::Tell(content.expect("the action says something"))
}

pub fn report() -> Intent {
    tell(
        Action::ReceiptReport,
        json!({
            "dateOfArrival": "2026-03-07", "conclusion": "4", "information": "two broken",
            "items": [{
                "seqNum": 1, "shortageOrExcess": "S", "observed": 1.5, "refusedQuantity": 3,
                "reasons": [{"code": "3"}, {"code": "0", "information": "wet"}]
            }, {"seqNum": 2}]
        }),
    )
}

pub fn rejection() -> Intent {
    tell(
        Action::RejectOrAlertEad,
        json!({
            "date": "2026-03-03", "rejected": true, "destinationOffice": "FR002301",
            "reasons": [{"code": "1"}, {"code": "0", "information": "never ordered"}]
        }),
    )
}

pub fn alert() -> Intent {
    tell(
        Action::RejectOrAlertEad,
        json!({"reasons": [{"code": "2"}]}),
    )
}

pub fn delay() -> Intent {
    tell(
        Action::DelayForDelivery,
        json!({"code": "5", "information": "strike of the ferries", "messageRole": "1"}),
    )
}

pub fn shortage() -> Intent {
    tell(
        Action::ComplementaryExplanation,
        json!({
            "dateOfAnalysis": "2026-03-09", "explanation": "evaporation",
            "items": [{"seqNum": 3, "explanation": "warm", "actualQuantity": 9990.5}]
        }),
    )
}

pub fn new_destination() -> Intent {
    tell(
        Action::ChangeDestination,
        json!({
            "exciseMovement": {
                "destinationType": "1", "journeyTime": "H12", "transportArrangement": "1",
                "invoiceNumber": "INV-18", "invoiceDate": "2026-03-04",
                "transportModeInformation": "by road",
                "deliveryPlace": {
                    "businessPartnerReference": [{"code": "FR00000609999", "type": "Excise"}]
                },
                "guarantorType": "1",
                "firstTransporter": party("Slow Freight"),
                "transportArranger": party("Arrangers"),
                "transportUnits": [{"type": "2", "identification": "ABZ 99"}]
            },
            "consignee": party("Caves du Sud SA"),
            "transportMode": "3"
        }),
    )
}

pub fn split() -> Intent {
    let part = |name: &str, quantity: u32| {
        json!({
            "exciseMovement": {
                "destinationType": "1", "journeyTime": "H10", "transportArrangement": "1",
                "deliveryOffice": "FR002300", "transportUnits": [
                    {"type": "2", "identification": name, "information": "i", "sealInformation": "s"}
                ]
            },
            "consignee": party(name),
            "items": [
                {"seqNum": 3, "goodsMeasure": {"qty": quantity, "gmass": 10, "nmass": 9}}
            ]
        })
    };
    tell(
        Action::ChangeDestination,
        json!({"parts": [part("North", 4000), part("South", 6000)]}),
    )
}

fn party(name: &str) -> Value {
    json!({
        "name": name,
        "address": {"street": "Rue 1", "postcode": "76600", "city": "Le Havre"},
        "businessPartnerReference": [{"code": "FR00000600001", "type": "Excise"}]
    })
}
