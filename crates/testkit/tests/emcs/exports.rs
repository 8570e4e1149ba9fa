//! What becomes of a movement whose goods are exported.

use cas_testkit::each_store;

use crate::consignor::{ARC, on_the_way};
use crate::customs::{self, Envelope};
use crate::world::World;

const MRN: &str = "26DE485100000001B0";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_export_of_a_movement_is_accepted_and_the_goods_leave() {
    each_store(|place| async {
        let mut world = World::new(place).await;
        on_the_way(&mut world, "EX-1", ARC).await;
        world
            .say(&customs::export_accepted(
                &Envelope::of("X1"),
                (ARC, 1),
                MRN,
            ))
            .await;
        assert_eq!(world.status("EX-1").await, "AcceptedForExport");
        world
            .say(&customs::receipt(&Envelope::of("R1"), (ARC, 1), "21"))
            .await;
        assert_eq!(world.status("EX-1").await, "Delivered");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_export_of_a_movement_is_refused() {
    each_store(|place| async {
        let mut world = World::new(place).await;
        on_the_way(&mut world, "EX-1", ARC).await;
        world
            .say(&customs::export_refused(&Envelope::of("X1"), (ARC, 1)))
            .await;
        assert_eq!(world.status("EX-1").await, "Rejected");
        let whole = world.whole("EX-1").await;
        assert_eq!(whole["errors"][0]["errorCode"], "4", "{whole:#}");
    })
    .await;
}
