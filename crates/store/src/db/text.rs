//! How does each engine want the text of a statement?
//!
//! It is written once, with a bare `?` for each parameter, in the order of the values. SQLite takes
//! it so: a parameter with a name or a number would be searched for among all names of the
//! statement, for each of them again. PostgreSQL gets `$1`, `$2`, … in their place.

use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

use sqlx::{AssertSqlSafe, SqlSafeStr as _, SqlStr};

/// The text of one statement.
#[derive(Clone, Debug)]
pub(crate) enum Text {
    /// Put together for this time only.
    Made(String),
    /// Put together once, for as long as the program runs.
    Kept(Arc<KeptText>),
}

/// A text that is kept, and its numbered form once PostgreSQL has asked for it.
#[derive(Debug)]
pub(crate) struct KeptText {
    anonymous: Arc<str>,
    numbered: OnceLock<Arc<str>>,
}

impl KeptText {
    /// Keeps a text with a bare `?` for each parameter.
    pub(crate) fn new(anonymous: String) -> Self {
        Self {
            anonymous: anonymous.into(),
            numbered: OnceLock::new(),
        }
    }

    fn numbered(&self) -> &Arc<str> {
        self.numbered
            .get_or_init(|| numbered(&self.anonymous).into())
    }
}

impl Text {
    /// More of a text. One that is kept is copied first.
    pub(crate) fn push(&mut self, more: &str) {
        match self {
            Self::Made(text) => text.push_str(more),
            Self::Kept(kept) => *self = Self::Made(format!("{}{more}", kept.anonymous)),
        }
    }

    /// The text with a bare `?` for each parameter.
    pub(crate) fn anonymous(&self) -> &str {
        match self {
            Self::Made(text) => text,
            Self::Kept(kept) => &kept.anonymous,
        }
    }

    /// The text for SQLite.
    pub(crate) fn for_sqlite(self) -> SqlStr {
        match self {
            Self::Made(text) => AssertSqlSafe(text).into_sql_str(),
            Self::Kept(kept) => AssertSqlSafe(Arc::clone(&kept.anonymous)).into_sql_str(),
        }
    }

    /// The text for PostgreSQL.
    pub(crate) fn for_postgres(self) -> SqlStr {
        match self {
            Self::Made(text) => AssertSqlSafe(numbered(&text)).into_sql_str(),
            Self::Kept(kept) => AssertSqlSafe(Arc::clone(kept.numbered())).into_sql_str(),
        }
    }
}

/// How many parameters a text has.
pub(crate) fn parameters(text: &str) -> usize {
    text.matches('?').count()
}

fn numbered(text: &str) -> String {
    let mut numbered = String::with_capacity(2 * text.len());
    for (number, part) in text.split('?').enumerate() {
        if number > 0 {
            let _ = write!(numbered, "${number}");
        }
        numbered.push_str(part);
    }
    numbered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(numbered(text), expected);
        let made = Text::Made(text.to_owned());
        let kept = Text::Kept(Arc::new(KeptText::new(text.to_owned())));
        for of_either in [made, kept] {
            assert_eq!(of_either.clone().for_sqlite().as_str(), text);
            // Twice: the second time it is the kept one.
            assert_eq!(of_either.clone().for_postgres().as_str(), expected);
            assert_eq!(of_either.for_postgres().as_str(), expected);
        }
    }

    #[test]
    fn only_postgres_sees_numbers() {
        check("", "");
        check("SELECT 1", "SELECT 1");
        check("?", "$1");
        check("a = ? AND b IN (?,?)", "a = $1 AND b IN ($2,$3)");
        check(&"?,".repeat(10), "$1,$2,$3,$4,$5,$6,$7,$8,$9,$10,");
    }

    #[test]
    fn a_kept_text_grows_as_a_copy() {
        let kept = Arc::new(KeptText::new("SELECT ?".to_owned()));
        let mut text = Text::Kept(Arc::clone(&kept));
        text.push(" LIMIT ?");
        assert_eq!(text.for_postgres().as_str(), "SELECT $1 LIMIT $2");
        assert_eq!(&*kept.anonymous, "SELECT ?");
    }
}
