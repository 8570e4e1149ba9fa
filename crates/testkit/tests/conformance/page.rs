//! The page that tells the results.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use cas_gateway::CustomsSystem;

use crate::samples::{Fate, Inputs};
use crate::{Line, Schema};

/// What is told of a system.
pub struct System {
    pub system: Arc<dyn CustomsSystem>,
    pub lines: Vec<Line>,
    pub read: Option<BTreeMap<Fate, usize>>,
    pub inputs: BTreeMap<&'static str, Inputs>,
    /// How many published conversations of a trader with it are replayed.
    pub conversations: usize,
}

/// Compares the page with `docs/conformance.md`, or writes it when `UPDATE_DOCS` is set.
pub fn compare(systems: &[System]) {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/conformance.md");
    let page = page(systems);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(file, &page).unwrap();
    }
    let kept = std::fs::read_to_string(file).unwrap_or_default();
    assert_eq!(
        kept, page,
        "write docs/conformance.md anew with UPDATE_DOCS=1"
    );
}

fn page(systems: &[System]) -> String {
    let mut text = String::from(
        "# What is proved of each customs system\n\n\
         *Can I trust what this system sends and understands?*\n\n\
         Written by the test `conformance` (`cargo nextest run -p cas-testkit conformance` with \
         `UPDATE_DOCS=1`, `CAS_SCHEMAS`, `CAS_SAMPLES` and `CAS_CONVERSATIONS`). Each message that \
         a system claims is written from each fixture, checked against the official schema where \
         there is one, sent to \
         the system's authority over HTTP; every answer is read and replayed to a status. Then every \
         message that customs published is read, and every declaration of a trader among them is \
         read back and written again.\n",
    );
    for system in systems {
        told(system, &mut text);
        covered(&system.system.code().to_string(), &mut text);
    }
    text
}

/// How many of the elements of customs' structures each message writes, as `docs/coverage.md` has
/// counted them.
fn covered(system: &str, text: &mut String) {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/coverage.md");
    let page = std::fs::read_to_string(file).unwrap_or_default();
    let shares: Vec<String> = page
        .lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            match cells[..] {
                ["", of, message, _, _, share, ""] if of == format!("`{system}`") => {
                    Some(format!("{message} {share}"))
                }
                _ => None,
            }
        })
        .collect();
    if !shares.is_empty() {
        let shares = shares.join(", ");
        let _ = writeln!(
            text,
            "\nElements written ([why not all](coverage.md)): {shares}."
        );
    }
}

fn told(system: &System, text: &mut String) {
    let capabilities = system.system.capabilities();
    let (code, name) = (system.system.code(), capabilities.name);
    let _ = write!(
        text,
        "\n## `{code}`: {name}\n\nStanding: {}.\n\n\
         | Message | Document | Official schema | Answers of the authority | Status |\n\
         |---|---|---|---|---|\n",
        capabilities.standing
    );
    for line in &system.lines {
        let schema = match line.schema {
            Schema::Valid => "valid",
            Schema::None => "none exists",
            Schema::NotLooked => "not checked",
        };
        let (answers, status) = (line.outcome.answers.join(", "), line.outcome.status);
        let _ = writeln!(
            text,
            "| {} | {} | {schema} | {answers} | {status} |",
            line.message, line.fixture,
        );
    }
    published(system.read.as_ref(), text);
    inputs(&system.inputs, text);
    if system.conversations > 0 {
        let _ = writeln!(
            text,
            "\n{} conversations that customs published, a declaration and its answers, are replayed \
             over the product on every store: each ends in the status that its answers mean (test \
             `conversations`; with crashes and repetitions all of them by `make test-long`).",
            system.conversations
        );
    }
}

/// The declarations of traders that were published, read back and written again.
fn inputs(inputs: &BTreeMap<&'static str, Inputs>, text: &mut String) {
    if inputs.is_empty() {
        text.push_str("\nNo declaration of a trader was published.\n");
        return;
    }
    text.push_str(
        "\n| Published declarations | Files | Read whole | Written again as they were |\n\
         |---|---|---|---|\n",
    );
    for (message, count) in inputs {
        let Inputs {
            published,
            read,
            equal,
        } = count;
        let _ = writeln!(text, "| {message} | {published} | {read} | {equal} |");
    }
}

fn published(read: Option<&BTreeMap<Fate, usize>>, text: &mut String) {
    let Some(read) = read.filter(|read| !read.is_empty()) else {
        text.push_str("\nNo message of this authority was published.\n");
        return;
    };
    text.push_str("\n| Published messages | Files | Read as |\n|---|---|---|\n");
    for (fate, files) in read {
        let (outcome, what) = match fate {
            Fate::Read(what) => ("read", what),
            Fate::NotTaken(what) => ("of a trader, or of another service", what),
            Fate::Broken(what) => ("broken", what),
        };
        let _ = writeln!(text, "| {outcome} | {files} | {what} |");
    }
}
