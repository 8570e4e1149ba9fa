//! Movements of excise goods: what a tenant must have for them, and what becomes of them.

use cas_model::lifecycle::Status;
use serde_json::{Value, json};

use super::{Reaction, Story};

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
        end,
        declarations: 1,
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
    ]
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
            "declarationType": "EAD",
            "system": "emcs",
            "jurisdiction": "DE",
            "autoSubmit": "always",
            "defaults": defaults,
        }],
    })
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
                "ucr": {"traderReference": reference},
                "consignee": party("Caves du Quai SA", "FR00000000304", "Le Havre", "FR"),
                "governmentAgencyGoodsItems": [
                    item("Corn brandy", ("S200", "22089056"), 400, json!({"alcoholicStrength": 38})),
                    item("Wheat beer", ("B000", "22030001"), 2400, json!({"degreePlato": 12.5})),
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

fn item(text: &str, (product, goods): (&str, &str), litres: u32, more: Value) -> Value {
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
