//! Whose message it is: numbers, repetitions, what opens a declaration, what is applied together.

use std::collections::{BTreeMap, BTreeSet};

use cas_gateway::{Correlation, CustomsError, DecodeError, Decoded, Inbound, Opening, OwnSides};
use cas_model::declaration::{CustomsFacts, Direction, Side};
use cas_model::ids::{DeclarationId, MessageId, ShipmentId};
use cas_model::lifecycle::{Event, Family, Status};
use cas_model::message::{MessageDirection, MessageState};
use cas_model::record::{DeclarationRecord, DeclaredAs, Json, ShipmentRecord};
use cas_process::customs::{
    Belongs, KnownNumbers, Left, OwnMessage, PlacedMessage, Telling, clusters, needs_carriers,
    place_message, settle, unreadable,
};
use proptest::prelude::*;
use serde_json::json;

use super::actions::message;
use super::plain::system;
use super::show::short;
use super::world::{Counted, World, at, document, id, tenant};

fn declaration(number: u128) -> DeclarationId {
    DeclarationId(id(number))
}

/// A declaration that customs has, by its numbers: ours, customs', the excise system's.
pub fn holder(number: u128, side: Side, numbers: [Option<&str>; 3]) -> DeclarationRecord {
    let now = at("2026-11-30T08:00:00Z");
    let shipment = ShipmentRecord {
        tenant_id: tenant(),
        id: ShipmentId(id(0x900 + number)),
        external_reference: format!("S{number}"),
        direction: Direction::Out,
        flow: None,
        flow_version: 0,
        run: 1,
        started_steps: Json::default(),
        document: Json::stored("{}"),
        input_changes: Json::default(),
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let [lrn, mrn, arc] = numbers.map(|number| number.map(str::to_owned));
    let declared = DeclaredAs {
        family: Family::Excise,
        system: system("plain"),
        declaration_type: "excise".to_owned(),
        jurisdiction: "DE".to_owned(),
        lrn: lrn.unwrap_or_else(|| format!("LRN{number}")),
    };
    DeclarationRecord {
        side,
        mrn,
        arc,
        lodged_revision: Some(1),
        ..DeclarationRecord::begun(&shipment, declaration(number), declared, now)
    }
}

fn own(message: u128, of: Option<u128>) -> OwnMessage {
    OwnMessage {
        id: MessageId(id(message)),
        declaration: of.map(declaration),
    }
}

/// 1 has every number; 2 and 3 are the two sides of one movement; 4 has ours only; 5 was not sent.
fn known() -> KnownNumbers {
    let mut known = KnownNumbers::default();
    for row in [
        holder(1, Side::Sent, [Some("L1"), Some("M1"), Some("A1")]),
        holder(2, Side::Sent, [Some("L2"), None, Some("A2")]),
        holder(3, Side::Received, [Some("L3"), None, Some("A2")]),
        holder(4, Side::Sent, [Some("L4"), None, None]),
    ] {
        known.hold(&row);
    }
    let mut unsent = holder(5, Side::Sent, [Some("L5"), None, None]);
    unsent.lodged_revision = None;
    known.hold(&unsent);
    let conversations = [("C1", own(0x51, Some(1))), ("C0", own(0x52, None))];
    known.conversations = conversations
        .map(|(name, own)| (name.to_owned(), own))
        .into();
    let messages = [
        ("I1", own(0x53, Some(1))),
        ("I3", own(0x54, Some(3))),
        ("I4", own(0x55, Some(4))),
    ];
    known.own = messages.map(|(name, own)| (name.to_owned(), own)).into();
    known
}

/// What tells the identifier, the ARC, the LRN and the MRN.
fn inbound(numbers: [Option<&str>; 4]) -> Inbound {
    let [identifier, arc, lrn, mrn] = numbers.map(|number| number.map(str::to_owned));
    Inbound {
        message_type: "Accepted".to_owned(),
        correlation: Correlation {
            correlation_identifier: identifier,
            lrn,
            mrn,
            arc,
            ..Correlation::default()
        },
        ..Inbound::default()
    }
}

fn opening(split_from: Option<&str>) -> Opening {
    Opening {
        document: Box::new(document(json!({"declType": "EX"}))),
        lrn: "THEIRS".to_owned(),
        declaration_type: "excise",
        jurisdiction: "FR".to_owned(),
        event: Event::Accepted,
        split_from: split_from.map(str::to_owned),
        own_sides: None,
    }
}

/// Conversation, identifier, ARC, LRN, MRN, and whose it is, or why nobody's.
#[test]
fn all_numbers_of_a_message_name_one_declaration() {
    type Row<'a> = ([Option<&'a str>; 5], Result<&'a [u128], &'a str>);
    let rows: &[Row<'_>] = &[
        // Each alone, and all together.
        ([Some("C1"), None, None, None, None], Ok(&[1])),
        ([None, Some("I1"), None, None, None], Ok(&[1])),
        ([None, None, Some("A1"), None, None], Ok(&[1])),
        ([None, None, None, Some("L1"), None], Ok(&[1])),
        ([None, None, None, None, Some("M1")], Ok(&[1])),
        (
            [Some("C1"), Some("I1"), Some("A1"), Some("L1"), Some("M1")],
            Ok(&[1]),
        ),
        // What is unknown leads nowhere, and is no contradiction where nothing else is known of it.
        ([None, None, None, None, None], Ok(&[])),
        (
            [Some("C9"), Some("I9"), Some("A9"), Some("L9"), Some("M9")],
            Ok(&[]),
        ),
        ([Some("C0"), None, None, None, None], Ok(&[])),
        ([Some("C9"), Some("I9"), None, Some("L1"), None], Ok(&[1])),
        ([None, None, None, Some("L4"), Some("M9")], Ok(&[4])),
        // The two sides of a movement, unless something names one of them.
        ([None, None, Some("A2"), None, None], Ok(&[2, 3])),
        ([None, None, Some("A2"), Some("L2"), None], Ok(&[2, 3])),
        ([None, Some("I3"), Some("A2"), None, None], Ok(&[2, 3])),
        // Customs answers our message by its number, where our number stands otherwise.
        ([None, Some("I1"), None, Some("I1"), Some("M1")], Ok(&[1])),
        // Numbers of two declarations.
        (
            [Some("C1"), Some("I4"), None, None, None],
            Err(
                "conversation C1 is of declaration L1, and the answer to message I4 is of \
                 declaration L4",
            ),
        ),
        (
            [None, None, None, Some("L4"), Some("M1")],
            Err("LRN L4 is of declaration L4, and MRN M1 is of declaration L1"),
        ),
        (
            [None, None, Some("A2"), None, Some("M1")],
            Err(
                "MRN M1 is of declaration L1, and ARC A2 is of declaration L2 and of \
                 declaration L3",
            ),
        ),
        // Another number than the declaration has.
        (
            [None, None, None, Some("L1"), Some("M9")],
            Err("declaration L1 has MRN M1, not M9"),
        ),
        (
            [None, Some("I1"), None, Some("L9"), None],
            Err("declaration L1 has LRN L1, not L9"),
        ),
        (
            [None, None, Some("A9"), None, Some("M1")],
            Err("declaration L1 has ARC A1, not A9"),
        ),
        // The sender's number is unique for the sender only.
        ([None, None, None, Some("L3"), None], Ok(&[3])),
        ([None, None, Some("A9"), Some("L3"), None], Ok(&[])),
        ([None, None, Some("A2"), Some("L9"), None], Ok(&[3])),
        (
            [None, None, None, Some("L5"), None],
            Err("nothing was sent of declaration L5"),
        ),
    ];
    for ([conversation, identifier, arc, lrn, mrn], expected) in rows {
        let message = inbound([*identifier, *arc, *lrn, *mrn]);
        let expected = match expected {
            Ok([]) => Belongs::ToNobody,
            Ok(ids) => Belongs::To(ids.iter().map(|number| declaration(*number)).collect()),
            Err(why) => Belongs::Contradicted((*why).to_owned()),
        };
        let found = known().belongs(&message, *conversation);
        assert_eq!(found, expected, "{message:?} {conversation:?}");
    }
}

