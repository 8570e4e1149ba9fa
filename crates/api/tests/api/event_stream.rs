//! Streams of events: what is heard, by whom, and how they end.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use cas_api::{ApiSettings, StreamLimits, serve};
use cas_model::ids::{NotificationId, TenantId};
use cas_model::record::Json;
use cas_store::{Changes, NotificationRecord};
use futures::StreamExt as _;
use jiff::SignedDuration;
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::app::{Answer, App, all_scopes, call};

/// One message of a stream; one without data is a heartbeat.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    id: Option<i64>,
    pub event: Option<String>,
    pub data: Option<Value>,
}

/// A stream that is read message by message.
pub struct Stream {
    body: futures::stream::BoxStream<'static, Vec<u8>>,
    rest: String,
}

impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a stream that has said {:?}", self.rest)
    }
}

impl Stream {
    async fn open(app: &App, path: &str, token: &str, last: Option<i64>) -> Result<Self, Answer> {
        let mut request = call("GET", path, token);
        if let Some(last) = last {
            request = request.header("last-event-id", last.to_string());
        }
        Self::of(app, request.body(Body::empty()).unwrap()).await
    }

    pub async fn of(app: &App, request: Request<Body>) -> Result<Self, Answer> {
        let router = app.router.clone();
        let response = tower::ServiceExt::oneshot(router, request).await.unwrap();
        if response.status() != StatusCode::OK {
            let status = response.status();
            let headers = response.headers().clone();
            let body = axum::body::to_bytes(response.into_body(), usize::MAX).await;
            let body = body.unwrap().to_vec();
            return Err(Answer {
                status,
                headers,
                body,
            });
        }
        assert_eq!(
            response.headers()[header::CONTENT_TYPE],
            "text/event-stream"
        );
        let body = response.into_body().into_data_stream();
        Ok(Self {
            body: body.map(|bytes| bytes.unwrap().to_vec()).boxed(),
            rest: String::new(),
        })
    }

    /// The next message; none when the stream has ended.
    async fn next(&mut self) -> Option<Message> {
        while !self.rest.contains("\n\n") {
            let more = tokio::time::timeout(Duration::from_secs(60), self.body.next()).await;
            let more = more.expect("a message, or the end")?;
            self.rest.push_str(&String::from_utf8(more).unwrap());
        }
        let (message, rest) = self.rest.split_once("\n\n").unwrap();
        let mut read = Message::default();
        for line in message.lines() {
            match line.split_once(": ").unwrap() {
                ("id", id) => read.id = Some(id.parse().unwrap()),
                ("event", event) => read.event = Some(event.to_owned()),
                ("data", data) => read.data = Some(serde_json::from_str(data).unwrap()),
                ("", comment) => assert_eq!(comment, "still here"),
                other => panic!("{other:?}"),
            }
        }
        self.rest = rest.to_owned();
        Some(read)
    }

    /// The next message that has data.
    pub async fn heard(&mut self) -> Message {
        loop {
            let message = self.next().await.expect("a message");
            if message.data.is_some() {
                return message;
            }
        }
    }

    /// The numbers of the next events.
    async fn numbers(&mut self, count: usize) -> Vec<u64> {
        let mut numbers = Vec::new();
        while numbers.len() < count {
            let data = self.heard().await.data.unwrap();
            numbers.push(data["number"].as_u64().unwrap_or_else(|| panic!("{data}")));
        }
        numbers
    }

    /// Why it ends, after so many events at most.
    pub async fn end(mut self, most: usize) -> Value {
        for _ in 0..=most {
            let message = self.heard().await;
            if message.event.as_deref() == Some("end") {
                assert_eq!(self.next().await, None);
                return message.data.unwrap()["reason"].clone();
            }
        }
        panic!("no end after {most} events");
    }
}

