//! Small laws: names of lanes, waits, addresses, refusals, figures.

use std::time::Duration;

use cas_model::CustomsFacts;
use cas_model::civil_day::UTC;
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::{Action, Deadline, Status};
use cas_model::record::{DeliveryRecord, DeliveryState};
use cas_model::structure::StructureError;
use cas_process::codes::RefusalCode;
use cas_process::connection::Connection;
use cas_process::deadlines::Deadlines;
use cas_process::message::{MessageKind, is_conversation};
use cas_process::planning::Resolution;
use cas_process::schedule::RetrySchedule;
use cas_process::subscriptions::{FailureRun, should_disable};
use cas_process::unit_of_work::Effects;
use cas_process::{ConfigurationProblem, Refusal, codes, lane};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::show::short;
use super::world::{World, at, id, tenant};

#[test]
fn lanes_are_named_by_what_is_done_in_order() {
    let tenant_name = tenant().to_string();
    assert_eq!(
        lane::of_message(tenant(), "ShipmentEvent", "S1"),
        format!("{tenant_name}/ShipmentEvent/S1")
    );
    assert_eq!(
        lane::of_shipment(tenant(), "S1"),
        format!("{tenant_name}/CustomsShipment/S1")
    );
    let declaration = DeclarationId(id(0x11));
    assert_eq!(lane::of_sending(declaration), format!("send/{declaration}"));
}

#[test]
fn a_conversation_has_a_name_of_one_to_a_hundred_bytes() {
    for (length, is) in [(0, false), (1, true), (100, true), (101, false)] {
        assert_eq!(is_conversation(&"x".repeat(length)), is, "{length}");
    }
}

/// Every kind of message is found by its name, each once.
#[test]
fn kinds_of_messages_are_found_by_their_names() {
    let names: Vec<&str> = MessageKind::all().map(MessageKind::as_str).collect();
    assert_eq!(names[..2], ["CustomsShipment", "ShipmentEvent"]);
    for kind in MessageKind::all() {
        assert_eq!(MessageKind::parse(kind.as_str()), Some(kind));
    }
    assert_eq!(MessageKind::parse("Whatever"), None);
    assert!(names.len() > 5);
}

fn connection(value: Value) -> Connection {
    serde_json::from_value(value).expect("a connection")
}

#[test]
fn a_connection_says_where_and_as_whom() {
    let plain = connection(json!({"endpoint": "https://a.example/x/"}));
    assert_eq!(plain.timeout(), Duration::from_secs(30));
    assert_eq!(plain.url_of(Some("/in")), "https://a.example/x/in");
    assert_eq!(plain.url_of(None), "https://a.example/x/");
    assert_eq!(plain.url_of(Some("/../y/in")), "https://a.example/y/in");
    assert_eq!(plain.pull_url_of("/out"), "https://a.example/x/out");
    assert_eq!(plain.authorization(), None);
    assert_eq!(plain.retry, RetrySchedule::customs_default());
    assert_eq!(plain.deadlines, Deadlines::default());
    let full = connection(json!({
        "endpoint": "https://a.example", "pullEndpoint": "https://b.example", "secret": "s",
        "timeoutSeconds": 7,
    }));
    assert_eq!(full.timeout(), Duration::from_secs(7));
    assert_eq!(full.url_of(Some("/in")), "https://a.example/in");
    assert_eq!(full.url_of(Some("/../y/in")), "https://a.example/y/in");
    assert_eq!(full.pull_url_of("/out"), "https://b.example/out");
    assert_eq!(full.pull_url_of(""), "https://b.example");
    let shown = ("authorization".to_owned(), "Bearer s".to_owned());
    assert_eq!(full.authorization(), Some(shown));
    assert!(serde_json::from_value::<Connection>(json!({"endpoint": "x", "other": 1})).is_err());
}

