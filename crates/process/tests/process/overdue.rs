//! What is overdue, what was not delivered, and what cannot be sent at all.

use cas_gateway::Intent;
use cas_model::lifecycle::{Event, Family};
use cas_process::customs::{deadline_passed, lodge, undelivered, write_message};
use cas_process::declaration::FactNote;

use super::declarations::{goods, world};
use super::world::at;

/// Told once; the covered status has waited for the same.
#[test]
fn a_deadline_passes_once() {
    let mut world = world();
    world.declare(goods("US"));
    world.facts(0, &[Event::ValidationPassed, Event::SubmissionRequested]);
    for (name, time) in [
        ("too early", "2026-11-30T08:29:59Z"),
        ("in time", "2026-11-30T08:30:00Z"),
        ("again", "2026-11-30T09:30:00Z"),
    ] {
        world.now = at(time);
        world.on(0, name, |unit, state, _| deadline_passed(unit, state));
    }
    world.now = at("2026-11-30T10:00:00Z");
    world.facts(0, &[Event::Accepted, Event::AmendmentOpened]);
    for time in [
        "2026-12-01T09:59:00Z",
        "2026-12-01T10:00:00Z",
        "2026-12-02T10:00:00Z",
    ] {
        world.now = at(time);
        world.on(0, time, |unit, state, _| {
            state.row.due_at = state.row.due_at.or(Some(unit.now));
            deadline_passed(unit, state);
        });
    }
    insta::assert_snapshot!(world.told);
}

/// What customs did not get, and what customs answered all the same.
#[test]
fn a_message_that_is_not_delivered_is_an_error_unless_customs_answered() {
    let mut world = world();
    for events in [
        &[Event::ValidationPassed, Event::SubmissionRequested][..],
        &[
            Event::ValidationPassed,
            Event::SubmissionRequested,
            Event::Accepted,
            Event::Released,
        ],
        &[
            Event::ValidationPassed,
            Event::SubmissionRequested,
            Event::Accepted,
        ],
    ] {
        let declaration = world.declare(goods("US"));
        world.facts(declaration, events);
        world.on(declaration, "not delivered", |unit, state, inputs| {
            let connection = inputs.connection(state.row.tenant_id, &state.row.system);
            write_message(unit, state, connection, Intent::PresentGoods).expect("a message");
            let message = unit.effects.messages[0].clone();
            let arrival = cas_process::customs::Arrival::Unknown;
            undelivered(unit, state, &message, "nobody is there", arrival);
        });
    }
    insta::assert_snapshot!(world.told);
}

#[test]
fn a_message_needs_a_system_and_a_connection() {
    let mut world = world();
    world.declare_by(Family::Customs, "gone", goods("US"));
    world.declare(goods("US"));
    world.facts(0, &[Event::ValidationPassed]);
    world.facts(1, &[Event::ValidationPassed]);
    world.on(0, "no system", |unit, state, inputs| {
        lodge(unit, state, inputs, FactNote::by("cas"))
    });
    world.disconnect();
    world.on(1, "no connection", |unit, state, inputs| {
        lodge(unit, state, inputs, FactNote::by("cas"))
    });
    insta::assert_snapshot!(world.told);
}
