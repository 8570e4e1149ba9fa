//! How does the authority of Denmark for import and export (DMS) behave?
//!
//! What it has in common with others of the same data model is in [`crate::wco`]; how it differs is
//! [`DIALECT`]. Messages come to a service as an action, as AS4 has it (`door`). What a declaration
//! is, its category says (`declared`); its course is in `lodging`, the notifications are in
//! `messages`, the checks in `checks`. Written from the structures and the lists of states and
//! notifications that Danish customs publishes; how it words and numbers its errors is not known, so
//! the codes are the authority's own.

mod checks;
mod declared;
mod door;
mod lodging;
mod messages;

use crate::answer::Detail;
use crate::wco::{Dialect, Fault, Faults, Kinds};

/// How Denmark differs from others.
pub(crate) static DIALECT: Dialect = Dialect {
    code: "dk_dms",
    paths: door::PATHS,
    message_of: door::message_of,
    notifications: messages::KINDS,
    // There is no official schema; another country's has the same root.
    inspect: |document, origin, _| checks::inspect(document, origin),
    told: |_| Detail::Plain,
    write: messages::write,
    headers: |_| Vec::new(),
    reply: door::reply,
    country: "DK",
    kinds: Kinds {
        received: &messages::acceptance::CWMRCV,
        accepted: &messages::acceptance::CWMACC,
        rejected: &messages::rejection::CWMREJ,
        decided: &messages::rejection::CWMREQ,
        changed: &messages::change::CWMRES,
        invalidated: &messages::rejection::CWMINV,
        queried: &messages::change::CWMCAS,
    },
    faults: Faults {
        unknown: fault(
            "ID",
            "DK020",
            "No declaration that this fits has this number",
        ),
        not_awaited: fault(
            "ID",
            "DK021",
            "The goods of this declaration are not awaited",
        ),
        taken: fault(
            "FunctionalReferenceID",
            "DK022",
            "Another declaration has this number",
        ),
    },
    is_export: |origin| declared::Declared::from_origin(origin).is_export(),
    is_prelodged: |origin| declared::Declared::from_origin(origin).awaits_goods(),
    // An amendment is the whole declaration.
    is_whole: |_| true,
    cleared: lodging::cleared,
    taxed_anew: lodging::taxed_anew,
    movements: None,
    example_problems: lodging::example_problems,
};

/// A fault at a place, which is a path below the declaration.
const fn fault(pointer: &'static str, code: &'static str, reason: &'static str) -> Fault {
    Fault {
        pointer,
        code,
        reason,
    }
}
