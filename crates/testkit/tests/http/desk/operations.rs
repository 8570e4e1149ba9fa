//! What operators see: whether customs takes what is sent, who deals with an alert, and what was
//! exchanged, however much there is.

use cas_demo::stories::transit;
use cas_testkit::{SECRET, StorePlace, TestApp, each_store};
use serde_json::{Value, json};

use crate::desk::notes::is;

async fn operations(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let state = "/v1/connections/ncts/state";
    let fine = is(app.get(state).await, 200).await;
    assert_eq!(
        fine,
        json!({ "system": "ncts", "isDown": false, "waiting": 0 })
    );
    ship(&app, "O9").await;
    let answered = is(app.get(state).await, 200).await;
    assert_eq!(answered["lastAnswer"]["httpStatus"], 202, "{answered:#}");
    assert!(answered["lastReceivedAt"].is_string(), "{answered:#}");
    // Nobody listens there: a port that was free a moment ago.
    let free = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let nobody = format!("http://{}/ncts", free.local_addr().expect("an address"));
    drop(free);
    let connection = is(app.get("/v1/connections/ncts").await, 200).await;
    let mut connection = connection["connection"].clone();
    connection["endpoint"] = json!(nobody);
    // A secret does not follow to another address.
    connection["secret"] = json!("another secret");
    is(app.put("/v1/connections/ncts", &connection).await, 200).await;
    for number in 0..3 {
        ship(&app, &format!("O{number}")).await;
    }
    let down = is(app.get(state).await, 200).await;
    assert_eq!(
        (&down["isDown"], &down["waiting"]),
        (&json!(true), &json!(3)),
        "{down:#}"
    );
    assert!(
        down["downSince"].is_string() && down["failures"].is_u64(),
        "{down:#}"
    );
    let last = &down["lastAnswer"];
    assert!(
        last["httpStatus"].is_null() && last["text"].is_string(),
        "{down:#}"
    );
    let all = is(app.get("/v1/connectionstates").await, 200).await;
    let all = all["connections"].as_array().expect("a list");
    assert!(all.contains(&down) && all.len() > 1, "{all:#?}");
    assert_eq!(
        is(app.get("/v1/connections/nowhere/state").await, 404).await["code"],
        "not-found"
    );
}

