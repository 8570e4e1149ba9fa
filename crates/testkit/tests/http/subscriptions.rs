//! A subscription is tried out, fails, is mended and gets what it missed, at a receiver that answers
//! over HTTP.

use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use cas_demo::stories::transit;
use cas_testkit::{StorePlace, TestApp, each_store};
use serde_json::{Value, json};
use standardwebhooks::Webhook;
use tokio::net::TcpListener;

/// What a receiver got, and what it answers.
#[derive(Clone)]
struct Receiver {
    address: String,
    seen: Arc<Mutex<Seen>>,
}

struct Seen {
    answers: StatusCode,
    calls: Vec<Call>,
}

#[derive(Clone)]
struct Call {
    headers: HeaderMap,
    body: Bytes,
}

impl Call {
    fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().expect("a text")
    }

    fn event(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// Whether one of its signatures is that of a secret, as another library makes it.
    fn is_signed_by(&self, secret: &str) -> bool {
        let seconds = self.header("webhook-timestamp").parse().expect("a time");
        let signature = Webhook::new(secret)
            .expect("a secret")
            .sign(self.header("webhook-id"), seconds, &self.body)
            .expect("a signature");
        self.header("webhook-signature")
            .split(' ')
            .any(|one| one == signature)
    }
}

impl Receiver {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let seen = Arc::new(Mutex::new(Seen {
            answers: StatusCode::NO_CONTENT,
            calls: Vec::new(),
        }));
        let receiver = Self { address, seen };
        let router = Router::new()
            .route("/hook", post(take))
            .with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        receiver
    }

    fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    fn answers(&self, status: StatusCode) {
        self.with(|seen| seen.answers = status);
    }

    /// What came since the last time.
    fn taken(&self) -> Vec<Call> {
        self.with(|seen| std::mem::take(&mut seen.calls))
    }

    fn with<T>(&self, act: impl FnOnce(&mut Seen) -> T) -> T {
        act(&mut self.seen.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn take(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) -> StatusCode {
    receiver.with(|seen| {
        seen.calls.push(Call { headers, body });
        seen.answers
    })
}

async fn get(app: &TestApp, path: &str) -> Value {
    let (status, answer) = app.get(path).await.expect("an answer");
    assert_eq!(status, 200, "{path}: {answer}");
    answer
}

async fn post_to(app: &TestApp, path: &str, body: Value, expected: u16) -> Value {
    let (status, answer) = app.post(path, &body).await.expect("an answer");
    assert_eq!(status, expected, "{path}: {answer}");
    answer
}

/// A shipment that is planned and told of, and whose declaration goes no further.
async fn tell(app: &TestApp, reference: &str) {
    let mut shipment = transit::document("#silent", 1);
    shipment["externalReference"] = reference.into();
    app.send(&shipment).await.expect("sent");
    app.settle().await.expect("settled");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_receiver_missed_is_sent_again_once() {
    each_store(|place| async move {
        let app = TestApp::start(place).await.expect("an app");
        let receiver = Receiver::start().await;
        receiver.answers(StatusCode::INTERNAL_SERVER_ERROR);
        let wanted = json!({
            "url": receiver.url(), "name": "ERP",
            "filters": [{ "eventType": "CustomsShipmentInformation" }],
        });
        let made = post_to(&app, "/v1/subscriptions", wanted, 201).await;
        let path = format!("/v1/subscriptions/{}", made["id"].as_str().expect("an id"));
        tell(&app, "MISSED").await;
        let failed = receiver.taken();
        assert_eq!(failed.len(), 1);
        let event = failed[0].header("webhook-id").to_owned();
        let log = get(&app, &format!("{path}/deliveries?state=pending")).await;
        let delivery = log["deliveries"][0].clone();
        assert_eq!(delivery["eventType"], "CustomsShipmentInformation");
        assert_eq!(delivery["attempts"], 1);

        // Mended: the one that failed is repeated at once, and not again when its time comes.
        receiver.answers(StatusCode::NO_CONTENT);
        let wish = json!({ "deliveries": [delivery["id"]] });
        let replayed = post_to(&app, &format!("{path}/replay"), wish.clone(), 202).await;
        assert_eq!(
            (&replayed["replayed"], &replayed["isComplete"]),
            (&json!(1), &json!(true))
        );
        app.settle().await.expect("settled");
        app.wait(3600).await.expect("settled");
        let taken = receiver.taken();
        assert_eq!(taken.len(), 1, "once");
        assert_eq!(taken[0].header("webhook-id"), event, "the same event");
        let log = get(&app, &format!("{path}/deliveries")).await;
        let states: Vec<&Value> = log["deliveries"]
            .as_array()
            .expect("a list")
            .iter()
            .collect();
        assert_eq!(states.len(), 2);
        assert_eq!(
            (&states[0]["state"], &states[0]["replayOf"]),
            (&json!("delivered"), &delivery["id"])
        );
        assert_eq!(states[1]["state"], "expired");

        // By state and period: every event once, however many deliveries it had.
        tell(&app, "SECOND").await;
        assert_eq!(receiver.taken().len(), 1);
        let wish = json!({ "states": ["delivered", "expired"] });
        let replayed = post_to(&app, &format!("{path}/replay"), wish, 202).await;
        assert_eq!(
            (&replayed["replayed"], &replayed["alreadyWaiting"]),
            (&json!(2), &json!(1))
        );
        // Who asks again while they wait gets none twice.
        let again = json!({ "deliveries": replayed["deliveries"] });
        let again = post_to(&app, &format!("{path}/replay"), again, 202).await;
        assert_eq!(
            (&again["replayed"], &again["alreadyWaiting"]),
            (&json!(0), &json!(2))
        );
        app.wait(1).await.expect("settled");
        assert_eq!(receiver.taken().len(), 2);
        let wish = json!({ "states": ["delivered"], "to": "2026-11-01T00:00:00Z" });
        let none = post_to(&app, &format!("{path}/replay"), wish, 202).await;
        assert_eq!(none["replayed"], 0, "nothing was told in that time");

        // Page by page.
        let (mut ids, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = get(&app, &format!("{path}/deliveries?limit=2{cursor}")).await;
            for row in page["deliveries"].as_array().expect("a list") {
                ids.push(row["id"].as_str().expect("an id").to_owned());
            }
            let Some(next) = page["nextCursor"].as_str() else {
                break;
            };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(ids.len(), 5);
        assert!(ids.is_sorted_by(|one, next| one > next), "the newest first");

        // Switched off: nothing goes there, on no demand either.
        post_to(&app, &format!("{path}/disable"), json!({}), 200).await;
        let refused = post_to(&app, &format!("{path}/replay"), wish_of(&ids), 409).await;
        assert_eq!(refused["code"], "subscription-disabled");
        tell(&app, "THIRD").await;
        assert_eq!(receiver.taken().len(), 0);
        let on = post_to(&app, &format!("{path}/enable"), json!({}), 200).await;
        assert_eq!(on["disabledAt"], Value::Null);
        tell(&app, "FOURTH").await;
        assert_eq!(receiver.taken().len(), 1);
    })
    .await;
}

fn wish_of(ids: &[String]) -> Value {
    json!({ "deliveries": ids })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_subscription_is_changed_and_tried_and_its_secret_rotates() {
    each_store(changed_and_rotated).await;
}

async fn changed_and_rotated(place: StorePlace) {
    let app = TestApp::start(place).await.expect("an app");
    let (first, second) = (Receiver::start().await, Receiver::start().await);
    let made = post_to(
        &app,
        "/v1/subscriptions",
        json!({ "url": first.url() }),
        201,
    )
    .await;
    let path = format!("/v1/subscriptions/{}", made["id"].as_str().expect("an id"));
    let old = made["secret"].as_str().expect("a secret").to_owned();

    // A test event is marked, signed, and stands in no log.
    let events = get(&app, "/v1/events").await;
    let tried = post_to(&app, &format!("{path}/test"), json!({}), 200).await;
    assert_eq!(
        (&tried["isDelivered"], &tried["httpStatus"]),
        (&json!(true), &json!(204))
    );
    let calls = first.taken();
    assert_eq!(calls[0].event()["eventType"], "SubscriptionTest");
    assert_eq!(
        calls[0].header("webhook-id"),
        tried["webhookId"].as_str().expect("an id")
    );
    assert!(calls[0].is_signed_by(&old));
    first.answers(StatusCode::BAD_GATEWAY);
    let tried = post_to(&app, &format!("{path}/test"), json!({}), 200).await;
    assert_eq!(
        (&tried["isDelivered"], &tried["httpStatus"]),
        (&json!(false), &json!(502))
    );
    assert_eq!(get(&app, "/v1/events").await, events);
    assert_eq!(
        get(&app, &format!("{path}/deliveries")).await["deliveries"],
        json!([])
    );

    // Two who change it: the second is told.
    let change = json!({ "url": second.url(), "name": "Warehouse" });
    let (status, changed) = app
        .patch_if(&path, &change, "\"1\"")
        .await
        .expect("an answer");
    assert_eq!((status, &changed["version"]), (200, &json!(2)), "{changed}");
    let (status, refused) = app
        .patch_if(&path, &change, "\"1\"")
        .await
        .expect("an answer");
    assert_eq!(
        (status, &refused["code"]),
        (412, &json!("subscription-changed"))
    );
    let wrong = json!({ "filters": [{ "eventType": "Rain" }] });
    assert_eq!(app.patch(&path, &wrong).await.expect("an answer").0, 400);
    let hidden = json!({ "url": "ftp://erp.example.com/hook" });
    assert_eq!(app.patch(&path, &hidden).await.expect("an answer").0, 400);

    // Both secrets sign for an hour, then the new one alone.
    let rotation = json!({ "keepOldSeconds": 3600 });
    let rotated = post_to(&app, &format!("{path}/rotate"), rotation, 200).await;
    let new = rotated["secret"].as_str().expect("a secret").to_owned();
    assert_ne!(new, old);
    assert_eq!(rotated["formerSecretUntil"], "2026-11-22T09:00:00Z");
    tell(&app, "BETWEEN").await;
    let calls = second.taken();
    assert!(!calls.is_empty());
    assert!(
        calls
            .iter()
            .all(|call| call.is_signed_by(&old) && call.is_signed_by(&new))
    );
    app.wait(3601).await.expect("settled");
    second.taken();
    tell(&app, "AFTER").await;
    let calls = second.taken();
    assert!(!calls.is_empty());
    assert!(
        calls
            .iter()
            .all(|call| !call.is_signed_by(&old) && call.is_signed_by(&new))
    );
    assert!(first.taken().len() == 1, "the second test alone");
}
