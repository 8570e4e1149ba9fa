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

/// Sets that are joined do not overlap: no line names a status twice.
#[test]
fn a_line_names_a_status_once() {
    for family in Family::ALL {
        let rows = family.transitions().iter().map(|row| row.from);
        let grants = family.grants().iter().map(|grant| grant.statuses);
        let timers = family.timers().iter().map(|timer| timer.statuses);
        for statuses in rows.chain(grants).chain(timers) {
            for status in statuses {
                let named = statuses.iter().filter(|other| *other == status);
                assert_eq!(named.count(), 1, "{family:?}: {status} of {statuses:?}");
            }
        }
    }
}

/// What a table of the notation becomes, line by line.
#[test]
fn a_line_is_a_transition_for_each_of_its_events() {
    use super::status::alone::*;

    super::notation::sets! {
        /// Handed over, whether received or not.
        SENT = Submitted | Acknowledged;
    }
    super::notation::transitions! {
        /// What comes first.
        FIRST:
        New --Created | Edited--> stays;
    }
    super::notation::transitions! {
        /// One line of each kind.
        WHOLE:
        ..FIRST;
        SENT | Held --PreLodged--> GoodsNotArrived;
        Released --AmendmentOpened--> covered by Amendable;
        Amendable --AmendmentCancelled--> uncovered;
    }
    let read: Vec<_> = WHOLE
        .iter()
        .map(|row| (row.from, row.event, row.to))
        .collect();
    let expected: &[(&[Status], Event, To)] = &[
        (&[Status::New], Event::Created, To::Same),
        (&[Status::New], Event::Edited, To::Same),
        (
            &[Status::Submitted, Status::Acknowledged, Status::Held],
            Event::PreLodged,
            To::Status(Status::GoodsNotArrived),
        ),
        (
            &[Status::Released],
            Event::AmendmentOpened,
            To::Cover(Status::Amendable),
        ),
        (&[Status::Amendable], Event::AmendmentCancelled, To::Resume),
    ];
    assert_eq!(read, expected);
}

/// Every standing that some history leads to.
fn reachable(family: Family) -> Vec<Standing> {
    let mut reached = vec![Standing::BEGIN];
    let mut at = 0;
    while let Some(standing) = reached.get(at).copied() {
        for to in Event::ALL
            .iter()
            .filter_map(|event| standing.after(family, *event))
        {
            if !reached.contains(&to) {
                reached.push(to);
            }
        }
        at += 1;
    }
    reached
}

#[test]
fn every_status_is_reachable_from_new() {
    for family in Family::ALL {
        let reached = reachable(*family);
        for status in family.statuses() {
            assert!(
                reached.iter().any(|standing| standing.status == status),
                "{family:?}: nothing leads to {status}"
            );
        }
    }
}

#[test]
fn only_closed_statuses_are_ends() {
    for family in Family::ALL {
        for standing in reachable(*family) {
            let leaves = Event::ALL
                .iter()
                .filter_map(|event| standing.after(*family, *event))
                .any(|to| to.status != standing.status);
            assert!(
                leaves || standing.status.phase() == Phase::Closed,
                "{family:?}: nothing leads out of {standing:?}"
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
                    family.leads(*status, grant.event).is_some(),
                    "{family:?}: {:?} is allowed in {status}, but {:?} has no row there",
                    grant.action,
                    grant.event
                );
            }
        }
    }
}

/// An action in a status becomes one fact: two grants never meet there.
#[test]
fn an_action_is_granted_once() {
    for family in Family::ALL {
        for standing in reachable(*family) {
            for action in Action::ALL {
                let granting = family.grants().iter().filter(|grant| {
                    grant.action == *action && grant.statuses.contains(&standing.status)
                });
                assert!(granting.count() <= 1, "{action:?} in {standing:?}");
            }
        }
    }
}

/// Goods that are declared before they are there can always be presented until customs has accepted
/// the declaration: by actions of ours alone, whatever customs has asked for.
#[test]
fn pre_lodged_goods_can_still_be_presented() {
    use Event as E;
    for family in Family::ALL {
        let pre_lodged = Standing::plain(Status::PreLodged);
        for asked in [
            E::AmendmentAskedByCustoms,
            E::InvalidationAskedByCustoms,
            E::InformationAskedByCustoms,
            E::InvalidationRequested,
        ] {
            let Some(mut standing) = pre_lodged.after(*family, asked) else {
                continue;
            };
            if asked == E::InvalidationRequested {
                standing = standing
                    .after(*family, E::InvalidationRefused)
                    .expect("a row");
            }
            let grant = family.grant(Action::GoodsArrived, standing);
            assert!(grant.is_some(), "{family:?}: {standing:?} after {asked:?}");
        }
    }
}

/// A rejection of the declaration ends every request about it.
#[test]
fn a_rejected_declaration_has_no_open_request() {
    for standing in reachable(Family::Transit) {
        let after = standing.after(Family::Transit, Event::DeclarationRejected);
        if let Some(after) = after {
            let is_covered = after.covered == Some(Status::CustomsError);
            assert!(!is_covered, "{standing:?} becomes {after:?}");
        }
    }
}

