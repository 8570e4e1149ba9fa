//! Parcels of low value into Denmark: what a tenant must have for them, and what becomes of them.
//!
//! A web shop sends a thousand of them a day; [`parcels`] is as many as are wanted, one unlike the
//! other, for a load of shipments in one upload.

use cas_model::lifecycle::Status;
use serde_json::{Value, json};

use super::story::Story;

/// What is in the parcels: words, heading with subheading, price in crowns, mass in kilograms.
const GOODS: &[(&str, &str, u32, &str)] = &[
    ("Paper notebooks", "482010", 120, "0.8"),
    ("Cotton T-shirt", "610910", 149, "0.25"),
    ("Ceramic mugs", "691200", 210, "1.1"),
    ("Phone case of plastic", "392690", 89, "0.1"),
    ("Headphones", "851830", 645, "0.4"),
    ("Board game", "950490", 320, "1.3"),
    ("Bicycle bell", "871499", 75, "0.15"),
];
/// The parties that get the parcels.
const IMPORTERS: &[(&str, &str, &str, &str)] = &[
    ("Ida Holm", "DK40112233", "8000", "Aarhus"),
    ("Jens Krogh", "DK40223344", "5000", "Odense"),
    ("Mette Lund", "DK40334455", "2100", "Copenhagen"),
];

/// The story of one parcel of low value.
pub(super) fn stories() -> Vec<Story> {
    vec![Story {
        title: "a parcel of low value: 3 EUR a line, released",
        document: shipment(""),
        reactions: Vec::new(),
        ends: vec![Status::Released],
        told: None,
    }]
}

/// The flow of parcels: what is the same for every one stands in it.
#[must_use]
pub fn flow() -> Value {
    let eori = json!([{"casReference": "eori", "type": "Eori", "code": "DK30112233"}]);
    let defaults = json!({
        "declType": "IM",
        "addDeclType1": "A",
        "declarationOfficeCode": "DK005600",
        "invoiceCurrency": "DKK",
        "declarant": {
            "name": "Nordhavn Spedition ApS",
            "businessPartnerReference": eori,
            "contact": {
                "name": "Dorte Dam",
                "phone": "+45 33112233",
                "email": "customs@nordhavn.example",
            },
        },
        "goodsShipment": {
            "consignor": {
                "name": "Web Shop Ltd",
                "address": {
                    "street": "8 Harbour Road",
                    "postcode": "999077",
                    "city": "Hong Kong",
                    "country": "HK",
                },
            },
            "consignment": {
                "goodsLocation": {
                    "type": "D",
                    "qualifier": "Z",
                    "address": {
                        "street": "Postvej 12",
                        "postcode": "2770",
                        "city": "Kastrup",
                        "country": "DK",
                    },
                },
            },
        },
    });
    json!({
        "name": "LowValueImport",
        "description": "Parcels worth 150 EUR at most, sold in the import scheme: 3 EUR a line.",
        "direction": "IN",
        "steps": [{
            "name": "parcel",
            "declarationType": "H7",
            "system": "dk_dms",
            "jurisdiction": "DK",
            "autoSubmit": "always",
            "defaults": defaults,
        }],
    })
}

/// The settings of the connection.
#[must_use]
pub fn settings() -> Value {
    json!({
        "submitter": "30112233",
        "submitterName": "30112233",
        "invalidationReason": "122",
    })
}

/// The shipment of one parcel of low value.
#[must_use]
pub fn shipment(reference: &str) -> Value {
    parcel(reference, 0)
}

/// So many parcels, `LV-00001` and on, one unlike the other.
#[must_use]
pub fn parcels(count: usize) -> Vec<Value> {
    let parcel = |number: usize| parcel(&format!("LV-{:05}", number + 1), number);
    (0..count).map(parcel).collect()
}

fn parcel(reference: &str, number: usize) -> Value {
    let (description, code, price, mass) = GOODS[number % GOODS.len()];
    let gtin = format!("57000000{code}");
    let invoice = format!("INV-{}", 4711 + number);
    json!({
        "version": "1.0",
        "customsFlow": "LowValueImport",
        "direction": "IN",
        "externalReference": reference,
        "plant": "CPH1",
        "singleAdministrativeDocument": {
            "importer": importer(number),
            "goodsShipment": {
                "supplyChainActors": [{"role": "FR5", "identifier": "IM2760000012"}],
                "ucr": {"traderReference": reference},
                "consignment": {
                    "gmass": mass,
                    "transportContractDocuments": [
                        {"category": "N", "type": "740", "refNum": format!("AWB-{}", 1 + number)},
                    ],
                },
                "additionalDocuments": [{"category": "N", "type": "380", "refNum": invoice}],
                "previousDocuments": [
                    {"category": "N", "type": "337", "refNum": "26DK00A1B2C3D4E5U6"},
                ],
                "governmentAgencyGoodsItems": [{
                    "commodity": {
                        "description": description,
                        "classifications": [{"type": "HS", "code": code}],
                        "invoiceLine": {"itemAmount": price},
                    },
                    "goodsMeasure": {"gmass": mass},
                    "governmentProcedure": {"proc": "40", "prevProc": "00", "procNat1": "F48"},
                    "additionalDocuments": [
                        {"category": "C", "type": "127", "refNum": format!("SHOP-{code}")},
                        {"category": "C", "type": "128", "refNum": format!("MAKER-{code}")},
                        {"category": "C", "type": "129", "refNum": gtin},
                    ],
                    "packagings": [{"quantity": 1}],
                }],
            },
        },
    })
}

fn importer(number: usize) -> Value {
    let (name, eori, postcode, city) = IMPORTERS[number % IMPORTERS.len()];
    json!({
        "name": name,
        "address": {
            "street": format!("Birkevej {}", 1 + number % 99),
            "postcode": postcode,
            "city": city,
            "country": "DK",
        },
        "businessPartnerReference": [{"casReference": "eori", "type": "Eori", "code": eori}],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parcels_are_told_apart_and_worth_little() {
        let parcels = parcels(1000);
        let references: std::collections::HashSet<_> = parcels
            .iter()
            .map(|parcel| parcel["externalReference"].to_string())
            .collect();
        assert_eq!(references.len(), 1000);
        // 150 EUR at 7.46 crowns.
        assert!(GOODS.iter().all(|(_, _, price, _)| *price <= 1119));
    }
}
