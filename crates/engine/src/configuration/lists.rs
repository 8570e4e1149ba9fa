//! What tables call lists and sets.

use cas_decision::{SetKind, Sets};
use cas_rules::CodeLists;
use jiff::civil::Date;

/// The code lists that are known.
#[derive(Clone, Copy, Debug)]
pub struct Lists<'a>(pub &'a CodeLists);

impl Sets for Lists<'_> {
    fn contains(&self, kind: SetKind, name: &str, value: &str, day: Date) -> Option<bool> {
        match kind {
            SetKind::CodeList => self.0.contains(name, value, day),
            SetKind::MasterData => None,
        }
    }
}
