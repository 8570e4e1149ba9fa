//! Shipments sent, flows gone on with, events told, as the engine does it.

use std::sync::Arc;

use cas_model::declaration::CustomsFacts;
use cas_model::ids::IngestionId;
use cas_model::lifecycle::Event;
use cas_process::declaration::{
    DeclarationState, FactNote, is_withdrawn, revision_at_customs_or_current,
};
use cas_process::deductions::EarlierDeclaration;
use cas_process::ingestion::update::{Update, UpdatedShipment};
use cas_process::ingestion::whole::{self, IncomingShipment, KnownShipment};
use cas_process::ingestion::{Outcome, event};
use cas_process::message::{Message, MessageKind};
use cas_process::planning::Plan;
use cas_process::run::{self, RunLoaded, Trigger, needed_to_go_on};
use serde_json::{Value, json};

use super::show;
use super::world::{World, id, ingestion, tenant};

/// Two steps: one declaration for each destination, then one of all goods once those are released.
pub fn steps(auto_submit: &str) -> Value {
    json!([
        {"name": "first", "declarationType": "sea", "system": "plain", "jurisdiction": "DE",
         "autoSubmit": auto_submit,
         "items": {"groupBy": [{"expression": "item.exportCountry"}]}},
        {"name": "second", "declarationType": "air", "system": "other", "jurisdiction": "EU",
         "autoSubmit": auto_submit,
         "start": {"on": "statusReached", "step": "first", "statuses": ["Released"]},
         "takeOver": [{"step": "first", "from": "mrn",
                       "to": "goodsShipment.previousDocuments[+].refNum"}]},
    ])
}

pub fn goods(items: &[(&str, &str)]) -> Value {
    let items = items
        .iter()
        .map(|(reference, country)| json!({"casReference": reference, "exportCountry": country}));
    json!({"declType": "EX",
           "goodsShipment": {"governmentAgencyGoodsItems": items.collect::<Vec<_>>()}})
}

pub fn shipment(message_type: &str, content: Value) -> Value {
    json!({
        "messageType": message_type, "externalReference": "S1", "direction": "OUT",
        "company": "C1", "plant": "P1", "storageLocationReference": "L1",
        "singleAdministrativeDocument": content,
    })
}

/// What is stored of the run as what later steps take over from.
fn earlier(world: &World) -> Vec<EarlierDeclaration> {
    let rows = world.store.of_run().into_iter();
    let rows = rows.filter(|row| !is_withdrawn(row.status));
    rows.map(|row| {
        let number = revision_at_customs_or_current(&row);
        let mut revisions = world.store.revisions.iter();
        let of_row = revisions.find(|one| one.declaration_id == row.id && one.number == number);
        let mut at_customs = row.clone();
        at_customs.revision = number;
        let revision = of_row.expect("its revision").clone();
        let state = DeclarationState::load(at_customs, &[revision]);
        let state = state.expect("a state");
        EarlierDeclaration {
            id: row.id,
            step: row.step.expect("a step"),
            lrn: row.lrn,
            facts: state.facts,
            document: state.document,
        }
    })
    .collect()
}

fn load_earlier(world: &mut World) {
    if let Some(shipment) = world.store.shipments.last() {
        let id = shipment.id;
        let earlier = earlier(world);
        world.inputs.set_earlier(id, tenant(), &earlier);
    }
}

fn tell(world: &mut World, title: &str, outcome: &Result<Outcome, String>) {
    world.told += &format!("## {title}\n");
    match outcome {
        Ok(outcome) => {
            world.told += &show::effects(&outcome.effects, &outcome.planned);
            if let Some(why) = &outcome.waits {
                world.told += &format!("waits: {why}\n");
            }
        }
        Err(error) => world.told += &format!("fails: {}\n", show::short(error)),
    }
}

/// A message of the customer, carried out as the engine does.
pub fn send(world: &mut World, title: &str, value: Value) {
    send_with(world, title, value, "{}");
}

pub fn send_with(world: &mut World, title: &str, value: Value, options: &str) {
    load_earlier(world);
    let outcome = carry_out(world, value, options);
    tell(world, title, &outcome);
    if let Ok(outcome) = outcome {
        world.store.commit(outcome.effects);
    }
}

