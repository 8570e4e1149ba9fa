//! Which items become one, and what of them is kept.

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::*;

fn items(given: &Value) -> Vec<GovernmentAgencyGoodsItem> {
    serde_json::from_value(given.clone()).unwrap()
}

fn paths(keys: &[&str]) -> Vec<FieldPath> {
    keys.iter().map(|key| FieldPath::from(*key)).collect()
}

/// Each item as it becomes, with those it was made from and those fields that differed.
fn check(given: &Value, keys: &[&str], expected: &Value) {
    let aggregated = aggregate(items(given), &paths(keys)).unwrap();
    let shown: Vec<Value> = aggregated
        .iter()
        .map(|one| {
            let item = serde_json::to_value(&one.item).unwrap();
            json!({"item": item, "from": one.from, "differing": one.differing})
        })
        .collect();
    assert_eq!(Value::Array(shown), *expected, "{given} by {keys:?}");
}

#[test]
fn equal_items_become_one() {
    check(
        &json!([
            {
                "casReference": "a", "seqNum": 1, "origin": {"country": "CN"},
                "commodity": {"description": "Bolts", "invoiceLine": {"itemAmount": 10.5}},
                "goodsMeasure": {"gmass": 1.20, "qty": 5, "uoM": "H87"},
                "packagings": [{"casReference": "p", "quantity": 2, "type": "CT"}],
                "additionalDocuments": [{
                    "casReference": "d", "type": "380", "refNum": "1",
                    "writeOff": {"quantity": 5, "unit": "KGM"},
                }],
                "containerIdentification": "ONE",
            },
            {
                "casReference": "b", "seqNum": 2, "origin": {"country": "DE"},
            },
            {
                "casReference": "c", "seqNum": 3, "origin": {"country": "CN"},
                "commodity": {"description": "Nuts", "invoiceLine": {"itemAmount": 0.5}},
                "goodsMeasure": {"gmass": 0.8, "qty": 7, "uoM": "H87"},
                "packagings": [
                    {"casReference": "q", "quantity": 3, "type": "CT"},
                    {"casReference": "p", "quantity": 1, "type": "PX"},
                ],
                "additionalDocuments": [
                    {
                        "casReference": "e", "type": "380", "refNum": "1",
                        "writeOff": {"quantity": 6, "unit": "KGM"},
                    },
                    {"casReference": "f", "type": "380", "refNum": "2"},
                ],
                "containerIdentification": "TWO",
            },
        ]),
        &["origin.country"],
        &json!([
            {
                "from": ["a", "c"],
                "differing": ["containerIdentification"],
                "item": {
                    "casReference": "a", "origin": {"country": "CN"},
                    "commodity": {"description": "Bolts", "invoiceLine": {"itemAmount": 11}},
                    "goodsMeasure": {"gmass": 2, "qty": 12, "uoM": "H87"},
                    "packagings": [
                        {"casReference": "p", "quantity": 5, "type": "CT"},
                        {"casReference": "p-2", "quantity": 1, "type": "PX"},
                    ],
                    "additionalDocuments": [
                        {
                            "casReference": "d", "type": "380", "refNum": "1",
                            "writeOff": {"quantity": 11, "unit": "KGM"},
                        },
                        {"casReference": "f", "type": "380", "refNum": "2"},
                    ],
                    "containerIdentification": "ONE",
                },
            },
            {
                "from": ["b"], "differing": [],
                "item": {"casReference": "b", "origin": {"country": "DE"}},
            },
        ]),
    );
}

#[test]
fn without_keys_nothing_is_merged() {
    let given = json!([{"casReference": "a", "seqNum": 1}, {"seqNum": 2}]);
    check(
        &given,
        &[],
        &json!([
            {"from": ["a"], "differing": [], "item": {"casReference": "a", "seqNum": 1}},
            {"from": ["#2"], "differing": [], "item": {"seqNum": 2}},
        ]),
    );
}

#[test]
fn what_cannot_be_added_stays_apart() {
    for (one, other, merged) in [
        (json!({}), json!({}), 1),
        (json!({"goodsMeasure": {"qty": 1}}), json!({}), 2),
        (
            json!({"goodsMeasure": {"qty": 1}}),
            json!({"goodsMeasure": {"nmass": 1}}),
            2,
        ),
        (
            json!({"goodsMeasure": {"qty": 1, "uoM": "KGM"}}),
            json!({"goodsMeasure": {"qty": 1, "uoM": "GRM"}}),
            2,
        ),
        (
            json!({"customsValuation": {"freightCharges": 1, "currency": "EUR"}}),
            json!({"customsValuation": {"freightCharges": 1, "currency": "USD"}}),
            2,
        ),
        (json!({"statValue": 1}), json!({"statValue": 2}), 1),
        (
            json!({"origin": {"country": "CN"}}),
            json!({"origin": {"country": "DE"}}),
            2,
        ),
        // A collection as key: neither references nor order count.
        (
            json!({"previousDocuments": [
                {"casReference": "a", "refNum": "1"}, {"casReference": "b", "refNum": "2"},
            ]}),
            json!({"previousDocuments": [
                {"casReference": "c", "refNum": "2"}, {"casReference": "d", "refNum": "1"},
            ]}),
            1,
        ),
        (
            json!({"previousDocuments": [{"casReference": "a", "refNum": "1"}]}),
            json!({"previousDocuments": [{"casReference": "a", "refNum": "2"}]}),
            2,
        ),
    ] {
        let keys = paths(&["origin.country", "previousDocuments"]);
        let aggregated = aggregate(items(&json!([one, other])), &keys).unwrap();
        assert_eq!(aggregated.len(), merged, "{one} and {other}");
    }
}

