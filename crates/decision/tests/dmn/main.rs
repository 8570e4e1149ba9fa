//! Do the tables of DMN models say what their test cases expect?
//!
//! A folder of models (`*.dmn`) and test cases (`*-test-*.xml`) in the layout of the public DMN
//! TCK: our own beside this file, and another named by the environment variable `CAS_DMN_TCK`.
//! Decisions are evaluated by [`model`], which feeds what decisions say into those that need it;
//! every table goes through the DMN import and our evaluation.

mod cases;
mod model;
mod value;
#[path = "../../src/exchange/xml.rs"]
#[expect(dead_code, reason = "the tests do not look at namespaces")]
mod xml;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cases::{Case, Outcome, run};

/// What came of the cases of one model.
#[derive(Default)]
struct Tally {
    passed: usize,
    without_table: usize,
    refused: BTreeMap<String, usize>,
    failed: Vec<String>,
}

fn folders(root: &Path, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(root).unwrap_or_else(|error| panic!("{root:?}: {error}"));
    for entry in entries {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            folders(&path, found);
        } else if path.to_string_lossy().ends_with(".xml") && is_test(&path) {
            found.push(path);
        }
    }
    found.sort();
}

fn is_test(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.to_string_lossy().contains("-test"))
}

/// The cases of each model, by `level/model`.
fn tallies(root: &Path) -> BTreeMap<String, Tally> {
    let mut tests = Vec::new();
    folders(root, &mut tests);
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for path in tests {
        let cases = Case::read(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        let name = path
            .parent()
            .and_then(|folder| folder.strip_prefix(root).ok());
        let name = name.map_or(String::new(), |name| name.to_string_lossy().into_owned());
        let tally = tallies.entry(name.clone()).or_default();
        for case in cases {
            match run(&case) {
                Outcome::Passed => tally.passed += 1,
                Outcome::WithoutTable => tally.without_table += 1,
                Outcome::Refused(why) => *tally.refused.entry(why).or_default() += 1,
                Outcome::Failed(why) => tally.failed.push(format!("{name} {}: {why}", case.id)),
            }
        }
    }
    tallies.retain(|_, tally| {
        tally.passed > 0 || !tally.refused.is_empty() || !tally.failed.is_empty()
    });
    tallies
}

#[test]
fn our_own_models() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dmn/models");
    let tallies = tallies(&root);
    let failed: Vec<&String> = tallies.values().flat_map(|tally| &tally.failed).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    let refused: Vec<_> = tallies
        .values()
        .flat_map(|tally| tally.refused.keys())
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
    let passed: usize = tallies.values().map(|tally| tally.passed).sum();
    assert_eq!(
        passed, 31,
        "cases were lost, or added without being counted"
    );
}

/// Every case passes, or its model has a line with the reason in `docs/decision-tables.md`.
#[test]
#[expect(clippy::print_stdout, reason = "says what was run, or why nothing was")]
fn the_public_models() {
    let Some(root) = std::env::var_os("CAS_DMN_TCK") else {
        println!("not run: CAS_DMN_TCK names no folder with the DMN TCK's models and tests");
        return;
    };
    let manual = include_str!("../../../../docs/decision-tables.md");
    let mut wrong = Vec::new();
    let (mut passed, mut refused, mut beside) = (0, 0, 0);
    for (name, tally) in tallies(Path::new(&root)) {
        let number = |name: &str| name.rsplit('/').next().unwrap_or_default()[..4].to_owned();
        let (passes, refuses) = (tally.passed, tally.refused.values().sum::<usize>());
        let line = format!("| {} | {passes} | {refuses} |", number(&name));
        println!("{line} {:?}", tally.refused);
        if refuses > 0 && !manual.contains(&line) {
            wrong.push(format!(
                "{name}: no line \"{line}\" in docs/decision-tables.md"
            ));
        }
        wrong.extend(tally.failed);
        passed += passes;
        refused += refuses;
        beside += tally.without_table;
    }
    println!("{passed} passed, {refused} refused, {beside} need no decision table");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
