//! A declaration in hand: facts, revisions, what customs has and what is worked on.

use cas_model::declaration::CustomsFacts;
use cas_model::finding::{Finding, Severity, Source};
use cas_model::ids::{DeclarationId, MessageId};
use cas_model::lifecycle::{Event, Status};
use cas_process::declaration::{
    FactNote, awaits_customs, is_withdrawn, may_start_steps, needed_revisions,
    revision_at_customs_or_current,
};
use serde_json::json;

use super::show::short;
use super::world::{World, at, id, said};

pub fn world() -> World {
    World::new(json!([
        {"name": "first", "declarationType": "export", "system": "plain", "jurisdiction": "DE"},
        {"name": "second", "declarationType": "import", "system": "other", "jurisdiction": "DE",
         "start": {"on": "statusReached", "step": "first", "statuses": ["Released"]}},
    ]))
}

pub fn goods(text: &str) -> serde_json::Value {
    json!({"declType": "EX", "ucr": {"traderReference": "UCR1"}, "goodsShipment": {
        "destination": text, "exportCountry": "DE", "ucr": {"traderReference": "UCR2"}}})
}

/// Every fact of a life with customs: what is told, when it is overdue, who goes on.
#[test]
fn each_fact_tells_and_waits_for_what_follows_from_it() {
    let mut world = world();
    world.declare(goods("US"));
    for (minute, event) in [
        Event::ValidationPassed,
        Event::SubmissionRequested,
        Event::ResendRequested,
        Event::Acknowledged,
        Event::Accepted,
        Event::AmendmentOpened,
        Event::DocumentsRequested,
        Event::AmendmentCancelled,
        Event::InvalidationRequested,
        Event::InvalidationRefused,
        Event::Released,
        Event::ExitAsked,
        Event::ExitEvidenceSubmitted,
        Event::MessageRefused,
        Event::Created,
        Event::ExitConfirmed,
    ]
    .into_iter()
    .enumerate()
    {
        world.now = at(&format!("2026-11-30T08:{minute:02}:00Z"));
        let recorded = world.on(0, event.as_str(), |unit, state, _| {
            let entry = FactNote {
                note: Some(format!("note {minute}")),
                message_id: (minute % 2 == 0).then(|| MessageId(id(0x50 + minute as u128))),
                customs_time: Some("then".to_owned()),
                ..FactNote::by("somebody")
            };
            unit.record(state, event, entry)
        });
        world.told += &format!("=> {recorded:?}\n");
    }
    insta::assert_snapshot!(world.told);
}

/// A unit that watches nothing tells nobody; where a flow may wait, it goes on.
#[test]
fn who_watches_nothing_asks_whoever_knows() {
    let mut world = world();
    world.declare(goods("US"));
    for flow in ["Flow", ""] {
        world.work(&format!("unwatched flow {flow:?}"), |unit, _, store| {
            let mut state = store.state(0);
            state.row.flow = Some(flow.to_owned());
            unit.watch = None;
            unit.record(&mut state, Event::ValidationFailed, FactNote::by("cas"));
            unit.save(state).expect("a state");
        });
    }
    for (flow, version) in [("Flow", 1), ("Flow", 2), ("Gone", 1), ("", 1)] {
        let mut row = world.store.declarations[0].clone();
        row.flow = (!flow.is_empty()).then(|| flow.to_owned());
        row.flow_version = version;
        row.status = Status::Validated;
        let event = Event::NoticeReceived;
        let may = world.watch.may_start_steps(&row, event);
        row.status = Status::Released;
        let released = world.watch.may_start_steps(&row, event);
        world.told += &format!("{flow} {version}: {may} {released}\n");
    }
    insta::assert_snapshot!(world.told);
}

#[test]
fn a_lane_is_freed_when_customs_has_answered_and_not_before() {
    let mut world = world();
    let declaration = world.declare(goods("US"));
    for (event, frees) in [
        (Event::ValidationPassed, false),
        (Event::SubmissionRequested, false),
        (Event::ResendRequested, false),
        (Event::Acknowledged, false),
        (Event::Accepted, true),
        (Event::ControlAnnounced, false),
        (Event::InvalidationRequested, false),
        (Event::InvalidationRefused, true),
    ] {
        let freed = world.work(event.as_str(), |unit, _, store| {
            let mut state = store.state(declaration);
            unit.record(&mut state, event, FactNote::by("x"));
            unit.save(state).expect("a state");
            unit.effects.freed.len()
        });
        assert_eq!(freed, usize::from(frees), "{event:?}");
    }
}

