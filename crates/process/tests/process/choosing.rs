//! What is done with a declaration when its shipment changes, and which flow a shipment takes.

use std::sync::Arc;

use cas_decision::Context;
use cas_gateway::Capabilities;
use cas_model::civil_day::UTC;
use cas_model::configuration::ConfigurationKind;
use cas_model::declaration::CustomsFacts;
use cas_model::document::CustomsShipment;
use cas_model::flow::Flow;
use cas_model::lifecycle::{Action, Family, Standing, Status};
use cas_model::message_type::MessageType;
use cas_process::planning::{AwaitsCustoms, Correction, FlowChoice, NotNow, Resolution, outcome};
use cas_process::tables::FiredRows;
use serde_json::json;

use super::carried::{goods, send, shipment};
use super::plain::capabilities;
use super::show::short;
use super::world::World;

fn subject<'a>(
    standing: Standing,
    awaits_customs: AwaitsCustoms,
    of: &'a Capabilities,
    facts: &'a CustomsFacts,
) -> Correction<'a> {
    Correction {
        lrn: "LRN1",
        standing,
        awaits_customs,
        capabilities: of,
        declaration_type: "import",
        facts,
    }
}

fn resolved(result: Result<Resolution, NotNow>) -> String {
    match result {
        Ok(resolution) => resolution.as_str().to_owned(),
        Err(NotNow::Waits(why)) => format!("waits: {why}"),
        Err(NotNow::Refused(refusal)) => format!("{}: {}", refusal.code, refusal.message),
    }
}

/// Whether goods under control may be amended is said by the system: not all customs take it.
#[test]
fn customs_may_take_amendments_while_goods_are_under_control() {
    let refuses = capabilities(Family::Customs);
    let takes = Capabilities {
        no_amendment_in: &[],
        ..refuses.clone()
    };
    let standing = Standing::plain(Status::UnderControl);
    let facts = CustomsFacts::default();
    let change = |of| {
        subject(standing, AwaitsCustoms::No, of, &facts)
            .change()
            .ok()
    };
    assert_eq!(change(&takes), Some(Resolution::Amend));
    assert_eq!(change(&refuses), None);
    assert!(takes.takes(Action::Amend, standing) && refuses.takes(Action::Invalidate, standing));
}

/// What is done with a declaration in every status, where it must change or go.
#[test]
fn every_status_says_how_a_declaration_is_changed_and_withdrawn() {
    let able = capabilities(Family::Customs);
    let facts = CustomsFacts::default();
    let unable = Capabilities {
        actions: &[Action::Submit],
        ..able.clone()
    };
    let covered = [
        (Status::Amendable, Status::Accepted),
        (Status::AmendmentError, Status::Accepted),
        (Status::Amendable, Status::UnderControl),
        (Status::Amendable, Status::Released),
        (Status::Amending, Status::Accepted),
        (Status::InvalidationError, Status::Released),
        (Status::InvalidationError, Status::Accepted),
    ];
    let covered = covered.map(|(status, covered)| Standing {
        status,
        covered: Some(covered),
    });
    let plain = Family::Customs.statuses().into_iter().map(Standing::plain);
    let mut text = String::new();
    for standing in plain.chain(covered) {
        for (awaits, of) in [
            (AwaitsCustoms::No, &able),
            (AwaitsCustoms::No, &unable),
            (AwaitsCustoms::Yes, &able),
            (AwaitsCustoms::Unknown, &able),
        ] {
            let subject = subject(standing, awaits, of, &facts);
            text += &format!(
                "{} over {:?} {awaits:?} {}\n  change: {}\n  withdraw: {}\n",
                standing.status,
                standing.covered,
                of.actions.len(),
                resolved(subject.change()),
                resolved(subject.withdraw())
            );
        }
    }
    let subject = subject(
        Standing::plain(Status::Accepted),
        AwaitsCustoms::No,
        &able,
        &facts,
    );
    let fixed = subject.fixed(&["a.b".into(), "c".into()]);
    text += &resolved(Err(fixed));
    insta::assert_snapshot!(text);
}

