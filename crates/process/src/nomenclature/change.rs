//! Two editions of the nomenclature, and what became of each code.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::sheet::Sheet;

/// Columns of a correlation table.
const OLD: &[&str] = &["old", "oldCode", "from", "code"];
const NEW: &[&str] = &["new", "newCode", "to"];

/// A line of a correlation table: goods of the old code are, all or some, of the new one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Correlation {
    /// The code until the change.
    pub old: String,
    /// The code since the change.
    pub new: String,
}

impl Correlation {
    /// A line of two codes, in which dots and spaces do not count.
    #[must_use]
    pub fn between(old: &str, new: &str) -> Self {
        Self {
            old: digits(old),
            new: digits(new),
        }
    }

    /// Reads a table with the columns `old` and `new`; others are for people.
    ///
    /// # Errors
    /// The column that is missing, or the row with a cell that is empty.
    pub fn read(sheet: &Sheet) -> Result<Vec<Self>, String> {
        let column = |names: &[&str]| {
            let is = |header: &String| names.iter().any(|name| header.eq_ignore_ascii_case(name));
            let found = sheet.header.iter().position(is);
            found.ok_or_else(|| format!("the correlation has no column \"{}\"", names[0]))
        };
        let (old, new) = (column(OLD)?, column(NEW)?);
        let line = |row: &crate::sheet::SheetRow| {
            let line = Self::between(row.cell(old), row.cell(new));
            match line.old.is_empty() || line.new.is_empty() {
                true => Err(format!("row {}: give the old and the new code", row.number)),
                false => Ok(line),
            }
        };
        sheet.rows.iter().map(line).collect()
    }
}

/// What becomes of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It ends, and no other is named for its goods.
    Ended,
    /// All its goods are of one other code.
    Renamed,
    /// Its goods are of several codes, itself perhaps among them.
    Split,
}

impl Fate {
    /// What clients know it by.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ended => "ended",
            Self::Renamed => "renamed",
            Self::Split => "split",
        }
    }
}

/// What becomes of a code that somebody wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeChange {
    /// The code, its digits.
    pub code: String,
    /// What becomes of it.
    pub fate: Fate,
    /// The codes of its goods since the change.
    pub to: Vec<String>,
    /// Whether the new code follows; where not, a person decides.
    pub is_decided: bool,
}

/// A change of the nomenclature on a day.
#[derive(Clone, Debug)]
pub struct NomenclatureChange {
    /// The first day of the new edition.
    pub day: Date,
    /// The codes until the day.
    pub old: BTreeSet<String>,
    /// The codes from the day on.
    pub new: BTreeSet<String>,
    /// The codes since the change of every code that does not simply stay.
    changed: BTreeMap<String, BTreeSet<String>>,
    /// The codes before the change of every code that is named for others.
    before: BTreeMap<String, BTreeSet<String>>,
    /// Lines of the correlation that name codes which the lists do not have.
    pub unknown: Vec<Correlation>,
}

