//! Four eyes: two people who signed in bring a change into force, whatever way it comes.

use axum::body::Body;
use axum::http::{StatusCode, header};
use serde_json::{Value, json};

use crate::app::{Answer, App, TABLE, all_scopes, call, table};
use crate::person::{Person, person};

const SETTINGS: &str = "/v1/configuration/settings/settings";

fn of_table(rest: &str) -> String {
    format!("/v1/configuration/decisiontables/{TABLE}{rest}")
}

/// The table with another answer in its first row.
fn changed(other: &str) -> Value {
    let mut table = table();
    table["table"]["rows"][0]["outputs"][0] = other.into();
    table["tests"][0]["expect"]["outputs"]["item.declType"] = other.trim_matches('"').into();
    table
}

async fn configurator(app: &App, name: &str) -> Person {
    person(app, name, json!({ "roles": ["configurator"] })).await
}

/// Two who may change everything.
async fn anna_and_jonas(app: &App) -> (Person, Person) {
    (
        configurator(app, "anna").await,
        configurator(app, "jonas").await,
    )
}

/// The status of an answer and its code.
fn refused(answer: &Answer) -> (u16, String) {
    (answer.status.as_u16(), answer.problem())
}

/// Publishes the draft of a table as the person saw it.
async fn publish(app: &App, who: &Person, path: &str, tag: &str) -> Answer {
    let request = who
        .request("POST", &format!("{path}/draft/publish"))
        .header(header::IF_MATCH, tag);
    app.send(request.body(Body::from("{}")).unwrap()).await
}

async fn demand(app: &App, token: &str, control: Value) {
    let settings = json!({ "changeControl": control });
    let saved = app.put(&format!("{SETTINGS}/draft"), token, settings).await;
    assert_eq!(saved.status, StatusCode::OK, "{saved:?}");
    let published = app
        .post(&format!("{SETTINGS}/draft/publish"), token, json!({}))
        .await;
    assert_eq!(published.status, StatusCode::OK, "{published:?}");
}

#[tokio::test]
async fn two_people_publish_what_one_of_them_showed() {
    App::on_each_store(two_people_publish_what_one_of_them_showed_on).await;
}

async fn two_people_publish_what_one_of_them_showed_on(app: App) {
    let token = app.token("ours", &all_scopes()).await;
    let (anna, jonas) = anna_and_jonas(&app).await;
    demand(
        &app,
        &token,
        json!([{ "kind": "decisionTable", "names": [TABLE], "fourEyes": true }]),
    )
    .await;

    let saved = anna.send(&app, "PUT", &of_table("/draft"), table()).await;
    assert_eq!(saved.status, StatusCode::OK, "{saved:?}");
    let tag = saved.header("etag").to_owned();
    let early = publish(&app, &jonas, &of_table(""), &tag).await;
    assert_eq!(refused(&early), (409, "review-required".to_owned()));
    let by_client = app
        .post(
            &of_table("/draft/review"),
            &token,
            json!({ "reason": "new offices" }),
        )
        .await;
    assert_eq!(refused(&by_client), (403, "person-required".to_owned()));
    let silent = anna
        .send(
            &app,
            "POST",
            &of_table("/draft/review"),
            json!({ "reason": " " }),
        )
        .await;
    assert_eq!(refused(&silent), (400, "configuration-invalid".to_owned()));
    let reason = json!({ "reason": "new offices" });
    let asked = anna
        .send(&app, "POST", &of_table("/draft/review"), reason)
        .await;
    assert_eq!(asked.status, StatusCode::OK, "{asked:?}");
    assert_eq!(asked.json()["review"]["reason"], "new offices");

    let old = publish(&app, &jonas, &of_table(""), &tag).await;
    assert_eq!(refused(&old), (412, "configuration-changed".to_owned()));
    let tag = asked.header("etag").to_owned();
    let own = publish(&app, &anna, &of_table(""), &tag).await;
    assert_eq!(refused(&own), (403, "second-person-required".to_owned()));
    let unnamed = jonas
        .send(&app, "POST", &of_table("/draft/publish"), json!({}))
        .await;
    assert_eq!(
        refused(&unnamed),
        (428, "reviewed-version-required".to_owned())
    );
    let by_client = app
        .post(&of_table("/draft/publish"), &token, json!({}))
        .await;
    assert_eq!(refused(&by_client), (403, "person-required".to_owned()));

    let review = jonas.get(&app, &of_table("/draft/review")).await;
    assert_eq!(review.status, StatusCode::OK, "{review:?}");
    assert_eq!(review.header("etag"), tag);
    let review = review.json();
    assert_eq!(review["mayPublish"], true, "{review:#}");
    assert_eq!(review["demand"], json!({ "fourEyes": true }));
    assert_eq!(
        review["version"]["editedBy"],
        review["version"]["review"]["askedBy"]
    );
    assert!(review["rows"]["added"].is_array(), "{review:#}");
    assert_eq!(review["tests"]["passed"], true);
    let own = anna.get(&app, &of_table("/draft/review")).await.json();
    assert_eq!(own["why"]["code"], "second-person-required", "{own:#}");
    let published = publish(&app, &jonas, &of_table(""), &tag).await;
    assert_eq!(published.status, StatusCode::OK, "{published:?}");
    assert_eq!(published.json()["review"]["reason"], "new offices");
}

