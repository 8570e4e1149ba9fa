//! Does the workspace still have the shape that `docs/ARCHITECTURE.md` says it has?
//!
//! Reads the sources as text: which crate may know which, what must be absent where, how large a
//! file may be. A rule is a table here; what breaks it is listed whole, with file and line.

mod found_codes;
mod how_to;
mod locks;
mod modules;
mod names;
mod paths;
mod prose;
mod rings;
mod schema_names;
mod serialisation;
mod signatures;
mod sources;
mod tokens;

use std::collections::BTreeSet;
use std::fs;

use sources::{Source, code, nothing, root, sources};

/// Which of our crates each crate is built with.
const ARROWS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("schemas", &[]),
    ("decision", &[]),
    ("rules", &["model"]),
    ("gateway", &["model"]),
    ("store", &["model"]),
    ("systems", &["gateway", "model"]),
    ("process", &["decision", "gateway", "model", "rules"]),
    (
        "engine",
        &["decision", "gateway", "model", "process", "rules", "store"],
    ),
    ("api", &["engine", "model", "process", "store"]),
    ("authority", &["model"]),
    ("demo", &["engine", "model", "process", "store"]),
    ("web", &[]),
    ("server", ALL),
    ("testkit", ALL),
];

/// What is put together where everything is put together.
const ALL: &[&str] = &[
    "api",
    "authority",
    "decision",
    "demo",
    "engine",
    "gateway",
    "model",
    "process",
    "rules",
    "schemas",
    "store",
    "systems",
    "web",
];

/// What tests of a crate may use beyond that, and beyond the testkit.
const TEST_ARROWS: &[(&str, &[&str])] = &[
    ("api", &["gateway", "systems"]),
    ("authority", &["schemas"]),
    ("process", &["systems"]),
    ("systems", &["rules", "schemas"]),
];

/// Words of code, and the crates that may say them.
const HOMES: &[(&str, &[&str])] = &[
    ("sqlx", &["store"]),
    ("axum", &["api", "authority", "server", "testkit", "web"]),
    (
        "quick_xml",
        &["authority", "decision", "schemas", "systems"],
    ),
    ("xsd_schema", &["schemas"]),
    ("reqwest", &["authority", "engine", "server", "testkit"]),
    ("cas_systems", &["server", "testkit"]),
    (
        "tokio",
        &[
            "api",
            "authority",
            "engine",
            "server",
            "store",
            "testkit",
            "web",
        ],
    ),
    ("clap", &["server"]),
];

/// Words of code that a crate must not say, by its invariant in `lib.rs`.
const ABSENT: &[(&str, &[&str])] = &[
    (
        "process",
        &[
            "async",
            ".await",
            "cas_store",
            "tokio",
            "tracing",
            "reqwest",
            "sqlx",
            "SELECT",
            "Timestamp::now",
            "SystemTime",
            "Instant::now",
            "rand::",
            "Uuid::now_v7",
            "Uuid::new_v4",
        ],
    ),
    (
        "engine",
        &[
            "SELECT",
            "INSERT INTO",
            "DELETE FROM",
            "axum",
            "quick_xml",
            "xmlns",
        ],
    ),
];

/// Crates that know customs systems by a code in a registry, and none by name.
const NAMELESS: &[&str] = &["api", "engine", "gateway", "process", "store"];

/// The clock is asked here only; everybody else is told the time.
const CLOCKS: &[&str] = &[
    "crates/authority/",
    "crates/engine/src/clock.rs",
    // A date in `Retry-After` is compared with the clock on the wall.
    "crates/engine/src/outbound/client.rs",
    "crates/server/",
    "crates/testkit/",
];

/// What is nowhere in the sources.
const NOWHERE: &[&str] = &[
    "#[allow(",
    "#![allow(",
    "todo!(",
    "unimplemented!(",
    "dbg!(",
    "thread::sleep",
];

/// The most lines of a source file without its tests.
const FILE_LINES: usize = 500;
/// The widest line, in characters: rustfmt's 100, and some more for texts it does not break.
const LINE_WIDTH: usize = 110;

fn crates() -> BTreeSet<String> {
    let folder = root().join("crates");
    fs::read_dir(folder)
        .expect("the workspace has crates")
        .map(|entry| {
            entry
                .expect("readable")
                .file_name()
                .into_string()
                .expect("a plain name")
        })
        .collect()
}

fn manifest(name: &str) -> toml::Table {
    let path = root().join("crates").join(name).join("Cargo.toml");
    let text = fs::read_to_string(path).expect("every crate has a manifest");
    text.parse().expect("cargo reads it, so it is TOML")
}

