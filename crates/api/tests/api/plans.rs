//! Who names the plan of a dry run has that plan carried out, or is told what it would be by now.

use axum::body::Body;
use axum::http::{StatusCode, header};
use cas_model::lifecycle::Status;
use serde_json::{Value, json};

use crate::app::{Answer, App, all_scopes, call};

const PLAN: &str = "CAS-Plan";

struct Desk {
    app: App,
    token: String,
    path: String,
}

impl Desk {
    async fn open() -> Self {
        let app = App::with_systems().await;
        let (id, _) = app.add_declaration("L1", Status::Invalid).await;
        let token = app.token("ours", &all_scopes()).await;
        let path = format!("/v1/declarations/{id}");
        Self { app, token, path }
    }

    async fn patch(&self, query: &str, plan: Option<&str>, update: &Value) -> Answer {
        let path = format!("{}{query}", self.path);
        let request = call("PATCH", &path, &self.token);
        let request = request.header(header::CONTENT_TYPE, "application/json");
        let request = match plan {
            Some(plan) => request.header(PLAN, plan),
            None => request,
        };
        let request = request.body(Body::from(update.to_string())).unwrap();
        self.app.send(request).await
    }

    async fn fingerprint(&self, update: &Value) -> String {
        let planned = self.patch("?dryRun=true", None, update).await;
        assert_eq!(planned.status, StatusCode::OK, "{planned:?}");
        planned.json()["fingerprint"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn the_plan_that_was_shown_is_carried_out() {
    let desk = Desk::open().await;
    let update = json!({ "declType": "T2" });
    let fingerprint = desk.fingerprint(&update).await;
    assert_eq!(
        desk.fingerprint(&update).await,
        fingerprint,
        "nothing moved"
    );
    let done = desk.patch("", Some(&fingerprint), &update).await;
    assert_eq!(done.status, StatusCode::ACCEPTED, "{done:?}");
}

#[tokio::test]
async fn what_would_be_otherwise_is_refused_with_the_new_plan() {
    let desk = Desk::open().await;
    let update = json!({ "declType": "T2" });
    let fingerprint = desk.fingerprint(&update).await;
    // Somebody else was faster.
    let other = json!({ "declType": "T2", "totalInvoiceAmount": 13 });
    assert_eq!(
        desk.patch("", None, &other).await.status,
        StatusCode::ACCEPTED
    );
    let refused = desk.patch("", Some(&fingerprint), &update).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{refused:?}");
    assert_eq!(refused.problem(), "plan-changed");
    let answer = refused.json();
    let now = answer["fingerprint"].as_str().unwrap();
    assert_ne!(now, fingerprint);
    assert!(answer["plan"]["declarations"].is_array(), "{answer}");
    // What is refused changed nothing, and the new plan is carried out.
    assert_eq!(desk.fingerprint(&update).await, now);
    let done = desk.patch("", Some(now), &update).await;
    assert_eq!(done.status, StatusCode::ACCEPTED, "{done:?}");
}

#[tokio::test]
async fn what_is_no_plan_is_refused() {
    let desk = Desk::open().await;
    let update = json!({ "declType": "T2" });
    let refused = desk.patch("", Some("soon"), &update).await;
    assert_eq!(refused.places(), [PLAN]);
    // An endpoint without a dry run has no plan that could be named.
    let fingerprint = desk.fingerprint(&update).await;
    let request = call("POST", "/v1/clients", &desk.token).header(PLAN, fingerprint);
    let request = request.body(Body::from("{}")).unwrap();
    let refused = desk.app.send(request).await;
    assert_eq!(refused.problem(), "invalid-parameter");
    // What is refused for itself is refused so.
    let fingerprint = desk.fingerprint(&update).await;
    let wrong = desk
        .patch("", Some(&fingerprint), &json!({ "colour": 1 }))
        .await;
    assert_eq!(wrong.problem(), "invalid-structure");
}
