//! Actions that somebody asks for, and what is sent for them.

use cas_model::ActionContent;
use cas_model::declaration::CustomsFacts;
use cas_model::finding::{Severity, Source};
use cas_model::ids::{ActionId, MessageId};
use cas_model::lifecycle::{Action, Event, Status};
use cas_model::message::{MessageDirection, MessageState};
use cas_model::record::{ActionRecord, DeclarationRecord, Json, MessageRecord};
use cas_process::actions::{carry_out, finish_action};
use cas_process::customs::{submit_if_automatic, submits};
use cas_process::declaration::FactNote;
use serde_json::{Value, json};

use super::plain::system;
use super::world::{World, at, id, said, tenant};

fn flow(auto_submit: Value) -> Value {
    json!([{"name": "first", "declarationType": "export", "system": "plain",
            "jurisdiction": "DE", "autoSubmit": auto_submit}])
}

fn steps(auto_submit: &str) -> Value {
    let mut steps = flow(json!(auto_submit));
    steps[0]["defaults"] = json!({"goodsShipment": {"destination": "NO"}});
    steps
}

fn content() -> Value {
    json!({"declType": "EX", "goodsShipment": {"exportCountry": "DE"}})
}

fn request(row: &DeclarationRecord, action: Action) -> ActionRecord {
    ActionRecord {
        tenant_id: tenant(),
        id: ActionId(id(0x88)),
        declaration_id: row.id,
        action,
        reason: Some("because".to_owned()),
        content: None,
        actor: "ann".to_owned(),
        successful: None,
        requested_at: at("2026-11-30T07:59:00Z"),
        finished_at: None,
        errors: None,
    }
}

/// Asks for an action as the engine does: granted by the table, carried out, ended.
fn ask(world: &mut World, action: Action, change: impl FnOnce(&mut ActionRecord)) {
    let mut asked = request(&world.store.declarations[0], action);
    change(&mut asked);
    let last = world.store.messages.last().cloned();
    world.on(0, action.as_str(), |unit, state, inputs| {
        let grant = state.row.family.grant(action, state.standing());
        let event = grant.expect("granted").event;
        let successful = carry_out(unit, state, inputs, &asked, event, last);
        let successful = successful.expect("stored things are read");
        finish_action(unit, state, asked, successful).expect("findings are JSON");
    });
}

/// Before customs has it.
#[test]
fn actions_before_customs_has_it() {
    let mut world = World::new(steps("never"));
    world.declare(content());
    for action in [
        Action::Hold,
        Action::ReleaseHold,
        Action::Validate,
        Action::Submit,
    ] {
        ask(&mut world, action, |_| {});
    }
    world.now = at("2026-11-30T08:05:00Z");
    ask(&mut world, Action::Resend, |_| {});
    insta::assert_snapshot!(world.told);
}

/// A declaration that is withdrawn before customs has it needs no message.
#[test]
fn a_withdrawal_before_customs_has_it_is_only_recorded() {
    let mut world = World::new(steps("never"));
    world.declare(content());
    ask(&mut world, Action::Invalidate, |_| {});
    insta::assert_snapshot!(world.told);
}

/// Where its step sends by itself, a valid declaration is sent with its validation or release.
#[test]
fn actions_go_on_to_the_submission_where_the_step_sends_by_itself() {
    for action in [Action::Validate, Action::ReleaseHold] {
        let mut world = World::new(steps("always"));
        world.declare(content());
        if action == Action::ReleaseHold {
            world.facts(0, &[Event::HoldRequested]);
        }
        ask(&mut world, action, |_| {});
        assert_eq!(
            world.store.declarations[0].status,
            Status::Submitted,
            "{action:?}"
        );
        assert_eq!(world.store.declarations[0].ship_to.as_deref(), Some("NO"));
        assert_eq!(world.store.messages.len(), 1, "{action:?}");
    }
}

