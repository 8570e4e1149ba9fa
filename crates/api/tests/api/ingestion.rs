//! Sending messages: what is accepted, what is refused and why, and that retries are harmless.

use axum::body::Body;
use axum::http::{StatusCode, header};
use cas_model::ids::IngestionId;
use cas_model::record::Json;
use cas_store::{Changes, IngestionResult, IngestionState};
use serde_json::{Value, json};

use crate::app::{Answer, App, all_scopes, call, shipment};

const SHIPMENTS: &str = "/v1/customsshipments";

async fn send(app: &App, media: &str, body: &str, key: &str) -> Answer {
    let token = app.token("ours", &all_scopes()).await;
    let mut request = call("POST", SHIPMENTS, &token).header(header::CONTENT_TYPE, media);
    if !key.is_empty() {
        request = request.header("Idempotency-Key", key);
    }
    app.send(request.body(Body::from(body.to_owned())).unwrap())
        .await
}

fn with(change: impl FnOnce(&mut Value)) -> String {
    let mut shipment = shipment("R1");
    change(&mut shipment);
    shipment.to_string()
}

#[tokio::test]
async fn a_shipment_is_stored_and_its_history_readable() {
    let app = App::start().await;
    let answer = send(&app, "application/json; charset=utf-8", &with(|_| ()), "").await;
    assert_eq!(answer.status, StatusCode::ACCEPTED);
    let reference = answer.json()["referenceId"].as_str().unwrap().to_owned();
    let token = app.token("ours", &all_scopes()).await;
    let found = app
        .get(&format!("/v1/ingestions/{reference}"), &token)
        .await
        .json();
    assert_eq!(
        found,
        json!({
            "referenceId": reference, "kind": "CustomsShipment", "externalReference": "R1",
            "state": "received", "errors": [], "receivedAt": "2026-03-01T12:00:00Z",
            "finishedAt": null, "sentBy": "ours",
        })
    );
    for (query, count) in [
        (
            "state=received&kind=CustomsShipment&externalReference=R1",
            1,
        ),
        ("receivedFrom=2026-03-01&receivedTo=2026-03-01", 1),
        ("state=failed", 0),
        ("receivedFrom=2026-03-02", 0),
    ] {
        let found = app
            .get(&format!("/v1/ingestions?{query}"), &token)
            .await
            .json();
        assert_eq!(
            found["ingestions"].as_array().unwrap().len(),
            count,
            "{query}"
        );
    }
}

#[tokio::test]
async fn what_is_stored_is_canonical() {
    let app = App::start().await;
    let body = with(|shipment| {
        let reference = shipment
            .as_object_mut()
            .unwrap()
            .remove("externalReference")
            .unwrap();
        shipment["businessReference"] = reference;
    });
    let answer = send(&app, "application/json", &body, "").await.json();
    let id = answer["referenceId"].as_str().unwrap();
    let id = IngestionId::parse(id).unwrap();
    let row = app
        .engine
        .store()
        .ingestion(app.ours, id)
        .await
        .unwrap()
        .unwrap();
    let stored: Value = row.body.get().unwrap();
    assert_eq!(stored["externalReference"], "R1");
    let sad = &stored["singleAdministrativeDocument"];
    let item = &sad["goodsShipment"]["governmentAgencyGoodsItems"][0];
    let mass = &item["goodsMeasure"]["gmass"];
    assert!(mass.is_number(), "{mass} is no number");
    assert_eq!(mass.to_string(), "12.50", "every digit is kept");
    assert!(item["casReference"].is_string());
}

