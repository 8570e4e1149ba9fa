//! Is this a message of ours in form? The root in the namespace, nothing else in any, the header
//! complete, the type that of the root.

use crate::answer::Violation;
use crate::commission::Domain;
use crate::origin::Origin;
use crate::xml::{Document, position};

/// The fields of the header and their greatest lengths.
const FIELDS: [(&str, usize); 5] = [
    ("messageSender", 35),
    ("messageRecipient", 35),
    ("preparationDateAndTime", 19),
    ("messageIdentification", 35),
    ("messageType", 6),
];

pub(super) fn check(domain: &Domain, document: &Document<'_>, origin: &Origin) -> Vec<Violation> {
    let mut found = Vec::new();
    let root = &document.root;
    let mut add = |offset: usize, pointer: &str, code: &'static str, text: String| {
        let (line, column) = position(&origin.body, offset);
        found.push(Violation {
            line,
            column,
            pointer: Some(format!("/{}{pointer}", origin.message)),
            code,
            text,
        });
    };
    if !is_in_namespace(domain, document) {
        let text = format!("the root must be in {}", domain.namespace);
        add(root.at, "", "52", text);
    }
    if let Some(at) = document.qualified_child {
        add(
            at,
            "",
            "52",
            "elements below the root must be in no namespace".to_owned(),
        );
    }
    for (name, length) in FIELDS {
        let pointer = format!("/{name}");
        let field = root.child(name);
        let text = field.map_or("", |field| &*field.text);
        let at = field.map_or(root.at, |field| field.at);
        if text.is_empty() {
            add(at, &pointer, "13", format!("{name} is missing"));
        } else if text.chars().count() > length {
            add(
                at,
                &pointer,
                "39",
                format!("{name} is longer than {length}"),
            );
        }
    }
    let at_of = |name: &str| root.child(name).map(|field| field.at);
    if let Some(at) = at_of("messageType")
        && root.text_at("messageType") != Some(&origin.message)
    {
        let text = format!("the messageType must be {}", origin.message);
        add(at, "/messageType", "12", text);
    }
    if let Some(at) = at_of("preparationDateAndTime")
        && !root
            .text_at("preparationDateAndTime")
            .is_some_and(is_date_and_time)
    {
        let text = "preparationDateAndTime must be YYYY-MM-DDThh:mm:ss".to_owned();
        add(at, "/preparationDateAndTime", "51", text);
    }
    found
}

/// Whether the prefix of the root stands for the namespace.
fn is_in_namespace(domain: &Domain, document: &Document<'_>) -> bool {
    let root = &document.root;
    // Without a prefix the default namespace would reach the children too.
    !root.prefix.is_empty() && root.own_namespace() == Some(domain.namespace)
}

fn is_date_and_time(text: &str) -> bool {
    text.len() == 19 && text.parse::<jiff::civil::DateTime>().is_ok()
}