impl NomenclatureChange {
    /// What differs between two lists of codes, in which dots and spaces do not count.
    #[must_use]
    pub fn between<'a>(
        day: Date,
        old: impl IntoIterator<Item = &'a str>,
        new: impl IntoIterator<Item = &'a str>,
        correlation: Vec<Correlation>,
    ) -> Self {
        let old: BTreeSet<String> = old.into_iter().map(digits).collect();
        let new: BTreeSet<String> = new.into_iter().map(digits).collect();
        let is_known = |it: &Correlation| old.contains(&it.old) && new.contains(&it.new);
        let (known, unknown): (Vec<_>, Vec<_>) = correlation.into_iter().partition(is_known);
        let mut after: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut before: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for Correlation { old, new } in known {
            before.entry(new.clone()).or_default().insert(old.clone());
            after.entry(old).or_default().insert(new);
        }
        let mut changed = BTreeMap::new();
        for code in &old {
            let to = after.remove(code).unwrap_or_default();
            let stays = match to.len() {
                0 => new.contains(code),
                1 => to.contains(code),
                _ => false,
            };
            if stays {
                before.entry(code.clone()).or_default().insert(code.clone());
            } else {
                changed.insert(code.clone(), to);
            }
        }
        Self {
            day,
            old,
            new,
            changed,
            before,
            unknown,
        }
    }

    /// How many codes end so.
    #[must_use]
    pub fn count(&self, fate: Fate) -> usize {
        let fates = self.changed.values().map(|to| fate_of(to.len()));
        fates.filter(|it| *it == fate).count()
    }

    /// How many codes are new.
    #[must_use]
    pub fn added(&self) -> usize {
        self.new.difference(&self.old).count()
    }

    /// The codes of the goods of an old code, since the change.
    pub(super) fn after<'a>(&'a self, old: &'a String) -> impl Iterator<Item = &'a String> {
        let changed = self.changed.get(old);
        let stays = changed.is_none().then_some(old);
        changed.into_iter().flatten().chain(stays)
    }

    /// The codes of the goods of a new code, before the change.
    pub(super) fn before<'a>(&'a self, new: &str) -> impl Iterator<Item = &'a String> {
        self.before.get(new).into_iter().flatten()
    }

    /// What becomes of a code that somebody wrote: one of the list, one that is longer than those of
    /// the list, or one that several of the list begin with. None where it stays, or is not of the
    /// nomenclature.
    #[must_use]
    pub fn of_code(&self, written: &str) -> Option<CodeChange> {
        let code = digits(written);
        if self.old.contains(&code) {
            let to = self.changed.get(&code)?;
            return Some(change(code, to.iter().cloned().collect()));
        }
        match self.listed_within(&code) {
            Some(listed) => self.of_longer(&code, listed),
            None => self.of_shorter(code),
        }
    }

    /// Whether a code's new ones are of goods of other codes, too.
    pub(super) fn has_goods_of_others(&self, code: &CodeChange) -> bool {
        let listed = code.to.iter().filter_map(|new| {
            let mut beginnings = (1..=new.len()).rev().filter_map(|length| new.get(..length));
            beginnings.find(|beginning| self.new.contains(*beginning))
        });
        let mut before = listed.flat_map(|new| self.before(new));
        before.any(|old| !code.code.starts_with(old.as_str()))
    }

    /// The code of the list that a longer one begins with.
    fn listed_within(&self, code: &str) -> Option<&str> {
        let lengths = (1..code.len()).rev();
        let mut beginnings = lengths.filter_map(|length| code.get(..length));
        let found = beginnings.find_map(|beginning| self.old.get(beginning));
        found.map(String::as_str)
    }

    /// Digits of a country or of the Union's measures follow only where they say nothing.
    fn of_longer(&self, code: &str, listed: &str) -> Option<CodeChange> {
        let to = self.changed.get(listed)?;
        let rest = &code[listed.len()..];
        let says_nothing = rest.bytes().all(|digit| digit == b'0');
        let name = |new: &String| match says_nothing {
            true => format!("{new}{rest}"),
            false => new.clone(),
        };
        let mut found = change(code.to_owned(), to.iter().map(name).collect());
        found.is_decided &= says_nothing;
        Some(found)
    }

    /// A heading or subheading: what begins its goods' codes since the change.
    fn of_shorter(&self, code: String) -> Option<CodeChange> {
        let within = self.old.range(code.clone()..);
        let within = within.take_while(|listed| listed.starts_with(&code));
        let goods: BTreeSet<&String> = within.flat_map(|listed| self.after(listed)).collect();
        let is_there = self.old.range(code.clone()..).next();
        is_there.filter(|listed| listed.starts_with(&code))?;
        let to: BTreeSet<&str> = goods
            .iter()
            .filter_map(|new| new.get(..code.len()))
            .collect();
        match to.len() == 1 && to.contains(code.as_str()) {
            true => None,
            false => Some(change(code, to.into_iter().map(str::to_owned).collect())),
        }
    }
}

fn change(code: String, to: Vec<String>) -> CodeChange {
    let fate = fate_of(to.len());
    CodeChange {
        code,
        fate,
        to,
        is_decided: fate == Fate::Renamed,
    }
}

fn fate_of(successors: usize) -> Fate {
    match successors {
        0 => Fate::Ended,
        1 => Fate::Renamed,
        _ => Fate::Split,
    }
}

/// A tariff code without dots and spaces.
pub(super) fn digits(code: &str) -> String {
    let counts = |c: &char| !c.is_whitespace() && *c != '.';
    code.chars().filter(counts).collect()
}
