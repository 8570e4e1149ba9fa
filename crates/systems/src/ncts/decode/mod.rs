//! What does customs tell us? Each message has its file: what it must have, what of it becomes
//! facts, and which event it is. It is named once, in [`KINDS`].

mod acceptance;
mod acknowledgement;
mod amendment;
mod arrival;
mod control;
mod guarantee;
mod invalidation;
mod no_release;
mod notices;
mod rejection;
mod release;
mod write_off;

use crate::answer::Kind;
use crate::commission::decode::{CC906C, CC917C};

/// The group that names the declaration.
pub(super) const OPERATION: &str = "TransitOperation";

/// Every message that we read.
pub static KINDS: &[Kind] = &[
    amendment::CC004C,
    invalidation::CC009C,
    notices::CC019C,
    amendment::CC022C,
    arrival::CC025C,
    acceptance::CC028C,
    release::CC029C,
    notices::CC035C,
    arrival::CC043C,
    write_off::CC045C,
    no_release::CC051C,
    guarantee::CC055C,
    rejection::CC056C,
    arrival::CC057C,
    control::CC060C,
    notices::CC182C,
    CC906C,
    CC917C,
    acknowledgement::CC928C,
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