/// An amendment is a copy; what customs has comes back when it is given up.
#[test]
fn what_customs_has_stays_until_customs_takes_the_amendment() {
    for (name, ends) in [
        ("cancelled", &[Event::AmendmentCancelled][..]),
        (
            "accepted",
            &[Event::AmendmentRequested, Event::AmendmentAccepted],
        ),
        (
            "granted",
            &[Event::AmendmentRequested, Event::RequestGranted],
        ),
        (
            "rejected",
            &[Event::AmendmentRequested, Event::AmendmentRejected],
        ),
        (
            "denied",
            &[
                Event::AmendmentRequested,
                Event::RequestDenied,
                Event::AmendmentCancelled,
            ],
        ),
        (
            "refused",
            &[Event::AmendmentRequested, Event::MessageRefused],
        ),
        ("expired", &[Event::AmendmentRequested, Event::Expired]),
        (
            "declaration rejected",
            &[Event::AmendmentRequested, Event::DeclarationRejected],
        ),
        ("released", &[Event::AmendmentRequested, Event::Released]),
        (
            "asked meanwhile",
            &[Event::AmendmentRequested, Event::DocumentsRequested],
        ),
    ] {
        let mut world = world();
        world.declare(goods("US"));
        world.facts(0, &[Event::ValidationPassed]);
        world.on(0, "sealed", |unit, state, _| {
            state.deduced_on = Some(unit.today_in(&state.row.jurisdiction));
            state.seal(unit.now);
            unit.record(state, Event::SubmissionRequested, FactNote::by("cas"));
        });
        world.facts(0, &[Event::Accepted, Event::AmendmentOpened]);
        world.told.clear();
        world.on(0, "edited", |unit, state, _| {
            let (document, _) = state.edit();
            document.decl_type = Some("CO".to_owned());
            state.add_finding(finding("D0001", Source::Validation));
            state.add_finding(finding("C0001", Source::Customs));
            unit.record(state, Event::Edited, FactNote::by("x"));
            assert_eq!(state.lodged_document().decl_type.as_deref(), Some("EX"));
        });
        for event in ends {
            world.on(0, event.as_str(), |unit, state, _| {
                if *event == Event::AmendmentRequested {
                    state.seal_amendment(unit.now);
                }
                unit.record(state, *event, FactNote::by("customs"));
                let shown = [&state.document, state.lodged_document()];
                let shown = shown.map(|one| one.decl_type.clone().unwrap_or_default());
                unit.effects.troubles.push(format!(
                    "in hand {}, lodged {}, differs {}",
                    shown[0],
                    shown[1],
                    state.changes_to_lodged(&state.document).len()
                ));
            });
        }
        insta::assert_snapshot!(format!("amendment_{}", name.replace(' ', "_")), world.told);
    }
}

fn finding(code: &str, source: Source) -> Finding {
    said(code, Severity::Error, source, "wrong", "so")
}

/// A draft that was changed in the same piece of work is kept by its number when it is left.
#[test]
fn a_draft_that_is_left_is_stored() {
    let mut world = world();
    world.declare(goods("US"));
    world.facts(0, &[Event::ValidationPassed]);
    world.on(0, "sealed", |unit, state, _| {
        state.seal(unit.now);
        unit.record(state, Event::SubmissionRequested, FactNote::by("cas"));
        unit.record(state, Event::Accepted, FactNote::by("customs"));
    });
    world.told.clear();
    world.on(0, "opened, edited and given up", |unit, state, _| {
        unit.record(state, Event::AmendmentOpened, FactNote::by("x"));
        let (document, _) = state.edit();
        document.decl_type = Some("CO".to_owned());
        unit.record(state, Event::AmendmentCancelled, FactNote::by("x"));
    });
    world.on(0, "opened again", |unit, state, _| {
        unit.record(state, Event::AmendmentOpened, FactNote::by("x"));
        state.edit();
    });
    insta::assert_snapshot!(world.told);
}