/// Our crates in a section of a manifest, by their folder names.
fn ours(manifest: &toml::Table, section: &str) -> BTreeSet<String> {
    let Some(toml::Value::Table(dependencies)) = manifest.get(section) else {
        return BTreeSet::new();
    };
    dependencies
        .keys()
        .filter_map(|name| name.strip_prefix("cas-").map(str::to_owned))
        .collect()
}

fn allowed(table: &[(&str, &[&str])], name: &str) -> BTreeSet<String> {
    table
        .iter()
        .filter(|(from, _)| *from == name)
        .flat_map(|(_, to)| to.iter().map(|to| (*to).to_owned()))
        .collect()
}

/// Whether a line of code says a word; where the word ends in a name, the name ends there too.
fn says(line: &str, word: &str) -> bool {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    let (begins, ends) = (word.starts_with(part_of_name), word.ends_with(part_of_name));
    code(line).match_indices(word).any(|(at, _)| {
        let is_begun = begins && line[..at].ends_with(part_of_name);
        let goes_on = ends && line[at + word.len()..].starts_with(part_of_name);
        !is_begun && !goes_on
    })
}

/// The codes of the customs systems that exist.
fn codes_of_systems() -> Vec<String> {
    let sources = sources();
    let of_systems = sources
        .iter()
        .filter(|source| source.path.starts_with("crates/systems/src/"));
    let code_in = |line: &str| {
        let code = line.strip_prefix("pub const CODE: &str = \"")?;
        Some(code.strip_suffix("\";")?.to_owned())
    };
    of_systems
        .flat_map(|source| source.text.lines().filter_map(code_in))
        .collect()
}

#[test]
fn every_crate_has_its_arrows() {
    let listed: BTreeSet<String> = ARROWS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(
        listed,
        crates(),
        "a crate needs its row in ARROWS and in docs/ARCHITECTURE.md"
    );
}

#[test]
fn crates_know_only_whom_they_may() {
    let mut found = Vec::new();
    for name in crates() {
        let manifest = manifest(&name);
        let mut may = allowed(ARROWS, &name);
        for other in ours(&manifest, "dependencies").difference(&may) {
            found.push(format!("{name} is built with {other}"));
        }
        may.extend(allowed(TEST_ARROWS, &name));
        // Itself, with the features of its tests; and the testkit.
        may.extend([name.clone(), "testkit".to_owned()]);
        for other in ours(&manifest, "dev-dependencies").difference(&may) {
            found.push(format!("{name} is tested with {other}"));
        }
        nothing(
            &ours(&manifest, "build-dependencies")
                .into_iter()
                .collect::<Vec<_>>(),
            "at build",
        );
    }
    nothing(&found, "arrows that docs/ARCHITECTURE.md does not have");
}

#[test]
fn words_stay_at_home() {
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| source.is_product()) {
        for (word, homes) in HOMES {
            if homes.contains(&source.crate_name())
                || *word == format!("cas_{}", source.crate_name())
            {
                continue;
            }
            for (number, line) in source.product_lines().filter(|(_, line)| says(line, word)) {
                found.push(format!(
                    "{}:{number}: {word} in {}",
                    source.path,
                    line.trim()
                ));
            }
        }
    }
    nothing(&found, "words in crates that must not know them");
}

#[test]
fn crates_say_nothing_of_what_is_absent() {
    let mut found = Vec::new();
    let sources = sources();
    for (name, words) in ABSENT {
        let of_crate = |source: &&Source| source.crate_name() == *name && source.is_product();
        for source in sources.iter().filter(of_crate) {
            for (number, line) in source.product_lines() {
                let said = words.iter().filter(|word| says(line, word));
                found.extend(said.map(|word| format!("{}:{number}: {word}", source.path)));
            }
        }
    }
    nothing(&found, "words that the invariant of their crate forbids");
}

#[test]
fn customs_systems_are_not_named() {
    let codes = codes_of_systems();
    assert!(codes.len() > 3, "{codes:?}");
    let mut found = Vec::new();
    let nameless = |source: &Source| NAMELESS.contains(&source.crate_name());
    let sources = sources().into_iter();
    for source in sources.filter(|source| nameless(source) && source.is_product()) {
        for (number, line) in source.product_lines() {
            let lowered = line.to_lowercase();
            let named = codes.iter().filter(|code| says(&lowered, code));
            found.extend(named.map(|code| format!("{}:{number}: {code}", source.path)));
        }
    }
    nothing(&found, "customs systems by name; know them by the registry");
}

#[test]
fn words_are_seen() {
    for (line, word, expected) in [
        ("let x = a.await?;", ".await", true),
        ("let x = awaited;", ".await", false),
        ("async fn f()", "async", true),
        ("let asynchronous = 1;", "async", false),
        ("rand::random()", "rand::", true),
        ("grand::random()", "rand::", false),
        ("// async", "async", false),
    ] {
        assert_eq!(says(line, word), expected, "{line} {word}");
    }
}