/// What customs refuses of what one side of a movement said is of that side alone.
#[test]
fn a_refusal_is_of_the_side_whose_message_it_answers() {
    let mut refusal = inbound([Some("I3"), Some("A2"), None, None]);
    refusal.errors = vec![CustomsError::default()];
    let found = known().belongs(&refusal, None);
    assert_eq!(found, Belongs::To(vec![declaration(3)]));
}

/// A number that was given twice before numbers were unique names nobody.
#[test]
fn a_number_of_two_declarations_of_one_side_names_neither() {
    let mut known = KnownNumbers::default();
    known.hold(&holder(1, Side::Sent, [Some("L1"), Some("M1"), None]));
    known.hold(&holder(2, Side::Sent, [Some("L2"), Some("M1"), None]));
    let told = |lrn| known.belongs(&inbound([None, None, lrn, Some("M1")]), None);
    let why = "MRN M1 is of declaration L1 and of declaration L2";
    assert_eq!(told(None), Belongs::Contradicted(why.to_owned()));
    assert_eq!(told(Some("L2")), Belongs::To(vec![declaration(2)]));
}

/// A part is told in answer to our message about the whole, and is only found by its own number.
#[test]
fn a_part_is_not_the_whole() {
    let mut part = inbound([Some("I1"), None, Some("L1"), Some("M1")]);
    part.opening = Some(opening(Some("A1")));
    assert_eq!(known().belongs(&part, Some("C1")), Belongs::ToNobody);
    part.correlation.arc = Some("A1".to_owned());
    let whole = Belongs::To(vec![declaration(1)]);
    assert_eq!(known().belongs(&part, Some("C1")), whole);
}