async fn ship(app: &TestApp, reference: &str) {
    let mut shipment = transit::document("", 1);
    shipment["externalReference"] = json!(reference);
    app.send(&shipment).await.expect("accepted");
    app.settle().await.expect("settled");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn operators_see_what_waits() {
    each_store(operations).await;
}

async fn alerts(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let alert = json!({ "reason": "a test" });
    let nobody = "/v1/alerts/01900000-0000-7000-8000-000000000001/assignment";
    assert_eq!(
        is(app.put(nobody, &alert).await, 404).await["code"],
        "not-found"
    );
    // What cannot be read is an alert.
    for nonsense in ["<nonsense", "<more", "<most"] {
        assert_eq!(app.post_as_customs(nonsense).await.expect("an answer"), 202);
        app.settle().await.expect("settled");
    }
    let first = is(app.get("/v1/alerts?limit=1&count=true").await, 200).await;
    assert_eq!(
        first["total"],
        json!({ "count": 3, "isAtLeast": false }),
        "{first:#}"
    );
    let id = first["alerts"][0]["id"].as_str().expect("an alert");
    let next = first["nextCursor"].as_str().expect("more");
    // As earlier releases had it, and as it is now.
    let mut pages = Vec::new();
    for behind in [
        format!("before={id}"),
        format!("before={next}"),
        format!("cursor={next}"),
    ] {
        let path = format!("/v1/alerts?limit=2&{behind}");
        pages.push(is(app.get(&path).await, 200).await);
    }
    assert_eq!(pages[0], pages[1]);
    assert_eq!(pages[1], pages[2]);
    assert_eq!(pages[0]["alerts"].as_array().map(Vec::len), Some(2));
    let previous = pages[0]["previousCursor"].as_str().expect("a page before");
    let back = is(
        app.get(&format!("/v1/alerts?limit=1&cursor={previous}"))
            .await,
        200,
    )
    .await;
    assert_eq!(back["alerts"], first["alerts"]);
    assert!(back.get("previousCursor").is_none(), "{back:#}");

    let path = format!("/v1/alerts/{id}/assignment");
    let anna = json!({ "assignee": "anna" });
    assert_eq!(
        is(app.put(&path, &anna).await, 200).await["assignee"],
        "anna"
    );
    let hers = is(app.get("/v1/alerts?assignee=anna").await, 200).await;
    assert_eq!(hers["alerts"].as_array().map(Vec::len), Some(1));
    assert_eq!(hers["alerts"][0]["assignee"], "anna");
    let wrong = json!({ "assignee": "anna keller" });
    assert_eq!(
        is(app.put(&path, &wrong).await, 400).await["code"],
        "invalid-structure"
    );
    let nobody = is(app.put(&path, &json!({ "assignee": null })).await, 200).await;
    assert_eq!(nobody.get("assignee"), None::<&Value>);
    for wrong in ["before=x", "cursor=x", "sort=text", "since=soon"] {
        let refused = is(app.get(&format!("/v1/alerts?{wrong}")).await, 400).await;
        assert_eq!(refused["code"], "invalid-parameter", "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn alerts_are_listed_and_assigned() {
    each_store(alerts).await;
}

/// How many entries a list has for a query.
async fn count(app: &TestApp, list: &str, query: &str) -> usize {
    let answer = is(app.get(&format!("/v1/{list}?{query}")).await, 200).await;
    let lists = answer.as_object().expect("an object").values();
    let mut rows = lists.filter_map(Value::as_array);
    rows.next().expect("a list").len()
}

async fn lists(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    for number in 0..4 {
        ship(&app, &format!("Lot-{number}")).await;
    }
    let declaration = app.declarations("Lot-2").await.expect("a list")[0].clone();
    let id = declaration["id"].as_str().expect("an id");
    let of_one = count(&app, "messages", &format!("declarationId={id}")).await;
    assert!(of_one >= 2, "{of_one}");
    for (list, query, expected) in [
        ("customsshipments", "", 4),
        ("customsshipments", "externalReference=Lot-1", 1),
        ("customsshipments", "externalReference=lot-*", 4),
        ("customsshipments", "externalReference=lot-3*", 1),
        ("customsshipments", "externalReference=_ot*", 0),
        ("customsshipments", "customsFlow=ExportTransit,Other", 0),
        ("customsshipments", "changed=1h&sort=-changed", 4),
        ("customsshipments", "changedTo=2026-01-01", 0),
        ("ingestions", "state=succeeded,failed&since=1d", 4),
        ("ingestions", "state=failed", 0),
        ("ingestions", "kind=CustomsShipment&state=succeeded", 4),
        ("messages", "type=CC015C", 4),
        ("messages", "type=CC015C,CC999C&system=ncts&state=sent", 4),
        ("messages", "type=CC015C&direction=inbound", 0),
        ("messages", "system=aes", 0),
        ("messages", "createdTo=2026-01-01", 0),
        ("messages", "type=CC015C&offset=3", 1),
        ("masterdata/article", "view=summary&changed=30d", 3),
    ] {
        let found = count(&app, list, query).await;
        assert_eq!(found, expected, "{list}?{query}");
    }
    for list in [
        "customsshipments?externalReference=Lot*",
        "ingestions?kind=CustomsShipment",
        "messages?type=CC015C",
    ] {
        let first = is(
            app.get(&format!("/v1/{list}&limit=3&count=true")).await,
            200,
        )
        .await;
        assert_eq!(first["total"]["count"], 4, "{list}");
        let next = first["nextCursor"].as_str().expect("more");
        let path = format!("/v1/{list}&limit=3&cursor={next}");
        let second = is(app.get(&path).await, 200).await;
        assert!(second.get("nextCursor").is_none(), "{second:#}");
        let previous = second["previousCursor"].as_str().expect("a page before");
        let path = format!("/v1/{list}&limit=3&count=true&cursor={previous}");
        let mut back = is(app.get(&path).await, 200).await;
        back["nextCursor"] = first["nextCursor"].clone();
        assert_eq!(back, first, "{list}");
    }
    for wrong in ["offset=100001", "offset=1&cursor=x", "declarationId=x"] {
        let refused = is(app.get(&format!("/v1/messages?{wrong}")).await, 400).await;
        assert_eq!(refused["code"], "invalid-parameter", "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_are_filtered_and_go_both_ways() {
    each_store(lists).await;
}

async fn compression(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    ship(&app, "Z1").await;
    let (client, token) = app.as_client().await;
    let coding = async |path: &str, accepted: &str| {
        let request = client
            .get(format!("{}{path}", app.url()))
            .header("accept-encoding", accepted)
            .bearer_auth(&token);
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status(), 200, "{path}");
        let coding = answer.headers().get("content-encoding").cloned();
        let coding = coding.map(|coding| coding.to_str().expect("a word").to_owned());
        (coding, answer.bytes().await.expect("bytes"))
    };
    let (plain, bytes) = coding("/v1/messages", "identity").await;
    assert_eq!(plain, None);
    let (packed, small) = coding("/v1/messages", "gzip").await;
    assert_eq!(packed.as_deref(), Some("gzip"));
    assert!(small.len() < bytes.len(), "{} {}", small.len(), bytes.len());
    let mut unpacked = Vec::new();
    let mut reader = flate2::read::GzDecoder::new(&small[..]);
    std::io::Read::read_to_end(&mut reader, &mut unpacked).expect("gzip");
    assert_eq!(unpacked, bytes);
    // Short ones, and what shows who may do what.
    for path in ["/v1/connections/ncts/state", "/v1/authorizationStatus"] {
        assert_eq!(coding(path, "gzip").await.0, None, "{path}");
    }
    let form = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("grant_type", "client_credentials")
        .append_pair("client_id", cas_demo::tenant::CLIENT_ID)
        .append_pair("client_secret", SECRET)
        .finish();
    let given = client
        .post(format!("{}/oauth2/v2.0/token", app.url()))
        .header("accept-encoding", "gzip")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form);
    let given = given.send().await.expect("an answer");
    assert_eq!(given.status(), 200);
    assert!(given.headers().get("content-encoding").is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn long_answers_without_secrets_are_compressed() {
    each_store(compression).await;
}

/// The first element of a name, at any depth.
fn element<'v>(content: &'v Value, name: &str) -> Option<&'v Value> {
    if content["element"] == name {
        return Some(content);
    }
    let elements = content["elements"].as_array()?;
    elements.iter().find_map(|inside| element(inside, name))
}

async fn readable(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    ship(&app, "R1").await;
    let ours = is(app.get("/v1/messages?type=CC015C").await, 200).await;
    let id = ours["messages"][0]["id"].as_str().expect("an id");
    let shown = is(app.get(&format!("/v1/messages/{id}/readable")).await, 200).await;
    assert_eq!(
        shown["message"]["attempts"][0]["httpStatus"], 202,
        "{shown:#}"
    );
    assert_eq!(shown["content"]["element"], "CC015C");
    let goods = element(&shown["content"], "descriptionOfGoods").expect("goods");
    assert!(
        goods["label"]["de"].is_string() && goods["value"].is_string(),
        "{goods:#}"
    );
    let sender = element(&shown["content"], "messageSender").expect("a sender");
    assert_eq!(sender["label"], json!({ "en": "Message sender" }));
    let theirs = is(app.get("/v1/messages?direction=inbound").await, 200).await;
    for message in theirs["messages"].as_array().expect("a list") {
        let id = message["id"].as_str().expect("an id");
        let shown = is(app.get(&format!("/v1/messages/{id}/readable")).await, 200).await;
        assert_eq!(shown["content"]["element"], message["messageType"]);
        assert!(shown.get("unread").is_none(), "{shown:#}");
    }
    // What cannot be read is shown as that.
    assert_eq!(
        app.post_as_customs("<nonsense").await.expect("an answer"),
        202
    );
    app.settle().await.expect("settled");
    let broken = is(app.get("/v1/messages?state=unreadable").await, 200).await;
    let id = broken["messages"][0]["id"].as_str().expect("an id");
    let shown = is(app.get(&format!("/v1/messages/{id}/readable")).await, 200).await;
    assert!(
        shown["unread"].is_string() && shown.get("content").is_none(),
        "{shown:#}"
    );
    let nothing = "/v1/messages/01900000-0000-7000-8000-000000000001/readable";
    assert_eq!(is(app.get(nothing).await, 404).await["code"], "not-found");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_are_read_in_words() {
    each_store(readable).await;
}
