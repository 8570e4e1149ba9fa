//! What does a message say that was sent by other means?

use axum::body::Body;
use axum::http::{StatusCode, header};
use cas_model::scope::Scope;

use crate::app::{Answer, App, all_scopes, call};

/// A transit declaration that says little, and one thing that has no place in ours.
const MESSAGE: &str = r#"<ncts:CC015C PhaseID="NCTS5.1" xmlns:ncts="http://ncts.dgtaxud.ec">
<preparationDateAndTime>2026-03-02T09:30:00</preparationDateAndTime>
<TransitOperation><LRN>L1</LRN><declarationType>T1</declarationType></TransitOperation>
<CustomsOfficeOfDeparture><referenceNumber>DE004101</referenceNumber></CustomsOfficeOfDeparture>
<Consignment><colourOfTheTruck>blue</colourOfTheTruck><ConsignmentItem>
<goodsItemNumber>1</goodsItemNumber></ConsignmentItem></Consignment>
</ncts:CC015C>"#;
const PATH: &str = "/v1/systems/ncts/declarations/read";

async fn read(app: &App, path: &str, content_type: &str, body: &str) -> Answer {
    let token = app.token("ours", &all_scopes()).await;
    let request = call("POST", path, &token)
        .header(header::CONTENT_TYPE, content_type)
        .body(Body::from(body.to_owned()))
        .expect("a request");
    app.send(request).await
}

#[tokio::test]
async fn a_message_becomes_the_shipment_that_would_make_it() {
    let app = App::with_systems().await;
    for content_type in [
        "application/xml",
        "text/xml; charset=utf-8",
        "application/octet-stream",
    ] {
        let answer = read(&app, PATH, content_type, MESSAGE).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        let said = answer.json();
        assert_eq!(said["messageType"], "CC015C");
        assert_eq!(said["kind"], "declaration");
        assert_eq!(said["declarationType"], "transit");
        assert_eq!(said["jurisdiction"], "DE");
        assert_eq!(said["lrn"], "L1");
        assert_eq!(said["day"], "2026-03-02");
        assert_eq!(said["unread"][0]["path"], "Consignment/colourOfTheTruck");
        assert_eq!(said["unread"][0]["code"], "leaf-unread");
        let token = app.token("ours", Scope::CreateMessages.name()).await;
        let path = "/v1/customsshipments?dryRun=true";
        let taken = app.post(path, &token, &said["shipment"]).await;
        assert_eq!(taken.status, StatusCode::OK, "{taken:?}");
    }
}

#[tokio::test]
async fn what_is_no_declaration_is_refused() {
    let app = App::with_systems().await;
    let xml = "application/xml";
    let answer = "<ncts:CC928C xmlns:ncts=\"http://ncts.dgtaxud.ec\"/>";
    for (path, content_type, body, expected) in [
        (PATH, xml, "<CC015C>", "message-unreadable"),
        (PATH, xml, "", "message-unreadable"),
        (PATH, xml, answer, "message-unreadable"),
        (PATH, xml, "<!DOCTYPE a><CC015C/>", "message-unreadable"),
        (
            "/v1/systems/emcs/declarations/read",
            xml,
            MESSAGE,
            "message-unreadable",
        ),
        (
            "/v1/systems/nobody/declarations/read",
            xml,
            MESSAGE,
            "not-found",
        ),
        (PATH, "application/json", "{}", "unsupported-media-type"),
        (
            "/v1/systems/ncts/declarations/read?x=1",
            xml,
            MESSAGE,
            "invalid-parameter",
        ),
    ] {
        let answer = read(&app, path, content_type, body).await;
        assert_eq!(answer.problem(), expected, "{path} {body}");
    }
    let large = "x".repeat(4_000_000);
    let answer = read(&app, PATH, xml, &large).await;
    assert_eq!(answer.problem(), "body-too-large");
}