#[tokio::test]
async fn structure_errors_are_all_named() {
    let app = App::start().await;
    let json = "application/json";
    let long = "x".repeat(71);
    for (body, code, places) in [
        (
            with(|s| s["direction"] = json!("UP")),
            "invalid-structure",
            vec!["direction"],
        ),
        (
            with(|s| s["messageType"] = json!("Delete")),
            "invalid-structure",
            vec!["messageType"],
        ),
        (
            with(|s| s["externalReference"] = json!(long)),
            "invalid-structure",
            vec!["externalReference"],
        ),
        (
            with(|s| {
                s["colour"] = json!("red");
                s["singleAdministrativeDocument"]["goodsShipment"]["governmentAgencyGoodsItems"]
                    [0]["seqNum"] = json!("first");
            }),
            "invalid-structure",
            vec![
                "colour",
                "singleAdministrativeDocument.goodsShipment.governmentAgencyGoodsItems[0].seqNum",
            ],
        ),
        (
            "{}".to_owned(),
            "invalid-structure",
            vec![
                "externalReference",
                "direction",
                "singleAdministrativeDocument",
            ],
        ),
        ("[]".to_owned(), "invalid-structure", vec![""]),
        (
            "{\"a\":1,\"a\":2}".to_owned(),
            "malformed-request",
            vec![""],
        ),
        ("{} {}".to_owned(), "malformed-request", vec![""]),
        ("[".repeat(500), "malformed-request", vec![""]),
    ] {
        let answer = send(&app, json, &body, "").await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(answer.problem(), code, "{body}");
        let mut found = answer.places();
        found.sort();
        let mut places = places;
        places.sort_unstable();
        assert_eq!(found, places, "{body}");
    }
}

#[tokio::test]
async fn every_message_type_is_taken() {
    let app = App::start().await;
    for kind in ["New", "Replace", "Update", "Upsert"] {
        let body = with(|s| s["messageType"] = json!(kind));
        let answer = send(&app, "application/json", &body, "").await;
        assert_eq!(answer.status, StatusCode::ACCEPTED, "{kind}: {answer:?}");
    }
}

/// A message that waits is not one that failed.
#[tokio::test]
async fn what_waits_says_for_what() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    let sent = send(&app, "application/json", &shipment("R1").to_string(), "").await;
    let id = sent.json()["referenceId"].as_str().unwrap().to_owned();
    let reason = json!([{ "code": "WaitsForCustoms", "message": "L1 is Submitted" }]);
    for (state, errors, waits_for) in [
        (IngestionState::Processing, json!([]), reason[0].clone()),
        (IngestionState::Failed, reason.clone(), json!(null)),
    ] {
        let result = IngestionResult {
            tenant_id: app.ours,
            id: IngestionId::parse(&id).unwrap(),
            state,
            errors: Json::stored(reason.to_string()),
            finished_at: None,
        };
        let changes = Changes {
            ingestion_results: vec![result],
            ..Changes::default()
        };
        app.engine.store().commit(changes).await.unwrap();
        let found = app.get(&format!("/v1/ingestions/{id}"), &token).await;
        let found = found.json();
        assert_eq!(found["state"], state.as_str());
        assert_eq!(found["errors"], errors, "{state:?}");
        assert_eq!(found["waitsFor"], waits_for, "{state:?}");
    }
}

#[tokio::test]
async fn a_batch_is_accepted_whole_or_not_at_all() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    let (one, two) = (shipment("B1"), shipment("B2"));
    let media = "application/x-ndjson";
    let bad = json!({ "direction": "OUT", "colour": "red" });
    let answer = send(&app, media, &format!("{one}\n{bad}\n\n{two}\n{bad}"), "").await;
    assert_eq!(answer.problem(), "invalid-structure");
    assert_eq!(answer.places(), ["2: colour", "5: colour"]);
    let answer = send(&app, media, &format!("{one}\n{{\n{two}"), "").await;
    assert_eq!(answer.problem(), "malformed-request");
    assert_eq!(answer.places(), ["2: "]);
    let lines = "{}\n".repeat(6);
    assert_eq!(
        send(&app, media, &lines, "").await.problem(),
        "body-too-large"
    );
    assert_eq!(
        send(&app, media, "\n\n", "").await.problem(),
        "malformed-request"
    );
    let none = app.get("/v1/ingestions", &token).await.json();
    assert_eq!(none["ingestions"], json!([]));

    let answer = send(&app, media, &format!("{one}\r\n{two}\n"), "").await;
    assert_eq!(answer.status, StatusCode::ACCEPTED);
    let references = answer.json()["referenceIds"].as_array().unwrap().clone();
    for (reference, expected) in references.iter().zip(["B1", "B2"]) {
        let path = format!("/v1/ingestions/{}", reference.as_str().unwrap());
        assert_eq!(
            app.get(&path, &token).await.json()["externalReference"],
            expected
        );
    }
}

