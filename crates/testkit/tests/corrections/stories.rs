//! Corrections as stories: what waits, what is kept, what is in conflict, what customs has.

use cas_store::testing::dump;
use cas_testkit::{TestApp, each_store};
use serde_json::{Value, json};

fn shipment(reference: &str, marker: &str) -> Value {
    let mut shipment = cas_demo::stories::transit::document(marker, 2);
    shipment["externalReference"] = reference.into();
    shipment
}

/// An update of the lorry of a shipment.
fn lorry(reference: &str, name: &str) -> Value {
    json!({
        "messageType": "Update", "direction": "OUT", "externalReference": reference,
        "singleAdministrativeDocument": {"goodsShipment": lorry_of(name)},
    })
}

fn lorry_of(name: &str) -> Value {
    json!({"consignment": {"departureTransportMeans": {"identification": name}}})
}

async fn read(app: &TestApp, path: &str) -> Value {
    let (status, answer) = app.get(path).await.expect("an answer");
    assert_eq!(status, 200, "{path}: {answer}");
    answer
}

async fn only(app: &TestApp, reference: &str) -> Value {
    let declarations = app.declarations(reference).await.expect("declarations");
    declarations.last().cloned().expect("a declaration")
}

fn path(declaration: &Value) -> String {
    format!(
        "/v1/declarations/{}",
        declaration["id"].as_str().unwrap_or_default()
    )
}

/// Sends a message about a shipment and lets it be carried out.
async fn send(app: &TestApp, message: &Value) -> Value {
    let id = app.send(message).await.expect("taken");
    app.settle().await.expect("settled");
    read(app, &format!("/v1/ingestions/{id}")).await
}

async fn act(app: &TestApp, declaration: &Value, action: &str, body: &Value) {
    let path = format!("{}/{action}", path(declaration));
    let (status, answer) = app.post(&path, body).await.expect("an answer");
    assert_eq!(status, 202, "{path}: {answer}");
    app.settle().await.expect("settled");
}

async fn patch(app: &TestApp, declaration: &Value, edit: &Value) -> Value {
    let (status, answer) = app
        .patch(&path(declaration), edit)
        .await
        .expect("an answer");
    assert_eq!(status, 202, "{answer}");
    app.settle().await.expect("settled");
    answer
}

fn lorry_in(declaration: &Value) -> &Value {
    &declaration["singleAdministrativeDocument"]["goodsShipment"]["consignment"]["departureTransportMeans"]
        ["identification"]
}

/// What the authority has of a declaration.
fn at_customs(app: &TestApp, declaration: &Value) -> String {
    let lrn = declaration["lrn"].as_str().unwrap_or_default();
    let ledger = app.authority.ledger();
    let entry = ledger
        .declarations
        .into_iter()
        .find(|entry| entry.lrn == lrn);
    entry.and_then(|entry| entry.document).unwrap_or_default()
}

