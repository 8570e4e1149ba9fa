//! What a shipment gives and its declaration does not carry, as anybody reads it: a field without
//! a place in the message, a word that nobody knows, a value that is too long. Over HTTP, on every
//! store.

use cas_demo::stories::{export, transit, uk_import};
use cas_testkit::one::{declaration, send};
use cas_testkit::{TestApp, each_store};
use serde_json::{Value, json};

const ITEM: &str = "goodsShipment.governmentAgencyGoodsItems.0";

/// A shipment with other values, and which finding names which field of its declaration.
struct Case {
    shipment: Value,
    /// Where in the document, and what stands there.
    with: Vec<(String, Value)>,
    /// The code and the field; `None` where nothing is lost.
    found: Option<(&'static str, &'static str)>,
}

fn cases() -> Vec<Case> {
    let consignee = |kind: &str| {
        json!({
            "name": "Trader SARL",
            "businessPartnerReference": [{"type": kind, "code": "FR30000000300000"}],
        })
    };
    let transit = || transit::document("", 1);
    let import = || uk_import::shipment("UK");
    let case = |shipment: Value, with: Vec<(&str, Value)>, found| Case {
        shipment,
        with: with
            .into_iter()
            .map(|(path, value)| (path.replace("ITEM", ITEM), value))
            .collect(),
        found,
    };
    let codes = |kind: &str| {
        json!([
            {"type": "TARIC", "code": "8510200000"},
            {"type": kind, "code": "2501"},
        ])
    };
    vec![
        // A name is not declared beside a number.
        case(
            transit(),
            vec![("goodsShipment.consignee", consignee("EORI"))],
            Some(("V0912", "Name")),
        ),
        case(
            transit(),
            vec![("goodsShipment.consignee", consignee("Tax number"))],
            Some(("V0912", "Type")),
        ),
        case(
            transit(),
            vec![(
                "ITEM.commodity.classifications",
                json!([{"code": "871200"}]),
            )],
            None,
        ),
        case(
            import(),
            vec![("ITEM.commodity.classifications", codes("tra"))],
            None,
        ),
        case(
            import(),
            vec![("ITEM.commodity.classifications", codes("TARIC additional"))],
            Some(("V0912", "Type")),
        ),
        case(
            import(),
            vec![(
                "goodsShipment.customsValuation",
                json!({"insuranceCharges": 12}),
            )],
            Some(("V0912", "CustomsValuation")),
        ),
        case(
            export::shipment("EX"),
            vec![("ITEM.commodity.description", "x".repeat(513).into())],
            Some(("V0920", "Description")),
        ),
    ]
}

impl Case {
    fn shipment(&self, reference: &str) -> Value {
        let mut shipment = self.shipment.clone();
        shipment["externalReference"] = reference.into();
        for (path, value) in &self.with {
            let mut at = &mut shipment["singleAdministrativeDocument"];
            for name in path.split('.') {
                at = match name.parse::<usize>() {
                    Ok(index) => &mut at[index],
                    Err(_) => &mut at[name],
                };
            }
            *at = value.clone();
        }
        shipment
    }
}

/// What the system says of the declaration: codes and fields.
fn examined(declaration: &Value) -> Vec<(String, String)> {
    let errors = declaration["errors"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let ours = errors.into_iter().filter_map(|error| {
        let code = error["errorCode"].as_str()?.to_owned();
        let field = error["fieldReference"][0]["fieldName"].as_str()?.to_owned();
        ["V0912", "V0920", "V0921", "V0000"]
            .contains(&&*code)
            .then_some((code, field))
    });
    ours.collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_declared_is_named() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        for (number, case) in cases().iter().enumerate() {
            let reference = format!("CASE-{number}");
            send(&app, &case.shipment(&reference)).await;
            let declaration = declaration(&app, &reference).await;
            let said = examined(&declaration);
            let expected = case
                .found
                .map(|(code, field)| (code.to_owned(), field.to_owned()));
            match expected {
                Some(expected) => assert!(said.contains(&expected), "{reference}: {said:?}"),
                None => assert!(said.is_empty(), "{reference}: {said:?}"),
            }
        }
    })
    .await;
}
