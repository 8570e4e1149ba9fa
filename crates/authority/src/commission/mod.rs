//! What do the authorities of the European Commission's systems have in common?
//!
//! Transit (NCTS) and export (AES) exchange messages named `CCnnnC` that are made alike and answered
//! alike: a header, sequence numbers, rejections with pointers, reports of errors, an amendment that
//! repeats the declaration. A [`Domain`] says in data how one authority differs from the others; the
//! modules here read, check, answer and write for all of them. Each system's own folder has what
//! only it does.

pub(crate) mod amendment;
pub(crate) mod checks;
pub(crate) mod door;
pub(crate) mod lodging;
pub(crate) mod messages;
pub(crate) mod presentation;
pub(crate) mod reaction;

use std::sync::Arc;

use crate::answer::{Act, Answer, Kind, Page};
use crate::conversation::{Conversation, Declaration};
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::status::Status;
use crate::system::{Inspection, Outcome, Reception, Reply, Request, SchemaCheck, System};
use crate::xml::{Document, ReadError};

/// The authority of one of the Commission's systems, in what tells it from the others.
#[derive(Debug)]
pub(crate) struct Domain {
    /// The name of the system.
    pub(crate) code: &'static str,
    /// The messages it can send.
    pub(crate) kinds: &'static [Kind],
    /// The namespace of root elements; elements below have none.
    pub(crate) namespace: &'static str,
    /// The prefix of root elements.
    pub(crate) prefix: &'static str,
    /// The group that names the declaration.
    pub(crate) operation: &'static str,
    /// The office that takes declarations.
    pub(crate) office: &'static str,
    /// Where the text stands that may hold markers.
    pub(crate) ucr: &'static str,
    /// The goods items, wherever they stand.
    pub(crate) item: &'static str,
    pub(crate) declaration: &'static str,
    pub(crate) amendment: &'static str,
    pub(crate) presentation: &'static str,
    /// Every message that may follow a declaration, each with the marker that has it met with
    /// silence.
    pub(crate) followers: &'static [(&'static str, Marker)],
    /// Whether receipt is confirmed of every declaration, or of pre-lodged ones only.
    pub(crate) confirms_every_receipt: bool,
    pub(crate) receipt: &'static Kind,
    pub(crate) acceptance_of_amendment: &'static Kind,
    /// What rejects a message.
    pub(crate) rejection: fn(message: &str) -> &'static Kind,
    /// The letter of an MRN that tells the procedure.
    pub(crate) mrn_letter: fn(&Origin) -> char,
    /// What follows acceptance, with it.
    pub(crate) accepted: fn(&Markers, &Origin) -> Vec<Act>,
    /// What follows release, with it.
    pub(crate) released: fn(&Markers) -> Vec<Act>,
    /// An answer of a kind that is only named, with the detail it cannot do without.
    pub(crate) detailed: fn(&'static Kind, &Markers, &Origin) -> Answer,
    /// Whether nothing more can be said about a declaration of this standing.
    pub(crate) is_finished: fn(Status) -> bool,
    /// What follows a message that is neither declaration nor amendment nor presentation.
    pub(crate) follow: fn(&mut Conversation, &Arc<Origin>, &Markers),
    /// The checks of content.
    pub(crate) checks: &'static [checks::Check],
    /// Numbers that have a format.
    pub(crate) formats: &'static [checks::Format],
    /// Groups that may be repeated, whose place a pointer must tell.
    pub(crate) repeated: &'static [&'static str],
    /// Where the errors of a rejection are that was asked for: in the goods, and in a party that
    /// every message names.
    pub(crate) examples: [Example; 2],
}

/// The place of an error.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Example {
    /// As a path of first children.
    pub(crate) path: &'static str,
    /// As a pointer, with the places of repeated groups.
    pub(crate) pointer: &'static str,
    pub(crate) reason: &'static str,
}

impl Domain {
    /// Whether a message is a declaration, or takes the place of one.
    pub(crate) fn repeats_declaration(&self, message: &str) -> bool {
        message == self.declaration || message == self.amendment
    }

    /// Whether a message is one that the authority takes up.
    pub(crate) fn takes_up(&self, message: &str) -> bool {
        let follows = |(name, _): &(&str, Marker)| *name == message;
        message == self.declaration || self.followers.iter().any(follows)
    }
}

impl System for Domain {
    fn code(&self) -> &'static str {
        self.code
    }

    fn paths(&self) -> &'static [&'static str] {
        &["/messages"]
    }

    fn kinds(&self) -> &'static [Kind] {
        self.kinds
    }

    fn is_finished(&self, status: Status) -> bool {
        (self.is_finished)(status)
    }

    fn place(&self, request: &Request<'_>, document: &Document<'_>) -> Result<Origin, ReadError> {
        door::place(self, request, document)
    }

    fn inspect(
        &self,
        document: &Document<'_>,
        origin: &Origin,
        check: Option<&SchemaCheck>,
    ) -> Result<Inspection, ReadError> {
        Ok(checks::inspect(self, document, origin, check))
    }

    fn is_lodging(&self, origin: &Origin) -> bool {
        origin.message == self.declaration
    }

    fn is_taken_up(&self, origin: &Origin) -> bool {
        self.takes_up(&origin.message)
    }

    fn react(&self, conversation: &mut Conversation, reception: Reception) {
        reaction::react(self, conversation, reception);
    }

    fn acts(
        &self,
        word: &str,
        markers: &Markers,
        origin: &Origin,
        _declaration: Option<&mut Declaration>,
    ) -> Option<Vec<Act>> {
        let kind = (self as &dyn System).kind(word)?;
        Some(vec![Act::Say((self.detailed)(kind, markers, origin))])
    }

    fn write(&self, page: &Page<'_>) -> String {
        messages::write(self, page)
    }

    fn reply(&self, outcome: &Outcome<'_>) -> Reply {
        door::reply(outcome)
    }
}