fn carry_out(world: &mut World, value: Value, options: &str) -> Result<Outcome, String> {
    let words = |error: anyhow::Error| format!("{error:#}");
    let mut row = ingestion("CustomsShipment", &value.to_string(), options);
    row.id = IngestionId(id(0x70 + world.store.shipments.len() as u128));
    let rows = world.store.of_run();
    let known = world.store.shipments.last().cloned();
    let existing = KnownShipment {
        shipment: known.as_ref(),
        declarations: &rows,
    };
    let message = Message::read(MessageKind::CustomsShipment, value);
    let (message_type, shipment, text, fits) = match message.expect("a shipment") {
        Message::Whole(whole) => {
            let text = serde_json::to_string(&whole.shipment).expect("JSON");
            (whole.message_type, whole.shipment, text, Ok(()))
        }
        Message::Update(update) => {
            let updated =
                UpdatedShipment::from_update(&update.patch, known.as_ref()).map_err(words)?;
            (
                Ok(update.message_type),
                updated.shipment,
                updated.document.into_text(),
                updated.fits,
            )
        }
        Message::Event(_) | Message::MasterData(..) => panic!("it is a shipment"),
    };
    let sent = IncomingShipment {
        ingestion: &row,
        message_type,
        shipment: &shipment,
        document: &text,
        input_changes: cas_model::record::Json::default(),
    };
    world.load_today();
    let inputs = std::mem::take(&mut world.inputs);
    let outcome = match whole::plan(&mut world.unit(), &sent, &inputs, existing).map_err(words)? {
        _ if fits.is_err() => {
            whole::refuse(world.unit(), &sent, existing, fits.expect_err("a refusal"))
        }
        Err(refusal) => whole::refuse(world.unit(), &sent, existing, refusal),
        Ok(Plan::Start { flow, supersede }) => {
            let withdrawn = rows.iter().filter(|row| supersede.contains(&row.id));
            let withdrawn = withdrawn.map(|row| world.store.load(row)).collect();
            whole::start(world.unit(), &sent, &inputs, existing, withdrawn, flow)
        }
        Ok(Plan::Update) => {
            let mut update = Update {
                row: known.clone().expect("a shipment"),
                flow: Arc::clone(
                    inputs
                        .configuration(tenant())
                        .expect("it")
                        .flow("Flow", 1)
                        .expect("it"),
                ),
                states: rows.iter().map(|row| world.store.load(row)).collect(),
                histories: world.store.history.clone(),
                declarations: rows.clone(),
                inputs,
            };
            let outcome = update.carry_out(world.unit(), &sent, existing);
            world.inputs = update.inputs;
            return outcome.map_err(words);
        }
    };
    world.inputs = inputs;
    outcome.map_err(words)
}

/// What is stored of the run, as going on with it needs it.
pub fn loaded(world: &World) -> RunLoaded {
    let shipment = world.store.shipments.last().expect("a shipment");
    let declarations = world.store.of_run();
    let needed = needed_to_go_on(shipment, &declarations).expect("steps");
    let states = needed
        .into_iter()
        .map(|row| (row.id, world.store.load(row)));
    RunLoaded {
        states: states.collect(),
        histories: world.store.history.clone(),
        declarations,
    }
}

/// The flow goes on.
pub fn go_on(world: &mut World, title: &str, trigger: &Trigger) {
    world.load_today();
    load_earlier(world);
    let run = loaded(world);
    let shipment = world.store.shipments.last().expect("a shipment").clone();
    let mut unit = world.unit();
    let started = run::go_on(&mut unit, shipment, run, &world.inputs, trigger);
    let effects = unit.effects;
    world.told += &format!("## {title}\n");
    match started {
        Ok(started) if started.waits.is_some() => {
            world.told += &format!("waits: {:?}\n", started.waits);
        }
        Ok(started) => {
            world.told += &format!("started {} refused {:?}\n", started.steps, started.refused);
            world.told += &show::effects(&effects, &[]);
            world.store.commit(effects);
        }
        Err(error) => world.told += &format!("fails: {error:#}\n"),
    }
}

/// An event of the shipment, carried out.
pub fn happens(world: &mut World, title: &str, value: Value) {
    load_earlier(world);
    let row = ingestion("ShipmentEvent", &value.to_string(), "{}");
    let message = Message::read(MessageKind::ShipmentEvent, value).expect("an event");
    let Message::Event(told) = message else {
        panic!("it is an event");
    };
    let found = (
        world.store.shipments.last().expect("a shipment").clone(),
        loaded(world),
    );
    let outcome = event::carry_out(world.unit(), &row, &told, found, &world.inputs);
    let outcome = outcome.map_err(|error| format!("{error:#}"));
    tell(world, title, &outcome);
    if let Ok(outcome) = outcome {
        world.store.commit(outcome.effects);
    }
}

/// Customs has it, and released it.
pub fn release(world: &mut World, at: usize, mrn: &str) {
    world.facts(at, &[Event::ValidationPassed]);
    accept(world, at, mrn);
    world.facts(at, &[Event::Released]);
}

/// A valid declaration was sent, and customs has accepted it.
pub fn accept(world: &mut World, at: usize, mrn: &str) {
    let mut unit = world.unit();
    let mut state = world.store.state(at);
    state.seal(unit.now);
    state.deduced_on = Some(unit.today_in(&state.row.jurisdiction));
    for event in [Event::SubmissionRequested, Event::Accepted] {
        let entry = FactNote::by("story");
        unit.record(&mut state, event, entry);
    }
    state.take_facts(CustomsFacts {
        mrn: Some(mrn.to_owned()),
        ..CustomsFacts::default()
    });
    unit.save(state).expect("a state");
    let effects = unit.effects;
    world.store.commit(effects);
}