#[test]
fn equal_duties_are_added_not_dropped() {
    let duty = json!({
        "casReference": "x", "type": "A00", "basisValue": 100,
        "payment": {"assessed": 5, "methodCode": "E", "currency": "EUR"},
    });
    let item = json!({"dutyTaxFees": [duty]});
    let aggregated = aggregate(items(&json!([item, item])), &paths(&["origin"])).unwrap();
    let duties = serde_json::to_value(&aggregated[0].item.duty_tax_fees).unwrap();
    assert_eq!(
        duties,
        json!([{
            "casReference": "x", "type": "A00", "basisValue": 200,
            "payment": {"assessed": 10, "methodCode": "E", "currency": "EUR"},
        }])
    );
}

#[test]
fn what_cannot_be_done_is_said() {
    for key in [
        "",
        "goods",
        "origin.land",
        "packagings.quantity",
        "origin[0]",
    ] {
        assert_eq!(unknown_keys(&paths(&[key])).len(), 1, "{key}");
        let refused = aggregate(Vec::new(), &paths(&[key]));
        assert_eq!(refused, Err(AggregationError::UnknownField(key.into())));
    }
    assert_eq!(
        unknown_keys(&paths(&["packagings", "packagings[0].type"])),
        []
    );
    let large = json!({"packagings": [{"casReference": "a", "quantity": u32::MAX}]});
    let refused = aggregate(items(&json!([large, large])), &paths(&["origin"]));
    let path = FieldPath::from("packagings.quantity");
    assert_eq!(refused, Err(AggregationError::TooLarge(path)));
}

fn item() -> impl Strategy<Value = Value> {
    let country = prop::sample::select(vec!["CN", "DE", "US"]);
    let unit = prop::sample::select(vec!["H87", "KGM"]);
    (country, unit, 1_u32..100, prop::option::of(1_u32..50)).prop_map(
        |(country, unit, quantity, packages)| {
            let packagings: Vec<Value> = packages
                .iter()
                .map(|packages| json!({"quantity": packages, "type": "CT"}))
                .collect();
            json!({
                "origin": {"country": country}, "packagings": packagings,
                "goodsMeasure": {"qty": quantity, "uoM": unit},
            })
        },
    )
}

fn quantities(items: &[GovernmentAgencyGoodsItem]) -> Decimal {
    let measures = items
        .iter()
        .filter_map(|item| item.goods_measure.as_deref());
    measures.filter_map(|measure| measure.qty).sum()
}

fn packages(items: &[GovernmentAgencyGoodsItem]) -> u32 {
    let packagings = items.iter().flat_map(|item| &item.packagings);
    packagings.filter_map(|packaging| packaging.quantity).sum()
}

proptest! {
    /// Nothing is lost, every item goes into exactly one, and doing it again changes nothing.
    #[test]
    fn sums_are_kept(given in prop::collection::vec(item(), 0..20)) {
        let keys = paths(&["origin.country"]);
        let given = items(&Value::Array(given));
        let aggregated = aggregate(given.clone(), &keys).unwrap();
        let mut from: Vec<&String> = aggregated.iter().flat_map(|one| &one.from).collect();
        prop_assert_eq!(from.len(), given.len());
        from.sort();
        from.dedup();
        prop_assert_eq!(from.len(), given.len());
        let merged: Vec<_> = aggregated.into_iter().map(|one| one.item).collect();
        prop_assert_eq!(quantities(&merged), quantities(&given));
        prop_assert_eq!(packages(&merged), packages(&given));
        let again = aggregate(merged.clone(), &keys).unwrap();
        let again: Vec<_> = again.into_iter().map(|one| one.item).collect();
        prop_assert_eq!(again, merged);
    }
}

/// Quantities and amounts of duties are summed where their units and currencies are the same; goods
/// of two origins, or valued in two currencies, do not become one.
#[test]
fn duties_origins_and_currencies_are_looked_at() {
    let item = |reference: &str, more: Value| {
        let mut item = json!({
            "casReference": reference, "commodity": {"itemId": "A"}, "customsValue": 10,
            "customsValueCurrency": "GBP", "preferentialOrigin": {"country": "NO"},
            "dutyTaxFees": [{
                "casReference": "d", "type": "440", "basisQuantity": 14, "basisUnit": "LTR",
                "payment": {"payable": 1.5, "currency": "GBP"},
            }],
            "previousDocuments": [{"casReference": "p", "refNum": "1", "packageQuantity": 2}],
        });
        for (name, value) in more.as_object().unwrap() {
            item[name] = value.clone();
        }
        item
    };
    let mut both = item("a", json!({"customsValue": 20}));
    both["dutyTaxFees"][0]["basisQuantity"] = json!(28);
    both["dutyTaxFees"][0]["payment"]["payable"] = json!(3);
    both["previousDocuments"][0]["packageQuantity"] = json!(4);
    let apart = [
        json!({"customsValueCurrency": "EUR"}),
        json!({"preferentialOrigin": {"country": "CH"}}),
        json!({"origin": {"country": "CH"}}),
    ];
    check(
        &json!([item("a", json!({})), item("b", json!({}))]),
        &["commodity.itemId"],
        &json!([{"from": ["a", "b"], "differing": [], "item": both}]),
    );
    for other in apart {
        let given = json!([item("a", json!({})), item("b", other.clone())]);
        let merged = aggregate(items(&given), &paths(&["commodity.itemId"])).unwrap();
        assert_eq!(merged.len(), 2, "{other}");
    }
}
