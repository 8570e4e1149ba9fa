//! Comma-separated values by RFC 4180: records of fields, quotes doubled.

use super::formula::{bare, guarded};

/// A record and the line it starts on, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) line: usize,
    pub(super) fields: Vec<String>,
}

/// Reads records; the first line says whether commas, semicolons or tabs separate the fields.
pub(super) fn read(text: &str) -> Result<Vec<Record>, (usize, String)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let separator = separator(text.lines().next().unwrap_or_default());
    let mut reader = Reader {
        characters: text.chars().peekable(),
        separator,
        line: 1,
    };
    let mut records = Vec::new();
    while let Some(record) = reader.record()? {
        if record.fields.iter().any(|field| !field.is_empty()) {
            records.push(record);
        }
    }
    Ok(records)
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
            self.characters.next_if_eq(&'\r');
            match self.characters.next() {
                Some(next) if next == self.separator => {}
                Some('\n') => {
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
        Ok(Some(Record { line, fields }))
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