/// A number that one message of a batch brings leads the next; a known one stays where it is.
#[test]
fn a_batch_learns_numbers() {
    let mut numbers = known();
    let mut accepted = inbound([None, None, Some("L4"), None]);
    accepted.facts = CustomsFacts {
        mrn: Some("M4".to_owned()),
        arc: Some("A4".to_owned()),
        ..CustomsFacts::default()
    };
    let fourth = Belongs::To(vec![declaration(4)]);
    assert_eq!(numbers.belongs(&accepted, None), fourth);
    numbers.learn(declaration(4), &accepted);
    for later in [
        [None, None, None, Some("M4")],
        [None, Some("A4"), None, None],
    ] {
        assert_eq!(numbers.belongs(&inbound(later), None), fourth);
    }
    accepted.facts.mrn = Some("M5".to_owned());
    numbers.learn(declaration(4), &accepted);
    let other = inbound([None, None, None, Some("M5")]);
    assert_eq!(numbers.belongs(&other, None), Belongs::ToNobody);
    assert!(matches!(
        numbers.belongs(&accepted, None),
        Belongs::Contradicted(_)
    ));
}

#[test]
fn what_a_message_answers() {
    let numbers = known();
    for (identifier, conversation, expected) in [
        (Some("I1"), Some("C0"), Some(0x53)),
        (Some("?"), Some("C1"), Some(0x51)),
        (None, Some("C0"), Some(0x52)),
        (None, Some("C9"), None),
        (Some("?"), None, None),
        (None, None, None),
    ] {
        let answered = numbers.answered(&inbound([identifier, None, None, None]), conversation);
        let expected = expected.map(|number| MessageId(id(number)));
        assert_eq!(answered, expected, "{identifier:?} {conversation:?}");
    }
}

/// What opens a declaration needs the number it is found by.
#[test]
fn a_message_opens_a_declaration_that_later_ones_find() {
    let ids = Counted::from(0x100);
    let mut numbers = known();
    let mut one = inbound([None, None, None, None]);
    let read = MessageId(id(0x61));
    assert_eq!(numbers.open(&ids, &one, read, &[]), []);
    one.opening = Some(opening(None));
    assert_eq!(numbers.open(&ids, &one, read, &[]), []);
    one.facts.arc = Some("NEW".to_owned());
    assert_eq!(numbers.open(&ids, &one, read, &[]), [declaration(0x100)]);
    let opened = declaration(0x100);
    let later = inbound([None, Some("NEW"), None, None]);
    assert_eq!(numbers.belongs(&later, None), Belongs::To(vec![opened]));
    assert_eq!(
        numbers.opened(opened).map(|how| how.side),
        Some(Side::Received)
    );
    // The sender's side of a movement is the one that is split.
    for (split_from, parent) in [("A2", Some(declaration(2))), ("?", None)] {
        one.opening = Some(opening(Some(split_from)));
        one.facts.arc = Some(format!("PART OF {split_from}"));
        let parts = numbers.open(&ids, &one, read, &[]);
        let how = parts.first().and_then(|part| numbers.opened(*part));
        let how = how.expect("how it begins");
        assert_eq!((how.parent, how.side), (parent, Side::Sent), "{split_from}");
        assert_eq!(how.message, read);
        assert_eq!(how.opening, opening(Some(split_from)));
    }
    assert!(numbers.opened(declaration(3)).is_none());
}