/// About what customs has: presented, amended, invalidated, told.
#[test]
fn actions_about_what_customs_has() {
    let mut world = World::new(steps("never"));
    world.declare(content());
    world.facts(0, &[Event::ValidationPassed]);
    ask(&mut world, Action::Submit, |_| {});
    world.facts(0, &[Event::PreLodged]);
    world.told.clear();
    ask(&mut world, Action::GoodsArrived, |_| {});
    world.facts(0, &[Event::Accepted]);
    ask(&mut world, Action::Amend, |_| {});
    ask(&mut world, Action::Submit, |_| {});
    world.on(0, "edited", |_, state, _| {
        let (document, _) = state.edit();
        document.goods_shipment.get_or_insert_default().destination = Some("CH".to_owned());
    });
    ask(&mut world, Action::Submit, |_| {});
    world.facts(0, &[Event::AmendmentRejected]);
    ask(&mut world, Action::CancelAmendment, |_| {});
    ask(&mut world, Action::Amend, |_| {});
    world.on(0, "edited", |_, state, _| {
        state.edit().0.decl_type = Some("UNWRITABLE".to_owned());
    });
    ask(&mut world, Action::CancelAmendment, |_| {});
    ask(&mut world, Action::Invalidate, |request| {
        request.reason = None
    });
    world.facts(0, &[Event::InvalidationRefused, Event::Released]);
    let arrival = json!({"place": "Hamburg"});
    ask(&mut world, Action::ArrivalAtExit, |request| {
        let content = ActionContent::read(Action::ArrivalAtExit, arrival).expect("it is whole");
        request.content = content.map(|content| Json::encode(&content).expect("JSON"));
    });
    insta::assert_snapshot!(world.told);
}

#[test]
fn an_action_that_must_say_something_and_does_not_is_a_fault() {
    let mut world = World::new(steps("never"));
    world.declare(content());
    let row = world.store.declarations[0].clone();
    let asked = request(&row, Action::ArrivalAtExit);
    let result = world.on(0, "tell nothing", |unit, state, inputs| {
        let event = Event::ArrivalAtExitNotified;
        carry_out(unit, state, inputs, &asked, event, None).map_err(|error| error.to_string())
    });
    assert_eq!(result, Err("an action says nothing".to_owned()));
}

#[test]
fn nothing_is_sent_again_where_nothing_was_sent() {
    let mut world = World::new(steps("never"));
    world.declare(content());
    let row = world.store.declarations[0].clone();
    let asked = request(&row, Action::Resend);
    let result = world.on(0, "resend", |unit, state, inputs| {
        let done = carry_out(unit, state, inputs, &asked, Event::ResendRequested, None);
        (done.expect("read"), unit.effects.follow_ups.len())
    });
    assert_eq!(result, (false, 0));
}

/// What stands against an amendment, one after the other.
#[test]
fn an_amendment_that_cannot_be_sent_says_why() {
    let mut world = World::new(steps("never"));
    world.declare(content());
    world.facts(0, &[Event::ValidationPassed]);
    ask(&mut world, Action::Submit, |_| {});
    world.facts(0, &[Event::Accepted]);
    ask(&mut world, Action::Amend, |_| {});
    world.told.clear();
    // Twice: the warning stands once.
    ask(&mut world, Action::Submit, |_| {});
    ask(&mut world, Action::Submit, |_| {});
    world.on(0, "what customs has for ever", |_, state, _| {
        state.edit().0.decl_type = Some("CO".to_owned());
    });
    ask(&mut world, Action::Submit, |_| {});
    world.on(0, "an error of ours", |_, state, _| {
        let (document, _) = state.edit();
        document.decl_type = Some("EX".to_owned());
        document.goods_shipment.get_or_insert_default().destination = Some("CH".to_owned());
        let finding = |severity, source| said("X1", severity, source, "wrong", "so");
        state.set_findings(vec![finding(Severity::Error, Source::Validation)]);
    });
    ask(&mut world, Action::Submit, |_| {});
    world.on(
        0,
        "a warning of ours, an error of customs",
        |_, state, _| {
            let finding =
                |code: &str, severity, source| said(code, severity, source, "wrong", "so");
            state.set_findings(vec![
                finding("X1", Severity::Warning, Source::Validation),
                finding("X2", Severity::Error, Source::Customs),
            ]);
        },
    );
    world.set_connection(json!({"unsupported": "Amend"}));
    ask(&mut world, Action::Submit, |_| {});
    world.set_connection(json!({}));
    ask(&mut world, Action::Submit, |_| {});
    insta::assert_snapshot!(world.told);
}

