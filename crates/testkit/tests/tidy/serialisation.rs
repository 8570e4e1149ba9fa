//! Is an error of writing JSON ever swallowed? An empty document in the place of one that could not
//! be written would be stored, or sent to customs.

use super::sources::{code, nothing, sources};

/// What begins the writing of JSON.
const WRITES: &[&str] = &[
    "serde_json::to_",
    "Json::encode(",
    "Json::of_any(",
    "canonical_text(",
];

/// What must not follow it: an error would be gone.
const SWALLOWS: &[&str] = &[
    ".ok()",
    ".unwrap_or_default()",
    ".unwrap_or(",
    ".is_ok_and(",
];

/// What must not stand before it.
const THROWS_AWAY: &[&str] = &["let _ =", "if let Ok(", "drop("];

/// Written to a hash, which keeps nothing and takes all bytes.
const HASHED: &str = "crates/model/src/cas_reference.rs";

#[test]
fn no_error_of_writing_json_is_swallowed() {
    let mut found = Vec::new();
    let sources = sources();
    let product = sources.iter().filter(|source| source.is_product());
    for source in product.filter(|source| source.path != HASHED) {
        let lines: Vec<&str> = source.product_lines().map(|(_, line)| code(line)).collect();
        for (at, line) in lines.iter().enumerate() {
            if let Some(start) = WRITES.iter().find_map(|write| line.find(write)) {
                let rest: Vec<&str> = lines[at..].iter().take(6).copied().collect();
                let rest = rest.concat();
                let statement = expression(&rest[start..]);
                if SWALLOWS.iter().any(|word| statement.contains(word))
                    || THROWS_AWAY.iter().any(|word| line[..start].contains(word))
                {
                    found.push(format!("{}:{}: {}", source.path, at + 1, line.trim()));
                }
            }
        }
    }
    nothing(&found, "errors of writing JSON that nobody sees");
}

/// The expression that a text begins with: up to what ends it outside of its own brackets.
fn expression(text: &str) -> &str {
    let mut depth = 0;
    let end = text.char_indices().find(|(_, letter)| {
        match letter {
            '(' | '[' | '{' if depth > 0 || *letter == '(' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        depth < 0 || (depth == 0 && matches!(letter, ',' | ';' | '{'))
    });
    end.map_or(text, |(end, _)| &text[..end])
}

#[test]
fn an_expression_ends_where_it_ends() {
    let check = |text: &str, expected: &str| assert_eq!(expression(text), expected);
    check("Json::encode(&a)?, b.unwrap_or(0)", "Json::encode(&a)?");
    check(
        "Json::encode(&a(1, 2))   .ok();",
        "Json::encode(&a(1, 2))   .ok()",
    );
    check("to_value(a) { Ok(a) => b.ok() }", "to_value(a) ");
    check("to_value(a))?.ok()", "to_value(a)");
    check(
        "to_value(a).unwrap_or_else(|_| { b; c })",
        "to_value(a).unwrap_or_else(|_| { b; c })",
    );
}