/// A movement begins on each side that we are on and that has none; whoever else sends it may number
/// it as we number ours.
#[test]
fn a_movement_begins_on_every_side_that_is_ours() {
    const SENT: Side = Side::Sent;
    const RECEIVED: Side = Side::Received;
    // Sender and receiver are we, its LRN, whether it is a part, whose it is already, what begins.
    type Row<'a> = (
        (bool, bool),
        &'a str,
        bool,
        &'a [u128],
        Result<&'a [Side], &'a str>,
    );
    let rows: &[Row<'_>] = &[
        ((true, false), "L4", false, &[4], Ok(&[])),
        ((true, true), "L4", false, &[4], Ok(&[RECEIVED])),
        ((true, true), "NOBODY", false, &[], Ok(&[SENT, RECEIVED])),
        ((true, false), "NOBODY", false, &[], Ok(&[SENT])),
        ((false, true), "NOBODY", false, &[], Ok(&[RECEIVED])),
        ((false, false), "NOBODY", false, &[], Ok(&[RECEIVED])),
        // Another consignor's number is like ours.
        ((false, true), "L2", false, &[], Ok(&[RECEIVED])),
        (
            (false, true),
            "L4",
            false,
            &[],
            Err("LRN L4 is of declaration L4, which waits for its ARC"),
        ),
        // Parts of what others sent, and of what we did.
        ((false, true), "THEIRS", true, &[], Ok(&[RECEIVED])),
        ((true, false), "THEIRS", true, &[], Ok(&[SENT])),
        ((true, true), "THEIRS", true, &[], Ok(&[SENT, RECEIVED])),
    ];
    for ((is_sender, is_receiver), lrn, is_part, held, expected) in rows {
        let title = format!("{is_sender} {is_receiver} {lrn} {is_part}");
        let mut known = known();
        let mut one = inbound([None, Some("NEW"), Some(lrn), None]);
        one.facts.arc = Some("NEW".to_owned());
        one.opening = Some(Opening {
            own_sides: Some(OwnSides {
                is_sender: *is_sender,
                is_receiver: *is_receiver,
            }),
            ..opening(is_part.then_some("A2"))
        });
        let decoded = Decoded {
            said: vec![one.clone()],
            unread: Vec::new(),
        };
        let message = message(0x61, MessageDirection::Inbound);
        let placed = place_message(&Counted::from(0x100), &mut known, message, decoded);
        let says = placed.says.iter().map(|(id, _)| *id);
        let (opened, moved): (Vec<_>, Vec<_>) = says.partition(|id| known.opened(*id).is_some());
        let held: Vec<DeclarationId> = held.iter().map(|number| declaration(*number)).collect();
        assert_eq!(moved, held, "{title}");
        let sides = opened.iter().filter_map(|id| known.opened(*id));
        let sides: Vec<Side> = sides.map(|how| how.side).collect();
        match expected {
            Ok(expected) => assert_eq!((&*sides, &*placed.left), (*expected, &[][..]), "{title}"),
            Err(why) => assert!(
                format!("{:?}", placed.left).contains(why),
                "{title}: {placed:?}"
            ),
        }
        // Told once more, of both sides now, nothing begins.
        let again = known.open(
            &Counted::from(0x200),
            &one,
            MessageId(id(0x62)),
            &[held, opened].concat(),
        );
        assert!(again.is_empty() || expected.is_err(), "{title}: {again:?}");
    }
}

fn shown(placed: &PlacedMessage) -> String {
    let says = placed.says.iter();
    let says: Vec<String> = says
        .map(|(id, inbound)| format!("{} {:?}", short(&id.to_string()), inbound.content))
        .collect();
    let repeats: Vec<String> = placed
        .repeats
        .iter()
        .map(|id| short(&id.to_string()))
        .collect();
    format!("says {says:?}, repeats {repeats:?}, left {:?}", placed.left)
}

