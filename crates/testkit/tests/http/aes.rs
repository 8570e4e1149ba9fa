//! Exports from the Union against the authority, over HTTP: declared, controlled, amended,
//! invalidated, pre-lodged, confirmed at the exit or asked for. What the authority says keeps to the
//! structures, where they are there.

use std::path::PathBuf;
use std::sync::Arc;

use cas_demo::stories::export;
use cas_systems::xml::Element;
use cas_testkit::one::{act, declaration, marked, messages, notify, send, status};
use cas_testkit::{Crash, StorePlace, TestApp, each_store, story};
use serde_json::{Value, json};

#[path = "../../../systems/tests/systems/common/structure.rs"]
mod structure;

/// The demo's tenant, which exports too.
async fn exporter(place: StorePlace) -> TestApp {
    TestApp::start(place).await.expect("started")
}

/// A shipment whose course is chosen by what stands in its UCR.
fn shipment(reference: &str, marker: &str) -> Value {
    marked(export::shipment(reference), marker)
}

/// The same before its goods are there.
fn prelodged(reference: &str, marker: &str) -> Value {
    let mut shipment = shipment(reference, marker);
    shipment["singleAdministrativeDocument"]["addDeclType1"] = "D".into();
    shipment
}

/// Other goods in the first item.
fn other_goods(reference: &str, marker: &str) -> Value {
    let mut update = shipment(reference, marker);
    update["messageType"] = "Update".into();
    let items = "/singleAdministrativeDocument/goodsShipment/governmentAgencyGoodsItems/0";
    let item = update.pointer_mut(items).expect("an item");
    item["commodity"]["description"] = "Taps".into();
    update
}

/// Every status the declaration had, once each time it changed.
async fn statuses(app: &TestApp, reference: &str) -> String {
    let declaration = declaration(app, reference).await;
    let path = format!(
        "/v1/declarations/{}/history",
        declaration["id"].as_str().unwrap_or_default()
    );
    let (_, answer) = app.get(&path).await.expect("a history");
    let entries = answer["history"].as_array().cloned().unwrap_or_default();
    let all = entries.iter().filter_map(|entry| entry["status"].as_str());
    let mut statuses: Vec<&str> = all.collect();
    statuses.dedup();
    statuses.join(" ")
}

