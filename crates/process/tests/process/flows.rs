//! Flows that start, go on, and are replaced.

use std::collections::BTreeSet;

use cas_model::lifecycle::{Event, Status};
use cas_process::run::Trigger;
use serde_json::{Value, json};

use super::carried::{go_on, goods, release, send, send_with, shipment, steps};
use super::world::{World, at};

/// A shipment starts its flow; the next step starts when all declarations are released.
#[test]
fn a_flow_starts_and_goes_on() {
    let mut world = World::new(steps("never"));
    let content = goods(&[("a", "DE"), ("b", "FR"), ("c", "DE")]);
    send(&mut world, "new", shipment("New", content));
    go_on(&mut world, "nothing is due", &Trigger::State);
    world.facts(0, &[Event::ValidationPassed]);
    release(&mut world, 0, "MRN1");
    go_on(&mut world, "one is released", &Trigger::State);
    release(&mut world, 1, "MRN2");
    world.now = at("2026-11-30T09:00:00Z");
    go_on(&mut world, "both are released", &Trigger::State);
    go_on(&mut world, "twice", &Trigger::State);
    insta::assert_snapshot!(world.told);
}

/// Valid declarations of a step that sends by itself are sent as they are made.
#[test]
fn a_flow_that_sends_by_itself_sends_what_is_valid() {
    let mut world = World::new(steps("always"));
    let mut content = goods(&[("a", "DE"), ("b", "FR")]);
    content["functionRefNum"] = json!("OURS");
    send(&mut world, "new", shipment("New", content));
    insta::assert_snapshot!(world.told);
}

/// A number that the shipment gives is one declaration's; a message that cannot be written leaves
/// the declaration as it is.
#[test]
fn the_number_of_the_shipment_is_given_once() {
    let mut steps = steps("always");
    steps[0]["items"] = json!({});
    steps[1]["start"] = json!({"on": "shipmentCreated"});
    steps[1]["system"] = json!("plain");
    let mut world = World::new(steps.clone());
    let mut content = goods(&[("a", "DE")]);
    content["functionRefNum"] = json!("OURS");
    send(
        &mut world,
        "both to one system",
        shipment("New", content.clone()),
    );
    let lrns: Vec<&str> = world
        .store
        .declarations
        .iter()
        .map(|row| row.lrn.as_str())
        .collect();
    assert_eq!(
        lrns.iter().filter(|lrn| **lrn == "OURS").count(),
        1,
        "{lrns:?}"
    );
    steps[1]["system"] = json!("other");
    let mut world = World::new(steps);
    send(&mut world, "to two systems", shipment("New", content));
    let lrns: Vec<&str> = world
        .store
        .declarations
        .iter()
        .map(|row| row.lrn.as_str())
        .collect();
    assert_eq!(lrns, ["OURS", "OURS"]);
}

/// What a shipment names in master data and was not looked up is looked up by a task of its own.
#[test]
fn a_declaration_whose_records_were_not_looked_up_goes_on_later() {
    let mut world = World::new(steps("never"));
    let mut content = goods(&[("a", "DE")]);
    content["goodsShipment"]["governmentAgencyGoodsItems"][0]["commodity"] =
        json!({"itemId": "ART1"});
    send(&mut world, "new", shipment("New", content));
    insta::assert_snapshot!(world.told);
}

/// Without a system the step is a fault; one of another company makes nothing and is done.
#[test]
fn a_step_that_is_not_for_the_company_is_done_without_declarations() {
    let mut steps = steps("never");
    steps[0]["organisation"] = json!({"companies": ["C2"]});
    steps[1]["start"]["statuses"] = json!(["Released"]);
    let mut world = World::new(steps.clone());
    send(
        &mut world,
        "the second follows at once",
        shipment("New", goods(&[("a", "DE")])),
    );
    steps[0]["organisation"] = json!({"companies": ["C1"], "plants": ["P1"],
                                      "storageLocations": ["L1"]});
    let mut other = World::new(steps.clone());
    send(
        &mut other,
        "the first is for it",
        shipment("New", goods(&[("a", "DE")])),
    );
    let made = |world: &World| -> Vec<String> {
        world
            .store
            .declarations
            .iter()
            .filter_map(|row| row.step.clone())
            .collect()
    };
    assert_eq!(
        (made(&world), made(&other)),
        (vec!["second".into()], vec!["first".into()])
    );
    steps[0]["system"] = json!("gone");
    let mut gone = World::new(steps);
    send(
        &mut gone,
        "no such system",
        shipment("New", goods(&[("a", "DE")])),
    );
    world.told += &gone.told;
    insta::assert_snapshot!(world.told);
}

/// A whole message is carried out or refused, and the customer is told.
#[test]
fn what_a_whole_shipment_comes_to() {
    let mut world = World::new(steps("never"));
    send(
        &mut world,
        "replace nothing",
        shipment("Replace", goods(&[("a", "DE")])),
    );
    send(
        &mut world,
        "without goods",
        shipment("New", json!({"declType": "EX"})),
    );
    let mut content = goods(&[("a", "DE"), ("b", "FR")]);
    content["ucr"] = json!({"traderReference": "UCR1"});
    send(&mut world, "new", shipment("New", content));
    send(
        &mut world,
        "new again",
        shipment("New", goods(&[("a", "DE")])),
    );
    world.now = at("2026-11-30T09:00:00Z");
    send(
        &mut world,
        "replace",
        shipment("Replace", goods(&[("a", "DE")])),
    );
    world.facts(2, &[Event::ValidationPassed, Event::SubmissionRequested]);
    send(
        &mut world,
        "in flight",
        shipment("Replace", goods(&[("a", "DE")])),
    );
    insta::assert_snapshot!(world.told);
}

