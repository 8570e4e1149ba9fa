//! A deadline that has passed is told once, wherever the one who tells it stops.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use cas_demo::stories::transit::document;
use cas_testkit::{Crash, StorePlace, TestApp, each_store, story};
use jiff::SignedDuration;

async fn told_once(place: StorePlace) -> anyhow::Result<usize> {
    let kind = place.kind;
    let mut app = TestApp::start(place).await?;
    for round in 0.. {
        let reference = format!("LATE {round}");
        let mut shipment = document("#silent", 1);
        shipment["externalReference"] = reference.clone().into();
        app.send(&shipment).await?;
        app.settle().await?;
        let passed = Arc::new(AtomicUsize::new(0));
        let crash = Crash::At(round).interruption(&passed);
        app.restart(Some(crash)).await?;
        app.clock.advance(SignedDuration::from_mins(31));
        let crashes = app.settle_over_crashes(|| None).await?;
        app.wait(3600).await?;
        let context = format!("with a crash at boundary {round} on {kind}");
        let told = story::of_shipment(&app, &reference).await?;
        assert_eq!(
            told.matches("DeadlinePassed").count(),
            1,
            "{context}: {told}"
        );
        assert_eq!(told.matches("! T0002").count(), 1, "{context}: {told}");
        let events = story::of_events(&app, &reference).await?;
        let notices = events.matches("DeclarationDeadlinePassed acknowledgement");
        assert_eq!(notices.count(), 1, "{context}: {events}");
        if crashes == 0 {
            return Ok(round);
        }
    }
    unreachable!("rounds end when no boundary is left")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deadline_is_told_once_whatever_crashes() {
    each_store(|place| async {
        let crashes = told_once(place).await.expect("the rounds");
        assert!(crashes >= 3, "only {crashes} boundaries were reached");
    })
    .await;
}
