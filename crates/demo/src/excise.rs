//! A movement of excise goods: what a tenant must have for it, and a shipment.

use serde_json::{Value, json};

/// The excise number that the tenant sends goods under.
pub const CONSIGNOR: &str = "DE00000000101";
/// The excise number that the tenant receives goods under.
pub const CONSIGNEE: &str = "DE00000000202";

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
                "dispatchDate": "2026-11-22",
                "dispatchTime": "09:30:00",
                "invoiceNumber": reference,
                "invoiceDate": "2026-11-20",
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
