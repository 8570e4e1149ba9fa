//! A pattern means what its places say one after the other: held against an oracle that tries
//! every way.

use proptest::prelude::*;

use super::Pattern;

/// A place: the characters that may stand there, how it is written, how often it may come.
#[derive(Clone, Debug)]
struct Place {
    written: &'static str,
    holds: fn(char) -> bool,
    repeat: (&'static str, usize, usize),
}

/// Characters of a place: how they are written, and which they are.
type Class = (&'static str, fn(char) -> bool);

/// Alternatives of places, each bound to the beginning or the end.
type Alternatives = Vec<(bool, Vec<Place>, bool)>;

/// More often than any text is long.
const MANY: usize = 99;

fn place() -> impl Strategy<Value = Place> {
    let classes: Vec<Class> = vec![
        ("a", |c| c == 'a'),
        ("é", |c| c == 'é'),
        (r"\.", |c| c == '.'),
        (r"\-", |c| c == '-'),
        (".", |c| c != '\n'),
        (r"\d", |c| c.is_ascii_digit()),
        (r"\w", |c| c.is_ascii_alphanumeric() || c == '_'),
        (r"\s", |c| matches!(c, '\t'..='\r' | ' ')),
        ("[a-c]", |c| matches!(c, 'a'..='c')),
        ("[^a-c]", |c| !matches!(c, 'a'..='c')),
        ("[[&&~~]", |c| matches!(c, '[' | '&' | '~')),
        (r"[\d-]", |c| c.is_ascii_digit() || c == '-'),
        (r"[^\]\s]", |c| c != ']' && !matches!(c, '\t'..='\r' | ' ')),
    ];
    let repeats = vec![
        ("", 1, 1),
        ("?", 0, 1),
        ("*", 0, MANY),
        ("+", 1, MANY),
        ("{2}", 2, 2),
        ("{1,}", 1, MANY),
        ("{0,2}", 0, 2),
    ];
    let parts = (prop::sample::select(classes), prop::sample::select(repeats));
    parts.prop_map(|((written, holds), repeat)| Place {
        written,
        holds,
        repeat,
    })
}

fn alternatives() -> impl Strategy<Value = Alternatives> {
    let places = prop::collection::vec(place(), 0..5);
    prop::collection::vec((any::<bool>(), places, any::<bool>()), 1..3)
}

fn written(alternatives: &Alternatives) -> String {
    let one = |(at_start, places, at_end): &(bool, Vec<Place>, bool)| {
        let places: String = places
            .iter()
            .map(|place| format!("{}{}", place.written, place.repeat.0))
            .collect();
        let (start, end) = (
            if *at_start { "^" } else { "" },
            if *at_end { "$" } else { "" },
        );
        format!("{start}{places}{end}")
    };
    let all: Vec<String> = alternatives.iter().map(one).collect();
    all.join("|")
}

/// Whether places fit the beginning of a text, tried in every way.
fn fits(places: &[Place], text: &[char], to_the_end: bool) -> bool {
    let Some((place, rest)) = places.split_first() else {
        return !to_the_end || text.is_empty();
    };
    let (_, least, most) = place.repeat;
    (least..=most.min(text.len())).any(|times| {
        text[..times]
            .iter()
            .all(|character| (place.holds)(*character))
            && fits(rest, &text[times..], to_the_end)
    })
}

fn is_found(alternatives: &Alternatives, text: &[char]) -> bool {
    alternatives.iter().any(|(at_start, places, at_end)| {
        let last = if *at_start { 0 } else { text.len() };
        (0..=last).any(|from| fits(places, &text[from..], *at_end))
    })
}

proptest! {
    #[test]
    fn a_pattern_means_its_places_one_after_the_other(
        alternatives in alternatives(),
        text in "[abcdé.\\-0-9_ \\n\\[\\]&~٣]{0,8}",
    ) {
        let written = written(&alternatives);
        let pattern = Pattern::read(&written).expect("a pattern");
        let characters: Vec<char> = text.chars().collect();
        let expected = is_found(&alternatives, &characters);
        prop_assert_eq!(pattern.matches(&text), expected, "{} in {:?}", written, text);
    }
}

/// What made a matcher of places walk them again from each of them.
#[test]
fn many_optional_places_are_no_trouble() {
    let pattern = format!("{}0b$", "a?".repeat(120));
    let pattern = Pattern::read(&pattern).expect("a pattern");
    let text = "a".repeat(512);
    assert!(!pattern.matches(&text));
    assert!(pattern.matches(&(text.clone() + "0b")));
    assert!(pattern.steps(&text) < 2_000, "{}", pattern.steps(&text));
}

#[test]
fn what_is_refused_is_said_in_a_line() {
    for (pattern, why) in [
        (r"\b", r"\b is not known"),
        (r"a\", r"the pattern ends in \"),
        ("[a-", "a class is not closed; add ]"),
        ("[z-a]", "the class z-.. is the wrong way round"),
        (
            "[]",
            "a class is empty; list the characters between [ and ]",
        ),
        ("(a", "the pattern cannot be read: unclosed group"),
        (
            "a{2,1}",
            "the pattern cannot be read: invalid repetition count range, the start must be <= the end",
        ),
        (
            "(?=a)",
            "the pattern cannot be read: look-around, including look-ahead and look-behind, is not supported",
        ),
        (
            "([^a]{1000}){1000}",
            "the pattern becomes too large; repeat less of it",
        ),
    ] {
        assert_eq!(
            Pattern::read(pattern).err().as_deref(),
            Some(why),
            "{pattern}"
        );
    }
    let deep = "(".repeat(40) + "a" + &")".repeat(40);
    assert!(Pattern::read(&deep).is_err());
    let groups = Pattern::read(r"^(?i:(de|fr)-)?87\d{2}$").expect("groups");
    assert!(groups.matches("DE-8703") && groups.matches("8703") && !groups.matches("IT-8703"));
}