fn codes(declaration: &Value) -> Vec<&str> {
    let errors = declaration["errors"].as_array().into_iter().flatten();
    errors
        .filter_map(|error| error["errorCode"].as_str())
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_update_waits_for_customs_and_nothing_overtakes_it() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("a product");
        send(&app, &shipment("W", "#silent")).await;
        let first = send(&app, &lorry("W", "M-ON 1")).await;
        let second = send(&app, &lorry("W", "M-TW 2")).await;
        assert_eq!(first["state"], "processing", "{first}");
        assert!(
            first
                .to_string()
                .contains("is Submitted: customs must answer"),
            "{first}"
        );
        assert_eq!(second["state"], "received", "{second}");
        let declaration = only(&app, "W").await;
        assert_eq!(
            lorry_in(&declaration),
            "M-VE 2026",
            "nothing is changed yet"
        );
        let lrn = declaration["lrn"].as_str().unwrap_or_default();
        app.authority
            .notify(lrn, &["CC928C", "CC028C"])
            .expect("known");
        app.settle().await.expect("settled");
        // The first amendment is on its way, and the second waits for its answer.
        for _ in 0..2 {
            assert_eq!(only(&app, "W").await["currentStatus"], "Amending");
            app.authority.notify(lrn, &["CC004C"]).expect("known");
            app.settle().await.expect("settled");
        }
        for one in [&first, &second] {
            let id = one["referenceId"].as_str().unwrap_or_default();
            let ended = read(&app, &format!("/v1/ingestions/{id}")).await;
            assert_eq!(ended["state"], "succeeded", "{ended}");
        }
        let declaration = only(&app, "W").await;
        assert_eq!(lorry_in(&declaration), "M-TW 2");
        assert_eq!(declaration["lodgedRevision"], 3);
        assert!(at_customs(&app, &declaration).contains("M-TW 2"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_amendment_is_made_on_a_copy() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("a product");
        send(&app, &shipment("A", "#hold")).await;
        let lodged = only(&app, "A").await;
        act(&app, &lodged, "amend", &json!({})).await;
        patch(&app, &lodged, &json!({"goodsShipment": lorry_of("M-AM 1")})).await;
        let open = only(&app, "A").await;
        assert_eq!(open["currentStatus"], "Amendable");
        assert_eq!(open["statusAtCustoms"], "Accepted");
        assert_eq!(
            (&open["revision"], &open["lodgedRevision"]),
            (&json!(2), &json!(1))
        );
        assert!(!at_customs(&app, &open).contains("M-AM 1"));
        // Given up: what customs has is back, and the draft is still stored.
        act(&app, &open, "cancel-amendment", &json!({})).await;
        let back = only(&app, "A").await;
        assert_eq!(back["currentStatus"], "Accepted");
        assert_eq!(
            back["singleAdministrativeDocument"],
            lodged["singleAdministrativeDocument"]
        );
        assert_eq!(back["revision"], 1);
        // An amendment that changes nothing is not sent.
        act(&app, &back, "amend", &json!({})).await;
        act(&app, &back, "submit", &json!({})).await;
        let unchanged = only(&app, "A").await;
        assert_eq!(unchanged["currentStatus"], "Amendable");
        assert_eq!(codes(&unchanged), ["D0052"]);
        // Customs takes no amendment of the office of departure.
        patch(&app, &back, &json!({"declarationOfficeCode": "DE004851"})).await;
        act(&app, &back, "submit", &json!({})).await;
        let refused = only(&app, "A").await;
        assert!(codes(&refused).contains(&"D0054"), "{:?}", codes(&refused));
        patch(
            &app,
            &back,
            &json!({
                "declarationOfficeCode": "DE004101", "goodsShipment": lorry_of("M-AM 2"),
            }),
        )
        .await;
        act(&app, &back, "submit", &json!({})).await;
        let amended = only(&app, "A").await;
        assert_eq!(amended["currentStatus"], "Accepted");
        assert_eq!(
            (&amended["revision"], &amended["lodgedRevision"]),
            (&json!(3), &json!(3))
        );
        assert!(at_customs(&app, &amended).contains("M-AM 2"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rejected_amendment_leaves_what_customs_has() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("a product");
        send(&app, &shipment("R", "#hold#noamendment")).await;
        let declaration = only(&app, "R").await;
        let refused = send(&app, &lorry("R", "M-NO 1")).await;
        assert_eq!(refused["state"], "succeeded", "{refused}");
        let rejected = only(&app, "R").await;
        assert_eq!(rejected["currentStatus"], "AmendmentError");
        assert_eq!(rejected["lodgedRevision"], 1);
        assert!(rejected["errors"][0]["source"] == "customs", "{rejected}");
        assert!(!at_customs(&app, &declaration).contains("M-NO 1"));
        act(&app, &rejected, "cancel-amendment", &json!({})).await;
        let back = only(&app, "R").await;
        assert_eq!(
            (&back["currentStatus"], &back["revision"]),
            (&json!("Accepted"), &json!(1))
        );
        // What customs says while an amendment is open counts beneath it; a release ends it.
        act(&app, &back, "amend", &json!({})).await;
        let lrn = back["lrn"].as_str().unwrap_or_default();
        app.authority.notify(lrn, &["CC060C"]).expect("known");
        app.settle().await.expect("settled");
        let controlled = only(&app, "R").await;
        assert_eq!(controlled["currentStatus"], "Amendable");
        assert_eq!(controlled["statusAtCustoms"], "UnderControl");
        app.authority.notify(lrn, &["CC029C"]).expect("known");
        app.settle().await.expect("settled");
        let released = only(&app, "R").await;
        assert_eq!(released["currentStatus"], "Released");
        assert_eq!(released["revision"], 1);
    })
    .await;
}

/// A replacement loses manual edits and says so, or brings them over and asks about conflicts.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn manual_edits_are_lost_or_brought_over() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("a product");
        let named = |reference: &str| {
            let mut shipment = shipment(reference, "");
            shipment["customsFlow"] = "TransitOnRequest".into();
            shipment
        };
        let edit = json!({
            "communicationLanguage": "DE",
            "goodsShipment": lorry_of("M-ED 1"),
        });
        for (reference, query, changes_lorry, expected) in [
            ("L", "", false, ("EN", "M-VE 2026", vec![])),
            ("K", "?keepManualEdits=true", false, ("DE", "M-ED 1", vec![])),
            ("C", "?keepManualEdits=true", true, ("DE", "M-RE 1", vec!["D0050"])),
        ] {
            send(&app, &named(reference)).await;
            let before = only(&app, reference).await;
            patch(&app, &before, &edit).await;
            let mut replacement = named(reference);
            replacement["messageType"] = "Replace".into();
            if changes_lorry {
                replacement["singleAdministrativeDocument"]["goodsShipment"]["consignment"]
                    ["departureTransportMeans"]["identification"] = "M-RE 1".into();
            }
            let path = format!("/v1/customsshipments{query}");
            let (status, answer) = app.post(&path, &replacement).await.expect("an answer");
            assert_eq!(status, 202, "{answer}");
            app.settle().await.expect("settled");
            let after = only(&app, reference).await;
            let language = &after["singleAdministrativeDocument"]["communicationLanguage"];
            let errors = codes(&after);
            assert_eq!(
                (language.as_str().unwrap_or_default(), lorry_in(&after), errors.clone()),
                (expected.0, &json!(expected.1), expected.2),
                "{reference}"
            );
            let events = read(&app, "/v1/events?after=").await.to_string();
            assert!(events.contains("lostManualEdits"), "the first one lost them");
            if !errors.is_empty() {
                assert_eq!(after["currentStatus"], "Invalid", "nobody decides silently");
                patch(&app, &after, &json!({"goodsShipment": lorry_of("M-ED 1")})).await;
                let decided = only(&app, reference).await;
                assert_eq!(codes(&decided), Vec::<&str>::new());
                assert_eq!(decided["currentStatus"], "Validated");
            }
        }
        let story = cas_testkit::story::of_shipment(&app, "L").await.expect("a story");
        assert!(story.contains("Superseded"), "{story}");
    })
    .await;
}

