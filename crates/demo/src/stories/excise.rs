//! Movements of excise goods: what a tenant must have for them, and what becomes of them.

use cas_model::lifecycle::Status;
use serde_json::{Value, json};

use super::export;
use super::story::{Reaction, Story};

/// The excise number that the tenant sends goods under.
pub const CONSIGNOR: &str = "DE00000000101";
/// The excise number that the tenant receives goods under.
pub const CONSIGNEE: &str = "DE00000000202";

/// One that goes to a warehouse of ours instead, which reports on it, and one that is cancelled.
pub(super) fn stories() -> Vec<Story> {
    let report = json!({"dateOfArrival": "2026-01-20", "conclusion": "1"});
    let reason = json!({"reason": "the buyer withdrew the order"});
    let story = |title, reactions, end| Story {
        title,
        document: shipment(""),
        reactions,
        ends: vec![end],
        told: None,
    };
    vec![
        story(
            "excise goods go to another warehouse, which reports their receipt",
            vec![
                (Status::Accepted, act("change-destination", to_our_cellar())),
                (Status::Accepted, act("receipt-report", report)),
            ],
            Status::Delivered,
        ),
        story(
            "a movement of excise goods is cancelled before it begins",
            vec![(Status::Accepted, act("invalidate", reason))],
            Status::Cancelled,
        ),
        exported(),
    ]
}

/// A movement to the office of export, and the export declaration that names its ARC.
fn exported() -> Story {
    let mut document = shipment("#exit");
    document["customsFlow"] = "ExciseGoodsExport".into();
    let sad = &mut document["singleAdministrativeDocument"];
    sad["exciseMovement"]["destinationType"] = "6".into();
    sad["exciseMovement"]["invoiceNumber"] = "INV-18 #exit".into();
    sad["exciseMovement"]["deliveryPlace"] = Value::Null;
    sad["exciseMovement"]["deliveryOffice"] = "DE004851".into();
    let goods = &mut sad["goodsShipment"];
    goods["ucr"] = json!({"traderReference": "#exit"});
    goods["destination"] = "US".into();
    for item in goods["governmentAgencyGoodsItems"]
        .as_array_mut()
        .into_iter()
        .flatten()
    {
        item["governmentProcedure"] = json!({"proc": "10", "prevProc": "00"});
        item["statValue"] = json!(4200);
    }
    Story {
        title: "excise goods are exported: their movement and their export name each other",
        document,
        reactions: Vec::new(),
        ends: vec![Status::Delivered, Status::ExitConfirmed],
        told: None,
    }
}

fn act(action: &'static str, body: Value) -> Reaction {
    Reaction::Act(action, body)
}

/// A change of destination to a warehouse of the tenant.
fn to_our_cellar() -> Value {
    json!({
        "exciseMovement": {
            "destinationType": "1",
            "journeyTime": "D02",
            "deliveryPlace": party("Keller am Kai", "DE00000000203", "Bremen", "DE"),
        },
        "consignee": party("Hafen Brennerei GmbH", CONSIGNEE, "Bremen", "DE"),
    })
}

/// The flow of movements: what is the same for every shipment stands in it.
#[must_use]
pub fn flow() -> Value {
    let defaults = json!({
        "declType": "EAD",
        "declarationOfficeCode": "DE002300",
        "exciseMovement": {
            "submissionType": "1",
            "originType": "1",
            "journeyTime": "D05",
            "transportArrangement": "1",
            "guarantorType": "1",
            "placeOfDispatch": {"businessPartnerReference": excise("DE00000000111")},
        },
        "goodsShipment": {
            "consignment": {"inlandMode": "3"},
            "consignor": party("Hafen Brennerei GmbH", CONSIGNOR, "Hamburg", "DE"),
        },
    });
    json!({
        "name": "ExciseMovement",
        "description": "Movements of excise goods under duty suspension, submitted at once.",
        "direction": "OUT",
        "steps": [{
            "name": "movement",
            "declarationType": "excise",
            "system": "emcs",
            "jurisdiction": "DE",
            "autoSubmit": "always",
            "defaults": defaults,
        }],
    })
}

/// The flow of excise goods that are exported: the export declaration follows the movement.
#[must_use]
pub fn export_flow() -> Value {
    let mut flow = flow();
    flow["name"] = "ExciseGoodsExport".into();
    flow["description"] =
        "Movements of excise goods to the office of export, and their export.".into();
    let mut export = export::flow()["steps"][0].clone();
    export["start"] = json!({"on": "statusReached", "step": "movement", "statuses": ["Accepted"]});
    export["takeOver"] = json!([{
        "step": "movement",
        "from": "arc",
        "to": "goodsShipment.additionalDocuments[+].refNum",
        "with": {"category": "C", "type": "651"},
    }]);
    if let Some(steps) = flow["steps"].as_array_mut() {
        steps.push(export);
    }
    flow
}

/// The settings of the connection.
#[must_use]
pub fn settings() -> Value {
    json!({
        "messageSender": "NDEA.DE",
        "messageRecipient": "NDEA.DE",
        "exciseNumbers": [CONSIGNOR, CONSIGNEE],
        "exciseOffice": "DE002300",
    })
}

/// A shipment of two products to a tax warehouse in another member state.
#[must_use]
pub fn shipment(reference: &str) -> Value {
    json!({
        "version": "1.0",
        "customsFlow": "ExciseMovement",
        "direction": "OUT",
        "externalReference": reference,
        "plant": "HAM1",
        "singleAdministrativeDocument": {
            "exciseMovement": {
                "destinationType": "1",
                "dispatchDate": "2026-01-15",
                "dispatchTime": "09:30:00",
                "invoiceNumber": "INV-17",
                "invoiceDate": "2026-01-14",
                "deliveryPlace": party("Chais du Port", "FR00000000303", "Le Havre", "FR"),
                "transportUnits": [{"type": "2", "identification": "HH-AB 123"}],
            },
            "goodsShipment": {
                "consignee": party("Caves du Quai SA", "FR00000000304", "Le Havre", "FR"),
                "governmentAgencyGoodsItems": [
                    item("Corn brandy", "S200", "22089056", 400, json!({"alcoholicStrength": 38})),
                    item("Wheat beer", "B000", "22030001", 2400, json!({"degreePlato": 12.5})),
                ],
            },
        },
    })
}

fn excise(number: &str) -> Value {
    json!([{"casReference": "excise", "type": "Excise", "code": number}])
}

fn party(name: &str, number: &str, city: &str, country: &str) -> Value {
    json!({
        "name": name,
        "businessPartnerReference": excise(number),
        "address": {"street": "Kai 7", "postcode": "20457", "city": city, "country": country},
    })
}

fn item(text: &str, product: &str, goods: &str, litres: u32, more: Value) -> Value {
    json!({
        "commodity": {
            "description": text,
            "classifications": [
                {"casReference": "excise", "type": "ExciseProduct", "code": product},
                {"casReference": "cn", "type": "CN", "code": goods},
            ],
        },
        "goodsMeasure": {"qty": litres, "gmass": litres + 120, "nmass": litres},
        "exciseProduct": more,
        "packagings": [{"type": "BO", "quantity": litres * 2, "shippingMarks": text}],
    })
}
