//! How does one authority differ from the others of the same data model? By what its [`Dialect`]
//! says: its notifications, its error codes, the course after acceptance. The messages are the same.

use crate::answer::{Act, Detail, Draft, MessageBehaviour, Page, Problem};
use crate::conversation::Conversation;
use crate::marker::Markers;
use crate::origin::Origin;
use crate::system::{Inspection, Outcome, Reception, Reply, Request, SchemaCheck};
use crate::xml::{Document, Element, ReadError};

/// What the trader may send: a declaration, and what follows it.
pub(crate) const DECLARATION: &str = "DEC";

pub(crate) const AMENDMENT: &str = "COR";

pub(crate) const CANCELLATION: &str = "INV";

pub(crate) const ARRIVAL: &str = "GPR";

/// The namespace of declarations.
pub(crate) const NAMESPACE: &str = "urn:wco:datamodel:WCO:DEC-DMS:2";

/// Checks a message, with the operator's schemas where there are some.
type Inspect = fn(&Document<'_>, &Origin, Option<&SchemaCheck>) -> Result<Inspection, ReadError>;

/// One authority, in what tells it from the others.
#[derive(Debug)]
pub(crate) struct Dialect {
    /// The name of the system.
    pub(crate) code: &'static str,
    /// The addresses below its name that messages are posted to.
    pub(crate) paths: &'static [&'static str],
    /// What a message is, by its address and its type.
    pub(crate) message_of: fn(path: &str, type_code: &str) -> &'static str,
    /// The notifications it can send.
    pub(crate) notifications: &'static [MessageBehaviour],
    pub(crate) inspect: Inspect,
    /// What a notification says that is only named, where nothing of the course says it.
    pub(crate) told: fn(&MessageBehaviour) -> Detail,
    /// The text of a notification.
    pub(crate) write: fn(&Page<'_>) -> String,
    /// The headers that a notification is posted with.
    pub(crate) headers: fn(&Draft) -> Vec<(&'static str, String)>,
    /// What is said at the door.
    pub(crate) reply: fn(&Outcome<'_>) -> Reply,
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
    /// The movements of goods that it takes beside declarations.
    pub(crate) movements: Option<&'static Movements>,
}

/// What an authority takes about the movements of declared goods, in messages that hold no
/// declaration.
#[derive(Debug)]
pub(crate) struct Movements {
    /// Places a message; `None` where it is about no movement.
    pub(crate) origin_of: PlaceMovement,
    pub(crate) inspect: Inspect,
    /// Whether a message that was placed is about a movement.
    pub(crate) is_one: fn(&Origin) -> bool,
    /// The references by which the goods of a declaration are moved.
    pub(crate) consignments: fn(&Origin) -> Vec<String>,
    /// Plans what follows a movement.
    pub(crate) react: fn(&Dialect, &mut Conversation, Reception),
}

/// Places a message about a movement.
type PlaceMovement = fn(&Request<'_>, &Document<'_>) -> Option<Result<Origin, ReadError>>;

impl Dialect {
    /// What is taken about movements, where this message is about one.
    pub(crate) fn movements_of(&self, origin: &Origin) -> Option<&'static Movements> {
        self.movements
            .filter(|movements| (movements.is_one)(origin))
    }
}

/// Whether a declaration is released.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Release {
    Before,
    After,
}

/// The notifications that every course has.
#[derive(Debug)]
pub(crate) struct Kinds {
    /// A message was received.
    pub(crate) received: &'static MessageBehaviour,
    pub(crate) accepted: &'static MessageBehaviour,
    pub(crate) rejected: &'static MessageBehaviour,
    /// Customs has decided upon a request.
    pub(crate) decided: &'static MessageBehaviour,
    /// The declaration is changed.
    pub(crate) changed: &'static MessageBehaviour,
    pub(crate) invalidated: &'static MessageBehaviour,
    /// Customs wants an amendment.
    pub(crate) queried: &'static MessageBehaviour,
}

/// What is wrong with messages that come at the wrong time.
#[derive(Debug)]
pub(crate) struct Faults {
    /// It names no declaration, or one that it does not fit.
    pub(crate) unknown: Fault,
    /// Nobody waits for these goods.
    pub(crate) not_awaited: Fault,
    /// The LRN is taken.
    pub(crate) taken: Fault,
}

/// A fault: where, of what code, in which words.
#[derive(Clone, Copy, Debug)]
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