/// What a person set stays over updates of other fields; the same field is a conflict.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_update_keeps_what_a_person_set() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("a product");
        send(&app, &shipment("P", "#hold")).await;
        let declaration = only(&app, "P").await;
        act(&app, &declaration, "amend", &json!({})).await;
        patch(
            &app,
            &declaration,
            &json!({"goodsShipment": lorry_of("M-PE 1")}),
        )
        .await;
        act(&app, &declaration, "submit", &json!({})).await;
        let update = json!({
            "messageType": "Update", "direction": "OUT", "externalReference": "P",
            "singleAdministrativeDocument": {"communicationLanguage": "DE"},
        });
        assert_eq!(send(&app, &update).await["state"], "succeeded");
        let kept = only(&app, "P").await;
        assert_eq!(lorry_in(&kept), "M-PE 1");
        assert_eq!(kept["currentStatus"], "Accepted");
        let origins = read(&app, &format!("{}/origins", path(&kept))).await;
        let of_lorry = origins["origins"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|origin| {
                origin["path"] == "goodsShipment.consignment.departureTransportMeans.identification"
            });
        assert_eq!(of_lorry.expect("an origin")["origin"]["type"], "person");
        assert_eq!(
            send(&app, &lorry("P", "M-ER 1")).await["state"],
            "succeeded"
        );
        let conflict = only(&app, "P").await;
        assert_eq!(conflict["currentStatus"], "Amendable");
        assert_eq!(codes(&conflict), ["D0050"]);
        assert_eq!(lorry_in(&conflict), "M-ER 1");
        // Nobody sends it before somebody has decided.
        act(&app, &conflict, "submit", &json!({})).await;
        assert_eq!(only(&app, "P").await["currentStatus"], "Amendable");
        patch(
            &app,
            &conflict,
            &json!({"goodsShipment": lorry_of("M-ER 1")}),
        )
        .await;
        act(&app, &conflict, "submit", &json!({})).await;
        let decided = only(&app, "P").await;
        assert_eq!(decided["currentStatus"], "Accepted", "{decided}");
        assert!(at_customs(&app, &decided).contains("M-ER 1"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn items_are_added_changed_and_removed() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("a product");
        let mut first = shipment("I", "");
        first["customsFlow"] = "TransitOnRequest".into();
        send(&app, &first).await;
        let declaration = only(&app, "I").await;
        let path = path(&declaration);
        let item = json!({
            "commodity": {"itemId": "PUMP"}, "goodsMeasure": {"qty": 5},
            "packagings": [{"quantity": 1, "type": "CT", "shippingMarks": "LOT 9"}],
        });
        let (status, added) = app
            .post(&format!("{path}/items"), &item)
            .await
            .expect("an answer");
        assert_eq!(status, 202, "{added}");
        let id = added["itemId"].as_str().unwrap_or_default();
        let added_item = read(&app, &format!("{path}/items/{id}")).await;
        assert_eq!(added_item["seqNum"], 3);
        assert_eq!(
            added_item["goodsMeasure"]["nmass"], 1.0,
            "deduced: {added_item}"
        );
        let heavy = json!({"goodsMeasure": {"nmass": 7.5}});
        let (status, answer) = app
            .patch(&format!("{path}/items/{id}"), &heavy)
            .await
            .expect("an answer");
        assert_eq!(status, 202, "{answer}");
        act(&app, &declaration, "validate", &json!({})).await;
        let changed = read(&app, &format!("{path}/items/{id}")).await;
        assert_eq!(changed["goodsMeasure"]["nmass"], 7.5, "a person said so");
        let items = |declaration: &Value| {
            let goods = &declaration["singleAdministrativeDocument"]["goodsShipment"];
            goods["governmentAgencyGoodsItems"]
                .as_array()
                .cloned()
                .unwrap_or_default()
        };
        let before = items(&only(&app, "I").await);
        let gone = before[0]["governmentAgencyGoodsItemId"]
            .as_str()
            .unwrap_or_default();
        let (status, answer) = app
            .delete(&format!("{path}/items/{gone}"))
            .await
            .expect("an answer");
        assert_eq!(status, 202, "{answer}");
        let after = items(&only(&app, "I").await);
        let numbers: Vec<_> = after.iter().map(|item| item["seqNum"].clone()).collect();
        assert_eq!(numbers, [json!(1), json!(2)]);
        // What does not fit is refused by its place, and nothing changes.
        for (body, place) in [
            (
                json!({"goodsMeasure": {"weight": 1}}),
                "goodsMeasure.weight",
            ),
            (
                json!({"packagings": [{"casReference": "nothing"}]}),
                "packagings[0].casReference",
            ),
        ] {
            let (status, answer) = app
                .patch(&format!("{path}/items/{id}"), &body)
                .await
                .expect("an answer");
            assert_eq!(
                (status, &answer["errors"][0]["path"]),
                (400, &json!(place)),
                "{answer}"
            );
        }
        let (status, _) = app
            .delete(&format!("{path}/items/{gone}"))
            .await
            .expect("an answer");
        assert_eq!(status, 404);
        assert_eq!(items(&only(&app, "I").await), after);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_has_not_come_in_time_is_told_once() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("a product");
        send(&app, &shipment("D", "#silent")).await;
        assert_eq!(codes(&only(&app, "D").await), Vec::<&str>::new());
        app.wait(31 * 60).await.expect("settled");
        app.wait(31 * 60).await.expect("settled");
        let overdue = only(&app, "D").await;
        assert_eq!(codes(&overdue), ["T0002"]);
        assert_eq!(overdue["errors"][0]["severity"], "warning");
        let events = cas_testkit::story::of_events(&app, "D")
            .await
            .expect("events");
        let told = events
            .matches("DeclarationDeadlinePassed acknowledgement")
            .count();
        assert_eq!(told, 1, "{events}");
        let lrn = overdue["lrn"].as_str().unwrap_or_default();
        app.authority.notify(lrn, &["CC928C"]).expect("known");
        app.settle().await.expect("settled");
        assert_eq!(codes(&only(&app, "D").await), Vec::<&str>::new());
        app.wait(3 * 3600).await.expect("settled");
        let events = cas_testkit::story::of_events(&app, "D")
            .await
            .expect("events");
        assert!(
            events.contains("DeclarationDeadlinePassed acceptance"),
            "{events}"
        );
    })
    .await;
}

