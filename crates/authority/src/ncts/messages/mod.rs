//! Which messages can the authority send? Those of [`KINDS`]: in files by what they are about, each
//! holding what follows the header. The office and the holder are written here, once.

pub(crate) mod acceptance;
pub(crate) mod decision;
pub(crate) mod movement;
mod page;
pub(crate) mod rejection;
pub(crate) mod release;

use crate::answer::{MessageBehaviour, Page};
use crate::commission::messages::reports;
use crate::status::Status;
use crate::xml::{Extent, Writer};

/// The messages, by their type.
pub(crate) const KINDS: &[MessageBehaviour] = &[
    acceptance::CC004C,
    decision::CC009C,
    movement::CC019C,
    rejection::CC022C,
    acceptance::CC028C,
    release::CC029C,
    movement::CC035C,
    movement::CC045C,
    decision::CC051C,
    rejection::CC055C,
    rejection::CC056C,
    decision::CC060C,
    movement::CC182C,
    reports::CC906C,
    reports::CC917C,
    acceptance::CC928C,
];

/// A kind that repeats little of the declaration and does not move it.
const fn brief(code: &'static str, write: fn(&mut Writer, &Page<'_>)) -> MessageBehaviour {
    MessageBehaviour {
        extent: Extent::Before("Consignment"),
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
        extent: Extent::Before("Consignment"),
        ..MessageBehaviour::moving(code, to, write)
    }
}
