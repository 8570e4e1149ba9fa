//! Updates of a shipment: what is made, left, edited, amended, withdrawn, and what must wait.

use std::collections::BTreeSet;

use cas_model::Patch;
use cas_model::document::CustomsShipment;
use cas_model::lifecycle::{Event, Status};
use cas_model::record::Json;
use cas_process::ingestion::update::{UpdatedShipment, deduction_days};
use cas_process::run::Trigger;
use serde_json::{Value, json};

use super::carried::{accept, go_on, goods, release, send, shipment, steps};
use super::world::{World, at, shipment as shipment_row, tenant};

fn update(content: Value) -> Value {
    json!({"messageType": "Update", "externalReference": "S1", "direction": "OUT",
           "singleAdministrativeDocument": content})
}

fn items(items: Value) -> Value {
    update(json!({"goodsShipment": {"governmentAgencyGoodsItems": items}}))
}

/// A shipment with a declaration for Germany and one for France.
fn started(auto_submit: &str) -> World {
    let mut world = World::new(steps(auto_submit));
    send(
        &mut world,
        "new",
        shipment("New", goods(&[("a", "DE"), ("b", "FR"), ("c", "DE")])),
    );
    world.told.clear();
    world.now = at("2026-11-30T09:00:00Z");
    world
}

/// Goods as they are sent without references of ours: what says the same is the same.
fn listed(items: &[(&str, &str)]) -> Value {
    let items = items
        .iter()
        .map(|(name, country)| json!({"containerIdentification": name, "exportCountry": country}));
    json!({"declType": "EX",
           "goodsShipment": {"governmentAgencyGoodsItems": items.collect::<Vec<_>>()}})
}

const ALL: &[(&str, &str)] = &[("a", "DE"), ("b", "FR"), ("c", "DE")];

/// The same as [`started`], by goods without references.
fn started_with_list() -> World {
    let mut world = World::new(steps("never"));
    send(&mut world, "new", shipment("New", listed(ALL)));
    world.told.clear();
    world.now = at("2026-11-30T09:00:00Z");
    world
}

/// The goods for France are gone.
fn without_b() -> Value {
    update(listed(&[("a", "DE"), ("c", "DE")]))
}

/// Customs has none of it: documents are edited, made and cancelled.
#[test]
fn an_update_before_customs_has_anything() {
    let mut world = started("never");
    send(
        &mut world,
        "nothing changes",
        update(json!({"declType": "EX"})),
    );
    send(
        &mut world,
        "the head changes",
        update(json!({"declType": "CO"})),
    );
    let moved = json!([{"casReference": "b", "exportCountry": "NO"}]);
    send(&mut world, "an item goes elsewhere", items(moved));
    let mut told = world.told;
    let mut world = started_with_list();
    send(&mut world, "an item is removed", without_b());
    let added = update(listed(&[
        ("a", "DE"),
        ("c", "DE"),
        ("d", "FR"),
        ("e", "CH"),
    ]));
    send(&mut world, "items are added", added);
    let elsewhere = update(listed(&[("c", "NO"), ("d", "FR"), ("e", "CH")]));
    send(&mut world, "items are gone and elsewhere", elsewhere);
    told += &world.told;
    insta::assert_snapshot!(told);
}

/// What is left of the goods, given by their whole list.
#[test]
fn goods_that_are_gone_withdraw_their_declaration() {
    let mut told = String::new();
    for (name, events) in [
        ("valid", &[Event::ValidationPassed][..]),
        (
            "refused by customs",
            &[
                Event::ValidationPassed,
                Event::SubmissionRequested,
                Event::DeclarationRejected,
            ],
        ),
        (
            "on its way",
            &[Event::ValidationPassed, Event::SubmissionRequested],
        ),
    ] {
        let mut world = started_with_list();
        world.facts(1, events);
        send(&mut world, name, without_b());
        told += &world.told;
    }
    for (name, events) in [
        ("accepted", &[][..]),
        ("amendable", &[Event::AmendmentOpened]),
        (
            "amendment error",
            &[
                Event::AmendmentOpened,
                Event::AmendmentRequested,
                Event::AmendmentRejected,
            ],
        ),
        (
            "amending",
            &[Event::AmendmentOpened, Event::AmendmentRequested],
        ),
        ("released", &[Event::Released]),
        ("not released", &[Event::ReleaseRefused]),
        (
            "invalidated",
            &[Event::InvalidationRequested, Event::Invalidated],
        ),
    ] {
        let mut world = started_with_list();
        world.facts(1, &[Event::ValidationPassed]);
        accept(&mut world, 1, "MRN1");
        world.facts(1, events);
        send(&mut world, name, without_b());
        told += &world.told;
    }
    insta::assert_snapshot!(told);
}

/// An invalidation that cannot be written refuses the update.
#[test]
fn an_update_whose_message_cannot_be_written_is_refused_whole() {
    let mut world = started_with_list();
    world.facts(1, &[Event::ValidationPassed]);
    accept(&mut world, 1, "MRN1");
    world.set_connection(json!({"unsupported": "Invalidate"}));
    send(&mut world, "not writable", without_b());
    insta::assert_snapshot!(world.told);
}