/// The limit for presenting goods goes on while an amendment is open, and is not begun anew by it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_amendment_does_not_prolong_a_limit() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("a product");
        let mut early = shipment("O", "");
        early["singleAdministrativeDocument"]["addDeclType1"] = "D".into();
        send(&app, &early).await;
        let lodged = only(&app, "O").await;
        assert_eq!(lodged["currentStatus"], "PreLodged");
        assert_eq!(lodged["dueAt"], "2026-12-22T08:00:00Z");
        app.wait(20 * 24 * 3600).await.expect("settled");
        act(&app, &lodged, "amend", &json!({})).await;
        assert_eq!(only(&app, "O").await["dueAt"], lodged["dueAt"]);
        patch(&app, &lodged, &json!({"goodsShipment": lorry_of("M-OP 1")})).await;
        act(&app, &lodged, "submit", &json!({})).await;
        let amended = only(&app, "O").await;
        assert_eq!(amended["currentStatus"], "PreLodged");
        assert_eq!(amended["dueAt"], lodged["dueAt"]);
        app.wait(11 * 24 * 3600).await.expect("settled");
        assert_eq!(codes(&only(&app, "O").await), ["T0002"]);
    })
    .await;
}

/// A declaration that depends on one that was withdrawn is told.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_depends_on_a_withdrawn_declaration_is_told() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("a product");
        let mut two = shipment("T", "");
        two["customsFlow"] = "ExportTransit".into();
        send(&app, &two).await;
        let declarations = app.declarations("T").await.expect("declarations");
        let lrn = declarations[0]["lrn"].as_str().unwrap_or_default();
        // Customs takes the export back after all.
        app.authority
            .notify(lrn, &["invalidate", "CC509C"])
            .expect("known");
        app.settle().await.expect("settled");
        let declarations = app.declarations("T").await.expect("declarations");
        assert_eq!(declarations[0]["currentStatus"], "Invalidated");
        assert_eq!(codes(&declarations[1]), ["D0053"]);
        let events = cas_testkit::story::of_events(&app, "T")
            .await
            .expect("events");
        assert_eq!(
            events
                .matches("EarlierDeclarationWithdrawn Invalidated")
                .count(),
            1
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_read_an_old_version_changes_nothing() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("a product");
        let mut first = shipment("E", "");
        first["customsFlow"] = "TransitOnRequest".into();
        send(&app, &first).await;
        let declaration = only(&app, "E").await;
        let path = path(&declaration);
        let edit = json!({"communicationLanguage": "DE"});
        let edited = patch(&app, &declaration, &edit).await;
        let old = edited["version"].as_u64().unwrap_or_default() - 1;
        let tag = format!("\"{old}\"");
        let (status, answer) = app
            .patch_if(&path, &json!({"communicationLanguage": "FR"}), &tag)
            .await
            .expect("one");
        assert_eq!(
            (status, &answer["code"]),
            (412, &json!("declaration-changed")),
            "{answer}"
        );
        let language =
            &only(&app, "E").await["singleAdministrativeDocument"]["communicationLanguage"];
        assert_eq!(language, "DE");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn updates_find_their_shipment_or_say_why_not() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("a product");
        let unknown = send(&app, &lorry("U", "M-UN 1")).await;
        assert_eq!(unknown["errors"][0]["code"], "ShipmentUnknown", "{unknown}");
        let mut upsert = shipment("U", "#hold");
        upsert["messageType"] = "Upsert".into();
        assert_eq!(send(&app, &upsert).await["state"], "succeeded");
        assert_eq!(only(&app, "U").await["currentStatus"], "Accepted");
        let mut again = lorry("U", "M-UP 1");
        again["messageType"] = "Upsert".into();
        assert_eq!(send(&app, &again).await["state"], "succeeded");
        let declarations = app.declarations("U").await.expect("declarations");
        assert_eq!(declarations.len(), 1);
        assert_eq!(lorry_in(&declarations[0]), "M-UP 1");
        let mut other_flow = lorry("U", "M-UP 2");
        other_flow["customsFlow"] = "TransitOnRequest".into();
        let refused = send(&app, &other_flow).await;
        assert_eq!(refused["errors"][0]["code"], "FlowChanged", "{refused}");
        let mut stranger = lorry("U", "M-UP 3");
        stranger["singleAdministrativeDocument"]["goodsShipment"]["governmentAgencyGoodsItems"] =
            json!([{"casReference": "nothing", "seqNum": 1}]);
        let refused = send(&app, &stranger).await;
        assert_eq!(
            refused["errors"][0]["code"], "ShipmentUpdateRefused",
            "{refused}"
        );
        assert_eq!(lorry_in(&only(&app, "U").await), "M-UP 1");
        let events = cas_testkit::story::of_events(&app, "U")
            .await
            .expect("events");
        for told in [
            "CreationSuccessful",
            "UpdateSuccessful",
            "UpdateUnsuccessful",
        ] {
            assert!(events.contains(told), "{told}: {events}");
        }
    })
    .await;
}

