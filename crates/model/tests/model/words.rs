//! The words, numbers, codes and territories that the model knows, whole.

use std::fmt::Write as _;

use cas_model::declaration::DutyState;
use cas_model::declaration_types::Need;
use cas_model::document::discriminators::{canonical, tariff_of};
use cas_model::formats;
use cas_model::ids::SystemCode;
use cas_model::lifecycle::Deadline;
use cas_model::master_data::MasterDataKind;
use cas_model::notification::{KINDS, ShipmentOutcome, sub_kinds};
use cas_model::record::DeliveryState;
use cas_model::structure::calendar_date;
use cas_model::{Action, Direction, Event, Family, Status, territory};

#[test]
fn every_word_is_read_as_it_is_written() {
    fn words<T: Copy + PartialEq + std::fmt::Debug>(
        all: &[T],
        write: impl Fn(T) -> &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> String {
        assert_eq!(read("no such word"), None);
        let words = all.iter().map(|one| {
            let word = write(*one);
            assert_eq!(read(word), Some(*one), "{word}");
            word
        });
        words.collect::<Vec<_>>().join(" ")
    }
    let mut story = String::new();
    let mut tell = |what: &str, words: String| {
        writeln!(story, "{what}: {words}").expect("text takes text");
    };
    tell(
        "statuses",
        words(Status::ALL, Status::as_str, Status::parse),
    );
    tell("actions", words(Action::ALL, Action::as_str, Action::parse));
    tell("events", words(Event::ALL, Event::as_str, Event::parse));
    tell(
        "families",
        words(Family::ALL, Family::as_str, Family::parse),
    );
    let directions = [Direction::In, Direction::Out];
    tell(
        "directions",
        words(&directions, Direction::as_str, Direction::parse),
    );
    let kinds = MasterDataKind::ALL;
    tell(
        "kinds",
        words(kinds, MasterDataKind::as_str, MasterDataKind::parse),
    );
    let deadlines: Vec<&str> = Deadline::ALL.iter().map(|one| one.as_str()).collect();
    tell("deadlines", deadlines.join(" "));
    let duties: Vec<&str> = DutyState::ALL.iter().map(|one| one.as_str()).collect();
    tell("duties", duties.join(" "));
    let outcomes: Vec<&str> = ShipmentOutcome::ALL
        .iter()
        .map(|one| one.as_str())
        .collect();
    tell("outcomes", outcomes.join(" "));
    let needs: Vec<&str> = Need::ALL.iter().map(|one| one.as_str()).collect();
    tell("needs", needs.join(", "));
    for kind in KINDS {
        tell(kind, sub_kinds(kind).expect("a kind").join(" "));
    }
    assert_eq!(sub_kinds("NoSuchEvent"), None);
    insta::assert_snapshot!(story);
}

#[test]
fn every_format_takes_exactly_its_numbers() {
    let arc = "11DKJKA05CB5I1EXW2KL9";
    let mrn = "23GB5SCPZSPYDAUAA1";
    let grn = "24DE0000000000001";
    let mut texts: Vec<String> = [
        "",
        " ",
        "A",
        " A",
        "A ",
        "A B",
        "a",
        "Ä",
        "DE",
        "DE1",
        "D11",
        "1DE",
        "GB123456789012",
        "GB12345678901A",
        "GB123456789012345",
        "XI1234567890123",
        "DE 1",
        "DE004101",
        "D1004101",
        "DE00410a",
        "de004101",
        "24DE000000000000A",
        "24D10000000000001",
        "A4DE0000000000001",
        "24DE000000000-001",
        "24DE0000000000001A123456",
        "24DE00000000000011123456",
        "24DE0000000000001A12345X",
        "24DE000000000000XA123456",
        "24GB5SCPZSPYDAUAX1",
        "25GB5SCPZSPYDAUAX1",
        "25GB5SCPZSPYDAUAA1",
        "25GB5SCPZSPYDAUAE1",
        "25GB5SCPZSPYDAUAF1",
        "25GB5SCPZSPYDAUAJ1",
        "25GB5SCPZSPYDAUAM1",
        "25GB5SCPZSPYDAUAN1",
        "25GB5SCPZSPYDAUAR1",
        "25GB5SCPZSPYDAUAW1",
        "25GB5SCPZSPYDAUAQ1",
        "2XGB5SCPZSPYDAUAA1",
        "23G15SCPZSPYDAUAA1",
        "23GB5sCPZSPYDAUAA1",
        "23GB5SCPZSPYDAUAAA",
        arc,
        mrn,
        grn,
    ]
    .map(str::to_owned)
    .to_vec();
    texts.extend([17, 18, 22, 23, 35, 36].map(|length| "X".repeat(length)));
    // Each of the numbers with one character changed, at every place.
    for number in [arc, mrn, grn] {
        for at in 0..number.len() {
            for other in ["0", "A", "-"] {
                let mut changed = number.to_owned();
                changed.replace_range(at..=at, other);
                texts.push(changed);
            }
        }
        texts.push(number[1..].to_owned());
        texts.push(format!("{number}1"));
    }
    let mut story = String::new();
    for text in &texts {
        let held: Vec<&str> = [
            ("ARC", formats::is_arc(text)),
            ("office", formats::is_customs_office(text)),
            ("EORI", formats::is_eori(text)),
            ("GRN", formats::is_grn(text)),
            ("LRN", formats::is_lrn(text)),
            ("UCR", formats::is_ucr(text)),
            ("check digit", formats::has_valid_check_digit(text)),
        ]
        .into_iter()
        .filter(|(_, holds)| *holds)
        .map(|(name, _)| name)
        .collect();
        let mrn = formats::is_mrn(text);
        let digit = formats::check_digit(text);
        writeln!(story, "{text:?}: {} {mrn:?} {digit:?}", held.join(", ")).expect("text");
    }
    insta::assert_snapshot!(story);
}

#[test]
fn our_own_numbers_are_made_of_time_and_chance() {
    use uuid::Uuid;
    let lrns = [0, 1, 31, 32, 1 << 61, 1 << 62, 1 << 80, u128::MAX]
        .map(|number| formats::lrn_of(Uuid::from_u128(number)));
    let whole = "0123456789ABCDEFGHJKMN";
    let parts = [
        (whole, 1),
        (whole, 12),
        ("ABC", 123),
        (" A B", 4),
        ("X 0123456789ABCDEFGHJK", 1),
    ]
    .map(|(whole, part)| formats::part_lrn(whole, part));
    let mrns = [
        formats::mrn_of(26, "DE", "ABCDEFGHIJKL", 'A'),
        formats::mrn_of(126, "DE", "ABCDEFGHIJKL", 'A'),
        formats::mrn_of(5, "DE", "ABCDEFGHIJKL", 'X'),
        formats::mrn_of(26, "DE", "ABCDEFGHIJKL", 'X'),
        formats::mrn_of(26, "DE", "short", 'A'),
        formats::mrn_of(26, "DE", "ABCDEFGHIJK-", 'A'),
    ];
    insta::assert_snapshot!(format!("{lrns:#?}\n{parts:#?}\n{mrns:#?}"));
}

#[test]
fn territories_know_their_countries_and_their_money() {
    let mut story = String::new();
    let countries = [
        "GB", "XI", "GG", "DE", "DK", "SE", "CH", "AX", "MC", "GF", "ZN", "XX", "",
    ];
    for country in countries {
        let words: Vec<&str> = territory::ALL
            .iter()
            .filter(|of| territory::is_in(of.word, country))
            .map(|of| of.word)
            .collect();
        let (money, union) = (
            territory::currency_of(country),
            territory::is_union_for_goods(country),
        );
        writeln!(story, "{country:?}: {} {money} {union}", words.join(" ")).expect("text");
    }
    for code in ["EL", "el", "UK", "uk", "XU", "DE", ""] {
        writeln!(story, "{code:?} means {:?}", territory::meant_by(code)).expect("text");
    }
    insta::assert_snapshot!(story);
}

#[test]
fn words_are_known_however_they_are_spelled() {
    let mut story = String::new();
    for (record, field, word) in [
        ("PartyReference", "type", "eori"),
        ("PartyReference", "type", "EORI"),
        ("PartyReference", "type", "Eori"),
        ("PartyReference", "type", "e_o-r i"),
        ("PartyReference", "type", "Eoris"),
        ("PartyReference", "type", "Eor"),
        ("PartyReference", "code", "eori"),
        ("Classification", "type", "cn"),
        ("Classification", "type", "taric"),
        ("Nothing", "type", "cn"),
        ("PreviousDocument", "category", "x"),
        ("PreviousDocument", "category", " x "),
        ("PreviousDocument", "category", "X"),
        ("PreviousDocument", "category", "xy"),
        ("PreviousDocument", "category", "1"),
        ("Nothing", "category", "x"),
        ("AdditionalDocument", "category", "c"),
    ] {
        let known = canonical(record, field, word);
        writeln!(story, "{record}.{field} {word:?}: {known:?}").expect("text");
    }
    for code in [
        "12345",
        "123456",
        "1234567",
        "12345678",
        "123456789",
        "1234567890",
        "12345A",
        " 123456 ",
        "",
    ] {
        writeln!(story, "{code:?}: {:?}", tariff_of(code)).expect("text");
    }
    insta::assert_snapshot!(story);
}

#[test]
fn a_systems_code_is_the_text_it_was_made_of() {
    let longest = "a".repeat(30);
    for code in ["ncts", "uk_cds", "p6", longest.as_str()] {
        let read = SystemCode::parse(code).expect("a code");
        assert_eq!((read.as_str(), read.to_string().as_str()), (code, code));
    }
    let too_long = "a".repeat(31);
    for text in ["", "NCTS", "uk-cds", "uk cds", too_long.as_str()] {
        assert_eq!(SystemCode::parse(text), None, "{text}");
    }
}

#[test]
fn a_calendar_date_is_a_day_and_nothing_else() {
    let day = jiff::civil::date(2026, 2, 28);
    assert_eq!(calendar_date("2026-02-28"), Some(day));
    assert_eq!(calendar_date(" 2026-02-28 "), Some(day));
    for text in ["2026-02-29", "2026-02-28T00:00", "28.02.2026", ""] {
        assert_eq!(calendar_date(text), None, "{text}");
    }
}

#[test]
fn what_became_of_a_delivery_is_read_as_it_is_written() {
    for (state, word) in [
        (DeliveryState::Pending, "pending"),
        (DeliveryState::Delivered, "delivered"),
        (DeliveryState::Expired, "expired"),
    ] {
        assert_eq!(
            (state.as_str(), DeliveryState::parse(word)),
            (word, Some(state))
        );
    }
    assert_eq!(DeliveryState::parse("lost"), None);
}
