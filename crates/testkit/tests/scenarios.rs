//! Every shipment of the demo, on every store: the whole conversation as a snapshot.

use cas_demo::shipments::{Reaction, Shipment, shipments};
use cas_testkit::{StorePlace, TestApp, each_store, story};

/// Lets the shipments go all the way, with the demo's reactions, and tells each story.
async fn stories(place: StorePlace) -> anyhow::Result<String> {
    let kind = place.kind;
    let app = TestApp::start(place).await?;
    let all = shipments(40);
    for shipment in &all {
        app.send(&shipment.document).await?;
    }
    app.settle().await?;
    for shipment in &all {
        react(&app, shipment).await?;
    }
    app.settle().await?;
    // Customs is down at first for one of them: the schedule tries again.
    app.wait(2).await?;
    app.wait(5).await?;
    let mut text = String::new();
    for shipment in &all {
        let declarations = app.declarations(shipment.reference()).await?;
        let end = declarations
            .last()
            .map(|last| last["currentStatus"].clone());
        assert_eq!(
            end,
            Some(shipment.end.as_str().into()),
            "{} on {kind}",
            shipment.reference()
        );
        text.push_str(&format!("# {}\n", shipment.title));
        text.push_str(&story::of_shipment(&app, shipment.reference()).await?);
        text.push_str(&story::of_events(&app, shipment.reference()).await?);
        text.push('\n');
    }
    Ok(text)
}

async fn react(app: &TestApp, shipment: &Shipment) -> anyhow::Result<()> {
    match &shipment.reaction {
        None => {}
        Some((_, Reaction::Send(document))) => {
            app.send(document).await?;
        }
        Some((_, Reaction::Act(action, body))) => {
            let declarations = app.declarations(shipment.reference()).await?;
            let id = declarations[0]["id"].as_str().unwrap_or_default();
            let (status, answer) = app
                .post(&format!("/v1/declarations/{id}/{action}"), body)
                .await?;
            assert_eq!(status, 202, "{action}: {answer}");
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_demo_shipment_ends_as_told_on_every_store() {
    each_store(|place| async {
        let text = stories(place).await.expect("the demo's shipments");
        insta::assert_snapshot!("demo_shipments", text);
    })
    .await;
}
