//! One value, comparison or range of a cell, by the type of its column.

use super::days::{day, moved_day};
use super::{Place, Speller};
use crate::error::{Span, TextError};
use crate::language::lexer::tokens;
use crate::language::token::TokenKind;
use crate::language::typing::Lowered;
use crate::note::NoteCode;
use crate::value::ValueType;

/// Signs that compare, the longer ones first, and what the language has for them.
const COMPARISONS: &[(&str, &str)] = &[
    ("<=", "<="),
    (">=", ">="),
    ("!=", "!="),
    ("<>", "!="),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "!="),
    ("<", "<"),
    (">", ">"),
    ("=", "="),
];

/// A word of so many letters may be a code in small letters; a longer one is rather a name.
const SMALL_LETTERS: usize = 4;
/// Most characters of a code without quotes.
const WORD_CHARACTERS: usize = 35;

/// How a value stands in its cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// To be equal or unequal to; or a result.
    Equal,
    /// To be less or greater than.
    Limit,
    /// An end of a range.
    End,
}

impl Speller<'_> {
    pub(super) fn holds_codes(&self) -> bool {
        matches!(self.kind, ValueType::Code | ValueType::TariffCode)
    }

    fn is_result(&self) -> bool {
        matches!(self.place, Place::Result(_))
    }

    /// One of the tests of a condition, or a result.
    pub(super) fn item(&mut self, item: Span) -> Lowered<()> {
        if self.is_result() {
            return self.value(item, Role::Equal);
        }
        if self.kind.is_ordered() && self.two_limits(item) {
            return Ok(());
        }
        let text = self.text(item);
        let found = COMPARISONS.iter().find(|(sign, _)| text.starts_with(sign));
        if let Some((written, sign)) = found {
            let behind = item.start + written.chars().count();
            let rest = self.trimmed(Span::new(behind, item.end));
            self.replace(Span::new(item.start, behind), (*sign).to_owned());
            let role = match *sign {
                "=" | "!=" => Role::Equal,
                _ => Role::Limit,
            };
            return self.value(rest, role);
        }
        match self.range(item)? {
            true => Ok(()),
            false => self.value(item, Role::Equal),
        }
    }

    /// `>= 1 and < 5` of a column is `[1..5)`.
    fn two_limits(&mut self, item: Span) -> bool {
        let text = self.text(item);
        let Some((first, second)) = text.split_once(" and ") else {
            return false;
        };
        let (Some(first), Some(second)) = (limit(first), limit(second)) else {
            return false;
        };
        let (lower, upper) = match (first.0.starts_with('>'), second.0.starts_with('>')) {
            (true, false) => (first, second),
            (false, true) => (second, first),
            (true, true) | (false, false) => return false,
        };
        let value = |text: &str| self.literal(text).unwrap_or_else(|| text.to_owned());
        let (open, close) = (
            if lower.0 == ">=" { '[' } else { '(' },
            if upper.0 == "<=" { ']' } else { ')' },
        );
        let interval = format!("{open}{}..{}{close}", value(lower.1), value(upper.1));
        self.replace(item, interval);
        true
    }

    /// A range with its brackets, without them, or with a dash between codes or days.
    fn range(&mut self, item: Span) -> Lowered<bool> {
        let text = self.text(item);
        let last = text.chars().last();
        let is_bracketed =
            text.starts_with(['[', '(', ']']) && matches!(last, Some(']' | ')' | '['));
        if let Some((left, right)) = text.split_once("..").filter(|_| is_bracketed) {
            let dots = item.start + left.chars().count();
            let is_one = right.matches("..").count() == 0 && !left.contains(',');
            if is_one {
                self.value(self.trimmed(Span::new(item.start + 1, dots)), Role::End)?;
                self.value(self.trimmed(Span::new(dots + 2, item.end - 1)), Role::End)?;
            }
            return Ok(true);
        }
        let is_range_type = self.kind.is_ordered() || self.holds_codes();
        if let Some((left, right)) = text.split_once("..").filter(|_| is_range_type) {
            let ends = [left, right].map(|end| self.end_of_range(end));
            if let [Some(from), Some(to)] = ends {
                self.replace(item, format!("[{from}..{to}]"));
                return Ok(true);
            }
            return Ok(false);
        }
        Ok(self.dashed(item, &text))
    }

    /// `8701-8705`, `01.01.2026 - 31.01.2026`.
    fn dashed(&mut self, item: Span, text: &str) -> bool {
        let is_day = self.kind == ValueType::Date && day(text).is_none();
        let parts = match is_day {
            true => text.split_once(" - ").or_else(|| text.split_once('-')),
            false => text.split_once('-').filter(|_| self.holds_codes()),
        };
        let Some((from, to)) = parts else {
            return false;
        };
        let ends = [from, to].map(|end| match is_day {
            true => day(end),
            false => digits_of(end),
        });
        let [Some(from), Some(to)] = ends else {
            return false;
        };
        if self.kind == ValueType::Code && from.len() != to.len() {
            return false;
        }
        let range = format!("[{from}..{to}]");
        if !is_day {
            let message = format!("{text} is read as {range}: the codes from {from} to {to}");
            self.remark(NoteCode::ReadAsRange, message);
        }
        self.replace(item, range);
        true
    }

    /// An end of a range that was written without brackets.
    fn end_of_range(&self, text: &str) -> Option<String> {
        let text = text.trim();
        let is_plain = !text.is_empty() && !text.contains(['(', ')', '[', ']', '<', '>', '=', '"']);
        is_plain.then(|| self.literal(text).unwrap_or_else(|| text.to_owned()))
    }

    /// A day or the digits of a code, where it is written as nobody but people do.
    fn literal(&self, text: &str) -> Option<String> {
        match self.kind {
            ValueType::Date => day(text).or_else(|| moved_day(text, &self.names.names)),
            ValueType::TariffCode => digits_of(text),
            ValueType::Text | ValueType::Number | ValueType::Boolean | ValueType::Code => None,
        }
    }

    fn value(&mut self, value: Span, role: Role) -> Lowered<()> {
        let text = self.text(value);
        match self.kind {
            ValueType::Number => computed_constant(&text, value),
            ValueType::Date => {
                if let Some(day) = self.literal(&text) {
                    self.replace(value, day);
                }
                Ok(())
            }
            ValueType::Boolean => {
                let small = text.to_lowercase();
                if matches!(small.as_str(), "true" | "false") {
                    self.replace(value, small);
                }
                Ok(())
            }
            ValueType::Code | ValueType::TariffCode if is_quoted(&text) => {
                self.small_letters(&text);
                refuse_star(&text, value)
            }
            ValueType::TariffCode => {
                self.tariff_code(value, &text, role);
                Ok(())
            }
            ValueType::Code => {
                self.small_letters(&text);
                self.code(value, &text, role)
            }
            ValueType::Text => {
                self.trimmed_text(value, &text);
                Ok(())
            }
        }
    }

    /// Texts of fields have no space around them, so one of a cell that has finds none.
    fn trimmed_text(&mut self, value: Span, text: &str) {
        let inside = text
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'));
        let inside = inside.filter(|inside| !inside.contains(['"', '\\']));
        let trimmed = inside.map(str::trim).filter(|trimmed| !trimmed.is_empty());
        if let Some(trimmed) = trimmed {
            self.replace(value, format!("\"{trimmed}\""));
        }
    }

    /// `8703.21*`, `8703 21 10`: the digits count.
    fn tariff_code(&mut self, value: Span, text: &str, role: Role) {
        let (code, star) = match text.strip_suffix('*') {
            Some(code) if role == Role::Equal && !self.is_result() => (code, "*"),
            Some(_) => return,
            None => (text, ""),
        };
        let Some(digits) = digits_of(code) else {
            return;
        };
        if star.is_empty() && role == Role::Equal && digits.len() % 2 == 1 {
            let message = format!(
                "{digits} has {} digits: is a zero missing? It is kept as it stands",
                digits.len()
            );
            self.remark(NoteCode::OddTariffCode, message);
            return self.replace(value, format!("\"{digits}\""));
        }
        self.replace(value, format!("{digits}{star}"));
    }

    /// `DE`, `Y9*`: what is no input and no word of the language is a code.
    fn code(&mut self, value: Span, text: &str, role: Role) -> Lowered<()> {
        let (word, is_prefix) = match text.strip_suffix('*') {
            Some(word) => (word.trim_end(), true),
            None => (text, false),
        };
        let is_digits = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
        if role != Role::Equal || is_digits || !self.is_word(word) {
            return Ok(());
        }
        let code = word.to_uppercase();
        match is_prefix {
            true if self.is_result() => {}
            true => self.replace(value, format!("starts with(?, \"{code}\")")),
            false => self.replace(value, format!("\"{code}\"")),
        }
        Ok(())
    }

    /// Whether a word is a code, and neither an input nor a word of the language.
    fn is_word(&self, word: &str) -> bool {
        let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/');
        let is_plain = word.starts_with(char::is_alphanumeric) && word.chars().all(is_inside);
        if !is_plain || word.chars().count() > WORD_CHARACTERS {
            return false;
        }
        let looks_like_a_code = word.chars().any(|c| c.is_ascii_digit())
            || !word.chars().any(char::is_lowercase)
            || word.chars().count() <= SMALL_LETTERS;
        let is_of_the_language = |kind: &TokenKind| match kind {
            // Excel writes its truth values so, and as codes they stand in capitals.
            TokenKind::True | TokenKind::False => false,
            TokenKind::Unknown(_) | TokenKind::Number(_) | TokenKind::Minus | TokenKind::Slash => {
                false
            }
            _ => true,
        };
        let found = tokens(word, &self.names.names).unwrap_or_default();
        let is_input = |name: &&str| name.eq_ignore_ascii_case(word);
        looks_like_a_code
            && !self.names.names.iter().any(is_input)
            && !found.iter().any(|token| is_of_the_language(&token.kind))
    }

    /// A pattern of small letters finds no code: codes stand in capitals.
    fn small_letters(&mut self, text: &str) {
        let Some((_, pattern)) = text.split_once("matches(?") else {
            return;
        };
        let mut is_escaped = false;
        let wants_small = pattern.chars().any(|c| {
            let found = c.is_ascii_lowercase() && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            found
        });
        if wants_small && !pattern.contains("(?i") {
            let message =
                "codes stand in capitals, this pattern wants small letters; write capitals";
            self.remark(NoteCode::SmallLettersInPattern, message.to_owned());
        }
    }
}