/// Each thing that a message says is placed by itself: one that is not ours, contradicts or cannot
/// be read makes the others no worse; what was told before is not told again.
#[test]
fn each_thing_that_a_message_says_is_placed_by_itself() {
    let says = |content: &str, numbers| Inbound {
        content: Some(content.to_owned()),
        ..inbound(numbers)
    };
    let ours = [None, None, Some("L1"), None];
    let others = [None, None, None, Some("M9")];
    let against = [None, None, Some("L4"), Some("M1")];
    let mut opens = says("opens", others);
    opens.opening = Some(opening(None));
    opens.facts.arc = Some("NEW".to_owned());
    let unread = || DecodeError::UnknownMessage("X".to_owned());
    let mut told = String::new();
    for (said, unread) in [
        (vec![], vec![]),
        (vec![says("a", ours)], vec![]),
        (vec![says("told", ours)], vec![]),
        (vec![says("told", ours), says("b", ours)], vec![]),
        (vec![says("c", ours), says("c", ours)], vec![]),
        (
            vec![says("d", ours), says("e", others), says("f", against)],
            vec![unread()],
        ),
        (vec![says("e", others)], vec![]),
        (
            vec![says("g", [None, Some("A2"), None, None]), opens],
            vec![],
        ),
    ] {
        let ids = Counted::from(0x100);
        let mut numbers = known();
        let telling = Telling::from_message(&says("told", ours), None).expect("a content");
        numbers.record_telling(telling, MessageId(id(0x60)));
        let message = message(0x61, MessageDirection::Inbound);
        let contents: Vec<_> = said.iter().map(|one| one.content.clone()).collect();
        let placed = place_message(&ids, &mut numbers, message, Decoded { said, unread });
        told += &format!("{contents:?}: {}\n", shown(&placed));
    }
    insta::assert_snapshot!(told);
}

/// The same content in another conversation is said of something else.
#[test]
fn a_repetition_is_of_the_same_conversation() {
    let said = || {
        Decoded::from(Inbound {
            content: Some("same".to_owned()),
            ..inbound([None, None, None, None])
        })
    };
    let mut numbers = known();
    let ids = Counted::from(0x100);
    let mut in_conversation = |number: u128, name: &str| {
        let mut message = message(number, MessageDirection::Inbound);
        message.conversation = Some(name.to_owned());
        let placed = place_message(&ids, &mut numbers, message, said());
        (placed.says.len(), placed.repeats.len())
    };
    assert_eq!(in_conversation(0x61, "C1"), (1, 0));
    assert_eq!(in_conversation(0x62, "C1"), (0, 1));
    assert_eq!(in_conversation(0x63, "C9"), (0, 0));
}

/// Messages that share a declaration, directly or through others, are applied together and in
/// their order.
#[test]
fn messages_of_the_same_declarations_are_applied_together() {
    let reads = |of: &[&[u128]]| -> Vec<PlacedMessage> {
        let reads = of.iter().zip(0x60..);
        reads
            .map(|(declarations, number)| PlacedMessage {
                says: declarations
                    .iter()
                    .map(|one| (declaration(*one), Inbound::default()))
                    .collect(),
                ..PlacedMessage::new(message(number, MessageDirection::Inbound))
            })
            .collect()
    };
    for (of, expected) in [
        (&[][..], &[][..]),
        (&[&[1][..]], &[&[0x60_u128][..]]),
        (&[&[1], &[2]], &[&[0x60], &[0x61]]),
        (&[&[1], &[2], &[1]], &[&[0x60, 0x62], &[0x61]]),
        (&[&[1], &[2], &[1, 2]], &[&[0x60, 0x61, 0x62]]),
        (
            &[&[1], &[2], &[3], &[2, 3], &[1]],
            &[&[0x60, 0x64], &[0x61, 0x62, 0x63]],
        ),
        (
            &[&[1], &[2], &[3], &[3, 1], &[2], &[3]],
            &[&[0x60, 0x62, 0x63, 0x65], &[0x61, 0x64]],
        ),
        (
            &[&[1], &[2], &[3], &[4], &[1, 3], &[3, 4], &[4], &[2]],
            &[&[0x60, 0x62, 0x63, 0x64, 0x65, 0x66], &[0x61, 0x67]],
        ),
        (&[&[], &[1], &[]], &[&[0x60], &[0x61], &[0x62]]),
    ] {
        let clusters = clusters(reads(of));
        let clusters: Vec<Vec<u128>> = clusters
            .iter()
            .map(|cluster| {
                cluster
                    .iter()
                    .map(|one| one.message.id.0.as_u128())
                    .collect()
            })
            .collect();
        assert_eq!(clusters, expected, "{of:?}");
    }
}

