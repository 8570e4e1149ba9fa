//! Every element that customs' structures have is written by a row of ours, or there is a reason
//! why it is not: `docs/coverage.md` is the result.

mod messages;
mod reasons;
mod schema;
mod written;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::common::official;
use crate::common::structure::{self, Node};
use messages::{Message, Structure};
use reasons::{ENVELOPES, REASONS, Reason};

/// The folders of the structures and of the schemas that customs publishes.
struct Folders<'a> {
    structures: &'a Path,
    schemas: &'a Path,
}

impl Folders<'_> {
    fn read(&self, structure: Structure) -> Node {
        match structure {
            Structure::Text(file) => structure::read(&self.structures.join(file)),
            Structure::Schema(file) => schema::read(&self.schemas.join(file)),
        }
    }
}

/// The paths of a structure's elements below its root.
fn paths(node: &Node, above: &str, found: &mut Vec<String>) {
    for child in &node.children {
        if child.name.starts_with(['<', '(']) {
            paths(child, above, found);
            continue;
        }
        let separator = if above.is_empty() { "" } else { "/" };
        let path = format!("{above}{separator}{}", child.name);
        if !found.contains(&path) {
            found.push(path.clone());
        }
        paths(child, &path, found);
    }
}

/// What becomes of a message's elements.
struct Covered<'m> {
    message: &'m Message,
    all: usize,
    written: usize,
    /// Elements that are not written, by the reason.
    left: BTreeMap<&'static str, Vec<String>>,
    /// Those without a reason.
    open: Vec<String>,
}

fn covered<'m>(message: &'m Message, structure: &Node) -> Covered<'m> {
    let mut all = Vec::new();
    paths(structure, "", &mut all);
    let rows = message.table.elements(message.edition);
    let (written, others): (Vec<&String>, Vec<&String>) = all
        .iter()
        .partition(|path| is_written(message, &rows, path));
    let mut left: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    let mut open = Vec::new();
    for path in others {
        match REASONS.iter().find(|reason| is_for(reason, message, path)) {
            Some(reason) => left.entry(reason.why).or_default().push(path.clone()),
            None => open.push(path.clone()),
        }
    }
    Covered {
        message,
        all: all.len(),
        written: written.len(),
        left,
        open,
    }
}

/// Whether an element is one of a row, of what is written beside the table, or around it.
fn is_written(message: &Message, rows: &[String], path: &str) -> bool {
    let inside = &*message.inside;
    let below = match inside {
        "" => Some(path),
        _ => path
            .strip_prefix(inside)
            .map(|rest| rest.trim_start_matches('/')),
    };
    let is_around = is_below(inside, path);
    let is_envelope = ENVELOPES.iter().any(|(system, element)| {
        *system == message.system && (is_below(path, element) || is_below(element, path))
    });
    let mut beside = message.beside.iter();
    is_around
        || is_envelope
        || beside.any(|element| is_below(element, path))
        || below.is_some_and(|below| rows.iter().any(|row| row == below))
}

fn is_for(reason: &Reason, message: &Message, path: &str) -> bool {
    let mut elements = reason.elements.iter();
    (reason.system.is_empty() || reason.system == message.system)
        && message.is_named(reason.messages)
        && elements.any(|element| is_meant(path, element))
}

