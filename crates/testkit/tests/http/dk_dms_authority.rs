//! Parcels of low value into Denmark against the authority, over HTTP: declared, taxed, rejected,
//! amended, invalidated, pre-lodged.

use cas_demo::stories::low_value;
use cas_testkit::one::{self, declaration, marked, send};
use cas_testkit::{TestApp, each_store};
use serde_json::{Value, json};

/// A shipment whose course is chosen by what stands in its UCR, under the special arrangements, so
/// that the value added tax is paid to customs.
fn parcel(reference: &str, marker: &str) -> Value {
    let mut shipment = low_value::shipment(reference);
    let goods = &mut shipment["singleAdministrativeDocument"]["goodsShipment"];
    goods["supplyChainActors"] = json!([]);
    goods["governmentAgencyGoodsItems"][0]["governmentProcedure"]["procNat1"] = json!("F49");
    marked(shipment, marker)
}

/// The value added tax that customs told; nothing where it told none.
fn value_added_tax(declaration: &Value) -> Option<f64> {
    let duties = declaration["customs"]["duties"].as_array()?;
    let duty = duties.iter().find(|duty| duty["taxType"] == "B00")?;
    duty["amount"].to_string().trim_matches('"').parse().ok()
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
async fn a_parcel_owes_three_euro() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        for shipment in low_value::parcels(3) {
            send(&app, &shipment).await;
        }
        let declaration = check(&app, "LV-00001", "Released").await;
        let duties = declaration["customs"]["duties"].as_array();
        let duties = duties.cloned().unwrap_or_default();
        let [duty] = &duties[..] else {
            panic!("{} duties", duties.len());
        };
        assert_eq!(
            (&duty["taxType"], &duty["currency"]),
            (&json!("A00"), &json!("DKK"))
        );
        // The value added tax was paid at the sale; 3 EUR are 22.38 crowns.
        let amount = duty["amount"].to_string();
        assert_eq!(amount.trim_matches('"').parse::<f64>().ok(), Some(22.38));
        check(&app, "LV-00003", "Released").await;
    })
    .await;
}

/// The relief has ended: what claims it does not go to customs.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_parcel_by_the_ended_relief_is_invalid() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let mut shipment = low_value::shipment("DK-1");
        let goods = &mut shipment["singleAdministrativeDocument"]["goodsShipment"];
        let item = &mut goods["governmentAgencyGoodsItems"][0];
        item["governmentProcedure"]["procNat2"] = json!("C07");
        send(&app, &shipment).await;
        let declaration = check(&app, "DK-1", "Invalid").await;
        let errors = declaration["errors"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let codes: Vec<&Value> = errors.iter().map(|error| &error["errorCode"]).collect();
        assert_eq!(codes, [&json!("V1021")], "{errors:?}");
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
        let reason = json!({"reason": "Sent back by the buyer"});
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
            ("DK-1", "#hold", "Accepted", Some(55.6)),
            ("DK-2", "#hold#noamendment", "AmendmentError", None),
        ] {
            send(&app, &parcel(reference, marker)).await;
            let mut update = parcel(reference, marker);
            update["messageType"] = "Update".into();
            let items = "/singleAdministrativeDocument/goodsShipment/governmentAgencyGoodsItems/0";
            let item = update.pointer_mut(items).expect("an item");
            item["commodity"]["invoiceLine"]["itemAmount"] = 200.into();
            send(&app, &update).await;
            let declaration = check(&app, reference, expected).await;
            assert_eq!(value_added_tax(&declaration), amount, "{reference}");
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

/// What customs takes of a parcel that it has cleared is offered: an amendment, which is carried out
/// by an update too; an invalidation is not.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cleared_parcel_is_amended_and_not_invalidated() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        send(&app, &parcel("DK-1", "")).await;
        let declaration = check(&app, "DK-1", "Released").await;
        assert!(declaration["customs"]["clearanceDate"].is_string());
        assert_eq!(declaration["allowedActions"], json!(["amend"]));
        let reason = json!({"reason": "Sent back by the buyer", "ground": "122"});
        let (status, _) = one::act(&app, "DK-1", "invalidate", &reason).await;
        assert_eq!(status, 409);
        let mut update = parcel("DK-1", "");
        update["messageType"] = "Update".into();
        let items = "/singleAdministrativeDocument/goodsShipment/governmentAgencyGoodsItems/0";
        let item = update.pointer_mut(items).expect("an item");
        item["commodity"]["invoiceLine"]["itemAmount"] = 200.into();
        send(&app, &update).await;
        let declaration = check(&app, "DK-1", "Released").await;
        // 25 % of 200 and of 3 EUR.
        assert_eq!(value_added_tax(&declaration), Some(55.6));
        assert_eq!(declaration["revision"], declaration["lodgedRevision"]);
    })
    .await;
}

