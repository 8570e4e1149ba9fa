//! How does the transit authority (NCTS, phases 5 and 6) behave?
//!
//! Each kind of message the trader may send has its file (`lodging`, `amendment`, `invalidation`,
//! `presentation`), each message the authority sends has its file in `messages`, each check its
//! file in `checks`.

mod amendment;
mod checks;
mod door;
mod invalidation;
mod lodging;
mod messages;
mod presentation;
mod reaction;

use crate::answer::Act;
use crate::conversation::{Conversation, Declaration};
use crate::kind::{Kind, Page};
use crate::marker::Markers;
use crate::origin::Origin;
use crate::settings::SchemaCheck;
use crate::system::{Inspection, Outcome, Reception, Reply, Request, System};
use crate::xml::{Document, ReadError};

/// The namespace of the root elements; elements below have none.
pub(crate) const NAMESPACE: &str = "http://ncts.dgtaxud.ec";

/// The transit authority.
#[derive(Debug)]
pub(crate) struct Ncts;

impl System for Ncts {
    fn code(&self) -> &'static str {
        "ncts"
    }

    fn paths(&self) -> &'static [&'static str] {
        &["/messages"]
    }

    fn kinds(&self) -> &'static [Kind] {
        messages::KINDS
    }

    fn place(&self, request: &Request<'_>, document: &Document<'_>) -> Result<Origin, ReadError> {
        door::place(request, document)
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
        origin.message == "CC015C"
    }

    fn is_taken_up(&self, origin: &Origin) -> bool {
        let message = origin.message.as_str();
        matches!(message, "CC013C" | "CC014C" | "CC015C" | "CC170C")
    }

    fn react(&self, conversation: &mut Conversation, reception: Reception) {
        reaction::react(conversation, reception);
    }

    fn acts(
        &self,
        word: &str,
        markers: &Markers,
        origin: &Origin,
        _declaration: Option<&mut Declaration>,
    ) -> Option<Vec<Act>> {
        let kind = (self as &dyn System).kind(word)?;
        Some(vec![Act::Say(lodging::with_detail(kind, markers, origin))])
    }

    fn write(&self, page: &Page<'_>) -> String {
        messages::write(page)
    }

    fn reply(&self, outcome: &Outcome<'_>) -> Reply {
        door::reply(outcome)
    }
}
