//! Which messages can the authority send? Those of [`KINDS`]: one file each, holding what follows
//! the header. The office and the holder are written here, once.

pub(crate) mod cc004c;
pub(crate) mod cc009c;
pub(crate) mod cc019c;
pub(crate) mod cc022c;
pub(crate) mod cc028c;
pub(crate) mod cc029c;
pub(crate) mod cc035c;
pub(crate) mod cc045c;
pub(crate) mod cc051c;
pub(crate) mod cc055c;
pub(crate) mod cc056c;
pub(crate) mod cc060c;
pub(crate) mod cc182c;
pub(crate) mod cc928c;
mod page;

use crate::answer::{Kind, Page};
use crate::commission::messages::{cc906c, cc917c};
use crate::status::Status;
use crate::xml::{Extent, Writer};

/// The messages, by their type.
pub(crate) const KINDS: &[Kind] = &[
    cc004c::KIND,
    cc009c::KIND,
    cc019c::KIND,
    cc022c::KIND,
    cc028c::KIND,
    cc029c::KIND,
    cc035c::KIND,
    cc045c::KIND,
    cc051c::KIND,
    cc055c::KIND,
    cc056c::KIND,
    cc060c::KIND,
    cc182c::KIND,
    cc906c::KIND,
    cc917c::KIND,
    cc928c::KIND,
];

/// A kind that repeats little of the declaration and does not move it.
const fn brief(code: &'static str, write: fn(&mut Writer, &Page<'_>)) -> Kind {
    Kind {
        extent: Extent::Before("Consignment"),
        ..Kind::new(code, write)
    }
}

/// A kind that repeats little of the declaration and moves it.
const fn moving(code: &'static str, to: Status, write: fn(&mut Writer, &Page<'_>)) -> Kind {
    Kind {
        extent: Extent::Before("Consignment"),
        ..Kind::moving(code, to, write)
    }
}
