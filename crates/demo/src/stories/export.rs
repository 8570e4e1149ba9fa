//! Exports from the Union: what a tenant must have for them, and what becomes of them.

use cas_model::lifecycle::Status;
use serde_json::{Value, json};

use super::story::{Reaction, Story};

/// One that leaves, and one that customs asks for: a bill of lading proves that it left.
pub(super) fn stories() -> Vec<Story> {
    let story = |title, marker, reactions| Story {
        title,
        document: shipment(marker),
        reactions,
        ends: vec![Status::ExitConfirmed],
        told: None,
    };
    let asked = Status::ExitConfirmationNotYetReceived;
    let evidence = Reaction::Act("exit-evidence", evidence());
    vec![
        story("an export leaves the Union", "#exit", Vec::new()),
        story(
            "customs asks whether exported goods have left; a bill of lading proves it",
            "#enquiry",
            vec![(asked, evidence)],
        ),
    ]
}

/// The goods left, and a bill of lading says so.
#[must_use]
pub fn evidence() -> Value {
    let document = json!({"category": "N", "type": "705", "refNum": "BL-4711"});
    json!({
        "informationCode": "2",
        "exitDate": "2026-11-21",
        "exitOffice": "DE003303",
        "evidence": [{"type": "10", "transportDocuments": [document]}],
    })
}

/// The flow of exports: what is the same for every shipment stands in it.
#[must_use]
pub fn flow() -> Value {
    let eori = |code: &str| json!([{"casReference": "eori", "type": "Eori", "code": code}]);
    let defaults = json!({
        "declType": "EX",
        "addDeclType1": "A",
        "security": "0",
        "declarationOfficeCode": "DE004851",
        "declarant": {"businessPartnerReference": eori("DE111111111111111")},
        "carrier": {"businessPartnerReference": eori("DE555555555555555")},
        "goodsShipment": {
            "exportCountry": "DE",
            "exitOffice": "DE003302",
            "exporter": {"businessPartnerReference": eori("DE111111111111111")},
            "consignment": {
                "containerIndicator": false,
                "inlandMode": "3",
                "borderTransportMeans": {"mode": "1"},
                "goodsLocation": {
                    "type": "B",
                    "qualifier": "Y",
                    "authorisationNumber": "DEAUTH1",
                },
            },
        },
    });
    json!({
        "name": "UnionExport",
        "description": "Exports from the Union, declared when the goods are there.",
        "direction": "OUT",
        "steps": [{
            "name": "export",
            "declarationType": "B1",
            "system": "aes",
            "jurisdiction": "DE",
            "autoSubmit": "always",
            "defaults": defaults,
        }],
    })
}

/// The settings of the connection.
#[must_use]
pub fn settings() -> Value {
    json!({"messageSender": "DE111111111111111", "messageRecipient": "NECA.DE", "phase": "P1"})
}

/// A shipment of two items.
#[must_use]
pub fn shipment(reference: &str) -> Value {
    json!({
        "version": "1.0",
        "customsFlow": "UnionExport",
        "direction": "OUT",
        "externalReference": reference,
        "plant": "HAM1",
        "singleAdministrativeDocument": {
            "invoiceCurrency": "EUR",
            "totalInvoiceAmount": 1400,
            "trxNatCode1": "1",
            "trxNatCode2": "1",
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
                "consignment": {"gmass": 25},
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
        "governmentProcedure": {"proc": "10", "prevProc": "00"},
        "packagings": [{"quantity": packages, "type": "CT", "shippingMarks": "V 1"}],
    })
}
