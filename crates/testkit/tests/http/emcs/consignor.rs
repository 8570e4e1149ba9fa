//! What becomes of a movement that we send.

use cas_demo::stories::excise;
use cas_testkit::{each_store, story};
use serde_json::{Value, json};

use crate::emcs::customs::{self, Envelope, Movement};
use crate::emcs::world::{World, text};

pub const ARC: &str = "26DE00000000000000011";
const ELSEWHERE: &str = "FR00000000999";

/// Our movement as customs has it.
pub fn ours<'a>(arc: &'a str, lrn: &'a str, sequence: u32) -> Movement<'a> {
    Movement {
        arc,
        sequence,
        lrn,
        upstream: None,
        consignor: excise::CONSIGNOR,
        consignee: match sequence {
            1 => "FR00000000304",
            _ => ELSEWHERE,
        },
    }
}

/// Declares a movement, which customs validates under a number.
pub async fn on_the_way(world: &mut World, reference: &str, arc: &str) {
    world.declare(reference).await;
    assert_eq!(world.status(reference).await, "Submitted");
    let lrn = world.lrn(reference).await;
    let answered = world.identifier("IE815");
    let id = format!("{arc}-V1");
    let envelope = Envelope::answering(&id, &answered);
    let validated = customs::validated(&envelope, &ours(arc, &lrn, 1));
    world.say(&validated).await;
    assert_eq!(world.status(reference).await, "Accepted");
}

