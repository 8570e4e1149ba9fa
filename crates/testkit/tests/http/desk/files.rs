//! Files come, are what their bytes are, are fetched by a link of minutes, and go with a trace.

use cas_testkit::{StorePlace, TestApp, each_store};
use serde_json::{Value, json};

use crate::desk::listening::Listening;
use crate::desk::notes::{is, shipped};

async fn send(app: &TestApp, path: &str, media: &str, bytes: Vec<u8>) -> (u16, Value) {
    let (client, token) = app.as_client().await;
    let request = client
        .post(format!("{}{path}", app.url()))
        .bearer_auth(token);
    let request = request.header("content-type", media).body(bytes);
    let answer = request.send().await.expect("an answer");
    let status = answer.status().as_u16();
    let text = answer.text().await.expect("a body");
    (status, serde_json::from_str(&text).expect("JSON"))
}

/// A PDF of more than one commit, whose bytes are all different parts.
fn large_pdf() -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.extend((0..3_000_000_u32).map(|at| (at / 7 % 251) as u8));
    bytes
}

async fn a_file_lives(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let declaration = shipped(&app, "F1").await;
    let files = format!("/v1/declarations/{declaration}/attachments");
    let mut screen = Listening::at(&app, &app.url(), "?from=now").await;
    let bytes = large_pdf();
    let path = format!("{files}?name=C:%5CInvoice%20%C3%A4.pdf");
    let (status, file) = send(&app, &path, "image/png", bytes.clone()).await;
    assert_eq!(status, 201, "{file}");
    assert_eq!(
        (&file["mediaType"], &file["size"]),
        (&json!("application/pdf"), &json!(bytes.len()))
    );
    assert_eq!(file["name"], "Invoice ä.pdf");
    let told = screen.until("FileAdded").await;
    assert_eq!(told[0].data["data"]["attachmentId"], file["id"]);

    let (client, token) = app.as_client().await;
    let id = file["id"].as_str().expect("an id");
    let content = format!("{}/v1/attachments/{id}/content", app.url());
    // The link needs no token, and the client follows it without one being needed.
    let redirect = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client");
    let led = redirect
        .get(&content)
        .bearer_auth(&token)
        .send()
        .await
        .expect("an answer");
    assert_eq!(led.status(), 307);
    let link = led.headers()["location"].to_str().expect("text").to_owned();
    let link = format!("{}{link}", app.url());
    let fetched = client.get(&link).send().await.expect("an answer");
    assert_eq!(fetched.status(), 200);
    let header = |name: &str| fetched.headers()[name].to_str().expect("text").to_owned();
    assert_eq!(header("content-type"), "application/pdf");
    assert!(header("content-disposition").starts_with("attachment; "));
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-security-policy").contains("sandbox"));
    assert_eq!(fetched.bytes().await.expect("bytes"), bytes);
    // Another's token, another link and a link that has run out lead nowhere.
    let forged = format!("{}/v1/files/{token}", app.url());
    for wrong in [forged.as_str(), &format!("{link}x")] {
        let answer = client.get(wrong).send().await.expect("an answer");
        assert_eq!(answer.status(), 404);
    }
    app.wait(301).await.expect("five minutes");
    assert_eq!(
        client.get(&link).send().await.expect("an answer").status(),
        404
    );

    // The paper of a document, which must be there.
    let document = is(
        app.get(&format!("/v1/declarations/{declaration}")).await,
        200,
    )
    .await;
    let reference = first_reference(&document["document"])
        .or_else(|| first_reference(&document))
        .expect("an element");
    let path = format!("{files}?name=list.csv&document={reference}");
    let (status, csv) = send(&app, &path, "text/csv", b"a;b\n".to_vec()).await;
    assert_eq!((status, &csv["document"]), (201, &json!(reference)));
    for (query, media, bytes, code) in [
        (
            "name=a.pdf&document=nothing",
            "text/plain",
            "a",
            "file-refused",
        ),
        ("name=a.html", "text/html", "<html>", "file-refused"),
        ("name=a.pdf", "application/pdf", "MZ\u{0}", "file-refused"),
        ("name=a.pdf", "application/pdf", "", "file-refused"),
        ("", "application/pdf", "%PDF-1.7", "file-refused"),
        (
            "name=a.pdf&colour=red",
            "application/pdf",
            "%PDF-1.7",
            "invalid-parameter",
        ),
    ] {
        let path = format!("{files}?{query}");
        let (status, refused) = send(&app, &path, media, bytes.into()).await;
        assert_eq!((status, &refused["code"]), (400, &json!(code)), "{query}");
    }
    let mut huge = b"%PDF-1.7\n".to_vec();
    huge.resize(20_000_001, b' ');
    let (status, refused) = send(&app, &format!("{files}?name=b.pdf"), "", huge).await;
    assert_eq!((status, &refused["code"]), (413, &json!("files-full")));
    let own = cas_demo::tenant::TENANT;
    let used = app
        .engine
        .store()
        .attachment_bytes(own)
        .await
        .expect("a number");
    assert_eq!(used, i64::try_from(bytes.len()).expect("few") + 4);

    let listed = is(app.get(&files).await, 200).await;
    assert_eq!(listed["attachments"].as_array().map(Vec::len), Some(2));
    let path = format!("/v1/attachments/{id}");
    assert_eq!(app.delete(&path).await.expect("an answer").0, 204);
    assert_eq!(app.delete(&path).await.expect("an answer").0, 404);
    let answer = redirect.get(&content).bearer_auth(app.as_client().await.1);
    assert_eq!(answer.send().await.expect("an answer").status(), 404);
    let trace = is(app.get(&path).await, 200).await;
    assert_eq!(
        (&trace["sha256"], trace["deletedBy"].is_null()),
        (&file["sha256"], false)
    );
    let used = app
        .engine
        .store()
        .attachment_bytes(own)
        .await
        .expect("a number");
    assert_eq!(used, 4);
    let of_shipment = "/v1/customsshipments/F1/attachments?name=s.txt".to_owned();
    let (status, _) = send(&app, &of_shipment, "text/plain", b"seen".to_vec()).await;
    assert_eq!(status, 201);
    // What began and never came to its end is forgotten an hour later.
    app.wait(3_601).await.expect("an hour");
    // The token has run out too.
    is(app.get(&files).await, 200).await;
    let (status, _) = send(&app, &of_shipment, "text/plain", b"seen".to_vec()).await;
    assert_eq!(status, 201);
    let left = app
        .engine
        .store()
        .abandoned_attachments(own, app.engine.now(), 10)
        .await;
    assert_eq!(left.expect("a list").len(), 0);
}

fn first_reference(value: &Value) -> Option<String> {
    match value {
        Value::Object(fields) => {
            let own = fields.get("casReference").and_then(Value::as_str);
            own.map(str::to_owned)
                .or_else(|| fields.values().find_map(first_reference))
        }
        Value::Array(elements) => elements.iter().find_map(first_reference),
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_comes_is_fetched_and_goes_with_a_trace() {
    each_store(a_file_lives).await;
}
