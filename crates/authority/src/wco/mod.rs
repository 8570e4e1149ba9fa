//! What do the authorities have in common whose messages are those of the World Customs
//! Organization's data model (CDS, DMS)?
//!
//! All from the door to the rejection: how a declaration is found in its message (`door`), what must
//! be there (`checks`), what follows a declaration (`lodging`), an amendment, a request for
//! invalidation, a notification that goods are there; how an amendment is put into a declaration
//! (`merge`), and what goods cost (`tariff`). How each authority differs is its [`Dialect`]: its
//! notifications, its error codes, the course after acceptance.

pub(crate) mod amendment;
pub(crate) mod checks;
pub(crate) mod door;
mod invalidation;
pub(crate) mod lodging;
pub(crate) mod merge;
pub(crate) mod presentation;
pub(crate) mod reaction;
pub(crate) mod tariff;

use crate::answer::{Act, Problem};
use crate::kind::Kind;
use crate::marker::Markers;
use crate::origin::Origin;
use crate::system::System;
use crate::xml::Element;

/// What the trader may send: a declaration, and what follows it.
pub(crate) const DECLARATION: &str = "DEC";
pub(crate) const AMENDMENT: &str = "COR";
pub(crate) const CANCELLATION: &str = "INV";
pub(crate) const ARRIVAL: &str = "GPR";

/// The word of scripts that lets the goods arrive.
pub(crate) const ARRIVE: &str = "arrive";

/// The namespace of declarations.
pub(crate) const NAMESPACE: &str = "urn:wco:datamodel:WCO:DEC-DMS:2";

/// One authority, in what tells it from the others.
pub(crate) struct Dialect {
    pub(crate) system: &'static dyn System,
    /// The country of its MRNs.
    pub(crate) country: &'static str,
    pub(crate) kinds: Kinds,
    pub(crate) faults: Faults,
    pub(crate) is_export: fn(&Origin) -> bool,
    /// Whether a declaration waits for its goods.
    pub(crate) is_prelodged: fn(&Origin) -> bool,
    /// Whether an amendment states the declaration anew, and does not only name what changes.
    pub(crate) is_whole: fn(&Element<'_>) -> bool,
    /// The course once the goods are there, from duties to clearance and what follows it.
    pub(crate) cleared: fn(&Markers, &Origin) -> Vec<Act>,
    /// Duties anew after an amendment of an import, released or not.
    pub(crate) taxed_anew: fn(&Origin, Release) -> Vec<Act>,
    /// The errors of a rejection that was asked for.
    pub(crate) example_problems: fn(&Origin) -> Vec<Problem>,
}

/// Whether a declaration is released.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Release {
    Before,
    After,
}

/// The notifications that every course has.
pub(crate) struct Kinds {
    /// A message was received.
    pub(crate) received: &'static Kind,
    pub(crate) accepted: &'static Kind,
    pub(crate) rejected: &'static Kind,
    /// Customs has decided upon a request.
    pub(crate) decided: &'static Kind,
    /// The declaration is changed.
    pub(crate) changed: &'static Kind,
    pub(crate) invalidated: &'static Kind,
    /// Customs wants an amendment.
    pub(crate) queried: &'static Kind,
}

/// What is wrong with messages that come at the wrong time.
pub(crate) struct Faults {
    /// It names no declaration, or one that it does not fit.
    pub(crate) unknown: Fault,
    /// Nobody waits for these goods.
    pub(crate) not_awaited: Fault,
    /// The LRN is taken.
    pub(crate) taken: Fault,
}

/// A fault: where, of what code, in which words.
#[derive(Clone, Copy)]
pub(crate) struct Fault {
    pub(crate) pointer: &'static str,
    pub(crate) code: &'static str,
    pub(crate) reason: &'static str,
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Problem {
        Problem {
            pointer: fault.pointer.to_owned(),
            code: fault.code,
            reason: fault.reason,
            value: None,
        }
    }
}
