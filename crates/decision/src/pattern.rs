//! What does `matches(?, "..")` understand, and why does it never run away?
//!
//! The expressions of the `regex` crate, which take time in proportion to the text: no back
//! references, no looking around. Tables are about codes, so `\d \w \s` are the ASCII characters,
//! and a class is a list of characters and ranges, without classes within it. The size of what a
//! pattern becomes is limited.

use std::hash::{Hash, Hasher};

use regex::{Regex, RegexBuilder};

/// The most bytes that a pattern takes once it is compiled.
const COMPILED_BYTES: usize = 1 << 20;

/// The most bytes that matching keeps in memory to be quick.
const CACHE_BYTES: usize = 1 << 18;

/// How deep groups may be nested.
const NESTING: u32 = 32;

/// How many characters of the text, times those of the pattern, are a step.
const CHARACTERS_OF_A_STEP: usize = 64;

/// The ASCII digits, as ranges.
const DIGITS: &[(char, char)] = &[('0', '9')];
/// What names are made of.
const WORD: &[(char, char)] = &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
/// Blanks and ends of lines.
const SPACE: &[(char, char)] = &[('\t', '\r'), (' ', ' ')];

/// A pattern that has been read.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    text: Box<str>,
    compiled: Regex,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Pattern {}

impl Hash for Pattern {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Pattern {
    /// Reads a pattern, or says what is wrong with it.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let mut compiled = RegexBuilder::new(&Translation::write(text)?);
        compiled
            .size_limit(COMPILED_BYTES)
            .dfa_size_limit(CACHE_BYTES)
            .nest_limit(NESTING);
        Ok(Self {
            text: text.into(),
            compiled: compiled.build().map_err(|error| why(&error))?,
        })
    }

    /// As it was written.
    pub(crate) fn written(&self) -> &str {
        &self.text
    }

    /// Whether it is found in a text.
    pub(crate) fn matches(&self, text: &str) -> bool {
        self.compiled.is_match(text)
    }

    /// What looking for it in a text may take, in steps.
    pub(crate) fn steps(&self, text: &str) -> u64 {
        1 + (text.len() * self.text.len() / CHARACTERS_OF_A_STEP) as u64
    }
}

/// What is wrong with a pattern, in a line.
fn why(error: &regex::Error) -> String {
    match error {
        regex::Error::CompiledTooBig(_) => {
            "the pattern becomes too large; repeat less of it".to_owned()
        }
        other => {
            let told = other.to_string();
            let last = told.lines().last().unwrap_or_default();
            format!(
                "the pattern cannot be read: {}",
                last.trim_start_matches("error: ")
            )
        }
    }
}

/// A pattern of ours, becoming one of the library: shorthands and classes are written as lists of
/// ASCII ranges, everything else is the same in both.
struct Translation<'p> {
    rest: std::str::Chars<'p>,
    written: String,
}

impl Translation<'_> {
    fn write(text: &str) -> Result<String, String> {
        let mut translation = Translation {
            rest: text.chars(),
            written: String::new(),
        };
        while let Some(next) = translation.rest.next() {
            match next {
                '\\' => match translation.escaped()? {
                    Escaped::Sign(sign) => translation.push_sign(sign),
                    Escaped::Ranges(ranges) => translation.push_class(false, ranges),
                },
                '[' => translation.class()?,
                other => translation.written.push(other),
            }
        }
        Ok(translation.written)
    }

    /// What stands behind a backslash.
    fn escaped(&mut self) -> Result<Escaped, String> {
        match self.rest.next() {
            Some('d') => Ok(Escaped::Ranges(DIGITS)),
            Some('w') => Ok(Escaped::Ranges(WORD)),
            Some('s') => Ok(Escaped::Ranges(SPACE)),
            Some(letter) if letter.is_alphanumeric() => Err(format!("\\{letter} is not known")),
            Some(sign) => Ok(Escaped::Sign(sign)),
            None => Err("the pattern ends in \\".to_owned()),
        }
    }

    /// A class, behind its bracket.
    fn class(&mut self) -> Result<(), String> {
        let is_excluding = self.takes('^');
        let mut ranges = Vec::new();
        loop {
            let from = match self.rest.next() {
                None => return Err("a class is not closed; add ]".to_owned()),
                Some(']') => break,
                Some('\\') => match self.escaped()? {
                    Escaped::Sign(sign) => {
                        ranges.push((sign, sign));
                        continue;
                    }
                    Escaped::Ranges(listed) => {
                        ranges.extend(listed);
                        continue;
                    }
                },
                Some(character) => character,
            };
            let mut ahead = self.rest.clone();
            if ahead.next() != Some('-') || matches!(ahead.next(), None | Some(']')) {
                ranges.push((from, from));
                continue;
            }
            self.rest.next();
            match self.rest.next() {
                Some(to) if to >= from && to != '\\' => ranges.push((from, to)),
                _ => return Err(format!("the class {from}-.. is the wrong way round")),
            }
        }
        if ranges.is_empty() {
            return Err("a class is empty; list the characters between [ and ]".to_owned());
        }
        self.push_class(is_excluding, &ranges);
        Ok(())
    }

    fn takes(&mut self, character: char) -> bool {
        let mut ahead = self.rest.clone();
        let is_next = ahead.next() == Some(character);
        if is_next {
            self.rest = ahead;
        }
        is_next
    }

    fn push_class(&mut self, is_excluding: bool, ranges: &[(char, char)]) {
        self.written.push_str(if is_excluding { "[^" } else { "[" });
        for (from, to) in ranges {
            let (from, to) = (u32::from(*from), u32::from(*to));
            self.written
                .push_str(&format!(r"\x{{{from:x}}}-\x{{{to:x}}}"));
        }
        self.written.push(']');
    }

    fn push_sign(&mut self, sign: char) {
        let text = sign.to_string();
        self.written.push_str(&regex::escape(&text));
    }
}

/// What a backslash stands before.
enum Escaped {
    /// A sign that means itself.
    Sign(char),
    /// A shorthand of characters.
    Ranges(&'static [(char, char)]),
}

#[cfg(test)]
mod tests;
