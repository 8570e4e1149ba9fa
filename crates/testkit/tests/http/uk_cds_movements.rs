//! Exports from the United Kingdom against the authority, over HTTP: declared before the goods are
//! there, arrived and departed by inventory linking, rejected there and tried again. And against a
//! server that keeps what it gets: where movements go, and what their answers are matched by.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use cas_authority::Script;
use cas_demo::stories::{uk_export, uk_import};
use cas_demo::tenant::TENANT;
use cas_schemas::SchemaSet;
use cas_testkit::one::{act, declaration, marked, messages, notify, send, status};
use cas_testkit::{Crash, StorePlace, TestApp, each_store};
use serde_json::{Value, json};

/// The demo's tenant, which exports from the United Kingdom too.
async fn exporter(place: StorePlace) -> TestApp {
    TestApp::start(place).await.expect("started")
}

/// A pre-lodged export, with a consignment of its own.
fn shipment(reference: &str, marker: &str) -> Value {
    let consignment = format!("4GB427168118378-{reference}");
    marked(uk_export::shipment(reference, &consignment), marker)
}

/// The same, consolidated under a master.
fn consolidated(reference: &str, master: &str) -> Value {
    let mut shipment = shipment(reference, "");
    let place = "/singleAdministrativeDocument/goodsShipment/previousDocuments";
    let previous = shipment.pointer_mut(place).expect("previous documents");
    let named = json!({"category": "Z", "type": "MCR", "refNum": master});
    previous.as_array_mut().expect("a list").push(named);
    shipment
}

/// The types of the messages, customs' marked, in the order they came.
async fn exchanged(app: &TestApp, reference: &str) -> String {
    let messages = messages(app, reference).await;
    let told = messages.iter().map(|message| {
        let name = message["messageType"].as_str().unwrap_or_default();
        let name = name.replace("inventoryLinking", "");
        match message["direction"].as_str() {
            Some("inbound") => format!("<{name}"),
            _ => name,
        }
    });
    told.collect::<Vec<_>>().join(" ")
}

async fn asked(app: &TestApp, reference: &str, action: &str, body: Value) {
    let (answered, answer) = act(app, reference, action, &body).await;
    assert_eq!(answered, 202, "{action}: {answer}");
}

