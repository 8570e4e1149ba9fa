//! The words of a source text: names, `::`, `->` and signs; comments are gone, a literal is one `"`.

/// Cuts a source text into tokens.
pub(crate) fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (length, token) = next(rest, first);
        tokens.extend(token);
        rest = &rest[length..];
    }
    tokens
}

/// How long the next piece of the text is, and the token it gives.
fn next(rest: &str, first: char) -> (usize, Option<&str>) {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    if rest.starts_with("//") {
        return (rest.find('\n').unwrap_or(rest.len()), None);
    }
    if rest.starts_with("/*") {
        return (rest.find("*/").map_or(rest.len(), |end| end + 2), None);
    }
    if let Some(length) = literal(rest) {
        return (length, Some("\""));
    }
    if is_name(first) {
        let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        return (length, Some(&rest[..length]));
    }
    if rest.starts_with("::") || rest.starts_with("->") {
        return (2, Some(&rest[..2]));
    }
    let length = first.len_utf8();
    (length, (!first.is_whitespace()).then_some(&rest[..length]))
}

/// How long the literal is that the text begins with: a text, raw or not, or a character.
fn literal(rest: &str) -> Option<usize> {
    let body = rest.trim_start_matches(['b', 'c']);
    let prefix = rest.len() - body.len();
    if prefix > 1 {
        return None;
    }
    if let Some(raw) = body.strip_prefix('r') {
        let inside = raw.trim_start_matches('#');
        let end = format!("\"{}", "#".repeat(raw.len() - inside.len()));
        let inside = inside.strip_prefix('"')?;
        let length = inside.find(&end).map_or(inside.len(), |at| at + end.len());
        return Some(rest.len() - inside.len() + length);
    }
    let quote = body.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let length = prefix + 1 + closing(&body[1..], quote)?;
    // A lifetime is no character.
    let is_lifetime = quote == '\'' && body[1..].chars().nth(1) != Some('\'');
    (!is_lifetime || body[1..].starts_with('\\')).then_some(length)
}

/// Where the text ends, behind its closing quote.
fn closing(inside: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in inside.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return Some(at + c.len_utf8()),
            _ => {}
        }
    }
    None
}

#[test]
fn comments_and_literals_say_nothing() {
    let check = |text: &str, expected: &str| {
        assert_eq!(tokens(text).join(" "), expected, "{text}");
    };
    check("use a::b; // crate::c", "use a :: b ;");
    check("/* x */ fn f() -> u8 {}", "fn f ( ) -> u8 { }");
    check(r##"let x = r#"crate::"a"#; y"##, "let x = \" ; y");
    check(
        r#"("a\"b", b"c", 'd', '\'', b'e')"#,
        "( \" , \" , \" , \" , \" )",
    );
    check("&'a str, 'static: b", "& ' a str , ' static : b");
    check("break_rules(b, c)", "break_rules ( b , c )");
}
