//! Which built-in lists have codes that begin and end?
//!
//! Each is a file in `lists/`: lines of `#` say what it is, its source and the day it was read;
//! every other line is a code, its first and its last day (`8703,2026-01-01,`). What law calls
//! goods is a beginning of the tariff code. A tenant's list of the same name takes the place.

use std::sync::LazyLock;

use cas_model::validity::Validity;

/// A built-in list with days.
#[derive(Debug)]
pub struct DatedList {
    /// Its name, as tenants name their own in its place.
    pub name: &'static str,
    /// What it is, its source and when that was read: the lines of `#`.
    pub about: Vec<&'static str>,
    /// The codes and when they count, in the order of codes.
    pub entries: Vec<(&'static str, Validity)>,
}

/// The files, by the name of the list.
const FILES: &[(&str, &str)] = &[
    ("CBAM-goods", include_str!("../../lists/CBAM-goods.csv")),
    (
        "EUDR-products",
        include_str!("../../lists/EUDR-products.csv"),
    ),
    (
        "sanctioned-steel",
        include_str!("../../lists/sanctioned-steel.csv"),
    ),
    ("EUDR-timber", include_str!("../../lists/EUDR-timber.csv")),
    (
        "certificates-looked-up",
        include_str!("../../lists/certificates-looked-up.csv"),
    ),
    ("excise-goods", include_str!("../../lists/excise-goods.csv")),
];

static LISTS: LazyLock<Vec<DatedList>> = LazyLock::new(|| {
    let read = FILES.iter().map(|(name, text)| read(name, text));
    read.collect()
});

/// Every built-in list with days.
pub fn all() -> impl Iterator<Item = &'static DatedList> {
    LISTS.iter()
}

/// The list of a name.
pub(super) fn find(name: &str) -> Option<&'static DatedList> {
    all().find(|list| list.name == name)
}

fn read(name: &'static str, text: &'static str) -> DatedList {
    let (about, lines): (Vec<&str>, Vec<&str>) =
        text.lines().partition(|line| line.starts_with('#'));
    let lines = lines.into_iter().filter(|line| !line.is_empty());
    let mut entries: Vec<(&str, Validity)> = lines.map(entry).collect();
    entries.sort_by_key(|(code, _)| *code);
    let about = about.iter().map(|line| line.trim_start_matches('#').trim());
    DatedList {
        name,
        about: about.collect(),
        entries,
    }
}

/// A line; what is no day is none, which the test below finds.
fn entry(line: &'static str) -> (&'static str, Validity) {
    let mut cells = line.split(',');
    let code = cells.next().unwrap_or_default();
    let mut day = || cells.next().and_then(|cell| cell.parse().ok());
    let from = day();
    let until = day();
    (code, Validity { from, until })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every line is `code,first,last`, with days or nothing between the commas.
    #[test]
    fn files_are_well_formed_and_name_their_source() {
        for (list, (_, text)) in all().zip(FILES) {
            let name = list.name;
            let says = |word: &str| list.about.iter().any(|line| line.starts_with(word));
            assert!(says("Source: ") && says("Read: "), "{name}");
            for line in text.lines().filter(|it| !it.starts_with('#')) {
                let cells: Vec<&str> = line.split(',').collect();
                assert_eq!(cells.len(), 3, "{name}: {line}");
                for cell in &cells[1..] {
                    let is_day = cell.is_empty() || cell.parse::<jiff::civil::Date>().is_ok();
                    assert!(is_day, "{name}: {line}");
                }
            }
            let codes: Vec<&str> = list.entries.iter().map(|(code, _)| *code).collect();
            assert!(
                codes.is_sorted() && codes.iter().all(|it| !it.is_empty()),
                "{name}"
            );
        }
    }
}
