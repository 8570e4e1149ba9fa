//! What answers of customs change: facts, errors, statuses, what customs has.

use std::collections::{BTreeMap, HashMap};

use cas_gateway::{Correlation, CustomsError, Inbound, Opening};
use cas_model::declaration::{CustomsFacts, Duty, DutyState, InvalidGuarantee, Side};
use cas_model::finding::{Severity, Source};
use cas_model::ids::{DeclarationId, MessageId};
use cas_model::lifecycle::{Event, Family, Status};
use cas_model::message::MessageDirection;
use cas_model::record::MessageRecord;
use cas_process::customs::{
    AnsweredDeclaration, KnownNumbers, OwnMessage, PlacedMessage, apply, begin, lodge,
};
use cas_process::declaration::FactNote;
use serde_json::{Value, json};

use super::actions::message;
use super::plain::system;
use super::world::{World, document, id, said, tenant};

fn world() -> World {
    World::new(json!([
        {"name": "first", "declarationType": "export", "system": "plain", "jurisdiction": "DE"},
    ]))
}

fn content() -> Value {
    json!({"declType": "EX", "goodsShipment": {"destination": "US"}})
}

/// A declaration that was sent, with the message that carried it, and what happened since.
fn submitted(events: &[Event]) -> World {
    let mut world = world();
    world.declare(content());
    world.facts(0, &[Event::ValidationPassed]);
    world.on(0, "sent", |unit, state, inputs| {
        lodge(unit, state, inputs, FactNote::by("cas"))
    });
    world.facts(0, events);
    world.told.clear();
    world
}

fn says(event: Event) -> Inbound {
    Inbound {
        message_type: event.as_str().to_owned(),
        identifier: Some(format!("X{}", event.as_str())),
        customs_time: Some("noon".to_owned()),
        ..Inbound::default()
    }
}

fn with_error(event: Event, code: &str) -> Inbound {
    Inbound {
        errors: vec![CustomsError {
            code: code.to_owned(),
            reason: format!("customs says {code}"),
            ..CustomsError::default()
        }],
        ..says(event)
    }
}

/// Applies what messages say to the first declaration; `carriers` are messages of ours.
fn answer(world: &mut World, title: &str, said: Vec<Inbound>, carriers: &[(u32, u128)]) {
    let number = 0x61 + world.store.history.len() as u128;
    world.work(title, |unit, _, store| {
        let state = store.state(0);
        let id = state.row.id;
        let of = |(revision, number): &(u32, u128)| {
            let name = Some(format!("T{number:x}"));
            (*revision, MessageId(self::id(*number)), name)
        };
        let declaration = AnsweredDeclaration {
            state,
            carriers: carriers.iter().map(of).collect(),
        };
        let mut known = KnownNumbers::default();
        for (name, number) in [("O1", 0x51), ("O2", 0x52)] {
            let own = OwnMessage {
                id: MessageId(self::id(number)),
                declaration: None,
            };
            known.own.insert(name.to_owned(), own);
        }
        let message = message(number, MessageDirection::Inbound);
        let messages = [placed(message, said.into_iter().map(|one| (id, one)))];
        let declarations = BTreeMap::from([(id, declaration)]);
        let attempts = HashMap::new();
        apply(unit, &messages, &known, declarations, &attempts).expect("applied");
    });
}

fn placed(
    message: MessageRecord,
    says: impl IntoIterator<Item = (DeclarationId, Inbound)>,
) -> PlacedMessage {
    let says: Vec<_> = says.into_iter().collect();
    PlacedMessage {
        called: says.last().map(|(_, inbound)| inbound.clone()),
        says,
        ..PlacedMessage::new(message)
    }
}

fn answers_to(mut inbound: Inbound, ours: &str) -> Inbound {
    inbound.correlation = Correlation {
        correlation_identifier: Some(ours.to_owned()),
        ..Correlation::default()
    };
    inbound
}

