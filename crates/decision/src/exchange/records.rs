//! Comma-separated values by RFC 4180: records of fields, quotes doubled.

use super::formula::{bare, guarded};

/// A record and the line it starts on, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) line: usize,
    pub(super) fields: Vec<String>,
    /// What a workbook made of fields, by their places; a field without a mark is text.
    pub(super) marks: Vec<(usize, Mark)>,
}

/// What a workbook made of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Number,
    Day,
}

impl Record {
    /// What a workbook made of a field.
    pub(super) fn mark(&self, place: usize) -> Option<Mark> {
        let mut marks = self.marks.iter();
        marks.find(|(at, _)| *at == place).map(|(_, mark)| *mark)
    }

    /// Whether no field says anything.
    pub(super) fn is_blank(&self) -> bool {
        self.fields.iter().all(|field| field.trim().is_empty())
    }
}

/// Reads records; the first line says whether commas, semicolons or tabs separate the fields.
pub(super) fn read(text: &str) -> Result<Vec<Record>, (usize, String)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let head = text.split(['\n', '\r']).next().unwrap_or_default();
    let mut reader = Reader {
        characters: text.chars().peekable(),
        separator: separator(head),
        line: 1,
    };
    if let Some(said) = said_separator(head) {
        reader.separator = said;
        reader.plain_line();
    }
    let mut records = Vec::new();
    while let Some(record) = reader.record()? {
        if !record.is_blank() {
            records.push(record);
        }
    }
    Ok(records)
}

/// The separator of a first line `sep=;`, which spreadsheet programs write for themselves.
fn said_separator(head: &str) -> Option<char> {
    let (name, separator) = head.trim().trim_matches('"').split_once('=')?;
    let mut characters = separator.chars();
    let said = characters
        .next()
        .filter(|said| [';', '\t', ','].contains(said));
    said.filter(|_| name.eq_ignore_ascii_case("sep") && characters.next().is_none())
}

fn separator(head: &str) -> char {
    let count = |separator: &char| head.matches(*separator).count();
    // The last of equals wins, so a head without any reads as commas.
    [';', '\t', ',']
        .into_iter()
        .max_by_key(count)
        .unwrap_or(',')
}

struct Reader<'t> {
    characters: std::iter::Peekable<std::str::Chars<'t>>,
    separator: char,
    line: usize,
}

impl Reader<'_> {
    fn record(&mut self) -> Result<Option<Record>, (usize, String)> {
        if self.characters.peek().is_none() {
            return Ok(None);
        }
        let line = self.line;
        let mut fields = Vec::new();
        loop {
            let field = if self.characters.peek() == Some(&'"') {
                self.quoted()?
            } else {
                self.plain()
            };
            fields.push(bare(&field).to_owned());
            match self.characters.next() {
                Some(next) if next == self.separator => {}
                Some(end @ ('\n' | '\r')) => {
                    // A line ends in `\n`, in `\r\n`, and on old Macs in `\r` alone.
                    if end == '\r' {
                        self.characters.next_if_eq(&'\n');
                    }
                    self.line += 1;
                    break;
                }
                None => break,
                Some(other) => {
                    let message = format!("'{other}' behind a closing quote; double inner quotes");
                    return Err((self.line, message));
                }
            }
        }
        Ok(Some(Record {
            line,
            fields,
            marks: Vec::new(),
        }))
    }

    /// Passes over a line.
    fn plain_line(&mut self) {
        while self
            .characters
            .next_if(|next| !['\n', '\r'].contains(next))
            .is_some()
        {}
        self.characters.next_if_eq(&'\r');
        self.characters.next_if_eq(&'\n');
        self.line += 1;
    }

    fn plain(&mut self) -> String {
        let mut field = String::new();
        let separator = self.separator;
        let inside = |next: &char| *next != separator && *next != '\n' && *next != '\r';
        while let Some(next) = self.characters.next_if(inside) {
            field.push(next);
        }
        field
    }

    fn quoted(&mut self) -> Result<String, (usize, String)> {
        let start = self.line;
        self.characters.next();
        let mut field = String::new();
        loop {
            match self.characters.next() {
                Some('"') if self.characters.next_if_eq(&'"').is_some() => field.push('"'),
                Some('"') => return Ok(field),
                Some(next) => {
                    self.line += usize::from(next == '\n');
                    field.push(next);
                }
                None => return Err((start, "a quote is not closed".to_owned())),
            }
        }
    }
}

/// Adds a record; fields are quoted where they must be, and none is a formula.
pub(super) fn write<'f>(text: &mut String, fields: impl Iterator<Item = &'f str>) {
    for (at, field) in fields.map(guarded).enumerate() {
        if at > 0 {
            text.push(',');
        }
        let is_plain = !field.contains([',', ';', '\t', '"', '\n', '\r'])
            && field.trim() == field
            && !(at == 0 && field.is_empty());
        if is_plain {
            text.push_str(&field);
        } else {
            text.push('"');
            text.push_str(&field.replace('"', "\"\""));
            text.push('"');
        }
    }
    text.push_str("\r\n");
}