/// Customs has it: an amendment is opened, and sent where the step sends by itself.
#[test]
fn an_update_amends_what_customs_has() {
    for auto_submit in ["never", "always"] {
        let mut world = started("never");
        world.facts(0, &[Event::ValidationPassed]);
        accept(&mut world, 0, "MRN1");
        if auto_submit == "always" {
            world = reconfigured(world);
        }
        let change =
            |value: &str| items(json!([{"casReference": "a", "transportChargesMethod": value}]));
        send(&mut world, "amended", change("A"));
        if auto_submit == "always" {
            world.facts(0, &[Event::AmendmentRejected]);
        }
        world.now = at("2026-11-30T10:00:00Z");
        send(&mut world, "changed again", change("B"));
        if auto_submit == "always" {
            send(&mut world, "in flight", change("C"));
            world.facts(0, &[Event::AmendmentAccepted]);
        }
        let back = items(json!([{"casReference": "a", "transportChargesMethod": null}]));
        send(&mut world, "taken back", back);
        insta::assert_snapshot!(format!("amended_{auto_submit}"), world.told);
    }
}

/// The same world, whose flow sends by itself from now on.
fn reconfigured(world: World) -> World {
    let mut other = World::new(steps("always"));
    other.store = world.store;
    other.now = world.now;
    other.ids = world.ids;
    other
}

/// An amendment that a person has opened is the person's to send; one for an update is ours.
#[test]
fn an_amendment_of_a_person_is_not_sent_by_an_update() {
    let change =
        |value: &str| items(json!([{"casReference": "a", "transportChargesMethod": value}]));
    let mut world = started("never");
    world.facts(0, &[Event::ValidationPassed]);
    accept(&mut world, 0, "MRN1");
    let mut world = reconfigured(world);
    world.on(0, "a person amends", |unit, state, _| {
        let entry = cas_process::declaration::FactNote::by("ann");
        cas_process::customs::amend::open(unit, state, entry);
    });
    send(&mut world, "not sent", change("A"));
    assert_eq!(world.store.declarations[0].status, Status::Amendable);
    assert!(world.store.messages.is_empty());
    insta::assert_snapshot!(world.told);
}

/// What customs takes by no amendment, or takes none of any more.
#[test]
fn an_update_that_comes_too_late_is_refused() {
    let mut told = String::new();
    for (name, events, change) in [
        ("fixed", &[][..], json!({"declType": "CO"})),
        (
            "released",
            &[Event::Released],
            json!({"goodsShipment": {"destination": "US"}}),
        ),
        (
            "under control",
            &[Event::ControlAnnounced],
            json!({"goodsShipment": {"destination": "US"}}),
        ),
        (
            "invalidating",
            &[Event::InvalidationRequested],
            json!({"goodsShipment": {"destination": "US"}}),
        ),
    ] {
        let mut world = started("never");
        world.facts(0, &[Event::ValidationPassed]);
        accept(&mut world, 0, "MRN1");
        world.facts(0, events);
        send(&mut world, name, update(change));
        told += &world.told;
    }
    insta::assert_snapshot!(told);
}

/// Documents that were deduced as of another day need what was loaded as of that day.
#[test]
fn what_customs_has_is_compared_as_of_its_day() {
    let mut world = started("never");
    world.facts(0, &[Event::ValidationPassed]);
    accept(&mut world, 0, "MRN1");
    world.now = at("2026-12-02T10:00:00Z");
    let change = update(json!({"goodsShipment": {"destination": "US"}}));
    send(&mut world, "nothing was loaded", change.clone());
    let day = "2026-11-30".parse().expect("a day");
    let other = World::new(steps("never"));
    world.inputs.take_day(day, other.inputs);
    send(&mut world, "as of the day", change);
    insta::assert_snapshot!(world.told);
    let states: Vec<_> = (0..2).map(|at| world.store.state(at)).collect();
    let states: Vec<_> = states.iter().collect();
    let days = deduction_days(&states, at("2026-12-02T10:00:00Z"));
    assert_eq!(days, BTreeSet::from([day]));
}

/// A step whose condition does not hold any more waits again, and finds what it made.
#[test]
fn a_later_step_waits_again_and_finds_what_it_made() {
    let mut world = started_with_list();
    release(&mut world, 0, "MRN1");
    release(&mut world, 1, "MRN2");
    go_on(&mut world, "the second step", &Trigger::State);
    let more = [ALL, &[("d", "NO")]].concat();
    send(
        &mut world,
        "another first declaration",
        update(listed(&more)),
    );
    release(&mut world, 3, "MRN3");
    go_on(&mut world, "all are released again", &Trigger::State);
    insta::assert_snapshot!(world.told);
}

