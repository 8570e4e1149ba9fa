//! What do people read of the lists that are built in?

use cas_model::validity::Validity;

use super::words::{CodeWords, words_of};
use super::{built_in, dated};

/// A list that is built in.
#[derive(Clone, Copy, Debug)]
pub struct BuiltInList {
    /// Its official name, as tenants name their own in its place.
    pub name: &'static str,
    /// What it is a list of.
    pub title: CodeWords,
    /// Where it comes from.
    pub source: &'static str,
}

/// A code of a list, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadableCode<'a> {
    /// The code, as documents have it.
    pub code: &'a str,
    /// What it means, where that is known.
    pub words: Option<CodeWords>,
    /// When it may be used.
    pub validity: Validity,
}

/// Where the lists without days come from.
const REFERENCE_DATA: &str = "reference data of the European Commission (CS/RD2), November 2025";
const UNITED_KINGDOM: &str = "lists of His Majesty's Revenue and Customs";
/// What the line begins with that says where a list comes from.
const SOURCE: &str = "Source: ";

/// The lists that are built in, by name.
#[must_use]
pub fn built_in_lists() -> Vec<BuiltInList> {
    let plain = built_in::LISTS.iter().map(|list| BuiltInList {
        name: list.name,
        title: CodeWords {
            en: list.title.en,
            de: Some(list.title.de),
        },
        source: REFERENCE_DATA,
    });
    let extended = built_in::EXTENDED.iter().map(|list| BuiltInList {
        name: list.name,
        title: CodeWords {
            en: list.title.en,
            de: Some(list.title.de),
        },
        source: UNITED_KINGDOM,
    });
    let dated = dated::all().map(|list| BuiltInList {
        name: list.name,
        title: CodeWords {
            en: list.about.first().copied().unwrap_or_default(),
            de: None,
        },
        source: source(list),
    });
    let mut lists: Vec<BuiltInList> = plain.chain(extended).chain(dated).collect();
    lists.sort_by_key(|list| list.name);
    lists
}

fn source(list: &'static dated::DatedList) -> &'static str {
    let mut lines = list.about.iter();
    lines
        .find_map(|line| line.strip_prefix(SOURCE))
        .unwrap_or_default()
}

/// The codes of a list that is built in, by code; `None` where there is none of that name.
pub(super) fn codes_of(list: &str) -> Option<Vec<ReadableCode<'static>>> {
    if let Some(dated) = dated::find(list) {
        let codes = dated.entries.iter().map(|(code, validity)| ReadableCode {
            code,
            words: None,
            validity: *validity,
        });
        return Some(codes.collect());
    }
    let extended = built_in::EXTENDED.iter().find(|it| it.name == list);
    let common = extended.map_or(list, |extended| extended.common);
    let plain = built_in::LISTS.iter().find(|it| it.name == common)?;
    let added = extended.map_or("", |extended| extended.added);
    let codes = plain.codes.split_ascii_whitespace();
    let mut codes: Vec<_> = codes
        .chain(added.split_ascii_whitespace())
        .map(|code| ReadableCode {
            code,
            words: words_of(list, code),
            validity: Validity::ALWAYS,
        })
        .collect();
    codes.sort_by_key(|code| code.code);
    Some(codes)
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;
    use crate::code_lists::CodeLists;

    #[test]
    fn what_is_read_is_what_counts() {
        let lists = CodeLists::built_in();
        let day: Date = "2026-07-01".parse().unwrap();
        for list in built_in_lists() {
            let read = lists.built_in_codes(list.name).expect(list.name);
            let valid = read.iter().filter(|code| code.validity.includes(day));
            let mut valid: Vec<&str> = valid.map(|code| code.code).collect();
            valid.dedup();
            assert_eq!(lists.codes(list.name, day), Some(valid), "{}", list.name);
            assert!(
                !list.title.en.is_empty() && !list.source.is_empty(),
                "{}",
                list.name
            );
        }
        assert!(lists.built_in_codes("CL999").is_none());
    }

    #[test]
    fn a_loaded_list_is_not_the_built_in_one() {
        let mut lists = CodeLists::built_in();
        lists.load("CL231", [("T9".to_owned(), Validity::ALWAYS)]);
        assert!(lists.built_in_codes("CL231").is_none());
    }
}
