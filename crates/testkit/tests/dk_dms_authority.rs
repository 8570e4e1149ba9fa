//! Parcels of low value into Denmark against the authority, over HTTP: declared, taxed, rejected,
//! amended, invalidated, pre-lodged.

use cas_demo::stories::low_value;
use cas_testkit::one::{self, declaration, marked, send};
use cas_testkit::{TestApp, each_store};
use serde_json::{Value, json};

/// A shipment whose course is chosen by what stands in its UCR.
fn parcel(reference: &str, marker: &str) -> Value {
    marked(low_value::shipment(reference), marker)
}

async fn act(app: &TestApp, reference: &str, action: &str, body: &Value) {
    let (status, answer) = one::act(app, reference, action, body).await;
    assert_eq!(status, 202, "{answer}");
}

async fn check(app: &TestApp, reference: &str, expected: &str) -> Value {
    let declaration = declaration(app, reference).await;
    let status = declaration["currentStatus"].as_str();
    assert_eq!(status, Some(expected), "{reference}: {declaration}");
    declaration
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_parcel_owes_value_added_tax_only() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        for shipment in low_value::parcels(3) {
            send(&app, &shipment).await;
        }
        let declaration = check(&app, "LV-00001", "Released").await;
        let duties = declaration["customs"]["duties"].as_array();
        let duties = duties.cloned().unwrap_or_default();
        let [vat] = &duties[..] else {
            panic!("{} duties", duties.len());
        };
        assert_eq!(
            (&vat["taxType"], &vat["currency"]),
            (&json!("B00"), &json!("DKK"))
        );
        // 25 % of 120.
        let amount = vat["amount"].to_string();
        assert_eq!(amount.trim_matches('"').parse::<f64>().ok(), Some(30.0));
        check(&app, "LV-00003", "Released").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn customs_decides_otherwise() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        for (reference, marker, expected) in [
            ("DK-1", "#reject", "CustomsError"),
            ("DK-2", "#hold", "Accepted"),
            ("DK-3", "#credit", "CreditPending"),
        ] {
            send(&app, &parcel(reference, marker)).await;
            check(&app, reference, expected).await;
        }
        let rejected = declaration(&app, "DK-1").await;
        let pointed = &rejected["errors"][0]["fieldReference"][0];
        let path =
            "SingleAdministrativeDocument.GoodsShipment.GovernmentAgencyGoodsItems[0].Commodity";
        assert_eq!(pointed, &json!({"fieldName": "Description", "path": path}));
        let reason = json!({"reason": "Sent back"});
        act(&app, "DK-2", "invalidate", &reason).await;
        check(&app, "DK-2", "Invalidated").await;
        send(&app, &parcel("DK-4", "#hold#noinvalidation")).await;
        act(&app, "DK-4", "invalidate", &reason).await;
        check(&app, "DK-4", "InvalidationError").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_amendment_is_granted_or_denied() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        for (reference, marker, expected, amount) in [
            ("DK-1", "#hold", "Accepted", 50.0),
            ("DK-2", "#hold#noamendment", "AmendmentError", 0.0),
        ] {
            send(&app, &parcel(reference, marker)).await;
            let mut update = parcel(reference, marker);
            update["messageType"] = "Update".into();
            let items = "/singleAdministrativeDocument/goodsShipment/governmentAgencyGoodsItems/0";
            let item = update.pointer_mut(items).expect("an item");
            item["commodity"]["invoiceLine"]["itemAmount"] = 200.into();
            send(&app, &update).await;
            let declaration = check(&app, reference, expected).await;
            let vat = declaration["customs"]["duties"][0]["amount"].to_string();
            let vat: f64 = vat.trim_matches('"').parse().unwrap_or(0.0);
            assert!((vat - amount).abs() < 0.001, "{reference}: {vat}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pre_lodged_parcel_waits_for_its_presentation() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let mut shipment = parcel("DK-1", "");
        shipment["singleAdministrativeDocument"]["addDeclType1"] = "D".into();
        send(&app, &shipment).await;
        check(&app, "DK-1", "GoodsNotArrived").await;
        act(&app, "DK-1", "goods-arrived", &json!({})).await;
        check(&app, "DK-1", "Released").await;
    })
    .await;
}
