//! What becomes of a movement that comes to us: nobody here made it, customs tells of it.

use cas_demo::stories::excise;
use cas_demo::tenant::TENANT;
use cas_model::ids::{SystemCode, TenantId};
use cas_model::record::Json;
use cas_store::{ConnectionRecord, NumberColumn, TenantRow};
use cas_testkit::{each_store, story};
use serde_json::json;

use crate::emcs::customs::{self, Envelope, Movement};
use crate::emcs::world::{SECRET, World, text};

const ARC: &str = "26FR00000000000000031";

/// A movement that comes to us.
pub fn theirs(arc: &str) -> Movement<'_> {
    Movement {
        arc,
        sequence: 1,
        lrn: "THEIR-LRN-1",
        upstream: None,
        consignor: "FR00000000777",
        consignee: excise::CONSIGNEE,
    }
}

async fn told(world: &mut World) {
    let told = customs::validated(&Envelope::of("V1"), &theirs(ARC));
    world.say(&told).await;
    assert_eq!(world.status(ARC).await, "Accepted");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_movement_on_its_way_to_us_begins_here_and_is_reported_on() {
    each_store(|place| async {
        let mut world = World::new(place).await;
        told(&mut world).await;
        // From another server of customs: another message about the same.
        let again = customs::validated(&Envelope::of("V1-COPY"), &theirs(ARC));
        world.say(&again).await;
        let whole = world.whole(ARC).await;
        assert_eq!(whole["arc"], ARC);
        assert_eq!(whole["direction"], "IN");
        assert_eq!(whole["system"], "emcs");
        assert_eq!(whole["jurisdiction"], "DE");
        assert_eq!(whole["customsFlow"], "");
        let items = "/singleAdministrativeDocument/goodsShipment/governmentAgencyGoodsItems";
        let items = whole.pointer(items).and_then(|items| items.as_array());
        assert_eq!(items.map(Vec::len), Some(1), "{whole:#}");
        let id = text(&whole["id"]);
        let (_, origins) = world
            .app
            .get(&format!(
                "/v1/declarations/{id}/origins?field=exciseMovement.journeyTime"
            ))
            .await
            .expect("origins");
        assert!(origins.to_string().contains("ustoms"), "{origins:#}");

        let late = json!({"code": "5", "information": "strike"});
        world.act(ARC, "delay-for-delivery", late).await;
        assert!(world.taken("IE837")[0].contains(excise::CONSIGNEE));
        let report = json!({
            "dateOfArrival": "2026-11-24",
            "conclusion": "2",
            "items": [{"seqNum": 1, "shortageOrExcess": "S", "observed": 3,
                "reasons": [{"code": "2"}]}],
        });
        world.act(ARC, "receipt-report", report).await;
        // Until customs has taken it, nothing has arrived.
        assert_eq!(world.status(ARC).await, "Accepted");
        let sent = world.taken("IE818");
        assert_eq!(sent.len(), 1);
        assert!(sent[0].contains("S200"), "{sent:?}");
        let answered = world.identifier("IE818");
        let taken = customs::receipt(&Envelope::answering("R1", &answered), (ARC, 1), "2");
        world.say(&taken).await;
        assert_eq!(world.status(ARC).await, "Delivered");
        let explained = json!({"dateOfAnalysis": "2026-11-25", "explanation": "evaporation"});
        world.act(ARC, "complementary-explanation", explained).await;
        assert_eq!(world.taken("IE871").len(), 1);
        assert_eq!(world.alerts().await, [""; 0]);
        let story = story::of_shipment(&world.app, ARC).await.expect("a story");
        let events = story::of_events(&world.app, ARC).await.expect("events");
        insta::assert_snapshot!("movement_that_comes_to_us", format!("{story}\n{events}"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_consignee_turns_a_movement_away() {
    each_store(|place| async {
        let mut world = World::new(place).await;
        told(&mut world).await;
        let rejection = json!({"rejected": true, "reasons": [{"code": "1"}]});
        world.act(ARC, "reject-or-alert-ead", rejection).await;
        assert!(world.taken("IE819")[0].contains("<EadEsadRejectedFlag>1<"));
        let answered = world.identifier("IE819");
        let taken = customs::alert(&Envelope::answering("A1", &answered), (ARC, 1), true);
        world.say(&taken).await;
        assert_eq!(world.status(ARC).await, "Rejected");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_overtakes_the_movement_finds_it_later() {
    each_store(|place| async {
        let mut world = World::new(place).await;
        world
            .say(&customs::alert(&Envelope::of("A1"), (ARC, 1), false))
            .await;
        assert_eq!(world.app.declarations(ARC).await.expect("none").len(), 0);
        told(&mut world).await;
        world.app.wait(30).await.expect("settled");
        assert_eq!(world.status(ARC).await, "Alerted");
    })
    .await;
}

/// A report that lacks what it must say is refused at once; so is one where it is not due.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_said_wrongly_is_refused_at_once() {
    each_store(|place| async {
        let mut world = World::new(place).await;
        told(&mut world).await;
        let id = text(&world.declaration(ARC).await["id"]);
        for (action, content, status, place) in [
            (
                "receipt-report",
                json!({"conclusion": "1"}),
                400,
                "dateOfArrival",
            ),
            ("receipt-report", json!({"arrived": true}), 400, "arrived"),
            (
                "complementary-explanation",
                json!({"explanation": "x"}),
                409,
                "",
            ),
        ] {
            let path = format!("/v1/declarations/{id}/{action}");
            let (answered, answer) = world.app.post(&path, &content).await.expect("an answer");
            assert_eq!(answered, status, "{action} {content}: {answer}");
            let named = text(&answer["errors"][0]["field"]);
            assert!(
                named.contains(place) || answer.to_string().contains(place),
                "{answer}"
            );
        }
        // Nothing of ours makes another shipment of it.
        let mut update = excise::shipment(ARC);
        update["direction"] = "IN".into();
        for kind in ["Update", "Replace", "Upsert"] {
            update["messageType"] = kind.into();
            let ingestion = world.app.send(&update).await.expect("sent");
            world.settle().await;
            let (_, ended) = world
                .app
                .get(&format!("/v1/ingestions/{ingestion}"))
                .await
                .expect("an ingestion");
            assert_eq!(
                ended["errors"][0]["code"], "BegunByCustoms",
                "{kind}: {ended}"
            );
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_movement_begins_for_whom_it_is_told() {
    each_store(|place| async {
        let mut world = World::new(place).await;
        let other = TenantId(uuid::Uuid::from_u128(7));
        let store = world.app.engine.store();
        let now = world.app.clock.now();
        let tenant = TenantRow {
            id: other,
            name: "other".to_owned(),
            created_at: now,
        };
        store.insert_tenant(&tenant).await.expect("a tenant");
        let emcs = SystemCode::parse("emcs").expect("a code");
        let connection = ConnectionRecord {
            tenant_id: other,
            system: emcs.clone(),
            document: Json::from(&json!({
                "endpoint": "http://127.0.0.1:9/emcs",
                "callbackSecret": SECRET,
                "settings": excise::settings(),
            })),
            version: 1,
            updated_at: now,
        };
        store
            .put_connection(&connection)
            .await
            .expect("a connection");
        let told = customs::validated(&Envelope::of("V1"), &theirs(ARC));
        assert_eq!(world.tell(("emcs", other), &told).await, 202);
        world.settle().await;
        let of = async |tenant| {
            let store = world.app.engine.store();
            let arcs = [ARC.to_owned()];
            let found = store.declarations_at(tenant, &emcs, NumberColumn::Arc, &arcs);
            found.await.expect("an answer").len()
        };
        assert_eq!((of(other).await, of(TENANT).await), (1, 0));
    })
    .await;
}
