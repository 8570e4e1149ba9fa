//! Who knows what is in a code list or in a set of master data?
//!
//! The caller does, and says so through [`Sets`]. A set nobody knows is an error of the
//! evaluation, never "not in it".

use std::sync::atomic::{AtomicU64, Ordering};

use jiff::civil::Date;

use crate::error::Problem;

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

/// How much work evaluations may still do together, in steps: a cell that is computed is one, and a
/// pattern takes more with the length of the text. It is what keeps tables from stopping whoever
/// waits behind them.
#[derive(Debug)]
pub struct Steps(AtomicU64);

impl Default for Steps {
    /// What the tables of one declaration may take.
    fn default() -> Self {
        Self::new(Self::OF_A_DECLARATION)
    }
}

impl Steps {
    /// What the tables of one declaration may take: over a thousand goods items with thousands of
    /// rows of computed cells each stay below it.
    pub const OF_A_DECLARATION: u64 = 100_000_000;

    /// What may be taken at most, in steps.
    #[must_use]
    pub const fn new(most: u64) -> Self {
        Self(AtomicU64::new(most))
    }

    /// Takes steps; false when there are not as many left, now and ever after.
    fn take(&self, steps: u64) -> bool {
        let left = self.0.load(Ordering::Relaxed);
        self.0.store(left.saturating_sub(steps), Ordering::Relaxed);
        left >= steps && left > 0
    }
}

/// What an evaluation knows beside its inputs.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The day for which rows must be valid, and lists are asked.
    pub as_of: Date,
    /// The lists and sets.
    pub sets: &'a dyn Sets,
    /// What it may still take; `None` where nobody waits.
    pub steps: Option<&'a Steps>,
}

impl Context<'_> {
    /// Takes steps of what the evaluation may take.
    pub(crate) fn take(&self, steps: u64) -> Result<(), Problem> {
        match self.steps.is_none_or(|left| left.take(steps)) {
            true => Ok(()),
            false => Err(Problem::TooMuchWork),
        }
    }
}

impl Context<'static> {
    /// A day, and no sets.
    #[must_use]
    pub fn on(as_of: Date) -> Self {
        Self {
            as_of,
            sets: &NoSets,
            steps: None,
        }
    }
}
