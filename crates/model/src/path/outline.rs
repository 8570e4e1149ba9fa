//! Which fields does a record have, for paths that are checked while the code is compiled?
//!
//! [`document!`](crate::document) writes an [`Outline`] beside each record's
//! [`Shape`](crate::shape::Shape), which only exists when the program runs. Every function here
//! panics when a path leads nowhere, and is called where a constant is made.

use super::key::split_value;
use super::tokens::{Piece, Tokens};

/// The fields of a record by their names in the code.
#[derive(Debug)]
pub struct Outline {
    /// The name of the record's type.
    pub record: &'static str,
    /// The fields that it declares, in their order.
    pub fields: &'static [OutlineField],
    /// Another record whose fields it has too.
    pub also: Option<&'static Self>,
}

/// A field of an outline.
#[derive(Debug)]
pub struct OutlineField {
    /// Its name in the code: `add_decl_type1`, `r#type`.
    pub name: &'static str,
    /// What stands below it.
    pub kind: OutlineKind,
}

/// What stands in a field.
#[derive(Clone, Copy, Debug)]
pub enum OutlineKind {
    /// One value, with nothing below it.
    Value,
    /// A record, which has fields of its own.
    Record(&'static Outline),
    /// A collection of records of one type.
    List(&'static Outline),
}

impl Outline {
    /// The record that a path leads to, or whose field it ends in.
    ///
    /// # Panics
    /// When it leads to no field. Lists may be passed with a position, with the value of a field
    /// (`[type=CN]`) or, for each of their elements, with nothing.
    #[must_use]
    pub const fn follow(&'static self, path: &str) -> &'static Self {
        let mut at = OutlineKind::Record(self);
        let mut ends = self;
        let mut tokens = Tokens::new(path);
        if !path.is_empty() && path.as_bytes()[0] == b'.' {
            refuse("it begins with a dot", path, self);
        }
        while let Some(token) = tokens.take_next() {
            if token.fault.is_some() {
                refuse("a name, dot or bracket is missing", path, ends);
            }
            at = match (token.piece, at) {
                (Piece::Name(name), OutlineKind::Record(record) | OutlineKind::List(record)) => {
                    match record.find(name) {
                        Some(field) => field.kind,
                        None => refuse(name, path, record),
                    }
                }
                (Piece::Key(key), OutlineKind::List(record)) => {
                    check_key(key, path, record);
                    OutlineKind::Record(record)
                }
                (Piece::Name(name), OutlineKind::Value) => refuse(name, path, ends),
                (Piece::Key(key) | Piece::Join(key), _) => refuse(key, path, ends),
            };
            if let OutlineKind::Record(record) | OutlineKind::List(record) = at {
                ends = record;
            }
        }
        ends
    }

    const fn find(&'static self, name: &str) -> Option<&'static OutlineField> {
        let bytes = name.as_bytes();
        let mut at = 0;
        while at < self.fields.len() && !bytes.is_empty() {
            let field = &self.fields[at];
            let own = field.name.as_bytes();
            // Names that are Rust keywords begin with `r#`.
            let raw = own.len() > 2 && own[1] == b'#';
            if (raw || own[0] == bytes[0]) && is_named(own, bytes, raw) {
                return Some(field);
            }
            at += 1;
        }
        match self.also {
            Some(also) => also.find(name),
            None => None,
        }
    }
}

/// Whether a name in the code, from behind its mark, is written so in JSON.
const fn is_named(code: &[u8], json: &[u8], raw: bool) -> bool {
    let mut from = if raw { 2 } else { 0 };
    let mut at = 0;
    while from < code.len() && at < json.len() {
        let mut expected = code[from];
        if expected == b'_' && from + 1 < code.len() {
            from += 1;
            expected = code[from].to_ascii_uppercase();
        }
        if expected != json[at] {
            return false;
        }
        (from, at) = (from + 1, at + 1);
    }
    from == code.len() && at == json.len()
}

/// A position, nothing for every element, or a field that says something.
const fn check_key(key: &str, path: &str, record: &'static Outline) {
    if let Some((field, value)) = split_value(key) {
        if record.find(field).is_none() || value.is_empty() {
            refuse(field, path, record);
        }
        return;
    }
    let bytes = key.as_bytes();
    let mut at = 0;
    let mut is_number = true;
    while at < bytes.len() {
        is_number &= bytes[at].is_ascii_digit();
        at += 1;
    }
    if !is_number {
        refuse(key, path, record);
    }
}

/// Fails with what is wrong, in which path, and of which record.
const fn refuse(wrong: &str, path: &str, record: &Outline) -> ! {
    let mut message = [0; 256];
    let mut length = 0;
    let parts = [
        "the path `",
        path,
        "` leads nowhere: ",
        wrong,
        " is no field of ",
        record.record,
    ];
    let mut part = 0;
    while part < parts.len() {
        let bytes = parts[part].as_bytes();
        let mut at = 0;
        while at < bytes.len() && length < message.len() {
            message[length] = bytes[at];
            (length, at) = (length + 1, at + 1);
        }
        part += 1;
    }
    match std::str::from_utf8(message.split_at(length).0) {
        Ok(message) => panic!("{}", message),
        Err(_) => panic!("a path leads nowhere"),
    }
}