#[tokio::test]
async fn a_repeated_key_returns_the_first_answer() {
    let app = App::start().await;
    let (json, ndjson) = ("application/json", "application/x-ndjson");
    let (one, two) = (shipment("K1").to_string(), shipment("K2").to_string());
    let first = send(&app, json, &one, "key 1").await.json();
    assert_eq!(send(&app, json, &one, "key 1").await.json(), first);
    assert_ne!(send(&app, json, &one, "key 2").await.json(), first);
    let other = send(&app, json, &two, "key 1").await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    assert_eq!(other.problem(), "idempotency-key-reused");
    let batch = format!("{one}\n{two}");
    let first = send(&app, ndjson, &batch, "key 3").await.json();
    assert_eq!(send(&app, ndjson, &batch, "key 3").await.json(), first);
    for key in ["é", &"k".repeat(256)] {
        let answer = send(&app, json, &one, key).await;
        assert_eq!(answer.problem(), "invalid-parameter");
        assert_eq!(answer.places(), ["Idempotency-Key"]);
    }
}

#[tokio::test]
async fn master_data_comes_alone_or_together() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    let article = json!({ "code": "A1", "descriptions": [{ "language": "en", "text": "Tea" }] });
    let partner = json!({ "code": "P1", "name": "Partner" });
    for (path, body, count) in [
        ("/v1/articledataitems", article.clone(), None),
        ("/v1/articledataitems", json!([article, article]), Some(2)),
        (
            "/v1/articledataitems",
            json!({ "articleDataItems": [article] }),
            Some(1),
        ),
        ("/v1/businesspartners", partner.clone(), None),
        (
            "/v1/businesspartners",
            json!({ "businessPartners": [partner, partner] }),
            Some(2),
        ),
    ] {
        let answer = app.post(path, &token, &body).await;
        assert_eq!(answer.status, StatusCode::ACCEPTED, "{body}");
        let answer = answer.json();
        let references = answer["referenceIds"].as_array().map(Vec::len);
        assert_eq!(references, count, "{body}");
        assert_eq!(answer["referenceId"].is_string(), count.is_none(), "{body}");
    }
    for (body, places) in [
        (json!([article, { "name": "x" }]), vec!["[1].name"]),
        (json!({ "descriptions": [] }), vec!["code"]),
        (json!([article, 1]), vec!["[1]"]),
        (json!([]), vec![]),
    ] {
        let answer = app.post("/v1/articledataitems", &token, &body).await;
        assert_eq!(answer.problem(), "invalid-structure", "{body}");
        assert_eq!(answer.places(), places, "{body}");
    }
}

#[tokio::test]
async fn a_batch_of_a_dry_run_is_smaller() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    let line = with(|_| ());
    for (query, lines, status) in [
        ("?dryRun=true", 3, StatusCode::OK),
        ("?dryRun=true", 4, StatusCode::PAYLOAD_TOO_LARGE),
        ("", 4, StatusCode::ACCEPTED),
    ] {
        let body = vec![line.replace('\n', " "); lines].join("\n");
        let request = call("POST", &format!("{SHIPMENTS}{query}"), &token)
            .header(header::CONTENT_TYPE, "application/x-ndjson");
        let answer = app.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(answer.status, status, "{lines} lines {query}: {answer:?}");
        if status == StatusCode::PAYLOAD_TOO_LARGE {
            let detail = answer.json()["detail"].clone();
            let detail = detail.as_str().unwrap_or_default();
            assert!(detail.contains("at most 3") && detail.contains("dry-run-lines"));
        }
    }
}
