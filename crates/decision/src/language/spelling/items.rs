//! The values of a cell that stand beside each other, and what must not stand between them.

use super::{Place, Speller};
use crate::error::{Span, TextError};
use crate::language::typing::Lowered;

/// Words before a bracket that is not that of a function.
const NO_FUNCTION: &[&str] = &["not", "in", "and", "or", "if", "then", "else", "between"];

/// A bracket that is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bracket {
    Round,
    /// Of the values of a function.
    Function,
    Square,
    /// The one of `]1..5[`.
    Turned,
}

impl Speller<'_> {
    /// The inside of `not( .. )`, when that is all there is.
    pub(super) fn negated(&self, whole: Span) -> Option<Span> {
        if matches!(self.place, Place::Result(_)) {
            return None;
        }
        let text = self.text(whole);
        let rest = text.strip_prefix("not")?;
        let inside = rest.trim_start().strip_prefix('(')?;
        let start = whole.end - inside.chars().count();
        let mut last = None;
        self.walk(whole, |at, open| {
            if open.is_empty() && self.characters[at] == ')' {
                last.get_or_insert(at);
            }
        });
        let end = last.filter(|at| at + 1 == whole.end)?;
        Some(Span::new(start, end))
    }

    /// What stands between the commas of a cell, outside of brackets.
    pub(super) fn items(&self, whole: Span) -> Vec<Span> {
        let mut items = Vec::new();
        let mut start = whole.start;
        self.walk(whole, |at, open| {
            if open.is_empty() && self.characters[at] == ',' {
                items.push(Span::new(start, at));
                start = at + 1;
            }
        });
        items.push(Span::new(start, whole.end));
        items
    }

    /// Shows each character outside of texts, with the brackets that are open behind it.
    fn walk(&self, whole: Span, mut visit: impl FnMut(usize, &[Bracket])) {
        let (mut open, mut is_text) = (Vec::new(), false);
        let mut at = whole.start;
        while at < whole.end {
            match self.characters[at] {
                '\\' if is_text => at += 1,
                '"' => is_text = !is_text,
                _ if is_text => {}
                '(' => open.push(self.round(whole.start, at)),
                ')' => drop(open.pop()),
                '[' if open.last() == Some(&Bracket::Turned) => drop(open.pop()),
                '[' => open.push(Bracket::Square),
                ']' if open.is_empty() => open.push(Bracket::Turned),
                ']' => drop(open.pop()),
                _ => {}
            }
            if !is_text && at < whole.end {
                visit(at, &open);
            }
            at += 1;
        }
    }

    fn round(&self, start: usize, at: usize) -> Bracket {
        let before = self.text(self.trimmed(Span::new(start, at)));
        let letters = before.chars().rev().take_while(|c| c.is_alphabetic());
        let word: String = letters.collect::<Vec<_>>().into_iter().rev().collect();
        match word.is_empty() || NO_FUNCTION.contains(&word.as_str()) {
            true => Bracket::Round,
            false => Bracket::Function,
        }
    }

    /// `1,5` is a list of two numbers, and hardly ever meant so.
    pub(super) fn refuse_decimal_commas(&self, whole: Span) -> Lowered<()> {
        let mut found = None;
        let is_digit = |at: usize| self.characters.get(at).is_some_and(char::is_ascii_digit);
        self.walk(whole, |at, open| {
            let is_between =
                self.written[at] == ',' && at > 0 && is_digit(at - 1) && is_digit(at + 1);
            if is_between && open.last() != Some(&Bracket::Function) && found.is_none() {
                found = Some(at);
            }
        });
        let Some(comma) = found.filter(|comma| !self.parts_codes(whole, *comma)) else {
            return Ok(());
        };
        let is_number = |at: &usize| {
            let is_point = self.characters[*at] == '.' && *at > 0;
            is_digit(*at) || (is_point && is_digit(*at - 1) && is_digit(*at + 1))
        };
        let start = (whole.start..comma).rev().take_while(is_number).last();
        let end = (comma + 1..whole.end).take_while(is_number).last();
        let span = Span::new(start.unwrap_or(comma), end.map_or(comma, |last| last + 1));
        let (left, right) = (Span::new(span.start, comma), Span::new(comma + 1, span.end));
        let (left, right) = (self.text(left), self.text(right));
        let message = format!(
            "{left},{right} would be two values; write the number {}.{right}, or {left}, {right} \
             with a space",
            left.replace('.', "")
        );
        Err(TextError::new(span, message))
    }

    /// Whether a comma stands between two codes that are digits and nothing else.
    fn parts_codes(&self, whole: Span, comma: usize) -> bool {
        let inner = self.negated(whole).unwrap_or(whole);
        let items = self.items(inner);
        let is_code = |item: &Span| {
            let text = self.text(self.trimmed(*item));
            let digits = text.strip_suffix('*').unwrap_or(&text);
            !digits.is_empty()
                && digits
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || byte == b'.')
        };
        let mut beside = items
            .iter()
            .filter(|item| item.end == comma || item.start == comma + 1);
        self.holds_codes() && beside.clone().count() == 2 && beside.all(is_code)
    }

    /// A code without its spaces may be nothing: `contains(?, " ")` would hold for every code.
    pub(super) fn refuse_blank_parts(&self) -> Lowered<()> {
        if !self.holds_codes() {
            return Ok(());
        }
        let mut opened = None;
        let mut at = 0;
        while at < self.characters.len() {
            match (self.characters[at], opened) {
                ('\\', Some(_)) => at += 1,
                ('"', None) => opened = Some(at),
                ('"', Some(start)) => {
                    self.refuse_blank_part(Span::new(start, at + 1))?;
                    opened = None;
                }
                _ => {}
            }
            at += 1;
        }
        Ok(())
    }

    fn refuse_blank_part(&self, quoted: Span) -> Lowered<()> {
        let inside = self.text(Span::new(quoted.start + 1, quoted.end - 1));
        let before = self.text(Span::new(0, quoted.start));
        let is_part = before.trim_end().ends_with(',')
            && ["contains(", "starts with(", "ends with("]
                .iter()
                .any(|call| before.contains(call));
        if inside.trim().is_empty() && is_part {
            let message =
                "codes hold no spaces: this would hold for every code; write a part of one";
            return Err(TextError::new(quoted, message));
        }
        Ok(())
    }
}
