//! How many functions hide parameters in tuples?
//!
//! `fn f((a, b): (A, B))` is a type without a name.

use std::collections::BTreeMap;

use crate::sources::sources;
use crate::tokens::tokens;

/// How many such functions a crate may have: may only fall.
const CEILINGS: &[(&str, usize)] = &[("api", 2)];

/// The functions of a text of which a parameter is a tuple with names.
fn with_tuples(text: &str) -> Vec<String> {
    let tokens = tokens(text);
    let functions = tokens
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| pair[0] == "fn" && pair[1] != "(");
    functions
        .filter(|(at, _)| {
            parameters(&tokens[at + 2..])
                .iter()
                .any(|one| is_tuple(one))
        })
        .map(|(_, pair)| pair[1].to_owned())
        .collect()
}

/// The parameters of a function, from the tokens behind its name.
pub(crate) fn parameters<'p, 't>(tokens: &'p [&'t str]) -> Vec<&'p [&'t str]> {
    let depth_of = |depth: usize, token: &str, opening: &[&str], closing: &[&str]| {
        depth + usize::from(opening.contains(&token)) - usize::from(closing.contains(&token))
    };
    // `<T: Fn() -> U>` first, then `(`.
    let mut depth = 0;
    let start = tokens.iter().position(|token| {
        let is_start = depth == 0 && *token == "(";
        depth = depth_of(depth, token, &["<"], &[">"]);
        is_start
    });
    let Some(start) = start else {
        return Vec::new();
    };
    let tokens = &tokens[start..];
    let mut parameters = Vec::new();
    let (mut depth, mut begun) = (0, 1);
    for (at, token) in tokens.iter().enumerate() {
        depth = depth_of(depth, token, &["(", "[", "<"], &[")", "]", ">"]);
        if depth == 0 || depth == 1 && *token == "," {
            parameters.push(&tokens[begun..at]);
            begun = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    parameters
}

/// `(a, b): (A, B)` and `&(a, b): &(A, B)`.
fn is_tuple(parameter: &[&str]) -> bool {
    let pattern = match parameter {
        ["&", "mut", pattern @ ..] | ["&", pattern @ ..] => pattern,
        pattern => pattern,
    };
    pattern.first() == Some(&"(")
}

#[test]
fn tuples_of_parameters_get_no_more() {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in sources().iter().filter(|source| source.is_product()) {
        let functions = with_tuples(&source.product_text());
        let named = functions
            .iter()
            .map(|name| format!("{}: {name}", source.path));
        found
            .entry(source.crate_name().to_owned())
            .or_default()
            .extend(named);
    }
    crate::sources::nothing_above(CEILINGS, &found, "functions with tuples of parameters");
}

#[test]
fn tuples_are_seen() {
    let check = |text: &str, expected: &[&str]| assert_eq!(with_tuples(text), expected, "{text}");
    check("fn f(a: (A, B), b: impl Fn((A, B)) -> C) {}", &[]);
    check("fn f(a: A, (b, c): (B, C)) {}", &["f"]);
    check("fn f<T: Fn(A) -> B>(\n    &(a, b): &(A, B),\n) {}", &["f"]);
    check(
        "fn f() {} fn g(self, [a, b]: [A; 2]) { let h: fn((A, B)); }",
        &[],
    );
    check(
        "// fn f((a, b): (A, B))\nfn g<'a>((a, b): (A, &'a B)) -> C {}",
        &["g"],
    );
}
