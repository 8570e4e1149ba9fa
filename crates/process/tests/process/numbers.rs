//! Whose message it is: numbers, repetitions, what opens a declaration, what is applied together.

use std::collections::HashMap;

use cas_gateway::{Correlation, Inbound, Opening};
use cas_model::declaration::CustomsFacts;
use cas_model::ids::{DeclarationId, MessageId};
use cas_model::lifecycle::Event;
use cas_model::message::MessageDirection;
use cas_process::customs::{
    KnownNumbers, PlacedMessage, Placing, clusters, needs_carriers, place, unplaced,
};
use serde_json::json;

use super::actions::message;
use super::show::short;
use super::world::{Counted, World, at, document, id};

fn declaration(number: u128) -> DeclarationId {
    DeclarationId(id(number))
}

fn table(name: &str, number: u128) -> HashMap<String, DeclarationId> {
    HashMap::from([(name.to_owned(), declaration(number))])
}

fn known() -> KnownNumbers {
    let mut known = KnownNumbers::default();
    known.conversations = HashMap::from([
        ("C1".to_owned(), (MessageId(id(0x51)), Some(declaration(1)))),
        ("C2".to_owned(), (MessageId(id(0x52)), None)),
    ]);
    known.identifiers = table("I", 2);
    known.ours = HashMap::from([("I".to_owned(), MessageId(id(0x53)))]);
    known.lrns = table("L", 4);
    known.mrns = table("M", 5);
    known.arcs = table("A", 3);
    known
}

