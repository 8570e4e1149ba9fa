//! What does customs tell us? The messages stand in files by what they are about: what each must
//! have, what of it becomes facts, and which event it is. Each is named once, in [`KINDS`].

mod acceptance;
mod arrival;
mod decision;
mod movement;
mod rejection;

use crate::answer::AnswerKind;
use crate::commission::decode::{CC906C, CC917C};

/// The group that names the declaration.
pub(super) const OPERATION: &str = "TransitOperation";

/// Every message that we read.
pub static KINDS: &[AnswerKind] = &[
    acceptance::CC004C,
    decision::CC009C,
    movement::CC019C,
    acceptance::CC022C,
    arrival::CC025C,
    acceptance::CC028C,
    decision::CC029C,
    movement::CC035C,
    arrival::CC043C,
    movement::CC045C,
    decision::CC051C,
    rejection::CC055C,
    rejection::CC056C,
    arrival::CC057C,
    decision::CC060C,
    movement::CC182C,
    CC906C,
    CC917C,
    acceptance::CC928C,
];

/// Messages of NCTS that we recognise and do not read: they are of procedures we do not do.
pub(super) const NOT_READ: &[(&str, &str)] = &[
    (
        "CC017C",
        "departure: control results of a simplified procedure",
    ),
    ("CC023C", "guarantor: liability of the guarantor"),
    ("CC040C", "guarantee query"),
    ("CC042C", "guarantee query"),
    ("CC048C", "guarantee query"),
    ("CC140C", "departure: enquiry"),
    ("CC190C", "transit of exported goods"),
    ("CC191C", "transit of exported goods"),
    ("CC228C", "guarantor: cancellation of a guarantee"),
];