/// What is covered is a status that customs' side gave, and never a request of ours.
#[test]
fn requests_cover_what_customs_said() {
    const REQUESTS: &[Status] = &[
        Status::Amendable,
        Status::Amending,
        Status::AmendmentError,
        Status::Invalidating,
        Status::ChangingDestination,
    ];
    for family in Family::ALL {
        for standing in reachable(*family) {
            match standing.covered {
                Some(covered) => assert!(!REQUESTS.contains(&covered), "{standing:?}"),
                None => assert!(!REQUESTS.contains(&standing.status), "{standing:?}"),
            }
        }
    }
}

#[test]
fn a_request_keeps_what_customs_said_beneath() {
    use Event as E;
    for (history, status, covered) in [
        (
            &[E::AmendmentOpened][..],
            Status::Amendable,
            Some(Status::Accepted),
        ),
        (
            &[E::AmendmentOpened, E::AmendmentCancelled],
            Status::Accepted,
            None,
        ),
        (
            &[
                E::AmendmentOpened,
                E::ControlAnnounced,
                E::AmendmentCancelled,
            ],
            Status::UnderControl,
            None,
        ),
        (
            &[
                E::GuaranteeRefused,
                E::AmendmentOpened,
                E::AmendmentRequested,
            ],
            Status::Amending,
            Some(Status::GuaranteeNotValid),
        ),
        (
            &[
                E::GuaranteeRefused,
                E::AmendmentOpened,
                E::AmendmentRequested,
                E::AmendmentAccepted,
            ],
            Status::Accepted,
            None,
        ),
        (
            &[
                E::AmendmentOpened,
                E::AmendmentRequested,
                E::AmendmentRejected,
            ],
            Status::AmendmentError,
            Some(Status::Accepted),
        ),
        (&[E::AmendmentOpened, E::Released], Status::Released, None),
        (
            &[
                E::InvalidationRequested,
                E::ControlAnnounced,
                E::InvalidationRefused,
            ],
            Status::InvalidationError,
            Some(Status::UnderControl),
        ),
    ] {
        let lodged = [E::ValidationPassed, E::SubmissionRequested, E::Accepted];
        let all = lodged.iter().chain(history).copied();
        let standing = replay(Family::Transit, all);
        assert_eq!(standing, Standing { status, covered }, "{history:?}");
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
            let actions = Action::ALL.iter().filter(|action| {
                let mut granting = family.grants().iter().filter(|one| one.action == **action);
                granting.any(|grant| grant.statuses.contains(&status))
            });
            let actions: Vec<&str> = actions.map(|action| action.as_str()).collect();
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

/// What customs' messages lead to, one after the other, from the submission on.
#[test]
fn the_course_of_a_customs_declaration() {
    use Event as E;
    for (history, status, covered) in [
        (&[E::PreLodged][..], Status::GoodsNotArrived, None),
        (
            &[E::PreLodged, E::PresentationRequested],
            Status::GoodsArrived,
            None,
        ),
        (&[E::PreLodged, E::Accepted], Status::Accepted, None),
        (&[E::Accepted, E::PreLodged], Status::Accepted, None),
        (&[E::PreLodged, E::Expired], Status::CustomsError, None),
        (
            &[E::PreLodged, E::AmendmentOpened, E::Expired],
            Status::CustomsError,
            None,
        ),
        (
            &[E::Accepted, E::DutiesCalculated, E::CreditInsufficient],
            Status::CreditPending,
            None,
        ),
        (
            &[E::Accepted, E::CreditInsufficient, E::Released],
            Status::Released,
            None,
        ),
        (
            &[E::Accepted, E::Released, E::ExitAsked, E::ExitConfirmed],
            Status::ExitConfirmed,
            None,
        ),
        (
            &[E::ExitConfirmed, E::Released],
            Status::ExitConfirmed,
            None,
        ),
        (
            &[
                E::Accepted,
                E::AmendmentOpened,
                E::AmendmentRequested,
                E::RequestGranted,
                E::AmendmentAccepted,
            ],
            Status::Accepted,
            None,
        ),
        (
            &[
                E::Accepted,
                E::AmendmentOpened,
                E::AmendmentRequested,
                E::DocumentsRequested,
                E::DeclarationRejected,
            ],
            Status::AmendmentError,
            Some(Status::DocumentControl),
        ),
        (
            &[E::Released, E::InvalidationRequested, E::RequestGranted],
            Status::Invalidating,
            Some(Status::Released),
        ),
        (
            &[
                E::Released,
                E::InvalidationRequested,
                E::RequestGranted,
                E::Invalidated,
            ],
            Status::Invalidated,
            None,
        ),
        (
            &[E::Released, E::InvalidationRequested, E::RequestDenied],
            Status::InvalidationError,
            Some(Status::Released),
        ),
    ] {
        let lodged = [E::ValidationPassed, E::SubmissionRequested];
        let all = lodged.iter().chain(history).copied();
        let standing = replay(Family::Customs, all);
        assert_eq!(standing, Standing { status, covered }, "{history:?}");
    }
}

/// What customs and both traders say of an excise movement, from its validation on.
#[test]
fn the_course_of_an_excise_movement() {
    use Event as E;
    let changing = [E::DestinationChangeRequested];
    for (history, status, covered) in [
        (&[E::ReceiptReportSubmitted][..], Status::Accepted, None),
        (
            &[E::ReceiptReportSubmitted, E::Delivered],
            Status::Delivered,
            None,
        ),
        (&[E::Alerted, E::MovementRejected], Status::Rejected, None),
        (&[E::ExportAccepted], Status::AcceptedForExport, None),
        (
            &[E::ExportAccepted, E::ExportRefused],
            Status::Rejected,
            None,
        ),
        (
            &changing,
            Status::ChangingDestination,
            Some(Status::Accepted),
        ),
        (
            &[E::ReceiptRefused, changing[0], E::DestinationChanged],
            Status::Accepted,
            None,
        ),
        (
            &[E::ReceiptRefused, changing[0], E::DeclarationRejected],
            Status::AmendmentError,
            Some(Status::Refused),
        ),
        (&[changing[0], E::Diverted], Status::Diverted, None),
        (&[changing[0], E::Delivered], Status::Delivered, None),
        (
            &[E::InvalidationRequested, E::DeclarationRejected],
            Status::InvalidationError,
            Some(Status::Accepted),
        ),
        (
            &[E::InvalidationRequested, E::Invalidated],
            Status::Cancelled,
            None,
        ),
        (&[E::ManuallyClosed], Status::ManuallyClosed, None),
        (&[E::Interrupted], Status::Interrupted, None),
    ] {
        let lodged = [E::ValidationPassed, E::SubmissionRequested, E::Accepted];
        let expected = Standing { status, covered };
        let ours = replay(Family::Excise, lodged.iter().chain(history).copied());
        assert_eq!(ours, expected, "consignor: {history:?}");
        let opened = [E::MovementOpened];
        let theirs = replay(Family::Excise, opened.iter().chain(history).copied());
        assert_eq!(theirs, expected, "consignee: {history:?}");
    }
}

fn any_family() -> impl Strategy<Value = Family> {
    proptest::sample::select(Family::ALL)
}

fn any_event() -> impl Strategy<Value = Event> {
    proptest::sample::select(Event::ALL)
}

proptest! {
    /// Stepping through a history and replaying it end in the same status.
    #[test]
    fn status_is_the_replay_of_history(
        family in any_family(),
        history in proptest::collection::vec(any_event(), 0..60),
    ) {
        let mut standing = Standing::BEGIN;
        for (seen, event) in history.iter().enumerate() {
            standing = standing.after(family, *event).unwrap_or(standing);
            prop_assert_eq!(standing, replay(family, history[..=seen].iter().copied()));
        }
    }

    /// A message of customs that comes twice changes nothing the second time.
    #[test]
    fn repeated_answers_change_nothing(
        family in any_family(),
        history in proptest::collection::vec(any_event(), 0..30),
        answer in proptest::sample::select(vec![
            Event::Acknowledged, Event::Accepted, Event::Released, Event::Invalidated,
            Event::Discharged, Event::ControlAnnounced, Event::DocumentsRequested,
            Event::AmendmentAccepted, Event::AmendmentRejected, Event::InvalidationRefused,
            Event::GuaranteeRefused, Event::AmendmentAskedByCustoms, Event::ReleaseRefused,
            Event::DeclarationRejected, Event::PresentationRejected, Event::MessageRefused,
            Event::RequestGranted, Event::RequestDenied, Event::DutiesCalculated,
            Event::CreditInsufficient, Event::GoodsDetained, Event::Expired, Event::ExitAsked,
            Event::ExitConfirmed, Event::DestinationChanged, Event::Delivered,
            Event::ReceiptRefused, Event::ReceiptPartiallyRefused, Event::Alerted,
            Event::MovementRejected, Event::Diverted, Event::ExportAccepted,
            Event::ExportRefused, Event::ExportInvalidated, Event::Interrupted,
            Event::ManuallyClosed,
        ]),
    ) {
        let once = replay(family, history.iter().copied().chain([answer]));
        let twice = replay(family, history.iter().copied().chain([answer, answer]));
        prop_assert_eq!(once, twice);
    }

    /// A closed declaration is left by nothing but an invalidation by customs.
    #[test]
    fn closed_stays_closed(
        family in any_family(),
        history in proptest::collection::vec(any_event(), 0..30),
        event in any_event(),
    ) {
        let standing = replay(family, history);
        if standing.status.phase() == Phase::Closed && event != Event::Invalidated {
            prop_assert_eq!(standing.after(family, event).unwrap_or(standing), standing);
        }
    }
}

#[test]
fn families_are_spelled_as_in_json() {
    for family in Family::ALL {
        let json = serde_json::to_value(family).unwrap();
        assert_eq!(json, family.as_str());
        assert_eq!(Family::parse(family.as_str()), Some(*family));
    }
    assert_eq!(Family::parse("road"), None);
}
