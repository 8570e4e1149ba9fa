//! Is every declaration that customs published read whole, and written again as it was?
//!
//! The files are the operator's: conversations with the UK's customs (`CAS_CONVERSATIONS`) and
//! samples of all systems (`CAS_SAMPLES`). Where they are not there, the laws are skipped.

use std::path::{Path, PathBuf};

use cas_gateway::{CustomsSystem, MessageKind, ReadDeclaration};
use cas_systems::differences::explain;
use cas_testkit::write_again;

/// Files of which something is not read, and why.
const UNREAD: &[(&str, &str)] = &[(
    "emcs-v3.23/IE815.xml",
    "a sample of every element: it says a language for each text, and our document has one",
)];

/// Published files that are no XML: a comment or an element in them is not closed.
const BROKEN: &[&str] = &["TT_EX002a/TT_EX002a.xml"];

/// A declaration that was published.
struct Published {
    name: String,
    bytes: Vec<u8>,
    read: ReadDeclaration,
}

/// What is wrong with the declarations of each system, by one law.
fn check(law: impl Fn(&dyn CustomsSystem, &Published) -> Vec<String>) {
    let folders = [
        official("CAS_CONVERSATIONS", "conversations/uk-cds"),
        official("CAS_SAMPLES", "samples"),
    ];
    let mut wrong = Vec::new();
    for folder in folders.into_iter().flatten() {
        for file in files(&folder) {
            let bytes = std::fs::read(&file).expect("a file");
            let name = file.strip_prefix(&folder).unwrap_or(&file);
            let name = name.display().to_string();
            let mut is_known = false;
            for system in cas_systems::all() {
                let kind = system.recognise(&bytes);
                is_known |= kind.is_some();
                if kind != Some(MessageKind::Declaration) {
                    continue;
                }
                match system.read_declaration(&bytes) {
                    Ok(read) => {
                        let (name, bytes) = (name.clone(), bytes.clone());
                        wrong.extend(law(&*system, &Published { name, bytes, read }));
                    }
                    Err(error) => wrong.push(format!("{name}: {error}")),
                }
            }
            if !is_known && !BROKEN.iter().any(|broken| name.ends_with(broken)) {
                wrong.push(format!("{name}: nobody knows it"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_that_was_published_is_left_unread() {
    check(|_, published| {
        let Published { name, read, .. } = published;
        if UNREAD.iter().any(|(known, _)| name.ends_with(known)) {
            return Vec::new();
        }
        let unread = read.unread.iter();
        unread
            .map(|leaf| format!("{name}: {} = {} {:?}", leaf.path, leaf.value, leaf.why))
            .collect()
    });
}

#[test]
fn what_is_written_is_read_as_the_same_document() {
    check(|system, published| {
        let Published { name, read, .. } = published;
        let again = write_again(system, read).and_then(|body| {
            let again = system.read_declaration(&body);
            again.map_err(|error| error.to_string())
        });
        match again {
            Err(error) => vec![format!("{name}: {error}")],
            Ok(again) if again.document == read.document && again.lrn == read.lrn => Vec::new(),
            Ok(again) => {
                let differ = cas_model::difference::differences(&*read.document, &*again.document);
                vec![format!("{name}: {differ:?}")]
            }
        }
    });
}

#[test]
fn what_is_written_is_what_was_published() {
    check(|system, published| {
        let Published { name, bytes, read } = published;
        let body = match write_again(system, read) {
            Ok(body) => body,
            Err(error) => return vec![format!("{name}: {error}")],
        };
        let code = system.code();
        let differences = system.leaf_differences(bytes, &body);
        let differences = differences.expect("both were read");
        let unread = UNREAD.iter().any(|(known, _)| name.ends_with(known));
        differences
            .iter()
            .filter(|one| !unread && explain(code.as_str(), one).is_none())
            .map(|one| format!("{name}: {} {:?} {:?}", one.path, one.original, one.written))
            .collect()
    });
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("readable").path())
        .collect();
    paths.sort_unstable();
    let below = paths.into_iter().flat_map(|path| match path.is_dir() {
        true => files(&path),
        false => vec![path],
    });
    below.collect()
}

/// The official data: named by the environment, or where developers keep it.
#[expect(
    clippy::print_stderr,
    reason = "whoever reads the test's output must know"
)]
fn official(variable: &str, folder: &str) -> Option<PathBuf> {
    let beside = || {
        let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
        PathBuf::from(data).join(folder)
    };
    let path = std::env::var_os(variable).map_or_else(beside, PathBuf::from);
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("skipped: {} is not there; set {variable}", path.display());
    None
}
