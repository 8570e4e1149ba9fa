//! Events that the customer tells of a shipment.

use cas_model::lifecycle::Event;
use cas_model::record::Json;
use cas_process::ingestion::event;
use cas_process::run::needed_to_go_on;
use serde_json::{Value, json};

use super::carried::{accept, go_on, goods, happens, loaded, send, shipment};
use super::world::{World, ingestion};

fn steps() -> Value {
    let step = |name: &str, start: Value| {
        json!({"name": name, "declarationType": "sea", "system": "plain", "jurisdiction": "DE",
               "start": start})
    };
    json!([
        step("asked", json!({"on": "action"})),
        step("arrived", json!({"on": "arrival"})),
        step("stocked", json!({"on": "stock"})),
    ])
}

fn told(event: &str, step: Option<&str>) -> Value {
    json!({"externalReference": "S1", "direction": "OUT", "event": event, "step": step})
}

/// Each event starts what waits for it, once.
#[test]
fn an_event_starts_what_waits_for_it_or_is_refused() {
    let mut world = World::new(steps());
    send(&mut world, "new", shipment("New", goods(&[("a", "DE")])));
    world.told.clear();
    for (event, step) in [
        ("arrival", None),
        ("arrival", None),
        ("stock", None),
        ("start", Some("asked")),
        ("start", Some("asked")),
        ("start", Some("nothing")),
    ] {
        let title = format!("{event} {step:?}");
        happens(&mut world, &title, told(event, step));
    }
    insta::assert_snapshot!(world.told);
}

/// A step that cannot cut its goods refuses the event, by its own reason.
#[test]
fn an_event_whose_step_cannot_start_says_why() {
    let mut steps = steps();
    steps[1]["items"] = json!({"groupBy": [{"expression": "item.seqNum / 0"}]});
    let mut world = World::new(steps);
    let mut content = goods(&[("a", "DE")]);
    content["goodsShipment"]["governmentAgencyGoodsItems"][0]["seqNum"] = json!(1);
    send(&mut world, "new", shipment("New", content));
    world.told.clear();
    happens(&mut world, "arrival", told("arrival", None));
    insta::assert_snapshot!(world.told);
}

#[test]
fn an_event_of_no_shipment_is_refused() {
    let world = World::new(steps());
    let row = ingestion("ShipmentEvent", "{}", "{}");
    let outcome = event::refused(world.unit(), &row, event::unknown_shipment());
    let outcome = outcome.expect("an outcome");
    let text = super::show::effects(&outcome.effects, &outcome.planned);
    insta::assert_snapshot!(text);
}

/// What an update has put back to wait is needed, and what may hear of a withdrawal.
#[test]
fn who_is_needed_to_go_on() {
    let mut world = World::new(super::carried::steps("never"));
    send(
        &mut world,
        "new",
        shipment("New", goods(&[("a", "DE"), ("b", "FR"), ("c", "NO")])),
    );
    let names = |world: &World| {
        let shipment = world.store.shipments.last().expect("a shipment");
        let rows = world.store.of_run();
        let needed = needed_to_go_on(shipment, &rows).expect("steps");
        let at = |id| rows.iter().position(|row| row.id == id).expect("it");
        needed.iter().map(|row| at(row.id)).collect::<Vec<_>>()
    };
    assert_eq!(names(&world), Vec::<usize>::new());
    assert!(loaded(&world).states.is_empty());
    world.facts(1, &[Event::CancellationRequested]);
    assert_eq!(names(&world), [0, 2]);
    world.facts(0, &[Event::ValidationPassed]);
    accept(&mut world, 0, "MRN1");
    assert_eq!(names(&world), [0, 2]);
    world.facts(0, &[Event::ReleaseRefused]);
    assert_eq!(names(&world), [2]);
    world.store.shipments[0].started_steps = Json::default();
    assert_eq!(names(&world), [0, 1, 2]);
    world.store.shipments[0].started_steps = Json::stored("no steps");
    let rows = world.store.of_run();
    assert!(needed_to_go_on(&world.store.shipments[0], &rows).is_err());
}

/// A run whose flow is gone does not go on.
#[test]
fn a_run_of_a_flow_that_is_gone_is_a_fault() {
    let mut world = World::new(steps());
    send(&mut world, "new", shipment("New", goods(&[("a", "DE")])));
    world.told.clear();
    world.store.shipments[0].flow = Some("Gone".to_owned());
    go_on(&mut world, "gone", &cas_process::run::Trigger::State);
    assert_eq!(world.told, "## gone\nfails: flow Gone is gone\n");
}
