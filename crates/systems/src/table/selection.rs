//! Which elements of a table are written, where not all are?
//!
//! An amendment may hold what it changes and nothing else. A [`Selection`] is a tree of pointers as
//! the table has them: what is selected whole, and on the way there only the numbers by which
//! records are known. Elements that are known by their position alone are written up to the last
//! that is selected, so that it keeps its place.

use super::compile::Entry;
use super::numbers::{is_number, says_number};
use super::row::Names;

/// Elements of a message, by customs' names.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    is_whole: bool,
    inside: Vec<Selected>,
}

#[derive(Clone, Debug)]
struct Selected {
    name: String,
    number: Option<usize>,
    selection: Selection,
}

impl Selection {
    /// Selects the element at the end of some steps, with all that is in it. Each step is a name
    /// and the number of the element, where it has one.
    pub fn select(&mut self, steps: &[(String, Option<usize>)]) {
        let Some(((name, number), rest)) = steps.split_first() else {
            self.is_whole = true;
            return;
        };
        let same = |one: &Selected| one.name == *name && one.number == *number;
        let position = self.inside.iter().position(same).unwrap_or_else(|| {
            self.inside.push(Selected {
                name: name.clone(),
                number: *number,
                selection: Self::default(),
            });
            self.inside.len() - 1
        });
        self.inside[position].selection.select(rest);
    }

    fn named(&self, name: &str) -> impl Iterator<Item = &Selected> {
        self.inside.iter().filter(move |one| one.name == name)
    }
}

/// What of a record is written.
#[derive(Clone, Copy)]
pub(super) enum Scope<'s> {
    Whole,
    Only(&'s Selection),
}

impl<'s> Scope<'s> {
    /// What of an element is written that is selected so.
    pub fn from_selection(selection: &'s Selection) -> Self {
        match selection.is_whole {
            true => Self::Whole,
            false => Self::Only(selection),
        }
    }

    pub fn is_whole(self) -> bool {
        matches!(self, Self::Whole)
    }

    /// Whether a value is written.
    pub fn has_value(self, entry: &Entry) -> bool {
        match self {
            Self::Whole => true,
            Self::Only(selection) => {
                let name = entry.row.called(Names::Tags);
                is_number(entry) || selection.named(name).next().is_some()
            }
        }
    }

    /// What of a record with these entries is written, which has this number; nothing where it is
    /// not selected.
    pub fn of_record(self, entry: &Entry, entries: &[Entry], number: usize) -> Option<Scope<'s>> {
        let Self::Only(selection) = self else {
            return Some(Self::Whole);
        };
        let name = entry.row.called(Names::Tags);
        let is_one = entry.row.most == 1;
        let mut selected = selection.named(name);
        let this = selected.find(|one| is_one || one.number == Some(number));
        if let Some(this) = this {
            return Some(Self::from_selection(&this.selection));
        }
        let last = selection.named(name).filter_map(|one| one.number).max();
        let keeps_a_place = !says_number(entries) && last.is_some_and(|last| number < last);
        keeps_a_place.then_some(Self::Whole)
    }
}
