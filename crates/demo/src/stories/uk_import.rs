//! Imports into the United Kingdom, with their duties: what a tenant must have for them, and what
//! becomes of them.

use cas_model::lifecycle::Status;
use serde_json::{Value, json};

use super::story::Story;

/// One that is taxed and cleared, and one whose goods are looked at before.
pub(super) fn stories() -> Vec<Story> {
    let story = |title, marker| Story {
        title,
        document: shipment(marker),
        reactions: Vec::new(),
        ends: vec![Status::Released],
        told: None,
    };
    vec![
        story(
            "an import into the United Kingdom: duties are told, the goods cleared",
            "",
        ),
        story(
            "customs wants papers for an import before it clears it",
            "#documents",
        ),
    ]
}

/// The flow of imports: what is the same for every shipment stands in it.
#[must_use]
pub fn flow() -> Value {
    let eori = |code: &str| json!([{"casReference": "eori", "type": "Eori", "code": code}]);
    let defaults = json!({
        "declType": "IM",
        "addDeclType1": "A",
        "trxNatCode1": "1",
        "trxNatCode2": "1",
        "agentStatus": "2",
        "declarant": {"businessPartnerReference": eori("GB603202734852")},
        "agent": {"businessPartnerReference": eori("GB603202734852")},
        "importer": {"businessPartnerReference": eori("GB553202734852")},
        "authorisations": [
            {"casReference": "dpo", "type": "DPO", "refNum": "GBDPO1", "holder": "GB553202734852"},
        ],
        "deferredPayments": [{"casReference": "account", "type": "1", "refNum": "1108654"}],
        "goodsShipment": {
            "destination": "GB",
            "consignment": {
                "containerIndicator": false,
                "inlandMode": "3",
                "goodsLocation": {
                    "type": "A",
                    "qualifier": "U",
                    "unLocode": "FXTFXTFXT",
                    "address": {"country": "GB"},
                },
            },
        },
    });
    json!({
        "name": "UkImport",
        "description": "Imports into free circulation, declared when the goods have arrived.",
        "direction": "IN",
        "steps": [{
            "name": "import",
            "declarationType": "H1",
            "system": "uk_cds",
            "jurisdiction": "GB",
            "autoSubmit": "always",
            "defaults": defaults,
        }],
    })
}

/// The settings of the connection.
#[must_use]
pub fn settings() -> Value {
    json!({"submitter": "GB603202734852", "badge": "BADGE1"})
}

/// A shipment of two items that are subject to duty and value added tax.
#[must_use]
pub fn shipment(reference: &str) -> Value {
    json!({
        "version": "1.0",
        "customsFlow": "UkImport",
        "direction": "IN",
        "externalReference": reference,
        "plant": "LON1",
        "singleAdministrativeDocument": {
            "invoiceCurrency": "GBP",
            "totalInvoiceAmount": 1750,
            "totalPackageQuantity": 7,
            "goodsShipment": {
                "exportCountry": "US",
                "ucr": {"traderReference": reference},
                "tradeTerms": {"termsCode": "CIF", "place": "GBFXT"},
                "exporter": {
                    "name": "US Clipper Inc.",
                    "address": {
                        "street": "1 Harbor Road",
                        "postcode": "10004",
                        "city": "New York",
                        "country": "US",
                    },
                },
                "consignment": {
                    "gmass": 190,
                    "arrivalTransportMeans": {
                        "identification": "9074729",
                        "identificationType": "10",
                    },
                    "borderTransportMeans": {"country": "US", "mode": "1"},
                },
                "previousDocuments": [
                    {"category": "Z", "type": "DCR", "refNum": "4GB553202734852-12345"},
                ],
                "governmentAgencyGoodsItems": [
                    item(&Goods {
                        description: "Electric hair clippers",
                        code: "8510200000",
                        amount: 1250,
                        net: 100,
                        gross: 130,
                        packages: 5,
                    }),
                    item(&Goods {
                        description: "Blades of hair clippers",
                        code: "8510900000",
                        amount: 500,
                        net: 50,
                        gross: 60,
                        packages: 2,
                    }),
                ],
            },
        },
    })
}

struct Goods {
    description: &'static str,
    code: &'static str,
    amount: u32,
    net: u32,
    gross: u32,
    packages: u32,
}

fn item(goods: &Goods) -> Value {
    json!({
        "commodity": {
            "description": goods.description,
            "classifications": [{"type": "TARIC", "code": goods.code}],
            "invoiceLine": {"itemAmount": goods.amount},
            "dutyTaxFees": [{
                "type": "A00",
                "preference1": "100",
                "payment": {"methodCode": "E"},
            }],
        },
        "dutyTaxFees": [{"type": "B00", "payment": {"methodCode": "E"}}],
        "goodsMeasure": {"gmass": goods.gross, "nmass": goods.net},
        "governmentProcedure": {"proc": "40", "prevProc": "00", "procNat1": "000"},
        "origin": {"country": "US", "type": "1"},
        "customsValuation": {"valuationMethod": "1"},
        "valuationAdjustments": [{"code": "0000"}],
        "packagings": [{
            "quantity": goods.packages,
            "type": "CT",
            "shippingMarks": "AS ADDRESSED",
        }],
        "additionalDocuments": [
            {"category": "N", "type": "935", "refNum": "INV-4711", "statusCode": "AC"},
        ],
    })
}