/// Errors, numbers and statuses, from the first answer on.
#[test]
fn answers_move_the_declaration_and_their_errors_replace_each_other() {
    let mut world = submitted(&[]);
    world.on(0, "a finding of ours", |_, state, _| {
        state.add_finding(said(
            "V1",
            Severity::Warning,
            Source::Validation,
            "ours",
            "so",
        ));
    });
    answer(
        &mut world,
        "error",
        vec![with_error(Event::DeclarationRejected, "E1")],
        &[],
    );
    answer(
        &mut world,
        "again",
        vec![with_error(Event::DeclarationRejected, "E2")],
        &[],
    );
    let mut silent = says(Event::DeclarationRejected);
    silent.customs_time = Some("silent".to_owned());
    answer(&mut world, "silent", vec![silent], &[]);
    let mut accepted = says(Event::Accepted);
    accepted.facts = CustomsFacts {
        mrn: Some("MRN1".to_owned()),
        acceptance_date: Some(jiff::civil::date(2026, 11, 30)),
        ..CustomsFacts::default()
    };
    answer(&mut world, "not expected", vec![accepted.clone()], &[]);
    insta::assert_snapshot!(world.told);
}

#[test]
fn a_message_that_says_several_things_is_read_when_all_was_expected() {
    let mut world = submitted(&[]);
    answer(
        &mut world,
        "both",
        vec![says(Event::Acknowledged), says(Event::Accepted)],
        &[],
    );
    let both = vec![says(Event::ValidationPassed), says(Event::Released)];
    answer(&mut world, "the first was not", both, &[]);
    answer(&mut world, "nothing", vec![], &[]);
    insta::assert_snapshot!(world.told);
}

/// A refusal names the type of what it refuses: as customs says, else by the message of ours.
#[test]
fn what_is_refused_is_named() {
    let carriers = [(1, 0x51), (2, 0x52)];
    let refused = |ours| answers_to(with_error(Event::DeclarationRejected, "E1"), ours);
    let mut named = refused("O1");
    named.rejected_type = Some("THEIRS".to_owned());
    let mut without_errors = refused("O1");
    without_errors.errors.clear();
    let mut told = String::new();
    for (title, inbound) in [
        ("by ours", refused("O1")),
        ("by the other", refused("O2")),
        ("unknown", refused("O9")),
        ("by customs", named),
        ("without errors", without_errors),
    ] {
        let mut world = submitted(&[]);
        answer(&mut world, title, vec![inbound], &carriers);
        told += &world.told;
    }
    insta::assert_snapshot!(told);
}

/// A decision on another message than the one that is on its way says nothing of that.
#[test]
fn a_late_decision_decides_nothing() {
    let carriers = [(1, 0x51), (2, 0x52)];
    let decisions = [
        Event::AmendmentAccepted,
        Event::RequestGranted,
        Event::AmendmentRejected,
        Event::RequestDenied,
        Event::MessageRefused,
        Event::DeclarationRejected,
        Event::Released,
    ];
    let mut told = String::new();
    for (status, lodged, sent) in [
        (Status::Amending, 1, Some(2)),
        (Status::Amending, 0, Some(2)),
        (Status::Submitted, 2, None),
        (Status::Acknowledged, 2, None),
        (Status::Accepted, 2, None),
    ] {
        for event in decisions {
            for ours in ["O1", "O2", "none"] {
                let mut world = submitted(&[]);
                world.on(0, "as it stands", |_, state, _| {
                    state.row.status = status;
                    state.row.covered = (status == Status::Amending).then_some(Status::Accepted);
                    state.row.lodged_revision = Some(lodged).filter(|number| *number > 0);
                    state.row.sent_revision = sent;
                    state.mark_changed();
                });
                let inbound = answers_to(with_error(event, "E1"), ours);
                answer(&mut world, "late", vec![inbound], &carriers);
                let row = &world.store.declarations[0];
                let entry = world.store.history.last().expect("an entry");
                told += &format!(
                    "{status} {lodged} {sent:?} {} to {ours}: {:?} -> {} over {:?}, lodged {:?} \
                     sent {:?}, {} note {:?}, findings {}\n",
                    event.as_str(),
                    entry.event,
                    row.status,
                    row.covered,
                    row.lodged_revision,
                    row.sent_revision,
                    entry.expected,
                    entry.note,
                    row.findings.as_str().matches("\"code\"").count(),
                );
            }
        }
    }
    insta::assert_snapshot!(told);
}