/// Every edit and every action of a correction, dry: no row changes, and the plan is what is done.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn edits_are_rehearsed() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("a product");
        let mut first = shipment("Y", "");
        first["customsFlow"] = "TransitOnRequest".into();
        send(&app, &first).await;
        send(&app, &shipment("Z", "#hold")).await;
        let (open, lodged) = (only(&app, "Y").await, only(&app, "Z").await);
        let goods = &open["singleAdministrativeDocument"]["goodsShipment"];
        let item = goods["governmentAgencyGoodsItems"][1]["governmentAgencyGoodsItemId"].as_str();
        let item = format!("items/{}", item.unwrap_or_default());
        let pump = json!({"commodity": {"itemId": "PUMP"}, "goodsMeasure": {"qty": 5}});
        for (declaration, method, below, body, status) in [
            (
                &open,
                "PATCH",
                "",
                json!({"communicationLanguage": "DE"}),
                "Validated",
            ),
            (&open, "POST", "items", pump, "Invalid"),
            (
                &open,
                "PATCH",
                &item[..],
                json!({"goodsMeasure": {"qty": 7}}),
                "Invalid",
            ),
            (&open, "DELETE", &item[..], json!({}), "Invalid"),
            (&open, "POST", "hold", json!({}), "Held"),
            (&open, "POST", "release-hold", json!({}), "Invalid"),
            (&lodged, "POST", "amend", json!({}), "Amendable"),
            (&lodged, "POST", "cancel-amendment", json!({}), "Accepted"),
        ] {
            let address = format!("{}/{below}", path(declaration));
            let address = address.trim_end_matches('/');
            let call = async |query: &str| {
                let address = format!("{address}{query}");
                let answer = match method {
                    "PATCH" => app.patch(&address, &body).await,
                    "DELETE" => app.delete(&address).await,
                    _ => app.post(&address, &body).await,
                };
                answer.expect("an answer")
            };
            let before = dump(app.engine.store()).await.expect("rows");
            let (code, answer) = call("?dryRun=true").await;
            assert_eq!(code, 200, "{method} {below}: {answer}");
            let same = dump(app.engine.store()).await.expect("rows") == before;
            assert!(same, "{method} {below} changed something");
            let plan = &answer["plan"];
            let planned = match plan["actions"]
                .as_array()
                .is_some_and(|all| !all.is_empty())
            {
                true => &plan["actions"][0]["declaration"]["statusAfter"],
                false => &plan["declarations"][0]["statusAfter"],
            };
            assert_eq!(planned, status, "{method} {below}: {plan}");
            let (code, answer) = call("").await;
            assert_eq!(code, 202, "{method} {below}: {answer}");
            app.settle().await.expect("settled");
            let id = declaration["id"].as_str().unwrap_or_default();
            let now = read(&app, &format!("/v1/declarations/{id}")).await;
            assert_eq!(now["currentStatus"], status, "{method} {below}");
        }
    })
    .await;
}