/// The sign and the value of `>= 5`; none for what compares more than once.
fn limit(text: &str) -> Option<(&'static str, &str)> {
    let text = text.trim();
    let (written, sign) = COMPARISONS
        .iter()
        .find(|(written, _)| text.starts_with(written))?;
    let value = text[written.len()..].trim();
    let is_one = !value.is_empty()
        && !value.contains(['<', '>', '=', '"', '[', ']', '?'])
        && ![" and ", " or ", " in "]
            .iter()
            .any(|word| value.contains(word));
    (is_one && sign.starts_with(['<', '>'])).then_some((*sign, value))
}

/// The digits of a tariff code, without its dots and spaces.
fn digits_of(text: &str) -> Option<String> {
    let text = text.trim();
    let is_code = text.starts_with(|c: char| c.is_ascii_digit())
        && text.ends_with(|c: char| c.is_ascii_digit())
        && !text.contains("..");
    let digits: String = text.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
    (is_code && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

fn is_quoted(text: &str) -> bool {
    text.starts_with('"') && text.ends_with('"') && text.len() > 1
}

fn refuse_star(text: &str, span: Span) -> Lowered<()> {
    let inside = text.trim_matches('"');
    if !inside.contains('*') {
        return Ok(());
    }
    let message = match inside.strip_suffix('*') {
        Some(start) if !start.contains('*') => format!(
            "a star in quotes is a star; write {inside} without quotes for codes that begin with {start}"
        ),
        Some(_) | None => "no code holds a star; write it without".to_owned(),
    };
    Err(TextError::new(span, message))
}

/// `1-5` and `3/4` are computed, and hardly ever meant so.
fn computed_constant(text: &str, span: Span) -> Lowered<()> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ' ' | '-' | '/');
    let is_constant = text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(is_part);
    let parts = |sign: char| {
        text.split_once(sign)
            .map(|(left, right)| (left.trim(), right.trim()))
    };
    let message = match (parts('-'), parts('/')) {
        _ if !is_constant => return Ok(()),
        (Some((left, right)), _) => format!(
            "{text} would be computed; write [{left}..{right}] for the range, or the number it comes to"
        ),
        (None, Some(_)) => format!("{text} would be computed; write the number it comes to"),
        (None, None) => return Ok(()),
    };
    Err(TextError::new(span, message))
}
