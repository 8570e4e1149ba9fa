//! The sources of the workspace, as text.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A source file, by its path from the root.
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    /// The crate it belongs to.
    pub(crate) fn crate_name(&self) -> &str {
        self.path.split('/').nth(1).unwrap_or_default()
    }

    /// Whether it is product code, not a test, bench or example.
    pub(crate) fn is_product(&self) -> bool {
        self.path.contains("/src/")
            && !self.path.ends_with("/tests.rs")
            && !self.path.ends_with("_tests.rs")
    }

    /// Its numbered lines up to its test module. One in its own file leaves product code behind it.
    pub(crate) fn product_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let following = self.text.lines().skip(1).chain([""]);
        self.lines()
            .zip(following)
            .take_while(|((_, line), next)| {
                line.trim() != "#[cfg(test)]" || next.trim_end().ends_with(';')
            })
            .map(|(line, _)| line)
    }

    /// Its text up to its test module.
    pub(crate) fn product_text(&self) -> String {
        let lines = self.product_lines().flat_map(|(_, line)| [line, "\n"]);
        lines.collect()
    }

    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
    }
}

pub(crate) fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    collect(&root().join("crates"), "crates", &mut sources);
    assert!(sources.len() > 100, "the sources are not where they were");
    sources
}

fn collect(folder: &Path, name: &str, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("readable");
        let file = entry.file_name().into_string().expect("a plain name");
        let path = format!("{name}/{file}");
        if entry.file_type().expect("known").is_dir() {
            collect(&entry.path(), &path, sources);
        } else if file.ends_with(".rs") {
            let text = fs::read_to_string(entry.path()).expect("sources are text");
            sources.push(Source { path, text });
        }
    }
}

/// The line without its comment; texts that hold `//` are cut too, which hides no word we seek.
pub(crate) fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

/// Fails with a list of what was found.
pub(crate) fn nothing(found: &[String], what: &str) {
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

/// Fails where a crate has more of something than its ceiling; without a row it may have none.
pub(crate) fn nothing_above(
    ceilings: &[(&str, usize)],
    found: &BTreeMap<String, Vec<String>>,
    what: &str,
) {
    let mut above = Vec::new();
    for (name, places) in found {
        let rows = ceilings.iter().filter(|(owner, _)| owner == name);
        let ceiling = rows.map(|(_, most)| *most).next().unwrap_or(0);
        if places.len() > ceiling {
            above.push(format!(
                "{name} may have {ceiling} and has {}:",
                places.len()
            ));
            above.extend(places.iter().cloned());
        }
    }
    nothing(&above, what);
}
