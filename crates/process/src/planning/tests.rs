//! What each message does in each situation.

use cas_model::Direction;
use cas_model::civil_day::UTC;
use cas_model::document::CustomsShipment;
use cas_model::flow::Flow;
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::Status;
use serde_json::json;

use super::*;

fn flow(name: &str, direction: Direction) -> Arc<Flow> {
    let flow = json!({
        "name": name,
        "version": 1,
        "direction": direction.as_str(),
        "steps": [{
            "name": "transit",
            "declarationType": "transit",
            "system": "ncts",
            "jurisdiction": "DE",
        }],
    });
    Arc::new(serde_json::from_value(flow).expect("a flow"))
}

fn choice(flows: &[Arc<Flow>]) -> FlowChoice<'_> {
    FlowChoice {
        flows,
        selection: None,
        context: cas_decision::Context::on("2026-11-24".parse().expect("a day")),
        zone: &UTC,
    }
}

fn message(message_type: Option<&str>, flow: Option<&str>) -> CustomsShipment {
    serde_json::from_value(json!({
        "messageType": message_type,
        "customsFlow": flow,
        "direction": "OUT",
        "externalReference": "S1",
        "singleAdministrativeDocument": {"goodsShipment": {"governmentAgencyGoodsItems": [{}]}},
    }))
    .expect("a shipment")
}

fn situation(statuses: &[Status]) -> Situation {
    Situation {
        runs_in: Some(RunsIn::Flow("Export".to_owned())),
        declarations: statuses
            .iter()
            .zip(1u128..)
            .map(|(status, n)| ExistingStatus {
                id: DeclarationId(uuid::Uuid::from_u128(n)),
                lrn: format!("L{n}"),
                status: *status,
                is_fate_unknown: false,
            })
            .collect(),
    }
}

#[test]
fn message_types_against_what_exists() {
    let flows = [
        flow("Export", Direction::Out),
        flow("Import", Direction::In),
    ];
    let new = Situation::default();
    let begun_by_customs = || Situation {
        runs_in: Some(RunsIn::NoFlow),
        ..situation(&[Status::Accepted])
    };
    let perhaps_with_customs = || {
        let mut situation = situation(&[Status::Invalid, Status::CustomsError]);
        situation.declarations[1].is_fate_unknown = true;
        situation
    };
    for (message_type, situation, expected) in [
        (None, new.clone(), Ok(Some(0))),
        (Some("New"), new.clone(), Ok(Some(0))),
        (Some("New"), situation(&[]), Err("ShipmentExists")),
        (Some("Replace"), new.clone(), Err("ShipmentUnknown")),
        (Some("Replace"), situation(&[]), Ok(Some(0))),
        (
            Some("Replace"),
            situation(&[Status::Invalid, Status::CustomsError]),
            Ok(Some(2)),
        ),
        (
            Some("Replace"),
            situation(&[Status::Cancelled, Status::New]),
            Ok(Some(1)),
        ),
        (
            Some("Replace"),
            situation(&[Status::New, Status::Submitted]),
            Err("ReplaceInFlight"),
        ),
        (
            Some("Replace"),
            situation(&[Status::Acknowledged]),
            Err("ReplaceInFlight"),
        ),
        (
            Some("Replace"),
            situation(&[Status::New, Status::Accepted]),
            Err("ReplaceTooLate"),
        ),
        (
            Some("Replace"),
            situation(&[Status::Released]),
            Err("ReplaceTooLate"),
        ),
        (
            Some("Replace"),
            situation(&[Status::Invalidated]),
            Err("ReplaceTooLate"),
        ),
        (Some("Replace"), perhaps_with_customs(), Err("FateUnknown")),
        (Some("Update"), perhaps_with_customs(), Ok(None)),
        (Some("Update"), new.clone(), Err("ShipmentUnknown")),
        (Some("Update"), situation(&[Status::Released]), Ok(None)),
        (Some("Upsert"), new.clone(), Ok(Some(0))),
        (Some("Upsert"), situation(&[Status::Submitted]), Ok(None)),
        (Some("Delete"), new, Err("MessageTypeUnknown")),
        (Some("New"), begun_by_customs(), Err("ShipmentExists")),
        (Some("Replace"), begun_by_customs(), Err("BegunByCustoms")),
        (Some("Update"), begun_by_customs(), Err("BegunByCustoms")),
        (Some("Upsert"), begun_by_customs(), Err("BegunByCustoms")),
    ] {
        let message = message(message_type, None);
        let planned = super::message_type(message_type).and_then(|kind| {
            plan(
                kind,
                &message,
                &situation,
                &choice(&flows),
                &mut FiredRows::default(),
            )
        });
        let shown = planned
            .map(|plan| match plan {
                Plan::Start { supersede, .. } => Some(supersede.len()),
                Plan::Update => None,
            })
            .map_err(|refusal| refusal.code.as_str());
        assert_eq!(shown, expected, "{message_type:?} {situation:?}");
    }
}

#[test]
fn flows_are_named_or_the_only_one() {
    let export = flow("Export", Direction::Out);
    let other = flow("Other", Direction::Out);
    let import = flow("Import", Direction::In);
    for (named, flows, expected) in [
        (None, vec![export.clone(), import.clone()], Ok("Export")),
        (None, vec![import.clone()], Err("FlowUnknown")),
        (
            None,
            vec![export.clone(), other.clone()],
            Err("FlowAmbiguous"),
        ),
        (Some("Other"), vec![export.clone(), other], Ok("Other")),
        (
            Some("Import"),
            vec![export.clone(), import],
            Err("FlowUnknown"),
        ),
        (Some("Nothing"), vec![export], Err("FlowUnknown")),
    ] {
        let chosen = choice(&flows);
        let chosen = chosen.choose(&message(None, named), &mut FiredRows::default());
        let shown = chosen
            .map(|flow| flow.name.as_str())
            .map_err(|refusal| refusal.code.as_str());
        assert_eq!(shown, expected, "{named:?}");
    }
}

#[test]
fn a_shipment_without_items_is_refused() {
    let flows = [flow("Export", Direction::Out)];
    let mut empty = message(None, None);
    empty.single_administrative_document = None;
    let refusal = plan(
        MessageType::New,
        &empty,
        &Situation::default(),
        &choice(&flows),
        &mut FiredRows::default(),
    )
    .map(drop)
    .unwrap_err();
    assert_eq!(refusal.code, RefusalCode::NoItems);
}

/// An update stays in its flow: the one it names, or none.
#[test]
fn an_update_keeps_the_flow() {
    let flows = [flow("Export", Direction::Out)];
    let situation = situation(&[Status::New]);
    for (named, expected) in [
        (None, Ok(())),
        (Some("Export"), Ok(())),
        (Some("Other"), Err(RefusalCode::FlowChanged)),
    ] {
        let message = message(Some("Update"), named);
        let planned = plan(
            MessageType::Update,
            &message,
            &situation,
            &choice(&flows),
            &mut FiredRows::default(),
        );
        let shown = planned.map(drop).map_err(|refusal| refusal.code);
        assert_eq!(shown, expected, "{named:?}");
    }
}
