//! Does the code of a finding stand in its list alone?
//!
//! Rules say their codes in their files, our other findings in one list. Whoever finds something
//! calls the list; a code that is written beside it would need its severity and its page again.

use crate::sources::{code, nothing, sources};

/// Where codes are written: the two lists, and the types of declarations, whose cells name the rule
/// that speaks for them.
const HOMES: &[&str] = &[
    "crates/model/src/declaration_types/",
    "crates/model/src/findings.rs",
    "crates/rules/src/rules/",
];

/// The codes of findings that a line of code has as texts.
fn codes_in(line: &str) -> impl Iterator<Item = &str> {
    let texts = code(line).split('"').skip(1).step_by(2);
    texts.filter(|text| {
        let digits = text.strip_prefix(['V', 'C', 'D', 'T']);
        digits.is_some_and(|rest| rest.len() == 4 && rest.bytes().all(|one| one.is_ascii_digit()))
    })
}

#[test]
fn codes_of_findings_stand_in_their_lists() {
    let mut found = Vec::new();
    let sources = sources().into_iter().filter(|source| source.is_product());
    for source in sources.filter(|source| !HOMES.iter().any(|home| source.path.starts_with(home))) {
        for (number, line) in source.product_lines() {
            found.extend(codes_in(line).map(|code| format!("{}:{number}: {code}", source.path)));
        }
    }
    nothing(&found, "codes of findings outside their lists");
}

#[test]
fn codes_are_seen() {
    for (line, expected) in [
        (
            r#"Finding::of("D0010", "V01", "T0001")"#,
            vec!["D0010", "T0001"],
        ),
        (r#"// "D0010""#, vec![]),
        (r#"("C651", "D00101", "X0010")"#, vec![]),
    ] {
        assert_eq!(codes_in(line).collect::<Vec<_>>(), expected, "{line}");
    }
}