/// Only a decision on a message of ours can be late.
#[test]
fn our_messages_are_looked_up_where_an_answer_may_be_late() {
    let of = |number, errors: usize| PlacedMessage {
        says: vec![(
            declaration(number),
            Inbound {
                errors: vec![cas_gateway::CustomsError::default(); errors],
                ..Inbound::default()
            },
        )],
        ..PlacedMessage::new(message(0x61, MessageDirection::Inbound))
    };
    let one = declaration(1);
    assert!(!needs_carriers(&[of(1, 0)], one, None));
    assert!(needs_carriers(&[of(1, 0)], one, Some(2)));
    assert!(needs_carriers(&[of(1, 0), of(1, 1)], one, None));
    assert!(!needs_carriers(&[of(2, 1), of(1, 0)], one, None));
    assert!(!needs_carriers(&[], one, None));
}

/// What becomes of a message by what of it is placed: how it is kept, noted, tried again, alerted.
#[test]
fn what_moves_no_declaration_is_kept_and_alerted_once() {
    let left = [
        Left::Unmatched("no such number".to_owned()),
        Left::Contradicted("two declarations".to_owned()),
        Left::Unread("unknown message X".to_owned()),
    ];
    let mut world = World::new(json!([]));
    let received = || {
        let mut row = message(0x61, MessageDirection::Inbound);
        row.state = MessageState::Received;
        row
    };
    for parts in 0..8_usize {
        let parts: Vec<Left> = (0..3)
            .filter(|part| parts & (1 << part) != 0)
            .map(|part: usize| left[part].clone())
            .collect();
        for (name, says, repeats) in [
            ("", vec![], vec![]),
            (
                " beside what is placed",
                vec![(declaration(1), Inbound::default())],
                vec![],
            ),
            (" beside what was told", vec![], vec![0x60]),
            (" beside what itself told", vec![], vec![0x61]),
        ] {
            let placed = PlacedMessage {
                says,
                repeats: repeats.into_iter().map(|of| MessageId(id(of))).collect(),
                left: parts.clone(),
                ..PlacedMessage::new(received())
            };
            world.work(&format!("{parts:?}{name}"), |unit, _, _| {
                settle(unit, &placed, None, 1);
            });
        }
    }
    insta::assert_snapshot!("what_is_left_of_a_message", world.told);
    world.told.clear();
    // Tried again until a day is over; alerted from the second time on, once, whatever was lost.
    let mut row = received();
    for attempt in 1..=8 {
        let placed = PlacedMessage {
            left: vec![left[0].clone()],
            ..PlacedMessage::new(row.clone())
        };
        let title = format!("attempt {attempt}");
        let again = world.work(&title, |unit, _, _| settle(unit, &placed, None, attempt));
        let again = again.expect("it is not matched");
        world.told += &format!("=> {:?} {}\n", again.at, again.why);
        row.state = MessageState::Unmatched;
        row.note = Some(match attempt {
            1 => again.why,
            _ => format!("{}; an operator was alerted", again.why),
        });
    }
    world.work("unreadable", |unit, _, _| {
        unreadable(unit, received(), "not well-formed");
    });
    insta::assert_snapshot!(world.told);
}

