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
mod dialect;
pub(crate) mod door;
mod invalidation;
pub(crate) mod lodging;
pub(crate) mod merge;
pub(crate) mod presentation;
pub(crate) mod reaction;
mod refusal;
pub(crate) mod tariff;

pub(crate) use dialect::*;

use crate::answer::{Act, Answer, Draft, MessageBehaviour, Page};
use crate::conversation::{Conversation, Declaration};
use crate::marker::Markers;
use crate::origin::Origin;
use crate::seed;
use crate::status::Status;
use crate::system::{Inspection, Outcome, Reception, Reply, Request, SchemaCheck, System};
use crate::xml::{Document, ReadError};

/// The word of scripts that lets the goods arrive.
pub(crate) const ARRIVE: &str = "arrive";

impl System for Dialect {
    fn code(&self) -> &'static str {
        self.code
    }

    fn paths(&self) -> &'static [&'static str] {
        self.paths
    }

    fn kinds(&self) -> &'static [MessageBehaviour] {
        self.notifications
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

    fn origin_of(
        &self,
        request: &Request<'_>,
        document: &Document<'_>,
    ) -> Result<Origin, ReadError> {
        let movements = self.movements;
        let moved = movements.and_then(|movements| (movements.origin_of)(request, document));
        moved.unwrap_or_else(|| door::origin_of(self.code, self.message_of, request, document))
    }

    fn inspect(
        &self,
        document: &Document<'_>,
        origin: &Origin,
        check: Option<&SchemaCheck>,
    ) -> Result<Inspection, ReadError> {
        let movements = self.movements_of(origin);
        let inspect = movements.map_or(self.inspect, |movements| movements.inspect);
        inspect(document, origin, check)
    }

    fn consignments(&self, origin: &Origin) -> Vec<String> {
        self.movements
            .map_or_else(Vec::new, |movements| (movements.consignments)(origin))
    }

    fn is_lodging(&self, origin: &Origin) -> bool {
        origin.message == DECLARATION
    }

    fn is_taken_up(&self, _origin: &Origin) -> bool {
        true
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
        if word == ARRIVE {
            let arrive = |known| presentation::arrive(self, known);
            return Some(declaration.map_or_else(Vec::new, arrive));
        }
        let kind = (self as &dyn System).kind(word)?;
        let detail = refusal::detail(self, kind.code, markers, origin);
        let detail = detail.unwrap_or_else(|| (self.told)(kind));
        Some(vec![Act::Say(Answer::detailed(kind, detail))])
    }

    fn write(&self, page: &Page<'_>) -> String {
        (self.write)(page)
    }

    fn identification(&self, seed: u64, names: &[&str]) -> String {
        seed::uuid(seed, names)
    }

    fn headers(&self, draft: &Draft) -> Vec<(&'static str, String)> {
        (self.headers)(draft)
    }

    fn reply(&self, outcome: &Outcome<'_>) -> Reply {
        (self.reply)(outcome)
    }
}
