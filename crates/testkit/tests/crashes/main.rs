//! A crash at every boundary of the work, on every store: the same ends, nothing lost, and
//! nothing accepted twice by the authority.

mod corrections;
mod deadlines;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cas_demo::stories::transit::document;
use cas_model::lifecycle::{Event, Family, replay};
use cas_testkit::{Crash, StorePlace, TestApp, each_store};
use serde_json::Value;

/// Flows and markers of one round, how their declarations must end, and how many there are.
const SHIPMENTS: &[(&str, &str, &str, usize)] = &[
    ("Transit", "", "Released", 1),
    ("Transit", "#documents", "Released", 1),
    ("Transit", "#reject=9", "CustomsError", 1),
    // The second declaration starts when the first is released.
    ("ExportTransit", "", "Released", 2),
];

/// Sends one round of shipments.
async fn send_round(app: &TestApp, round: usize) -> anyhow::Result<()> {
    for (number, (flow, marker, ..)) in SHIPMENTS.iter().enumerate() {
        let mut shipment = document(marker, 2);
        shipment["customsFlow"] = (*flow).into();
        shipment["externalReference"] = format!("R{round}-{number}").into();
        app.send(&shipment).await?;
    }
    Ok(())
}

/// Checks that a round ended as it must: each declaration there and once, in its status, whose
/// history is whole, whose lodged message the authority took as one.
async fn check_round(app: &TestApp, round: usize, context: &str) -> anyhow::Result<()> {
    let ledger = app.authority.ledger();
    for (number, (_, _, end, count)) in SHIPMENTS.iter().enumerate() {
        let reference = format!("R{round}-{number}");
        let declarations = app.declarations(&reference).await?;
        assert_eq!(declarations.len(), *count, "{reference} {context}");
        for declaration in &declarations {
            assert_eq!(declaration["currentStatus"], **end, "{reference} {context}");
            let lrn = declaration["lrn"].as_str().unwrap_or_default();
            let entries = ledger.declarations.iter().filter(|entry| entry.lrn == lrn);
            assert_eq!(entries.count(), 1, "{reference} at the authority {context}");
            check_history(app, declaration, context).await?;
        }
    }
    Ok(())
}

/// The history is numbered without gaps, no fact stands in it twice, and replayed it gives the
/// status.
async fn check_history(app: &TestApp, declaration: &Value, context: &str) -> anyhow::Result<()> {
    let id = declaration["id"].as_str().unwrap_or_default();
    let (_, history) = app.get(&format!("/v1/declarations/{id}/history")).await?;
    let events = history["history"].as_array().cloned().unwrap_or_default();
    let facts: Vec<Event> = events
        .iter()
        .filter_map(|entry| Event::parse(entry["event"].as_str()?))
        .collect();
    let replayed = replay(Family::Transit, facts.iter().copied());
    assert_eq!(
        declaration["currentStatus"],
        replayed.status.as_str(),
        "{facts:?} {context}"
    );
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (event, seq) in events.iter().zip(1..) {
        assert_eq!(event["seq"], seq, "{context}");
        *counts.entry(event["event"].to_string()).or_default() += 1;
    }
    let repeated: Vec<_> = counts.iter().filter(|(_, count)| **count > 1).collect();
    assert!(repeated.is_empty(), "{repeated:?} {context}");
    Ok(())
}

/// How often each row of the tables fired, and how often none did.
async fn hits(app: &TestApp) -> anyhow::Result<BTreeMap<String, i64>> {
    let (_, names) = app.get("/v1/configuration/decisiontables").await?;
    let mut hits = BTreeMap::new();
    for name in names["names"].as_array().into_iter().flatten() {
        let name = name["name"].as_str().unwrap_or_default();
        let path = format!(
            "/v1/decisiontables/{}/versions/1/hits",
            name.replace(' ', "%20")
        );
        let (status, found) = app.get(&path).await?;
        assert_eq!(status, 200, "{found}");
        let none = found["noRow"]["hits"].as_i64().unwrap_or_default();
        hits.insert(format!("{name}: no row"), none);
        for row in found["rows"].as_array().into_iter().flatten() {
            let fired = row["hits"].as_i64().unwrap_or_default();
            hits.insert(format!("{name}: {}", row["row"]), fired);
        }
    }
    Ok(hits)
}

/// What was counted since; rows that did not fire meanwhile are left out.
fn since(before: &BTreeMap<String, i64>, after: &BTreeMap<String, i64>) -> BTreeMap<String, i64> {
    let counted = after.iter().map(|(row, hits)| {
        let known = before.get(row).copied().unwrap_or_default();
        (row.clone(), hits - known)
    });
    counted.filter(|(_, hits)| *hits != 0).collect()
}

/// One crash at each boundary in turn, until a round passes without reaching the next one.
async fn crash_everywhere(place: StorePlace) -> anyhow::Result<usize> {
    let kind = place.kind;
    let mut app = TestApp::start(place).await?;
    let (mut counted, mut rounds) = (BTreeMap::new(), Vec::new());
    for round in 0.. {
        let passed = Arc::new(AtomicUsize::new(0));
        let crash = Crash::At(round);
        app.restart(Some(crash.interruption(&passed))).await?;
        send_round(&app, round).await?;
        let crashes = app.settle_over_crashes(|| None).await?;
        check_round(
            &app,
            round,
            &format!("with a crash at boundary {round} on {kind}"),
        )
        .await?;
        let now = hits(&app).await?;
        rounds.push(since(&counted, &now));
        counted = now;
        if crashes == 0 {
            // This round was not disturbed: the others count as it does.
            let undisturbed = rounds.last().cloned().unwrap_or_default();
            assert!(undisturbed.values().sum::<i64>() > 3, "{undisturbed:?}");
            for (round, counted) in rounds.iter().enumerate() {
                assert_eq!(*counted, undisturbed, "a crash at {round} on {kind}");
            }
            return Ok(passed.load(Ordering::SeqCst));
        }
    }
    unreachable!("rounds end when no boundary is left")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_at_every_boundary_changes_nothing() {
    each_store(|place| async {
        let boundaries = crash_everywhere(place).await.expect("the rounds");
        assert!(
            boundaries >= 15,
            "only {boundaries} boundaries: the test reaches too little"
        );
    })
    .await;
}

/// Every step is decided, thrown away before its commit, and decided again.
async fn every_step_twice(place: StorePlace) -> anyhow::Result<()> {
    let kind = place.kind;
    let mut app = TestApp::start(place).await?;
    let passed = Arc::new(AtomicUsize::new(0));
    let again = || Some(Crash::BeforeEveryCommit(2).interruption(&passed));
    app.restart(again()).await?;
    send_round(&app, 0).await?;
    let crashes = app.settle_over_crashes(again).await?;
    assert!(crashes >= 5, "only {crashes} steps were repeated on {kind}");
    check_round(&app, 0, &format!("with every step twice on {kind}")).await?;
    let counts = app.authority.ledger().counts;
    assert!(
        counts.duplicates > 0,
        "the authority was sent nothing twice on {kind}"
    );
    let all: usize = SHIPMENTS.iter().map(|(.., count)| count).sum();
    assert_eq!(counts.distinct, all as u64, "on {kind}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_step_run_twice_changes_nothing() {
    each_store(|place| async { every_step_twice(place).await.expect("the round") }).await;
}
