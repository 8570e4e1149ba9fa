//! Imports into the United Kingdom against the authority, over HTTP: declared, taxed, controlled,
//! amended, cancelled, pre-lodged, pushed and fetched.

use cas_demo::stories::uk_import;
use cas_testkit::one::{act, declaration, marked, messages, notify, send, status};
use cas_testkit::{StorePlace, TestApp, each_store, story};
use serde_json::{Value, json};

/// A tenant that imports, connected with the authority.
async fn importer(place: StorePlace, more: &Value) -> TestApp {
    let app = TestApp::start(place).await.expect("started");
    let connected = app.connect("uk_cds", &uk_import::settings(), more).await;
    connected.expect("connected");
    app
}

/// A shipment whose course is chosen by what stands in its UCR.
fn shipment(reference: &str, marker: &str) -> Value {
    marked(uk_import::shipment(reference), marker)
}

async fn import(app: &TestApp, reference: &str, marker: &str) {
    send(app, &shipment(reference, marker)).await;
}

/// The messages from customs, by their type, in the order they came.
async fn heard(app: &TestApp, reference: &str) -> String {
    let messages = messages(app, reference).await;
    let inbound = messages
        .iter()
        .filter(|message| message["direction"] == "inbound");
    let kinds = inbound.filter_map(|message| message["messageType"].as_str());
    kinds.collect::<Vec<_>>().join(" ")
}

/// Another amount for the first item.
fn other_amount(reference: &str, marker: &str) -> Value {
    let mut update = shipment(reference, marker);
    update["messageType"] = "Update".into();
    let items = "/singleAdministrativeDocument/goodsShipment/governmentAgencyGoodsItems/0";
    let item = update.pointer_mut(items).expect("an item");
    item["commodity"]["invoiceLine"]["itemAmount"] = 2250.into();
    update["singleAdministrativeDocument"]["totalInvoiceAmount"] = 2750.into();
    update
}