/// An article with another code is another heading: customs takes no amendment of it. After release
/// a refused invalidation opens no way round.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_customs_takes_no_amendment_of_is_refused() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("a product");
        send(&app, &shipment("H", "#hold")).await;
        let declaration = only(&app, "H").await;
        let goods = &declaration["singleAdministrativeDocument"]["goodsShipment"];
        let item = &goods["governmentAgencyGoodsItems"][0]["casReference"];
        let other = json!({"casReference": item, "commodity": {"itemId": "PUMP"}});
        let update = json!({
            "messageType": "Update", "direction": "OUT", "externalReference": "H",
            "singleAdministrativeDocument": {"goodsShipment": {
                "governmentAgencyGoodsItems": [other],
            }},
        });
        let refused = send(&app, &update).await;
        assert_eq!(refused["errors"][0]["code"], "UpdateTooLate", "{refused}");
        assert_eq!(only(&app, "H").await["currentStatus"], "Accepted");
        send(&app, &shipment("G", "#noinvalidation")).await;
        let released = only(&app, "G").await;
        act(&app, &released, "invalidate", &json!({"reason": "a test"})).await;
        let refused = only(&app, "G").await;
        assert_eq!(refused["currentStatus"], "InvalidationError");
        assert_eq!(refused["statusAtCustoms"], "Released");
        let allowed = refused["allowedActions"].to_string();
        assert!(!allowed.contains("amend"), "{allowed}");
        let late = send(&app, &lorry("G", "M-LA 1")).await;
        assert_eq!(late["errors"][0]["code"], "UpdateTooLate", "{late}");
    })
    .await;
}

