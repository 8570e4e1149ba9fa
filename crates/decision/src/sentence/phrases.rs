//! The words of a sentence, in each language: whole clauses with places for names and values.

use std::ops::Bound;

use jiff::civil::Date;

use super::words::{ColumnWords, Language, is_flag};
use crate::expression::Expression;
use crate::period::Length;
use crate::predicate::Test;
use crate::table::{Input, Output, OutputMode};
use crate::value::Value;

/// Clauses in one language.
pub(super) struct Phrases<'t> {
    pub(super) language: Language,
    words: &'t ColumnWords,
    inputs: &'t [Input],
}

impl<'t> Phrases<'t> {
    pub(super) fn new(words: &'t ColumnWords, inputs: &'t [Input]) -> Self {
        Self {
            language: words.language,
            words,
            inputs,
        }
    }

    /// One of two words, by the language.
    pub(super) fn say(&self, english: &'static str, german: &'static str) -> &'static str {
        match self.language {
            Language::English => english,
            Language::German => german,
        }
    }

    /// What an input is called.
    pub(super) fn called(&self, at: usize) -> &str {
        let word = self.words.inputs.get(at).filter(|word| !word.is_empty());
        let name = || self.inputs.get(at).map_or("?", |input| input.name.as_str());
        word.map_or_else(name, String::as_str)
    }

    pub(super) fn sentence(&self, conditions: &[String], results: &[String]) -> String {
        let (and, nothing) = (
            self.say(" and ", " und "),
            self.say("do nothing", "nichts tun"),
        );
        let results = match results {
            [] => nothing.to_owned(),
            results => results.join(and),
        };
        match (self.language, conditions) {
            (Language::English, []) => format!("Always {results}."),
            (Language::German, []) => format!("Immer {results}."),
            (Language::English, conditions) => {
                format!("When {}, {results}.", conditions.join(and))
            }
            (Language::German, conditions) => {
                format!("Wenn {}, {results}.", conditions.join(and))
            }
        }
    }

    pub(super) fn switched_off(&self) -> &'static str {
        self.say("Switched off. ", "Ausgeschaltet. ")
    }

    /// The days of a row, as the beginning of its sentence.
    pub(super) fn validity(&self, from: Option<Date>, to: Option<Date>) -> String {
        let day = |day: Date| self.day(day);
        match (self.language, from.map(day), to.map(day)) {
            (_, None, None) => String::new(),
            (Language::English, Some(from), None) => format!("From {from}: "),
            (Language::English, None, Some(to)) => format!("Until {to}: "),
            (Language::English, Some(from), Some(to)) => format!("From {from} until {to}: "),
            (Language::German, Some(from), None) => format!("Ab {from}: "),
            (Language::German, None, Some(to)) => format!("Bis {to}: "),
            (Language::German, Some(from), Some(to)) => format!("Von {from} bis {to}: "),
        }
    }

    /// The condition of a column.
    pub(super) fn condition(&self, at: usize, negated: bool, tests: &[Test]) -> String {
        let subject = self.called(at);
        let equal: Vec<&Value> = tests.iter().filter_map(equals).collect();
        let begins: Vec<&str> = tests.iter().filter_map(beginning).collect();
        if equal.len() == tests.len() {
            return self.is_one_of(subject, negated, &equal);
        }
        if begins.len() == tests.len() {
            return self.begins_with(subject, negated, &begins);
        }
        let mut parts = Vec::new();
        if !equal.is_empty() {
            parts.push(self.is_one_of(subject, false, &equal));
        }
        if !begins.is_empty() {
            parts.push(self.begins_with(subject, false, &begins));
        }
        let others = tests.iter().filter_map(|test| self.other(subject, test));
        parts.extend(others);
        let joined = parts.join(self.say(" or ", " oder "));
        match (negated, parts.len(), self.language) {
            (false, 1, _) => joined,
            (false, _, _) => format!("({joined})"),
            (true, _, Language::English) => format!("it is not so that {joined}"),
            (true, _, Language::German) => format!("nicht gilt, dass {joined}"),
        }
    }

    fn is_one_of(&self, subject: &str, negated: bool, values: &[&Value]) -> String {
        let values: Vec<String> = values.iter().map(|value| self.value(value)).collect();
        let several = values.len() > 1;
        match (self.language, negated, several) {
            (Language::English, false, _) => format!("{subject} is {}", self.any(&values)),
            (Language::English, true, false) => format!("{subject} is not {}", self.any(&values)),
            (Language::English, true, true) => {
                format!("{subject} is none of {}", self.any(&values))
            }
            (Language::German, false, _) => format!("{subject} {} ist", self.any(&values)),
            (Language::German, true, false) => {
                format!("{subject} nicht {} ist", self.any(&values))
            }
            (Language::German, true, true) => {
                format!("{subject} keines von {} ist", self.any(&values))
            }
        }
    }

    fn begins_with(&self, subject: &str, negated: bool, beginnings: &[&str]) -> String {
        let beginnings: Vec<String> = beginnings.iter().map(|it| (*it).to_owned()).collect();
        let beginnings = self.any(&beginnings);
        match (self.language, negated) {
            (Language::English, false) => format!("{subject} begins with {beginnings}"),
            (Language::English, true) => format!("{subject} does not begin with {beginnings}"),
            (Language::German, false) => format!("{subject} mit {beginnings} beginnt"),
            (Language::German, true) => format!("{subject} nicht mit {beginnings} beginnt"),
        }
    }

    /// A test that is neither equality nor a beginning; those are told together.
    fn other(&self, subject: &str, test: &Test) -> Option<String> {
        Some(match test {
            Test::Equal(_) | Test::Prefix(_) => return None,
            Test::Null => format!("{subject} {}", self.say("is missing", "fehlt")),
            Test::Differs(value) => self.is_one_of(subject, true, &[value]),
            Test::Interval(ends) => self.between(subject, &ends.0, &ends.1),
            Test::Expression(expression) => self.clause(expression),
        })
    }

    fn between(&self, subject: &str, lower: &Bound<Value>, upper: &Bound<Value>) -> String {
        if let Some((first, last)) = codes_between(lower, upper) {
            return match self.language {
                Language::English => format!("{subject} begins with {first} to {last}"),
                Language::German => format!("{subject} mit {first} bis {last} beginnt"),
            };
        }
        let ends = [self.lower_end(lower), self.upper_end(upper)];
        let ends: Vec<String> = ends.into_iter().flatten().collect();
        let ends = ends.join(self.say(" and ", " und "));
        match self.language {
            Language::English => format!("{subject} is {ends}"),
            Language::German => format!("{subject} {ends} ist"),
        }
    }

    fn lower_end(&self, end: &Bound<Value>) -> Option<String> {
        Some(match end {
            Bound::Unbounded => return None,
            Bound::Included(Value::Date(day)) => {
                format!("{} {}", self.day(*day), self.say("or later", "oder später"))
            }
            Bound::Excluded(Value::Date(day)) => {
                format!("{} {}", self.say("after", "nach dem"), self.day(*day))
            }
            Bound::Included(value) => {
                format!(
                    "{} {}",
                    self.say("at least", "mindestens"),
                    self.value(value)
                )
            }
            Bound::Excluded(value) => {
                format!(
                    "{} {}",
                    self.say("more than", "größer als"),
                    self.value(value)
                )
            }
        })
    }

    fn upper_end(&self, end: &Bound<Value>) -> Option<String> {
        Some(match end {
            Bound::Unbounded => return None,
            Bound::Included(Value::Date(day)) => {
                format!(
                    "{} {}",
                    self.day(*day),
                    self.say("or earlier", "oder früher")
                )
            }
            Bound::Excluded(Value::Date(day)) => {
                format!("{} {}", self.say("before", "vor dem"), self.day(*day))
            }
            Bound::Included(value) => {
                format!("{} {}", self.say("at most", "höchstens"), self.value(value))
            }
            Bound::Excluded(value) => {
                format!(
                    "{} {}",
                    self.say("less than", "kleiner als"),
                    self.value(value)
                )
            }
        })
    }

    /// `A`, `A or B`, `A, B or C`.
    fn any(&self, values: &[String]) -> String {
        match values {
            [] => String::new(),
            [only] => only.clone(),
            [before @ .., last] => {
                format!("{}{}{last}", before.join(", "), self.say(" or ", " oder "))
            }
        }
    }

    /// What a result does with its field; none where it does nothing.
    pub(super) fn result(
        &self,
        output: &Output,
        called: &str,
        value: &Expression,
    ) -> Option<String> {
        if output.mode.removes() {
            return self.removal(output.mode, called, value);
        }
        let appends = output.name.contains("[+]");
        let computed = self.computed(value);
        if matches!(value, Expression::Null) {
            return Some(match self.language {
                Language::English => format!("leave {called} empty"),
                Language::German => format!("{called} leer lassen"),
            });
        }
        Some(match (self.language, output.mode) {
            (Language::English, _) if appends => format!("add {called} {computed}"),
            (Language::German, _) if appends => format!("{called} {computed} hinzufügen"),
            (Language::English, OutputMode::Override) => {
                format!("set {called} to {computed}, whatever was deduced before")
            }
            (Language::German, OutputMode::Override) => {
                format!("{called} auf {computed} setzen, was immer vorher hergeleitet wurde")
            }
            (Language::English, OutputMode::WarnIfDifferent) => {
                format!("fill {called} with {computed}, or warn where it differs")
            }
            (Language::German, OutputMode::WarnIfDifferent) => {
                format!("{called} mit {computed} füllen oder warnen, wo es abweicht")
            }
            (Language::English, OutputMode::Replace) => {
                format!("replace {called} by {computed}")
            }
            (Language::German, OutputMode::Replace) => {
                format!("{called} durch {computed} ersetzen")
            }
            (Language::English, _) => format!("fill {called} with {computed}"),
            (Language::German, _) => format!("{called} mit {computed} füllen"),
        })
    }

    fn removal(&self, mode: OutputMode, called: &str, value: &Expression) -> Option<String> {
        if is_flag(value, false) || matches!(value, Expression::Null) {
            return None;
        }
        let act = match (self.language, mode) {
            (Language::English, OutputMode::RemoveElement) => {
                format!("remove the element that holds {called}")
            }
            (Language::German, OutputMode::RemoveElement) => {
                format!("das Element mit {called} entfernen")
            }
            (Language::English, _) => format!("remove {called}"),
            (Language::German, _) => format!("{called} entfernen"),
        };
        if is_flag(value, true) {
            return Some(act);
        }
        let condition = self.clause(value);
        Some(match self.language {
            Language::English => format!("{act} if {condition}"),
            Language::German => format!("{act}, wenn {condition}"),
        })
    }

    /// A length of time in its largest whole unit.
    pub(super) fn span(&self, length: Length) -> String {
        let (count, one, many) = match length {
            Length::Days(days) => (days, self.say("day", "Tag"), self.say("days", "Tage")),
            Length::Months(months) if months % 12 == 0 => (
                months / 12,
                self.say("year", "Jahr"),
                self.say("years", "Jahre"),
            ),
            Length::Months(months) => (
                months,
                self.say("month", "Monat"),
                self.say("months", "Monate"),
            ),
        };
        format!("{count} {}", if count == 1 { one } else { many })
    }
}

fn equals(test: &Test) -> Option<&Value> {
    match test {
        Test::Equal(value) => Some(value),
        Test::Null
        | Test::Differs(_)
        | Test::Prefix(_)
        | Test::Interval(_)
        | Test::Expression(_) => None,
    }
}

fn beginning(test: &Test) -> Option<&str> {
    match test {
        Test::Prefix(prefix) => Some(prefix),
        Test::Null
        | Test::Equal(_)
        | Test::Differs(_)
        | Test::Interval(_)
        | Test::Expression(_) => None,
    }
}

/// The first and the last beginning of a range of codes, which is kept as the texts from the first
/// to before what follows the last.
fn codes_between(lower: &Bound<Value>, upper: &Bound<Value>) -> Option<(String, String)> {
    let (Bound::Included(Value::Text(first)), Bound::Excluded(Value::Text(behind))) =
        (lower, upper)
    else {
        return None;
    };
    let mut last: Vec<char> = behind.chars().collect();
    let digit = last.pop()?;
    let before = char::from_u32(u32::from(digit).checked_sub(1)?)?;
    if !before.is_ascii_digit() {
        return None;
    }
    last.push(before);
    Some((first.to_string(), last.into_iter().collect()))
}