pub fn elsewhere() -> Value {
    json!({
        "exciseMovement": {
            "destinationType": "1",
            "journeyTime": "D03",
            "deliveryPlace": {
                "businessPartnerReference": [{"type": "Excise", "code": ELSEWHERE}],
            },
        },
        "consignee": {
            "name": "Caves du Sud",
            "businessPartnerReference": [{"type": "Excise", "code": ELSEWHERE}],
            "address": {"street": "Rue 1", "postcode": "13001", "city": "Marseille", "country": "FR"},
        },
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_movement_goes_elsewhere_and_arrives() {
    each_store(|place| async {
        let mut world = World::new(place).await;
        on_the_way(&mut world, "EX-1", ARC).await;
        let whole = world.whole("EX-1").await;
        assert_eq!(whole["arc"], ARC);
        assert_eq!(whole["customs"]["sequenceNumber"], 1);

        world.act("EX-1", "change-destination", elsewhere()).await;
        assert_eq!(world.status("EX-1").await, "ChangingDestination");
        let sent = world.taken("IE813");
        assert_eq!(sent.len(), 1);
        assert!(
            sent[0].contains(ARC) && sent[0].contains(ELSEWHERE),
            "{sent:?}"
        );
        let lrn = world.lrn("EX-1").await;
        let answered = world.identifier("IE813");
        let changed =
            customs::validated(&Envelope::answering("V2", &answered), &ours(ARC, &lrn, 2));
        world.say(&changed).await;
        let whole = world.whole("EX-1").await;
        assert_eq!(whole["currentStatus"], "Accepted");
        assert_eq!(whole["customs"]["sequenceNumber"], 2);
        assert_eq!(whole["revision"], 2);
        assert_eq!(whole["lodgedRevision"], 2);
        let consignee = "/singleAdministrativeDocument/goodsShipment/consignee\
            /businessPartnerReference/0/code";
        assert_eq!(
            whole.pointer(consignee),
            Some(&json!(ELSEWHERE)),
            "{whole:#}"
        );

        let late = customs::validated(&Envelope::of("V1-LATE"), &ours(ARC, &lrn, 1));
        world.say(&late).await;
        assert_eq!(world.whole("EX-1").await["customs"]["sequenceNumber"], 2);

        world
            .say(&customs::receipt(&Envelope::of("R1"), (ARC, 2), "1"))
            .await;
        let whole = world.whole("EX-1").await;
        assert_eq!(whole["currentStatus"], "Delivered");
        assert_eq!(whole["customs"]["receiptReport"]["conclusion"], "1");
        assert_eq!(world.alerts().await, [""; 0]);
        let story = story::of_shipment(&world.app, "EX-1")
            .await
            .expect("a story");
        insta::assert_snapshot!("movement_that_goes_elsewhere", story);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_customs_refuses_is_named_by_our_fields() {
    each_store(|place| async {
        let mut world = World::new(place).await;
        world.declare("EX-1").await;
        let lrn = world.lrn("EX-1").await;
        let pointer =
            "/IE815[1]/Body[1]/SubmittedDraftOfEADESAD[1]/DeliveryPlaceTrader[1]/Traderid[1]";
        let refused = customs::refused(&Envelope::of("F1"), Some(&lrn), pointer);
        world.say(&refused).await;
        let whole = world.whole("EX-1").await;
        assert_eq!(whole["currentStatus"], "CustomsError");
        let place = &whole["errors"][0]["fieldReference"][0];
        assert_eq!(
            text(&place["path"]),
            "SingleAdministrativeDocument.ExciseMovement.DeliveryPlace.BusinessPartnerReference[0]",
            "{whole:#}"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_change_of_destination_leaves_the_movement_as_it_is() {
    each_store(|place| async {
        let mut world = World::new(place).await;
        on_the_way(&mut world, "EX-1", ARC).await;
        world.act("EX-1", "change-destination", elsewhere()).await;
        let answered = world.identifier("IE813");
        let refused = customs::refused(&Envelope::answering("F1", &answered), None, "/IE813[1]");
        world.say(&refused).await;
        let whole = world.whole("EX-1").await;
        assert_eq!(whole["currentStatus"], "AmendmentError");
        assert_eq!(whole["statusAtCustoms"], "Accepted");
        assert_eq!(whole["revision"], 1);
        // Another try.
        world.act("EX-1", "change-destination", elsewhere()).await;
        assert_eq!(world.taken("IE813").len(), 2);
        assert_eq!(world.status("EX-1").await, "ChangingDestination");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_consignee_alerts_and_rejects() {
    each_store(|place| async {
        let mut world = World::new(place).await;
        on_the_way(&mut world, "EX-1", ARC).await;
        world
            .say(&customs::alert(&Envelope::of("A1"), (ARC, 1), false))
            .await;
        assert_eq!(world.status("EX-1").await, "Alerted");
        world
            .say(&customs::alert(&Envelope::of("A2"), (ARC, 1), true))
            .await;
        let whole = world.whole("EX-1").await;
        assert_eq!(whole["currentStatus"], "Rejected");
        assert_eq!(whole["customs"]["alert"]["reasons"][0]["code"], "1");
        let allowed = whole["allowedActions"].to_string();
        assert!(allowed.contains("change-destination"), "{allowed}");
        assert!(!allowed.contains("receipt-report"), "{allowed}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_movement_that_did_not_begin_is_cancelled() {
    each_store(|place| async {
        let mut world = World::new(place).await;
        on_the_way(&mut world, "EX-1", ARC).await;
        let reason = json!({"reason": "the order was withdrawn"});
        world.act("EX-1", "invalidate", reason).await;
        assert_eq!(world.status("EX-1").await, "Invalidating");
        let sent = world.taken("IE810");
        assert!(sent[0].contains("the order was withdrawn"), "{sent:?}");
        world
            .say(&customs::cancelled(&Envelope::of("C1"), ARC))
            .await;
        assert_eq!(world.status("EX-1").await, "Cancelled");
        assert_eq!(world.alerts().await, [""; 0]);
    })
    .await;
}

const PARTS: [&str; 2] = ["26DE00000000000000021", "26DE00000000000000022"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_parts_of_a_split_movement_are_movements_of_their_own() {
    each_store(|place| async {
        let mut world = World::new(place).await;
        on_the_way(&mut world, "EX-1", ARC).await;
        let part = |litres: u32| {
            let mut part = elsewhere();
            part["exciseMovement"]["transportArrangement"] = "1".into();
            part["exciseMovement"]["transportUnits"] = json!([{"type": "2"}]);
            part["items"] = json!([{"seqNum": 1, "goodsMeasure":
                {"qty": litres, "gmass": litres, "nmass": litres}}]);
            part
        };
        let split = json!({"parts": [part(100), part(300)]});
        world.act("EX-1", "change-destination", split).await;
        assert_eq!(world.status("EX-1").await, "ChangingDestination");
        let answered = world.identifier("IE825");
        let lrn = world.lrn("EX-1").await;
        for (number, arc) in PARTS.iter().enumerate() {
            let id = format!("P{number}");
            let part_lrn = format!("{lrn}-{number}");
            let part = Movement {
                arc,
                upstream: Some(ARC),
                lrn: &part_lrn,
                ..ours(ARC, "", 1)
            };
            // Said in answer to what we said of the whole.
            let told = customs::validated(&Envelope::answering(&id, &answered), &part);
            world.say(&told).await;
        }
        world
            .say(&customs::split(&Envelope::of("S1"), (ARC, 1), &PARTS))
            .await;

        let declarations = world.app.declarations("EX-1").await.expect("declarations");
        let shown: Vec<(String, String)> = declarations
            .iter()
            .map(|one| (text(&one["arc"]), text(&one["currentStatus"])))
            .collect();
        let expected = [
            (ARC, "Diverted"),
            (PARTS[0], "Accepted"),
            (PARTS[1], "Accepted"),
        ];
        let expected = expected.map(|(arc, status)| (arc.to_owned(), status.to_owned()));
        assert_eq!(shown, expected);
        for part in &declarations[1..] {
            let (_, whole) = world
                .app
                .get(&format!("/v1/declarations/{}", text(&part["id"])))
                .await
                .expect("the part");
            assert_eq!(whole["plant"], "HAM1");
            let upstream = "/singleAdministrativeDocument/exciseMovement/upstreamArc";
            assert_eq!(whole.pointer(upstream), Some(&json!(ARC)));
        }
        let related = world.related(&declarations[0]).await;
        let parts = PARTS.map(|arc| ("splitInto".to_owned(), arc.to_owned()));
        assert_eq!(related, parts);
        let whole = [("splitFrom".to_owned(), ARC.to_owned())];
        assert_eq!(world.related(&declarations[2]).await, whole);
        assert_eq!(world.alerts().await, [""; 0]);
        // A part lives on by itself.
        world
            .say(&customs::receipt(&Envelope::of("R1"), (PARTS[1], 1), "2"))
            .await;
        let declarations = world.app.declarations("EX-1").await.expect("declarations");
        assert_eq!(text(&declarations[2]["currentStatus"]), "Delivered");
        assert_eq!(text(&declarations[0]["currentStatus"]), "Diverted");
    })
    .await;
}