fn inbound(numbers: [Option<&str>; 4]) -> Inbound {
    let [identifier, arc, lrn, mrn] = numbers.map(|number| number.map(str::to_owned));
    Inbound {
        message_type: "Accepted".to_owned(),
        correlation: Correlation {
            correlation_identifier: identifier,
            lrn,
            mrn,
            arc,
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
    }
}

/// Conversation, identifier, ARC, LRN, MRN.
#[test]
fn numbers_are_tried_in_their_order() {
    for (numbers, conversation, expected) in [
        (
            [Some("I"), Some("A"), Some("L"), Some("M")],
            Some("C1"),
            Some(1),
        ),
        (
            [Some("I"), Some("A"), Some("L"), Some("M")],
            Some("C2"),
            Some(2),
        ),
        (
            [Some("I"), Some("A"), Some("L"), Some("M")],
            Some("C9"),
            Some(2),
        ),
        ([Some("I"), Some("A"), Some("L"), Some("M")], None, Some(2)),
        ([Some("?"), Some("A"), Some("L"), Some("M")], None, Some(3)),
        ([None, Some("A"), Some("L"), Some("M")], None, Some(3)),
        ([None, None, Some("L"), Some("M")], None, Some(4)),
        ([None, Some("?"), Some("?"), Some("M")], None, Some(5)),
        ([None, None, None, Some("M")], Some("C2"), Some(5)),
        (
            [Some("?"), Some("?"), Some("?"), Some("?")],
            Some("C2"),
            None,
        ),
        ([None, None, None, None], None, None),
    ] {
        let found = known().declaration_of(&inbound(numbers), conversation);
        assert_eq!(
            found,
            expected.map(declaration),
            "{numbers:?} {conversation:?}"
        );
    }
}

/// A part is told in answer to our message about the whole, and is only found by its own number.
#[test]
fn a_part_is_not_the_whole() {
    let mut part = inbound([Some("I"), None, Some("L"), Some("M")]);
    part.opening = Some(opening(Some("A")));
    assert_eq!(known().declaration_of(&part, Some("C1")), None);
    part.correlation.arc = Some("A".to_owned());
    assert_eq!(
        known().declaration_of(&part, Some("C1")),
        Some(declaration(3))
    );
    part.opening = Some(opening(None));
    assert_eq!(
        known().declaration_of(&part, Some("C1")),
        Some(declaration(1))
    );
}

/// A number that one message of a batch brings leads the next; a known one stays where it is.
#[test]
fn a_batch_learns_numbers() {
    let mut numbers = known();
    let mut accepted = inbound([None, None, Some("L"), None]);
    accepted.facts = CustomsFacts {
        mrn: Some("M2".to_owned()),
        arc: Some("A2".to_owned()),
        ..CustomsFacts::default()
    };
    assert_eq!(
        numbers.declaration_of(&accepted, None),
        Some(declaration(4))
    );
    for later in [
        [None, None, None, Some("M2")],
        [None, Some("A2"), None, None],
    ] {
        assert_eq!(
            numbers.declaration_of(&inbound(later), None),
            Some(declaration(4))
        );
    }
    accepted.facts.mrn = Some("M".to_owned());
    accepted.facts.arc = Some("A".to_owned());
    numbers.declaration_of(&accepted, None);
    assert_eq!(
        (numbers.mrns["M"], numbers.arcs["A"]),
        (declaration(5), declaration(3))
    );
}

#[test]
fn what_a_message_answers() {
    let numbers = known();
    for (identifier, conversation, expected) in [
        (Some("I"), Some("C1"), Some(0x53)),
        (Some("?"), Some("C1"), Some(0x51)),
        (None, Some("C2"), Some(0x52)),
        (None, Some("C9"), None),
        (Some("?"), None, None),
        (None, None, None),
    ] {
        let answered = numbers.answered(&inbound([identifier, None, None, None]), conversation);
        let expected = expected.map(|number| MessageId(id(number)));
        assert_eq!(answered, expected, "{identifier:?} {conversation:?}");
    }
}

#[test]
fn a_message_is_repeated_by_its_identifier_from_another_message() {
    let mut numbers = KnownNumbers::default();
    let mut one = inbound([None, None, None, None]);
    let (first, second) = (MessageId(id(0x61)), MessageId(id(0x62)));
    assert!(!numbers.is_repetition(&one, first));
    assert!(!numbers.is_repetition(&one, second));
    one.identifier = Some("X".to_owned());
    assert!(!numbers.is_repetition(&one, first));
    // Read again by the same message it is no repetition.
    assert!(!numbers.is_repetition(&one, first));
    assert!(numbers.is_repetition(&one, second));
}

/// What opens a declaration needs the number it is found by.
#[test]
fn a_message_opens_a_declaration_that_later_ones_find() {
    let ids = Counted::from(0x100);
    let mut numbers = known();
    let mut one = inbound([None, None, None, None]);
    let read = MessageId(id(0x61));
    assert_eq!(numbers.open(&ids, &one, read), None);
    one.opening = Some(opening(None));
    assert_eq!(numbers.open(&ids, &one, read), None);
    one.facts.arc = Some("NEW".to_owned());
    let opened = numbers.open(&ids, &one, read).expect("it is opened");
    assert_eq!(opened, declaration(0x100));
    assert_eq!(numbers.arcs["NEW"], opened);
    for (split_from, parent) in [("A", Some(declaration(3))), ("?", None)] {
        one.opening = Some(opening(Some(split_from)));
        let part = numbers.open(&ids, &one, read).expect("it is opened");
        let how = numbers.opened(part).expect("how it begins");
        assert_eq!(how.parent, parent, "{split_from}");
        assert_eq!((how.arc.as_str(), how.message), ("NEW", read));
        assert_eq!(how.opening, opening(Some(split_from)));
    }
    assert!(numbers.opened(declaration(3)).is_none());
    assert_eq!(numbers.opened(opened).map(|how| how.parent), Some(None));
}

fn placed(placing: &Placing) -> String {
    short(&match placing {
        Placing::Declarations(says) => says
            .iter()
            .map(|(id, inbound)| format!("{id} {:?}; ", inbound.identifier))
            .collect(),
        Placing::Duplicate(first) => format!("duplicate {:?}", first.identifier),
        Placing::Unmatched(first) => format!("unmatched {:?}", first.identifier),
        Placing::Empty => "empty".to_owned(),
    })
}

/// All of a message is placed, or none of it.
#[test]
fn a_message_is_placed_whole() {
    let says = |identifier: &str, numbers| Inbound {
        identifier: Some(identifier.to_owned()),
        ..inbound(numbers)
    };
    let l = [None, None, Some("L"), None];
    let m = [None, None, None, Some("M")];
    let nothing = [None, None, Some("?"), None];
    let mut opens = says("O", nothing);
    opens.opening = Some(opening(None));
    opens.facts.arc = Some("NEW".to_owned());
    let mut told = String::new();
    for said in [
        vec![],
        vec![says("1", l)],
        vec![says("SEEN", l)],
        vec![says("SEEN", l), says("2", m)],
        vec![says("3", l), says("4", nothing)],
        vec![says("5", nothing)],
        vec![says("6", m), opens],
    ] {
        let ids = Counted::from(0x100);
        let mut numbers = known();
        numbers.seen.insert("SEEN".to_owned(), MessageId(id(0x60)));
        let message = message(0x61, MessageDirection::Inbound);
        let identifiers: Vec<_> = said.iter().map(|one| one.identifier.clone()).collect();
        let placing = place(&ids, &mut numbers, &message, said);
        told += &format!("{identifiers:?}: {}\n", placed(&placing));
    }
    insta::assert_snapshot!(told);
}

/// The conversation of a message leads it too.
#[test]
fn a_message_is_placed_by_its_conversation() {
    let mut message = message(0x61, MessageDirection::Inbound);
    message.conversation = Some("C1".to_owned());
    let said = vec![inbound([None, None, None, None])];
    let placing = place(&Counted::from(0x100), &mut known(), &message, said);
    assert_eq!(
        placed(&placing),
        format!("{} None; ", short(&declaration(1).to_string()))
    );
}

/// Messages that share a declaration, directly or through others, are applied together and in
/// their order.
#[test]
fn messages_of_the_same_declarations_are_applied_together() {
    let reads = |of: &[&[u128]]| -> Vec<PlacedMessage> {
        let reads = of.iter().zip(0x60..);
        reads
            .map(|(declarations, number)| PlacedMessage {
                message: message(number, MessageDirection::Inbound),
                says: declarations
                    .iter()
                    .map(|one| (declaration(*one), Inbound::default()))
                    .collect(),
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
        message: message(0x61, MessageDirection::Inbound),
        says: vec![(
            declaration(number),
            Inbound {
                errors: vec![cas_gateway::CustomsError::default(); errors],
                ..Inbound::default()
            },
        )],
    };
    let one = declaration(1);
    assert!(!needs_carriers(&[of(1, 0)], one, None));
    assert!(needs_carriers(&[of(1, 0)], one, Some(2)));
    assert!(needs_carriers(&[of(1, 0), of(1, 1)], one, None));
    assert!(!needs_carriers(&[of(2, 1), of(1, 0)], one, None));
    assert!(!needs_carriers(&[], one, None));
}

/// What is not placed is kept, tried again, and alerted once.
#[test]
fn what_moves_no_declaration_is_kept_and_alerted() {
    let mut world = World::new(json!([]));
    let mut row = message(0x61, MessageDirection::Inbound);
    let mut one = inbound([Some("I9"), Some("A9"), Some("L9"), Some("M9")]);
    one.identifier = Some("X".to_owned());
    for attempt in 0..=8 {
        row.conversation = (attempt == 1).then(|| "C1".to_owned());
        let again = world.work(&format!("attempt {attempt}"), |unit, _, _| {
            unplaced::unmatched(unit, &row, &one, attempt)
        });
        world.told += &format!("=> {:?} {}\n", again.at, again.why);
        one.correlation = Correlation::default();
    }
    world.work("again", |unit, _, _| unplaced::repetition(unit, &row, &one));
    world.work("unreadable", |unit, _, _| {
        unplaced::unreadable(unit, &row, unplaced::UNCLEAR);
    });
    assert_eq!(world.now, at("2026-11-30T08:00:00Z"));
    insta::assert_snapshot!(world.told);
}
