//! How does the authority of the United Kingdom for import and export (CDS) behave?
//!
//! Each kind of message the trader may send has its file (`lodging`, `amendment`, `invalidation`,
//! `presentation`), each notification its file in `messages`, each check its file in `checks`;
//! `tariff` says what goods cost. Written from the schemas, the samples and the error codes that
//! HMRC publishes.

mod amendment;
mod checks;
mod door;
mod invalidation;
mod lodging;
mod merge;
mod messages;
mod presentation;
mod reaction;
mod tariff;

use crate::answer::{Act, Draft};
use crate::conversation::{Conversation, Declaration};
use crate::kind::{Kind, Page};
use crate::marker::Markers;
use crate::origin::Origin;
use crate::seed;
use crate::settings::SchemaCheck;
use crate::status::Status;
use crate::system::{Inspection, Outcome, Reception, Reply, Request, System};
use crate::xml::{Document, ReadError};

/// What the trader may send: a declaration, and what follows it.
const DECLARATION: &str = "DEC";
const AMENDMENT: &str = "COR";
const CANCELLATION: &str = "INV";
const ARRIVAL: &str = "GPR";

/// The word of scripts that lets the goods arrive.
const ARRIVE: &str = "arrive";

/// The authority for import and export.
#[derive(Debug)]
pub(crate) struct UkCds;

impl System for UkCds {
    fn code(&self) -> &'static str {
        "uk_cds"
    }

    fn paths(&self) -> &'static [&'static str] {
        &[
            "",
            "/",
            "/amend",
            "/cancellation-requests",
            "/arrival-notification",
        ]
    }

    fn kinds(&self) -> &'static [Kind] {
        messages::KINDS
    }

    fn words(&self) -> &'static [&'static str] {
        &[ARRIVE]
    }

    fn is_open_to_all(&self) -> bool {
        true
    }

    fn may_try_again(&self) -> bool {
        true
    }

    fn is_finished(&self, status: Status) -> bool {
        !amendment::may_change(status)
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
        checks::inspect(document, origin, check)
    }

    fn is_lodging(&self, origin: &Origin) -> bool {
        origin.message == DECLARATION
    }

    fn is_taken_up(&self, _origin: &Origin) -> bool {
        true
    }

    fn react(&self, conversation: &mut Conversation, reception: Reception) {
        reaction::react(conversation, reception);
    }

    fn acts(
        &self,
        word: &str,
        markers: &Markers,
        origin: &Origin,
        declaration: Option<&mut Declaration>,
    ) -> Option<Vec<Act>> {
        if word == ARRIVE {
            return Some(declaration.map_or_else(Vec::new, presentation::arrive));
        }
        let kind = (self as &dyn System).kind(word)?;
        Some(vec![Act::Say(reaction::with_detail(kind, markers, origin))])
    }

    fn write(&self, page: &Page<'_>) -> String {
        messages::write(page)
    }

    fn identification(&self, seed: u64, names: &[&str]) -> String {
        seed::uuid(seed, names)
    }

    fn headers(&self, draft: &Draft) -> Vec<(&'static str, String)> {
        vec![door::conversation(&draft.origin, draft.seed)]
    }

    fn reply(&self, outcome: &Outcome<'_>) -> Reply {
        door::reply(outcome)
    }
}