/// The types of the messages that were exchanged, customs' marked, in the order they came.
async fn exchanged(app: &TestApp, reference: &str) -> String {
    let messages = messages(app, reference).await;
    let told = messages.iter().map(|message| {
        let name = message["messageType"].as_str().unwrap_or_default();
        match message["direction"].as_str() {
            Some("inbound") => format!("<{name}"),
            _ => name.to_owned(),
        }
    });
    told.collect::<Vec<_>>().join(" ")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn markers_choose_how_an_export_goes() {
    each_store(|place| async {
        let app = exporter(place).await;
        for (number, (marker, expected, messages)) in [
            ("", "Released", "CC515C <CC528C <CC529C"),
            (
                "#exit",
                "ExitConfirmed",
                "CC515C <CC528C <CC529C <CC525C <CC599C",
            ),
            ("#stopped", "Released", "CC515C <CC528C <CC529C <CC599C"),
            (
                "#enquiry",
                "ExitConfirmationNotYetReceived",
                "CC515C <CC528C <CC529C <CC582C",
            ),
            ("#hold", "Accepted", "CC515C <CC528C"),
            ("#reject", "CustomsError", "CC515C <CC556C"),
            ("#control", "Released", "CC515C <CC528C <CC560C <CC529C"),
            ("#documents", "Released", "CC515C <CC528C <CC560C <CC529C"),
            ("#norelease", "NotReleased", "CC515C <CC528C <CC551C"),
            ("#invalidate", "Invalidated", "CC515C <CC528C <CC509C"),
            ("#nack906", "CustomsError", "CC515C <CC906C"),
            ("#silent", "Submitted", "CC515C"),
            ("#duplicate", "Released", "CC515C <CC528C <CC529C"),
            ("#disorder", "Released", "CC515C <CC529C <CC528C"),
        ]
        .into_iter()
        .enumerate()
        {
            let reference = format!("EX-{number}");
            send(&app, &shipment(&reference, marker)).await;
            assert_eq!(status(&app, &reference).await, expected, "{marker}");
            assert_eq!(exchanged(&app, &reference).await, messages, "{marker}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_leaves_the_union() {
    each_store(|place| async {
        let app = exporter(place).await;
        send(&app, &shipment("EX-1", "#exit")).await;
        let expected = "Submitted Accepted Released ExitConfirmed";
        let told = statuses(&app, "EX-1").await;
        assert!(told.ends_with(expected), "{told}");
        let declaration = declaration(&app, "EX-1").await;
        let customs = &declaration["customs"];
        assert_eq!(customs["exitDate"], "2026-11-22", "{customs}");
        let mrn = customs["mrn"].as_str().unwrap_or_default();
        assert_eq!((&mrn[..4], &mrn[16..17]), ("26DE", "A"), "{mrn}");
        let story = story::of_shipment(&app, "EX-1").await.expect("a story");
        insta::assert_snapshot!("export", story);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rejection_names_the_fields_and_the_corrected_one_goes_through() {
    each_store(|place| async {
        let app = exporter(place).await;
        send(&app, &shipment("EX-1", "#reject")).await;
        let rejected = declaration(&app, "EX-1").await;
        let errors = rejected["errors"].as_array().into_iter().flatten();
        let paths: Vec<_> = errors
            .map(|error| error["fieldReference"][0]["path"].to_string())
            .collect();
        assert_eq!(paths.len(), 2, "{rejected}");
        assert!(
            paths[0].contains("GovernmentAgencyGoodsItems[0].Commodity"),
            "{paths:?}"
        );
        assert!(paths[1].contains("Declarant"), "{paths:?}");

        let mut replacement = shipment("EX-1", "");
        replacement["messageType"] = "Replace".into();
        send(&app, &replacement).await;
        let declarations = app.declarations("EX-1").await.expect("declarations");
        let last = declarations.last().expect("a declaration");
        assert_eq!(last["currentStatus"], "Released");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_amendment_is_accepted_or_rejected() {
    each_store(|place| async {
        let app = exporter(place).await;
        for (reference, marker, expected, messages) in [
            ("EX-1", "#hold", "Accepted", "CC515C <CC528C CC513C <CC504C"),
            (
                "EX-2",
                "#hold#noamendment",
                "AmendmentError",
                "CC515C <CC528C CC513C <CC556C",
            ),
        ] {
            send(&app, &shipment(reference, marker)).await;
            send(&app, &other_goods(reference, marker)).await;
            assert_eq!(status(&app, reference).await, expected, "{marker}");
            assert_eq!(exchanged(&app, reference).await, messages, "{marker}");
        }
        // What is released is what was amended, and customs has nothing else.
        notify(&app, "EX-1", &["CC529C"]).await;
        assert_eq!(status(&app, "EX-1").await, "Released");
        let declaration = declaration(&app, "EX-1").await;
        let id = declaration["id"].as_str().unwrap_or_default();
        let path = format!("/v1/declarations/{id}/revisions/current/differences/customs");
        let (compared, answer) = app.get(&path).await.expect("a comparison");
        assert_eq!(compared, 200, "{answer}");
        assert_eq!(answer["differences"], json!([]), "{answer}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invalidation_is_granted_until_the_goods_left() {
    each_store(|place| async {
        let app = exporter(place).await;
        let reason = json!({"reason": "the order was cancelled"});
        for (reference, marker, asked, expected) in [
            ("EX-1", "#hold", 202, "Invalidated"),
            ("EX-2", "", 202, "Invalidated"),
            ("EX-3", "#enquiry", 202, "Invalidated"),
            ("EX-4", "#hold#noinvalidation", 202, "InvalidationError"),
            ("EX-5", "#exit", 409, "ExitConfirmed"),
        ] {
            send(&app, &shipment(reference, marker)).await;
            let (answered, answer) = act(&app, reference, "invalidate", &reason).await;
            assert_eq!(answered, asked, "{marker}: {answer}");
            assert_eq!(status(&app, reference).await, expected, "{marker}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pre_lodged_export_waits_for_its_goods() {
    each_store(|place| async {
        let app = exporter(place).await;
        send(&app, &prelodged("EX-1", "")).await;
        assert_eq!(status(&app, "EX-1").await, "GoodsNotArrived");
        let (answered, answer) = act(&app, "EX-1", "goods-arrived", &json!({})).await;
        assert_eq!(answered, 202, "{answer}");
        assert_eq!(status(&app, "EX-1").await, "Released");
        assert_eq!(
            exchanged(&app, "EX-1").await,
            "CC515C <CC928C CC511C <CC528C <CC529C"
        );
    })
    .await;
}

/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// Which deadlines of the shipment's declaration passed, as its notifications tell.
async fn passed(app: &TestApp, reference: &str) -> usize {
    let events = story::of_events(app, reference).await.expect("events");
    let told = events.lines().filter(|line| line.contains("Deadline"));
    told.count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_exit_that_is_not_confirmed_is_waited_for() {
    each_store(|place| async {
        let app = exporter(place).await;
        send(&app, &shipment("EX-1", "")).await;
        send(&app, &shipment("EX-2", "#exit")).await;
        app.wait(90 * DAY - 1).await.expect("settled");
        assert_eq!(passed(&app, "EX-1").await, 0);
        app.wait(1).await.expect("settled");
        assert_eq!(passed(&app, "EX-1").await, 1);
        assert_eq!(status(&app, "EX-1").await, "Released");

        notify(&app, "EX-1", &["CC582C"]).await;
        assert_eq!(status(&app, "EX-1").await, "ExitConfirmationNotYetReceived");
        notify(&app, "EX-1", &["CC599C"]).await;
        assert_eq!(status(&app, "EX-1").await, "ExitConfirmed");
        assert_eq!(passed(&app, "EX-2").await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_enquiry_is_to_be_answered_by_the_day_that_customs_names() {
    each_store(|place| async {
        let app = exporter(place).await;
        send(&app, &shipment("EX-1", "#enquiry")).await;
        let expected = "Released ExitConfirmationNotYetReceived";
        let told = statuses(&app, "EX-1").await;
        assert!(told.ends_with(expected), "{told}");
        let declaration = declaration(&app, "EX-1").await;
        assert_eq!(declaration["customs"]["dueDate"], "2026-12-22");
        // It is the 22nd of November, 08:00; the day ends in Germany, at 23:00.
        app.wait(31 * DAY - 9 * 60 * 60 - 1).await.expect("settled");
        assert_eq!(passed(&app, "EX-1").await, 0);
        app.wait(1).await.expect("settled");
        assert_eq!(passed(&app, "EX-1").await, 1);
        assert!(statuses(&app, "EX-1").await.ends_with(expected));
    })
    .await;
}

/// The goods left on a day, and a bill of lading says so.
fn evidence(day: Option<&str>) -> Value {
    let mut evidence = export::evidence();
    evidence["exitDate"] = json!(day);
    evidence
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn alternative_evidence_confirms_the_exit() {
    each_store(|place| async {
        let app = exporter(place).await;
        send(&app, &shipment("EX-1", "#enquiry")).await;
        let told = evidence(Some("2026-11-21"));
        let (answered, answer) = act(&app, "EX-1", "exit-evidence", &told).await;
        assert_eq!(answered, 202, "{answer}");
        assert_eq!(
            exchanged(&app, "EX-1").await,
            "CC515C <CC528C <CC529C <CC582C CC583C <CC599C"
        );
        let declaration = declaration(&app, "EX-1").await;
        assert_eq!(declaration["currentStatus"], "ExitConfirmed");
        assert_eq!(declaration["customs"]["exitDate"], "2026-11-21");
        let story = story::of_shipment(&app, "EX-1").await.expect("a story");
        insta::assert_snapshot!("exit_evidence", story);

        // When the confirmation is late, nobody need wait for customs to ask.
        send(&app, &shipment("EX-2", "")).await;
        app.wait(90 * DAY).await.expect("settled");
        assert_eq!(passed(&app, "EX-2").await, 1);
        let (answered, answer) = act(&app, "EX-2", "exit-evidence", &told).await;
        assert_eq!(answered, 202, "{answer}");
        assert_eq!(status(&app, "EX-2").await, "ExitConfirmed");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_is_no_longer_waited_for_unless_customs_rejects_it() {
    each_store(|place| async {
        let app = exporter(place).await;
        send(&app, &shipment("EX-1", "#enquiry")).await;
        let due = declaration(&app, "EX-1").await["dueAt"].clone();
        // The day ends in Germany.
        assert_eq!(due, "2026-12-22T23:00:00Z");
        // The goods are still to leave: customs says nothing to that.
        act(&app, "EX-1", "exit-evidence", &evidence(None)).await;
        let answered = declaration(&app, "EX-1").await;
        assert_eq!(answered["currentStatus"], "ExitConfirmationNotYetReceived");
        assert_eq!(answered["dueAt"], Value::Null, "{answered}");

        notify(&app, "EX-1", &["CC556C"]).await;
        let rejected = declaration(&app, "EX-1").await;
        assert_eq!(rejected["currentStatus"], "ExitConfirmationNotYetReceived");
        assert_eq!(rejected["dueAt"], due);
        assert_ne!(rejected["errors"], json!([]), "{rejected}");
        let again = evidence(Some("2026-11-21"));
        act(&app, "EX-1", "exit-evidence", &again).await;
        assert_eq!(status(&app, "EX-1").await, "ExitConfirmed");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn goods_arrive_at_the_office_of_exit() {
    each_store(|place| async {
        let app = exporter(place).await;
        send(&app, &shipment("EX-1", "")).await;
        let told = json!({"place": "Quay 1", "stored": true});
        let (answered, answer) = act(&app, "EX-1", "arrival-at-exit", &told).await;
        assert_eq!(answered, 202, "{answer}");
        assert_eq!(status(&app, "EX-1").await, "ExitConfirmed");
        assert_eq!(
            exchanged(&app, "EX-1").await,
            "CC515C <CC528C <CC529C CC507C <CC525C <CC599C"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_exit_is_told_where_there_is_one() {
    each_store(|place| async {
        let app = exporter(place).await;
        let actions = ["exit-evidence", "arrival-at-exit"];
        for (reference, marker, expected) in [
            ("EX-1", "#hold", 409),
            ("EX-2", "#norelease", 409),
            ("EX-3", "#exit", 409),
        ] {
            send(&app, &shipment(reference, marker)).await;
            for action in actions {
                let told = evidence(Some("2026-11-21"));
                let body = if action == actions[0] {
                    told
                } else {
                    json!({})
                };
                let (answered, answer) = act(&app, reference, action, &body).await;
                assert_eq!(answered, expected, "{marker} {action}: {answer}");
            }
        }
        send(&app, &shipment("EX-4", "")).await;
        let allowed = declaration(&app, "EX-4").await["allowedActions"].clone();
        assert_eq!(
            allowed,
            json!(["invalidate", "exit-evidence", "arrival-at-exit"])
        );
        for (body, path) in [
            (json!({}), "informationCode"),
            (
                json!({"informationCode": "2", "exitDate": "soon"}),
                "exitDate",
            ),
            (
                json!({"informationCode": "2", "evidence": [{}]}),
                "evidence[0].type",
            ),
        ] {
            let (answered, answer) = act(&app, "EX-4", "exit-evidence", &body).await;
            assert_eq!(answered, 400, "{answer}");
            assert!(answer.to_string().contains(path), "{answer}");
        }
        // What only customs would not take is told by the declaration.
        let mut wrong = evidence(Some("2026-11-21"));
        wrong["evidence"][0]["type"] = "1".into();
        act(&app, "EX-4", "exit-evidence", &wrong).await;
        let declaration = declaration(&app, "EX-4").await;
        assert_eq!(declaration["currentStatus"], "Released");
        let errors = declaration["errors"].to_string();
        assert!(errors.contains("[0].type must be two digits"), "{errors}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn evidence_is_sent_once_over_every_crash() {
    for at in 0..12 {
        each_store(move |place| async move {
            let mut app = exporter(place).await;
            send(&app, &shipment("EX-1", "#enquiry")).await;
            let passed = Arc::default();
            let crash = Crash::At(at).interruption(&passed);
            app.restart(Some(crash)).await.expect("restarted");
            let id = declaration(&app, "EX-1").await["id"].clone();
            let path = format!(
                "/v1/declarations/{}/exit-evidence",
                id.as_str().unwrap_or_default()
            );
            let told = evidence(Some("2026-11-21"));
            let (answered, answer) = app.post(&path, &told).await.expect("an answer");
            assert_eq!(answered, 202, "{answer}");
            app.settle_over_crashes(|| None).await.expect("settled");
            assert_eq!(status(&app, "EX-1").await, "ExitConfirmed", "crash at {at}");
            let ledger = app.authority.ledger();
            let lines = ledger.declarations[0].transcript.iter();
            let told = lines.filter(|line| line.message == "CC583C");
            assert_eq!(told.count(), 1, "crash at {at}");
        })
        .await;
    }
}

/// All that the authority says without being asked, beside what markers let it say.
const WORDS: [&str; 3] = ["CC561C", "CC557C", "CC917C"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_authority_says_keeps_to_the_structures() {
    let Some(folder) = structures() else { return };
    each_store(move |place| {
        let folder = folder.clone();
        async move {
            let app = exporter(place).await;
            for (number, marker) in [
                "#exit#control",
                "#enquiry#documents",
                "#stopped",
                "#reject",
                "#norelease",
                "#invalidate",
                "#nack906",
            ]
            .into_iter()
            .enumerate()
            {
                send(&app, &shipment(&format!("EX-{number}"), marker)).await;
            }
            send(&app, &shipment("EX-A", "#hold")).await;
            send(&app, &other_goods("EX-A", "#hold")).await;
            let reason = json!({"reason": "the order was cancelled"});
            act(&app, "EX-A", "invalidate", &reason).await;
            send(&app, &shipment("EX-B", "#noinvalidation")).await;
            act(&app, "EX-B", "invalidate", &reason).await;
            notify(&app, "EX-B", &WORDS).await;
            send(&app, &shipment("EX-C", "#enquiry")).await;
            let told = evidence(Some("2026-11-21"));
            act(&app, "EX-C", "exit-evidence", &told).await;
            send(&app, &shipment("EX-D", "")).await;
            act(&app, "EX-D", "arrival-at-exit", &json!({})).await;
            send(&app, &prelodged("EX-E", "")).await;
            act(&app, "EX-E", "goods-arrived", &json!({})).await;

            let mut kinds = std::collections::BTreeSet::new();
            let ledger = app.authority.ledger();
            let lines = ledger.declarations.iter();
            for line in lines.flat_map(|declaration| &declaration.transcript) {
                let message = line.message.to_lowercase();
                let files = ["derived-anyorder", "official", "derived"];
                let files = files.map(|kind| match kind {
                    "official" => format!("{}-{kind}.txt", line.message),
                    _ => format!("{message}-{kind}.txt"),
                });
                let file = files.iter().map(|name| folder.join(name));
                // The reports of errors are transit's.
                let Some(file) = file.into_iter().find(|file| file.is_file()) else {
                    continue;
                };
                kinds.insert(message);
                let root = Element::read(line.body.as_bytes()).expect("a message");
                let violations = structure::violations(&structure::read(&file), &root);
                assert_eq!(violations, [""; 0], "{}", line.body);
            }
            let kinds: Vec<_> = kinds.iter().map(String::as_str).collect();
            assert_eq!(
                kinds.join(" "),
                "cc504c cc507c cc509c cc511c cc513c cc514c cc515c cc525c cc528c cc529c cc551c \
                 cc556c cc557c cc560c cc561c cc582c cc583c cc599c"
            );
        }
    })
    .await;
}

/// The structures of export: named by the environment, or where developers keep them.
#[expect(
    clippy::print_stderr,
    reason = "whoever reads the test's output must know"
)]
fn structures() -> Option<PathBuf> {
    let beside = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/structures"
    );
    let named = std::env::var_os("CAS_STRUCTURES").map(PathBuf::from);
    let folder = named
        .unwrap_or_else(|| PathBuf::from(beside))
        .join("aes-p1");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!(
        "skipped: {} is not there; set CAS_STRUCTURES",
        folder.display()
    );
    None
}