/// Every deadline runs as configured; ten years is the longest.
#[test]
fn every_deadline_runs_as_long_as_configured() {
    let since = at("2026-11-22T08:00:00Z");
    let deadlines = Deadlines {
        acknowledgement: Some(1),
        acceptance: Some(2),
        presentation: Some(3),
        release: Some(4),
        answer: Some(5),
        discharge: Some(6),
        exit: Some(7),
    };
    let facts = CustomsFacts {
        limit_date: Some("2026-11-30".parse().expect("a day")),
        ..CustomsFacts::default()
    };
    let minutes = |deadline| {
        let due = deadlines
            .due(deadline, since, &facts, &UTC)
            .expect("it is due");
        due.duration_since(since).as_mins()
    };
    let days = 8 * 24 * 60 + 16 * 60;
    let expected = Deadline::ALL.iter().map(|deadline| match deadline {
        Deadline::Acknowledgement => 1,
        Deadline::Acceptance => 2,
        Deadline::Presentation => 3,
        Deadline::Release => 4,
        Deadline::Answer => 5,
        Deadline::Discharge => days + 6,
        Deadline::Exit => 7,
    });
    for (deadline, expected) in Deadline::ALL.iter().zip(expected) {
        assert_eq!(minutes(*deadline), expected, "{deadline:?}");
    }
    let longest = Deadlines {
        exit: Some(u32::MAX),
        ..deadlines
    };
    let due = longest
        .due(Deadline::Exit, since, &facts, &UTC)
        .expect("it is due");
    assert_eq!(due.duration_since(since).as_hours(), 10 * 366 * 24);
    let default = Deadlines::default();
    let minutes = [
        default.acknowledgement,
        default.acceptance,
        default.presentation,
        default.release,
        default.answer,
        default.discharge,
        default.exit,
    ];
    let expected = [30, 120, 43_200, 1_440, 1_440, 0, 129_600];
    assert_eq!(minutes, expected.map(Some));
    // The end of the day by which customs wants an answer, as long as it has not passed.
    for (due_date, expected) in [
        ("2026-11-20", "2026-11-22T08:05:00Z"),
        ("2026-11-21", "2026-11-22T08:05:00Z"),
        ("2026-11-22", "2026-11-23T00:00:00Z"),
    ] {
        let facts = CustomsFacts {
            due_date: Some(due_date.parse().expect("a day")),
            ..CustomsFacts::default()
        };
        assert_eq!(
            deadlines.due(Deadline::Answer, since, &facts, &UTC),
            Some(at(expected))
        );
    }
    // A day that ends just when it began to count has passed.
    let midnight = at("2026-11-23T00:00:00Z");
    let facts = CustomsFacts {
        due_date: Some("2026-11-22".parse().expect("a day")),
        ..CustomsFacts::default()
    };
    let due = deadlines.due(Deadline::Answer, midnight, &facts, &UTC);
    assert_eq!(due, Some(at("2026-11-23T00:05:00Z")));
}

/// A deadline of an import's exit is none.
#[test]
fn only_what_goes_out_is_waited_for_to_leave() {
    for (kind, expected) in [("EX", true), ("IM", false)] {
        let mut world = World::new(json!([]));
        world.declare(json!({"declType": kind}));
        world.facts(0, &[cas_model::lifecycle::Event::ValidationPassed]);
        super::carried::accept(&mut world, 0, "MRN1");
        world.facts(0, &[cas_model::lifecycle::Event::Released]);
        assert_eq!(
            world.store.declarations[0].due_at.is_some(),
            expected,
            "{kind}"
        );
    }
}

/// Without deadlines, or without whoever watches, nothing is due.
#[test]
fn what_nobody_watches_is_not_due() {
    let mut world = World::new(json!([]));
    world.declare(json!({"declType": "EX"}));
    world.watch.deadlines.clear();
    world.facts(0, &[cas_model::lifecycle::Event::ValidationPassed]);
    super::carried::accept(&mut world, 0, "MRN1");
    assert_eq!(world.store.declarations[0].due_at, None);
}

