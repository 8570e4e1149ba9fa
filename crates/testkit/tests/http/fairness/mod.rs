//! Does whoever does not answer, or never ends, keep no one else waiting?

mod endless;
mod sides;
mod webhooks;

use std::sync::Arc;
use std::time::Duration;

use cas_demo::tenant::TENANT;
use cas_engine::{Clock, Engine, EngineSettings};
use cas_gateway::Registry;
use cas_model::ids::{AlertId, MessageId, SystemCode, TaskId, TenantId};
use cas_model::message::{MessageDirection, MessageState};
use cas_model::record::Json;
use cas_store::{AlertSearch, Changes, MessageRecord, NewTask, OpenAlerts, Store, TaskKind};
use cas_testkit::{TestApp, each_store};
use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use uuid::Uuid;

use self::endless::Endless;
use self::sides::{Answering, Hung};

/// How long something that must come is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// Waits until something holds.
async fn until<F: Future<Output = bool>>(what: &str, holds: impl Fn() -> F) {
    let wait = async {
        while !holds().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let ended = tokio::time::timeout(PATIENCE, wait).await;
    assert!(ended.is_ok(), "{what} did not come");
}

/// Lets an engine work in the background.
fn work(engine: &Engine) -> (watch::Sender<bool>, JoinHandle<()>) {
    let (stop, stopped) = watch::channel(false);
    let engine = engine.clone();
    (stop, tokio::spawn(async move { engine.run(stopped).await }))
}

fn transit(reference: &str) -> Value {
    let mut shipment = cas_demo::stories::transit::document("", 1);
    shipment["externalReference"] = reference.into();
    shipment
}

/// Sends transits to an address.
async fn connect_transits(app: &TestApp, endpoint: &str) {
    let settings = json!({
        "messageSender": "DE100000000000001",
        "messageRecipient": "NTA.DE",
        "phase": "P5",
    });
    let more = json!({"endpoint": endpoint});
    let connected = app.connect("ncts", &settings, &more).await;
    connected.expect("connected");
}

async fn status(app: &TestApp, reference: &str) -> Option<String> {
    let declarations = app.declarations(reference).await.expect("declarations");
    let status = declarations.first()?["currentStatus"].as_str()?;
    Some(status.to_owned())
}

/// The alerts of a kind that are open, and all of that kind.
async fn alerts(store: &Store, tenant: TenantId, kind: &str) -> (Vec<AlertId>, usize) {
    let all = store
        .alerts(tenant, &AlertSearch::newest(OpenAlerts::AndResolved, 1_000))
        .await;
    let all = all.expect("alerts").into_iter();
    let of_kind: Vec<_> = all.filter(|alert| alert.kind == kind).collect();
    let open = of_kind.iter().filter(|alert| alert.resolved_at.is_none());
    (open.map(|alert| alert.id).collect(), of_kind.len())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customs_system_that_hangs_has_its_share_and_no_more() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let hung = Hung::start().await;
        connect_transits(&app, &hung.url()).await;
        let share = app.engine.settings().posts_per_endpoint;
        for number in 0..3 * share {
            app.send(&transit(&format!("T-{number}")))
                .await
                .expect("sent");
        }
        let (stop, working) = work(&app.engine);
        until("the share of what hangs", || async { hung.held() == share }).await;
        // Another system's declaration goes its way while all of these are held.
        let parcel = cas_demo::stories::low_value::parcels(1).remove(0);
        let reference = parcel["externalReference"].as_str().expect("a reference");
        app.send(&parcel).await.expect("sent");
        until("the release", || async {
            status(&app, reference).await.as_deref() == Some("Released")
        })
        .await;
        assert_eq!(hung.held(), share, "no place was taken that is not theirs");
        stop.send_replace(true);
        hung.stop();
        working.await.expect("stopped");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_message_tries_a_connection_that_is_down_and_wakes_the_others() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let refusing = Answering::unavailable().await;
        connect_transits(&app, &refusing.url()).await;
        let references: Vec<String> = (0..5).map(|number| format!("T-{number}")).collect();
        for reference in &references {
            app.send(&transit(reference)).await.expect("sent");
        }
        app.settle().await.expect("settled");
        // They were under way together; from then on one goes at a time.
        let mut calls = refusing.calls();
        assert_eq!(calls, references.len());
        assert_eq!(
            alerts(app.engine.store(), TENANT, "connection-down")
                .await
                .1,
            0
        );
        for _ in 0..6 {
            app.wait(31).await.expect("settled");
            calls += 1;
            assert_eq!(refusing.calls(), calls);
            // One outage is told once.
            let told = alerts(app.engine.store(), TENANT, "connection-down").await;
            assert_eq!((told.0.len(), told.1), (1, 1));
        }
        // One that comes now waits, and says for what.
        app.send(&transit("T-late")).await.expect("sent");
        app.wait(31).await.expect("settled");
        let authority = format!("http://{}/ncts/messages", app.authority.address());
        connect_transits(&app, &authority).await;
        app.wait(31).await.expect("settled");
        for reference in references.iter().map(String::as_str).chain(["T-late"]) {
            let status = status(&app, reference).await;
            assert_eq!(status.as_deref(), Some("Released"), "{reference}");
        }
        let told = alerts(app.engine.store(), TENANT, "connection-down").await;
        assert_eq!((told.0.len(), told.1), (0, 1), "it is over");
    })
    .await;
}

