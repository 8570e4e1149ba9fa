//! Which codes does customs know?
//!
//! The short lists that hardly change are built in ([`built_in`]). Longer and dated ones are
//! loaded by whoever has them; a loaded list takes the place of a built-in one of the same name. A
//! list that is neither is not known, and then no rule says anything about its codes.

mod built_in;
pub(crate) mod dated;
mod of_fields;
mod readable;
mod words;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use cas_model::validity::Validity;
use jiff::civil::Date;

pub(crate) use of_fields::{COUNTRIES, CURRENCIES, british};
pub use of_fields::{FieldList, NOMENCLATURES, Nomenclature, lists_of_field, lists_of_form_field};
pub use readable::{BuiltInList, ReadableCode, built_in_lists};
pub use words::{CodeWords, words_of};

static BUILT_IN: LazyLock<HashMap<&str, HashSet<&str>>> = LazyLock::new(|| {
    built_in::LISTS
        .iter()
        .map(|list| (list.name, list.codes.split_ascii_whitespace().collect()))
        .collect()
});

/// Codes and when they may be used, in the order of codes.
type Entries = Box<[(Box<str>, Validity)]>;

/// The code lists, by their official names (`CL008`).
#[derive(Clone, Debug, Default)]
pub struct CodeLists {
    /// Codes in their order, which takes half the memory of a map; the longest list has 100,000.
    loaded: HashMap<String, Entries>,
}

impl CodeLists {
    /// The lists that are part of the product.
    #[must_use]
    pub fn built_in() -> Self {
        Self::default()
    }

    /// Adds a list, in place of the one with this name. A code may have several validities.
    pub fn load(
        &mut self,
        list: impl Into<String>,
        codes: impl IntoIterator<Item = (String, Validity)>,
    ) {
        let mut entries: Vec<(Box<str>, Validity)> = codes
            .into_iter()
            .map(|(code, validity)| (code.into_boxed_str(), validity))
            .collect();
        entries.sort_by(|(one, _), (other, _)| one.cmp(other));
        self.loaded.insert(list.into(), entries.into_boxed_slice());
    }

    /// Whether the operator loaded a list, in place of a built-in one or beside them.
    #[must_use]
    pub fn is_loaded(&self, list: &str) -> bool {
        self.loaded.contains_key(list)
    }

