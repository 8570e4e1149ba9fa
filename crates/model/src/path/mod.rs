//! How is written where something stands?
//!
//! One grammar for all: [`FieldPath`](crate::FieldPath), [`Address`](crate::Address),
//! [`Selector`](crate::selector::Selector), the fields of a type of declaration, the rows of a
//! system's table and the columns of master data. Names of fields are joined by dots, and what
//! stands behind a collection in brackets says which of its elements is meant:
//!
//! - `[2]`: the one at this position, from 0;
//! - `[#abc]`: the one of this reference, in which `]` and `%` are written `%5D` and `%25`;
//! - `[CN]`, `[role=FW]`: the one whose field has this value;
//! - `[+]`: one that is appended;
//! - `[]`, or no brackets at all: every one.
//!
//! `{field=key}` behind a collection means those elements that name a record elsewhere.
//! [`Tokens`] cuts a text into these pieces, [`ElementKey`] reads what stands in brackets; who
//! reads a path says which kinds it takes and refuses the others.
//!
//! A path that stands in the code is a [`KnownPath`], made by [`path!`](crate::path!): that it
//! leads to a field is checked when the code is compiled.

mod key;
mod known;
mod outline;
mod tokens;

pub use key::{ElementKey, split_value};
pub use known::KnownPath;
pub use outline::{Outline, OutlineField, OutlineKind};
pub use tokens::{Fault, Piece, Token, Tokens};

/// The text of what holds the field or element at a path, which is empty for what stands in the
/// document itself; nothing for the document.
#[must_use]
pub fn parent(path: &str) -> Option<&str> {
    let last = Tokens::new(path).last()?;
    Some(&path[..last.start])
}

/// The name of the field that a path ends in; empty for the path of an element or the document.
#[must_use]
pub fn last_name(path: &str) -> &str {
    match Tokens::new(path).last().map(|token| token.piece) {
        Some(Piece::Name(name)) => name,
        Some(Piece::Key(_) | Piece::Join(_)) | None => "",
    }
}

/// The path without what it says in brackets: `a[2].b` as `a.b`.
#[must_use]
pub fn without_keys(path: &str) -> String {
    with_keys(path, "")
}

/// The path with `[]` for every element: `a[2].b` as `a[].b`.
#[must_use]
pub fn of_every_element(path: &str) -> String {
    with_keys(path, "[]")
}

fn with_keys(path: &str, instead: &str) -> String {
    let mut text = String::with_capacity(path.len());
    let mut copied = 0;
    for token in Tokens::new(path) {
        if let Piece::Key(_) = token.piece {
            text.push_str(&path[copied..token.start]);
            text.push_str(instead);
            copied = token.end;
        }
    }
    text.push_str(&path[copied..]);
    text
}

#[cfg(test)]
mod tests;
