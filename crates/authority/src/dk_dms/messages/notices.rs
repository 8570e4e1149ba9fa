//! CWMMAC: customs looks at the declaration by hand. CWMEXT: it is handled outside of the system.

use super::page;
use crate::answer::Kind;

pub(in crate::dk_dms) const CWMMAC: Kind = Kind::new("CWMMAC", page::plain);

pub(in crate::dk_dms) const CWMEXT: Kind = Kind::new("CWMEXT", |writer, page| {
    page::said("Handled at the office", page, writer);
});