#[test]
fn a_retry_comes_after_its_wait_and_ends_with_the_schedule() {
    let start = at("2026-03-01T12:00:00Z");
    let after = |seconds: i64| start + SignedDuration::from_secs(seconds);
    let json = r#"{"delaysSeconds":[10,20],"repeatSeconds":100,"untilSeconds":200}"#;
    let schedule: RetrySchedule = serde_json::from_str(json).expect("a schedule");
    for (now, attempts, jitter, expected) in [
        (0, 0, 0.5, Some(10_000)),
        (0, 1, 0.5, Some(10_000)),
        (0, 1, 0.0, Some(9_000)),
        (0, 1, 1.0, Some(11_000)),
        (0, 1, 7.0, Some(11_000)),
        (0, 1, -7.0, Some(9_000)),
        (0, 1, f64::NAN, Some(10_000)),
        (0, 2, 0.5, Some(20_000)),
        (0, 3, 0.5, Some(100_000)),
        (99, 9, 0.5, Some(199_000)),
        (100, 9, 0.5, Some(200_000)),
        (100, 9, 1.0, Some(200_000)),
        (101, 9, 0.0, None),
        (101, 2, 0.0, Some(119_000)),
    ] {
        let next = schedule.next_attempt(start, after(now), attempts, jitter);
        let next = next.map(|time| time.as_millisecond() - start.as_millisecond());
        assert_eq!(next, expected, "{now} {attempts} {jitter}");
    }
    let far = schedule.next_attempt(Timestamp::MAX, Timestamp::MAX, 1, 0.5);
    assert_eq!(far, None);
    for (next, now, wanted, expected) in [
        (10, 0, 50, 50),
        (10, 5, 50, 55),
        (60, 5, 50, 60),
        (10, 190, 50, 200),
        (210, 190, 50, 210),
    ] {
        let wanted = Duration::from_secs(wanted);
        let put_off = schedule.put_off(after(next), start, after(now), wanted);
        assert_eq!(put_off, after(expected), "{next} {now}");
    }
}

#[test]
fn a_schedule_ends_within_a_second_to_a_month() {
    let until = |seconds: u32| {
        let figures = json!({"delaysSeconds": [], "repeatSeconds": 1, "untilSeconds": seconds});
        serde_json::from_value::<RetrySchedule>(figures).is_ok()
    };
    let month = 31 * 24 * 60 * 60;
    assert_eq!(
        [0, 1, month, month + 1].map(until),
        [false, true, true, false]
    );
}

#[test]
fn refusals_say_what_is_wrong_and_what_is_allowed() {
    let wrong = |path: &str| StructureError {
        path: path.into(),
        message: format!("{path} is wrong"),
    };
    let structure = Refusal::invalid_structure(vec![wrong("a"), wrong("b.c")]);
    assert_eq!(structure.code.name, codes::INVALID_STRUCTURE.name);
    assert_eq!(structure.detail, "2 error(s); nothing was changed");
    let at = |path: &str| {
        (
            None,
            ConfigurationProblem::at(path, format!("{path} is wrong")),
        )
    };
    assert_eq!(structure.problems, [at("a"), at("b.c")]);
    let none = Refusal::not_allowed_in_status("it", Status::Released, Vec::new());
    assert_eq!(
        none.to_string(),
        format!(
            "{}: it is not allowed in status {}; no action is allowed in this status",
            codes::NOT_ALLOWED_IN_STATUS.name,
            Status::Released
        )
    );
    let allowed = vec![Action::Amend, Action::Invalidate];
    let some = Refusal::not_allowed_in_status("it", Status::Accepted, allowed.clone());
    assert!(
        some.detail.ends_with("; allowed are: amend, invalidate"),
        "{}",
        some.detail
    );
    assert_eq!(some.allowed_actions, allowed);
    let not_found = Refusal::not_found("declaration");
    assert_eq!(not_found.code.name, codes::NOT_FOUND.name);
    assert_eq!(not_found.detail, "there is no such declaration");
    let problem = ConfigurationProblem::at("steps[0]", "is wrong");
    assert_eq!(
        (problem.row, problem.column, problem.characters),
        (None, None, None)
    );
}