/// Guarantees that customs refused are forgotten where an answer ends that.
#[test]
fn refused_guarantees_end_with_the_answer_that_ends_them() {
    let mut world = submitted(&[]);
    let guarantees = |grn: &str| CustomsFacts {
        invalid_guarantees: vec![InvalidGuarantee {
            grn: grn.to_owned(),
            reasons: Vec::new(),
        }],
        ..CustomsFacts::default()
    };
    let mut refused = says(Event::Acknowledged);
    refused.facts = guarantees("G1");
    answer(&mut world, "refused", vec![refused.clone()], &[]);
    answer(&mut world, "kept", vec![says(Event::Acknowledged)], &[]);
    let mut ends = says(Event::Acknowledged);
    ends.facts.no_release_reason = Some("ended".to_owned());
    answer(&mut world, "ended", vec![ends], &[]);
    insta::assert_snapshot!(world.told);
}

fn duty(state: DutyState, amount: i64, calculated_at: &str) -> Duty {
    Duty {
        amount: Some(amount.into()),
        currency: Some("EUR".to_owned()),
        calculated_at: Some(calculated_at.to_owned()),
        tax_type: Some("A00".to_owned()),
        ..Duty::new(state)
    }
}

/// Each state of what customs calculated is told by itself; what came late is not.
#[test]
fn duties_are_told_as_far_as_they_are_the_declarations() {
    let mut world = submitted(&[Event::Accepted]);
    let mut calculated = says(Event::DutiesCalculated);
    calculated.facts.duties = vec![
        duty(DutyState::Final, 30, "2026-11-30T12:00"),
        duty(DutyState::Calculated, 10, "2026-11-30T12:00"),
        duty(DutyState::Calculated, 15, "2026-11-30T12:00"),
    ];
    answer(&mut world, "calculated", vec![calculated.clone()], &[]);
    calculated.facts.duties = vec![
        duty(DutyState::Calculated, 5, "2026-11-30T11:00"),
        duty(DutyState::Final, 31, "2026-11-30T13:00"),
    ];
    answer(&mut world, "one of them late", vec![calculated], &[]);
    answer(&mut world, "none", vec![says(Event::DutiesCalculated)], &[]);
    insta::assert_snapshot!(world.told);
}

/// Customs has the document otherwise from now on: a new revision that says so.
#[test]
fn what_customs_restates_is_a_revision_of_its_own() {
    let mut world = submitted(&[Event::Accepted]);
    let restated = |kind: &str| {
        let mut inbound = says(Event::NoticeReceived);
        inbound.facts.movement_status = Some(kind.to_owned());
        inbound
    };
    answer(&mut world, "the same", vec![restated("EX")], &[]);
    answer(&mut world, "otherwise", vec![restated("CO")], &[]);
    insta::assert_snapshot!(world.told);
}

/// What of a message could not be read is told on the declaration, once, and the rest counts.
#[test]
fn what_could_not_be_read_is_a_notice() {
    let mut world = submitted(&[]);
    let mut accepted = says(Event::Accepted);
    accepted.facts.mrn = Some("26DE1".to_owned());
    accepted.unread = vec!["AcceptanceDateTime is not a date: soon".to_owned()];
    for title in ["accepted", "again"] {
        answer(&mut world, title, vec![accepted.clone()], &[]);
    }
    let state = world.store.state(0);
    assert_eq!(state.row.status, Status::Accepted);
    assert_eq!(state.facts.mrn.as_deref(), Some("26DE1"));
    let notices = &state.facts.notices;
    assert_eq!(notices.len(), 1);
    assert_eq!(notices[0].message_type, "Accepted");
    let text = "Could not be read, and counts for nothing: AcceptanceDateTime is not a date: soon";
    assert_eq!(notices[0].text, text);
}

