//! Does a path that stands in the code lead to a field?

use std::fmt;

use super::outline::Outline;

/// A path in the code, of which is known that it leads to a field; made by
/// [`path!`](crate::path!).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KnownPath(&'static str);

impl KnownPath {
    /// A path below a record.
    ///
    /// # Panics
    /// When it leads to no field; where a constant is made, the code does not compile then.
    #[must_use]
    pub const fn new(record: &'static Outline, text: &'static str) -> Self {
        let _ = record.follow(text);
        Self(text)
    }

    /// As it was written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Debug for KnownPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

impl fmt::Display for KnownPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl From<KnownPath> for String {
    fn from(path: KnownPath) -> Self {
        path.0.to_owned()
    }
}

impl PartialEq<str> for KnownPath {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}
