//! Is this a message of ours in form? The root in the namespace of its message, the header
//! complete, and in the body what belongs there.

use crate::answer::Violation;
use crate::emcs::door;
use crate::emcs::incoming::{INCOMING, NAMESPACE};
use crate::origin::Origin;
use crate::xml::{Document, position};

/// A field of the header, and what it must be.
type Field = (&'static str, fn(&str) -> bool);

const FIELDS: &[Field] = &[
    ("MessageSender", is_administration),
    ("MessageRecipient", is_administration),
    ("DateOfPreparation", is_date),
    ("TimeOfPreparation", is_time),
    ("MessageIdentifier", is_identifier),
];

pub(super) fn check(document: &Document<'_>, origin: &Origin) -> Vec<Violation> {
    let mut found = Vec::new();
    let root = &document.root;
    let mut add = |offset: usize, pointer: &str, text: String| {
        let (line, column) = position(&origin.body, offset);
        found.push(Violation {
            line,
            column,
            pointer: Some(format!("/{}{pointer}", origin.message)),
            code: "",
            text,
        });
    };
    if origin.phase.is_none() {
        let text = format!(
            "the root must be in {NAMESPACE}{}:<version>",
            origin.message
        );
        add(root.at, "", text);
    }
    let header = root.child("Header");
    for (name, is_right) in FIELDS {
        let field = header.and_then(|header| header.child(name));
        let text = field.map_or("", |field| field.text.trim());
        if !is_right(text) {
            let at = field.or(header).map_or(root.at, |field| field.at);
            let text = format!("{name} is missing or not what it must be");
            add(at, &format!("/Header/{name}"), text);
        }
    }
    let taken = INCOMING
        .iter()
        .find(|taken| taken.message == origin.message);
    let container = door::container(document);
    if let Some(taken) = taken
        && container.map(|own| own.name) != Some(taken.container)
    {
        let text = format!("the Body must hold {}", taken.container);
        add(container.map_or(root.at, |own| own.at), "/Body", text);
    }
    found
}

fn is_administration(text: &str) -> bool {
    let country = text.strip_prefix("NDEA.").unwrap_or_default();
    country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

fn is_time(text: &str) -> bool {
    text.parse::<jiff::civil::Time>().is_ok() && text.get(2..3) == Some(":")
}

fn is_identifier(text: &str) -> bool {
    (1..=44).contains(&text.chars().count())
}
