//! How does the authority of the United Kingdom for import and export (CDS) behave?
//!
//! What it has in common with others of the same data model is in [`crate::wco`]; how it differs is
//! [`DIALECT`]. The course of a declaration is in `lodging`, each notification has its file in
//! `messages`, each check its file in `checks`. Written from the schemas, the samples and the error
//! codes that HMRC publishes.

mod checks;
mod door;
mod lodging;
mod messages;

use crate::answer::{Act, Answer, Detail, Draft, Problem};
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
use crate::xml::{Document, Element, ReadError};

/// How the United Kingdom differs from others.
static DIALECT: Dialect = Dialect {
    system: &UkCds,
    country: "GB",
    kinds: Kinds {
        received: &messages::dmsrcv::KIND,
        accepted: &messages::dmsacc::KIND,
        rejected: &messages::dmsrej::KIND,
        decided: &messages::dmsreq::KIND,
        changed: &messages::dmsres::KIND,
        invalidated: &messages::dmsinv::KIND,
        queried: &messages::dmsqry::KIND,
    },
    faults: Faults {
        unknown: fault("42A:D014", "CDS12015"),
        not_awaited: fault("42A:D014", "CDS12014"),
        taken: fault("42A:D026", "CDS12003"),
    },
    is_export: lodging::is_export,
    is_prelodged: lodging::is_prelodged,
    is_whole,
    cleared: lodging::cleared,
    taxed_anew: lodging::taxed_anew,
    example_problems: lodging::example_problems,
};

/// What the United Kingdom charges.
const CHARGES: Charges = Charges {
    currency: "GBP",
    vat: 20,
    quotation: Quotation::Foreign,
    is_dutiable: |_| true,
};

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
        wco::door::place(self.code(), door::message_of, request, document)
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
        let told = || match kind.code {
            "DMSTAX" => Detail::Code(messages::dmstax::FINAL),
            _ => Detail::Plain,
        };
        let detail = reaction::detail(&DIALECT, kind.code, markers, origin).unwrap_or_else(told);
        Some(vec![Act::Say(Answer::detailed(kind, detail))])
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

/// Whether an amendment has everything: it says how many items there are, and has as many.
fn is_whole(changed: &Element<'_>) -> bool {
    let declared = changed.text_at("GoodsItemQuantity");
    let declared = declared.and_then(|text| text.trim().parse::<usize>().ok());
    let items: Vec<_> = wco::checks::items_of(changed).collect();
    let is_complete = |item: &&Element<'_>| item.child("GovernmentProcedure").is_some();
    declared == Some(items.len()) && items.iter().all(is_complete)
}

/// A fault, whose code says all.
const fn fault(pointer: &'static str, code: &'static str) -> Fault {
    Fault {
        pointer,
        code,
        reason: "",
    }
}

/// A problem at a place, which is written as sections and, after a colon, the tag of the last.
fn problem(pointer: &str, code: &'static str) -> Problem {
    Problem {
        pointer: pointer.to_owned(),
        code,
        reason: "",
        value: None,
    }
}
