//! Every element that customs' structures have is written by a row of ours, or there is a reason
//! why it is not: `docs/coverage.md` is the result.

#[path = "../common/structure.rs"]
#[expect(dead_code, reason = "the names of elements are all that is asked")]
mod structure;

mod reasons;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use cas_systems::table::Table;
use cas_systems::{aes, dk_dms, emcs, ncts, uk_cds};
use reasons::{ENVELOPES, REASONS};
use structure::Node;

/// A message that we write, and the structure that customs publish of it.
struct Message {
    system: &'static str,
    name: &'static str,
    /// Below the folder of structures.
    file: &'static str,
    table: &'static Table,
    edition: &'static str,
    /// The elements around what the table writes.
    inside: &'static str,
}

fn messages() -> Vec<Message> {
    let of = |system, name, file, table, edition, inside| Message {
        system,
        name,
        file,
        table,
        edition,
        inside,
    };
    let transit = |name, file, table| of("ncts", name, file, table, "P6", "");
    let export = |name, file, table| of("aes", name, file, table, "P1", "");
    let excise = |file, message: &'static emcs::tables::Message| {
        let inside = Box::leak(format!("Body/{}", message.container).into_boxed_str());
        of("emcs", message.name, file, &message.table, "", inside)
    };
    let danish = |name, file, table, edition| of("dk_dms", name, file, table, edition, "");
    vec![
        transit("CC015C", "ncts-p6/cc015c.txt", &ncts::tables::CC015C),
        transit("CC013C", "ncts-p6/cc013c.txt", &ncts::tables::CC013C),
        transit("CC014C", "ncts-p6/cc014c.txt", &ncts::tables::CC014C),
        transit("CC170C", "ncts-p6/cc170c.txt", &ncts::tables::CC170C),
        export("CC515C", "aes-p1/cc515c-derived.txt", &aes::tables::CC515C),
        export("CC513C", "aes-p1/cc513c-derived.txt", &aes::tables::CC513C),
        export("CC514C", "aes-p1/cc514c-derived.txt", &aes::tables::CC514C),
        export("CC511C", "aes-p1/cc511c-derived.txt", &aes::tables::CC511C),
        export("CC507C", "aes-p1/CC507C-official.txt", &aes::tables::CC507C),
        export("CC583C", "aes-p1/CC583C-official.txt", &aes::tables::CC583C),
        of(
            "uk_cds",
            "DEC",
            "uk-cds/DEC.txt",
            &uk_cds::tables::DECLARATION,
            "",
            "",
        ),
        of(
            "uk_cds",
            "INV",
            "uk-cds/CANCEL.txt",
            &uk_cds::tables::CANCELLATION,
            "",
            "",
        ),
        excise("emcs/ie815.txt", &emcs::tables::IE815),
        excise("emcs/ie810.txt", &emcs::tables::IE810),
        excise("emcs/ie813.txt", &emcs::tables::IE813),
        excise("emcs/ie818.txt", &emcs::tables::IE818),
        excise("emcs/ie819.txt", &emcs::tables::IE819),
        excise("emcs/ie825.txt", &emcs::tables::IE825),
        excise("emcs/ie837.txt", &emcs::tables::IE837),
        excise("emcs/ie871.txt", &emcs::tables::IE871),
        danish(
            "H1",
            "dk-dms/DMS_H1_V2.3.txt",
            &dk_dms::tables::DECLARATION,
            "H1",
        ),
        danish(
            "H7",
            "dk-dms/DMS_H7_V1.9.txt",
            &dk_dms::tables::DECLARATION,
            "H7",
        ),
        danish(
            "I1",
            "dk-dms/DMS_I1_V2.2.txt",
            &dk_dms::tables::DECLARATION,
            "I1",
        ),
        danish(
            "I2",
            "dk-dms/DMS_I2_EIDR_V2.1.txt",
            &dk_dms::tables::DECLARATION,
            "I2",
        ),
        danish(
            "B1",
            "dk-dms/DMS_B1_v1.27.txt",
            &dk_dms::tables::DECLARATION,
            "B1",
        ),
        danish(
            "PN",
            "dk-dms/DMS_I2_PN_V1.6.txt",
            &dk_dms::tables::PRESENTATION,
            "PN",
        ),
        danish(
            "Invalidation",
            "dk-dms/DMS_I1_INVALIDATION_V2.1.txt",
            &dk_dms::tables::INVALIDATION,
            "",
        ),
    ]
}