#[test]
fn the_time_is_told() {
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| source.is_product()) {
        if CLOCKS.iter().any(|clock| source.path.starts_with(clock)) {
            continue;
        }
        for (number, line) in source.product_lines() {
            if code(line).contains("Timestamp::now(") || code(line).contains("SystemTime::now(") {
                found.push(format!("{}:{number}", source.path));
            }
        }
    }
    nothing(
        &found,
        "clocks beside the clock; take the time as an argument",
    );
}

/// A time is a day somewhere: who makes one of it says where, by `cas_model::civil_day`. The
/// authority is customs itself, and shares nothing.
#[test]
fn a_day_is_made_in_one_place() {
    const MADE_BY: &[&str] = &[".to_zoned(", ".in_tz(", "to_datetime("];
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| source.is_product()) {
        let is_home = source.path == "crates/model/src/civil_day.rs";
        if is_home || source.path.starts_with("crates/authority/") {
            continue;
        }
        for (number, line) in source.product_lines() {
            let line = code(line);
            let is_made = MADE_BY.iter().any(|made| line.contains(made));
            if line.contains(".date()") && (is_made || line.trim() == ".date()") {
                found.push(format!("{}:{number}", source.path));
            }
        }
    }
    nothing(&found, "days made of times; ask cas_model::civil_day where");
}

#[test]
fn nothing_unfinished_or_silenced() {
    let mut found = Vec::new();
    for source in sources()
        .iter()
        .filter(|source| !source.path.contains("/tidy/"))
    {
        for (number, line) in source.lines() {
            for word in NOWHERE.iter().filter(|word| code(line).contains(**word)) {
                found.push(format!("{}:{number}: {word}", source.path));
            }
        }
    }
    nothing(&found, "unfinished, silenced or sleeping");
}

#[test]
fn files_can_be_read() {
    let mut found = Vec::new();
    for source in &sources() {
        let lines = source.product_lines().count();
        if source.is_product() && lines > FILE_LINES {
            found.push(format!("{}: {lines} lines", source.path));
        }
        for (number, line) in source
            .lines()
            .filter(|(_, line)| line.chars().count() > LINE_WIDTH)
        {
            found.push(format!(
                "{}:{number}: {} wide",
                source.path,
                line.chars().count()
            ));
        }
    }
    nothing(&found, "files or lines that are too long");
}

#[test]
fn every_crate_says_what_is_absent() {
    let silent: Vec<String> = crates()
        .into_iter()
        .filter(|name| {
            let source = root().join("crates").join(name).join("src");
            let text = fs::read_to_string(source.join("lib.rs"))
                .or_else(|_| fs::read_to_string(source.join("main.rs")))
                .expect("a crate has lib.rs or main.rs");
            !text.lines().any(|line| line.starts_with("//! Invariant:"))
        })
        .collect();
    nothing(
        &silent,
        "crates without a line `//! Invariant:` in lib.rs or main.rs",
    );
}

#[test]
fn both_databases_have_the_same_steps() {
    let steps = |engine: &str| -> BTreeSet<String> {
        fs::read_dir(root().join("crates/store/migrations").join(engine))
            .expect("migrations of each database")
            .map(|entry| {
                entry
                    .expect("readable")
                    .file_name()
                    .into_string()
                    .expect("plain")
            })
            .collect()
    };
    assert_eq!(steps("sqlite"), steps("postgres"));
}

#[test]
fn every_dependency_has_its_sentence() {
    let text = fs::read_to_string(root().join("Cargo.toml")).expect("the workspace's manifest");
    let mut before = "";
    let mut inside = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.starts_with('[') {
            inside = line == "[workspace.dependencies]";
        }
        let third_party = inside && line.contains(" = ") && !line.starts_with(['#', ' ', '[', ']']);
        if third_party && !line.starts_with("cas-") && !before.starts_with("# ") {
            found.push(line.to_owned());
        }
        before = line;
    }
    nothing(&found, "dependencies without a line above that says why");
}

#[test]
fn nobody_has_dependencies_of_its_own() {
    let mut found = Vec::new();
    for name in crates() {
        let manifest = manifest(&name);
        for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let Some(toml::Value::Table(dependencies)) = manifest.get(section) else {
                continue;
            };
            for (dependency, value) in dependencies {
                let own = *dependency == format!("cas-{name}");
                if !own && value.get("workspace").and_then(toml::Value::as_bool) != Some(true) {
                    found.push(format!("{name}: {dependency}"));
                }
            }
        }
    }
    nothing(&found, "versions outside the workspace's list");
}