#[test]
fn an_earlier_acceptance_moves_the_lodged_revision_forward_only() {
    let mut world = world();
    world.declare(goods("US"));
    for (lodged, revision, expected) in [
        (None, 2, Some(2)),
        (Some(1), 2, Some(2)),
        (Some(2), 2, Some(2)),
        (Some(3), 2, Some(3)),
    ] {
        let mut state = world.store.state(0);
        state.row.lodged_revision = lodged;
        state.accepted_late(revision);
        assert_eq!(state.row.lodged_revision, expected);
        let written = state.written(world.now).expect("records");
        assert_eq!(written.is_some(), lodged != expected, "{lodged:?}");
    }
}

#[test]
fn what_is_not_touched_is_not_written() {
    let mut world = world();
    world.declare(goods("US"));
    let written = |change: &dyn Fn(&mut cas_process::declaration::DeclarationState)| {
        let mut state = world.store.state(0);
        change(&mut state);
        let written = state.written(world.now).expect("records");
        written.map(|written| (written.declaration.version, written.revisions.len()))
    };
    let now = world.now;
    assert_eq!(written(&|_| {}), None);
    assert_eq!(written(&|state| state.mark_changed()), Some((2, 0)));
    assert_eq!(
        written(&|state| state.set_findings(Vec::new())),
        Some((2, 0))
    );
    assert_eq!(
        written(&|state| state.take_facts(CustomsFacts::default())),
        Some((2, 0))
    );
    assert_eq!(
        written(&|state| state.add_finding(finding("D1", Source::Customs))),
        Some((2, 0))
    );
    assert_eq!(
        written(&|state| {
            state.edit();
        }),
        Some((2, 1))
    );
    assert_eq!(written(&|state| state.seal(now)), Some((2, 1)));
    assert_eq!(written(&|state| state.seal_amendment(now)), Some((2, 1)));
}

#[test]
fn a_sealed_revision_is_sealed_once_and_another_begins_behind_all() {
    let mut world = world();
    world.declare(goods("US"));
    let mut state = world.store.state(0);
    state.edit();
    assert_eq!((state.row.revision, state.row.last_revision), (1, 1));
    state.seal(at("2026-11-30T09:00:00Z"));
    state.seal(at("2026-11-30T10:00:00Z"));
    assert_eq!(state.sealed_at, Some(at("2026-11-30T09:00:00Z")));
    assert_eq!(state.row.lodged_revision, Some(1));
    assert_eq!(state.row.sent_revision, None);
    state.row.last_revision = 4;
    state.edit();
    assert_eq!((state.row.revision, state.row.last_revision), (5, 5));
    assert_eq!(state.sealed_at, None);
    state.seal_amendment(at("2026-11-30T11:00:00Z"));
    assert_eq!(
        (state.row.lodged_revision, state.row.sent_revision),
        (Some(1), Some(5))
    );
}

#[test]
fn customs_facts_are_columns_too() {
    let mut world = world();
    world.declare(goods("US"));
    world.on(0, "facts", |_, state, _| {
        state.take_facts(CustomsFacts {
            mrn: Some("MRN1".to_owned()),
            arc: Some("ARC1".to_owned()),
            acceptance_date: Some(jiff::civil::date(2026, 11, 29)),
            ..CustomsFacts::default()
        });
    });
    world.on(0, "without a number of its own", |unit, state, _| {
        let (document, _) = state.edit();
        document.ucr = None;
        unit.record(state, Event::Edited, FactNote::by("x"));
        assert_eq!(state.trader_reference().as_deref(), Some("UCR2"));
    });
    insta::assert_snapshot!(world.told);
}

#[test]
fn what_is_deduced_of_what_customs_has_is_as_of_its_day() {
    let mut world = world();
    world.declare(goods("US"));
    let (today, day) = (
        jiff::civil::date(2026, 11, 30),
        jiff::civil::date(2026, 11, 1),
    );
    for (status, deduced_on, expected) in [
        (Status::Validated, Some(day), today),
        (Status::CustomsError, Some(day), today),
        (Status::Submitted, Some(day), day),
        (Status::Accepted, Some(day), day),
        (Status::Released, Some(day), day),
        (Status::Invalidated, Some(day), day),
        (Status::Accepted, None, today),
    ] {
        let mut state = world.store.state(0);
        state.row.status = status;
        state.deduced_on = deduced_on;
        assert_eq!(state.deduction_day(today), expected, "{status}");
    }
}