/// Two steps of one flow never declare under the same number, whatever updates come.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_given_number_stays_that_of_one_declaration() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("a product");
        let mut given = shipment("N", "#hold");
        given["customsFlow"] = "TransitOnRequest".into();
        given["singleAdministrativeDocument"]["functionRefNum"] = "LRNERP1".into();
        send(&app, &given).await;
        assert_eq!(only(&app, "N").await["lrn"], "LRNERP1");
        assert_eq!(
            send(&app, &lorry("N", "M-NU 1")).await["state"],
            "succeeded"
        );
        let declarations = app.declarations("N").await.expect("declarations");
        assert_eq!(declarations.len(), 1);
        assert_eq!(declarations[0]["lrn"], "LRNERP1");
    })
    .await;
}

/// What a person took out stays out, though what is deduced of it has another number meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn removed_items_stay_removed() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("a product");
        let mut three = cas_demo::stories::transit::document("", 3);
        three["externalReference"] = "Q".into();
        three["customsFlow"] = "TransitOnRequest".into();
        send(&app, &three).await;
        let declaration = only(&app, "Q").await;
        let items = |declaration: &Value| {
            let goods = &declaration["singleAdministrativeDocument"]["goodsShipment"];
            let items = goods["governmentAgencyGoodsItems"].as_array().cloned();
            items.unwrap_or_default()
        };
        for item in items(&declaration).iter().take(2) {
            let id = item["governmentAgencyGoodsItemId"]
                .as_str()
                .unwrap_or_default();
            let address = format!("{}/items/{id}", path(&declaration));
            let (status, answer) = app.delete(&address).await.expect("an answer");
            assert_eq!(status, 202, "{answer}");
        }
        assert_eq!(
            send(&app, &lorry("Q", "M-QU 1")).await["state"],
            "succeeded"
        );
        let updated = only(&app, "Q").await;
        assert_eq!(codes(&updated), Vec::<&str>::new());
        assert_eq!(lorry_in(&updated), "M-QU 1");
        let left = items(&updated);
        assert_eq!(left.len(), 1);
        assert_eq!(left[0]["seqNum"], 1);
    })
    .await;
}
