//! Does adding a thing touch what the how-to says, and nothing else?
//!
//! A how-to ends with the files that one such thing touched, new ones and edited ones. The words of
//! the thing stand in these product files and in no other: who needs one more edit must say so
//! there, and change the count here.

use std::collections::BTreeSet;
use std::fs;

use crate::says;
use crate::sources::{Source, root, sources};

/// A thing that was added as a how-to says.
struct Example {
    how_to: &'static str,
    /// The words of code that stand only where the thing was added; a file of that name, too.
    words: &'static [&'static str],
    /// How many files that were there had to be edited.
    edits: usize,
}

const EXAMPLES: &[Example] = &[
    Example {
        how_to: "add-a-validation-rule",
        words: &["v0305_missing_office_of_transit"],
        edits: 1,
    },
    Example {
        how_to: "add-a-field",
        words: &["presentation_date_time", "presentationDateTime"],
        edits: 4,
    },
    Example {
        how_to: "add-an-endpoint",
        words: &["check_code"],
        edits: 1,
    },
    Example {
        how_to: "add-an-action",
        words: &["GoodsDeparted", "DepartureNotified"],
        edits: 5,
    },
    Example {
        how_to: "add-a-status",
        words: &["CreditPending", "CreditInsufficient"],
        edits: 6,
    },
    Example {
        how_to: "add-a-declaration-type",
        words: &["FSD"],
        edits: 3,
    },
    Example {
        how_to: "add-a-customs-system",
        words: &["dk_dms", "DkDms"],
        edits: 6,
    },
    Example {
        how_to: "add-a-kind-of-master-data",
        words: &[
            "master_data/customs_office",
            "customs_office::*",
            "\"customsOffice\"",
            "\"CustomsOffice\", \"code\"",
            "MasterDataKind::CustomsOffice",
        ],
        edits: 4,
    },
    Example {
        how_to: "add-a-webhook-event",
        words: &["DeclarationDeadlinePassed"],
        edits: 2,
    },
];

impl Example {
    fn touched(&self, source: &Source) -> bool {
        let says_it = |word: &&str| {
            source.path.contains(*word) || source.product_lines().any(|(_, line)| says(line, word))
        };
        self.words.iter().any(says_it)
    }
}

/// What a how-to lists: the rows of its table that begin with a file, or with a folder and `/`.
struct Listed {
    path: String,
    is_new: bool,
}

impl Listed {
    fn holds(&self, path: &str) -> bool {
        path == self.path || (self.path.ends_with('/') && path.starts_with(&self.path))
    }
}

fn listed(text: &str) -> Vec<Listed> {
    let (_, section) = text
        .split_once("\n## What it touched\n")
        .unwrap_or_default();
    let rows = section.lines().filter_map(|line| {
        let (path, edit) = line.strip_prefix("| `")?.split_once("` | ")?;
        Some(Listed {
            path: path.to_owned(),
            is_new: edit.starts_with("new"),
        })
    });
    rows.collect()
}

fn how_to(name: &str) -> String {
    let path = root().join(format!("docs/how-to/{name}.md"));
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn an_example_touches_what_its_how_to_lists() {
    let sources = sources();
    for example in EXAMPLES {
        let name = example.how_to;
        let listed = listed(&how_to(name));
        let product = sources.iter().filter(|source| source.is_product());
        let touched = product.filter(|source| example.touched(source));
        let touched: BTreeSet<&str> = touched.map(|source| source.path.as_str()).collect();
        let unsaid: Vec<&&str> = touched
            .iter()
            .filter(|path| !listed.iter().any(|row| row.holds(path)))
            .collect();
        assert!(
            unsaid.is_empty(),
            "{name} touched and does not list {unsaid:#?}"
        );
        for row in &listed {
            let is_there = touched.iter().any(|path| row.holds(path));
            assert!(is_there, "{name} lists and did not touch {}", row.path);
        }
        let edits = listed.iter().filter(|row| !row.is_new).count();
        assert_eq!(edits, example.edits, "edits to {name}");
    }
}

#[test]
fn every_how_to_that_adds_has_its_example() {
    let files = fs::read_dir(root().join("docs/how-to")).expect("the how-tos");
    let names = files.map(|file| file.expect("readable").file_name());
    let names = names.filter_map(|name| Some(name.to_str()?.strip_suffix(".md")?.to_owned()));
    let adding: BTreeSet<String> = names.filter(|name| name.starts_with("add-")).collect();
    let proved = EXAMPLES.iter().map(|example| example.how_to.to_owned());
    assert_eq!(adding, proved.collect());
}