/// Every way in which a message cannot be written.
#[test]
fn a_message_that_cannot_be_written_is_a_finding() {
    for (name, settings, document) in [
        ("settings", json!({"lacks": "a number"}), content()),
        ("unsupported", json!({"unsupported": "Declare"}), content()),
        ("document", json!({}), json!({"declType": "UNWRITABLE"})),
    ] {
        let mut world = World::new(steps("never"));
        world.set_connection(settings);
        world.declare(document);
        world.facts(0, &[Event::ValidationPassed]);
        ask(&mut world, Action::Submit, |_| {});
        insta::assert_snapshot!(format!("unwritable_{name}"), world.told);
    }
    let mut world = World::new(steps("never"));
    world.declare(content());
    world.facts(0, &[Event::ValidationPassed]);
    ask(&mut world, Action::Submit, |_| {});
    world.facts(0, &[Event::Accepted]);
    world.set_connection(json!({"unsupported": "Invalidate"}));
    world.told.clear();
    ask(&mut world, Action::Invalidate, |_| {});
    insta::assert_snapshot!(world.told);
}

fn submit_table(cell: &str) -> Value {
    json!({"table": {
        "name": "sends",
        "inputs": [{"name": "declType", "type": "code"}],
        "outputs": [{"name": "submit", "type": "boolean"}],
        "rows": [{"id": "1", "conditions": ["\"EX\""], "outputs": [cell]}],
    }})
}

/// Whether a step sends by itself: always, never, or as a table says.
#[test]
fn a_step_sends_as_it_says() {
    let cases = [
        ("always", json!("always"), None),
        ("never", json!("never"), None),
        ("no table", json!({"table": "sends"}), None),
        ("yes", json!({"table": "sends"}), Some(submit_table("true"))),
        ("no", json!({"table": "sends"}), Some(submit_table("false"))),
        ("nothing", json!({"table": "sends"}), Some(submit_table(""))),
    ];
    let mut told = String::new();
    for (name, auto_submit, table) in cases {
        for status in [Status::Validated, Status::Invalid] {
            let mut world = World::new(flow(auto_submit.clone()));
            if let Some(table) = &table {
                let kind = cas_model::configuration::ConfigurationKind::DecisionTable;
                world = world.and(kind, "sends", table);
            }
            world.declare(content());
            let event = match status {
                Status::Validated => Event::ValidationPassed,
                _ => Event::ValidationFailed,
            };
            world.facts(0, &[event]);
            world.on(0, &format!("{name} {status}"), |unit, state, inputs| {
                submit_if_automatic(unit, state, inputs).expect("a flow");
            });
            told += &world.told;
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn a_declaration_of_a_flow_that_is_gone_is_a_fault() {
    let mut world = World::new(steps("always"));
    world.declare(content());
    let result = world.work("gone", |unit, inputs, store| {
        let mut state = store.state(0);
        state.row.flow_version = 9;
        submits(unit, &mut state, inputs).map_err(|error| error.to_string())
    });
    assert_eq!(result, Err("flow Flow version 9 is gone".to_owned()));
}

/// What ended is told with the numbers that customs gave, and with errors only where it failed.
#[test]
fn the_end_of_an_action_is_told() {
    let mut world = World::new(steps("never"));
    world.declare(content());
    let row = world.store.declarations[0].clone();
    for successful in [true, false] {
        let asked = request(&row, Action::Amend);
        world.on(0, &format!("ended {successful}"), |unit, state, _| {
            state.take_facts(CustomsFacts {
                arc: Some("ARC1".to_owned()),
                sequence_number: Some(3),
                ..CustomsFacts::default()
            });
            state.set_findings(vec![said(
                "X1",
                Severity::Error,
                Source::Customs,
                "wrong",
                "so",
            )]);
            finish_action(unit, state, asked, successful).expect("findings are JSON");
        });
    }
    insta::assert_snapshot!(world.told);
}

/// A message of customs or of ours, as it is stored.
pub fn message(number: u128, direction: MessageDirection) -> MessageRecord {
    MessageRecord {
        tenant_id: tenant(),
        id: MessageId(id(number)),
        direction,
        system: system("plain"),
        declaration_id: None,
        message_type: None,
        identifier: None,
        revision: None,
        state: MessageState::Stored,
        note: None,
        body: b"<a/>".to_vec(),
        content_type: "application/xml".to_owned(),
        path: None,
        headers: Json::stored("[]"),
        conversation: None,
        created_at: at("2026-11-30T07:58:00Z"),
        processed_at: None,
        attempts: None,
    }
}

#[test]
fn an_event_by_itself_is_recorded_with_who_brought_it() {
    let entry = FactNote::by("ann");
    assert_eq!(entry.actor, "ann");
    assert_eq!(
        (entry.note, entry.message_id, entry.customs_time),
        (None, None, None)
    );
}
