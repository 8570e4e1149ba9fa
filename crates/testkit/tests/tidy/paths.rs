//! Are paths in the code checked when it is compiled?
//!
//! A path of a document that stands in the code goes through `path!`. Text becomes a path where it
//! comes from outside, or names a field that is no document's.

use crate::sources::{code, nothing, sources};

/// How an unchecked path would be made of a literal.
const MADE: &[&str] = &[
    "FieldPath::new(\"",
    "FieldPath::from(\"",
    "Address::new(\"",
    "Address::from(\"",
];

/// How a path would be cut into its steps without the grammar of `model/src/path/`.
const CUT: &[&str] = &["['.', '[']", "['[', '.']", "('[').split_once(']')"];

fn unchecked(line: &str) -> bool {
    let line = code(line);
    MADE.iter().chain(CUT).any(|made| line.contains(made)) && !line.contains("starts_with(")
}

#[test]
fn literal_paths_are_checked_by_the_compiler() {
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| source.is_product()) {
        let lines = source.product_lines();
        let lines = lines.filter(|(_, line)| unchecked(line));
        found.extend(lines.map(|(number, line)| format!("{}:{number}: {line}", source.path)));
    }
    nothing(
        &found,
        "say path!(\"…\"), or read the text with cas_model::path::Tokens",
    );
}

#[test]
fn unchecked_paths_are_seen() {
    for (line, expected) in [
        ("let path = FieldPath::from(\"declType\");", true),
        ("let path = FieldPath::new(\"declType\");", true),
        ("let parts = text.split(['.', '[']);", true),
        ("let path = FieldPath::from(path!(\"declType\"));", false),
        ("let path = FieldPath::new(text);", false),
        ("rest.starts_with(['.', '['])", false),
        ("// FieldPath::new(\"declType\")", false),
    ] {
        assert_eq!(unchecked(line), expected, "{line}");
    }
}
