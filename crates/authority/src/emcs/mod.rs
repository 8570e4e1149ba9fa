//! How does the authority for excise movements (EMCS, phase 4) behave?
//!
//! It serves both traders of a movement, and is the administration of dispatch and of destination
//! in one: what one trader says and the other must know is passed on. What a trader may send has
//! its files (`lodging`, `destination`, `split`, `receipt`, `explanation`), what the authority
//! sends is in `messages`, each check in its file in `checks`; `movement` reads a movement, `merge`
//! changes it.

mod case;
mod checks;
mod destination;
mod door;
mod explanation;
mod incoming;
mod lodging;
mod merge;
mod messages;
mod movement;
mod problem;
mod reaction;
mod receipt;
mod refusal;
mod split;
mod words;

use incoming::{INCOMING, MOVEMENT};

use crate::answer::{Act, MessageBehaviour, Page};
use crate::conversation::{Conversation, Declaration};
use crate::marker::Markers;
use crate::origin::Origin;
use crate::status::Status;
use crate::system::{Inspection, Outcome, Reception, Reply, Request, SchemaCheck, System};
use crate::xml::{Document, ReadError};

/// The authority for excise movements.
#[derive(Debug)]
pub(crate) struct Emcs;

impl System for Emcs {
    fn code(&self) -> &'static str {
        "emcs"
    }

    fn paths(&self) -> &'static [&'static str] {
        &["/messages"]
    }

    fn kinds(&self) -> &'static [MessageBehaviour] {
        messages::KINDS
    }

    fn words(&self) -> &'static [&'static str] {
        words::WORDS
    }

    /// Both traders of a movement speak of it by its ARC.
    fn is_open_to_all(&self) -> bool {
        true
    }

    /// A movement goes on after a report of receipt: shortages are explained.
    fn is_finished(&self, status: Status) -> bool {
        matches!(status, Status::Rejected | Status::Invalidated)
    }

    fn origin_of(
        &self,
        request: &Request<'_>,
        document: &Document<'_>,
    ) -> Result<Origin, ReadError> {
        door::origin_of(request, document)
    }

    fn inspect(
        &self,
        document: &Document<'_>,
        origin: &Origin,
        check: Option<&SchemaCheck>,
    ) -> Result<Inspection, ReadError> {
        Ok(checks::inspect(document, origin, check))
    }

    fn is_lodging(&self, origin: &Origin) -> bool {
        origin.message == MOVEMENT
    }

    fn is_taken_up(&self, origin: &Origin) -> bool {
        INCOMING.iter().any(|taken| taken.message == origin.message)
    }

    fn react(&self, conversation: &mut Conversation, reception: Reception) {
        reaction::react(self, conversation, reception);
    }

    fn acts(
        &self,
        word: &str,
        markers: &Markers,
        origin: &Origin,
        declaration: Option<&mut Declaration>,
    ) -> Option<Vec<Act>> {
        words::acts(self, word, markers, origin, declaration)
    }

    fn write(&self, page: &Page<'_>) -> String {
        messages::write(page)
    }

    fn reply(&self, outcome: &Outcome<'_>) -> Reply {
        door::reply(outcome)
    }
}
