//! What makes an authority that of one customs system? What it reads, how it answers, and what it
//! says at the door; conversations, repetitions, courses, pace and delivery are the same for all.
//!
//! A system is a folder and its line in `systems.rs`. It is pure: messages in, answers out, with no
//! network, and no time but the one it is given.

use std::fmt::Debug;
use std::sync::Arc;

use bytes::Bytes;
use jiff::civil::DateTime;

use crate::answer::{
    Act, Draft, MessageBehaviour, Outgoing, Page, Problem, Scripted, Violation, told,
};
use crate::conversation::{Conversation, Declaration, wait};
use crate::course::Course;
use crate::marker::Markers;
use crate::origin::Origin;
use crate::seed;
use crate::status::Status;
use crate::xml::{self, Document, ReadError};

/// A check against official schemas, given by the caller: a message in, its violations out, each
/// as one sentence.
pub type SchemaCheck = Arc<dyn Fn(&[u8]) -> Vec<String> + Send + Sync>;

/// The authority of one customs system.
pub(crate) trait System: Debug + Send + Sync {
    /// Its name, and the first part of its addresses.
    fn code(&self) -> &'static str;

    /// The addresses below its name that messages are posted to.
    fn paths(&self) -> &'static [&'static str];

    /// The messages it can send.
    fn kinds(&self) -> &'static [MessageBehaviour];

    /// Words of scripts beside the names of its messages.
    fn words(&self) -> &'static [&'static str] {
        &[]
    }

    /// Whether a reference of the authority finds a declaration, whoever names it.
    fn is_open_to_all(&self) -> bool {
        false
    }

    /// Whether the same message may come again once it was refused: where messages have no
    /// identification of their own, that is how a trader tries again.
    fn may_try_again(&self) -> bool {
        false
    }

    /// Whether nothing more can be said about a declaration of this standing.
    fn is_finished(&self, status: Status) -> bool {
        !status.is_open()
    }

    /// Places a message. One that cannot be answered is refused like one that is no XML.
    fn origin_of(
        &self,
        request: &Request<'_>,
        document: &Document<'_>,
    ) -> Result<Origin, ReadError>;

    /// Checks a message. An error is told at the door.
    fn inspect(
        &self,
        document: &Document<'_>,
        origin: &Origin,
        check: Option<&SchemaCheck>,
    ) -> Result<Inspection, ReadError>;

    /// Whether a message opens a declaration.
    fn is_lodging(&self, origin: &Origin) -> bool;

    /// Other references by which the goods of a declaration that a message lodges are named.
    fn consignments(&self, _origin: &Origin) -> Vec<String> {
        Vec::new()
    }

    /// Whether a message is one that the authority takes up.
    fn is_taken_up(&self, origin: &Origin) -> bool;

    /// Plans what follows a message.
    fn react(&self, conversation: &mut Conversation, reception: Reception);

    /// What a word of a script, or of somebody who tells the authority to say more, comes to.
    fn acts(
        &self,
        word: &str,
        markers: &Markers,
        origin: &Origin,
        declaration: Option<&mut Declaration>,
    ) -> Option<Vec<Act>>;

    /// The text of an answer.
    fn write(&self, page: &Page<'_>) -> String;

    /// The identification of an answer, from the names of its case.
    fn identification(&self, seed: u64, names: &[&str]) -> String {
        seed::serial(seed, names, 14)
    }

    /// The headers that an answer is posted with.
    fn headers(&self, _draft: &Draft) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// What is said at the door.
    fn reply(&self, outcome: &Outcome<'_>) -> Reply;
}

/// What comes with a message over HTTP.
#[derive(Debug)]
pub(crate) struct Request<'a> {
    /// The address below the name of the system.
    pub(crate) path: &'a str,
    pub(crate) body: &'a Bytes,
    pub(crate) seed: u64,
    /// The time that stands for one the message does not tell.
    pub(crate) now: DateTime,
}

/// What was found when a message was checked.
#[derive(Debug, Default)]
pub(crate) struct Inspection {
    pub(crate) violations: Vec<Violation>,
    pub(crate) problems: Vec<Problem>,
}

/// A message that is to be answered.
#[derive(Debug)]
pub(crate) struct Reception {
    pub(crate) origin: Arc<Origin>,
    pub(crate) course: Course,
    pub(crate) inspection: Inspection,
    pub(crate) seed: u64,
}

/// What became of a message at the door.
#[derive(Debug)]
pub(crate) enum Outcome<'a> {
    /// It is here, for the first time or again.
    Received {
        origin: &'a Origin,
        is_duplicate: bool,
        seed: u64,
    },
    /// It is no message.
    Malformed(&'a str),
    /// The secret is missing or wrong.
    Unauthorized,
    /// The server has an error, or pretends to.
    Failed,
}

/// An answer at the door.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: String,
}

impl Outcome<'_> {
    /// The HTTP status, which is the same for all systems.
    pub(crate) fn status(&self) -> u16 {
        match self {
            Outcome::Received { .. } => 202,
            Outcome::Malformed(_) => 400,
            Outcome::Unauthorized => 401,
            Outcome::Failed => 500,
        }
    }
}

impl dyn System {
    /// The kind of message of a name.
    pub(crate) fn kind(&self, name: &str) -> Option<&'static MessageBehaviour> {
        self.kinds().iter().find(|kind| kind.code == name)
    }

    /// A message in full, ready to be posted.
    pub(crate) fn outgoing(&self, draft: &Draft) -> Outgoing {
        let kind = draft.answer.kind;
        // The basis was read when it was received, so that reading it again cannot fail.
        let body = match xml::read(&draft.basis.body, kind.extent) {
            Ok(basis) => self.write(&Page {
                draft,
                basis: &basis,
            }),
            Err(error) => format!("<!-- {} -->", error.reason),
        };
        Outgoing {
            system: self.code(),
            message: kind.code,
            identification: draft.identification.clone(),
            recipient: draft.recipient.clone(),
            headers: self.headers(draft),
            body: Bytes::from(body),
            copies: draft.copies,
            is_pulled: draft.is_pulled,
        }
    }
}

/// The acts of a script, one by one; what the system does not know is left out.
pub(crate) fn scripted(
    system: &dyn System,
    reception: &Reception,
    mut declaration: Option<&mut Declaration>,
) -> Option<Vec<Act>> {
    let steps = reception.course.steps.as_ref()?;
    let markers = &reception.course.markers;
    let acts = steps.iter().flat_map(|step| match step {
        Scripted::Wait(milliseconds) => {
            vec![wait(*milliseconds)]
        }
        Scripted::Word(word) => system
            .acts(word, markers, &reception.origin, declaration.as_deref_mut())
            .unwrap_or_default(),
    });
    Some(told(acts.collect(), markers))
}
