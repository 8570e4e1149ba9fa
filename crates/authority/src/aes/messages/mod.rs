//! Which messages can the authority send? Those of [`KINDS`]: one file each, holding what follows
//! the header. Offices and parties are written here, once.

pub(crate) mod cc504c;
pub(crate) mod cc509c;
pub(crate) mod cc525c;
pub(crate) mod cc528c;
pub(crate) mod cc529c;
pub(crate) mod cc551c;
pub(crate) mod cc556c;
pub(crate) mod cc557c;
pub(crate) mod cc560c;
pub(crate) mod cc561c;
pub(crate) mod cc582c;
pub(crate) mod cc599c;
pub(crate) mod cc928c;
mod page;
mod repetition;

pub(super) use page::origin_text;

use crate::answer::{Kind, Page};
use crate::commission::messages::{cc906c, cc917c};
use crate::status::Status;
use crate::xml::{Extent, Writer};

/// The messages, by their type.
pub(crate) const KINDS: &[Kind] = &[
    cc504c::KIND,
    cc509c::KIND,
    cc525c::KIND,
    cc528c::KIND,
    cc529c::KIND,
    cc551c::KIND,
    cc556c::KIND,
    cc557c::KIND,
    cc560c::KIND,
    cc561c::KIND,
    cc582c::KIND,
    cc599c::KIND,
    cc906c::KIND,
    cc917c::KIND,
    cc928c::KIND,
];

/// A kind that repeats little of the declaration and does not move it.
const fn brief(code: &'static str, write: fn(&mut Writer, &Page<'_>)) -> Kind {
    Kind {
        extent: Extent::Before("GoodsShipment"),
        ..Kind::new(code, write)
    }
}

/// A kind that repeats little of the declaration and moves it.
const fn moving(code: &'static str, to: Status, write: fn(&mut Writer, &Page<'_>)) -> Kind {
    Kind {
        extent: Extent::Before("GoodsShipment"),
        ..Kind::moving(code, to, write)
    }
}
