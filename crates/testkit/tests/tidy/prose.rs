//! Do doc comments say something?
//!
//! One of at most three words seldom says more than the name below it.

use std::collections::BTreeMap;

use crate::sources::sources;

/// How many such comments a crate may have: may only fall.
const CEILINGS: &[(&str, usize)] = &[];

/// A doc comment of at most so many words is short.
const SHORT: usize = 3;

/// The doc comments of these lines that are short.
fn short<'t>(lines: impl Iterator<Item = (usize, &'t str)>) -> Vec<String> {
    let mut comments: Vec<Comment<'t>> = Vec::new();
    let mut before = "";
    for (number, line) in lines {
        let line = line.trim_start();
        let sign = ["///", "//!"]
            .into_iter()
            .find(|sign| line.starts_with(sign));
        match (sign, comments.last_mut()) {
            (Some(sign), Some(comment)) if sign == before => comment.add(line),
            (Some(_), _) => comments.push(Comment::of(number, line)),
            (None, _) => {}
        }
        before = sign.unwrap_or_default();
    }
    comments.retain(|comment| comment.words.len() <= SHORT);
    let said = |comment: &Comment<'_>| format!("{}: {}", comment.number, comment.words.join(" "));
    comments.iter().map(said).collect()
}

/// A doc comment: where it begins and its words.
struct Comment<'t> {
    number: usize,
    words: Vec<&'t str>,
}

impl<'t> Comment<'t> {
    fn of(number: usize, line: &'t str) -> Self {
        let mut comment = Self {
            number,
            words: Vec::new(),
        };
        comment.add(line);
        comment
    }

    fn add(&mut self, line: &'t str) {
        self.words.extend(line["///".len()..].split_whitespace());
    }
}

#[test]
fn short_comments_get_no_more() {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in sources().iter().filter(|source| source.is_product()) {
        let comments = short(source.product_lines());
        let named = comments
            .iter()
            .map(|comment| format!("{}:{comment}", source.path));
        found
            .entry(source.crate_name().to_owned())
            .or_default()
            .extend(named);
    }
    crate::sources::nothing_above(CEILINGS, &found, "doc comments of at most three words");
}

#[test]
fn short_comments_are_seen() {
    let check = |text: &str, expected: &[&str]| {
        let lines = text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line));
        assert_eq!(short(lines), expected, "{text}");
    };
    check(
        "//! What it is for.\n//!\n//! More.\n\n/// Which.\nfn f()",
        &["5: Which."],
    );
    check(
        "    /// Its step.\n    a: A,\n    /// And\n    /// of two lines.\n",
        &["1: Its step."],
    );
    check("// Which.\nlet a = 1; /// no doc", &[]);
    check(
        "/// # Errors\n/// When it fails.\n//! Ends here.\n",
        &["3: Ends here."],
    );
}