/// One consignment of several is its declaration's, or of whoever the conversation is with; alone it
/// must be the conversation's own.
#[test]
fn a_consignment_names_its_declaration_among_several() {
    let mut known = known();
    for (number, status) in [(6, Status::Released), (7, Status::CustomsError)] {
        let lrn = format!("L{number}");
        let mut row = holder(number, Side::Sent, [Some(&lrn), None, None]);
        row.consignment = Some(format!("U{number}"));
        row.status = status;
        known.hold(&row);
    }
    let told = |consignment: &str, is_one_of_several| {
        let mut message = inbound([None, None, None, None]);
        message.correlation.consignment = Some(consignment.to_owned());
        message.correlation.is_one_of_several = is_one_of_several;
        message
    };
    let of = |number| Belongs::To(vec![declaration(number)]);
    for (consignment, is_one_of_several, conversation, expected) in [
        ("U6", true, Some("C1"), of(6)),
        ("U9", true, Some("C1"), of(1)),
        ("U6", true, None, of(6)),
        ("U9", true, None, Belongs::ToNobody),
        ("U6", false, None, of(6)),
        // What was given up is moved no more.
        ("U7", false, None, Belongs::ToNobody),
    ] {
        let message = told(consignment, is_one_of_several);
        assert_eq!(
            known.belongs(&message, conversation),
            expected,
            "{consignment}"
        );
    }
    let contradicted = known.belongs(&told("U6", false), Some("C1"));
    assert!(
        matches!(contradicted, Belongs::Contradicted(_)),
        "{contradicted:?}"
    );
}

/// The numbers of a generated declaration, of one of two tenants.
fn numbered(number: usize, has: [bool; 2]) -> DeclarationRecord {
    let mrn = has[0].then(|| format!("M{number}"));
    let arc = has[1].then(|| format!("A{number}"));
    let lrn = format!("L{number}");
    let numbers = [Some(lrn.as_str()), mrn.as_deref(), arc.as_deref()];
    holder(number as u128, Side::Sent, numbers)
}

proptest! {
    /// Declarations of two tenants, and messages that tell any of their numbers: what is placed
    /// names one declaration of the tenant by all numbers that it has; numbers of two, or another
    /// than it has, contradict; numbers of the other tenant are not known.
    #[test]
    fn a_message_is_of_the_declaration_that_all_its_numbers_name(
        declarations in prop::collection::vec((any::<bool>(), any::<[bool; 2]>()), 1..8),
        told in prop::array::uniform3(prop::option::of(0_usize..8)),
    ) {
        let rows: Vec<(bool, DeclarationRecord)> = declarations
            .iter()
            .enumerate()
            .map(|(number, (is_ours, has))| (*is_ours, numbered(number, *has)))
            .collect();
        let mut known = KnownNumbers::default();
        rows.iter().filter(|(is_ours, _)| *is_ours).for_each(|(_, row)| known.hold(row));
        let [lrn, mrn, arc] = told;
        let written = |letter: char, number: Option<usize>| number.map(|n| format!("{letter}{n}"));
        let (lrn, mrn, arc) = (written('L', lrn), written('M', mrn), written('A', arc));
        let message = inbound([None, arc.as_deref(), lrn.as_deref(), mrn.as_deref()]);
        let ours = || rows.iter().filter(|(is_ours, _)| *is_ours).map(|(_, row)| row);
        let names = |row: &&DeclarationRecord| {
            lrn.as_deref() == Some(&row.lrn)
                || (mrn.is_some() && mrn == row.mrn)
                || (arc.is_some() && arc == row.arc)
        };
        let named: BTreeMap<DeclarationId, &DeclarationRecord> =
            ours().filter(names).map(|row| (row.id, row)).collect();
        match known.belongs(&message, None) {
            Belongs::To(ids) => {
                let ids: BTreeSet<DeclarationId> = ids.into_iter().collect();
                let expected: BTreeSet<DeclarationId> = named.keys().copied().collect();
                prop_assert_eq!(&ids, &expected);
                prop_assert_eq!(ids.len(), 1);
                let row = named.values().next().expect("one");
                prop_assert!(lrn.is_none() || lrn.as_deref() == Some(&row.lrn));
                prop_assert!(mrn.is_none() || row.mrn.is_none() || mrn == row.mrn);
                prop_assert!(arc.is_none() || row.arc.is_none() || arc == row.arc);
            }
            Belongs::ToNobody => prop_assert!(named.is_empty()),
            Belongs::Unsure(why) => prop_assert!(false, "{}", why),
            Belongs::Contradicted(why) => {
                let differs = |row: &&DeclarationRecord| {
                    lrn.as_deref().is_some_and(|lrn| lrn != row.lrn)
                        || (mrn.is_some() && row.mrn.is_some() && mrn != row.mrn)
                        || (arc.is_some() && row.arc.is_some() && arc != row.arc)
                };
                prop_assert!(named.len() > 1 || named.values().any(differs), "{}", why);
            }
        }
    }
}
