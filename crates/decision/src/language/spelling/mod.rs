//! How do customs experts write a cell, and what is that in the language?
//!
//! `DE, FR` in a column of codes, `8703.21*`, `8701-8705`, `>= 1 and < 5`, `31.01.2026`, `;` between
//! values, the quotes and dashes of word processors: each is written out as the language has it, and
//! kept so. What reads well and seldom says what was meant – `1,5` for a decimal, `1-5` for a range,
//! `"Y9*"` – is refused with what to write. Only cells that somebody hands in come here; what is
//! stored is read as it stands.

mod days;
mod items;
mod signs;
mod values;

pub(crate) use days::read_day;

use crate::error::{Span, TextError};
use crate::language::lower::Names;
use crate::language::typing::Lowered;
use crate::note::NoteCode;
use crate::value::ValueType;

/// A cell as the language has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spelled {
    /// The text that is kept.
    pub(crate) text: String,
    /// What the author should know of it.
    pub(crate) remarks: Vec<(NoteCode, String)>,
}

/// Where a cell stands, which says how its words are read.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    /// A condition, of the column at this position.
    Condition(usize),
    /// A result of this type.
    Result(ValueType),
}

/// Writes a cell as the language has it.
///
/// # Errors
/// What seldom says what was meant; and what is no cell, when it was written otherwise.
pub(crate) fn spelled(text: &str, place: Place, names: &Names<'_>) -> Lowered<Spelled> {
    let kind = match place {
        Place::Condition(column) => names.types[column],
        Place::Result(kind) => kind,
    };
    let mut speller = Speller {
        written: text.chars().collect(),
        characters: signs::plain(text),
        kind,
        place,
        names,
        edits: Vec::new(),
        remarks: Vec::new(),
    };
    speller.cell()?;
    let spelled = speller.finish();
    if spelled.text != text {
        let read = match place {
            Place::Condition(column) => names.condition(&spelled.text, column).map(drop),
            Place::Result(kind) => names.result(&spelled.text, kind).map(drop),
        };
        read.map_err(|error| TextError {
            span: speller.written_at(error.span),
            ..error
        })?;
    }
    Ok(spelled)
}

/// The characters of a cell, and what becomes of some of them.
struct Speller<'a> {
    /// As they were written.
    written: Vec<char>,
    /// With the signs of the language; each at the place it was written at.
    characters: Vec<char>,
    kind: ValueType,
    place: Place,
    names: &'a Names<'a>,
    /// In order, without overlaps.
    edits: Vec<Edit>,
    remarks: Vec<(NoteCode, String)>,
}

/// Characters, and what is written in their place.
struct Edit {
    span: Span,
    text: String,
}

impl Speller<'_> {
    fn cell(&mut self) -> Lowered<()> {
        let whole = self.trimmed(Span::new(0, self.characters.len()));
        self.refuse_decimal_commas(whole)?;
        self.refuse_blank_parts()?;
        let inner = self.negated(whole).unwrap_or(whole);
        for item in self.items(inner) {
            self.item(self.trimmed(item))?;
        }
        Ok(())
    }

    fn finish(&self) -> Spelled {
        let mut text = String::with_capacity(self.characters.len());
        let mut at = 0;
        for edit in &self.edits {
            text.extend(&self.characters[at..edit.span.start]);
            text.push_str(&edit.text);
            at = edit.span.end;
        }
        text.extend(&self.characters[at..]);
        Spelled {
            text,
            remarks: self.remarks.clone(),
        }
    }

    /// The characters that were written where these stand now.
    fn written_at(&self, span: Span) -> Span {
        Span::new(self.source(span.start, false), self.source(span.end, true))
    }

    /// The place in what was written; within an edit its start or its end.
    fn source(&self, place: usize, is_end: bool) -> usize {
        let (mut now, mut then) = (0, 0);
        for edit in &self.edits {
            let before = edit.span.start - then;
            if place < now + before || (is_end && place == now + before) {
                break;
            }
            let length = edit.text.chars().count();
            let end = now + before + length;
            if place < end || (is_end && place == end) {
                return if is_end {
                    edit.span.end
                } else {
                    edit.span.start
                };
            }
            (now, then) = (end, edit.span.end);
        }
        (then + place - now).min(self.characters.len())
    }

    fn replace(&mut self, span: Span, text: String) {
        if self.text(span) != text {
            self.edits.push(Edit { span, text });
        }
    }

    fn text(&self, span: Span) -> String {
        self.characters[span.start..span.end].iter().collect()
    }

    fn trimmed(&self, span: Span) -> Span {
        let is_blank = |at: &usize| self.characters[*at].is_whitespace();
        let start = (span.start..span.end).find(|at| !is_blank(at));
        let start = start.unwrap_or(span.end);
        let end = (start..span.end).rev().find(|at| !is_blank(at));
        Span::new(start, end.map_or(start, |last| last + 1))
    }

    fn remark(&mut self, code: NoteCode, message: String) {
        self.remarks.push((code, message));
    }
}
