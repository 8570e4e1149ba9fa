//! The laws of the tables.

use proptest::prelude::*;

use super::*;

/// Every pair of a status and an event has at most one row: a table is a function.
#[test]
fn a_table_is_a_function() {
    for family in Family::ALL {
        for status in Status::ALL {
            for event in Event::ALL {
                let rows = family
                    .transitions()
                    .iter()
                    .filter(|row| row.event == *event && row.from.contains(status))
                    .count();
                assert!(
                    rows <= 1,
                    "{family:?}: {rows} rows for {event:?} in {status}"
                );
            }
        }
    }
}

#[test]
fn every_status_is_reachable_from_new() {
    for family in Family::ALL {
        let mut reached = vec![Status::New];
        let mut at = 0;
        while let Some(status) = reached.get(at).copied() {
            for to in Event::ALL
                .iter()
                .filter_map(|event| family.next(status, *event))
            {
                if !reached.contains(&to) {
                    reached.push(to);
                }
            }
            at += 1;
        }
        for status in family.statuses() {
            assert!(
                reached.contains(&status),
                "{family:?}: nothing leads to {status}"
            );
        }
    }
}

#[test]
fn only_closed_statuses_are_ends() {
    for family in Family::ALL {
        for status in family.statuses() {
            let leaves = Event::ALL
                .iter()
                .filter_map(|event| family.next(status, *event))
                .any(|to| to != status);
            assert!(
                leaves || status.phase() == Phase::Closed,
                "{family:?}: nothing leads out of {status}"
            );
        }
    }
}

#[test]
fn every_granted_action_has_its_rows() {
    for family in Family::ALL {
        for grant in family.grants() {
            for status in grant.statuses {
                assert!(
                    family.next(*status, grant.event).is_some(),
                    "{family:?}: {:?} is allowed in {status}, but {:?} has no row there",
                    grant.action,
                    grant.event
                );
            }
        }
    }
}

#[test]
fn the_diagram_in_the_documentation_is_the_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/lifecycle.md");
    let mut expected = String::from(
        "# The life of a declaration\n\nGenerated from `crates/model/src/lifecycle`; \
         `UPDATE_DOCS=1 cargo test -p cas-model` writes it.\n",
    );
    for family in Family::ALL {
        expected.push_str(&format!(
            "\n## {family:?}\n\n```mermaid\n{}```\n\n",
            family.diagram()
        ));
        expected.push_str("| Status | Meaning | Allowed actions |\n|---|---|---|\n");
        for status in family.statuses() {
            let actions: Vec<&str> = family
                .allowed_actions(status)
                .into_iter()
                .map(Action::as_str)
                .collect();
            let row = format!(
                "| {status} | {} | {} |\n",
                status.meaning(),
                actions.join(", ")
            );
            expected.push_str(&row);
        }
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, &expected).expect("docs/lifecycle.md is writable");
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(
        written, expected,
        "run UPDATE_DOCS=1 cargo test -p cas-model"
    );
}

fn any_event() -> impl Strategy<Value = Event> {
    proptest::sample::select(Event::ALL)
}

proptest! {
    /// Stepping through a history and replaying it end in the same status.
    #[test]
    fn status_is_the_replay_of_history(history in proptest::collection::vec(any_event(), 0..60)) {
        let mut status = Status::New;
        for (seen, event) in history.iter().enumerate() {
            status = Family::Transit.next(status, *event).unwrap_or(status);
            prop_assert_eq!(status, replay(Family::Transit, history[..=seen].iter().copied()));
        }
    }

    /// A message of customs that comes twice changes nothing the second time.
    #[test]
    fn repeated_answers_change_nothing(
        history in proptest::collection::vec(any_event(), 0..30),
        answer in proptest::sample::select(vec![
            Event::Acknowledged, Event::Accepted, Event::Released, Event::Invalidated,
            Event::Discharged, Event::ControlAnnounced, Event::DocumentsRequested,
        ]),
    ) {
        let once = replay(Family::Transit, history.iter().copied().chain([answer]));
        let twice = replay(Family::Transit, history.iter().copied().chain([answer, answer]));
        prop_assert_eq!(once, twice);
    }

    /// A closed declaration is left by nothing but an invalidation by customs.
    #[test]
    fn closed_stays_closed(history in proptest::collection::vec(any_event(), 0..30), event in any_event()) {
        let status = replay(Family::Transit, history);
        if status.phase() == Phase::Closed && event != Event::Invalidated {
            prop_assert_eq!(Family::Transit.next(status, event).unwrap_or(status), status);
        }
    }
}
