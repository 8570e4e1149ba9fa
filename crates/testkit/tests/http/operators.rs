//! What operators see and decide: refused callbacks, alerts, given-up tasks, and messages that no
//! number leads anywhere. On every store.

use cas_authority::Direction;
use cas_demo::stories::transit;
use cas_demo::tenant::{CLIENT_ID, TENANT};
use cas_testkit::{SECRET, StorePlace, TestApp, each_store, one};
use serde_json::{Value, json};
use uuid::Uuid;

/// A callback that shows a secret, or none, at an address; the answer's status.
async fn call(app: &TestApp, path: &str, secret: &str) -> u16 {
    let secret = format!("Bearer {secret}");
    let headers = [
        ("authorization", secret.as_str()),
        ("content-type", "application/xml"),
    ];
    app.post_raw(path, &headers, "<CC928C/>")
        .await
        .expect("an answer")
}

async fn alerts(app: &TestApp, state: &str) -> Vec<Value> {
    let path = format!("/v1/alerts?state={state}");
    let (_, answer) = app.get(&path).await.expect("alerts");
    answer["alerts"].as_array().cloned().unwrap_or_default()
}

async fn resolve(app: &TestApp, alert: &Value, resolution: &str) -> (u16, Value) {
    let path = format!(
        "/v1/alerts/{}/resolve",
        alert["id"].as_str().unwrap_or_default()
    );
    let word = json!({ "resolution": resolution });
    app.post(&path, &word).await.expect("an answer")
}

