//! The same course with a crash at every boundary, and with every step decided twice: the same
//! ends, and nothing is sent or begun twice.

use cas_testkit::{Crash, StorePlace, each_store, story};
use serde_json::json;

use crate::emcs::consignee::theirs;
use crate::emcs::consignor::{elsewhere, on_the_way, ours};
use crate::emcs::customs::{self, Envelope};
use crate::emcs::world::World;

/// A round stops at every so manieth boundary, each round at others.
const STEP: usize = 7;

/// A movement that goes elsewhere, and one that comes to us: all that is told of them.
async fn course(world: &mut World, round: usize) -> String {
    let (reference, arc) = (format!("EX-{round}"), format!("26DE{round:017}"));
    let id = |name: &str| format!("{round}-{name}");
    on_the_way(world, &reference, &arc).await;
    world
        .act(&reference, "change-destination", elsewhere())
        .await;
    let (lrn, answered) = (world.lrn(&reference).await, world.identifier("IE813"));
    let name = id("V2");
    let envelope = Envelope::answering(&name, &answered);
    world
        .say(&customs::validated(&envelope, &ours(&arc, &lrn, 2)))
        .await;
    let arrived = customs::receipt(&Envelope::of(&id("R1")), (&arc, 2), "1");
    world.say(&arrived).await;

    let coming = format!("26FR{round:017}");
    let told = customs::validated(&Envelope::of(&id("T1")), &theirs(&coming));
    world.say(&told).await;
    let report = json!({"dateOfArrival": "2026-11-24", "conclusion": "1"});
    world.act(&coming, "receipt-report", report).await;
    let (name, answered) = (id("R2"), world.identifier("IE818"));
    let envelope = Envelope::answering(&name, &answered);
    world
        .say(&customs::receipt(&envelope, (&coming, 1), "1"))
        .await;

    let mut all = String::new();
    for reference in [&reference, &coming] {
        let declarations = world.app.declarations(reference).await;
        assert_eq!(declarations.expect("declarations").len(), 1, "{reference}");
        all += &story::of_shipment(&world.app, reference)
            .await
            .expect("a story");
        all += &story::of_events(&world.app, reference)
            .await
            .expect("events");
    }
    assert_eq!(world.alerts().await, [""; 0]);
    for kind in ["IE815", "IE813", "IE818"] {
        assert_eq!(world.taken(kind).len(), round + 1, "{kind}");
    }
    all
}

async fn same_ends(place: StorePlace) {
    let kind = place.kind;
    let mut world = World::new(place).await;
    let expected = course(&mut world, 0).await;
    for round in 1..=STEP {
        world.crash(Crash::Every(round - 1, STEP)).await;
        let told = course(&mut world, round).await;
        assert_eq!(told, expected, "crashes from boundary {round} on {kind}");
    }
    assert!(world.crashes > 30, "only {} crashes", world.crashes);
    let before = world.crashes;
    world.crash(Crash::BeforeEveryCommit(2)).await;
    let told = course(&mut world, STEP + 1).await;
    assert_eq!(told, expected, "every step twice on {kind}");
    assert!(world.crashes - before > 10, "few steps were done twice");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn crashes_and_repetitions_change_nothing() {
    each_store(same_ends).await;
}
