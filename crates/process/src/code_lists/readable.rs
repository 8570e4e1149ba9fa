//! Which codes does somebody mean who looks for one in a list?

use cas_rules::{CodeLists, ReadableCode};
use jiff::civil::Date;

/// How many codes are proposed at most.
const MOST_NEAREST: usize = 5;

/// What is looked for in a list that is built in.
#[derive(Clone, Debug, Default)]
pub struct CodeSearch<'a> {
    /// Part of the code or of what it means, in any case.
    pub text: Option<&'a str>,
    /// Only codes of this day.
    pub valid_on: Option<Date>,
    /// Only what comes behind this code and first day.
    pub after: Option<(&'a str, Option<Date>)>,
}

/// The codes of a list that is built in and not loaded, by code; `None` where there is no such list.
#[must_use]
pub fn search_built_in(
    lists: &CodeLists,
    list: &str,
    search: &CodeSearch<'_>,
) -> Option<Vec<ReadableCode<'static>>> {
    let mut codes = lists.built_in_codes(list)?;
    let text = search.text.map(str::to_lowercase);
    codes.retain(|code| {
        let is_behind = search
            .after
            .is_none_or(|after| (code.code, code.validity.from) > after);
        let is_valid = search
            .valid_on
            .is_none_or(|day| code.validity.includes(day));
        is_behind && is_valid && text.as_deref().is_none_or(|text| says(code, text))
    });
    Some(codes)
}

fn says(code: &ReadableCode<'_>, text: &str) -> bool {
    let words = code.words.into_iter();
    let mut words = words.flat_map(|words| std::iter::once(words.en).chain(words.de));
    code.code.to_lowercase().contains(text) || words.any(|word| word.to_lowercase().contains(text))
}

/// The codes of a list that hold on a day and are nearest to a wrong one, the nearest first; `None`
/// when the list is not known.
#[must_use]
pub fn nearest<'l>(
    lists: &'l CodeLists,
    list: &str,
    wrong: &str,
    day: Date,
) -> Option<Vec<&'l str>> {
    let wrong = wrong.trim().to_uppercase();
    let length = wrong.chars().count();
    // Of short codes nearly every one is near: half of the characters must be right.
    let most = (length / 2).clamp(1, 3);
    let codes = lists.codes(list, day)?.into_iter();
    let near = codes.filter(|code| code.len().abs_diff(wrong.len()) <= most);
    let mut near: Vec<(usize, &str)> = near
        .filter_map(|code| {
            let distance = strsim::damerau_levenshtein(&code.to_uppercase(), &wrong);
            (distance <= most).then_some((distance, code))
        })
        .collect();
    near.sort_unstable();
    near.truncate(MOST_NEAREST);
    Some(near.into_iter().map(|(_, code)| code).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> Date {
        "2026-07-01".parse().unwrap()
    }

    #[test]
    fn codes_are_found_by_their_words_in_both_languages() {
        let lists = CodeLists::built_in();
        for (list, text, expected) in [
            ("CL008", "germany", vec!["DE"]),
            ("CL008", "Österreich", vec!["AT"]),
            ("CL251", "waiver", vec!["0", "5", "A"]),
            ("CL231", "sm", vec!["T2SM"]),
            ("CL231", "nothing like it", vec![]),
        ] {
            let search = CodeSearch {
                text: Some(text),
                ..CodeSearch::default()
            };
            let found = search_built_in(&lists, list, &search).unwrap();
            let found: Vec<&str> = found.iter().map(|code| code.code).collect();
            assert_eq!(found, expected, "{list} {text}");
        }
        assert!(search_built_in(&lists, "CL999", &CodeSearch::default()).is_none());
    }

    #[test]
    fn the_nearest_codes_come_first() {
        let lists = CodeLists::built_in();
        for (list, wrong, expected) in [
            ("CL214", "N381", "N380"),
            ("CL231", "t2ms", "T2SM"),
            ("CL008", "dee", "DE"),
        ] {
            let found = nearest(&lists, list, wrong, day()).unwrap();
            assert_eq!(found.first(), Some(&expected), "{wrong}: {found:?}");
            assert!(found.len() <= MOST_NEAREST);
        }
        assert_eq!(
            nearest(&lists, "CL214", "completely else", day()),
            Some(vec![])
        );
        assert_eq!(nearest(&lists, "CL999", "N381", day()), None);
    }
}
