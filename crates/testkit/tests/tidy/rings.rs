//! Do modules use each other in a ring?
//!
//! A ring can only be understood, tested and moved as a whole. Looked at twice: a crate's top
//! modules with all that is in them, and the modules inside those. What is here today may shrink.

use std::collections::{BTreeMap, BTreeSet};

use crate::modules::arrows;
use crate::sources::{Source, nothing, sources};

/// Modules of which each uses every other one, by way of the rest.
type Ring = BTreeSet<String>;

/// The rings that are left, one a line: crate, depth, modules.
const LEFT: &str = include_str!("rings.txt");

/// The rings among the modules of a crate, cut off at a depth; the crate's root is `crate`.
fn rings(sources: &[Source], depth: usize) -> Vec<Ring> {
    let name = |path: Vec<String>| {
        let path = &path[..depth.min(path.len())];
        if path.is_empty() {
            "crate".to_owned()
        } else {
            path.join("::")
        }
    };
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (from, to) in arrows(sources) {
        uses.entry(name(from)).or_default().insert(name(to));
    }
    let reached: BTreeMap<&String, BTreeSet<&String>> = uses
        .keys()
        .map(|from| (from, reached(&uses, from)))
        .collect();
    let ring = |from: &String| -> Ring {
        let others = reached[from].iter().copied();
        let back = others.filter(|to| reached.get(to).is_some_and(|theirs| theirs.contains(from)));
        back.cloned().collect()
    };
    let rings: BTreeSet<Ring> = uses.keys().map(ring).collect();
    rings.into_iter().filter(|ring| ring.len() > 1).collect()
}

/// What can be reached from a module; itself too where the way leads back.
fn reached<'u>(
    uses: &'u BTreeMap<String, BTreeSet<String>>,
    from: &String,
) -> BTreeSet<&'u String> {
    let mut reached = BTreeSet::new();
    let mut next = vec![from];
    while let Some(module) = next.pop() {
        for to in uses.get(module).into_iter().flatten() {
            if reached.insert(to) {
                next.push(to);
            }
        }
    }
    reached
}

/// The product's sources by crate.
fn by_crate() -> BTreeMap<String, Vec<Source>> {
    let mut crates: BTreeMap<String, Vec<Source>> = BTreeMap::new();
    for source in sources().into_iter().filter(Source::is_product) {
        crates
            .entry(source.crate_name().to_owned())
            .or_default()
            .push(source);
    }
    crates
}

/// A line of the list as the crate with the depth, and the modules.
fn row(line: &str) -> (&str, Ring) {
    let (place, modules) = line.split_once(": ").expect("`crate depth: modules`");
    (place, modules.split(' ').map(str::to_owned).collect())
}

#[test]
fn no_ring_is_new_or_larger() {
    let left: Vec<(&str, Ring)> = LEFT.lines().map(row).collect();
    let mut is_open: Vec<bool> = vec![true; left.len()];
    let mut found = Vec::new();
    for (name, sources) in by_crate() {
        for depth in [1, 2] {
            let place = format!("{name} {depth}");
            for ring in rings(&sources, depth) {
                let row = left
                    .iter()
                    .position(|row| row.0 == place && ring.is_subset(&row.1));
                match row {
                    Some(row) => is_open[row] = false,
                    None => found.push(format!(
                        "{place}: {}",
                        ring.into_iter().collect::<Vec<_>>().join(" ")
                    )),
                }
            }
        }
    }
    nothing(&found, "rings of modules; turn one of the arrows round");
    let gone = LEFT.lines().zip(is_open).filter(|(_, is_open)| *is_open);
    let gone: Vec<String> = gone.map(|(line, _)| line.to_owned()).collect();
    nothing(&gone, "rings that are open now, and go from rings.txt");
}

#[test]
fn rings_are_seen() {
    let check = |files: &[(&str, &str)], depth: usize, expected: &[&[&str]]| {
        let sources: Vec<Source> = files
            .iter()
            .map(|(file, text)| Source {
                path: format!("crates/x/src/{file}"),
                text: (*text).to_owned(),
            })
            .collect();
        let expected: Vec<Ring> = expected
            .iter()
            .map(|ring| ring.iter().map(|module| (*module).to_owned()).collect())
            .collect();
        assert_eq!(rings(&sources, depth), expected, "{files:?}");
    };
    // By a line and by a path in code.
    check(
        &[
            ("a.rs", "use crate::b::B;"),
            ("b.rs", "fn f() { super::a::g() }"),
        ],
        1,
        &[&["a", "b"]],
    );
    check(
        &[("a.rs", "use crate::b::B;"), ("b.rs", "// crate::a::A")],
        1,
        &[],
    );
    // Over three modules, and one that only hangs on.
    check(
        &[
            ("a.rs", "use crate::{b::{B, C}, d};"),
            ("b.rs", "use super::c; fn f() { c::g() }"),
            ("c.rs", "fn g() { \"crate::d\"; crate::a::g() }"),
            ("d.rs", "use std::a;"),
        ],
        1,
        &[&["a", "b", "c"]],
    );
    // What is passed on counts for where it was made.
    check(
        &[
            (
                "a/mod.rs",
                "mod inner; mod other; pub use inner::{Inner as I}; fn f() { other::g() }",
            ),
            ("a/inner.rs", "pub struct Inner;"),
            ("a/other.rs", "use super::I; use super::*; pub fn g() {}"),
        ],
        2,
        &[],
    );
    check(
        &[
            (
                "a/mod.rs",
                "mod inner; pub use inner::Inner; pub struct Own; fn f() -> Inner {}",
            ),
            ("a/inner.rs", "use super::*; pub struct Inner(Own);"),
        ],
        2,
        &[&["a", "a::inner"]],
    );
    // A ring inside a module is none of its crate's top.
    check(
        &[
            ("a/b.rs", "use super::c::C;"),
            ("a/c.rs", "use crate::a::b::B;"),
            ("lib.rs", "mod a; pub use a::b::B;"),
        ],
        1,
        &[],
    );
    // Tests may look back.
    check(
        &[
            ("a.rs", "use crate::b::B;"),
            (
                "b.rs",
                "struct B;\n#[cfg(test)]\nmod tests {\n use crate::a::A;\n}\n",
            ),
        ],
        1,
        &[],
    );
}
