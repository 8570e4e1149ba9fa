//! Declarations that hear that an earlier one was withdrawn.

use cas_model::lifecycle::{Event, Status};
use cas_process::run::Trigger;
use serde_json::json;

use super::carried::{accept, go_on, goods, release, send, shipment, steps};
use super::world::{World, at};

/// Two declarations of the first step, and one of the second that took over from both.
fn followed() -> World {
    let mut world = World::new(steps("never"));
    send(
        &mut world,
        "new",
        shipment("New", goods(&[("a", "DE"), ("b", "FR")])),
    );
    release(&mut world, 0, "MRN1");
    release(&mut world, 1, "MRN2");
    go_on(&mut world, "the second step", &Trigger::State);
    world.told.clear();
    world.now = at("2026-11-30T10:00:00Z");
    world
}

/// Told once of each, by a fact, a warning and a notification; what customs does not have is
/// deduced again.
#[test]
fn who_depends_on_a_withdrawn_declaration_is_told_once_of_each() {
    let mut world = followed();
    world.facts(0, &[Event::Invalidated]);
    go_on(&mut world, "the first is gone", &Trigger::State);
    go_on(&mut world, "again", &Trigger::State);
    world.facts(1, &[Event::Invalidated]);
    go_on(&mut world, "both are gone", &Trigger::State);
    insta::assert_snapshot!(world.told);
}

/// What customs has stays as it was sent.
#[test]
fn what_customs_has_is_told_and_not_deduced_again() {
    let mut world = followed();
    world.facts(2, &[Event::ValidationPassed]);
    accept(&mut world, 2, "MRN3");
    world.facts(0, &[Event::Invalidated]);
    go_on(&mut world, "the first is gone", &Trigger::State);
    insta::assert_snapshot!(world.told);
}

/// What took nothing over and did not wait hears nothing; what is closed or gone neither.
#[test]
fn who_does_not_depend_hears_nothing() {
    for (name, steps, status, hears) in [
        ("waits and takes", steps("never"), Status::Validated, true),
        (
            "waits",
            {
                let mut steps = steps("never");
                steps[1]["takeOver"] = json!([]);
                steps
            },
            Status::Validated,
            true,
        ),
        (
            "takes",
            {
                let mut steps = steps("never");
                steps[1]["start"] = json!({"on": "arrival"});
                steps
            },
            Status::Validated,
            true,
        ),
        (
            "neither",
            {
                let mut steps = steps("never");
                steps[1]["start"] = json!({"on": "arrival"});
                steps[1]["takeOver"] = json!([]);
                steps
            },
            Status::Validated,
            false,
        ),
        ("closed", steps("never"), Status::NotReleased, false),
        ("withdrawn itself", steps("never"), Status::Cancelled, false),
    ] {
        let mut world = World::new(steps);
        send(
            &mut world,
            "new",
            shipment("New", goods(&[("a", "DE"), ("b", "FR")])),
        );
        release(&mut world, 0, "MRN1");
        release(&mut world, 1, "MRN2");
        go_on(&mut world, "the second step", &Trigger::State);
        go_on(&mut world, "the second step", &Trigger::Arrival);
        world.store.declarations[2].status = status;
        world.facts(0, &[Event::Invalidated]);
        world.told.clear();
        let before = world.store.history.len();
        go_on(&mut world, name, &Trigger::State);
        let told = world.store.history[before..]
            .iter()
            .filter(|entry| entry.event == Event::EarlierStepWithdrawn)
            .count();
        assert_eq!(told, usize::from(hears), "{name}");
    }
}
