//! CWMMAC: customs looks at the declaration by hand. CWMEXT: it is handled outside of the system.

use super::page;
use crate::answer::Kind;

pub(crate) const CWMMAC: Kind = Kind::new("CWMMAC", page::plain);

pub(crate) const CWMEXT: Kind = Kind::new("CWMEXT", |writer, page| {
    page::said("Handled at the office", page, writer);
});
