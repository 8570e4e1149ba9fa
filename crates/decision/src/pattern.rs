//! What does `matches(?, "..")` understand, and why does it never run away?
//!
//! Characters, `.`, `\d \w \s`, classes `[A-Z0-9]` and `[^..]`, the repeats `? * + {n} {n,m}`,
//! the anchors `^ $`, and `|` between whole patterns. No groups and no back references: every
//! alternative is a row of places, and all places are followed at once, so the time is the
//! length of the text times the length of the pattern.

/// Most places of a pattern, repeats written out.
const PLACES: usize = 256;

/// A pattern that has been read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Pattern {
    text: Box<str>,
    alternatives: Vec<Alternative>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Alternative {
    at_start: bool,
    at_end: bool,
    places: Vec<PatternPart>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct PatternPart {
    class: Class,
    /// May be left out.
    optional: bool,
    /// Whether it may come again and again.
    repeated: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Class {
    excluded: bool,
    ranges: Vec<(char, char)>,
}

impl Class {
    fn from_ranges(ranges: &[(char, char)]) -> Self {
        Self {
            excluded: false,
            ranges: ranges.to_vec(),
        }
    }

    fn holds(&self, character: char) -> bool {
        let listed = self
            .ranges
            .iter()
            .any(|(from, to)| (*from..=*to).contains(&character));
        listed != self.excluded
    }
}

impl Pattern {
    /// Reads a pattern, or says what is wrong with it.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let mut reader = Reader {
            characters: text.chars().collect(),
            at: 0,
        };
        let mut alternatives = vec![reader.alternative()?];
        while reader.takes('|') {
            alternatives.push(reader.alternative()?);
        }
        Ok(Self {
            text: text.into(),
            alternatives,
        })
    }

    /// Whether it is found in a text.
    pub(crate) fn matches(&self, text: &str) -> bool {
        self.alternatives
            .iter()
            .any(|alternative| alternative.matches(text))
    }
}

impl Alternative {
    fn matches(&self, text: &str) -> bool {
        let end = self.places.len();
        let mut here = vec![false; end + 1];
        self.enter(&mut here, 0);
        for character in text.chars() {
            if here[end] && !self.at_end {
                return true;
            }
            let mut next = vec![false; end + 1];
            for (at, place) in self.places.iter().enumerate() {
                if here[at] && place.class.holds(character) {
                    if place.repeated {
                        next[at] = true;
                    }
                    self.enter(&mut next, at + 1);
                }
            }
            if !self.at_start {
                self.enter(&mut next, 0);
            }
            here = next;
        }
        here[end]
    }

    /// Stands at a place, and at those behind what may be left out.
    fn enter(&self, standing: &mut [bool], at: usize) {
        let places = self.places.iter().map(Some).chain([None]);
        for (stands, place) in standing.iter_mut().zip(places).skip(at) {
            *stands = true;
            if !place.is_some_and(|place| place.optional) {
                break;
            }
        }
    }
}

struct Reader {
    characters: Vec<char>,
    at: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    fn take(&mut self) -> Option<char> {
        let next = self.peek();
        self.at += 1;
        next
    }

    fn takes(&mut self, character: char) -> bool {
        let is_next = self.peek() == Some(character);
        self.at += usize::from(is_next);
        is_next
    }

    fn alternative(&mut self) -> Result<Alternative, String> {
        let at_start = self.takes('^');
        let mut places = Vec::new();
        let mut at_end = false;
        while let Some(next) = self.peek().filter(|next| *next != '|') {
            if at_end {
                return Err("$ must be the end of a pattern".to_owned());
            }
            if next == '$' {
                self.at += 1;
                at_end = true;
                continue;
            }
            let class = self.class()?;
            self.repeat(class, &mut places)?;
            if places.len() > PLACES {
                return Err(format!("the pattern has more than {PLACES} places"));
            }
        }
        Ok(Alternative {
            at_start,
            at_end,
            places,
        })
    }