/// A message of a system whose reading never ends, or is refused at once.
fn received(tenant: TenantId, body: &str) -> Changes {
    let id = MessageId(Uuid::now_v7());
    let message = MessageRecord {
        tenant_id: tenant,
        id,
        direction: MessageDirection::Inbound,
        system: SystemCode::parse("endless").expect("a code"),
        declaration_id: None,
        message_type: None,
        identifier: None,
        revision: None,
        state: MessageState::Received,
        note: None,
        body: body.as_bytes().to_vec(),
        content_type: "application/xml".to_owned(),
        path: None,
        headers: Json::from(&[][..]),
        conversation: None,
        created_at: Timestamp::UNIX_EPOCH,
        processed_at: None,
        attempts: None,
    };
    let task = NewTask {
        id: TaskId(Uuid::now_v7()),
        tenant_id: tenant,
        kind: TaskKind::Interpret,
        subject: id.0,
        endpoint: String::new(),
        lane: None,
        due_at: Timestamp::UNIX_EPOCH,
    };
    Changes {
        messages: vec![message],
        tasks: vec![task],
        ..Changes::default()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_step_that_never_ends_is_given_up_and_keeps_no_other_tenant_waiting() {
    each_store(|place| async move {
        let store = Store::open(&place.config).await.expect("a store");
        let endless = Arc::new(Endless::default());
        let settings = EngineSettings {
            step_limit: Duration::from_millis(200),
            attempts_stuck: 2,
            ..EngineSettings::default()
        };
        let registry = Registry::new(vec![endless.clone()]);
        let engine =
            Engine::new(store.clone(), registry, settings, Clock::System).expect("an engine");
        let (mine, other) = (TenantId(Uuid::now_v7()), TenantId(Uuid::now_v7()));
        let (stop, working) = work(&engine);
        let poison = received(mine, "<endless/>");
        let (subject, beside) = (poison.messages[0].id, received(mine, "<short/>"));
        let spared = beside.messages[0].id;
        store.commit(poison).await.expect("committed");
        store.commit(beside).await.expect("committed");
        until("the endless step", || async { endless.running() > 0 }).await;

        let others = received(other, "<short/>");
        let id = others.messages[0].id;
        store.commit(others).await.expect("committed");
        let is_read = async |tenant, id| {
            let message = store.message(tenant, id).await.expect("a message");
            message.is_some_and(|message| message.state == MessageState::Unreadable)
        };
        until("the other tenant's", || is_read(other, id)).await;
        assert!(endless.running() > 0, "it is still there");
        // The same tenant's other message is read, and the endless one is given up by name.
        until("the message beside it", || is_read(mine, spared)).await;
        let dead = async || !alerts(&store, mine, "dead-task").await.0.is_empty();
        until("the alert", &dead).await;
        let told = store
            .alerts(mine, &AlertSearch::newest(OpenAlerts::Only, 100))
            .await
            .expect("alerts");
        let named = told
            .iter()
            .any(|alert| alert.kind == "dead-task" && alert.text.contains(&subject.to_string()));
        assert!(named, "{told:?}");
        assert_eq!(endless.running(), 2, "two attempts stand still");
        endless.end();
        stop.send_replace(true);
        working.await.expect("stopped");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn steps_that_stand_still_are_one_alert_until_one_ends() {
    each_store(|place| async move {
        let store = Store::open(&place.config).await.expect("a store");
        let endless = Arc::new(Endless::default());
        let settings = EngineSettings {
            step_limit: Duration::from_millis(100),
            attempts_stuck: 10,
            ..EngineSettings::default()
        };
        let registry = Registry::new(vec![endless.clone()]);
        let engine =
            Engine::new(store.clone(), registry, settings, Clock::System).expect("an engine");
        let mine = TenantId(Uuid::now_v7());
        let (stop, working) = work(&engine);
        for _ in 0..4 {
            let poison = received(mine, "<endless/>");
            store.commit(poison).await.expect("committed");
        }
        let stuck = async || alerts(&store, mine, "work-stuck").await;
        until("the alert", async || stuck().await.0.len() == 1).await;
        assert_eq!(endless.running(), 4, "nothing more is begun");
        assert_eq!(stuck().await.1, 1, "it is told once");
        endless.end();
        until("its end", async || stuck().await.0.is_empty()).await;
        stop.send_replace(true);
        working.await.expect("stopped");
    })
    .await;
}
