//! What operators and connected systems use.

use axum::body::Body;
use axum::body::to_bytes;
use axum::http::Request;
use axum::http::StatusCode;
use cas_api::{ApiSettings, ApiState, router};
use cas_engine::{Clock, Engine, EngineSettings};
use cas_gateway::Registry;
use cas_model::ids::{AlertId, SystemCode};
use cas_model::record::Json;
use cas_store::testing::{TestDatabase, hang};
use cas_store::{AlertRecord, Changes, ConnectionRecord, Store, StoreConfig};
use serde_json::json;
use tower::ServiceExt as _;

use crate::app::{App, all_scopes, call};

#[tokio::test]
async fn health_and_documents_need_no_token() {
    let app = App::start().await;
    for (path, status) in [
        ("/health/live", StatusCode::NO_CONTENT),
        ("/health/ready", StatusCode::NO_CONTENT),
        ("/health/upgrades", StatusCode::OK),
        ("/openapi.json", StatusCode::OK),
        ("/errors/not-found", StatusCode::OK),
        ("/errors/FlowUnknown", StatusCode::OK),
        ("/errors/D0010", StatusCode::OK),
        ("/errors/V0010", StatusCode::OK),
        ("/errors/nonsense", StatusCode::NOT_FOUND),
    ] {
        assert_eq!(app.get(path, "").await.status, status, "{path}");
    }
    assert_eq!(
        app.get("/openapi.json", "").await.json()["openapi"],
        "3.1.0"
    );
}

#[tokio::test]
async fn a_database_that_is_down_is_said_so() {
    let app = App::start().await;
    app.engine.store().close().await;
    let answer = app.get("/health/ready", "").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.problem(), "store-unavailable");
    assert_eq!(answer.header("retry-after"), "5");
    assert_eq!(
        app.get("/health/live", "").await.status,
        StatusCode::NO_CONTENT
    );
}

/// A new store has nothing to fill, which is known once somebody looked.
#[tokio::test]
async fn how_far_an_upgrade_is_can_be_asked() {
    let app = App::start().await;
    let before = app.get("/health/upgrades", "").await.json();
    assert_eq!(before["finished"], false);
    assert_eq!(before["upgrades"][0]["percent"], 0);
    while app.engine.store().fill_one_batch().await.unwrap() {}
    let after = app.get("/health/upgrades", "").await.json();
    assert_eq!(after["finished"], true);
    for upgrade in after["upgrades"].as_array().unwrap() {
        assert_eq!(upgrade["percent"], 100, "{upgrade}");
    }
}

/// A database that hangs is told before whoever probes the server gives up.
#[tokio::test]
async fn a_database_that_takes_no_writes_is_said_so() {
    let app = App::start().await;
    hung_is_told(&app.engine, &app.config).await;
    let Some(database) = TestDatabase::create().await.unwrap() else {
        return;
    };
    let config = database.config();
    let store = Store::open(&config).await.unwrap();
    let settings = EngineSettings::default();
    let engine = Engine::new(store, Registry::default(), settings, Clock::System).unwrap();
    hung_is_told(&engine, &config).await;
    engine.store().close().await;
    database.remove().await.unwrap();
}

async fn hung_is_told(engine: &Engine, config: &StoreConfig) {
    let router = router(ApiState::new(engine.clone(), ApiSettings::default()));
    let ready = async || {
        let request = Request::get("/health/ready").body(Body::empty()).unwrap();
        let answer = router.clone().oneshot(request).await.unwrap();
        let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        String::from_utf8(body.to_vec()).unwrap()
    };
    let hanging = hang(config).await.unwrap();
    // Two who ask at once wait for one proof.
    let (one, other) = tokio::join!(ready(), ready());
    for told in [one, other] {
        assert!(told.contains("did not take a write within 2 s"), "{told}");
    }
    drop(hanging);
    let mut told = ready().await;
    while told.contains("did not take a write") {
        told = ready().await;
    }
    assert_eq!(told, "");
}