    fn class(&mut self) -> Result<Class, String> {
        match self.take() {
            Some('.') => Ok(Class {
                excluded: true,
                ranges: vec![('\n', '\n')],
            }),
            Some('\\') => self.escaped(),
            Some('[') => self.bracket(),
            Some(sign @ ('(' | ')' | '{' | '}' | '*' | '+' | '?' | ']' | '^')) => {
                let why = "groups are not supported, and signs are written with \\";
                Err(format!("'{sign}' has no meaning here: {why}"))
            }
            Some(plain) => Ok(Class::from_ranges(&[(plain, plain)])),
            None => Err("the pattern is not finished".to_owned()),
        }
    }

    fn escaped(&mut self) -> Result<Class, String> {
        match self.take() {
            Some('d') => Ok(Class::from_ranges(&[('0', '9')])),
            Some('w') => Ok(Class::from_ranges(&[
                ('0', '9'),
                ('A', 'Z'),
                ('a', 'z'),
                ('_', '_'),
            ])),
            Some('s') => Ok(Class::from_ranges(&[(' ', ' '), ('\t', '\r')])),
            Some(letter) if letter.is_alphanumeric() => Err(format!("\\{letter} is not known")),
            Some(sign) => Ok(Class::from_ranges(&[(sign, sign)])),
            None => Err("the pattern ends in \\".to_owned()),
        }
    }

    fn bracket(&mut self) -> Result<Class, String> {
        let excluded = self.takes('^');
        let mut ranges = Vec::new();
        loop {
            let from = match self.take() {
                None => return Err("a class is not closed; add ]".to_owned()),
                Some(']') => break,
                Some('\\') => {
                    ranges.extend(self.escaped()?.ranges);
                    continue;
                }
                Some(character) => character,
            };
            let is_range = self.peek() == Some('-')
                && !matches!(self.characters.get(self.at + 1), None | Some(']'));
            if !is_range {
                ranges.push((from, from));
                continue;
            }
            self.at += 1;
            match self.take() {
                Some(to) if to >= from && to != '\\' => ranges.push((from, to)),
                _ => return Err(format!("the class {from}-.. is the wrong way round")),
            }
        }
        Ok(Class { excluded, ranges })
    }

    fn repeat(&mut self, class: Class, places: &mut Vec<PatternPart>) -> Result<(), String> {
        let (least, most, length) = match self.peek() {
            Some('?') => (0, Some(1), 1),
            Some('*') => (0, None, 1),
            Some('+') => (1, None, 1),
            Some('{') => self.counts()?,
            Some(_) | None => (1, Some(1), 0),
        };
        self.at += length;
        let place = |optional, repeated| PatternPart {
            class: class.clone(),
            optional,
            repeated,
        };
        if least.max(most.unwrap_or(0)) > PLACES {
            return Err(format!("more than {PLACES} repeats"));
        }
        places.extend((0..least).map(|_| place(false, false)));
        match most {
            Some(most) => places.extend((least..most).map(|_| place(true, false))),
            None => places.push(place(true, true)),
        }
        Ok(())
    }

    /// `{n}`, `{n,}`, `{n,m}`, and how many characters that is.
    fn counts(&self) -> Result<(usize, Option<usize>, usize), String> {
        let wrong = || "a repeat is written {2}, {2,} or {2,4}".to_owned();
        let rest = &self.characters[self.at + 1..];
        let length = rest.iter().position(|c| *c == '}').ok_or_else(wrong)?;
        let inside: String = rest[..length].iter().collect();
        let number = |text: &str| text.parse::<usize>().map_err(|_| wrong());
        let (least, most) = match inside.split_once(',') {
            None => (number(&inside)?, Some(number(&inside)?)),
            Some((least, "")) => (number(least)?, None),
            Some((least, most)) => (number(least)?, Some(number(most)?)),
        };
        if most.is_some_and(|most| most < least) {
            return Err(wrong());
        }
        Ok((least, most, length + 2))
    }
}
