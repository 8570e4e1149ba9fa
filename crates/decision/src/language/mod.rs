//! How does the text of a cell become something that can be tested?
//!
//! Text → [`token`]s → [`syntax`] (one parser for conditions, one for results) → [`lower`], which
//! checks the types and gives predicates and expressions. The language is a closed subset of
//! FEEL: no loops, no functions of the user's, length and nesting limited before anything is
//! parsed. `docs/decision-tables.md` is its manual.

mod functions;
mod lexer;
pub(crate) mod lower;
mod operands;
mod operators;
mod parser;
mod portable;
pub(crate) mod spelling;
mod syntax;
mod token;
mod typing;

pub(crate) use portable::{begins_with_zero, mentioned, portable};
pub(crate) use spelling::read_day;

/// Most characters of a cell.
pub const CELL_CHARACTERS: usize = 4_000;
/// Deepest nesting of brackets and operators in a cell.
pub const CELL_NESTING: usize = 32;

/// Words that no input may be called by.
const RESERVED: &[&str] = &[
    "and",
    "or",
    "not",
    "if",
    "then",
    "else",
    "true",
    "false",
    "null",
    "in",
    "between",
    "starts with",
    "ends with",
    "contains",
    "matches",
    "date",
    "list",
    "set",
];

/// What [`is_name`] wants, for people.
pub(crate) const NAME_RULE: &str = "letters, digits, _ . - / ' [..], single spaces, ? at the end";

/// Whether cells can use this as the name of an input: words, paths, and elements of a list that
/// are chosen by a code or number, such as `classifications[CN].code`.
pub(crate) fn is_name(name: &str) -> bool {
    // Other products ask: `Is enough?`
    let asked = name.strip_suffix('?');
    let name = asked.filter(|rest| !rest.is_empty()).unwrap_or(name);
    let starts = name
        .chars()
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_');
    let plain = |c: char| c.is_alphanumeric() || c == '_';
    let mut in_brackets = false;
    let mut before = '.';
    for c in name.chars() {
        let fits = match c {
            '[' => !in_brackets && plain(before),
            ']' => in_brackets && before != '[',
            '-' if in_brackets => true,
            '-' | '/' | '\'' => plain(before),
            '.' | ' ' => !in_brackets && (plain(before) || before == ']'),
            letter => plain(letter) && (in_brackets || before != ']'),
        };
        if !fits {
            return false;
        }
        in_brackets = c == '[' || (in_brackets && c != ']');
        before = c;
    }
    starts && !in_brackets && (plain(before) || before == ']') && !RESERVED.contains(&name)
}