async fn refused_callbacks(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let path = "/v1/systems/ncts/messages";
    // The only tenant is meant.
    assert_eq!(call(&app, path, SECRET).await, 202);
    app.settle().await.expect("settled");
    for alert in alerts(&app, "open").await {
        assert_eq!(resolve(&app, &alert, "a test").await.0, 200);
    }
    let nobody = "/v1/systems/ncts/messages?tenant=01900000-0000-7000-8000-000000000001";
    for (path, status) in [
        (path, 401),
        (path, 401),
        (nobody, 401),
        ("/v1/systems/nonsense/messages", 401),
        ("/v1/systems/ncts/messages?tenant=x", 400),
    ] {
        assert_eq!(call(&app, path, "wrong").await, status, "{path}");
    }
    app.wait(61).await.expect("a minute");
    assert_eq!(call(&app, path, "wrong").await, 401);
    let open = alerts(&app, "open").await;
    assert_eq!(open.len(), 1, "{open:#?}");
    assert_eq!(open[0]["kind"], "callback-refused");
    assert_eq!(open[0]["subject"], "ncts");
    let text = open[0]["text"].as_str().unwrap_or_default();
    assert!(
        text.contains("is not the connection's callbackSecret"),
        "{text}"
    );
    assert!(!text.contains("wrong"), "{text}");
    // Who resolved it and how is kept, and it is told again if it goes on.
    assert_eq!(resolve(&app, &open[0], " ").await.0, 400);
    let rehearsed = format!(
        "/v1/alerts/{}/resolve?dryRun=true",
        open[0]["id"].as_str().unwrap_or_default()
    );
    let word = json!({ "resolution": "tried out" });
    let (status, _) = app.post(&rehearsed, &word).await.expect("an answer");
    assert_eq!(status, 400);
    let (status, resolved) = resolve(&app, &open[0], "gave them the secret").await;
    assert_eq!((status, &resolved["resolvedBy"]), (200, &json!(CLIENT_ID)));
    assert_eq!(resolved["resolution"], "gave them the secret");
    let (status, again) = resolve(&app, &open[0], "gave them the secret").await;
    assert_eq!((status, &again["code"]), (409, &json!("alert-resolved")));
    assert_eq!(alerts(&app, "open").await, [Value::Null; 0]);
    assert!(alerts(&app, "resolved").await.contains(&resolved));
    app.wait(61).await.expect("a minute");
    assert_eq!(call(&app, path, "wrong").await, 401);
    assert_eq!(alerts(&app, "open").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn callbacks_that_are_refused_are_told_once() {
    each_store(refused_callbacks).await;
}

async fn two_secrets(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let (_, answer) = app.get("/v1/connections/ncts").await.expect("a connection");
    let mut connection = answer["connection"].clone();
    connection["previousCallbackSecret"] = json!(SECRET);
    connection["callbackSecret"] = json!("the next");
    let put = app
        .put("/v1/connections/ncts", &connection)
        .await
        .expect("an answer");
    assert_eq!(put.0, 200, "{}", put.1);
    assert_eq!(put.1["connection"]["previousCallbackSecret"], "********");
    let path = "/v1/systems/ncts/messages";
    for (secret, status) in [(SECRET, 202), ("the next", 202), ("another", 401)] {
        assert_eq!(call(&app, path, secret).await, status, "{secret}");
    }
    connection["previousCallbackSecret"] = Value::Null;
    let put = app
        .put("/v1/connections/ncts", &connection)
        .await
        .expect("an answer");
    assert_eq!(put.0, 200, "{}", put.1);
    for (secret, status) in [(SECRET, 401), ("the next", 202)] {
        assert_eq!(call(&app, path, secret).await, status, "{secret}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_callback_secret_is_changed_without_a_gap() {
    each_store(two_secrets).await;
}

/// A shipment whose task was given up before it was done, and the task.
async fn given_up(app: &TestApp, reference: &str) -> Value {
    let mut shipment = transit::document("#silent", 1);
    shipment["externalReference"] = json!(reference);
    let id = app.send(&shipment).await.expect("accepted");
    let subject = Uuid::parse_str(&id).expect("an id");
    let store = app.engine.store();
    let gone = store
        .give_up_tasks(TENANT, subject, "the table was gone")
        .await;
    assert_eq!(gone.expect("written"), 1);
    app.settle().await.expect("settled");
    assert_eq!(
        app.declarations(reference).await.expect("a list"),
        [Value::Null; 0]
    );
    let (_, answer) = app.get("/v1/tasks").await.expect("tasks");
    let tasks = answer["tasks"].as_array().cloned().unwrap_or_default();
    assert_eq!(tasks.len(), 1, "{tasks:#?}");
    assert_eq!(tasks[0]["subject"], id);
    assert_eq!(tasks[0]["error"], "the table was gone");
    tasks[0].clone()
}

async fn dead_tasks(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let task = given_up(&app, "RETRIED").await;
    let path = |task: &Value, what: &str| {
        format!(
            "/v1/tasks/{}/{what}",
            task["id"].as_str().unwrap_or_default()
        )
    };
    let word = json!({ "reason": "the table is back" });
    let without = app
        .post(&path(&task, "retry"), &json!({ "reason": "" }))
        .await;
    assert_eq!(without.expect("an answer").1["code"], "reason-required");
    let retried = app
        .post(&path(&task, "retry"), &word)
        .await
        .expect("an answer");
    assert_eq!(retried.0, 202, "{}", retried.1);
    // It is none that was given up any more.
    let again = app
        .post(&path(&task, "drop"), &word)
        .await
        .expect("an answer");
    assert_eq!(again.0, 404, "{}", again.1);
    app.settle().await.expect("settled");
    assert_eq!(one::status(&app, "RETRIED").await, "Submitted");

    let task = given_up(&app, "DROPPED").await;
    let dropped = app
        .post(&path(&task, "drop"), &word)
        .await
        .expect("an answer");
    assert_eq!(dropped.0, 200, "{}", dropped.1);
    let (_, left) = app.get("/v1/tasks").await.expect("tasks");
    assert_eq!(left["tasks"], json!([]));
    app.settle().await.expect("settled");
    assert_eq!(
        app.declarations("DROPPED").await.expect("a list"),
        [Value::Null; 0]
    );
    let told = alerts(&app, "resolved").await;
    let kinds: Vec<&Value> = told.iter().map(|alert| &alert["kind"]).collect();
    assert_eq!(kinds, ["task-dropped", "task-retried"]);
    assert_eq!(told[0]["subject"], task["id"]);
    assert_eq!(told[0]["resolvedBy"], CLIENT_ID);
    assert_eq!(told[0]["resolution"], "dropped: the table is back");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_up_tasks_are_tried_anew_or_dropped_with_a_word() {
    each_store(dead_tasks).await;
}

const MRN: &str = "26DE0000000000ZTJ0";
const ANOTHER: &str = "26DE0000000000ZTK1";

/// What the authority said when it accepted a transit, with its numbers.
async fn acceptance(app: &TestApp) -> [String; 3] {
    let mut shipment = transit::document("", 1);
    shipment["externalReference"] = json!("DONOR");
    one::send(app, &shipment).await;
    let whole = one::declaration(app, "DONOR").await;
    let word = |name: &str| whole[name].as_str().unwrap_or_default().to_owned();
    let (lrn, mrn) = (word("lrn"), word("mrn"));
    let ledger = app.authority.ledger();
    let declaration = ledger.declarations.into_iter().find(|one| one.lrn == lrn);
    let mut transcript = declaration.expect("a declaration").transcript.into_iter();
    let is_it = |body: &str| body.contains("CC028C");
    let line = transcript.find(|line| line.direction == Direction::ToTrader && is_it(&line.body));
    [line.expect("an acceptance").body, lrn, mrn]
}

/// The acceptance under another number, which names nothing of ours.
fn of_nobody(acceptance: &[String; 3], mrn: &str) -> String {
    let [body, lrn, donor] = acceptance;
    let body = body
        .replace(&format!("<LRN>{lrn}</LRN>"), "")
        .replace(donor.as_str(), mrn);
    let inside = body.split("correlationIdentifier>").nth(1);
    let answered = inside
        .and_then(|inside| inside.split("</").next())
        .unwrap_or_default();
    body.replace(answered, "nobodys")
}

async fn silent(app: &TestApp, reference: &str) -> Value {
    let mut shipment = transit::document("#silent", 1);
    shipment["externalReference"] = json!(reference);
    one::send(app, &shipment).await;
    one::declaration(app, reference).await
}

/// The messages in a state, the newest first.
async fn messages(app: &TestApp, state: &str) -> Vec<Value> {
    let path = format!("/v1/messages?direction=inbound&state={state}");
    let (_, answer) = app.get(&path).await.expect("messages");
    answer["messages"].as_array().cloned().unwrap_or_default()
}

async fn assign(app: &TestApp, message: &Value, declaration: &Value) -> (u16, Value) {
    let path = format!(
        "/v1/messages/{}/assign",
        message["id"].as_str().unwrap_or_default()
    );
    let body = json!({ "declarationId": declaration["id"], "reason": "told by phone" });
    let answer = app.post(&path, &body).await.expect("an answer");
    app.settle().await.expect("settled");
    answer
}

async fn assigned_messages(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let acceptance = acceptance(&app).await;
    let (ours, other) = (silent(&app, "OURS").await, silent(&app, "OTHER").await);
    for mrn in [ANOTHER, MRN] {
        let status = app.post_as_customs(of_nobody(&acceptance, mrn)).await;
        assert_eq!(status.expect("an answer"), 202);
        app.settle().await.expect("settled");
    }
    let waiting = messages(&app, "unmatched").await;
    assert_eq!(waiting.len(), 2, "{waiting:#?}");
    let (status, answer) = assign(&app, &waiting[1], &other).await;
    assert_eq!(status, 202, "{answer}");
    let other = one::declaration(&app, "OTHER").await;
    assert_eq!(
        (&other["currentStatus"], &other["mrn"]),
        (&json!("Accepted"), &json!(ANOTHER))
    );
    // What is known of a declaration speaks against another number, whoever says whose it is.
    let (status, answer) = assign(&app, &waiting[0], &other).await;
    assert_eq!(
        (status, &answer["code"]),
        (409, &json!("assignment-refused")),
        "{answer}"
    );
    assert!(
        answer["detail"]
            .as_str()
            .unwrap_or_default()
            .contains(ANOTHER),
        "{answer}"
    );
    assert_eq!(one::declaration(&app, "OTHER").await, other);
    let (status, answer) = assign(&app, &waiting[0], &ours).await;
    assert_eq!(status, 202, "{answer}");
    let ours = one::declaration(&app, "OURS").await;
    assert_eq!(
        (&ours["currentStatus"], &ours["mrn"]),
        (&json!("Accepted"), &json!(MRN))
    );
    assert_eq!(messages(&app, "unmatched").await, [Value::Null; 0]);
    // It is placed, and waits for nobody.
    let (status, answer) = assign(&app, &waiting[0], &ours).await;
    assert_eq!(
        (status, &answer["code"]),
        (409, &json!("message-not-waiting")),
        "{answer}"
    );
    let told = alerts(&app, "resolved").await;
    let of_ours = told
        .iter()
        .find(|alert| alert["messageId"] == waiting[0]["id"]);
    let of_ours = of_ours.expect("a decision");
    assert_eq!(of_ours["resolvedBy"], CLIENT_ID);
    let word = of_ours["resolution"].as_str().unwrap_or_default();
    assert!(
        word.starts_with("assigned to ") && word.ends_with(": told by phone"),
        "{word}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_is_assigned_where_nothing_speaks_against_it() {
    each_store(assigned_messages).await;
}

async fn unreadable_messages(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let ours = silent(&app, "OURS").await;
    assert_eq!(
        app.post_as_customs("<nonsense").await.expect("an answer"),
        202
    );
    app.settle().await.expect("settled");
    let unreadable = messages(&app, "unreadable").await;
    let before = alerts(&app, "open").await;
    assert_eq!((unreadable.len(), before.len()), (1, 1), "{before:#?}");
    // It says nothing that could be applied to a declaration.
    let (status, answer) = assign(&app, &unreadable[0], &ours).await;
    assert_eq!(
        (status, &answer["code"]),
        (409, &json!("message-not-waiting")),
        "{answer}"
    );
    let path = format!(
        "/v1/messages/{}/read",
        unreadable[0]["id"].as_str().unwrap_or_default()
    );
    let word = json!({ "reason": "after the upgrade" });
    let (status, answer) = app.post(&path, &word).await.expect("an answer");
    assert_eq!(status, 202, "{answer}");
    app.settle().await.expect("settled");
    // It is as unreadable as before, and alerted anew; the old alert says who tried.
    assert_eq!(messages(&app, "unreadable").await.len(), 1);
    let (open, told) = (alerts(&app, "open").await, alerts(&app, "resolved").await);
    assert_eq!((open.len(), told.len()), (1, 1));
    assert_ne!(open[0]["id"], before[0]["id"]);
    assert_eq!(told[0]["id"], before[0]["id"]);
    assert_eq!(told[0]["resolution"], "read again: after the upgrade");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unreadable_message_is_read_again() {
    each_store(unreadable_messages).await;
}

/// A shipment for a flow that is not there, and what became of it.
async fn sent_for(app: &TestApp, flow: &str, reference: &str) -> String {
    let mut shipment = transit::document("", 1);
    shipment["externalReference"] = json!(reference);
    shipment["customsFlow"] = json!(flow);
    let id = app.send(&shipment).await.expect("accepted");
    app.settle().await.expect("settled");
    id
}

async fn state_of(app: &TestApp, id: &str) -> String {
    let (_, answer) = app
        .get(&format!("/v1/ingestions/{id}"))
        .await
        .expect("an answer");
    let code = answer["errors"][0]["code"].as_str().unwrap_or_default();
    format!("{} {code}", answer["state"].as_str().unwrap_or_default())
}

async fn process_again(app: &TestApp, id: &str) -> (u16, Value) {
    let word = json!({ "reason": "the flow is published" });
    let answer = app
        .post(&format!("/v1/ingestions/{id}/process"), &word)
        .await;
    app.settle().await.expect("settled");
    answer.expect("an answer")
}

/// Publishes the flow of the demo's transits under another name.
async fn publish_as(app: &TestApp, name: &str) {
    let (_, bundle) = app.get("/v1/configuration/export").await.expect("a bundle");
    let flows = bundle["flows"].as_array().cloned().unwrap_or_default();
    let transit = flows.into_iter().find(|flow| flow["name"] == "Transit");
    let mut flow = transit.expect("the demo's flow");
    flow["name"] = json!(name);
    let draft = format!("/v1/configuration/flows/{name}/draft");
    let (status, answer) = app.put(&draft, &flow).await.expect("an answer");
    assert_eq!(status, 200, "{answer}");
    let publish = format!("{draft}/publish");
    let (status, answer) = app.post(&publish, &json!({})).await.expect("an answer");
    assert_eq!(status, 200, "{answer}");
}

async fn failed_ingestions(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let first = sent_for(&app, "Later", "LATER-1").await;
    let second = sent_for(&app, "Later", "LATER-2").await;
    let newer = sent_for(&app, "Transit", "LATER-2").await;
    assert_eq!(state_of(&app, &first).await, "failed FlowUnknown");
    assert_eq!(state_of(&app, &newer).await, "succeeded ");
    // As long as nothing was mended it fails again, and says so again.
    assert_eq!(process_again(&app, &first).await.0, 202);
    assert_eq!(state_of(&app, &first).await, "failed FlowUnknown");

    publish_as(&app, "Later").await;
    let (status, answer) = process_again(&app, &first).await;
    assert_eq!((status, &answer["referenceId"]), (202, &json!(first)));
    assert_eq!(state_of(&app, &first).await, "succeeded ");
    let made = app.declarations("LATER-1").await.expect("a list");
    assert_eq!(made.len(), 1, "{made:#?}");
    assert_eq!(made[0]["currentStatus"], "Released");
    for (id, code) in [
        (&first, "ingestion-not-failed"),
        (&second, "ingestion-overtaken"),
    ] {
        let (status, answer) = process_again(&app, id).await;
        assert_eq!((status, &answer["code"]), (409, &json!(code)), "{answer}");
    }
    let nobody = process_again(&app, "01900000-0000-7000-8000-000000000001").await;
    assert_eq!(nobody.0, 404);
    // Who wanted it and why is kept.
    let told = alerts(&app, "resolved").await;
    let told = told
        .iter()
        .filter(|alert| alert["kind"] == "ingestion-processed-again");
    let told: Vec<_> = told.map(|alert| alert["resolution"].clone()).collect();
    assert_eq!(
        told,
        vec![json!("carried out anew: the flow is published"); 2]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failed_message_is_carried_out_anew_unless_it_was_overtaken() {
    each_store(failed_ingestions).await;
}
