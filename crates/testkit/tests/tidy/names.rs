//! Do functions say what they give?
//!
//! A name of one small word costs every reader the way to its definition: `said`, `kept`, `of`.

use std::collections::BTreeMap;

use crate::signatures::parameters;
use crate::sources::sources;
use crate::tokens::tokens;

/// Names that say nothing of what a function or a closure gives.
const VAGUE: &[&str] = &["of", "said", "tell", "kept"];

/// Names that say enough only of a method: whose text or place it is.
const VAGUE_ALONE: &[&str] = &["text", "place"];

/// The functions and closures of a text that have such names.
fn vague(text: &str) -> Vec<String> {
    let tokens = tokens(text);
    let found = (0..tokens.len()).filter_map(|at| match &tokens[at..] {
        ["fn", name, rest @ ..] if is_vague(name, rest) => Some(*name),
        ["let", name, "=", "|", ..] | ["let", name, "=", "move", "|", ..]
            if VAGUE.contains(name) =>
        {
            Some(*name)
        }
        _ => None,
    });
    found.map(str::to_owned).collect()
}

/// Whether the name of a function is vague, with the tokens behind it.
fn is_vague(name: &str, behind: &[&str]) -> bool {
    VAGUE.contains(&name) || (VAGUE_ALONE.contains(&name) && !takes_self(behind))
}

/// Whether the first parameter is `self`, by value or by reference, from the tokens behind the name.
fn takes_self(tokens: &[&str]) -> bool {
    let parameters = parameters(tokens);
    let first = parameters.first().copied().unwrap_or_default();
    first.first() == Some(&"self") || first.last() == Some(&"self")
}

#[test]
fn functions_say_what_they_give() {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in sources().iter().filter(|source| source.is_product()) {
        let names = vague(&source.product_text());
        let named = names.iter().map(|name| format!("{}: {name}", source.path));
        found
            .entry(source.crate_name().to_owned())
            .or_default()
            .extend(named);
    }
    crate::sources::nothing_above(&[], &found, "functions whose names say nothing");
}

#[test]
fn vague_names_are_seen() {
    let check = |text: &str, expected: &[&str]| assert_eq!(vague(text), expected, "{text}");
    check("pub fn of(a: A) -> B {} fn of_path(a: A) {}", &["of"]);
    check(
        "fn tell(&self) {} fn text(&'s self, b: B) {} fn place(&mut self) {}",
        &["tell"],
    );
    check(
        "fn text<'a>(self, b: B) {} const fn place(a: A) {}",
        &["place"],
    );
    check("fn text<T: Fn(A)>(self: Box<Self>, t: T) {}", &[]);
    check("fn text<T: Fn(A)>(b: B) {} // fn said()", &["text"]);
    check(
        "let said = |a: A| b; let kept = move || c; let of = d | e;",
        &["said", "kept"],
    );
    check("let text = |a: A| b; let said = c;", &[]);
}
