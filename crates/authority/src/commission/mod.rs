//! What do the authorities of the European Commission's systems have in common?
//!
//! Transit (NCTS) and export (AES) exchange messages named `CCnnnC` that are made alike and answered
//! alike: a header, sequence numbers, rejections with pointers, reports of errors, an amendment that
//! repeats the declaration. A [`Domain`] says in data how one authority differs from the others; the
//! modules here read, check, answer and write for all of them. Each system's own folder has what
//! only it does.

pub(crate) mod amendment;
pub(crate) mod checks;
mod domain;
pub(crate) mod door;
pub(crate) mod lodging;
pub(crate) mod messages;
pub(crate) mod objection;
pub(crate) mod presentation;
pub(crate) mod reaction;

pub(crate) use domain::{Domain, Example};

use crate::answer::{Act, MessageBehaviour, Page};
use crate::conversation::{Conversation, Declaration};
use crate::marker::Markers;
use crate::origin::Origin;
use crate::status::Status;
use crate::system::{Inspection, Outcome, Reception, Reply, Request, SchemaCheck, System};
use crate::xml::{Document, ReadError};

impl System for Domain {
    fn code(&self) -> &'static str {
        self.code
    }

    fn paths(&self) -> &'static [&'static str] {
        &["/messages"]
    }

    fn kinds(&self) -> &'static [MessageBehaviour] {
        self.kinds
    }

    fn is_finished(&self, status: Status) -> bool {
        (self.is_finished)(status)
    }

    fn origin_of(
        &self,
        request: &Request<'_>,
        document: &Document<'_>,
    ) -> Result<Origin, ReadError> {
        door::origin_of(self, request, document)
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
        Some(vec![Act::Say((self.detailed)(self, kind, markers, origin))])
    }

    fn write(&self, page: &Page<'_>) -> String {
        messages::write(self, page)
    }

    fn reply(&self, outcome: &Outcome<'_>) -> Reply {
        door::reply(outcome)
    }
}
