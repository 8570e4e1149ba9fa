//! Exports from the United Kingdom, whose goods arrive and depart: what a tenant must have for them,
//! and what becomes of them.

use cas_model::lifecycle::Status;
use serde_json::{Value, json};

use super::story::{Reaction, Story};

/// One that is declared before its goods are at the port, arrives there, and leaves.
pub(super) fn stories() -> Vec<Story> {
    let departed = json!({"place": "GBAUDVRDOVDVR"});
    vec![Story {
        title: "an export from the United Kingdom arrives at the port and departs",
        document: shipment("", "4GB427168118378-DEMO"),
        reactions: vec![
            (
                Status::GoodsNotArrived,
                Reaction::Act("goods-arrived", json!({})),
            ),
            (Status::Released, Reaction::Act("goods-departed", departed)),
        ],
        ends: vec![Status::ExitConfirmed],
        told: None,
    }]
}

/// The flow of exports: what is the same for every shipment stands in it.
#[must_use]
pub fn flow() -> Value {
    let eori = |code: &str| json!([{"casReference": "eori", "type": "Eori", "code": code}]);
    let defaults = json!({
        "declType": "EX",
        "addDeclType1": "D",
        "trxNatCode1": "1",
        "trxNatCode2": "1",
        "declarant": {"businessPartnerReference": eori("GB427168118378")},
        "carrier": {"businessPartnerReference": eori("GB025115100010")},
        "goodsShipment": {
            "exportCountry": "GB",
            "exitOffice": "GB000060",
            "exporter": {"businessPartnerReference": eori("GB427168118378")},
            "consignment": {
                "containerIndicator": false,
                "inlandMode": "3",
                "borderTransportMeans": {
                    "mode": "1",
                    "country": "GB",
                    "identification": "CSCLGLOBE",
                    "identificationType": "11",
                },
                "departureTransportMeans": {
                    "identification": "CSCLGLOBE",
                    "identificationType": "11",
                },
                "goodsLocation": {
                    "type": "A",
                    "qualifier": "U",
                    "unLocode": "DVRDOVDVR",
                    "address": {"country": "GB"},
                },
            },
        },
    });
    json!({
        "name": "UkExport",
        "description": "Exports from the United Kingdom, declared before the goods are there.",
        "direction": "OUT",
        "steps": [{
            "name": "export",
            "declarationType": "B1",
            "system": "uk_cds",
            "jurisdiction": "GB",
            "autoSubmit": "always",
            "defaults": defaults,
        }],
    })
}

/// A shipment of two items, whose consignment has this reference (DUCR).
#[must_use]
pub fn shipment(reference: &str, consignment: &str) -> Value {
    json!({
        "version": "1.0",
        "customsFlow": "UkExport",
        "direction": "OUT",
        "externalReference": reference,
        "plant": "LON1",
        "singleAdministrativeDocument": {
            "goodsShipment": {
                "destination": "US",
                "ucr": {"traderReference": reference},
                "consignee": {
                    "name": "US Valves Inc.",
                    "address": {
                        "street": "1 Harbor Road",
                        "postcode": "10004",
                        "city": "New York",
                        "country": "US",
                    },
                },
                "previousDocuments": [
                    {"category": "Z", "type": "DCR", "refNum": consignment},
                ],
                "governmentAgencyGoodsItems": [
                    item("Valves", "84818059", 900, 20, 18, 2),
                    item("Parts of valves", "84819000", 500, 5, 4, 1),
                ],
            },
        },
    })
}

fn item(text: &str, code: &str, value: u32, gross: u32, net: u32, packages: u32) -> Value {
    json!({
        "commodity": {
            "description": text,
            "classifications": [{"type": "CN", "code": code}],
        },
        "statValue": value,
        "goodsMeasure": {"gmass": gross, "nmass": net},
        "governmentProcedure": {"proc": "10", "prevProc": "40", "procNat1": "000"},
        "packagings": [{"quantity": packages, "type": "CT", "shippingMarks": "V 1"}],
        "additionalInformations": [{"code": "00400", "text": "EXPORTER"}],
    })
}
