//! Who knows what is in a code list or in a set of master data?
//!
//! The caller does, and says so through [`Sets`]. A set nobody knows is an error of the
//! evaluation, never "not in it".

use jiff::civil::Date;

/// Where a cell's `list(..)` or `set(..)` is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SetKind {
    /// A code list: `in list("CL008")`.
    CodeList,
    /// A set of master data: `in set("preferred carriers")`.
    MasterData,
}

impl SetKind {
    /// The word cells use for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::CodeList => "list",
            Self::MasterData => "set",
        }
    }
}

/// Code lists and sets of master data.
pub trait Sets {
    /// Whether a set holds a value on a day; `None` when there is no such set.
    fn contains(&self, kind: SetKind, name: &str, value: &str, day: Date) -> Option<bool>;
}

/// No sets at all: for tables that name none.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoSets;

impl Sets for NoSets {
    fn contains(&self, _: SetKind, _: &str, _: &str, _: Date) -> Option<bool> {
        None
    }
}

/// What an evaluation knows beside its inputs.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The day for which rows must be valid, and lists are asked.
    pub as_of: Date,
    /// The lists and sets.
    pub sets: &'a dyn Sets,
}

impl Context<'static> {
    /// A day, and no sets.
    #[must_use]
    pub fn on(as_of: Date) -> Self {
        Self {
            as_of,
            sets: &NoSets,
        }
    }
}