/// How a message ended, by its type and by what was there.
#[test]
fn an_outcome_is_named_by_what_was_asked_for() {
    let mut text = String::new();
    for message_type in [
        None,
        Some(MessageType::New),
        Some(MessageType::Replace),
        Some(MessageType::Update),
        Some(MessageType::Upsert),
    ] {
        for existed in [false, true] {
            let names = [Ok(()), Err(())].map(|done| outcome(message_type, existed, done).as_str());
            text += &format!("{message_type:?} {existed}: {names:?}\n");
        }
    }
    insta::assert_snapshot!(text);
}

/// A flow is named, chosen by a table, or the only one.
#[test]
fn a_flow_is_chosen_by_name_by_table_or_as_the_only_one() {
    let table = |cell: &str| {
        json!({"table": {
            "name": "selection",
            "inputs": [{"name": "declType", "type": "code"}],
            "outputs": [{"name": "flow", "type": "text"}],
            "rows": [{"id": "1", "conditions": ["\"EX\""], "outputs": [cell]}],
        }})
    };
    let steps = json!([{"name": "first", "declarationType": "sea", "system": "plain",
                        "jurisdiction": "DE"}]);
    let import = json!({"name": "Import", "direction": "IN", "steps": steps.clone()});
    let settings = json!({"flowSelection": "selection"});
    let mut text = String::new();
    for (name, flow, kind, table) in [
        ("only", None, "EX", None),
        ("named", Some("Flow"), "EX", None),
        ("of the other direction", Some("Import"), "EX", None),
        ("unknown", Some("Other"), "EX", None),
        ("no table", None, "EX", Some(None)),
        ("named beside the table", Some("Flow"), "EX", Some(None)),
        ("by table", None, "EX", Some(Some(table("\"Flow\"")))),
        ("no row", None, "CO", Some(Some(table("\"Flow\"")))),
        ("no such flow", None, "EX", Some(Some(table("\"Gone\"")))),
        ("no name", None, "EX", Some(Some(table("")))),
    ] {
        let mut world = World::new(steps.clone()).and(ConfigurationKind::Flow, "Import", &import);
        if let Some(table) = table {
            world = world.and(ConfigurationKind::Settings, "settings", &settings);
            if let Some(table) = table {
                world = world.and(ConfigurationKind::DecisionTable, "selection", &table);
            }
        }
        let mut content = goods(&[("a", "DE")]);
        content["declType"] = json!(kind);
        let mut message = shipment("New", content);
        message["customsFlow"] = json!(flow);
        send(&mut world, name, message);
        let rows = &world.store.shipments;
        let flow = rows
            .first()
            .and_then(|row| row.flow.as_deref())
            .unwrap_or("none");
        let refused: Vec<&str> = world
            .told
            .lines()
            .filter(|line| line.contains("ingestion:"))
            .collect();
        text += &format!("{name}: {flow} {}\n", short(&refused.join("")));
    }
    insta::assert_snapshot!(text);
}

#[test]
fn without_a_direction_no_flow_fits() {
    let flow = json!({"name": "Flow", "direction": "OUT", "steps": []});
    let flow: Flow = serde_json::from_value(flow).expect("a flow");
    let flows = [Arc::new(flow)];
    let choice = FlowChoice {
        flows: &flows,
        selection: Some(Err("the table is broken")),
        context: Context::on("2026-11-30".parse().expect("a day")),
        zone: &UTC,
    };
    let mut shipment = CustomsShipment::default();
    let broken = choice
        .choose(&shipment, &mut FiredRows::default())
        .map(drop)
        .expect_err("broken");
    let choice = FlowChoice {
        selection: None,
        ..choice
    };
    let none = choice
        .choose(&shipment, &mut FiredRows::default())
        .map(drop)
        .expect_err("no direction");
    shipment.customs_flow = Some("Flow".to_owned());
    let named = choice
        .choose(&shipment, &mut FiredRows::default())
        .map(drop)
        .expect_err("no direction");
    insta::assert_snapshot!(format!("{broken:?}\n{none:?}\n{named:?}"));
}
