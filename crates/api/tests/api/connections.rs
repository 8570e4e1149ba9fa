//! Connections to customs systems.

use axum::body::Body;
use axum::http::{StatusCode, header};
use serde_json::json;

use crate::app::{App, all_scopes, call, connection};

const NCTS: &str = "/v1/connections/ncts";

#[tokio::test]
async fn secrets_go_in_and_never_come_out() {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    let made = app.put(NCTS, &token, connection()).await;
    assert_eq!(made.status, StatusCode::OK, "{made:?}");
    assert!(made.header("etag").starts_with("\"1-"), "{made:?}");
    let read = app.get(NCTS, &token).await.json();
    assert_eq!(read["connection"]["secret"], "********");
    assert_eq!(read["connection"]["callbackSecret"], "********");

    let stored = async || {
        let rows = app.engine.store().connections_of(app.ours).await.unwrap();
        let document: serde_json::Value = rows[0].document.get().unwrap();
        (
            document["secret"].clone(),
            document["callbackSecret"].clone(),
        )
    };
    let mut shown = read["connection"].clone();
    shown["timeoutSeconds"] = 5.into();
    let saved = app.put(NCTS, &token, &shown).await;
    assert!(saved.header("etag").starts_with("\"2-"), "{saved:?}");
    assert_eq!(
        stored().await,
        (json!("ours"), json!("theirs")),
        "the mask is no secret"
    );
    shown.as_object_mut().unwrap().remove("secret");
    shown["callbackSecret"] = json!(null);
    let third = app.put(NCTS, &token, &shown).await;
    assert_eq!(
        stored().await,
        (json!("ours"), json!(null)),
        "left out stays, null goes"
    );
    let again = app.put(NCTS, &token, &shown).await;
    assert_eq!(again.header("etag"), third.header("etag"), "no change");
}

#[tokio::test]
async fn a_secret_does_not_follow_to_another_host() {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    app.put(NCTS, &token, connection()).await;
    let mut moved = connection();
    for (endpoint, secret, is_refused) in [
        ("https://customs.example.com:443/p6", None, false),
        ("https://attacker.example.com/ncts", None, true),
        (
            "https://attacker.example.com/ncts",
            Some("********".into()),
            true,
        ),
        ("https://customs.example.com:444/ncts", None, true),
        ("http://customs.example.com/ncts", None, true),
        (
            "https://customs.example.org/ncts",
            Some("new".into()),
            false,
        ),
        ("https://customs.example.net/ncts", Some(json!(null)), false),
        ("https://customs.example.com/ncts", None, false),
    ] {
        let fields = moved.as_object_mut().unwrap();
        fields.insert("endpoint".to_owned(), endpoint.into());
        fields.remove("secret");
        fields.extend(secret.map(|secret| ("secret".to_owned(), secret)));
        let answer = app.put(NCTS, &token, &moved).await;
        match is_refused {
            true => assert_eq!(answer.places(), ["secret"], "{endpoint}"),
            false => assert_eq!(answer.status, StatusCode::OK, "{endpoint}: {answer:?}"),
        }
    }

    app.put(NCTS, &token, connection()).await;
    let bundle = json!({ "connections": [{
        "system": "ncts", "endpoint": "https://attacker.example.com/ncts",
        "settings": moved["settings"],
    }]});
    let answer = app.post("/v1/configuration/import", &token, &bundle).await;
    assert_eq!(answer.places(), ["connections[ncts].secret"]);
}

#[tokio::test]
async fn what_allows_a_private_address_is_named() {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    for (endpoint, is_named) in [
        ("http://127.0.0.1:9090/ncts/messages", true),
        ("ftp://127.0.0.1/", false),
    ] {
        let mut private = connection();
        private["endpoint"] = json!(endpoint);
        let refused = app.put(NCTS, &token, private).await;
        assert_eq!(refused.places(), ["endpoint"]);
        let message = refused.json()["errors"][0]["message"].to_string();
        let names = message.contains("customs-to-private-addresses");
        assert_eq!(names, is_named, "{message}");
    }
}

#[tokio::test]
async fn a_connection_is_checked_by_its_system() {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    let with = |field: &str, value: serde_json::Value| {
        let mut connection = connection();
        connection[field] = value;
        connection
    };
    for (connection, place) in [
        (
            with("endpoint", json!("ftp://customs.example.com")),
            "endpoint",
        ),
        (
            with("endpoint", json!("https://user:pw@customs.example.com")),
            "endpoint",
        ),
        (
            with("endpoint", json!("http://127.0.0.1:5432/ncts")),
            "endpoint",
        ),
        (
            with("clientCertificate", json!("/etc/cas/ncts.pem")),
            "clientCertificate",
        ),
        (
            with("clientCertificate", json!("not-there.pem")),
            "clientCertificate",
        ),
        (
            with("settings", json!({"messageSender": "S", "phase": "P5"})),
            "settings.messageRecipient",
        ),
        (with("timeoutSeconds", json!(0)), "timeoutSeconds"),
        (
            with("deadlines", json!({ "release": "soon" })),
            "deadlines.release",
        ),
        (
            with("deadlines", json!({ "release": -1 })),
            "deadlines.release",
        ),
        (with("deadlines", json!({ "lunch": 60 })), "deadlines.lunch"),
        (with("deadlines", json!(null)), "deadlines"),
        (with("colour", json!("red")), "colour"),
        (json!([]), ""),
    ] {
        let answer = app.put(NCTS, &token, &connection).await;
        assert_eq!(answer.problem(), "configuration-invalid", "{connection}");
        assert_eq!(answer.places()[0], place, "{connection}");
    }
    let unknown = app.put("/v1/connections/moon", &token, connection()).await;
    assert_eq!(unknown.problem(), "not-found");
    assert_eq!(app.get(NCTS, &token).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn deadlines_are_kept_as_they_were_put() {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    let mut sent = connection();
    for (deadlines, release, acceptance) in [
        (json!({}), json!(1440), json!(120)),
        (json!({ "release": 60 }), json!(60), json!(120)),
        (
            json!({ "release": null, "acceptance": 0 }),
            json!(null),
            json!(0),
        ),
    ] {
        sent["deadlines"] = deadlines.clone();
        let answer = app.put(NCTS, &token, &sent).await;
        assert_eq!(answer.status, StatusCode::OK, "{deadlines}: {answer:?}");
        let kept = app.get(NCTS, &token).await.json();
        let kept = &kept["connection"]["deadlines"];
        assert_eq!(kept["release"], release, "{deadlines}");
        assert_eq!(kept["acceptance"], acceptance, "{deadlines}");
    }
}

#[tokio::test]
async fn a_connection_has_versions_and_an_end() {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    let earlier = app.put(NCTS, &token, connection()).await;
    let earlier = earlier.header("etag");
    app.delete(NCTS, &token).await;
    app.clock.advance(jiff::SignedDuration::from_secs(1));
    let made = app.put(NCTS, &token, connection()).await;
    let made = made.header("etag");
    for (tag, expected) in [
        ("\"7\"", StatusCode::PRECONDITION_FAILED),
        (earlier, StatusCode::PRECONDITION_FAILED),
        (made, StatusCode::NO_CONTENT),
        (made, StatusCode::PRECONDITION_FAILED),
    ] {
        let request = call("DELETE", NCTS, &token).header(header::IF_MATCH, tag);
        let answer = app.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, expected, "{tag}");
    }
    assert_eq!(app.delete(NCTS, &token).await.status, StatusCode::NOT_FOUND);
    let list = app.get("/v1/connections", &token).await.json();
    assert_eq!(list["connections"], json!([]));
}