/// The legal ground of an invalidation is given with the action, and is one for imports.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invalidation_names_its_legal_ground() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        send(&app, &parcel("DK-1", "#hold")).await;
        for (body, problem) in [
            (json!({"reason": "Sent back"}), "reason-required"),
            (
                json!({"reason": "Sent back by the buyer", "ground": "134"}),
                "invalidation-ground",
            ),
            (
                json!({"reason": "Sent back by the buyer", "ground": "returned"}),
                "invalidation-ground",
            ),
        ] {
            let (status, answer) = one::act(&app, "DK-1", "invalidate", &body).await;
            assert_eq!(status, 400, "{answer}");
            let kind = answer["type"].as_str().expect("a type");
            assert!(kind.ends_with(problem), "{answer}");
        }
        let twice = json!({"reason": "The parcel was declared twice", "ground": "124"});
        act(&app, "DK-1", "invalidate", &twice).await;
        check(&app, "DK-1", "Invalidated").await;
        let messages = one::messages(&app, "DK-1").await;
        let sent = messages
            .iter()
            .find(|message| message["messageType"] == "INV");
        assert!(sent.is_some(), "{messages:?}");
    })
    .await;
}

/// What customs says at once names no declaration: it is of the message that its header names.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_at_once_belongs_to_the_message_it_names() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        send(&app, &parcel("DK-1", "#silent")).await;
        send(&app, &parcel("DK-2", "#silent")).await;
        let messages = one::messages(&app, "DK-2").await;
        let conversation = messages[0]["conversation"]
            .as_str()
            .expect("a conversation");
        let refused = "<StatusResponse><Code>Error</Code><Message>cvc-complex-type.3.2.2</Message>\
                       </StatusResponse>";
        let status = app
            .post_as_with(
                "dk_dms",
                &[("reftooriginalmessageid", conversation)],
                refused,
            )
            .await
            .expect("posted");
        assert_eq!(status, 202);
        app.settle().await.expect("settled");
        check(&app, "DK-1", "Submitted").await;
        let declaration = check(&app, "DK-2", "CustomsError").await;
        let said = declaration["errors"][0]["description"].as_str();
        assert_eq!(said, Some("cvc-complex-type.3.2.2"), "{declaration}");
    })
    .await;
}

/// A presentation that is rejected leaves the parcel pre-lodged: it can be presented again, and is not
/// declared anew.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rejected_presentation_can_be_made_again() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let mut shipment = parcel("DK-1", "#silent170");
        shipment["singleAdministrativeDocument"]["addDeclType1"] = "D".into();
        send(&app, &shipment).await;
        act(&app, "DK-1", "goods-arrived", &json!({})).await;
        let declaration = check(&app, "DK-1", "GoodsArrived").await;
        let (lrn, mrn) = (&declaration["lrn"], &declaration["mrn"]);
        let (lrn, mrn) = (lrn.as_str().expect("an LRN"), mrn.as_str().expect("an MRN"));
        let rejected = format!(
            "<TraderNotificationResponseDTO><TraderNotification><Payload><Notification>\
             <NotificationEventType>CWMREJ</NotificationEventType><Declaration><MRN>{mrn}</MRN>\
             <SubmitterReferenceNumber>{lrn}</SubmitterReferenceNumber></Declaration><Error>\
             <ValidationCode>DMS1</ValidationCode></Error><AdditionalMessage>\
             <MRN>26DKGPRA1B2C3D4R5</MRN></AdditionalMessage></Notification></Payload>\
             </TraderNotification></TraderNotificationResponseDTO>"
        );
        let status = app.post_as("dk_dms", rejected).await.expect("posted");
        assert_eq!(status, 202);
        app.settle().await.expect("settled");
        let declaration = check(&app, "DK-1", "GoodsNotArrived").await;
        let allowed = declaration["allowedActions"].as_array().expect("actions");
        assert!(allowed.contains(&json!("goods-arrived")), "{allowed:?}");
        assert!(!allowed.contains(&json!("submit")), "{allowed:?}");
    })
    .await;
}
