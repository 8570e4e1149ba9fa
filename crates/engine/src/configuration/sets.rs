//! Which code lists can a decision table ask?

use cas_decision::{SetKind, Sets};
use cas_rules::CodeLists;
use jiff::civil::Date;

/// The code lists of the rules, for tables. Sets of master data are not known.
#[derive(Clone, Copy, Debug)]
pub struct EngineSets<'a> {
    code_lists: &'a CodeLists,
}

impl<'a> EngineSets<'a> {
    /// Asks these lists.
    #[must_use]
    pub const fn new(code_lists: &'a CodeLists) -> Self {
        Self { code_lists }
    }
}

impl Sets for EngineSets<'_> {
    fn contains(&self, kind: SetKind, name: &str, value: &str, day: Date) -> Option<bool> {
        match kind {
            SetKind::CodeList => self.code_lists.contains(name, value, day),
            SetKind::MasterData => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_asked_and_an_unknown_one_is_not_empty() {
        let lists = CodeLists::built_in();
        let sets = EngineSets::new(&lists);
        let day = jiff::civil::date(2026, 7, 1);
        for (kind, name, value, expected) in [
            (SetKind::CodeList, "CL042", "A", Some(true)),
            (SetKind::CodeList, "CL042", "Q", Some(false)),
            (SetKind::CodeList, "CL999", "A", None),
            (SetKind::MasterData, "CL042", "A", None),
        ] {
            assert_eq!(
                sets.contains(kind, name, value, day),
                expected,
                "{name} {value}"
            );
        }
    }
}
