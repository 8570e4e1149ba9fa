//! Do histories name the person for whom a client acts, through all that follows? On every store.

use cas_demo::stories::transit;
use cas_demo::tenant::CLIENT_ID;
use cas_testkit::{SECRET, StorePlace, TestApp, each_store};
use serde_json::{Value, json};

/// A token of the demo's client, which may do everything.
async fn token(app: &TestApp, client: &reqwest::Client) -> String {
    let form =
        format!("grant_type=client_credentials&client_id={CLIENT_ID}&client_secret={SECRET}");
    let request = client.post(format!("{}/oauth2/v2.0/token", app.url()));
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    let answer = request.body(form).send().await.expect("an answer");
    let answer = answer.text().await.expect("a body");
    let answer: Value = serde_json::from_str(&answer).expect("JSON");
    answer["access_token"].as_str().expect("a token").to_owned()
}

async fn named(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let client = reqwest::Client::new();
    let token = token(&app, &client).await;
    let send = async |request: reqwest::RequestBuilder, person: &str, body: &Value| {
        let request = request
            .bearer_auth(&token)
            .header("content-type", "application/json")
            .header("CAS-Acting-Person", person)
            .body(body.to_string());
        let status = request.send().await.expect("an answer").status();
        assert_eq!(status.as_u16(), 202, "{person}");
    };
    let mut shipment = transit::document("#reject=1", 1);
    shipment["externalReference"] = json!("BY-ANNA");
    let sent = client.post(format!("{}/v1/customsshipments", app.url()));
    send(sent, "Anna Keller <ak>", &shipment).await;
    app.settle().await.expect("settled");
    let declarations = app.declarations("BY-ANNA").await.expect("declarations");
    let id = declarations[0]["id"].as_str().expect("an id").to_owned();
    let path = format!("{}/v1/declarations/{id}", app.url());
    let edit = json!({ "goodsShipment": { "ucr": { "traderReference": "BY-BERTA" } } });
    send(client.patch(&path), "Berta Kunz", &edit).await;
    app.settle().await.expect("settled");

    let history = app.get(&format!("/v1/declarations/{id}/history")).await;
    let (_, history) = history.expect("a history");
    let entries = history["history"].as_array().expect("entries");
    let anna = format!("Anna Keller <ak> through {CLIENT_ID}");
    let by = |actor: &str| entries.iter().filter(|one| one["actor"] == actor).count();
    let ingestions = app.get("/v1/ingestions?externalReference=BY-ANNA").await;
    let (_, ingestions) = ingestions.expect("ingestions");
    assert_eq!(ingestions["ingestions"][0]["sentBy"], anna.as_str());
    let berta = format!("Berta Kunz through {CLIENT_ID}");
    let edited = entries.iter().find(|one| one["actor"] == berta.as_str());
    let edited = edited.unwrap_or_else(|| panic!("{history:#}"));
    let person = json!({ "name": "Berta Kunz", "id": null, "client": CLIENT_ID });
    assert_eq!(edited["person"], person);
    assert_eq!(by(CLIENT_ID), 0, "{history:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_names_the_person_it_acts_for() {
    each_store(named).await;
}