/// A later step takes over from what an update has just changed.
#[test]
fn a_later_step_takes_over_what_the_update_changed() {
    let mut steps = steps("never");
    steps[1]["start"] = json!({"on": "shipmentCreated"});
    steps[1]["takeOver"] = json!([
        {"step": "first", "from": "declType",
         "to": "goodsShipment.previousDocuments[+].refNum"},
        {"step": "first", "from": "lrn", "to": "goodsShipment.ucr.traderReference"},
    ]);
    let mut world = World::new(steps);
    send(&mut world, "new", shipment("New", listed(ALL)));
    world.told.clear();
    send(
        &mut world,
        "the head changes",
        update(json!({"declType": "CO"})),
    );
    send(&mut world, "one is withdrawn", without_b());
    insta::assert_snapshot!(world.told);
}

/// What was withdrawn by a person is not made again while nothing of it has changed; what an
/// update withdrew is made again when its goods come back.
#[test]
fn what_was_withdrawn_is_made_again_only_when_it_changed() {
    let mut world = started("never");
    world.facts(1, &[Event::CancellationRequested]);
    send(&mut world, "left withdrawn", update(json!({})));
    assert_eq!(world.store.declarations.len(), 2);
    let other = items(json!([{"casReference": "b", "transportChargesMethod": "A"}]));
    send(&mut world, "its goods have changed", other);
    assert_eq!(world.store.declarations.len(), 3);
    send(&mut world, "withdrawn by the update", without_b());
    send(&mut world, "its goods come back", update(listed(ALL)));
    assert_eq!(world.store.declarations.len(), 4);
    assert_eq!(world.store.declarations[3].instance_seq, 4);
    // A record of before digests is compared by its goods.
    let mut world = started("never");
    world.facts(1, &[Event::CancellationRequested]);
    world.store.declarations[1].formed_digest = None;
    let other = items(json!([{"casReference": "b", "transportChargesMethod": "A"}]));
    send(&mut world, "the same goods", other);
    assert_eq!(world.store.declarations.len(), 2);
    let more = [ALL, &[("d", "FR")]].concat();
    send(&mut world, "more goods", update(listed(&more)));
    assert_eq!(world.store.declarations.len(), 3);
}

/// Manual edits stay with their declaration, and are in conflict where something else is given.
#[test]
fn manual_edits_survive_an_update_or_are_in_conflict() {
    let mut world = started("never");
    super::edits::by_hand(&mut world, 0, json!({"declType": "CO"}));
    send(
        &mut world,
        "kept",
        update(json!({"goodsShipment": {"destination": "US"}})),
    );
    send(&mut world, "in conflict", update(json!({"declType": "IM"})));
    insta::assert_snapshot!(world.told);
}

/// The number that customs knows a declaration by stays; before, the shipment's is taken.
#[test]
fn a_number_that_comes_later_is_for_what_was_not_sent() {
    let mut told = String::new();
    for is_sent in [false, true] {
        let mut world = World::new(steps("never"));
        send(&mut world, "new", shipment("New", goods(&[("a", "DE")])));
        world.told.clear();
        if is_sent {
            accept(&mut world, 0, "MRN1");
        }
        let lrn = world.store.declarations[0].lrn.clone();
        let title = format!("a number, sent {is_sent}");
        send(
            &mut world,
            &title,
            update(json!({"functionRefNum": "OURS"})),
        );
        let now = &world.store.declarations[0].lrn;
        assert_eq!(now == "OURS", !is_sent, "{lrn} {now}");
        told += &world.told;
    }
    insta::assert_snapshot!(told);
}

fn patch(value: Value) -> Patch {
    Patch::check(CustomsShipment::shape(), value).expect("an update")
}

/// An update of nothing makes a shipment; one that does not fit names what it is about.
#[test]
fn an_update_fits_what_is_there_or_says_why_not() {
    let mut row = shipment_row();
    let text = json!({
        "externalReference": "S1", "direction": "OUT", "company": "C1", "messageType": "New",
        "singleAdministrativeDocument": {"declType": "EX"},
    })
    .to_string();
    row.document = Json::stored(text);
    let mut begun = row.clone();
    begun.flow = None;
    let mut told = String::new();
    for (name, existing) in [
        ("none", None),
        ("some", Some(&row)),
        ("customs'", Some(&begun)),
    ] {
        for change in [
            json!({"messageType": "Upsert", "externalReference": "S1", "direction": "OUT",
                   "company": "C2", "singleAdministrativeDocument": {"declType": "CO"}}),
            json!({"messageType": "Update", "externalReference": "S1", "direction": "OUT",
                   "company": "C2", "singleAdministrativeDocument": {"goodsShipment":
                   {"governmentAgencyGoodsItems": [{"casReference": "zzz", "seqNum": 1}]}}}),
        ] {
            let updated = UpdatedShipment::from_update(&patch(change), existing).expect("read");
            let typed = serde_json::to_string(&updated.shipment).expect("JSON");
            told += &format!(
                "{name}: {} {:?}\n{typed}\n",
                updated.document.as_str(),
                updated.fits
            );
        }
    }
    insta::assert_snapshot!(told);
    row.document = Json::stored("nothing");
    let error = UpdatedShipment::from_update(&patch(json!({"company": "C2"})), Some(&row));
    assert!(
        error
            .expect_err("not read")
            .to_string()
            .contains("what is stored is no")
    );
    assert_eq!(row.tenant_id, tenant());
}