/// The amounts of duty, in the state they are in.
fn duties(declaration: &Value, state: &str) -> Vec<String> {
    let duties = declaration["customs"]["duties"].as_array();
    let duties = duties.into_iter().flatten();
    let of_state = duties.filter(|duty| duty["state"] == state);
    let told = of_state.map(|duty| format!("{} {}", duty["taxType"], duty["amount"]));
    told.map(|text| text.replace('"', "")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn markers_choose_how_an_import_ends() {
    each_store(|place| async {
        let app = importer(place, &json!({})).await;
        for (number, (marker, expected, messages)) in [
            ("", "Released", "DMSACC DMSTAX DMSTAX DMSCLE"),
            ("#hold", "Accepted", "DMSACC"),
            ("#reject", "CustomsError", "DMSREJ"),
            ("#control", "Released", "DMSACC DMSTAX DMSCTL DMSTAX DMSCLE"),
            (
                "#documents",
                "Released",
                "DMSACC DMSTAX DMSDOC DMSTAX DMSCLE",
            ),
            ("#invalidate", "Invalidated", "DMSACC DMSINV"),
            ("#credit", "CreditPending", "DMSACC DMSTAX DMSCPI"),
            ("#silent", "Submitted", ""),
            ("#duplicate", "Released", "DMSACC DMSTAX DMSTAX DMSCLE"),
        ]
        .into_iter()
        .enumerate()
        {
            let reference = format!("UK-{number}");
            import(&app, &reference, marker).await;
            assert_eq!(status(&app, &reference).await, expected, "{marker}");
            assert_eq!(heard(&app, &reference).await, messages, "{marker}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_is_released_with_its_duties() {
    each_store(|place| async {
        let app = importer(place, &json!({})).await;
        import(&app, "UK-1", "").await;
        let declaration = declaration(&app, "UK-1").await;
        let expected = ["A00 25.00", "B00 255.00", "A00 10.00", "B00 102.00"];
        assert_eq!(duties(&declaration, "Calculated"), expected);
        assert_eq!(duties(&declaration, "Final"), expected);
        let events = story::of_events(&app, "UK-1").await.expect("events");
        assert!(events.contains("CustomsDutiesReceived Final"), "{events}");
        // What CDS has no message for is not offered.
        assert_eq!(declaration["allowedActions"], json!(["invalidate"]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rejection_names_the_fields_and_the_corrected_one_goes_through() {
    each_store(|place| async {
        let app = importer(place, &json!({})).await;
        import(&app, "UK-1", "#reject").await;
        let rejected = declaration(&app, "UK-1").await;
        let paths: Vec<_> = rejected["errors"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|error| {
                let place = &error["fieldReference"][0];
                format!("{} {}", error["errorCode"], place["path"]).replace('"', "")
            })
            .collect();
        insta::assert_snapshot!("uk_rejection", paths.join("\n"));

        let mut replacement = shipment("UK-1", "");
        replacement["messageType"] = "Replace".into();
        app.send(&replacement).await.expect("sent");
        app.settle().await.expect("settled");
        let declarations = app.declarations("UK-1").await.expect("declarations");
        let last = declarations.last().expect("a declaration");
        assert_eq!(last["currentStatus"], "Released");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_amendment_is_granted_or_denied() {
    each_store(|place| async {
        let app = importer(place, &json!({})).await;
        for (reference, marker, expected, messages) in [
            (
                "UK-1",
                "#hold",
                "Accepted",
                "DMSACC DMSRCV DMSREQ DMSRES DMSTAX",
            ),
            (
                "UK-2",
                "#hold#noamendment",
                "AmendmentError",
                "DMSACC DMSRCV DMSREQ",
            ),
        ] {
            import(&app, reference, marker).await;
            let update = other_amount(reference, marker);
            app.send(&update).await.expect("sent");
            app.settle().await.expect("settled");
            assert_eq!(status(&app, reference).await, expected, "{marker}");
            assert_eq!(heard(&app, reference).await, messages, "{marker}");
        }
        let declaration = declaration(&app, "UK-1").await;
        let item = "/singleAdministrativeDocument/goodsShipment/governmentAgencyGoodsItems/0";
        let item = declaration.pointer(item).expect("an item");
        assert_eq!(item["commodity"]["invoiceLine"]["itemAmount"], 2250);
        assert_eq!(
            duties(&declaration, "Calculated"),
            ["A00 45.00", "B00 459.00", "A00 10.00", "B00 102.00"]
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cancellation_is_granted_or_denied() {
    each_store(|place| async {
        let app = importer(place, &json!({})).await;
        let reason = json!({"reason": "the order was cancelled"});
        for (reference, marker, expected) in [
            ("UK-1", "#hold", "Invalidated"),
            ("UK-2", "", "Invalidated"),
            ("UK-3", "#hold#noinvalidation", "InvalidationError"),
        ] {
            import(&app, reference, marker).await;
            let (answered, answer) = act(&app, reference, "invalidate", &reason).await;
            assert_eq!(answered, 202, "{answer}");
            assert_eq!(status(&app, reference).await, expected, "{marker}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pre_lodged_import_waits_for_its_goods() {
    each_store(|place| async {
        let app = importer(place, &json!({})).await;
        let mut shipment = shipment("UK-1", "");
        shipment["singleAdministrativeDocument"]["addDeclType1"] = "D".into();
        send(&app, &shipment).await;
        assert_eq!(status(&app, "UK-1").await, "GoodsNotArrived");
        let (answered, answer) = act(&app, "UK-1", "goods-arrived", &json!({})).await;
        assert_eq!(answered, 202, "{answer}");
        assert_eq!(status(&app, "UK-1").await, "Released");
        assert_eq!(
            heard(&app, "UK-1").await,
            "DMSRCV DMSACC DMSTAX DMSTAX DMSCLE"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_inventory_system_may_tell_that_the_goods_are_there() {
    each_store(|place| async {
        let app = importer(place, &json!({})).await;
        let mut shipment = shipment("UK-1", "");
        shipment["singleAdministrativeDocument"]["addDeclType1"] = "D".into();
        send(&app, &shipment).await;
        notify(&app, "UK-1", &["arrive"]).await;
        assert_eq!(status(&app, "UK-1").await, "Released");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn notifications_are_fetched_from_the_authority() {
    each_store(|place| async {
        let app = importer(place, &json!({"pullSeconds": 60})).await;
        import(&app, "UK-1", "#pull").await;
        assert_eq!(status(&app, "UK-1").await, "Submitted");
        app.wait(60).await.expect("settled");
        assert_eq!(status(&app, "UK-1").await, "Released");
        assert_eq!(heard(&app, "UK-1").await, "DMSACC DMSTAX DMSTAX DMSCLE");
    })
    .await;
}

/// What the authority has of a declaration.
fn at_customs(app: &TestApp, declaration: &Value) -> String {
    let lrn = declaration["lrn"].as_str().unwrap_or_default();
    let ledger = app.authority.ledger();
    let known = ledger.declarations.into_iter().find(|one| one.lrn == lrn);
    known.and_then(|one| one.document).unwrap_or_default()
}

/// The numbers of the items that the authority has.
fn numbers_at_customs(document: &str) -> Vec<&str> {
    let items = document.split("<GovernmentAgencyGoodsItem>").skip(1);
    let number = |item: &'_ str| item.find("<SequenceNumeric>").map(|at| at + 17);
    items
        .filter_map(|item| item.get(number(item)?..)?.split('<').next())
        .collect()
}

/// An item goes while customs examines the goods; the one behind it keeps the number by which
/// customs knows it, in this amendment and in the next.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_item_is_removed_under_control_and_the_others_keep_their_numbers() {
    each_store(|place| async {
        let app = importer(place, &json!({})).await;
        let mut shipment = shipment("UK-1", "#hold");
        let document = &mut shipment["singleAdministrativeDocument"];
        document["goodsItemQuantity"] = 2.into();
        send(&app, &shipment).await;
        notify(&app, "UK-1", &["DMSCTL"]).await;
        assert_eq!(status(&app, "UK-1").await, "UnderControl");
        let (answered, answer) = act(&app, "UK-1", "amend", &json!({})).await;
        assert_eq!(answered, 202, "{answer}");
        let opened = declaration(&app, "UK-1").await;
        let path = format!(
            "/v1/declarations/{}",
            opened["id"].as_str().unwrap_or_default()
        );
        let items = "/singleAdministrativeDocument/goodsShipment/governmentAgencyGoodsItems";
        let first = &opened.pointer(items).expect("items")[0]["governmentAgencyGoodsItemId"];
        let first = first.as_str().unwrap_or_default();
        let (answered, answer) = app
            .delete(&format!("{path}/items/{first}"))
            .await
            .expect("an answer");
        assert_eq!(answered, 202, "{answer}");
        app.settle().await.expect("settled");
        let totals = json!({"totalInvoiceAmount": 500, "totalPackageQuantity": 2});
        let (answered, answer) = app.patch(&path, &totals).await.expect("an answer");
        assert_eq!(answered, 202, "{answer}");
        app.settle().await.expect("settled");
        let (answered, answer) = act(&app, "UK-1", "submit", &json!({})).await;
        assert_eq!(answered, 202, "{answer}");
        let amended = declaration(&app, "UK-1").await;
        assert_eq!(
            amended["currentStatus"], "UnderControl",
            "{}",
            amended["errors"]
        );
        assert_eq!(
            amended["singleAdministrativeDocument"]["goodsItemQuantity"],
            1
        );
        let document = at_customs(&app, &amended);
        assert_eq!(numbers_at_customs(&document), ["2"], "{document}");
        assert!(document.contains("<GoodsItemQuantity>1<"), "{document}");
        // The next amendment, by the shipment: it is about the item that customs has as the second.
        act(&app, "UK-1", "amend", &json!({})).await;
        let opened = declaration(&app, "UK-1").await;
        let left = &opened.pointer(items).expect("items")[0]["governmentAgencyGoodsItemId"];
        let left = left.as_str().unwrap_or_default();
        let heavier = json!({"goodsMeasure": {"nmass": 55}});
        let (answered, answer) = app
            .patch(&format!("{path}/items/{left}"), &heavier)
            .await
            .expect("an answer");
        assert_eq!(answered, 202, "{answer}");
        app.settle().await.expect("settled");
        act(&app, "UK-1", "submit", &json!({})).await;
        let amended = declaration(&app, "UK-1").await;
        assert_eq!(
            amended["currentStatus"], "UnderControl",
            "{}",
            amended["errors"]
        );
        let document = at_customs(&app, &amended);
        assert_eq!(numbers_at_customs(&document), ["2"], "{document}");
        assert!(document.contains("<NetNetWeightMeasure>55<"), "{document}");
    })
    .await;
}
