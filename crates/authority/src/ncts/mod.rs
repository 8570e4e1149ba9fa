//! How does the transit authority (NCTS, phases 5 and 6) behave?
//!
//! As every authority of the Commission's systems ([`crate::commission`]), with what [`DOMAIN`] says:
//! `course` is what follows acceptance, `invalidation` what follows a request for it; each message
//! the authority sends has its file in `messages`, each check that only transit has its file in
//! `checks`.

mod checks;
mod course;
mod invalidation;
mod messages;

use crate::answer::Act;
use crate::commission::{self, Domain, Example};
use crate::conversation::{Conversation, Declaration};
use crate::kind::{Kind, Page};
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::settings::SchemaCheck;
use crate::system::{Inspection, Outcome, Reception, Reply, Request, System};
use crate::xml::{Document, ReadError};

/// What tells transit from the other systems.
pub(crate) static DOMAIN: Domain = Domain {
    system: &Ncts,
    namespace: "http://ncts.dgtaxud.ec",
    prefix: "ncts",
    operation: "TransitOperation",
    office: "CustomsOfficeOfDeparture",
    ucr: "Consignment/referenceNumberUCR",
    item: "ConsignmentItem",
    declaration: "CC015C",
    amendment: "CC013C",
    presentation: "CC170C",
    followers: &[
        ("CC013C", Marker::Silent013),
        ("CC014C", Marker::Silent014),
        ("CC170C", Marker::Silent170),
    ],
    confirms_every_receipt: true,
    receipt: &messages::cc928c::KIND,
    acceptance_of_amendment: &messages::cc004c::KIND,
    rejection: |_| &messages::cc056c::KIND,
    mrn_letter: |_| 'J',
    accepted: course::accepted,
    released: course::released,
    follow: invalidation::react,
    checks: checks::CHECKS,
    formats: checks::FORMATS,
    repeated: checks::REPEATED,
    examples: [
        Example {
            path: "Consignment/HouseConsignment/ConsignmentItem/Commodity/CommodityCode/\
                   harmonizedSystemSubHeadingCode",
            pointer: "Consignment/HouseConsignment[1]/ConsignmentItem[1]/Commodity/CommodityCode/\
                      harmonizedSystemSubHeadingCode",
            reason: "CL152",
        },
        Example {
            path: "HolderOfTheTransitProcedure/identificationNumber",
            pointer: "HolderOfTheTransitProcedure/identificationNumber",
            reason: "R0850",
        },
    ],
};

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
        commission::door::place(&DOMAIN, request, document)
    }

    fn inspect(
        &self,
        document: &Document<'_>,
        origin: &Origin,
        check: Option<&SchemaCheck>,
    ) -> Result<Inspection, ReadError> {
        Ok(commission::checks::inspect(
            &DOMAIN, document, origin, check,
        ))
    }

    fn is_lodging(&self, origin: &Origin) -> bool {
        origin.message == DOMAIN.declaration
    }

    fn is_taken_up(&self, origin: &Origin) -> bool {
        DOMAIN.takes_up(&origin.message)
    }

    fn react(&self, conversation: &mut Conversation, reception: Reception) {
        commission::reaction::react(&DOMAIN, conversation, reception);
    }

    fn acts(
        &self,
        word: &str,
        markers: &Markers,
        origin: &Origin,
        _declaration: Option<&mut Declaration>,
    ) -> Option<Vec<Act>> {
        let kind = (self as &dyn System).kind(word)?;
        Some(vec![Act::Say(course::with_detail(kind, markers, origin))])
    }

    fn write(&self, page: &Page<'_>) -> String {
        commission::messages::write(&DOMAIN, page)
    }

    fn reply(&self, outcome: &Outcome<'_>) -> Reply {
        commission::door::reply(outcome)
    }
}
