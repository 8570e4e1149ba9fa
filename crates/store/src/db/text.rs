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
    Cached(Arc<CachedText>),
}

/// A text that is kept, and its numbered form once PostgreSQL has asked for it.
#[derive(Debug)]
pub(crate) struct CachedText {
    anonymous: Arc<str>,
    numbered: OnceLock<Arc<str>>,
}

impl CachedText {
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
    /// More of a text. One that is cached is copied first.
    pub(crate) fn push(&mut self, more: &str) {
        match self {
            Self::Made(text) => text.push_str(more),
            Self::Cached(cached) => *self = Self::Made(format!("{}{more}", cached.anonymous)),
        }
    }

    /// The text with a bare `?` for each parameter.
    pub(crate) fn anonymous(&self) -> &str {
        match self {
            Self::Made(text) => text,
            Self::Cached(cached) => &cached.anonymous,
        }
    }

    /// The text for SQLite.
    pub(crate) fn for_sqlite(self) -> SqlStr {
        match self {
            Self::Made(text) => AssertSqlSafe(text).into_sql_str(),
            Self::Cached(cached) => AssertSqlSafe(Arc::clone(&cached.anonymous)).into_sql_str(),
        }
    }

    /// The text for PostgreSQL.
    pub(crate) fn for_postgres(self) -> SqlStr {
        match self {
            Self::Made(text) => AssertSqlSafe(numbered(&text)).into_sql_str(),
            Self::Cached(cached) => AssertSqlSafe(Arc::clone(cached.numbered())).into_sql_str(),
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

    fn check(sql: &str, expected: &str) {
        assert_eq!(numbered(sql), expected);
        let made = Text::Made(sql.to_owned());
        let cached = Text::Cached(Arc::new(CachedText::new(sql.to_owned())));
        for text in [made, cached] {
            assert_eq!(text.clone().for_sqlite().as_str(), sql);
            // Twice: the second time it is the cached one.
            assert_eq!(text.clone().for_postgres().as_str(), expected);
            assert_eq!(text.for_postgres().as_str(), expected);
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
    fn a_cached_text_grows_as_a_copy() {
        let cached = Arc::new(CachedText::new("SELECT ?".to_owned()));
        let mut text = Text::Cached(Arc::clone(&cached));
        text.push(" LIMIT ?");
        assert_eq!(text.for_postgres().as_str(), "SELECT $1 LIMIT $2");
        assert_eq!(&*cached.anonymous, "SELECT ?");
    }
}