/// Manual edits are lost with what is replaced, or carried over where the message says so.
#[test]
fn a_replacement_loses_or_keeps_manual_edits() {
    for (name, options, content) in [
        ("lost", "{}", goods(&[("a", "DE"), ("b", "FR")])),
        (
            "kept",
            r#"{"keepManualEdits":true}"#,
            goods(&[("a", "DE"), ("b", "FR")]),
        ),
        (
            "homeless",
            r#"{"keepManualEdits":true}"#,
            goods(&[("c", "NO")]),
        ),
    ] {
        let mut world = World::new(steps("never"));
        let before = goods(&[("a", "DE"), ("b", "FR")]);
        send(&mut world, "new", shipment("New", before));
        super::edits::by_hand(&mut world, 1, json!({"declType": "CO"}));
        world.told.clear();
        send_with(&mut world, "replace", shipment("Replace", content), options);
        insta::assert_snapshot!(format!("replaced_{name}"), world.told);
    }
}

/// A step whose goods cannot be cut is refused, and keeps others from nothing.
#[test]
fn a_step_that_cannot_cut_its_goods_keeps_no_other_from_starting() {
    let mut steps = steps("never");
    steps[0]["items"] = json!({"groupBy": [{"expression": "item.seqNum / 0"}]});
    steps[1]["start"] = json!({"on": "arrival"});
    steps[1]["items"] = json!({"groupBy": [{"expression": "item.seqNum / 0"}]});
    let mut third = steps[0].clone();
    third["name"] = json!("third");
    third["items"] = json!({});
    third["start"] = json!({"on": "stock"});
    steps.as_array_mut().expect("steps").push(third);
    let mut world = World::new(steps.clone());
    let mut content = goods(&[("a", "DE")]);
    content["goodsShipment"]["governmentAgencyGoodsItems"][0]["seqNum"] = json!(1);
    send(
        &mut world,
        "refused whole",
        shipment("New", content.clone()),
    );
    steps[0]["items"] = json!({});
    let mut world_2 = World::new(steps);
    send(&mut world_2, "new", shipment("New", content));
    world_2.told.clear();
    go_on(&mut world_2, "arrival", &Trigger::Arrival);
    go_on(&mut world_2, "stock", &Trigger::Stock);
    world.told += &world_2.told;
    insta::assert_snapshot!(world.told);
}

/// Who waits for what: the shipment, an action, the arrival, the stock.
#[test]
fn each_trigger_starts_its_own_steps() {
    let step = |name: &str, start: Value| {
        json!({"name": name, "declarationType": "sea", "system": "plain", "jurisdiction": "DE",
               "start": start})
    };
    let steps = json!([
        step("one", json!({"on": "shipmentCreated"})),
        step("asked", json!({"on": "action"})),
        step("arrived", json!({"on": "arrival"})),
        step("stocked", json!({"on": "stock"})),
        step(
            "after",
            json!({"on": "statusReached", "step": "asked", "statuses": ["Invalid", "Validated"]})
        ),
    ]);
    for (trigger, expected) in [
        (Trigger::State, &["one"][..]),
        (Trigger::Arrival, &["one", "arrived"]),
        (Trigger::Stock, &["one", "stocked"]),
        (Trigger::Action("asked".to_owned()), &["one", "asked"]),
        (Trigger::Action("other".to_owned()), &["one"]),
    ] {
        let mut world = World::new(steps.clone());
        send(&mut world, "new", shipment("New", goods(&[("a", "DE")])));
        go_on(&mut world, "trigger", &trigger);
        let made: Vec<&str> = world
            .store
            .declarations
            .iter()
            .filter_map(|row| row.step.as_deref())
            .collect();
        assert_eq!(made, expected, "{trigger:?}");
        if trigger == Trigger::Action("asked".to_owned()) {
            go_on(&mut world, "what waited", &Trigger::State);
            let steps: BTreeSet<&str> = world
                .store
                .declarations
                .iter()
                .filter_map(|row| row.step.as_deref())
                .collect();
            assert!(steps.contains("after"), "{steps:?}");
        }
    }
}

/// A step waits for all declarations that were not withdrawn, by their history or by the status
/// that a request covers.
#[test]
fn a_step_waits_for_all_that_is_left() {
    for (name, first, second, expected) in [
        ("one", Status::Released, Status::Validated, false),
        ("both", Status::Released, Status::Released, true),
        (
            "one is withdrawn",
            Status::Released,
            Status::Cancelled,
            true,
        ),
        (
            "all are withdrawn",
            Status::Cancelled,
            Status::Cancelled,
            false,
        ),
        ("covered", Status::Released, Status::Amending, true),
        (
            "covered by another",
            Status::Released,
            Status::Submitted,
            false,
        ),
        (
            "in its history",
            Status::Released,
            Status::ExitConfirmed,
            true,
        ),
    ] {
        let mut world = World::new(steps("never"));
        send(
            &mut world,
            "new",
            shipment("New", goods(&[("a", "DE"), ("b", "FR")])),
        );
        for (at, status) in [first, second].into_iter().enumerate() {
            if [Status::Released, Status::ExitConfirmed].contains(&status) {
                release(&mut world, at, "MRN1");
            }
            let row = &mut world.store.declarations[at];
            row.status = status;
            if status == Status::Amending {
                row.covered = Some(Status::Released);
            }
            if status == Status::Submitted {
                row.covered = Some(Status::Accepted);
            }
        }
        go_on(&mut world, name, &Trigger::State);
        let started = world.store.declarations.len() == 3;
        assert_eq!(started, expected, "{name}");
    }
}
