//! Do the rows of a message lead to fields? Asked when the code is compiled.
//!
//! Paths of rows are followed as [`Table`](super::Table) resolves them, through the outlines of the
//! records: a row that names no field does not compile. The row's file is not named then, but its
//! path is, and the record that lacks the field.

use cas_model::path::{Outline, Piece, Tokens, split_value};

use super::Format;
use super::row::{Content, Row, Source, Test};

/// Rows of which every path leads to a field; made by [`table!`](super::table!).
#[derive(Clone, Copy)]
pub struct CheckedRows(pub(super) &'static [Row]);

impl CheckedRows {
    /// The rows of a message that speaks of this record.
    ///
    /// # Panics
    /// When a row names a field that does not exist; where a constant is made, the code does not
    /// compile then.
    #[must_use]
    pub const fn new(rows: &'static [Row], document: &'static Outline) -> Self {
        check_rows(rows, document, document);
        Self(rows)
    }
}

const fn check_rows(rows: &[Row], record: &'static Outline, document: &'static Outline) {
    let mut at = 0;
    while at < rows.len() {
        check_row(&rows[at], record, document);
        at += 1;
    }
}

const fn check_row(row: &Row, record: &'static Outline, document: &'static Outline) {
    let mut at = 0;
    while at < row.when.len() {
        check_test(row.when[at], record, document);
        at += 1;
    }
    if let Some((_, sources)) = row.attribute {
        check_sources(sources, record, document);
    }
    let mut at = 0;
    while at < row.made_of.len() {
        follow(row.made_of[at], record, document);
        at += 1;
    }
    match row.content {
        Content::Value {
            source,
            otherwise,
            format,
        } => {
            check_sources(&[source], record, document);
            check_sources(otherwise, record, document);
            if let Format::After(field, _) | Format::WholeType(field) = format {
                follow(field, record, document);
            }
        }
        Content::Records {
            from,
            only,
            about,
            rows,
        } => {
            let inside = follow(from, record, document);
            if let Some(test) = only {
                check_test(test, inside, document);
            }
            if let Some(field) = about {
                follow(field, record, document);
            }
            if let Some(key) = row.key {
                follow(key, inside, document);
            }
            check_rows(rows, inside, document);
        }
    }
}

const fn check_sources(sources: &[Source], record: &'static Outline, document: &'static Outline) {
    let mut at = 0;
    while at < sources.len() {
        match sources[at] {
            Source::Field(path) | Source::Given(_, path) | Source::Count(path) => {
                follow(path, record, document);
            }
            Source::Total(list, field) => {
                follow(field, follow(list, record, document), document);
            }
            Source::Number | Source::Place | Source::Fixed(_) => {}
        }
        at += 1;
    }
}

const fn check_test(test: Test, record: &'static Outline, document: &'static Outline) {
    match test {
        Test::Is(path, _)
        | Test::IsNot(path, _)
        | Test::Lacks(path)
        | Test::Has(path)
        | Test::IsCode(path)
        | Test::IsWords(path) => {
            follow(path, record, document);
        }
        Test::Never => {}
    }
}

/// The record that a route leads to, or whose field it ends in.
const fn follow(
    route: &str,
    record: &'static Outline,
    document: &'static Outline,
) -> &'static Outline {
    let (from, path) = match route.as_bytes() {
        [b'/', ..] => (document, route.split_at(1).1),
        _ => (record, route),
    };
    let mut tokens = Tokens::new(path);
    while let Some(token) = tokens.take_next() {
        if let Piece::Join(join) = token.piece {
            let list = from.follow(path.split_at(token.start).0);
            match split_value(join) {
                Some((names, key)) => {
                    let _ = list.follow(names);
                    follow(key, record, document);
                }
                None => panic!("elements are joined by {{field=key}}"),
            }
            return list;
        }
    }
    from.follow(path)
}