/// Whether a path is the element, or below it.
fn is_below(path: &str, element: &str) -> bool {
    let rest = path.strip_prefix(element);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether an element of the table of reasons means a path: from the root where it begins with
/// `/`, else wherever it stands; below it too. `/` alone is everything.
fn is_meant(path: &str, element: &str) -> bool {
    match element.strip_prefix('/') {
        Some("") => true,
        Some(from_root) => is_below(path, from_root),
        None => format!("/{path}/").contains(&format!("/{element}/")),
    }
}

#[test]
fn every_element_is_written_or_has_a_reason() {
    let structures = official("CAS_STRUCTURES", "structures");
    let schemas = official("CAS_SCHEMAS", "xsd");
    let (Some(structures), Some(schemas)) = (structures, schemas) else {
        return;
    };
    let folders = Folders {
        structures: &structures,
        schemas: &schemas,
    };
    let messages = messages::all();
    let all: Vec<Covered<'_>> = messages
        .iter()
        .map(|message| covered(message, &folders.read(message.structure)))
        .collect();
    let open: Vec<String> = all.iter().flat_map(without_reason).collect();
    assert!(
        open.is_empty(),
        "neither a row nor a reason:\n{}",
        open.join("\n")
    );
    let needless: Vec<&str> = REASONS
        .iter()
        .map(|reason| reason.why)
        .filter(|why| all.iter().all(|one| !one.left.contains_key(why)))
        .collect();
    assert!(needless.is_empty(), "reasons of nothing: {needless:#?}");
    compare(&page(&all));
}

fn without_reason<'c>(one: &'c Covered<'_>) -> impl Iterator<Item = String> + 'c {
    let (system, name) = (one.message.system, one.message.name());
    let open = one.open.iter();
    open.map(move |path| format!("{system} {name} {path}"))
}

/// What is claimed of messages is so: whatever a system writes has its section, there is no section
/// of what is never written, and what stands beside a table is written.
#[test]
fn every_message_that_is_written_has_its_section() {
    let written = written::all();
    let sections = messages::all();
    for key in written.keys() {
        let about = sections.iter().filter(|one| written::is_about(one, key));
        assert_eq!(about.count(), 1, "sections about {key:?}");
    }
    for section in &sections {
        let of_section = written
            .iter()
            .filter(|(key, _)| written::is_about(section, key));
        let elements: Vec<&String> = of_section.flat_map(|(_, elements)| elements).collect();
        let name = section.name();
        assert!(!elements.is_empty(), "{name} is never written");
        for element in section.beside {
            assert!(
                elements.iter().any(|one| one == element),
                "{name} {element}"
            );
        }
    }
}

fn page(all: &[Covered<'_>]) -> String {
    let mut text = String::from(
        "# Which elements of customs' messages are written\n\n\
         *What can I not declare with this system, and why?*\n\n\
         Written by the test `coverage` of `cas-systems` (`make docs`, where `CAS_STRUCTURES` and \
         `CAS_SCHEMAS` name the structures and the schemas that customs publish). It has every \
         message that a system writes when it is asked for all that it claims. An element is written \
         by a row of the message's table, by what an action adds to it or by the envelope around \
         it; every other has a reason here.\n\n\
         | System | Message | Elements | Written | Share |\n|---|---|--:|--:|--:|\n",
    );
    for one in all {
        let (system, name) = (one.message.system, one.message.name());
        let share = one.written * 100 / one.all.max(1);
        let _ = writeln!(
            text,
            "| `{system}` | {name} | {} | {} | {share} % |",
            one.all, one.written
        );
    }
    for one in all {
        let (system, name) = (one.message.system, one.message.name());
        let _ = write!(text, "\n## {name} (`{system}`)\n\n");
        if one.left.is_empty() {
            text.push_str("Every element is written.\n");
            continue;
        }
        text.push_str("| Not written | Why |\n|---|---|\n");
        for (why, paths) in &one.left {
            let named: Vec<String> = tops(paths).iter().map(|path| format!("`{path}`")).collect();
            let _ = writeln!(text, "| {} | {why} |", named.join(", "));
        }
    }
    text
}

/// The paths without those below another of them.
fn tops(paths: &[String]) -> Vec<&String> {
    let is_top = |path: &&String| {
        let mut others = paths.iter();
        !others.any(|other| other != *path && is_below(path, other))
    };
    paths.iter().filter(is_top).collect()
}

/// Compares the page with `docs/coverage.md`, or writes it when `UPDATE_DOCS` is set.
fn compare(page: &str) {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/coverage.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(file, page).unwrap();
    }
    let kept = std::fs::read_to_string(file).unwrap_or_default();
    assert_eq!(kept, page, "write docs/coverage.md anew with UPDATE_DOCS=1");
}