#[test]
fn names_of_resolutions_and_refusals_are_those_of_json() {
    use Resolution::{Amend, Create, Delete, Edit, Invalidate, Leave, Supersede};
    for one in [Create, Leave, Edit, Amend, Delete, Invalidate, Supersede] {
        assert_eq!(json!(one), json!(one.as_str()));
    }
    for code in RefusalCode::ALL {
        assert_eq!(json!(code), json!(code.as_str()));
        assert_eq!(code.to_string(), code.as_str());
        let page = codes::page(code.as_str());
        assert!(page.is_some_and(|page| page.starts_with('#')), "{code}");
    }
}

/// A run of failures counts from the first after the last success to the latest.
#[test]
fn a_success_ends_a_run_of_failures() {
    let hour = |hour: i64| at("2026-11-01T00:00:00Z") + SignedDuration::from_hours(hour);
    let delivery = |state, made: i64, tried: Option<i64>| DeliveryRecord {
        tenant_id: tenant(),
        id: cas_model::ids::DeliveryId(id(1)),
        subscription_id: cas_model::ids::SubscriptionId(id(2)),
        notification_id: cas_model::ids::NotificationId(id(3)),
        state,
        attempts: 1,
        last_answer: None,
        created_at: hour(made),
        attempted_at: tried.map(hour),
        next_at: None,
        replay_of: None,
        replayed_by: None,
    };
    use DeliveryState::{Delivered, Expired, Pending};
    let success = delivery(Delivered, 0, Some(100));
    for (other, expected) in [
        (delivery(Pending, 0, Some(99)), None),
        (delivery(Pending, 0, Some(100)), None),
        (delivery(Pending, 0, Some(101)), Some((100, 101))),
        (delivery(Expired, 150, Some(160)), Some((150, 160))),
        (delivery(Pending, 150, None), None),
        (delivery(Delivered, 150, Some(160)), None),
    ] {
        let run = FailureRun::latest(&[other, success.clone()]);
        let expected = expected.map(|(since, latest)| (hour(since), hour(latest)));
        assert_eq!(run.map(|run| (run.since, run.latest)), expected);
    }
    let run = |hours| FailureRun {
        since: hour(0),
        latest: hour(hours),
    };
    assert!(!should_disable(None));
    assert!(!should_disable(Some(run(119))));
    assert!(should_disable(Some(run(120))));
}

/// The shipment is told of before its declarations.
#[test]
fn the_last_notification_goes_before_those_of_its_declarations() {
    for (count, after, expected) in [
        (3, 0, &[2, 0, 1][..]),
        (3, 1, &[0, 2, 1]),
        (3, 2, &[0, 1, 2]),
        (3, 3, &[0, 1, 2]),
        (3, 4, &[0, 1, 2]),
        (0, 0, &[]),
    ] {
        let mut world = World::new(json!([]));
        world.declare(json!({}));
        let mut unit = world.unit();
        for _ in 0..count {
            let mut state = world.store.state(0);
            let entry = cas_process::declaration::FactNote::by("x");
            unit.record(
                &mut state,
                cas_model::lifecycle::Event::ValidationPassed,
                entry,
            );
        }
        let before: Vec<_> = unit
            .effects
            .notifications
            .iter()
            .map(|one| one.id)
            .collect();
        unit.notice_shipment_first(after);
        let now = unit.effects.notifications.iter();
        let now: Vec<usize> = now
            .map(|one| before.iter().position(|id| *id == one.id).expect("it"))
            .collect();
        assert_eq!(now, expected, "{count} {after}");
        let emptied = unit.emptied();
        assert_eq!(
            emptied.effects.notifications.len(),
            Effects::default().notifications.len()
        );
        assert_eq!(
            (emptied.now, emptied.public_url),
            (unit.now, unit.public_url)
        );
        assert!(emptied.watch.is_some() && emptied.planned.is_empty());
    }
}

#[test]
fn ids_are_shown_short() {
    assert_eq!(short(&tenant().to_string()), "#001");
}
