//! What does the law of one day ask that the law of another does not?
//!
//! Rules begin and end, rows of declaration types too, and codes of the dated lists that are built
//! in. All of it is data, so the difference of two days is read off, not guessed from texts.

use cas_model::declaration_types;
use jiff::civil::Date;

use crate::code_lists::dated;
use crate::law::periods_in;
use crate::rule::RuleEntry;
use crate::rules::REGISTRY;

/// What is different on another day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Holds on the other day only.
    Begins,
    /// Holds on the first day only.
    Ends,
}

impl Turn {
    /// From whether something holds on the one day and on the other; `None` where nothing changes.
    fn between(before: bool, after: bool) -> Option<Self> {
        match (before, after) {
            (false, true) => Some(Self::Begins),
            (true, false) => Some(Self::Ends),
            (true, true) | (false, false) => None,
        }
    }

    /// `begins` or `ends`, as lists of changes write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Begins => "begins",
            Self::Ends => "ends",
        }
    }
}

/// One difference between the law of two days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawChange {
    /// A rule's code, a type and its data element (`H7 14 11`), or the name of a code list.
    pub subject: String,
    /// Whether it begins or ends.
    pub turn: Turn,
    /// The countries or territories, where it is not the same everywhere.
    pub territories: Vec<&'static str>,
    /// What it is: the rule's name, the fields of the row, the codes of the list.
    pub what: String,
}

/// What begins and ends between two days, rules first.
#[must_use]
pub fn changes(day: Date, other: Date) -> Vec<LawChange> {
    let rules = REGISTRY.iter().flat_map(|rule| of_rule(rule, day, other));
    rules
        .chain(of_types(day, other))
        .chain(of_lists(day, other))
        .collect()
}

/// A rule changes in each territory that it names by its own days.
fn of_rule(rule: &RuleEntry, day: Date, other: Date) -> Vec<LawChange> {
    let mut words: Vec<&'static str> = rule.periods.iter().map(|it| it.territory).collect();
    words.sort_unstable();
    words.dedup();
    [Turn::Begins, Turn::Ends]
        .into_iter()
        .filter_map(|turn| {
            let turns = |word: &&'static str| {
                let holds =
                    |on: Date| periods_in(rule.periods, word).any(|it| it.during.includes(on));
                Turn::between(holds(day), holds(other)) == Some(turn)
            };
            let changed: Vec<&'static str> = words.iter().copied().filter(turns).collect();
            let everywhere = changed.len() == words.len();
            let named = changed.iter().filter(|_| !everywhere);
            let named = named.map(|word| if word.is_empty() { "elsewhere" } else { word });
            (!changed.is_empty()).then(|| LawChange {
                subject: rule.code.to_owned(),
                turn,
                territories: named.collect(),
                what: rule.name.to_owned(),
            })
        })
        .collect()
}

fn of_types(day: Date, other: Date) -> impl Iterator<Item = LawChange> {
    let kinds = declaration_types::ALL.iter();
    let rows = kinds.flat_map(|kind| kind.fields.iter().map(move |field| (kind, field)));
    rows.filter_map(move |(kind, field)| {
        let turn = Turn::between(field.during.includes(day), field.during.includes(other))?;
        Some(LawChange {
            subject: format!("{} {}", kind.code, field.number),
            turn,
            territories: Vec::new(),
            what: format!("{}: {}", field.place.path, field.need.as_str()),
        })
    })
}

fn of_lists(day: Date, other: Date) -> impl Iterator<Item = LawChange> {
    dated::all().flat_map(move |list| {
        [Turn::Begins, Turn::Ends]
            .into_iter()
            .filter_map(move |turn| {
                let changed = list.entries.iter().filter(|(_, validity)| {
                    Turn::between(validity.includes(day), validity.includes(other)) == Some(turn)
                });
                let codes: Vec<&str> = changed.map(|(code, _)| *code).collect();
                (!codes.is_empty()).then(|| LawChange {
                    subject: list.name.to_owned(),
                    turn,
                    territories: Vec::new(),
                    what: codes.join(" "),
                })
            })
    })
}
