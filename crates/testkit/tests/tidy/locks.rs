//! Do the lock files of the workspaces beside ours fit the manifests of the crates they build?
//!
//! Nobody builds those workspaces on every change: a lock that a new dependency made stale would be
//! found only by whoever measures or fuzzes next.

use std::collections::BTreeSet;
use std::fs;

use crate::sources::{nothing, root};

/// Lock files of workspaces that build crates of ours.
const LOCKS: &[&str] = &["bench/decision/Cargo.lock", "fuzz/Cargo.lock"];

#[test]
fn locks_beside_the_workspace_fit_the_manifests() {
    let mut stale = Vec::new();
    for lock in LOCKS {
        let text = fs::read_to_string(root().join(lock)).unwrap();
        let ours: Vec<_> = text.split("[[package]]").filter_map(our_package).collect();
        assert!(!ours.is_empty(), "{lock} names no crate of ours");
        for (name, locked) in ours {
            let manifest = root().join("crates").join(&name).join("Cargo.toml");
            let wanted = dependencies(&fs::read_to_string(manifest).unwrap());
            for dependency in locked.symmetric_difference(&wanted) {
                stale.push(format!(
                    "{lock}: cas-{name} and {dependency}; run cargo metadata in its folder"
                ));
            }
        }
    }
    nothing(&stale, "locks that do not fit");
}

/// The folder of a crate of ours in a lock, and the packages it depends on there.
fn our_package(package: &str) -> Option<(String, BTreeSet<String>)> {
    let quoted = |line: &str| Some(line.split('"').nth(1)?.to_owned());
    let name = quoted(package.lines().find(|line| line.starts_with("name"))?)?;
    let folder = name.strip_prefix("cas-")?.to_owned();
    let list = package
        .split_once("dependencies = [")
        .map_or("", |(_, list)| list);
    let named = list.lines().filter_map(quoted);
    let without_version = named.map(|name| name.split(' ').next().unwrap_or_default().to_owned());
    Some((folder, without_version.collect()))
}

/// The names under `[dependencies]` of a manifest.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let lines = manifest
        .lines()
        .skip_while(|line| *line != "[dependencies]");
    let section = lines.skip(1).take_while(|line| !line.starts_with('['));
    section
        .filter_map(|line| line.split_once(['.', ' ', '=']))
        .map(|(name, _)| name.to_owned())
        .filter(|name| !name.is_empty() && !name.starts_with('#'))
        .collect()
}