#[tokio::test]
async fn a_change_after_the_review_was_asked_for_takes_it_back() {
    App::on_each_store(a_change_after_the_review_was_asked_for_takes_it_back_on).await;
}

async fn a_change_after_the_review_was_asked_for_takes_it_back_on(app: App) {
    let token = app.token("ours", &all_scopes()).await;
    let (anna, jonas) = anna_and_jonas(&app).await;
    demand(
        &app,
        &token,
        json!([{ "kind": "decisionTable", "fourEyes": true }]),
    )
    .await;
    anna.send(&app, "PUT", &of_table("/draft"), table()).await;
    let reason = json!({ "reason": "new offices" });
    anna.send(&app, "POST", &of_table("/draft/review"), reason.clone())
        .await;
    // Jonas mends it himself: then he has changed it last, and nobody has asked.
    let saved = jonas
        .send(&app, "PUT", &of_table("/draft"), changed("\"400\""))
        .await;
    let tag = saved.header("etag").to_owned();
    let early = publish(&app, &jonas, &of_table(""), &tag).await;
    assert_eq!(refused(&early), (409, "review-required".to_owned()));
    let asked = anna
        .send(&app, "POST", &of_table("/draft/review"), reason)
        .await;
    let tag = asked.header("etag").to_owned();
    for who in [&anna, &jonas] {
        let refusal = publish(&app, who, &of_table(""), &tag).await;
        assert_eq!(
            refused(&refusal),
            (403, "second-person-required".to_owned())
        );
    }
    let withdrawn = anna
        .send(&app, "DELETE", &of_table("/draft/review"), json!({}))
        .await;
    assert_eq!(withdrawn.status, StatusCode::OK, "{withdrawn:?}");
    assert!(withdrawn.json()["review"].is_null());
}

#[tokio::test]
async fn no_other_way_leads_around_the_demand() {
    App::on_each_store(no_other_way_leads_around_the_demand_on).await;
}

async fn no_other_way_leads_around_the_demand_on(app: App) {
    let token = app.token("ours", &all_scopes()).await;
    let (anna, jonas) = anna_and_jonas(&app).await;
    app.put(&of_table("/draft"), &token, table()).await;
    let first = app
        .post(&of_table("/draft/publish"), &token, json!({}))
        .await;
    assert_eq!(first.status, StatusCode::OK, "{first:?}");
    app.put(&of_table("/draft"), &token, changed("\"400\""))
        .await;
    let second = app
        .post(&of_table("/draft/publish"), &token, json!({}))
        .await;
    assert_eq!(second.status, StatusCode::OK, "{second:?}");
    demand(
        &app,
        &token,
        json!([{ "kind": "decisionTable", "fourEyes": true }]),
    )
    .await;

    let retired = anna
        .send(&app, "POST", &of_table("/versions/2/retire"), json!({}))
        .await;
    assert_eq!(refused(&retired), (409, "review-required".to_owned()));
    let bundle = json!({ "decisionTables": [changed("\"500\"")] });
    let imported = app
        .post("/v1/configuration/import", &token, bundle.clone())
        .await;
    assert_eq!(refused(&imported), (409, "review-required".to_owned()));
    // Who acts for a person is a client still.
    let acting = call("POST", &of_table("/draft/review"), &token)
        .header(header::CONTENT_TYPE, "application/json")
        .header("CAS-Acting-Person", "Anna <anna>")
        .body(Body::from(json!({ "reason": "mine" }).to_string()));
    let drafts = app
        .post("/v1/configuration/import?drafts=true", &token, bundle)
        .await;
    assert_eq!(drafts.status, StatusCode::OK, "{drafts:?}");
    let acting = app.send(acting.unwrap()).await;
    assert_eq!(refused(&acting), (403, "person-required".to_owned()));
    let draft = app.get(&of_table("/versions/draft"), &token).await;
    assert_eq!(draft.json()["editedBy"], "ours", "{draft:?}");

    // What stood before is taken back as any other change.
    let restored = anna
        .send(&app, "POST", &of_table("/versions/1/draft"), json!({}))
        .await;
    assert_eq!(restored.status, StatusCode::OK, "{restored:?}");
    let reason = json!({ "reason": "the new offices are wrong" });
    let asked = anna
        .send(&app, "POST", &of_table("/draft/review"), reason)
        .await;
    let tag = asked.header("etag").to_owned();
    let published = publish(&app, &jonas, &of_table(""), &tag).await;
    assert_eq!(published.status, StatusCode::OK, "{published:?}");
    assert_eq!(
        published.json()["document"]["table"]["rows"],
        table()["table"]["rows"]
    );
}