    /// The codes of a list that is built in, by code; `None` where it is not, or the operator
    /// loaded one in its place.
    #[must_use]
    pub fn built_in_codes(&self, list: &str) -> Option<Vec<ReadableCode<'static>>> {
        match self.is_loaded(list) {
            true => None,
            false => readable::codes_of(list),
        }
    }

    /// Whether a code is in a list on a day; `None` when the list is not known.
    #[must_use]
    pub fn contains(&self, list: &str, code: &str, on: Date) -> Option<bool> {
        if let Some(dated) = self.dated(list) {
            let first = dated.entries.partition_point(|(known, _)| *known < code);
            let mut same = dated.entries[first..]
                .iter()
                .take_while(|(known, _)| *known == code);
            return Some(same.any(|(_, validity)| validity.includes(on)));
        }
        if let Some(codes) = self.loaded.get(list) {
            let first = codes.partition_point(|(known, _)| &**known < code);
            let same = codes[first..]
                .iter()
                .take_while(|(known, _)| &**known == code);
            return Some(same.into_iter().any(|(_, validity)| validity.includes(on)));
        }
        if let Some(extended) = built_in::EXTENDED.iter().find(|it| it.name == list) {
            let is_common = self.contains(extended.common, code, on)?;
            let mut added = extended.added.split_ascii_whitespace();
            return Some(is_common || added.any(|it| it == code));
        }
        BUILT_IN.get(list).map(|codes| codes.contains(code))
    }

    /// Whether a code begins with one of a list on a day, as law names goods by beginnings of the
    /// tariff code; `None` when the list is not known.
    #[must_use]
    pub fn covers(&self, list: &str, code: &str, on: Date) -> Option<bool> {
        let begins = (1..=code.len()).filter_map(|length| code.get(..length));
        let mut known = begins.map(|begin| self.contains(list, begin, on));
        known
            .next()?
            .map(|first| first || known.any(|it| it == Some(true)))
    }

    /// The built-in list with days, where nobody loaded one of its name.
    fn dated(&self, list: &str) -> Option<&'static dated::DatedList> {
        match self.is_loaded(list) {
            true => None,
            false => dated::find(list),
        }
    }

    /// Whether a loaded list has a code on a day that begins so; `None` when it is not loaded.
    #[must_use]
    pub fn has_beginning(&self, list: &str, beginning: &str, on: Date) -> Option<bool> {
        let codes = self.loaded.get(list)?;
        let first = codes.partition_point(|(known, _)| &**known < beginning);
        let mut same = codes[first..]
            .iter()
            .take_while(|(known, _)| known.starts_with(beginning));
        Some(same.any(|(_, validity)| validity.includes(on)))
    }

    /// The codes of a list that hold on a day, in order; `None` when the list is not known.
    #[must_use]
    pub fn codes(&self, list: &str, on: Date) -> Option<Vec<&str>> {
        if let Some(dated) = self.dated(list) {
            let valid = dated.entries.iter();
            let valid = valid.filter(|(_, validity)| validity.includes(on));
            let mut codes: Vec<&str> = valid.map(|(code, _)| *code).collect();
            codes.dedup();
            return Some(codes);
        }
        if let Some(entries) = self.loaded.get(list) {
            let valid = entries.iter().filter(|(_, validity)| validity.includes(on));
            let mut codes: Vec<&str> = valid.map(|(code, _)| &**code).collect();
            codes.dedup();
            return Some(codes);
        }
        if let Some(extended) = built_in::EXTENDED.iter().find(|it| it.name == list) {
            let mut codes = self.codes(extended.common, on)?;
            codes.extend(extended.added.split_ascii_whitespace());
            codes.sort_unstable();
            codes.dedup();
            return Some(codes);
        }
        let mut codes: Vec<&str> = BUILT_IN.get(list)?.iter().copied().collect();
        codes.sort_unstable();
        Some(codes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loaded_lists_are_dated_and_come_first() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let until = |text: &str| Validity {
            from: None,
            until: Some(day(text)),
        };
        let mut lists = CodeLists::built_in();
        let from = Validity {
            from: Some(day("2027-01-01")),
            until: None,
        };
        let codes = [
            ("3", until("2026-06-30")),
            ("1", until("2026-01-01")),
            ("3", from),
        ];
        lists.load(
            "CL094",
            codes.map(|(code, validity)| (code.to_owned(), validity)),
        );
        for (list, code, on, expected) in [
            ("CL042", "A", "2026-07-01", Some(true)),
            ("CL042", "Q", "2026-07-01", Some(false)),
            ("CL094", "3", "2026-06-30", Some(true)),
            ("CL094", "3", "2026-07-01", Some(false)),
            ("CL094", "3", "2027-01-01", Some(true)),
            ("CL094", "1", "2026-01-01", Some(true)),
            ("CL094", "4", "2026-01-01", Some(false)),
            ("CL094", "2", "2026-06-30", Some(false)),
            ("CL999", "2", "2026-06-30", None),
        ] {
            assert_eq!(
                lists.contains(list, code, day(on)),
                expected,
                "{list} {code} {on}"
            );
        }
    }

    #[test]
    fn beginnings_are_those_of_codes_that_hold() {
        let day = "2026-07-01".parse::<Date>().unwrap();
        let mut lists = CodeLists::built_in();
        let ended = Validity {
            from: None,
            until: Some("2026-06-30".parse().unwrap()),
        };
        let codes = [("87032110", ended), ("87032190", Validity::default())];
        let codes = codes.map(|(code, validity)| (code.to_owned(), validity));
        lists.load("CN", codes);
        for (beginning, expected) in [
            ("87", true),
            ("870321", true),
            ("87032190", true),
            ("87032110", false),
            ("8703219000", false),
            ("88", false),
            ("86", false),
        ] {
            let found = lists.has_beginning("CN", beginning, day);
            assert_eq!(found, Some(expected), "{beginning}");
        }
        assert_eq!(lists.has_beginning("CL999", "87", day), None);
        assert_eq!(lists.has_beginning("CL008", "D", day), None, "built in");
    }

    #[test]
    fn the_codes_of_a_day_are_those_that_are_contained() {
        let day = "2026-07-01".parse::<Date>().unwrap();
        let mut lists = CodeLists::built_in();
        let ended = Validity {
            from: None,
            until: Some("2026-06-30".parse().unwrap()),
        };
        let codes = [
            ("B", Validity::default()),
            ("A", Validity::default()),
            ("C", ended),
        ];
        let codes = codes.map(|(code, validity)| (code.to_owned(), validity));
        lists.load("OWN", codes);
        assert_eq!(lists.codes("OWN", day), Some(vec!["A", "B"]));
        assert_eq!(lists.codes("CL999", day), None);
        let known = lists.codes("CL042", day).unwrap();
        assert!(
            known
                .iter()
                .all(|code| lists.contains("CL042", code, day) == Some(true))
        );
        assert!(known.contains(&"A"));
    }

    #[test]
    fn built_in_lists_have_no_repeated_code() {
        for list in built_in::LISTS {
            let count = list.codes.split_ascii_whitespace().count();
            assert_eq!(BUILT_IN[list.name].len(), count, "{}", list.name);
        }
    }
}
