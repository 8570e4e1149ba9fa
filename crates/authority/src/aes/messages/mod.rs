//! Which messages can the authority send? Those of [`KINDS`]: in files by what they are about, each
//! holding what follows the header. Offices and parties are written here, once.

pub(crate) mod acceptance;
pub(crate) mod control;
pub(crate) mod decision;
pub(crate) mod exit;
mod page;
pub(crate) mod rejection;
mod repetition;

pub(super) use page::origin_text;

use crate::answer::{MessageBehaviour, Page};
use crate::commission::messages::reports;
use crate::status::Status;
use crate::xml::{Extent, Writer};

/// The messages, by their type.
pub(crate) const KINDS: &[MessageBehaviour] = &[
    acceptance::CC504C,
    decision::CC509C,
    exit::CC525C,
    acceptance::CC528C,
    decision::CC529C,
    decision::CC551C,
    rejection::CC556C,
    rejection::CC557C,
    control::CC560C,
    control::CC561C,
    exit::CC582C,
    exit::CC599C,
    reports::CC906C,
    reports::CC917C,
    acceptance::CC928C,
];

/// A kind that repeats little of the declaration and does not move it.
const fn brief(code: &'static str, write: fn(&mut Writer, &Page<'_>)) -> MessageBehaviour {
    MessageBehaviour {
        extent: Extent::Before("GoodsShipment"),
        ..MessageBehaviour::new(code, write)
    }
}

/// A kind that repeats little of the declaration and moves it.
const fn moving(
    code: &'static str,
    to: Status,
    write: fn(&mut Writer, &Page<'_>),
) -> MessageBehaviour {
    MessageBehaviour {
        extent: Extent::Before("GoodsShipment"),
        ..MessageBehaviour::moving(code, to, write)
    }
}