#[tokio::test]
async fn the_demand_itself_is_switched_off_by_two() {
    App::on_each_store(the_demand_itself_is_switched_off_by_two_on).await;
}

async fn the_demand_itself_is_switched_off_by_two_on(app: App) {
    let token = app.token("ours", &all_scopes()).await;
    let (anna, jonas) = anna_and_jonas(&app).await;
    demand(&app, &token, json!([{ "kind": "flow", "fourEyes": true }])).await;
    let path = |rest: &str| format!("{SETTINGS}{rest}");
    let off = anna.send(&app, "PUT", &path("/draft"), json!({})).await;
    assert_eq!(off.status, StatusCode::OK, "{off:?}");
    let alone = publish(&app, &anna, SETTINGS, off.header("etag")).await;
    assert_eq!(refused(&alone), (409, "review-required".to_owned()));
    let bundle = json!({ "settings": {} });
    let imported = app.post("/v1/configuration/import", &token, bundle).await;
    assert_eq!(refused(&imported), (409, "review-required".to_owned()));
    let retired = jonas
        .send(&app, "POST", &path("/versions/1/retire"), json!({}))
        .await;
    assert_eq!(refused(&retired), (409, "review-required".to_owned()));
    let reason = json!({ "reason": "we are one person now" });
    let asked = anna
        .send(&app, "POST", &path("/draft/review"), reason)
        .await;
    let tag = asked.header("etag").to_owned();
    let published = publish(&app, &jonas, SETTINGS, &tag).await;
    assert_eq!(published.status, StatusCode::OK, "{published:?}");

    let audit = app.get("/v1/audit", &token).await.json();
    let entries = audit["entries"].as_array().unwrap().iter();
    let of_control: Vec<_> = entries
        .filter(|entry| entry["event"] == "change-control-changed")
        .collect();
    assert_eq!(of_control.len(), 2, "{audit:#}");
    let detail = of_control[0]["detail"].as_str().unwrap();
    assert!(detail.contains("we are one person now"), "{detail}");
    assert!(of_control[0]["actor"].as_str().unwrap().contains("jonas"));
}

#[tokio::test]
async fn the_settings_say_who_changes_and_who_publishes() {
    App::on_each_store(the_settings_say_who_changes_and_who_publishes_on).await;
}

async fn the_settings_say_who_changes_and_who_publishes_on(app: App) {
    let token = app.token("ours", &all_scopes()).await;
    let (anna, jonas) = anna_and_jonas(&app).await;
    let control = json!([{
        "kind": "decisionTable", "names": [TABLE], "editors": ["anna"], "publishers": ["jonas"],
    }]);
    demand(&app, &token, control).await;
    for answer in [
        app.put(&of_table("/draft"), &token, table()).await,
        jonas.send(&app, "PUT", &of_table("/draft"), table()).await,
    ] {
        assert_eq!(refused(&answer), (403, "change-not-allowed".to_owned()));
    }
    // Looking costs nothing.
    let check = json!({ "document": table() });
    let checked = jonas
        .send(&app, "POST", &of_table("/draft/check"), check)
        .await;
    assert_eq!(checked.status, StatusCode::OK, "{checked:?}");
    let saved = anna.send(&app, "PUT", &of_table("/draft"), table()).await;
    assert_eq!(saved.status, StatusCode::OK, "{saved:?}");
    let tag = saved.header("etag").to_owned();
    let own = publish(&app, &anna, &of_table(""), &tag).await;
    assert_eq!(refused(&own), (403, "change-not-allowed".to_owned()));
    let published = publish(&app, &jonas, &of_table(""), &tag).await;
    assert_eq!(published.status, StatusCode::OK, "{published:?}");
    let wrong = json!({ "changeControl": [{ "kind": "tables" }] });
    let wrong = app.put(&format!("{SETTINGS}/draft"), &token, wrong).await;
    assert_eq!(refused(&wrong), (400, "configuration-invalid".to_owned()));
}
