//! Does adding a thing touch what the how-to says, and nothing else?
//!
//! A how-to ends with the files that one such thing touched. The name of the thing stands in these
//! product files and in no other: who needs one more edit must say so there.

use std::collections::BTreeSet;
use std::fs;

use crate::sources::{root, sources};

/// A how-to, and what stands in every file that its example touched.
const EXAMPLES: &[(&str, &str)] = &[("add-an-action", "ArrivalAtExit")];

/// The files that a how-to lists: rows of its table that begin with one.
fn listed(text: &str) -> BTreeSet<String> {
    let rows = text.lines().filter_map(|line| {
        let (file, _) = line.strip_prefix("| `")?.split_once('`')?;
        Some(file.to_owned())
    });
    rows.collect()
}

#[test]
fn an_example_touches_what_its_how_to_lists() {
    for (name, word) in EXAMPLES {
        let path = root().join(format!("docs/how-to/{name}.md"));
        let text = fs::read_to_string(path).expect("the how-to is there");
        let sources = sources();
        let product = sources.iter().filter(|source| source.is_product());
        let touched: BTreeSet<String> = product
            .filter(|source| source.product_text().contains(word))
            .map(|source| source.path.clone())
            .collect();
        assert_eq!(touched, listed(&text), "{name}: {word}");
    }
}
