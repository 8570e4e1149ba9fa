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

use crate::answer::{Act, Answer, Detail, Problem};
use crate::conversation::{Conversation, Declaration};
use crate::kind::{Kind, Page};
use crate::marker::Markers;
use crate::origin::Origin;
use crate::seed;
use crate::settings::SchemaCheck;
use crate::status::Status;
use crate::system::{Inspection, Outcome, Reception, Reply, Request, System};
use crate::wco::tariff::{Charges, Quotation};
use crate::wco::{
    self, ARRIVE, DECLARATION, Dialect, Fault, Faults, Kinds, amendment, presentation, reaction,
};
use crate::xml::{Document, ReadError};

/// How Denmark differs from others.
static DIALECT: Dialect = Dialect {
    system: &DkDms,
    country: "DK",
    kinds: Kinds {
        received: &messages::receipt::CWMRCV,
        accepted: &messages::receipt::CWMACC,
        rejected: &messages::rejection::CWMREJ,
        decided: &messages::request::CWMREQ,
        changed: &messages::change::CWMRES,
        invalidated: &messages::request::CWMINV,
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
    is_export: |origin| declared::Declared::of(origin).is_export(),
    is_prelodged: |origin| declared::Declared::of(origin).awaits_goods(),
    // An amendment is the whole declaration.
    is_whole: |_| true,
    cleared: lodging::cleared,
    taxed_anew: lodging::taxed_anew,
    example_problems: lodging::example_problems,
};

/// What Denmark charges: of goods of low value the value added tax only.
const CHARGES: Charges = Charges {
    currency: "DKK",
    vat: 25,
    quotation: Quotation::Own,
    is_dutiable: |declaration| declared::Declared::read(declaration).is_dutiable(),
};

/// The authority for import and export.
#[derive(Debug)]
pub(crate) struct DkDms;

impl System for DkDms {
    fn code(&self) -> &'static str {
        "dk_dms"
    }

    fn paths(&self) -> &'static [&'static str] {
        door::PATHS
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
        wco::door::place(self.code(), door::message_of, request, document)
    }

    fn inspect(
        &self,
        document: &Document<'_>,
        origin: &Origin,
        _check: Option<&SchemaCheck>,
    ) -> Result<Inspection, ReadError> {
        // There is no official schema; another country's has the same root.
        checks::inspect(document, origin)
    }

    fn is_lodging(&self, origin: &Origin) -> bool {
        origin.message == DECLARATION
    }

    fn is_taken_up(&self, _origin: &Origin) -> bool {
        true
    }

    fn react(&self, conversation: &mut Conversation, reception: Reception) {
        reaction::react(&DIALECT, conversation, reception);
    }

    fn acts(
        &self,
        word: &str,
        markers: &Markers,
        origin: &Origin,
        declaration: Option<&mut Declaration>,
    ) -> Option<Vec<Act>> {
        if word == ARRIVE {
            let arrive = |known| presentation::arrive(&DIALECT, known);
            return Some(declaration.map_or_else(Vec::new, arrive));
        }
        let kind = (self as &dyn System).kind(word)?;
        let detail = reaction::detail(&DIALECT, kind.code, markers, origin);
        let detail = detail.unwrap_or(Detail::Plain);
        Some(vec![Act::Say(Answer::detailed(kind, detail))])
    }

    fn write(&self, page: &Page<'_>) -> String {
        messages::write(page)
    }

    fn identification(&self, seed: u64, names: &[&str]) -> String {
        seed::uuid(seed, names)
    }

    fn reply(&self, outcome: &Outcome<'_>) -> Reply {
        door::reply(outcome)
    }
}

/// A fault at a place, which is a path below the declaration.
const fn fault(pointer: &'static str, code: &'static str, reason: &'static str) -> Fault {
    Fault {
        pointer,
        code,
        reason,
    }
}

/// A problem at a place, which is a path below the declaration.
fn problem(pointer: impl Into<String>, code: &'static str, reason: &'static str) -> Problem {
    Problem {
        pointer: pointer.into(),
        code,
        reason,
        value: None,
    }
}