fn opened(split_from: Option<&str>) -> (KnownNumbers, DeclarationId) {
    let mut known = KnownNumbers::default();
    let whole = [Some("L"), None, Some("WHOLE")];
    known.hold(&super::numbers::holder(0x11, Side::Sent, whole));
    let inbound = Inbound {
        opening: Some(Opening {
            document: Box::new(document(content())),
            lrn: "THEIRS".to_owned(),
            declaration_type: "excise",
            jurisdiction: "FR".to_owned(),
            event: Event::Accepted,
            split_from: split_from.map(str::to_owned),
            own_sides: None,
        }),
        facts: CustomsFacts {
            arc: Some("NEW".to_owned()),
            movement_status: Some("ignored".to_owned()),
            ..CustomsFacts::default()
        },
        ..says(Event::NoticeReceived)
    };
    let ids = super::world::Counted::from(0x99);
    let declaration = known.open(&ids, &inbound, MessageId(id(0x61)), &[]);
    (known, *declaration.first().expect("it is opened"))
}

/// A movement that customs tells of, and a part of one of ours.
#[test]
fn a_declaration_that_nobody_here_made_begins_as_customs_tells() {
    for (name, split_from) in [("told", None), ("part", Some("WHOLE"))] {
        let mut world = world();
        world.declare_by(Family::Excise, "excise", content());
        let (known, declaration) = opened(split_from);
        let how = known.opened(declaration).expect("how it begins");
        world.work(name, |unit, _, store| {
            let parent = how.parent.and(store.declarations.first());
            let state = begin(unit, tenant(), &system("excise"), declaration, how, parent);
            let state = state.expect("it begins");
            let mut message = message(0x61, MessageDirection::Inbound);
            message.system = system("excise");
            let inbound = Inbound {
                opening: Some(how.opening.clone()),
                facts: CustomsFacts {
                    arc: Some("NEW".to_owned()),
                    movement_status: Some("ignored".to_owned()),
                    ..CustomsFacts::default()
                },
                ..says(Event::NoticeReceived)
            };
            let messages = [placed(message, [(declaration, inbound)])];
            let carriers = Vec::new();
            let of = AnsweredDeclaration { state, carriers };
            let (declarations, attempts) = (BTreeMap::from([(declaration, of)]), HashMap::new());
            apply(unit, &messages, &known, declarations, &attempts).expect("applied");
        });
        // What is stored already does not begin again.
        world.work("later", |unit, _, store| {
            let row = store.declarations.last().expect("a row");
            let mut state = store.load(row);
            unit.record(&mut state, Event::NoticeReceived, FactNote::by("customs"));
            unit.save(state).expect("a state");
        });
        insta::assert_snapshot!(format!("begun_{name}"), world.told);
    }
}

#[test]
fn a_movement_of_a_system_that_is_gone_does_not_begin() {
    let world = world();
    let (known, declaration) = opened(None);
    let how = known.opened(declaration).expect("how it begins");
    let mut unit = world.unit();
    let begun = begin(&mut unit, tenant(), &system("gone"), declaration, how, None);
    let error = begun.map(drop).expect_err("no system");
    assert_eq!(error.to_string(), "system gone is gone");
    let mut message = message(0x61, MessageDirection::Inbound);
    message.system = system("gone");
    let messages = [placed(message, [(declaration, says(Event::Accepted))])];
    let attempts = HashMap::new();
    let applied = apply(&mut unit, &messages, &known, BTreeMap::new(), &attempts);
    assert!(applied.expect_err("none").to_string().ends_with("is gone"));
}
