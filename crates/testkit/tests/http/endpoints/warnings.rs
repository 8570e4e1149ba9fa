//! What configuration needs beside it, and what it says of that when it comes in.

use cas_testkit::{StorePlace, TestApp, each_store};
use serde_json::{Value, json};

/// The codes and names of the warnings in an answer.
fn warned(answer: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let warnings = answer["warnings"].as_array().cloned().unwrap_or_default();
    let told = warnings.iter();
    told.map(|warning| (text(&warning["code"]), text(&warning["name"])))
        .collect()
}

async fn import(app: &TestApp, bundle: &Value, dry_run: bool) -> Value {
    let path = format!("/v1/configuration/import?dryRun={dry_run}");
    let (status, answer) = app.post(&path, bundle).await.expect("an answer");
    assert_eq!(status, 200, "{answer}");
    answer
}

async fn missing(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let (_, bundle) = app.get("/v1/configuration/export").await.expect("a bundle");
    // All is there: nothing to say.
    assert_eq!(warned(&import(&app, &bundle, true).await), []);
    let flows = bundle["flows"].as_array().cloned().unwrap_or_default();
    let transit = flows
        .into_iter()
        .find(|flow| flow.to_string().contains(r#""system":"ncts""#))
        .expect("a flow that goes to ncts");
    let name = transit["name"].as_str().expect("a name").to_owned();
    let (status, _) = app.delete("/v1/connections/ncts").await.expect("an answer");
    assert_eq!(status, 204);

    // The bundle brings the connection, and its secrets are lacking.
    let answer = import(&app, &bundle, true).await;
    let told = warned(&answer);
    assert!(!told.iter().any(|(code, _)| code == "D0068"), "{answer:#}");
    for code in ["D0069", "D0070"] {
        assert!(
            told.contains(&(code.to_owned(), "ncts".to_owned())),
            "{answer:#}"
        );
    }
    // Without connections in it, and when its draft is published, the flow has none.
    let expected = [("D0068".to_owned(), name.clone())];
    let alone = json!({ "flows": [transit] });
    assert_eq!(warned(&import(&app, &alone, true).await), expected);
    let draft = format!("/v1/configuration/flows/{name}/draft");
    let (status, saved) = app.put(&draft, &transit).await.expect("an answer");
    assert_eq!(status, 200, "{saved}");
    let (status, published) = app
        .post(&format!("{draft}/publish"), &json!({}))
        .await
        .expect("an answer");
    assert_eq!(status, 200, "{published}");
    assert_eq!(warned(&published), expected);
    let told = published["warnings"][0]["description"]
        .as_str()
        .unwrap_or_default();
    assert!(told.contains("PUT /v1/connections/ncts"), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flow_without_its_connection_is_told_when_it_comes_in() {
    each_store(missing).await;
}