fn inventory(declaration: &Value) -> &Value {
    &declaration["customs"]["inventory"]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_arrives_is_released_and_departs() {
    each_store(|place| async {
        let app = exporter(place).await;
        send(&app, &shipment("UKX-1", "")).await;
        assert_eq!(status(&app, "UKX-1").await, "GoodsNotArrived");
        asked(&app, "UKX-1", "goods-arrived", json!({})).await;
        let released = declaration(&app, "UKX-1").await;
        assert_eq!(released["currentStatus"], "Released");
        let stands = inventory(&released);
        assert_eq!(stands["ucr"], "4GB427168118378-UKX-1");
        assert_eq!(stands["goodsLocation"], "GBAUDVRDOVDVR");
        assert_eq!(stands["routeOfEntry"]["code"], "6");
        assert_eq!(stands["statusOfEntry"]["text"], "cleared");
        assert_eq!(
            released["allowedActions"],
            json!(["invalidate", "arrival-at-exit", "goods-departed"])
        );
        // At the port there is another location.
        asked(
            &app,
            "UKX-1",
            "arrival-at-exit",
            json!({"place": "GBAUDVRDOVDVR"}),
        )
        .await;
        assert_eq!(status(&app, "UKX-1").await, "Released");
        asked(&app, "UKX-1", "goods-departed", json!({})).await;
        let left = declaration(&app, "UKX-1").await;
        assert_eq!(left["currentStatus"], "ExitConfirmed");
        assert_eq!(inventory(&left)["statusOfEntry"]["text"], "departed");
        assert_eq!(
            exchanged(&app, "UKX-1").await,
            "DEC <DMSRCV EAL <MovementResponse <DMSACC <DMSCLE <MovementTotalsResponse \
             EAL <MovementResponse \
             EDL <ControlResponse <MovementTotalsResponse <DMSEOG"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_consolidated_export_moves_as_its_master() {
    each_store(|place| async {
        let app = exporter(place).await;
        send(&app, &consolidated("UKX-1", "A:85659360832")).await;
        asked(&app, "UKX-1", "goods-arrived", json!({})).await;
        let released = declaration(&app, "UKX-1").await;
        assert_eq!(released["currentStatus"], "Released");
        let stands = inventory(&released);
        assert_eq!(stands["masterUcr"], "A:85659360832");
        assert_eq!(stands["masterStatusOfEntry"]["code"], "3");
        assert_eq!(stands["ucr"], "4GB427168118378-UKX-1");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rejected_arrival_says_why_and_is_tried_again() {
    each_store(|place| async {
        let script = r#"
            [[rule]]
            match = { system = "uk_cds", message = "EAL", nth = 1 }
            answer = ["reject"]
        "#;
        let script = Script::from_toml(script).expect("a script");
        let app = TestApp::start_with(place, |settings, _| settings.script = script).await;
        let app = app.expect("started");
        send(&app, &shipment("UKX-1", "")).await;
        asked(&app, "UKX-1", "goods-arrived", json!({})).await;
        let refused = declaration(&app, "UKX-1").await;
        assert_eq!(refused["currentStatus"], "GoodsNotArrived");
        let error = &refused["errors"][0];
        assert_eq!(error["errorCode"], "27");
        assert_eq!(error["message"], "You have no permission for this location");
        let place = "SingleAdministrativeDocument.GoodsShipment.Consignment";
        assert_eq!(error["fieldReference"][0]["path"], place);
        asked(&app, "UKX-1", "goods-arrived", json!({})).await;
        let released = declaration(&app, "UKX-1").await;
        assert_eq!(released["currentStatus"], "Released");
        assert_eq!(released["errors"], json!([]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rejected_departure_leaves_the_export_released() {
    each_store(|place| async {
        let app = exporter(place).await;
        send(&app, &shipment("UKX-1", "")).await;
        asked(&app, "UKX-1", "goods-arrived", json!({})).await;
        asked(&app, "UKX-1", "goods-departed", json!({"place": "DOVER"})).await;
        let released = declaration(&app, "UKX-1").await;
        assert_eq!(released["currentStatus"], "Released");
        assert_eq!(released["errors"][0]["errorCode"], "28");
        asked(&app, "UKX-1", "goods-departed", json!({})).await;
        assert_eq!(status(&app, "UKX-1").await, "ExitConfirmed");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_inventory_system_moves_is_told_all_the_same() {
    each_store(|place| async {
        let app = exporter(place).await;
        send(&app, &shipment("UKX-1", "")).await;
        notify(&app, "UKX-1", &["arrive"]).await;
        assert_eq!(status(&app, "UKX-1").await, "Released");
        notify(&app, "UKX-1", &["inventoryLinkingMovementTotalsResponse"]).await;
        let released = declaration(&app, "UKX-1").await;
        assert_eq!(inventory(&released)["routeOfEntry"]["code"], "6");
    })
    .await;
}

/// What leaves no export is not moved.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_is_not_offered_a_departure() {
    each_store(|place| async {
        let app = exporter(place).await;
        send(&app, &uk_import::shipment("UK-1")).await;
        let imported = declaration(&app, "UK-1").await;
        assert_eq!(imported["currentStatus"], "Released");
        assert_eq!(imported["allowedActions"], json!(["invalidate"]));
        let (answered, _) = act(&app, "UK-1", "goods-departed", &json!({})).await;
        assert_eq!(answered, 409);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_movement_is_notified_once_over_every_crash() {
    for at in 0..12 {
        each_store(move |place| async move {
            let mut app = exporter(place).await;
            send(&app, &shipment("UKX-1", "")).await;
            for (action, after) in [
                ("goods-arrived", "Released"),
                ("goods-departed", "ExitConfirmed"),
            ] {
                let passed = Arc::default();
                let crash = Crash::At(at).interruption(&passed);
                app.restart(Some(crash)).await.expect("restarted");
                let id = declaration(&app, "UKX-1").await["id"].clone();
                let id = id.as_str().unwrap_or_default();
                let path = format!("/v1/declarations/{id}/{action}");
                let (answered, answer) = app.post(&path, &json!({})).await.expect("an answer");
                assert_eq!(answered, 202, "{answer}");
                app.settle_over_crashes(|| None).await.expect("settled");
                assert_eq!(status(&app, "UKX-1").await, after, "crash at {at}");
            }
            let ledger = app.authority.ledger();
            for code in ["EAL", "EDL"] {
                let lines = ledger.declarations[0].transcript.iter();
                let notified = lines.filter(|line| line.message == code);
                assert_eq!(notified.count(), 1, "{code}, crash at {at}");
            }
        })
        .await;
    }
}

/// A message that a server took.
#[derive(Clone)]
struct Taken {
    path: String,
    headers: BTreeMap<String, String>,
    body: String,
}

type Shared = Arc<Mutex<Vec<Taken>>>;

/// Each message begins a conversation of its own, numbered in the order they came.
async fn take(State(taken): State<Shared>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let mut taken = taken.lock().expect("no test has failed");
    let text = |value: &axum::http::HeaderValue| value.to_str().unwrap_or_default().to_owned();
    let headers = headers.iter();
    taken.push(Taken {
        path: uri.path().to_owned(),
        headers: headers
            .map(|(name, value)| (name.to_string(), text(value)))
            .collect(),
        body: String::from_utf8_lossy(&body).into_owned(),
    });
    let conversation = [("X-Conversation-ID", format!("conv-{}", taken.len()))];
    (StatusCode::ACCEPTED, conversation).into_response()
}

/// A server at the addresses of HMRC, which a tenant is connected with.
async fn hmrc(app: &TestApp) -> Shared {
    let taken = Shared::default();
    let router = Router::new()
        .route("/customs/declarations/", post(take))
        .route("/customs/inventory-linking/exports/", post(take))
        .with_state(Arc::clone(&taken));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
    let listener = listener.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    let endpoint = json!({"endpoint": format!("{url}/customs/declarations")});
    let connected = app
        .connect("uk_cds", &uk_import::settings(), &endpoint)
        .await;
    connected.expect("connected");
    taken
}

/// Pushes a message in a conversation, or in none.
async fn push(app: &TestApp, conversation: Option<&str>, body: &str) {
    if let Some(folder) = std::env::var_os("CAS_SCHEMAS")
        && body.contains("inventoryLinking")
    {
        let schemas = SchemaSet::open(std::path::Path::new(&folder)).expect("schemas");
        assert_eq!(schemas.validate(body.as_bytes()).expect("a schema"), []);
    }
    let path = format!("/v1/systems/uk_cds/messages?tenant={TENANT}");
    let token = format!("Bearer {}", cas_testkit::SECRET);
    let mut headers = vec![
        ("authorization", token.as_str()),
        ("content-type", "application/xml"),
    ];
    headers.extend(conversation.map(|name| ("X-Conversation-ID", name)));
    let answered = app.post_raw(&path, &headers, body.to_owned()).await;
    assert_eq!(answered.expect("an answer"), 202);
    app.settle().await.expect("settled");
}

fn told(root: &str, content: &str) -> String {
    format!("<{root} xmlns=\"http://gov.uk/customs/inventoryLinking/v1\">{content}</{root}>")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn movements_go_beside_declarations_and_answers_find_them() {
    each_store(|place| async {
        let app = exporter(place).await;
        let taken = hmrc(&app).await;
        send(&app, &shipment("UKX-1", "")).await;
        let received = "<Response><FunctionCode>02</FunctionCode><Declaration>\
            <ID>26GB1</ID></Declaration></Response>";
        push(&app, Some("conv-1"), received).await;
        asked(&app, "UKX-1", "goods-arrived", json!({})).await;
        let sent = taken.lock().expect("no test has failed").clone();
        assert_eq!(sent[0].path, "/customs/declarations/");
        assert_eq!(sent[1].path, "/customs/inventory-linking/exports/");
        for (name, value) in [
            ("accept", "application/vnd.hmrc.2.0+xml"),
            ("content-type", "application/xml; charset=UTF-8"),
            ("x-badge-identifier", "BADGE1"),
            ("x-submitter-identifier", "GB603202734852"),
        ] {
            let sent = sent[1].headers.get(name).map(String::as_str);
            assert_eq!(sent, Some(value), "{name}");
        }
        assert_eq!(status(&app, "UKX-1").await, "GoodsArrived");

        // An answer without our reference belongs to the conversation it comes in.
        let rejected = told(
            "inventoryLinkingControlResponse",
            "<messageCode>EAL</messageCode><actionCode>3</actionCode>\
             <error><errorCode>16</errorCode></error>",
        );
        push(&app, Some("conv-2"), &rejected).await;
        assert_eq!(status(&app, "UKX-1").await, "GoodsNotArrived");
        asked(&app, "UKX-1", "goods-arrived", json!({})).await;
        // The same in words is another in another conversation.
        push(&app, Some("conv-3"), &rejected).await;
        assert_eq!(status(&app, "UKX-1").await, "GoodsNotArrived");

        // One with our reference needs none.
        asked(&app, "UKX-1", "goods-arrived", json!({})).await;
        let body = taken.lock().expect("no test has failed")[3].body.clone();
        let (_, rest) = body.split_once("<movementReference>").expect("a reference");
        let (reference, _) = rest.split_once('<').expect("its end");
        assert_eq!(reference.len(), 25);
        let totals = told(
            "inventoryLinkingMovementTotalsResponse",
            &format!(
                "<messageCode>ERS</messageCode><goodsLocation>GBAUDVRDOVDVR</goodsLocation>\
                 <movementReference>{reference}</movementReference>\
                 <entry><ucrBlock><ucr>4GB427168118378-UKX-1</ucr><ucrType>D</ucrType></ucrBlock>\
                 <entryStatus><roe>1</roe><soe>14</soe></entryStatus></entry>"
            ),
        );
        push(&app, None, &totals).await;
        let arrived = declaration(&app, "UKX-1").await;
        assert_eq!(arrived["currentStatus"], "GoodsArrived");
        assert_eq!(
            inventory(&arrived)["routeOfEntry"]["text"],
            "documentary control"
        );

        // Told unasked, it is known by its consignment alone; of several each is told its own.
        let entry = |ucr: &str, soe: &str| {
            format!(
                "<entry><ucrBlock><ucr>4GB427168118378-{ucr}</ucr><ucrType>D</ucrType></ucrBlock>\
                 <entryStatus><soe>{soe}</soe></entryStatus></entry>"
            )
        };
        let place = "<goodsLocation>GBAUDVRDOVDVR</goodsLocation>";
        let alone = format!(
            "<messageCode>ERS</messageCode>{place}{}",
            entry("UKX-1", "15")
        );
        let root = "inventoryLinkingMovementTotalsResponse";
        push(&app, None, &told(root, &alone)).await;
        let of = |code| inventory(&code)["statusOfEntry"]["code"].clone();
        assert_eq!(of(declaration(&app, "UKX-1").await), "15");
        send(&app, &shipment("UKX-2", "")).await;
        let entries = [("UKX-1", "3"), ("UKX-2", "14"), ("STRANGER", "5")];
        let entries = entries.map(|(ucr, soe)| entry(ucr, soe)).concat();
        let several = format!("<messageCode>EMR</messageCode>{place}{entries}");
        push(&app, Some("conv-4"), &told(root, &several)).await;
        assert_eq!(of(declaration(&app, "UKX-1").await), "3");
        assert_eq!(of(declaration(&app, "UKX-2").await), "14");
    })
    .await;
}
