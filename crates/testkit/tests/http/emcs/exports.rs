//! What becomes of a movement whose goods are exported.

use cas_demo::stories::excise;
use cas_demo::tenant::TENANT;
use cas_model::configuration::ConfigurationKind;
use cas_testkit::{StorePlace, each_store, publish};
use serde_json::{Value, json};

use crate::emcs::consignor::{ARC, on_the_way, ours};
use crate::emcs::customs::{self, Envelope};
use crate::emcs::world::World;

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

/// A movement to the office of export, and the export declaration that names it.
fn flow() -> Value {
    let mut flow = excise::flow();
    flow["name"] = "ExciseExport".into();
    let export = json!({
        "name": "export",
        "declarationType": "B1",
        "system": "aes",
        "jurisdiction": "DE",
        "autoSubmit": "always",
        "start": {"on": "statusReached", "step": "movement", "statuses": ["Accepted"]},
        "takeOver": [{
            "step": "movement",
            "from": "arc",
            "to": "goodsShipment.additionalDocuments[+].refNum",
            "with": {"category": "C", "type": "651"},
        }],
        "defaults": {
            "declType": "EX",
            "addDeclType1": "A",
            "declarationOfficeCode": "DE004851",
            "declarant": {"businessPartnerReference": eori("DE1234567890")},
            "goodsShipment": {
                "exportCountry": "DE",
                "destination": "US",
                "exitOffice": "DE003302",
                "exporter": {"businessPartnerReference": eori("DE1234567890")},
                "consignment": {
                    "goodsLocation": {"type": "B", "qualifier": "Y", "authorisationNumber": "A1"},
                    "containerIndicator": false,
                    "borderTransportMeans": {"mode": "1"},
                },
            },
        },
    });
    flow["steps"].as_array_mut().expect("steps").push(export);
    flow
}

fn eori(code: &str) -> Value {
    json!([{"casReference": "eori", "type": "Eori", "code": code}])
}

/// CC528C: the export declaration has its MRN.
fn accepted(lrn: &str) -> String {
    format!(
        "<CC528C PhaseID=\"AES1.0\"><messageSender>NECA.DE</messageSender>\
         <messageRecipient>DE1</messageRecipient>\
         <preparationDateAndTime>2026-11-22T10:00:00</preparationDateAndTime>\
         <messageIdentification>E1</messageIdentification><messageType>CC528C</messageType>\
         <ExportOperation><LRN>{lrn}</LRN><MRN>{MRN}</MRN>\
         <declarationAcceptanceDate>2026-11-22</declarationAcceptanceDate></ExportOperation>\
         <CustomsOfficeOfExport><referenceNumber>DE004851</referenceNumber>\
         </CustomsOfficeOfExport></CC528C>"
    )
}

/// A movement to the office of export is submitted, and its export declaration waits for it.
async fn submitted(place: StorePlace) -> World {
    let mut world = World::new(place).await;
    let settings = json!({
        "messageSender": "DE1234567890", "messageRecipient": "NECA.DE", "phase": "P1",
    });
    world.connect("aes", settings).await;
    publish(&world.app, &[(ConfigurationKind::Flow, 1, flow())]).await;
    let mut shipment = excise::shipment("EX-1");
    shipment["customsFlow"] = "ExciseExport".into();
    let document = &mut shipment["singleAdministrativeDocument"];
    let movement = &mut document["exciseMovement"];
    movement["destinationType"] = "6".into();
    movement["deliveryPlace"] = Value::Null;
    movement["deliveryOffice"] = "DE004851".into();
    for at in 0..2 {
        let item = &mut document["goodsShipment"]["governmentAgencyGoodsItems"][at];
        item["governmentProcedure"] = json!({"proc": "10", "prevProc": "00", "procNat1": "000"});
        item["statValue"] = 1000.into();
    }
    world.app.send(&shipment).await.expect("sent");
    world.settle().await;
    world
}

/// Customs' messages overtake each other: what the export waits for is told when the movement is
/// past it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_step_that_waits_for_what_comes_late_starts() {
    each_store(|place| async {
        let mut world = submitted(place).await;
        let lrn = world.lrn("EX-1").await;
        let sent = world.taken("IE815").concat();
        let ours = sent
            .split("MessageIdentifier>")
            .nth(1)
            .expect("an identifier");
        let ours = ours
            .trim_end_matches("</")
            .trim_end_matches(|c: char| c != '<');
        let answer = Envelope::answering("R1", ours.trim_end_matches('<'));
        world.say(&customs::receipt(&answer, (ARC, 1), "1")).await;
        assert_eq!(world.status("EX-1").await, "Delivered");
        world
            .say(&customs::validated(
                &Envelope::of("V1"),
                &self::ours(ARC, &lrn, 1),
            ))
            .await;
        let both = world.app.declarations("EX-1").await.expect("declarations");
        assert_eq!(both.len(), 2, "{both:?}");
        assert_eq!(both[0]["currentStatus"], "Delivered");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_of_excise_goods_and_its_movement_know_each_other() {
    each_store(|place| async {
        let mut world = submitted(place).await;
        let lrn = world.lrn("EX-1").await;
        world
            .say(&customs::validated(
                &Envelope::of("V1"),
                &ours(ARC, &lrn, 1),
            ))
            .await;
        let both = world.app.declarations("EX-1").await.expect("declarations");
        assert_eq!(both.len(), 2, "{both:?}");
        assert_eq!(
            both[1]["currentStatus"], "Submitted",
            "{}",
            both[1]["errors"]
        );
        assert!(world.taken("CC515C").concat().contains(ARC));
        let told = accepted(both[1]["lrn"].as_str().expect("a number"));
        assert_eq!(world.tell(("aes", TENANT), &told).await, 202);
        world.settle().await;

        let named = ("named".to_owned(), ARC.to_owned());
        assert_eq!(world.related(&both[1]).await, [named]);
        let sibling = ("sameShipment".to_owned(), MRN.to_owned());
        assert_eq!(world.related(&both[0]).await, [sibling]);
        world
            .say(&customs::export_accepted(
                &Envelope::of("X1"),
                (ARC, 1),
                MRN,
            ))
            .await;
        let exported = ("exportDeclaration".to_owned(), MRN.to_owned());
        assert_eq!(world.related(&both[0]).await, [exported]);
        assert_eq!(world.alerts().await, [""; 0]);
    })
    .await;
}