#[expect(clippy::print_stderr, reason = "whoever reads the output must know")]
fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("CAS_STRUCTURES").map(PathBuf::from);
    let manifest = env!("CARGO_MANIFEST_DIR");
    let beside = || PathBuf::from(format!("{manifest}/../../../shared/data/structures"));
    let path = named.unwrap_or_else(beside);
    if path.is_dir() {
        return Some(path);
    }
    eprintln!(
        "skipped: {} is not there; set CAS_STRUCTURES",
        path.display()
    );
    None
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
    let inside = message.inside;
    let is_written = |path: &str| {
        let below = match inside {
            "" => Some(path),
            _ => path
                .strip_prefix(inside)
                .map(|rest| rest.trim_start_matches('/')),
        };
        let is_around =
            !inside.is_empty() && (inside == path || inside.starts_with(&format!("{path}/")));
        let is_envelope = ENVELOPES.iter().any(|(system, element)| {
            *system == message.system && (is_below(path, element) || is_below(element, path))
        });
        is_around || is_envelope || below.is_some_and(|below| rows.iter().any(|row| row == below))
    };
    let (written, others): (Vec<String>, Vec<String>) =
        all.iter().cloned().partition(|path| is_written(path));
    let mut left: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    let mut open = Vec::new();
    for path in others {
        let reason = REASONS.iter().find(|reason| {
            (reason.system.is_empty() || reason.system == message.system)
                && (reason.messages.is_empty() || reason.messages.contains(&message.name))
                && reason
                    .elements
                    .iter()
                    .any(|element| is_meant(&path, element))
        });
        match reason {
            Some(reason) => left.entry(reason.why).or_default().push(path),
            None => open.push(path),
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

/// Whether a path is the element, or below it.
fn is_below(path: &str, element: &str) -> bool {
    let rest = path.strip_prefix(element);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether an element of the table of reasons means a path: from the root where it begins with
/// `/`, else wherever it stands; below it too.
fn is_meant(path: &str, element: &str) -> bool {
    match element.strip_prefix('/') {
        Some(from_root) => is_below(path, from_root),
        None => format!("/{path}/").contains(&format!("/{element}/")),
    }
}

#[test]
fn every_element_is_written_or_has_a_reason() {
    let Some(folder) = folder() else { return };
    let messages = messages();
    let mut all = Vec::new();
    for message in &messages {
        let file = folder.join(message.file);
        assert!(file.is_file(), "{} is not there", file.display());
        all.push(covered(message, &structure::read(&file)));
    }
    let open: Vec<String> = all
        .iter()
        .flat_map(|one| {
            let Message { system, name, .. } = one.message;
            one.open
                .iter()
                .map(move |path| format!("{system} {name} {path}"))
        })
        .collect();
    assert!(
        open.is_empty(),
        "neither a row nor a reason:\n{}",
        open.join("\n")
    );
    compare(&page(&all));
}

fn page(all: &[Covered<'_>]) -> String {
    let mut text = String::from(
        "# Which elements of customs' messages are written\n\n\
         *What can I not declare with this system, and why?*\n\n\
         Written by the test `coverage` of `cas-systems` (`make docs`, where `CAS_STRUCTURES` \
         names the structures that customs publish). An element is written by a row of the \
         message's table or by the envelope around it; every other has a reason here.\n\n\
         | System | Message | Elements | Written | Share |\n|---|---|--:|--:|--:|\n",
    );
    for one in all {
        let Message { system, name, .. } = one.message;
        let share = one.written * 100 / one.all.max(1);
        let _ = writeln!(
            text,
            "| `{system}` | {name} | {} | {} | {share} % |",
            one.all, one.written
        );
    }
    for one in all.iter().filter(|one| !one.left.is_empty()) {
        let Message { system, name, .. } = one.message;
        let _ = write!(
            text,
            "\n## {name} (`{system}`)\n\n| Not written | Why |\n|---|---|\n"
        );
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
