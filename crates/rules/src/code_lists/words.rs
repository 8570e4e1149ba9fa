//! What do the codes of the built-in lists mean?
//!
//! The files in `lists/words/` say it: lines of `#` name the source; every other line is a code and
//! what it means in English and, where it is known, in German. Lists that share codes share a file.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::built_in;

/// What a code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeWords {
    /// The text in English.
    pub en: &'static str,
    /// In German; `None` where nobody published it.
    pub de: Option<&'static str>,
}

/// Names the files and reads them in.
macro_rules! files {
    ($($name:literal)+) => {
        &[$(($name, include_str!(concat!("../../lists/words/", $name, ".txt")))),+]
    };
}

/// The files, by their names.
const FILES: &[(&str, &str)] = files! {
    "BC35" "BC36" "BC40" "BC41" "BC67" "CL008" "CL017" "CL042" "CL048" "CL094" "CL116" "CL213"
    "CL214" "CL217" "CL218" "CL228" "CL231" "CL235" "CL251" "CL296" "CL326" "CL347" "CL380"
    "CL704" "CL750" "CL754"
};

/// What stands between the parts of a line.
const BETWEEN: &str = " | ";

static WORDS: LazyLock<HashMap<(&str, &str), CodeWords>> = LazyLock::new(|| {
    let of_file = |(file, text): &(&'static str, &'static str)| {
        let (file, lines) = (*file, text.lines().filter(|line| !line.starts_with('#')));
        lines.filter_map(move |line| {
            let mut parts = line.split(BETWEEN);
            let (code, en, de) = (parts.next()?, parts.next()?, parts.next());
            Some(((file, code), CodeWords { en, de }))
        })
    };
    FILES.iter().flat_map(of_file).collect()
});

/// What a code of a list means, where that is built in.
#[must_use]
pub fn words_of(list: &str, code: &str) -> Option<CodeWords> {
    let extended = built_in::EXTENDED.iter().find(|it| it.name == list);
    let list = extended.map_or(list, |extended| extended.common);
    let list = built_in::LISTS.iter().find(|it| it.name == list)?;
    WORDS.get(&(list.words, code)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_code_has_words() {
        for list in built_in::LISTS {
            for code in list.codes.split_ascii_whitespace() {
                let words = words_of(list.name, code);
                let words = words.unwrap_or_else(|| panic!("{} {code}", list.name));
                assert!(!words.en.trim().is_empty(), "{} {code}", list.name);
                assert_ne!(words.de, Some(""), "{} {code}", list.name);
            }
        }
        assert_eq!(
            words_of("UK-countries", "DE").map(|it| it.en),
            Some("Germany")
        );
        assert_eq!(
            words_of("CL010", "DE").and_then(|it| it.de),
            Some("Deutschland")
        );
    }

    #[test]
    fn files_name_their_source_and_no_code_twice() {
        let mut lines = 0;
        for (file, text) in FILES {
            assert!(text.contains("# English: "), "{file}");
            lines += text.lines().filter(|line| !line.starts_with('#')).count();
            let is_used = built_in::LISTS.iter().any(|list| list.words == *file);
            assert!(is_used, "{file}");
        }
        assert_eq!(lines, WORDS.len());
    }
}
