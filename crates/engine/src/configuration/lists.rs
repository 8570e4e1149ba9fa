//! What tables call lists and sets.

use cas_decision::{SetKind, Sets};
use jiff::civil::Date;

use crate::master_data::Reference;

/// The code lists and value sets of a tenant.
#[derive(Clone, Copy, Debug)]
pub struct Lists<'a>(pub &'a Reference);

impl Sets for Lists<'_> {
    fn contains(&self, kind: SetKind, name: &str, value: &str, day: Date) -> Option<bool> {
        match kind {
            SetKind::CodeList => self.0.contains_code(name, value, day),
            SetKind::MasterData => self.0.contains_value(name, value, day),
        }
    }
}
