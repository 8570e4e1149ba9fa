//! Every story of the demo, on every store: the whole conversation as a snapshot.

use cas_demo::stories::{Reaction, Size, Story, stories};
use cas_testkit::{StorePlace, TestApp, each_store, story};

/// Lets the shipments go all the way, with the demo's reactions, and tells each story.
async fn told(place: StorePlace) -> anyhow::Result<String> {
    let kind = place.kind;
    let app = TestApp::start(place).await?;
    let all = stories(Size { items: 40 });
    for story in &all {
        app.send(&story.document).await?;
    }
    app.settle().await?;
    let most = all.iter().map(|story| story.reactions.len()).max();
    for round in 0..most.unwrap_or_default() {
        for story in &all {
            if let Some((_, reaction)) = story.reactions.get(round) {
                react(&app, story, reaction).await?;
            }
        }
        app.settle().await?;
    }
    // Customs is down at first for one of them: the schedule tries again.
    app.wait(2).await?;
    app.wait(5).await?;
    let mut text = String::new();
    for story in &all {
        let declarations = app.declarations(story.reference()).await?;
        let end = declarations
            .last()
            .map(|last| last["currentStatus"].clone());
        assert_eq!(
            end,
            story.ends.last().map(|end| end.as_str().into()),
            "{} on {kind}: {}",
            story.reference(),
            story::of_shipment(&app, story.reference()).await?
        );
        text.push_str(&format!("# {}\n", story.title));
        text.push_str(&story::of_shipment(&app, story.reference()).await?);
        let events = story::of_events(&app, story.reference()).await?;
        let mut lines: Vec<&str> = events.lines().collect();
        if story.ends.len() > 1 {
            // Of declarations that are worked on at once, what is told first is chance.
            lines.sort_unstable();
        }
        text.push_str(&lines.join("\n"));
        text.push('\n');
        text.push('\n');
    }
    Ok(text)
}

async fn react(app: &TestApp, story: &Story, reaction: &Reaction) -> anyhow::Result<()> {
    match reaction {
        Reaction::Send(document) => {
            app.send(document).await?;
        }
        Reaction::Act(action, body) => {
            let declarations = app.declarations(story.reference()).await?;
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
        let text = told(place).await.expect("the demo's shipments");
        insta::assert_snapshot!("demo_shipments", text);
    })
    .await;
}