async fn happen(app: &App, tenant: TenantId, numbers: std::ops::RangeInclusive<u32>) {
    for number in numbers {
        let sub_type = if number % 2 == 0 {
            "Released"
        } else {
            "Invalid"
        };
        let body = json!({ "number": number, "plantId": format!("P{number}") });
        let changes = Changes {
            notifications: vec![NotificationRecord {
                tenant_id: tenant,
                seq: 0,
                id: NotificationId(app.engine.ids().next()),
                event_type: "DeclarationStatusChanged".to_owned(),
                event_sub_type: sub_type.to_owned(),
                body: Json::stored(body.to_string()),
                occurred_at: app.clock.now(),
            }],
            ..Changes::default()
        };
        app.engine.store().commit(changes).await.unwrap();
    }
}

const STREAM: &str = "/v1/events/stream";

pub async fn quick() -> App {
    App::with(ApiSettings {
        event_streams: StreamLimits {
            of_tenant: 3,
            of_caller: 3,
            heartbeat: Duration::from_millis(20),
            buffer: 8,
            presence: Duration::from_millis(20),
        },
        ..ApiSettings::default()
    })
    .await
}

#[tokio::test]
async fn what_was_missed_comes_first_and_nothing_twice() {
    let app = App::start().await;
    let token = app.token("ours", "read:declarations").await;
    happen(&app, app.ours, 1..=3).await;
    happen(&app, app.theirs, 90..=99).await;
    let mut all = Stream::open(&app, STREAM, &token, None).await.ok().unwrap();
    let new = format!("{STREAM}?from=now");
    let mut new = Stream::open(&app, &new, &token, None).await.ok().unwrap();
    assert_eq!(all.numbers(2).await, [1, 2]);
    happen(&app, app.ours, 4..=5).await;
    assert_eq!(all.numbers(3).await, [3, 4, 5]);
    let fourth = new.heard().await;
    assert_eq!(fourth.data.as_ref().unwrap()["number"], 4);
    assert_eq!((fourth.id, fourth.event), (Some(4), None));
    // What was had is named by the header, whatever the address still says.
    let again = format!("{STREAM}?after=1");
    let mut again = Stream::open(&app, &again, &token, fourth.id)
        .await
        .ok()
        .unwrap();
    assert_eq!(again.numbers(1).await, [5]);
    // A place that the log does not reach: it was restored from a copy.
    let mut ahead = Stream::open(&app, STREAM, &token, Some(70))
        .await
        .ok()
        .unwrap();
    happen(&app, app.ours, 6..=6).await;
    assert_eq!(ahead.numbers(1).await, [6]);
    let foreign = app.token("theirs", "read:subscriptions").await;
    let mut theirs = Stream::open(&app, STREAM, &foreign, None)
        .await
        .ok()
        .unwrap();
    assert_eq!(theirs.numbers(10).await, (90..=99).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_filter_takes_what_it_says() {
    let app = quick().await;
    let token = app.token("ours", "read:declarations").await;
    let wanted = format!("{STREAM}?eventSubType=Released&plant=P4,P5&plant=P6");
    let mut wanted = Stream::open(&app, &wanted, &token, None)
        .await
        .ok()
        .unwrap();
    happen(&app, app.ours, 1..=4).await;
    assert_eq!(wanted.numbers(1).await, [4]);
    happen(&app, app.ours, 5..=5).await;
    // Heartbeats say where the stream stands: what was passed over is not read again.
    loop {
        let beat = wanted.next().await.unwrap();
        assert_eq!(beat.data, None);
        if beat.id == Some(5) {
            break;
        }
    }
    let path = "/v1/events?eventSubType=Released&plant=P4,P5&limit=1";
    let listed = app.get(path, &token).await.json();
    assert_eq!(listed["events"][0]["number"], 4);
    assert_eq!(listed["nextCursor"], "4");
    let rest = app.get(&format!("{path}&after=4"), &token).await.json();
    assert_eq!(rest, json!({ "events": [], "nextCursor": "5" }));
    let now = app.get("/v1/events?from=now", &token).await.json();
    assert_eq!(now, json!({ "events": [], "nextCursor": "5" }));
    for (query, place) in [
        ("eventType=Nonsense", "eventType"),
        ("eventSubType=Nonsense", "eventSubType"),
        ("declaration=1", "declaration"),
        ("from=yesterday", "from"),
        ("from=now&after=1", "from"),
        ("after=x", "after"),
        ("colour=red", "colour"),
    ] {
        for path in ["/v1/events", STREAM] {
            let refused = app.get(&format!("{path}?{query}"), &token).await;
            assert_eq!(refused.places(), [place], "{path}?{query}");
        }
    }
}

#[tokio::test]
async fn who_reads_too_slowly_is_told_and_goes_on() {
    let app = quick().await;
    let token = app.token("ours", "read:declarations").await;
    let mut slow = Stream::open(&app, STREAM, &token, None).await.ok().unwrap();
    happen(&app, app.ours, 1..=1).await;
    let first = slow.heard().await;
    assert_eq!(first.data.unwrap()["number"], 1);
    // Another listens all the time: the feed reads on.
    let mut quick = Stream::open(&app, STREAM, &token, None).await.ok().unwrap();
    for number in 1..=20 {
        happen(&app, app.ours, number + 1..=number + 1).await;
        assert_eq!(quick.numbers(1).await, [u64::from(number)]);
    }
    assert_eq!(slow.end(8).await, "too-slow");
    let mut again = Stream::open(&app, STREAM, &token, first.id)
        .await
        .ok()
        .unwrap();
    assert_eq!(again.numbers(20).await, (2..=21).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_stream_ends_with_the_callers_access() {
    let app = quick().await;
    let token = app.token("ours", "read:declarations").await;
    let stream = Stream::open(&app, STREAM, &token, None).await.ok().unwrap();
    app.clock.advance(SignedDuration::from_secs(3_601));
    assert_eq!(stream.end(0).await, "access-ended");

    let admin = app.token("ours", &all_scopes()).await;
    let client = json!({ "name": "desk", "scopes": ["read:declarations"] });
    let made = app.post("/v1/clients", &admin, client).await.json();
    let (id, secret) = (made["clientId"].as_str(), made["clientSecret"].as_str());
    let (id, secret) = (id.unwrap_or_else(|| panic!("{made}")), secret.unwrap());
    let form = crate::app::form(id, secret, "read:declarations");
    let token = app.token_answer(&form).await.json();
    let token = token["access_token"].as_str().unwrap().to_owned();
    let stream = Stream::open(&app, STREAM, &token, None).await.ok().unwrap();
    let off = app
        .post(&format!("/v1/clients/{id}/disable"), &admin, "{}")
        .await;
    assert_eq!(off.status, StatusCode::OK, "{off:?}");
    app.clock.advance(SignedDuration::from_secs(6));
    assert_eq!(stream.end(0).await, "access-ended");
}

#[tokio::test]
async fn streams_are_limited_and_end_with_the_server() {
    let app = quick().await;
    let token = app.token("ours", "read:declarations").await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = watch::channel(false);
    let server = tokio::spawn(serve(
        listener,
        app.router.clone(),
        Default::default(),
        stopped,
    ));
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let over_socket = client
        .get(format!("http://{address}{STREAM}"))
        .bearer_auth(&token);
    let mut over_socket = over_socket.send().await.unwrap();
    assert_eq!(over_socket.status(), 200);
    let open = || Stream::open(&app, STREAM, &token, None);
    let (second, third) = (open().await.ok().unwrap(), open().await.ok().unwrap());
    let Err(refused) = open().await else {
        panic!("three are enough");
    };
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.problem(), "too-many-streams");
    drop(third);
    let third = open().await.expect("a place is free again");
    stop.send(true).unwrap();
    let mut text = String::new();
    while let Some(more) = over_socket.chunk().await.unwrap() {
        text.push_str(std::str::from_utf8(&more).unwrap());
    }
    assert!(text.contains("server-stops"), "{text}");
    server.await.unwrap();
    drop((second, third));
}
