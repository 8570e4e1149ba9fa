//! What screens and other programs ask of declarations and shipments, on every store: findings in
//! one shape, plans with findings and fingerprints, actions and their outcome, single elements, the
//! chain of an origin, shipments with what they wait for.

use cas_demo::stories::transit;
use cas_testkit::{StorePlace, TestApp, each_store, one};
use serde_json::{Value, json};

const REFERENCE: &str = "API-1";

fn sound(marker: &str) -> Value {
    let mut shipment = transit::document(marker, 1);
    shipment["externalReference"] = REFERENCE.into();
    shipment
}

/// A shipment that one of our rules refuses: a country that there is not.
fn wrong() -> Value {
    let mut shipment = sound("");
    shipment["singleAdministrativeDocument"]["goodsShipment"]["destination"] = "XX".into();
    shipment
}

fn path_of(declaration: &Value) -> String {
    let id = declaration["id"].as_str().unwrap_or_default();
    format!("/v1/declarations/{id}")
}

fn codes(findings: &Value) -> Vec<&str> {
    let findings = findings.as_array().map(Vec::as_slice).unwrap_or_default();
    findings
        .iter()
        .filter_map(|it| it["code"].as_str())
        .collect()
}

async fn findings_and_plans(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    // Before it is sent: the plan says what would be found.
    let dry_run = "/v1/customsshipments?dryRun=true";
    let (status, plan) = app.post(dry_run, &wrong()).await.expect("an answer");
    assert_eq!(status, 200, "{plan}");
    let planned = &plan["plan"]["ingestions"][0]["declarations"][0];
    assert_eq!(planned["statusAfter"], "Invalid", "{plan:#}");
    assert!(
        codes(&planned["findingsAfter"]).contains(&"V0904"),
        "{planned:#}"
    );
    let again = app.post(dry_run, &wrong()).await.expect("an answer").1;
    assert_eq!(again["fingerprint"], plan["fingerprint"]);
    let other = app.post(dry_run, &sound("")).await.expect("an answer").1;
    assert_ne!(other["fingerprint"], plan["fingerprint"]);

    one::send(&app, &wrong()).await;
    let declaration = one::declaration(&app, REFERENCE).await;
    assert_eq!(declaration["currentStatus"], "Invalid");
    let errors = declaration["errors"].as_array().expect("errors");
    let error = errors
        .iter()
        .find(|it| it["code"] == "V0904")
        .expect("V0904");
    assert_eq!(error["errorCode"], "V0904");
    assert_eq!(error["link"], "/errors/V0904");
    assert_eq!(error["fields"][0]["path"], "goodsShipment.destination");
    assert_eq!(error["fields"][0]["label"]["de"], "Bestimmungsland");
    let groups = declaration["findingGroups"].as_array().expect("groups");
    assert!(
        groups
            .iter()
            .any(|it| it["code"] == "V0904" && it["count"] == 1)
    );
    let actions = declaration["actions"].as_array().expect("actions");
    assert_eq!(actions[0]["action"], "edit");
    assert_eq!(actions[0]["needsBody"], true);
    let allowed = declaration["allowedActions"].as_array().expect("actions");
    assert_eq!(actions.len(), allowed.len() + 1);

    // While it is corrected: the plan of the edit says what would be left.
    let path = path_of(&declaration);
    let update = json!({"goodsShipment": {"destination": "CH"}});
    let preview = format!("{path}?dryRun=true");
    let (status, plan) = app.patch(&preview, &update).await.expect("an answer");
    assert_eq!(status, 200, "{plan}");
    let changed = &plan["plan"]["declarations"][0];
    assert!(
        codes(&changed["findingsBefore"]).contains(&"V0904"),
        "{changed:#}"
    );
    assert!(
        !codes(&changed["findingsAfter"]).contains(&"V0904"),
        "{changed:#}"
    );
    let unchanged = one::declaration(&app, REFERENCE).await;
    assert_eq!(unchanged["version"], declaration["version"]);

    // A reason stands in the history.
    let named = format!("{path}?reason=told%20by%20phone");
    assert_eq!(
        app.patch(&named, &json!({"communicationLanguage": "de"}))
            .await
            .expect("an answer")
            .0,
        202
    );
    let history = app
        .get(&format!("{path}/history"))
        .await
        .expect("history")
        .1;
    let notes = history["history"].as_array().expect("entries").iter();
    let mut notes = notes.filter_map(|entry| entry["note"].as_str());
    assert!(
        notes.any(|note| note.starts_with("told by phone (")),
        "{history:#}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn findings_have_one_shape_and_plans_tell_them() {
    each_store(findings_and_plans).await;
}

async fn actions(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    one::send(&app, &wrong()).await;
    let declaration = one::declaration(&app, REFERENCE).await;
    let path = path_of(&declaration);
    let body = json!({"reason": "once more"});
    let (status, accepted) = app
        .post(&format!("{path}/validate"), &body)
        .await
        .expect("an answer");
    assert_eq!(status, 202, "{accepted}");
    let id = accepted["actionId"].as_str().expect("an id");
    let action = format!("/v1/actions/{id}");
    let waiting = app.get(&action).await.expect("an action").1;
    assert_eq!(
        (&waiting["outcome"], &waiting["action"]),
        (&json!("waiting"), &json!("validate"))
    );
    assert_eq!(waiting["reason"], "once more");
    app.settle().await.expect("settled");
    let ended = app.get(&action).await.expect("an action").1;
    assert_eq!(ended["outcome"], "successful", "{ended:#}");
    assert!(ended["finishedAt"].is_string());
    let other = declaration["id"].as_str().unwrap_or_default();
    let unknown = app.get(&format!("/v1/actions/{other}")).await;
    assert_eq!(unknown.expect("an answer").0, 404);
    let wrong = app
        .post(&format!("{path}/validate"), &json!({"reason": ""}))
        .await;
    assert_eq!(wrong.expect("an answer").0, 400);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_action_is_read_until_it_ended() {
    each_store(actions).await;
}

/// An amendment that changes nothing is refused when it is sent.
async fn refused_action(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    one::send(&app, &sound("#hold")).await;
    assert_eq!(one::act(&app, REFERENCE, "amend", &json!({})).await.0, 202);
    let (status, accepted) = one::act(&app, REFERENCE, "submit", &json!({})).await;
    assert_eq!(status, 202, "{accepted}");
    let action = format!(
        "/v1/actions/{}",
        accepted["actionId"].as_str().unwrap_or_default()
    );
    let ended = app.get(&action).await.expect("an action").1;
    assert_eq!(ended["outcome"], "unsuccessful", "{ended:#}");
    assert!(!codes(&ended["errors"]).is_empty(), "{ended:#}");
    let declaration = one::declaration(&app, REFERENCE).await;
    let history = app
        .get(&format!("{}/history", path_of(&declaration)))
        .await
        .expect("history")
        .1;
    assert_eq!(history["refusedActions"], json!([ended]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_action_that_is_refused_stands_in_the_history() {
    each_store(refused_action).await;
}

async fn elements(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    one::send(&app, &wrong()).await;
    let declaration = one::declaration(&app, REFERENCE).await;
    let path = path_of(&declaration);
    let documents = |declaration: &Value| {
        let documents = declaration.pointer(
            "/singleAdministrativeDocument/goodsShipment/consignment/transportContractDocuments",
        );
        documents
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default()
    };
    let update = |elements: Value| {
        let consignment = json!({ "transportContractDocuments": elements });
        json!({ "goodsShipment": { "consignment": consignment } })
    };
    let before = documents(&declaration);
    let added = json!([{"$add": true, "category": "N", "type": "705", "refNum": "BL-1"}]);
    let (status, answer) = app.patch(&path, &update(added)).await.expect("an answer");
    assert_eq!(status, 202, "{answer}");
    let after = documents(&one::declaration(&app, REFERENCE).await);
    assert_eq!(after.len(), before.len() + 1);
    assert_eq!(
        after[..before.len()],
        before[..],
        "the others keep their references"
    );
    let reference = after[before.len()]["casReference"].clone();
    assert_eq!(after[before.len()]["refNum"], "BL-1");
    let removed = json!([{"$remove": true, "casReference": reference}]);
    let (status, answer) = app
        .patch(&path, &update(removed.clone()))
        .await
        .expect("an answer");
    assert_eq!(status, 202, "{answer}");
    assert_eq!(documents(&one::declaration(&app, REFERENCE).await), before);
    let (status, answer) = app.patch(&path, &update(removed)).await.expect("an answer");
    assert_eq!(
        (status, &answer["code"]),
        (400, &json!("invalid-structure"))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_element_is_added_and_removed() {
    each_store(elements).await;
}

async fn deduced_item(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    one::send(&app, &wrong()).await;
    let path = path_of(&one::declaration(&app, REFERENCE).await);
    let item = json!({
        "$add": true,
        "commodity": {"itemId": "BIKE"},
        "goodsMeasure": {"qty": 2, "uoM": "NAR"},
    });
    let update = json!({"goodsShipment": {"governmentAgencyGoodsItems": [item]}});
    let (status, answer) = app.patch(&path, &update).await.expect("an answer");
    assert_eq!(status, 202, "{answer}");
    app.settle().await.expect("settled");
    let declaration = one::declaration(&app, REFERENCE).await;
    let items =
        &declaration["singleAdministrativeDocument"]["goodsShipment"]["governmentAgencyGoodsItems"];
    let added = items.as_array().and_then(|items| items.last());
    let description = added.map(|item| &item["commodity"]["description"]);
    assert!(description.is_some_and(Value::is_string), "{items:#}");
    // What is deduced for an item that a person added is not against what the person said.
    assert!(
        !codes(&declaration["errors"]).contains(&"D0050"),
        "{declaration:#}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_item_that_is_added_is_filled_without_conflict() {
    each_store(deduced_item).await;
}

async fn chain(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    one::send(&app, &wrong()).await;
    let declaration = one::declaration(&app, REFERENCE).await;
    let path = path_of(&declaration);
    let chain = async |field: &str| {
        let path = format!("{path}/origins/chain?field={field}");
        app.get(&path).await.expect("an answer")
    };
    let (status, given) = chain("goodsShipment.destination").await;
    assert_eq!(status, 200, "{given}");
    assert_eq!(given["asked"][0]["source"], "given");
    assert_eq!(given["asked"][0]["answer"], "filled");
    assert_eq!(
        (&given["value"], &given["label"]["en"]),
        (&json!("XX"), &json!("Country of destination"))
    );
    // Every value says what the origins say: its last source that filled it.
    let origins = app
        .get(&format!("{path}/origins"))
        .await
        .expect("origins")
        .1;
    for origin in origins["origins"].as_array().expect("origins") {
        let field = origin["path"].as_str().unwrap_or_default();
        // What is deduced gets its reference when all is done.
        if field.ends_with("casReference") {
            continue;
        }
        let (status, chain) = chain(field).await;
        assert_eq!(status, 200, "{field}: {chain}");
        assert_eq!(chain["value"], origin["value"], "{field}");
        let asked = chain["asked"].as_array().expect("sources");
        let won = asked.iter().rfind(|it| it["answer"] == "filled");
        let won = won.unwrap_or_else(|| panic!("{field}: nothing filled it: {chain:#}"));
        let kind = won["origin"]["type"].as_str().unwrap_or("shipment");
        assert_eq!(origin["origin"]["type"], kind, "{field}: {chain:#}");
    }
    // What a person says, and what would stand there without.
    let update = json!({"goodsShipment": {"destination": "CH"}});
    assert_eq!(app.patch(&path, &update).await.expect("an answer").0, 202);
    let (_, said) = chain("goodsShipment.destination").await;
    assert_eq!(said["asked"][0]["origin"]["type"], "person", "{said:#}");
    assert_eq!(said["withoutPerson"][0]["answer"], "nothing", "{said:#}");
    assert_eq!(chain("goodsShipment").await.0, 400);
    assert_eq!(chain("nothing").await.0, 400);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_value_tells_how_it_came_about() {
    each_store(chain).await;
}

async fn shipments(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    one::send(&app, &wrong()).await;
    let (status, page) = app
        .get("/v1/customsshipments?limit=1")
        .await
        .expect("shipments");
    assert_eq!(status, 200, "{page}");
    assert_eq!(page["customsShipments"][0]["externalReference"], REFERENCE);
    let next = page["nextCursor"].as_str();
    if let Some(next) = next {
        let path = format!("/v1/customsshipments?limit=1&cursor={next}");
        let rest = app.get(&path).await.expect("shipments").1;
        assert_eq!(rest["customsShipments"], json!([]));
    }
    let none = app
        .get("/v1/customsshipments?customsFlow=none")
        .await
        .expect("shipments")
        .1;
    assert_eq!(none["customsShipments"], json!([]));

    let (status, shipment) = app
        .get(&format!("/v1/customsshipments/{REFERENCE}"))
        .await
        .expect("a shipment");
    assert_eq!(status, 200, "{shipment}");
    assert_eq!(shipment["document"]["externalReference"], REFERENCE);
    let steps = shipment["steps"].as_array().expect("steps");
    assert!(
        steps.iter().any(|step| step["isStarted"] == true),
        "{steps:#?}"
    );
    let declarations = shipment["declarations"].as_array().expect("declarations");
    let declaration = one::declaration(&app, REFERENCE).await;
    assert_eq!(declarations[0]["id"], declaration["id"]);
    assert_eq!(shipment["ingestions"][0]["state"], "succeeded");
    assert_eq!(
        app.get("/v1/customsshipments/none")
            .await
            .expect("an answer")
            .0,
        404
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shipment_tells_where_it_stands() {
    each_store(shipments).await;
}