#[test]
fn revisions_that_are_asked_for() {
    let world = {
        let mut world = world();
        world.declare(goods("US"));
        world
    };
    let row = |status, lodged, sent| {
        let mut row = world.store.declarations[0].clone();
        (row.status, row.revision) = (status, 3);
        (row.lodged_revision, row.sent_revision) = (lodged, sent);
        row
    };
    for (status, lodged, sent, needed, speaks, awaits) in [
        (Status::Validated, Some(1), Some(2), &[3][..], 3, false),
        (Status::CustomsError, Some(1), Some(2), &[3], 3, false),
        (Status::Submitted, Some(3), None, &[3], 3, true),
        (Status::Amending, Some(1), Some(2), &[1, 2, 3], 2, true),
        (Status::Amendable, Some(1), None, &[1, 3], 1, false),
        (Status::Released, Some(2), None, &[2, 3], 2, false),
        (Status::Accepted, None, None, &[3], 3, false),
    ] {
        let row = row(status, lodged, sent);
        let numbers: Vec<u32> = needed_revisions(&row).iter().map(|one| one.1).collect();
        assert_eq!(numbers, needed, "{status}");
        assert!(needed_revisions(&row).iter().all(|one| one.0 == row.id));
        assert_eq!(revision_at_customs_or_current(&row), speaks, "{status}");
        assert_eq!(awaits_customs(&row), awaits, "{status}");
    }
    let withdrawn: Vec<Status> = Status::ALL
        .iter()
        .copied()
        .filter(|s| is_withdrawn(*s))
        .collect();
    assert_eq!(withdrawn, [Status::Invalidated, Status::Cancelled]);
}

#[test]
fn a_flow_goes_on_where_a_step_waits_or_must_hear() {
    let world = {
        let mut world = World::new(json!([
            {"name": "first", "declarationType": "export", "system": "plain", "jurisdiction": "DE"},
            {"name": "second", "declarationType": "import", "system": "other", "jurisdiction": "DE",
             "start": {"on": "statusReached", "step": "first", "statuses": ["Released"]}},
            {"name": "third", "declarationType": "import", "system": "other", "jurisdiction": "DE",
             "start": {"on": "action"}, "takeOver": [
                {"step": "second", "from": "mrn", "to": "functionRefNum"}]},
        ]));
        world.declare(goods("US"));
        world
    };
    let flow = world.flow();
    for (step, status, covered, expected) in [
        ("first", Status::Validated, None, false),
        ("first", Status::Released, None, true),
        ("first", Status::Amending, Some(Status::Released), true),
        ("first", Status::Amending, Some(Status::Accepted), false),
        ("first", Status::Cancelled, None, true),
        ("second", Status::Released, None, false),
        ("second", Status::Invalidated, None, true),
        ("third", Status::Released, None, false),
        ("third", Status::Cancelled, None, false),
    ] {
        let mut row = world.store.declarations[0].clone();
        row.step = Some(step.to_owned());
        (row.status, row.covered) = (status, covered);
        let may = may_start_steps(&flow, &row, Event::NoticeReceived);
        assert_eq!(may, expected, "{step} {status}");
    }
    // What it waits for was overtaken, and is heard of now.
    let mut row = world.store.declarations[0].clone();
    row.status = Status::ExitConfirmed;
    assert!(may_start_steps(&flow, &row, Event::Released));
    assert!(!may_start_steps(&flow, &row, Event::Accepted));
}

#[test]
fn a_declaration_without_its_revision_is_not_read() {
    let mut world = world();
    world.declare(goods("US"));
    let mut row = world.store.declarations[0].clone();
    row.revision = 7;
    let error =
        cas_process::declaration::DeclarationState::load(row.clone(), &world.store.revisions);
    let error = short(&error.expect_err("no revision").to_string());
    assert_eq!(
        error,
        "declaration #011 lacks its revision 7".replace("#011", &short(&row.id.to_string()))
    );
    let mut other = world.store.declarations[0].clone();
    other.id = DeclarationId(id(0x99));
    assert!(
        cas_process::declaration::DeclarationState::load(other, &world.store.revisions).is_err()
    );
}