#[tokio::test]
async fn a_customs_system_needs_the_secret_of_its_connection() {
    let app = App::start().await;
    let connection = ConnectionRecord {
        tenant_id: app.ours,
        system: SystemCode::parse("ncts").unwrap(),
        document: Json::from(
            &json!({ "endpoint": "http://localhost/", "callbackSecret": "right" }),
        ),
        version: 1,
        updated_at: app.clock.now(),
    };
    app.engine
        .store()
        .put_connection(&connection)
        .await
        .unwrap();
    let silent = ConnectionRecord {
        system: SystemCode::parse("silent").unwrap(),
        document: Json::from(&json!({ "endpoint": "http://localhost/" })),
        ..connection
    };
    app.engine.store().put_connection(&silent).await.unwrap();
    let token = app.token("ours", &all_scopes()).await;
    let (ours, theirs) = (app.ours, app.theirs);
    for (system, tenant, secret, code) in [
        ("ncts", ours, "", "invalid-callback-secret"),
        ("ncts", ours, "wrong", "invalid-callback-secret"),
        ("ncts", ours, token.as_str(), "invalid-callback-secret"),
        ("ncts", theirs, "right", "invalid-callback-secret"),
        ("emcs", ours, "right", "invalid-callback-secret"),
        ("silent", ours, "", "invalid-callback-secret"),
        ("N!", ours, "right", "invalid-callback-secret"),
        // The secret was believed; this server has no customs system in its registry.
        ("ncts", ours, "right", "not-found"),
    ] {
        let path = format!("/v1/systems/{system}/messages?tenant={tenant}");
        let request = call("POST", &path, secret)
            .body(Body::from("<CC928C/>"))
            .unwrap();
        assert_eq!(app.send(request).await.problem(), code, "{path} {secret}");
    }
    // There are two tenants, and none is meant by itself.
    for query in ["", "?tenant="] {
        let path = format!("/v1/systems/ncts/messages{query}");
        let request = call("POST", &path, "right").body(Body::empty()).unwrap();
        let answer = app.send(request).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(answer.problem(), "tenant-required");
        assert_eq!(answer.json()["errors"][0]["path"], "tenant");
    }
}

#[tokio::test]
async fn alerts_are_shown_until_dealt_with() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    let id = AlertId(app.engine.ids().next());
    let alert = AlertRecord {
        tenant_id: app.ours,
        id,
        kind: "unmatched-message".to_owned(),
        text: "belongs to no declaration".to_owned(),
        message_id: None,
        declaration_id: None,
        raised_at: app.clock.now(),
        resolved_at: None,
        subject: None,
        resolved_by: None,
        resolution: None,
    };
    let changes = Changes {
        alerts: vec![alert],
        ..Changes::default()
    };
    app.engine.store().commit(changes).await.unwrap();
    for (query, count) in [("", 1), ("?state=open", 1), ("?state=all", 1)] {
        let alerts = app.get(&format!("/v1/alerts{query}"), &token).await.json();
        assert_eq!(alerts["alerts"].as_array().unwrap().len(), count, "{query}");
    }
    app.engine
        .store()
        .resolve_alert(app.ours, id, app.clock.now())
        .await
        .unwrap();
    for (query, count) in [("", 0), ("?state=all", 1)] {
        let alerts = app.get(&format!("/v1/alerts{query}"), &token).await.json();
        assert_eq!(alerts["alerts"].as_array().unwrap().len(), count, "{query}");
    }
}

#[tokio::test]
async fn messages_are_found_by_state_and_direction() {
    let app = App::start().await;
    app.add_declaration("L1", cas_model::Status::New).await;
    let token = app.token("ours", &all_scopes()).await;
    for (query, count) in [
        ("state=interpreted", 1),
        ("state=unmatched", 0),
        ("direction=inbound", 1),
        ("direction=outbound", 0),
    ] {
        let found = app
            .get(&format!("/v1/messages?{query}"), &token)
            .await
            .json();
        assert_eq!(
            found["messages"].as_array().unwrap().len(),
            count,
            "{query}"
        );
    }
}
